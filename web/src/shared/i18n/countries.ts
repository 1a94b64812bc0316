// Countries that are suggested; any other code of ISO 3166 can be typed.

export const COUNTRIES = ["TH", "CN", "HK", "SG", "MY", "VN", "LA", "MM", "KH", "ID", "PH", "JP", "KR", "IN", "GB", "US"];
