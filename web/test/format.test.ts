// Money is never a float, and years are Gregorian in Thai too.
import { expect, test } from "vitest";
import { formatsOf } from "../src/shared/i18n/format";

test.each([
  ["en", "12345678901234567.8900", "CNY", "CN¥12,345,678,901,234,567.8900"],
  ["en", "-3.5000", "CNY", "−CN¥3.5000"],
  ["en", "50000.00", "THB", "THB 50,000.00"],
  ["en", "1000.000000", "USDT", "1,000.000000 USDT"],
  ["zh-CN", "3.5000", "CNY", "¥3.5000"],
  ["th", "50000.00", "THB", "฿50,000.00"],
] as const)("%s writes %s %s exactly", (language, amount, currency, wanted) => {
  const written = formatsOf(language).money({ amount, currency });

  expect(written.replaceAll("\u00a0", " ")).toBe(wanted);
});

test("a day in Thai is of the year on the document", () => {
  expect(formatsOf("th").day("1990-04-13")).toContain("1990");
});

test("an age is in days and hours, or hours and minutes", () => {
  const { age } = formatsOf("en");
  const now = Date.parse("2026-11-26T12:00:00Z");

  expect(age("2026-11-24T08:00:00Z", now)).toBe("2d 4h");
  expect(age("2026-11-26T08:48:00Z", now)).toBe("3h 12m");
});
