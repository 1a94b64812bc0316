// An amount in words, to be read against the figures before money is booked. Pure. Chinese uses
// the numerals of contracts, which cannot be mistaken or changed by a stroke.

import type { Language } from "../../shared/i18n/core";

type Spell = (whole: string) => string;

// `spelled("12.500000", "en")` → "twelve point five". At most twelve digits before the point.
export function spelled(amount: string, language: Language): string {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const { spell, digits, point, minus, between } = WORDS[language];
  const parts = [...fraction.replace(/0+$/, "")].map((digit) => digits[Number(digit)]);
  const text = [spell(whole), ...(parts.length ? [point, ...parts] : [])].join(between);
  return amount.startsWith("-") ? `${minus}${between}${text}` : text;
}

const groups = (whole: string, size: number): number[] => {
  const width = Math.ceil(whole.length / size) * size;
  return (whole.padStart(width, "0").match(new RegExp(`\\d{${size}}`, "g")) ?? []).map(Number);
};

const EN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const EN_TENS = "– – twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const EN_GROUPS = [" billion", " million", " thousand", ""];

const english: Spell = (whole) => {
  const found = groups(whole.padStart(12, "0"), 3);
  const words = found.flatMap((n, i) => (n ? [englishHundreds(n) + EN_GROUPS[i]] : []));
  const last = found.at(-1) ?? 0;
  // "One thousand and five".
  if (words.length > 1 && last > 0 && last < 100) words.splice(-1, 0, "and");
  return words.join(" ") || "zero";
};

function englishHundreds(n: number): string {
  const hundreds = n >= 100 ? [`${EN[Math.floor(n / 100)]} hundred`] : [];
  const rest = n % 100;
  const tens = EN_TENS[Math.floor(rest / 10)];
  const below = rest < 20 ? EN[rest] : rest % 10 ? `${tens}-${EN[rest % 10]}` : tens;
  return [...hundreds, ...(rest ? [below] : [])].join(" and ");
}

const ZH = [..."零壹贰叁肆伍陆柒捌玖"];
const ZH_UNITS = ["仟", "佰", "拾", ""];
const ZH_GROUPS = ["亿", "万", ""];

// Zeros between digits are said once, and those at an end of the number not at all.
const chinese: Spell = (whole) => {
  const text = groups(whole.padStart(12, "0"), 4).map((n, i) => {
    const each = [...String(n).padStart(4, "0")].map((digit, place) => (digit === "0" ? "零" : ZH[Number(digit)] + (ZH_UNITS[place] ?? "")));
    return n ? each.join("").replace(/零+$/, "") + ZH_GROUPS[i] : "零";
  });
  return text.join("").replace(/零+/g, "零").replace(/^零|零$/g, "") || "零";
};

const TH = "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า".split(" ");
const TH_UNITS = ["แสน", "หมื่น", "พัน", "ร้อย", "สิบ", ""];

const thai: Spell = (whole) => {
  const [millions = 0, rest = 0] = groups(whole.padStart(12, "0"), 6);
  const text = (millions ? `${thaiMillion(millions)}ล้าน` : "") + thaiMillion(rest, millions > 0);
  return text || "ศูนย์";
};

// One after other digits is เอ็ด; ten and twenty have words of their own.
function thaiMillion(n: number, isAfter = false): string {
  return [...String(n).padStart(6, "0")]
    .map((digit, place) => {
      if (digit === "0") return "";
      if (place === 4 && digit === "1") return "สิบ";
      if (place === 4 && digit === "2") return "ยี่สิบ";
      if (place === 5 && digit === "1" && (n > 1 || isAfter)) return "เอ็ด";
      return `${TH[Number(digit)]}${TH_UNITS[place]}`;
    })
    .join("");
}

const WORDS: Record<Language, { spell: Spell; digits: string[]; point: string; minus: string; between: string }> = {
  en: { spell: english, digits: EN, point: "point", minus: "minus", between: " " },
  "zh-CN": { spell: chinese, digits: ZH, point: "点", minus: "负", between: "" },
  th: { spell: thai, digits: TH, point: "จุด", minus: "ลบ", between: "" },
};
