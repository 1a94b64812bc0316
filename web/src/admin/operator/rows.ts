// Companies beside what their accounts have, and what of both stands in the address. Pure.

import type { AccountState, CompanyAnswer } from "../../shared/api/gen";
import type { Mode } from "../../shared/api/client";

export interface Row {
  company: CompanyAnswer;
  // Absent until money first came.
  account?: AccountState;
}

export function rowsOf(companies: CompanyAnswer[], accounts: AccountState[], mode: Mode): Row[] {
  const found = new Map(accounts.filter((each) => each.mode === mode).map((each) => [each.company_id, each]));
  return companies.map((company) => {
    const account = found.get(company.company_id);
    return account ? { company, account } : { company };
  });
}

// By a part of the name, or the whole number.
export function matching(rows: Row[], wanted: string): Row[] {
  const text = wanted.trim().toLocaleLowerCase();
  return rows.filter(
    ({ company }) => company.name.toLocaleLowerCase().includes(text) || company.company_id.toLocaleLowerCase() === text,
  );
}

export const TABS = ["companies", "corrections", "prices"] as const;
export type Tab = (typeof TABS)[number];

export interface Place {
  tab: Tab;
  find: string;
}

export function placeOf(search: string): Place {
  const given = new URLSearchParams(search);
  return { tab: TABS.find((each) => each === given.get("tab")) ?? "companies", find: given.get("find") ?? "" };
}

export function addressOf({ tab, find }: Place): string {
  const query = new URLSearchParams();
  if (tab !== "companies") query.set("tab", tab);
  if (find) query.set("find", find);
  const text = query.toString();
  return text ? `/operator?${text}` : "/operator";
}

export type Standing = "none" | "suspended" | "low" | "enough";

export function standingOf(account: AccountState | undefined): Standing {
  if (!account) return "none";
  if (account.suspended.length > 0) return "suspended";
  return account.is_low ? "low" : "enough";
}
