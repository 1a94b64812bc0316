// What a reviewer makes of an alert, and what that says to the API. Pure.

import type { AlertView, DuplicateResolution } from "../../shared/api/gen";

export interface Written {
  verdict: "same_person" | "false_alarm";
  keep: string;
  action: "merge" | "reject";
  note: string;
}

// A false alarm that lets a document number go, or lifts a refusal (functions/duplicates/rules.py).
export const takesTwo = ({ cause, refused_id }: AlertView) => cause === "identity_number" || Boolean(refused_id);

// Whoever came first is kept unless somebody says otherwise.
export const firstWritten = (alert: AlertView): Written => ({
  verdict: "same_person",
  keep: alert.customer_ids[0] ?? "",
  action: "merge",
  note: "",
});

export const isComplete = ({ note }: Written) => note.trim() !== "";

export function resolutionOf({ verdict, keep, action, note }: Written): DuplicateResolution {
  const words = { verdict, note: note.trim() };
  return verdict === "same_person" ? { ...words, keep, action } : words;
}
