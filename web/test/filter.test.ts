// The queue's filter lives in the address, which anybody can type.
import { expect, test } from "vitest";
import { addressOf, filterOf, tokensOf, withTokens } from "../src/admin/queue/filter";

test("an address says what the filter says, and back", () => {
  const filter = filterOf("status=approved&tier=2&country=TH&kind=individual&claimed=me");

  expect(filter).toEqual({ status: "approved", tier: 2, country: "TH", kind: "individual", claimed: "me" });
  expect(filterOf(addressOf(filter).split("?")[1] ?? "")).toEqual(filter);
  expect(withTokens(filter, tokensOf(filter))).toEqual(filter);
});

test.each(["tier=9", "country=thailand", "kind=robot", "status=lost", "claimed=bob", "tier=1'--"])(
  "%s is not a filter",
  (search) => {
    expect(filterOf(search)).toEqual({ status: "pending" });
  },
);

test("of two values for a property the later one counts", () => {
  const tokens = [
    { propertyKey: "country", operator: "=", value: "TH" },
    { propertyKey: "country", operator: "=", value: "cn" },
  ];

  expect(withTokens({ status: "pending" }, tokens).country).toBe("CN");
});
