// The queue's filter as it stands in the address. Pure.

import type { ListTasksData } from "../../shared/api/gen";

export type Query = NonNullable<ListTasksData["query"]>;
export type Status = NonNullable<Query["status"]>;

export interface Filter {
  status: Status;
  tier?: number;
  country?: string;
  kind?: "individual" | "business";
  claimed?: "me" | "nobody";
}

export interface Token {
  propertyKey?: string;
  operator: string;
  value: unknown;
}

export const STATUSES: Status[] = ["pending", "revision_requested", "expired", "approved", "rejected"];
export const PROPERTIES = ["tier", "country", "kind", "claimed"] as const;

// Anything that the API would refuse is left out: an address can be typed by hand.
export function filterOf(search: string): Filter {
  const given = new URLSearchParams(search);
  const one = <T extends string>(name: string, allowed: readonly T[]): T | undefined =>
    allowed.find((each) => each === given.get(name));
  const tier = one("tier", ["1", "2", "3"]);
  const country = given.get("country") ?? "";
  const filter: Filter = { status: one("status", STATUSES) ?? "pending" };
  if (tier) filter.tier = Number(tier);
  if (/^[A-Z]{2}$/.test(country)) filter.country = country;
  const kind = one("kind", ["individual", "business"] as const);
  if (kind) filter.kind = kind;
  const claimed = one("claimed", ["me", "nobody"] as const);
  if (claimed) filter.claimed = claimed;
  return filter;
}

export function addressOf(filter: Filter): string {
  const query = new URLSearchParams();
  if (filter.status !== "pending") query.set("status", filter.status);
  for (const name of PROPERTIES) {
    const value = filter[name];
    if (value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `/queue?${text}` : "/queue";
}

export function tokensOf(filter: Filter): Token[] {
  return PROPERTIES.filter((name) => filter[name] !== undefined).map((name) => ({
    propertyKey: name,
    operator: "=",
    value: String(filter[name]),
  }));
}

// The API takes one value for each property: of two tokens the later one counts.
export function withTokens(filter: Filter, tokens: readonly Token[]): Filter {
  const query = new URLSearchParams({ status: filter.status });
  for (const { propertyKey, value } of tokens) {
    const text = String(value);
    if (propertyKey) query.set(propertyKey, propertyKey === "country" ? text.toUpperCase() : text);
  }
  return filterOf(query.toString());
}

export const isFiltered = (filter: Filter) => PROPERTIES.some((name) => filter[name] !== undefined);
