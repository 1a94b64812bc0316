// What staff write for a customer: what is asked for by it, whether it is all there, what goes out.
import { describe, expect, it } from "vitest";
import { fieldsOf, filesLacking, isReady, submissionOf } from "../src/admin/customers/fields";
import type { ItemNeed, TierNeeds } from "../src/shared/api/gen";

const need = (item: string, type: "field" | "file", more: Partial<ItemNeed> = {}): ItemNeed => ({
  item,
  label: item,
  type,
  status: "missing",
  reason: "",
  satisfied_by: "",
  upload_id: null,
  code: null,
  comment: null,
  when: null,
  unless: null,
  ...more,
});
const passport = { when: { document_type: ["passport"] } };
const tier = {
  tier: 1,
  status: "open",
  items: [
    need("full_name", "field"),
    need("address", "field"),
    need("monthly_income", "field"),
    need("document_type", "field"),
    need("document_expires_on", "field", passport),
    need("passport_page", "file", { ...passport, upload_id: "upl_1" }),
    need("id_front", "file", { when: { document_type: ["national_id"] } }),
    need("selfie", "file", { upload_id: "upl_2" }),
  ],
} as unknown as TierNeeds;
const written = {
  full_name: " Somchai Jaidee ",
  "address.line1": "99/1",
  "address.city": "Bangkok",
  "address.country": "TH",
  "address.region": " ",
  "monthly_income.amount": "45000.00",
  "monthly_income.currency": "THB",
  document_type: "passport",
  document_expires_on: "2035-01-31",
};
const items = (found: ItemNeed[]) => found.map((each) => each.item);

describe("a tier written by staff", () => {
  it("asks for an employer unless the customer has none", () => {
    const unless = { employment_status: ["retired", "student"] };
    const second = { ...tier, items: [need("occupation", "field"), need("employer", "field", { unless })] } as TierNeeds;
    const retired = { occupation: "Pensioner", employment_status: "retired" };

    expect(items(fieldsOf(second, {}))).toEqual(["employment_status", "occupation", "employer"]);
    expect(items(fieldsOf(second, retired))).toEqual(["employment_status", "occupation"]);
    expect(isReady(second, { occupation: "Welder" })).toBe(false);
    expect(isReady(second, { occupation: "Welder", employer: "Siam Steel" })).toBe(true);
    expect(isReady(second, retired)).toBe(true);
    expect(submissionOf(second, retired).fields).toEqual(retired);
  });

  it("asks for what the other answers make needed", () => {
    expect(items(fieldsOf(tier, {}))).not.toContain("document_expires_on");
    expect(items(fieldsOf(tier, written))).toContain("document_expires_on");
    expect(items(filesLacking(tier, written))).toEqual([]);
    expect(items(filesLacking(tier, { ...written, document_type: "national_id" }))).toEqual(["id_front"]);
  });

  it.each(["full_name", "address.city", "monthly_income.currency", "document_expires_on"])(
    "is not all there without %s",
    (name) => {
      expect(isReady(tier, written)).toBe(true);
      expect(isReady(tier, { ...written, [name]: " " })).toBe(false);
    },
  );

  it("goes out as the API takes it, with the files that it asks for", () => {
    expect(submissionOf(tier, written)).toEqual({
      fields: {
        full_name: "Somchai Jaidee",
        address: { line1: "99/1", city: "Bangkok", country: "TH" },
        monthly_income: { amount: "45000.00", currency: "THB" },
        document_type: "passport",
        document_expires_on: "2035-01-31",
      },
      uploads: ["upl_1", "upl_2"],
    });
    expect(submissionOf(tier, { ...written, document_type: "national_id" }).uploads).toEqual(["upl_2"]);
  });
});

describe("a tier corrected by staff", () => {
  const wanted = { status: "correction_requested" } as const;
  const again = {
    ...tier,
    status: "revision_requested",
    items: [
      need("full_name", "field", { status: "pending" }),
      need("address.line1", "field", { ...wanted, comment: "Which number?" }),
      need("address.city", "field", { ...wanted, comment: "Which city?" }),
      need("document_expires_on", "field", { ...passport, ...wanted }),
      need("selfie", "file", wanted),
      need("passport_page", "file", { ...passport, status: "uploaded", upload_id: "upl_3" }),
    ],
  } as unknown as TierNeeds;
  const without = { ...again, items: again.items.filter(({ item }) => item !== "passport_page") };

  it("asks for what a reviewer wants, whatever it hangs on, and names the files to come", () => {
    expect(items(fieldsOf(again, {}))).toEqual(["address", "document_expires_on"]);
    expect(items(filesLacking(again, {}))).toEqual(["selfie"]);
    expect(fieldsOf(again, {})[0]?.comment).toBe("Which number?\nWhich city?");
  });

  it("sends only what was written, and the files that came since", () => {
    const changed = { document_expires_on: "2036-01-31" };
    expect(submissionOf(again, changed)).toEqual({ fields: changed, uploads: ["upl_3"] });
  });

  it.each([
    ["nothing", without, {}, false],
    ["a file", again, {}, true],
    ["a field", without, { document_expires_on: "2036-01-31" }, true],
    ["half of an address", again, { "address.city": "Bangkok" }, false],
  ])("can go out with %s: %#", (_, corrected, told, ready) => {
    expect(isReady(corrected, told)).toBe(ready);
  });
});
