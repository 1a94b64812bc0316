// What can be typed into the search of customers, and where it leads.

import { expect, test } from "vitest";
import { addressOf, destinationOf, externalIdOf } from "../src/admin/customers/address";

const ID = "cus_01JD8ZV6N5X2Q4T7R9M3K1W0AB";

test.each([
  [ID, `/customers/${ID}`],
  [`  ${ID} `, `/customers/${ID}`],
  ["user-1017", "/customers?external_id=user-1017"],
  ["a&b=c", "/customers?external_id=a%26b%3Dc"],
  ["", "/customers"],
  ["two words", null],
  ["x".repeat(129), null],
])("%s leads to its place", (typed, place) => {
  expect(destinationOf(typed)).toBe(place);
});

test("an address says what was looked for, and nothing that the API refuses", () => {
  expect(externalIdOf(addressOf("a&b=c").split("?")[1] ?? "")).toBe("a&b=c");
  expect(externalIdOf("external_id=two+words")).toBe("");
});
