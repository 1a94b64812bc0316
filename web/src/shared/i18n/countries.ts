// Codes of countries, and of what stands in place of one.

import type { Language } from "./core";

// Countries that are suggested; any other code of ISO 3166 can be typed.

export const COUNTRIES = ["TH", "CN", "HK", "SG", "MY", "VN", "LA", "MM", "KH", "ID", "PH", "JP", "KR", "IN", "GB", "US"];

// Of people without a nationality, as machine-readable passports write it (ICAO 9303): after XX.
const AFTER_XX: Record<string, Record<Language, string>> = {
  A: { en: "Stateless person", "zh-CN": "无国籍人", th: "บุคคลไร้สัญชาติ" },
  B: { en: "Refugee (1951 Convention)", "zh-CN": "难民（1951 年公约）", th: "ผู้ลี้ภัย (อนุสัญญา ค.ศ. 1951)" },
  C: { en: "Other refugee", "zh-CN": "其他难民", th: "ผู้ลี้ภัยอื่น" },
  X: { en: "Unspecified nationality", "zh-CN": "国籍不明", th: "ไม่ระบุสัญชาติ" },
};
export const WITHOUT_NATIONALITY = Object.fromEntries(
  Object.entries(AFTER_XX).map(([letter, names]) => [`XX${letter}`, names]),
);
