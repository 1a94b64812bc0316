// What stands out in declared values without any document being read. Pure.

export type Signal = "expired" | "expires_soon" | "under_age" | "known_in_part" | "other_country" | "political";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;
const FULL_AGE = 18;
const WHOLE_DAY = "1956-07-12".length;

export function signalOf(
  item: string,
  value: unknown,
  customer: { country: string },
  today = new Date(),
): Signal | null {
  if (typeof value !== "string") return null;
  switch (item) {
    case "document_expires_on": {
      const days = (Date.parse(value) - today.getTime()) / DAY_MS;
      if (days < -1) return "expired";
      return days < SOON_DAYS ? "expires_soon" : null;
    }
    case "birth_date":
      if (yearsSince(lastDayOf(value), today) < FULL_AGE) return "under_age";
      return value.length < WHOLE_DAY ? "known_in_part" : null;
    case "nationality":
    case "document_country":
      return value === customer.country ? null : "other_country";
    case "pep_status":
      return value === "none" ? null : "political";
    default:
      return null;
  }
}

export const isSerious = (signal: Signal | null): boolean =>
  signal === "expired" || signal === "under_age" || signal === "political";

// What is serious on top, then what stands out, then the rest, each as it was sent.
export function inOrder<T extends { signal: Signal | null }>(rows: T[]): T[] {
  const rank = (row: T) => (isSerious(row.signal) ? 0 : row.signal ? 1 : 2);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

// Of `1956-07` the 31st, of `1956` the last of December: the youngest that they can be.
function lastDayOf(date: string): Date {
  if (date.length === WHOLE_DAY) return new Date(date);
  const [year, month] = date.split("-");
  return new Date(Date.UTC(Number(year), Number(month ?? 12), 0));
}

function yearsSince(born: Date, today: Date): number {
  const had =
    today.getMonth() > born.getUTCMonth() ||
    (today.getMonth() === born.getUTCMonth() && today.getDate() >= born.getUTCDate());
  return today.getFullYear() - born.getUTCFullYear() - (had ? 0 : 1);
}
