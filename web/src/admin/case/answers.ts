// The reviewer's answers to the checklist while they are being given. Pure.

import type { ChecklistAnswer, ChecklistLine } from "../../shared/api/gen";

export const ANSWERS = ["passed", "failed", "not_applicable"] as const;
export type Answers = Record<string, { answer: ChecklistAnswer["answer"]; note?: string }>;

// As a decision carries them: what was answered, and why where it did not pass.
export function sent(lines: ChecklistLine[], answers: Answers): ChecklistAnswer[] {
  return lines.flatMap(({ code }) => {
    const given = answers[code];
    if (!given) return [];
    const note = given.answer === "passed" ? "" : given.note?.trim();
    return [{ code, answer: given.answer, ...(note ? { note } : {}) }];
  });
}

// What the API would refuse an approval for.
export function standsAgainst(lines: ChecklistLine[], answers: Answers): ChecklistLine[] {
  return lines.filter(({ code, required }) => {
    const given = answers[code];
    if (lacksNote(given)) return true;
    return required && (!given || given.answer === "failed");
  });
}

// Those that no decision can carry: not passed, and not said why.
export const unexplained = (lines: ChecklistLine[], answers: Answers): ChecklistLine[] =>
  lines.filter(({ code }) => lacksNote(answers[code]));

const lacksNote = (given: Answers[string] | undefined) =>
  given !== undefined && given.answer !== "passed" && !given.note?.trim();
