// Why something is corrected, rejected or turned down: the API's own catalogue, by code.
import catalogue from "../../../../functions/shared/reasons.json";
import type { Language } from "../../shared/i18n/core";

type Use = "correction" | "rejection" | "bank_rejection";

export const reasonsOf = (language: Language, use: Use): Record<string, string> =>
  Object.fromEntries(catalogue.filter((each) => each.use === use).map(({ code, text }) => [code, text[language]]));

// Rejections after which the customer may send the tier again.
export const RETRYABLE = new Set(
  catalogue.filter((each) => each.finality === "retryable").map((each) => each.code),
);
