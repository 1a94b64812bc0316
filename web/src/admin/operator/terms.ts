// Which of several rows counts now. Pure.

interface Beginning {
  valid_from: string;
}

export type Validity = "now" | "next" | "past";

export function currentOf<T extends Beginning>(rows: T[], now = Date.now()): T | undefined {
  const begun = rows.filter((each) => Date.parse(each.valid_from) <= now);
  return begun.sort((one, other) => Date.parse(other.valid_from) - Date.parse(one.valid_from))[0];
}

export function validityOf<T extends Beginning>(row: T, rows: T[], now = Date.now()): Validity {
  if (Date.parse(row.valid_from) > now) return "next";
  return currentOf(rows, now) === row ? "now" : "past";
}
