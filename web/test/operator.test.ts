// Money in words and sums, companies beside their accounts, and the address of the operators' page.
import { describe, expect, it } from "vitest";
import type { AccountState, CompanyAnswer } from "../src/shared/api/gen";
import { plus } from "../src/admin/operator/decimal";
import { addressOf, matching, placeOf, rowsOf, standingOf } from "../src/admin/operator/rows";
import { spelled } from "../src/admin/operator/spelled";

const company = (company_id: string, name: string): CompanyAnswer => ({
  company_id,
  name,
  policy: "lending",
  created_at: "2026-11-22T10:00:00Z",
});
const account = (company_id: string, changes: Partial<AccountState> = {}): AccountState => ({
  company_id,
  mode: "live",
  available: { amount: "1.0000", currency: "CNY" },
  held: { amount: "0.0000", currency: "CNY" },
  usdt_available: { amount: "0.000000", currency: "USDT" },
  low_balance: { amount: "0.0000", currency: "CNY" },
  is_low: false,
  suspended: [],
  ...changes,
});

describe("an amount in words", () => {
  it.each([
    ["0.000000", "zero", "零", "ศูนย์"],
    ["12.500000", "twelve point five", "壹拾贰点伍", "สิบสองจุดห้า"],
    ["1005", "one thousand and five", "壹仟零伍", "หนึ่งพันห้า"],
    ["21.0500", "twenty-one point zero five", "贰拾壹点零伍", "ยี่สิบเอ็ดจุดศูนย์ห้า"],
    ["-340.0000", "minus three hundred and forty", "负叁佰肆拾", "ลบสามร้อยสี่สิบ"],
    ["10000000", "ten million", "壹仟万", "สิบล้าน"],
    ["1000001", "one million and one", "壹佰万零壹", "หนึ่งล้านเอ็ด"],
    ["100020003", "one hundred million twenty thousand and three", "壹亿零贰万零叁", "หนึ่งร้อยล้านสองหมื่นสาม"],
  ])("reads %s", (amount, en, zh, th) => {
    expect([spelled(amount, "en"), spelled(amount, "zh-CN"), spelled(amount, "th")]).toEqual([en, zh, th]);
  });
});

describe("a balance after it", () => {
  it.each([
    ["10.000000", "2.5", 6, "12.500000"],
    ["0.0000", "-12.5", 4, "-12.5000"],
    ["900719925474.0993", "0.0001", 4, "900719925474.0994"],
  ])("%s and %s", (one, other, places, sum) => {
    expect(plus(one, other, places)).toBe(sum);
  });
});

describe("companies", () => {
  const companies = [company("co_1", "Lotus Exchange"), company("co_2", "Siam Lending")];

  it("stand beside their account of the chosen data", () => {
    const rows = rowsOf(companies, [account("co_2"), account("co_1", { mode: "test" })], "live");

    expect(rows.map((each) => each.account?.company_id)).toEqual([undefined, "co_2"]);
  });

  it("are found by a part of the name or the whole number", () => {
    const rows = rowsOf(companies, [], "live");

    expect(["siam", "CO_1", "co_", ""].map((text) => matching(rows, text).length)).toEqual([1, 1, 0, 2]);
  });

  it("say first what keeps them from being served", () => {
    const states = [undefined, account("co_1"), account("co_1", { is_low: true }), account("co_1", { is_low: true, suspended: ["sms"] })];

    expect(states.map(standingOf)).toEqual(["none", "enough", "low", "suspended"]);
  });
});

it("the address is read back as it was written, and nonsense is not taken", () => {
  const place = { tab: "prices", find: "siam & co" } as const;

  expect(placeOf(addressOf(place).split("?")[1] ?? "")).toEqual(place);
  expect(placeOf("tab=all")).toEqual({ tab: "companies", find: "" });
});
