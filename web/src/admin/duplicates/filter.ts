// Which alerts are shown, as it stands in the address. Pure.

import type { AlertRow } from "../../shared/api/gen";

export interface Filter {
  status: AlertRow["status"];
  cause?: AlertRow["cause"];
}

export const STATUSES = ["open", "proposed", "resolved"] as const;
export const CAUSES = [
  "identity_number",
  "bank_account",
  "phone",
  "email",
  "same_file",
  "similar_picture",
] as const;

// Anything that the API would refuse is left out: an address can be typed by hand.
export function filterOf(search: string): Filter {
  const given = new URLSearchParams(search);
  const status = STATUSES.find((each) => each === given.get("status")) ?? "open";
  const cause = CAUSES.find((each) => each === given.get("cause"));
  return cause ? { status, cause } : { status };
}

export function addressOf({ status, cause }: Filter): string {
  const query = new URLSearchParams();
  if (status !== "open") query.set("status", status);
  if (cause) query.set("cause", cause);
  const text = query.toString();
  return text ? `/duplicates?${text}` : "/duplicates";
}
