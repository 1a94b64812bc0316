// A decision while it is being written, kept through a reload and a sign-in. Pure but for the keeping.

import type { CorrectionRequest, SupplementRequest } from "../../../shared/api/gen";
import { useDraft } from "../../draft";

export type Action = "approve" | "request-revision" | "reject";

export interface DecisionDraft {
  corrections: CorrectionRequest[];
  // Papers outside the tier's list.
  supplements: SupplementRequest[];
  code: string;
  comment: string;
  note: string;
}

export const NOTHING: DecisionDraft = {
  corrections: [{ item: "", code: "", comment: "" }],
  supplements: [],
  code: "",
  comment: "",
  note: "",
};

export const useDecisionDraft = (submissionId: string, revision: number) =>
  useDraft<DecisionDraft>(`decision:${submissionId}:${revision}`, NOTHING);

// What is still lacking before it can be sent.
export function isComplete(action: Action, draft: DecisionDraft): boolean {
  if (action === "approve") return true;
  if (action === "reject") return Boolean(draft.code && draft.comment.trim());
  const { corrections, supplements } = draft;
  const asked = corrections.length + supplements.length;
  return asked > 0 && corrections.every(isWhole) && supplements.every(isNamed);
}

export const isWhole = (each: CorrectionRequest): boolean =>
  Boolean(each.item && each.code && each.comment.trim());

export const isNamed = (each: SupplementRequest): boolean =>
  Boolean(each.title.trim() && each.description.trim());
