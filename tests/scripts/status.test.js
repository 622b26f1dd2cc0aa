import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SCRIPT = new URL("../../templates/theme/assets/section55/status.js", import.meta.url);

/** The script's functions, on a page without anything to judge. */
const status = { addEventListener() {}, document: { addEventListener() {}, querySelectorAll: () => [] } };
runInNewContext(readFileSync(SCRIPT, "utf8"), status);

const daysLeft = (lastDay, moment) => status.daysLeft(lastDay, status.dayInLondon(new Date(moment)));

test("a day ends at midnight in London, in winter and in summer", () => {
  assert.equal(daysLeft("2026-03-26", "2026-03-25T23:59:59Z"), 1);
  assert.equal(daysLeft("2026-03-26", "2026-03-26T00:00:00Z"), 0);
  assert.equal(daysLeft("2026-06-26", "2026-06-25T22:59:59Z"), 1);
  assert.equal(daysLeft("2026-06-26", "2026-06-25T23:00:00Z"), 0);
});

test("the nights on which clocks change are days like others", () => {
  assert.equal(daysLeft("2026-03-30", "2026-03-28T12:00:00Z"), 2);
  assert.equal(daysLeft("2026-10-26", "2026-10-24T12:00:00Z"), 2);
});

test("a response is due soon from fourteen days before its last day, and overdue from the day after it", () => {
  const stages = [15, 14, 1, 0, -1, -400].map((days) => status.stageOf(days, days - 14));
  assert.deepEqual(stages, [0, 1, 1, 2, 3, 3]);
});
