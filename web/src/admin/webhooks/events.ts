// What a company can be told of: the rows of functions/webhooks/catalogue.py, and "*" for all.

export const EVERYTHING = "*";

export const EVENTS = [
  "customer.created",
  "customer.changed",
  "customer.deleted",
  "customer.reminded",
  "customer.unfrozen",
  "phone.verified",
  "submission.submitted",
  "submission.sent_to_review",
  "submission.approved",
  "submission.revision_requested",
  "submission.resubmitted",
  "submission.expired",
  "submission.rejected",
  "tier.lowered",
  "person.added",
  "person.changed",
  "person.removed",
  "duplicate.merged",
  "bank_account.sent",
  "bank_account.verified",
  "bank_account.rejected",
  "loan.opened",
  "loan.closed",
];
