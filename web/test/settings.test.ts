// What of the settings form is sent, and what is wrong with it before it is.
import { describe, expect, it } from "vitest";
import { changesOf, formOf, problemsOf } from "../src/admin/settings/form";
import type { Choices } from "../src/shared/api/gen";

const thb = (amount: string) => ({ amount, currency: "THB" });
const kept: Choices = {
  company_id: "co_1",
  mode: "test",
  automatic: false,
  automatic_available: true,
  liveness_attempts: 2,
  match_level: "1e-5",
  sms_notices: false,
  low_balance: { amount: "0.0000", currency: "CNY" },
  billing_emails: ["a@example.com"],
  review_due_soon_hours: 24,
  review_late_hours: 72,
  review_emails: [],
  beneficial_owner_percent: 25,
  full_age_years: 18,
  loan_limits: [
    { tier: 1, max_loan: thb("500.00"), own: false },
    { tier: 2, max_loan: thb("900.00"), own: true },
  ],
  four_eyes_tiers: [],
  pending: null,
  texts_to_read: [
    { language: "en", text: "Shipped.", own: false, shipped: "Shipped." },
    { language: "th", text: "ข้าพเจ้ากำลังเปิดบัญชีนี้เอง", own: true, shipped: "…" },
  ],
  updated_at: null,
  updated_by: null,
} as unknown as Choices;
const form = formOf(kept);

describe("settings", () => {
  it("sends nothing that was not changed", () => {
    expect(changesOf(form, kept)).toEqual({});
  });

  it("sends what was changed as the API takes it", () => {
    const changed = { ...form, automatic: true, billing_emails: "a@example.com\nb@example.com, ", loan_limits: { 1: "600", 2: "" } };

    expect(changesOf(changed, kept)).toEqual({
      automatic: true,
      billing_emails: ["a@example.com", "b@example.com"],
      loan_limits: [
        { tier: 1, max_loan: "600" },
        { tier: 2, max_loan: null },
      ],
    });
  });

  it("sends a text for a language, and takes one back", () => {
    const changed = { ...form, texts_to_read: { en: "  I open this account for myself. ", th: "" } };

    expect(changesOf(changed, kept).texts_to_read).toEqual([
      { language: "en", text: "I open this account for myself." },
      { language: "th", text: null },
    ]);
  });

  it.each([
    [{ low_balance: "1.00005" }, { low_balance: "cny" }],
    [{ billing_emails: "nobody" }, { billing_emails: "emails" }],
    [{ review_late_hours: "24" }, { review_late_hours: "later" }],
    [{ review_due_soon_hours: "0" }, { review_due_soon_hours: "hours" }],
    [{ beneficial_owner_percent: "51" }, { beneficial_owner_percent: "percent" }],
    [{ full_age_years: "17" }, { full_age_years: "years" }],
    [{ loan_limits: { 1: "x" } }, { loan_limits: "money" }],
    [{ texts_to_read: { en: "Too short to read.", th: "" } }, { texts_to_read: "reading" }],
    [{ texts_to_read: { en: "With a tab\tin its middle.", th: "" } }, { texts_to_read: "reading" }],
    [{ texts_to_read: { en: "😀".repeat(300), th: "" } }, {}],
    [{}, {}],
  ])("finds what is wrong with %j", (change, problems) => {
    expect(problemsOf({ ...form, ...change } as typeof form)).toEqual(problems);
  });
});
