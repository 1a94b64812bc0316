// What a setting and its value are called where they are listed, as the page's fields call them.

import { LANGUAGES, named } from "../../shared/i18n/core";
import { type Amount, useFormats } from "../../shared/i18n/format";
import { useSettingsTexts } from "../i18n/settings";
import { useWordsTexts } from "../i18n/words";

// `loan_limits.2` and `texts_to_read.th` name their tier and their language.
export function useSettingName(): (setting: string) => string {
  const { automatic, limits, money, reading, review } = useSettingsTexts();
  const words = useWordsTexts();
  const names: Record<string, string> = {
    automatic: automatic.on,
    liveness_attempts: automatic.attempts,
    match_level: automatic.level,
    sms_notices: money.sms,
    low_balance: money.low,
    billing_emails: money.emails,
    review_due_soon_hours: review.dueSoon,
    review_late_hours: review.late,
    review_emails: review.emails,
    beneficial_owner_percent: review.owners,
    full_age_years: review.fullAge,
    four_eyes_tiers: review.fourEyes,
  };
  return (setting) => {
    const [name = "", part = ""] = setting.split(".");
    if (name === "loan_limits") return `${limits.title}: ${words.tier(Number(part))}`;
    if (name === "texts_to_read") return `${reading.title}: ${named(LANGUAGES, part)}`;
    return named(names, setting);
  };
}

export function useSettingValue(): (setting: string, value: unknown) => string {
  const { automatic, changes: texts, limits } = useSettingsTexts();
  const words = useWordsTexts();
  const { money, number } = useFormats();
  return (setting, value) => {
    if (value === null) return setting.startsWith("loan_limits") ? limits.asPolicy : texts.shipped;
    if (typeof value === "boolean") return value ? texts.on : texts.off;
    if (typeof value === "number") return number(value);
    if (Array.isArray(value)) {
      const told = setting === "four_eyes_tiers" ? value.map((tier) => words.tier(Number(tier))) : value;
      return told.join(", ") || texts.empty;
    }
    if (typeof value === "object") return money(value as Amount);
    return setting === "match_level" ? named(automatic.levels, String(value)) : String(value);
  };
}
