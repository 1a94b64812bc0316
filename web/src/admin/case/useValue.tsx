// A declared value as a reader of the chosen language expects it.

import { named } from "../../shared/i18n/core";
import { useFormats } from "../../shared/i18n/format";
import { useWordsTexts } from "../i18n/words";

const ADDRESS = ["line1", "line2", "city", "region", "postal_code", "country"];
const COUNTRIES = new Set(["nationality", "document_country", "country"]);

export function useValue(): (item: string, value: unknown) => string {
  const formats = useFormats();
  const words = useWordsTexts();
  const show = (item: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "object" && !Array.isArray(value)) return parts(value as Record<string, unknown>);
    if (Array.isArray(value)) return value.map((each) => show(item, each)).join(", ");
    const text = String(value);
    const leaf = item.split(".").at(-1) ?? item;
    if (COUNTRIES.has(leaf)) return formats.country(text);
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formats.day(text);
    const choice = words.choices[leaf];
    return choice ? named(choice, text) : text;
  };
  const parts = (value: Record<string, unknown>): string => {
    if (typeof value.amount === "string" && typeof value.currency === "string") {
      return formats.money({ amount: value.amount, currency: value.currency });
    }
    const order = (name: string) => (ADDRESS.indexOf(name) + 1 || ADDRESS.length + 1);
    return Object.keys(value)
      .toSorted((a, b) => order(a) - order(b))
      .filter((name) => value[name])
      .map((name) => show(name, value[name]))
      .join(", ");
  };
  return show;
}
