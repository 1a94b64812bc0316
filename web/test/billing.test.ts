// What is drawn and filtered on the money pages.
import { expect, test } from "vitest";
import { addressOf, filterOf } from "../src/admin/billing/filter";
import { daysOf, isEmpty, seriesOf } from "../src/admin/billing/series";

const CNY = "CNY";
const use = (service: "faceid" | "sms", amount: string) => ({
  service,
  outcome: "matched",
  count: 1,
  charged: { amount, currency: CNY },
});

test("every day of the period has a bar, and a day without charges is zero", () => {
  const days = daysOf(3, new Date("2026-03-01T23:59:00Z"));
  const statistics = {
    days: [{ day: "2026-02-28", sealed: true, uses: [use("faceid", "3.5000"), use("faceid", "1.0000")], transfers: [] }],
    totals: [use("faceid", "4.5000")],
    as_of: "2026-03-01T23:59:00Z",
  };

  const [faceid] = seriesOf(statistics, days);

  expect(days).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  expect(faceid?.bars.map(({ y }) => y)).toEqual([0, 4.5, 0]);
  expect(isEmpty(seriesOf({ ...statistics, days: [] }, days))).toBe(true);
});

test("an address says what the filter says, and back", () => {
  const filter = filterOf("from=2026-11-01&to=2026-11-30&service=sms&type=charge&state=declined");

  expect(filterOf(addressOf(filter).split("?")[1] ?? "")).toEqual(filter);
  expect(Object.keys(filter)).toHaveLength(5);
});

test.each(["from=2026-13-01", "service=fax", "type=gift", "state=lost", "to=yesterday"])(
  "%s is not a filter",
  (search) => {
    expect(filterOf(search)).toEqual({});
  },
);
