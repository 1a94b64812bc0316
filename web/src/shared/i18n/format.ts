// Numbers, dates and names as the chosen language writes them. Years are of the Gregorian
// calendar in every language, as on the documents that they are compared with.

import { useMemo } from "react";
import { WITHOUT_NATIONALITY } from "./countries";
import { type Language, useLanguage } from "./core";

const LOCALES: Record<Language, string> = {
  en: "en-GB",
  "zh-CN": "zh-CN",
  th: "th-TH-u-ca-gregory",
};

export interface Amount {
  amount: string;
  currency: string;
}

export function formatsOf(language: Language) {
  const locale = LOCALES[language];
  const number = new Intl.NumberFormat(locale);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const countries = new Intl.DisplayNames(locale, { type: "region" });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const units = (["minute", "hour", "day"] as const).map(
    (unit) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: language === "en" ? "narrow" : "short" }),
  );
  return {
    number: (value: number) => number.format(value),
    // An RFC 3339 moment, in the reader's own time zone.
    moment: (at: string) => moment.format(new Date(at)),
    // A calendar day, as 1990-04-13.
    day: (date: string) => (isDay(date) ? day.format(new Date(`${date}T00:00:00Z`)) : date),
    // Or what stands in place of one, for people without a nationality.
    country: (code: string) =>
      /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? code) : (WITHOUT_NATIONALITY[code]?.[language] ?? code),
    // "2d 4h", "3h 12m": how long it has been since.
    age: (at: string, now = Date.now()) => {
      const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
      const [minute, hour, dayUnit] = units as [Intl.NumberFormat, Intl.NumberFormat, Intl.NumberFormat];
      const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
      if (days) return `${dayUnit.format(days)} ${hour.format(hours)}`;
      if (hours) return `${hour.format(hours)} ${minute.format(minutes % 60)}`;
      return minute.format(minutes);
    },
    ago: (at: string, now = Date.now()) => {
      const minutes = Math.round((Date.parse(at) - now) / 60_000);
      if (Math.abs(minutes) < 60) return ago.format(minutes, "minute");
      if (Math.abs(minutes) < 1440) return ago.format(Math.round(minutes / 60), "hour");
      return ago.format(Math.round(minutes / 1440), "day");
    },
    // The exact decimal string of the API, with the currency's sign; never through a float.
    money: ({ amount, currency }: Amount) => {
      const [whole = "0", fraction = ""] = amount.split(".");
      const digits = { minimumFractionDigits: fraction.length, maximumFractionDigits: fraction.length };
      // USDT is no currency of ISO 4217.
      const official = /^[A-Z]{3}$/.test(currency);
      const style = official ? ({ style: "currency", currency } as const) : {};
      const text = new Intl.NumberFormat(locale, { ...style, ...digits })
        .formatToParts(BigInt(whole.replace("-", "")))
        .map((part) => (part.type === "fraction" ? fraction : part.value))
        .join("");
      return `${whole.startsWith("-") ? "−" : ""}${text}${official ? "" : ` ${currency}`}`;
    },
    bytes: (size: number) => {
      const [value, unit] = size >= 1_000_000 ? [size / 1e6, "megabyte"] : [size / 1e3, "kilobyte"];
      const style = { style: "unit", unit, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(locale, style).format(value as number);
    },
  };
}

export function useFormats() {
  const { language } = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
