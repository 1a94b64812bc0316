// What staff write into a tier's fields for a customer, and the body that it becomes. Pure.

import type { ItemNeed, StaffSubmission, TierNeeds } from "../../shared/api/gen";

// By item, or by its part: `full_name`, `address.city`.
export type Written = Record<string, string>;
export type Shape = "choice" | "country" | "day" | "line" | "long" | "address" | "money";

const SHAPES: Record<string, Shape> = {
  sex: "choice",
  document_type: "choice",
  pep_status: "choice",
  source_of_funds: "choice",
  nationality: "country",
  document_country: "country",
  birth_date: "day",
  document_expires_on: "day",
  incorporated_on: "day",
  pep_details: "long",
  source_of_funds_details: "long",
  business_activity: "long",
  address: "address",
  registered_address: "address",
  monthly_income: "money",
};
export const PARTS = ["line1", "line2", "city", "region", "postal_code", "country"] as const;
const NEEDED_PARTS: Partial<Record<Shape, readonly string[]>> = {
  address: ["line1", "city", "country"],
  money: ["amount", "currency"],
};
const ALL_PARTS: Partial<Record<Shape, readonly string[]>> = { ...NEEDED_PARTS, address: PARTS };

export const shapeOf = (item: string): Shape => SHAPES[item] ?? "line";

// What is asked for by what is written: one that hangs on another answer is asked for with it.
const asked = (tier: TierNeeds, written: Written): ItemNeed[] =>
  tier.items.filter(({ when }) =>
    Object.entries(when ?? {}).every(([field, values]) => values.includes(written[field] ?? "")),
  );

export const fieldsOf = (tier: TierNeeds, written: Written): ItemNeed[] =>
  asked(tier, written).filter((each) => each.type === "field");

export const filesLacking = (tier: TierNeeds, written: Written): ItemNeed[] =>
  asked(tier, written).filter((each) => each.type === "file" && !each.upload_id);

export const isWritten = (tier: TierNeeds, written: Written): boolean =>
  fieldsOf(tier, written).every(({ item }) =>
    namesOf(item, NEEDED_PARTS).every((name) => written[name]?.trim()),
  );

export function submissionOf(tier: TierNeeds, written: Written): Omit<StaffSubmission, "reason"> {
  const fields = fieldsOf(tier, written).map(({ item }) => [item, sentOf(item, written)]);
  const files = asked(tier, written).filter((each) => each.type === "file");
  return {
    tier: tier.tier,
    fields: Object.fromEntries(fields) as StaffSubmission["fields"],
    uploads: files.flatMap((each) => (each.upload_id ? [each.upload_id] : [])),
  };
}

function sentOf(item: string, written: Written): unknown {
  const parts = ALL_PARTS[shapeOf(item)];
  if (!parts) return written[item]?.trim();
  const told = parts.map((part) => [part, written[`${item}.${part}`]?.trim()] as const);
  return Object.fromEntries(told.filter(([, text]) => text));
}

function namesOf(item: string, parts: typeof NEEDED_PARTS): string[] {
  return parts[shapeOf(item)]?.map((part) => `${item}.${part}`) ?? [item];
}
