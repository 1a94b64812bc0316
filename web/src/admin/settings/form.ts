// The settings as they stand in the fields, and what of them a save sends. Pure.

import type { Choices, ChoicesChange } from "../../shared/api/gen";

export interface Form {
  automatic: boolean;
  liveness_attempts: string;
  match_level: Choices["match_level"];
  sms_notices: boolean;
  low_balance: string;
  // One address a line.
  billing_emails: string;
  review_due_soon_hours: string;
  review_late_hours: string;
  review_emails: string;
  beneficial_owner_percent: string;
  full_age_years: string;
  // By tier; empty is the policy's limit.
  loan_limits: Record<string, string>;
  four_eyes_tiers: number[];
  // By language; empty is the shipped text.
  texts_to_read: Record<string, string>;
}

export type Problem = "cny" | "money" | "emails" | "hours" | "later" | "percent" | "years" | "rising" | "reading";
export type Problems = Partial<Record<keyof Form, Problem>>;

export const LEVELS = ["1e-3", "1e-4", "1e-5", "1e-6"] as const;

const CNY = /^\d{1,10}(\.\d{1,4})?$/;
const MONEY = /^(0|[1-9]\d{0,11})(\.\d{1,6})?$/;
const EMAIL = /^[!-?A-~]{1,64}@[^@\s]{1,180}\.[^@\s]{2,63}$/;
const MOST_EMAILS = 5;
// Nothing that cannot be read: lines are the only control characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it refuses
const READABLE = /^[^\x00-\x09\x0b-\x1f\x7f]*$/;
export const READ_LEAST = 20;
export const READ_MOST = 300;

export function formOf(kept: Choices): Form {
  return {
    automatic: kept.automatic,
    liveness_attempts: String(kept.liveness_attempts),
    match_level: kept.match_level,
    sms_notices: kept.sms_notices,
    low_balance: kept.low_balance.amount,
    billing_emails: kept.billing_emails.join("\n"),
    review_due_soon_hours: String(kept.review_due_soon_hours),
    review_late_hours: String(kept.review_late_hours),
    review_emails: kept.review_emails.join("\n"),
    beneficial_owner_percent: String(kept.beneficial_owner_percent),
    full_age_years: String(kept.full_age_years),
    loan_limits: Object.fromEntries(
      kept.loan_limits.map((each) => [each.tier, each.own ? each.max_loan.amount : ""]),
    ),
    four_eyes_tiers: [...kept.four_eyes_tiers].sort(),
    texts_to_read: Object.fromEntries(
      kept.texts_to_read.map((each) => [each.language, each.own ? each.text : ""]),
    ),
  };
}

export function problemsOf(form: Form): Problems {
  const found: Problems = {};
  const hours = (text: string) => isWhole(text, 1, 720);
  if (!CNY.test(form.low_balance)) found.low_balance = "cny";
  if (!areEmails(form.billing_emails)) found.billing_emails = "emails";
  if (!areEmails(form.review_emails)) found.review_emails = "emails";
  if (!hours(form.review_due_soon_hours)) found.review_due_soon_hours = "hours";
  if (!hours(form.review_late_hours)) found.review_late_hours = "hours";
  else if (Number(form.review_late_hours) <= Number(form.review_due_soon_hours)) found.review_late_hours = "later";
  if (!isWhole(form.beneficial_owner_percent, 5, 50)) found.beneficial_owner_percent = "percent";
  if (!isWhole(form.full_age_years, 18, 25)) found.full_age_years = "years";
  if (Object.values(form.loan_limits).some((text) => text && !MONEY.test(text))) found.loan_limits = "money";
  if (!Object.values(form.texts_to_read).every(isReadable)) found.texts_to_read = "reading";
  return found;
}

// Only what differs goes out: what a colleague changes meanwhile stays.
export function changesOf(form: Form, kept: Choices): ChoicesChange {
  const before = formOf(kept);
  const is = (name: keyof Form) => JSON.stringify(form[name]) !== JSON.stringify(before[name]);
  const limits = Object.entries(form.loan_limits).filter(([tier, text]) => text !== before.loan_limits[tier]);
  const texts = kept.texts_to_read.flatMap(({ language }) => {
    const text = form.texts_to_read[language]?.trim() ?? "";
    return text === before.texts_to_read[language] ? [] : [{ language, text: text || null }];
  });
  return {
    ...(is("automatic") && { automatic: form.automatic }),
    ...(is("liveness_attempts") && { liveness_attempts: Number(form.liveness_attempts) }),
    ...(is("match_level") && { match_level: form.match_level }),
    ...(is("sms_notices") && { sms_notices: form.sms_notices }),
    ...(is("low_balance") && { low_balance: form.low_balance }),
    ...(is("billing_emails") && { billing_emails: linesOf(form.billing_emails) }),
    ...(is("review_due_soon_hours") && { review_due_soon_hours: Number(form.review_due_soon_hours) }),
    ...(is("review_late_hours") && { review_late_hours: Number(form.review_late_hours) }),
    ...(is("review_emails") && { review_emails: linesOf(form.review_emails) }),
    ...(is("beneficial_owner_percent") && { beneficial_owner_percent: Number(form.beneficial_owner_percent) }),
    ...(is("full_age_years") && { full_age_years: Number(form.full_age_years) }),
    ...(is("four_eyes_tiers") && { four_eyes_tiers: form.four_eyes_tiers }),
    ...(limits.length > 0 && {
      loan_limits: limits.map(([tier, text]) => ({ tier: Number(tier), max_loan: text || null })),
    }),
    ...(texts.length > 0 && { texts_to_read: texts }),
  };
}

export const lengthOf = (text: string) => [...text.trim()].length;

export const isReadable = (text: string) => {
  const length = lengthOf(text);
  return length === 0 || (length >= READ_LEAST && length <= READ_MOST && READABLE.test(text.trim()));
};

export const linesOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean);

const areEmails = (text: string) => {
  const lines = linesOf(text);
  return lines.length <= MOST_EMAILS && lines.every((each) => EMAIL.test(each));
};

const isWhole = (text: string, least: number, most: number) =>
  /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most;
