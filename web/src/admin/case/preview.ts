// What the customer is going to read, from the texts that the service itself sends
// (functions/review/notices.py renders the same). Pure.

import type { CorrectionRequest, CustomerAnswer } from "../../shared/api/gen";

export interface Told {
  customer: string;
  correction: string;
  outcomes: Record<string, { title: string; text: string }>;
  corrections: Record<string, string>;
  reasons: Record<string, string>;
}

export type Verdict =
  | { outcome: "approved" }
  | { outcome: "revision_requested"; corrections: CorrectionRequest[] }
  | { outcome: "rejected"; code: string; comment: string };

export function preview(
  told: Told,
  items: Record<string, string>,
  customer: Pick<CustomerAnswer, "name">,
  tier: number,
  verdict: Verdict,
): { title: string; text: string } {
  const template = told.outcomes[verdict.outcome] ?? { title: "", text: "" };
  const asked = verdict.outcome === "revision_requested" ? verdict.corrections : [];
  const [code, comment] = verdict.outcome === "rejected" ? [verdict.code, verdict.comment] : ["", ""];
  const facts = {
    name: customer.name ?? told.customer,
    tier: String(tier),
    corrections: asked.map((each) => correction(told, items, each)).join("\n"),
    reason: told.reasons[code] ?? code,
    comment,
  };
  return { title: filled(template.title, facts), text: filled(template.text, facts).trim() };
}

function correction(told: Told, items: Record<string, string>, asked: CorrectionRequest): string {
  const item = items[asked.item.split(".")[0] ?? ""] ?? asked.item;
  const why = told.corrections[asked.code] ?? asked.code;
  return filled(told.correction, { item, why, comment: asked.comment }).trimEnd();
}

// Each name once, so that what a reviewer writes is never taken for a placeholder.
function filled(template: string, facts: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}
