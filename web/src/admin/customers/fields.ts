// What staff write into a tier's fields for a customer, and the body that it becomes. Pure.

import type { ItemNeed, StaffResubmission, TierNeeds } from "../../shared/api/gen";

// By item, or by its part: `full_name`, `address.city`.
export type Written = Record<string, string>;
export type Shape = "choice" | "country" | "day" | "line" | "long" | "address" | "money";

const SHAPES: Record<string, Shape> = {
  sex: "choice",
  employment_status: "choice",
  document_type: "choice",
  pep_status: "choice",
  source_of_funds: "choice",
  nationality: "country",
  document_country: "country",
  // Not a birth date: of some people no more than the year is known.
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

// Sent again, only what changes is sent: what was sent before stays.
export const isSentAgain = ({ status }: TierNeeds): boolean => ["revision_requested", "expired"].includes(status);

const isWanted = ({ status }: ItemNeed): boolean => ["missing", "correction_requested"].includes(status);

// What is asked for by what is written: one that hangs on another answer is asked for with it.
const asked = (tier: TierNeeds, written: Written): ItemNeed[] =>
  tier.items.filter(
    ({ status, when, unless }) =>
      status === "correction_requested" ||
      (Object.entries(when ?? {}).every(([field, values]) => values.includes(written[field] ?? "")) &&
        !Object.entries(unless ?? {}).some(([field, values]) => values.includes(written[field] ?? ""))),
  );

// What spares something that is still lacking: an answer that nobody has to give. It has no label
// of the API's own.
function sparing(tier: TierNeeds): ItemNeed[] {
  const lacking = tier.items.filter((need) => isWanted(need) && need.unless);
  const fields = lacking.flatMap((need) => Object.keys(need.unless ?? {}).map((item) => ({ ...need, item })));
  return fields.map((each) => ({ ...each, label: "", comment: null, when: null, unless: null, status: "missing" }));
}

export function fieldsOf(tier: TierNeeds, written: Written): ItemNeed[] {
  const fields = asked(tier, written).filter((each) => each.type === "field");
  return [...sparing(tier), ...(isSentAgain(tier) ? wholes(fields.filter(isWanted)) : fields)];
}

// A reviewer may ask about a part, `address.line1`; what is sent is the whole.
function wholes(needs: ItemNeed[]): ItemNeed[] {
  const found = new Map<string, ItemNeed>();
  for (const need of needs) {
    const item = need.item.split(".")[0] ?? need.item;
    const other = found.get(item);
    const joined = (name: "label" | "comment", by: string) =>
      [other?.[name], need[name]].filter(Boolean).join(by);
    found.set(item, { ...need, item, label: joined("label", ", "), comment: joined("comment", "\n") || null });
  }
  return [...found.values()];
}

export const filesLacking = (tier: TierNeeds, written: Written): ItemNeed[] =>
  asked(tier, written).filter((each) => each.type === "file" && isWanted(each) && !each.upload_id);

const uploadsOf = (tier: TierNeeds, written: Written): string[] =>
  (isSentAgain(tier) ? tier.items : asked(tier, written)).flatMap(({ upload_id }) => (upload_id ? [upload_id] : []));

const isBegun = (item: string, written: Written): boolean =>
  namesOf(item, ALL_PARTS).some((name) => written[name]?.trim());

const isWhole = (item: string, written: Written): boolean =>
  namesOf(item, NEEDED_PARTS).every((name) => written[name]?.trim());

export function isReady(tier: TierNeeds, written: Written): boolean {
  const fields = fieldsOf(tier, written).map(({ item }) => item);
  if (!isSentAgain(tier)) {
    const free = sparing(tier).map(({ item }) => item);
    return fields.every((item) => free.includes(item) || isWhole(item, written)) && filesLacking(tier, written).length === 0;
  }
  const begun = fields.filter((item) => isBegun(item, written));
  return begun.every((item) => isWhole(item, written)) && begun.length + uploadsOf(tier, written).length > 0;
}

export function submissionOf(tier: TierNeeds, written: Written): Omit<StaffResubmission, "reason"> {
  const fields = fieldsOf(tier, written)
    .filter(({ item }) => isBegun(item, written))
    .map(({ item }) => [item, sentOf(item, written)]);
  return {
    fields: Object.fromEntries(fields) as StaffResubmission["fields"],
    uploads: uploadsOf(tier, written),
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
