// The statement's filter as it stands in the address. Pure.

import type { ListEntriesData } from "../../shared/api/gen";

type Query = NonNullable<ListEntriesData["query"]>;

export interface Filter {
  from?: string;
  to?: string;
  service?: NonNullable<Query["service"]>;
  type?: NonNullable<Query["type"]>;
  state?: NonNullable<Query["state"]>;
}

export const SERVICES = ["faceid", "sms"] as const;
export const TYPES = ["charge", "top_up", "deposit", "take_back", "reversal", "adjustment"] as const;
export const STATES = ["captured", "captured_late", "uncollected", "released", "declined", "done"] as const;
const NAMES = ["from", "to", "service", "type", "state"] as const;

// Anything that the API would refuse is left out: an address can be typed by hand.
export function filterOf(search: string): Filter {
  const given = new URLSearchParams(search);
  const one = <T extends string>(name: string, allowed: readonly T[]): T | undefined =>
    allowed.find((each) => each === given.get(name));
  const day = (name: string) => {
    const text = given.get(name) ?? "";
    return isDay(text) ? text : undefined;
  };
  return {
    ...having("from", day("from")),
    ...having("to", day("to")),
    ...having("service", one("service", SERVICES)),
    ...having("type", one("type", TYPES)),
    ...having("state", one("state", STATES)),
  };
}

export function addressOf(filter: Filter): string {
  const query = new URLSearchParams();
  for (const name of NAMES) {
    const value = filter[name];
    if (value) query.set(name, value);
  }
  const text = query.toString();
  return text ? `/consumption?${text}` : "/consumption";
}

export const isFiltered = (filter: Filter) => Object.keys(filter).length > 0;

export const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

const having = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { [P in K]?: V };
