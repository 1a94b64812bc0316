// What the customer is going to read, from the texts that the service itself sends
// (functions/review/notices.py renders the same). Pure.

import type { CorrectionRequest, CustomerAnswer, SupplementRequest } from "../../shared/api/gen";
import { RETRYABLE } from "../i18n/reasons";

export interface Words {
  told: {
    customer: string;
    again: string;
    correction: string;
    supplement: string;
    outcomes: Record<string, { title: string; text: string }>;
  };
  items: Record<string, string>;
  corrections: Record<string, string>;
  rejections: Record<string, string>;
}

export type Verdict =
  | { outcome: "approved" }
  | { outcome: "revision_requested"; corrections: CorrectionRequest[]; supplements: SupplementRequest[] }
  | { outcome: "rejected"; code: string; comment: string };

export function preview(
  words: Words,
  customer: Pick<CustomerAnswer, "name">,
  tier: number,
  verdict: Verdict,
): { title: string; text: string } {
  const { told } = words;
  const template = told.outcomes[verdict.outcome] ?? { title: "", text: "" };
  const asked = verdict.outcome === "revision_requested" ? linesOf(words, verdict) : [];
  const [code, comment] = verdict.outcome === "rejected" ? [verdict.code, verdict.comment] : ["", ""];
  const facts = {
    name: customer.name ?? told.customer,
    tier: String(tier),
    corrections: asked.join("\n"),
    reason: words.rejections[code] ?? code,
    comment,
    again: RETRYABLE.has(code) ? told.again : "",
  };
  return { title: filled(template.title, facts), text: filled(template.text, facts).trim() };
}

function linesOf(
  words: Words,
  { corrections, supplements }: { corrections: CorrectionRequest[]; supplements: SupplementRequest[] },
): string[] {
  const papers = supplements.map(({ title, description: comment }) =>
    filled(words.told.supplement, { title, comment }).trimEnd(),
  );
  return [...corrections.map((each) => correction(words, each)), ...papers];
}

function correction(words: Words, asked: CorrectionRequest): string {
  const { told, items } = words;
  const item = items[asked.item.split(".")[0] ?? ""] ?? asked.item;
  const why = words.corrections[asked.code] ?? asked.code;
  return filled(told.correction, { item, why, comment: asked.comment }).trimEnd();
}

// Each name once, so that what a reviewer writes is never taken for a placeholder.
function filled(template: string, facts: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}
