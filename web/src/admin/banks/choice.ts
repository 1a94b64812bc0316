// What can be decided about a bank account, as the API judges it. Pure.

import type { BankAccountView } from "../../shared/api/gen";

// Only a name that an approved tier proved can be an account's.
export const isUnproved = ({ tier, kyc_name }: BankAccountView) => tier < 1 || !kyc_name;

// Whoever overrules the comparison says why.
export const needsNote = ({ comparison }: BankAccountView) => comparison?.verdict === "different";

export interface Written {
  code: string;
  comment: string;
  note: string;
}

export const NOTHING_WRITTEN: Written = { code: "name_differs", comment: "", note: "" };

export const mayVerify = (account: BankAccountView, written: Written) =>
  !isUnproved(account) && (!needsNote(account) || written.note.trim() !== "");

export const mayReject = (written: Written) => written.comment.trim() !== "";
