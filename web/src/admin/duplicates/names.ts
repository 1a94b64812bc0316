// What a customer is called: as proved, else as they say. Pure.

import type { Side } from "../../shared/api/gen";

export function nameOf({ customer, declared }: Side): string | null {
  const sent = declared.full_name ?? declared.legal_name;
  return customer.name ?? (typeof sent === "string" ? sent : null);
}
