// What the case page works out by itself: the preview, what stands out, the checklist.
import { expect, test } from "vitest";
import { sent, standsAgainst, unexplained } from "../src/admin/case/answers";
import { preview } from "../src/admin/case/preview";
import { inOrder, signalOf } from "../src/admin/case/signals";
import words from "../src/admin/i18n/en/words";

const customer = { name: "Somchai Jaidee" };
const line = (code: string, required = true) => ({ code, required, text: {}, answers: [] });

test("a comment with braces is told as it was written", () => {
  const verdict = { outcome: "rejected", code: "under_age", comment: "{name} {comment}" } as const;

  const { text } = preview(words, customer, 1, verdict);

  expect(text).toContain("Dear Somchai Jaidee,");
  expect(text).toContain("You are not of age.");
  expect(text.endsWith("{name} {comment}")).toBe(true);
});

test("everything asked for is a line: an item with the reason, a further paper by its title", () => {
  const corrections = [{ item: "id_front", code: "glare", comment: "Away from the window." }];

  const supplements = [{ title: "Lease", description: "For the flat in your address." }];

  const { text } = preview(words, customer, 2, { outcome: "revision_requested", corrections, supplements });

  expect(text).toContain("- Front of the ID: is covered by glare. Away from the window.");
  expect(text).toContain("- Lease (please send this as well). For the flat in your address.");
});

const today = new Date("2026-11-26T00:00:00Z");

test.each([
  ["document_expires_on", "2026-11-20", "expired"],
  ["document_expires_on", "2026-12-20", "expires_soon"],
  ["document_expires_on", "2027-12-20", null],
  ["birth_date", "2008-11-27", "under_age"],
  ["birth_date", "2008-11-25", null],
  ["birth_date", "2008", "under_age"],
  ["birth_date", "2008-11", "under_age"],
  ["birth_date", "2008-10", "known_in_part"],
  ["birth_date", "1956", "known_in_part"],
  ["nationality", "CN", "other_country"],
  ["pep_status", "family", "political"],
  ["full_name", "Anybody", null],
] as const)("%s %s stands out as %s", (item, value, wanted) => {
  expect(signalOf(item, value, { country: "TH" }, today)).toBe(wanted);
});

test("what is serious comes first, and the rest as it was sent", () => {
  const rows = [{ n: 1, signal: null }, { n: 2, signal: "other_country" }, { n: 3, signal: "expired" }, { n: 4, signal: null }] as const;

  expect(inOrder([...rows]).map((row) => row.n)).toEqual([3, 2, 1, 4]);
});

test("an approval waits for every required line, and any line that did not pass for its why", () => {
  const lines = [line("sharp"), line("recent"), line("work", false)];
  const answers = { sharp: { answer: "failed" as const, note: "blurred" }, work: { answer: "not_applicable" as const } };

  expect(standsAgainst(lines, answers).map((each) => each.code)).toEqual(["sharp", "recent", "work"]);
  expect(unexplained(lines, answers).map((each) => each.code)).toEqual(["work"]);
  expect(sent(lines, answers)[0]).toEqual({ code: "sharp", answer: "failed", note: "blurred" });
});
