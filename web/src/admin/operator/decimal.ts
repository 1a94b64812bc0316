// Sums of the API's decimal strings, to the last digit. Pure.

export const USDT_PLACES = 6;
export const CNY_PLACES = 4;

// `plus("10.000000", "2.5", 6)` → "12.500000".
export function plus(one: string, other: string, places: number): string {
  return text(units(one, places) + units(other, places), places);
}

export const isNegative = (amount: string): boolean => amount.startsWith("-");

function units(amount: string, places: number): bigint {
  const [whole = "0", fraction = ""] = amount.replace("-", "").split(".");
  const found = BigInt(whole + fraction.padEnd(places, "0"));
  return isNegative(amount) ? -found : found;
}

function text(found: bigint, places: number): string {
  const digits = String(found < 0n ? -found : found).padStart(places + 1, "0");
  return `${found < 0n ? "-" : ""}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
