import assert from "node:assert/strict";
import { test } from "node:test";
import { parseQuestion, readSynonyms } from "../../templates/theme/assets/section55/search/question.js";
import {
  narrow,
  newestFirst,
  rank,
  withoutTranslations,
} from "../../templates/theme/assets/section55/search/ranking.js";

const SYNONYMS = readSynonyms([["rec", "recommendation"]], []);

/** An engine that knows a few answers, and notes what it is asked. */
function engine(answers) {
  const asked = [];
  const search = async (text) => {
    asked.push(text);
    return Object.entries(answers[text] ?? {}).map(([id, score]) => ({ id, score, words: [], data: null }));
  };
  return { asked, search };
}

async function ranked(question, answers) {
  const { search, asked } = engine(answers);
  const { units } = parseQuestion(question, SYNONYMS);
  const result = await rank(search, units, SYNONYMS.shortForms);
  return { scores: result.ranked.map(({ id, score }) => [id, score]), unknown: result.unknown, asked };
}

test("a record needs every word, and the sum of their scores orders them", async () => {
  const { scores } = await ranked("cyber norfolk", {
    cyber: { a: 1, b: 4, only: 9 },
    norfolk: { a: 2, b: 1, other: 9 },
  });
  assert.deepEqual(scores, [
    ["b", 5],
    ["a", 3],
  ]);
});

test("records with the same score keep one order", async () => {
  const { scores } = await ranked("cyber", { cyber: { b: 1, c: 1, a: 1 } });
  assert.deepEqual(
    scores.map(([id]) => id),
    ["a", "b", "c"],
  );
});

test("of several ways to say a thing the best counts", async () => {
  const { scores, asked } = await ranked("rec", { '"rec"': { a: 1, b: 5 }, recommendation: { a: 3, c: 2 } });
  assert.deepEqual(scores, [
    ["b", 5],
    ["a", 3],
    ["c", 2],
  ]);
  assert.deepEqual(asked, ['"rec"', "recommendation"]);
});

test("a phrase counts five times and is asked for as it is", async () => {
  const { scores, asked } = await ranked('"keep the light on"', { '"keep the light on"': { a: 2 } });
  assert.deepEqual(scores, [["a", 10]]);
  assert.deepEqual(asked, ['"keep the light on"']);
});

test("a number directly after its noun lifts a record above one that has both apart", async () => {
  const { scores } = await ranked("recommendation 3", {
    '"rec"': {},
    recommendation: { apart: 8, together: 1 },
    '"3"': { apart: 8, together: 1 },
    '"recommendation 3"': { together: 1, elsewhere: 1 },
  });
  assert.deepEqual(scores, [
    ["apart", 16],
    ["together", 14],
  ]);
});

test("units that no record has are named", async () => {
  const { scores, unknown } = await ranked("cyber quarantien", { cyber: { a: 1 } });
  assert.deepEqual(scores, []);
  assert.deepEqual(
    unknown.map((unit) => unit.typed),
    ["quarantien"],
  );
});

const PLACES = new Map([
  ["old", { position: 0, facts: { office: "norfolk", language: "en" }, originalId: null }],
  ["old-cy", { position: 1, facts: { office: "norfolk", language: "cy" }, originalId: "old" }],
  ["new", { position: 2, facts: { office: "kent", language: "en" }, originalId: null }],
]);
const matches = (...ids) => ids.map((id) => ({ id, score: 1, hits: [] }));
const idsOf = (found) => found.map(({ id }) => id);

test("narrowing keeps what has every chosen fact, and nothing whose facts are not known", () => {
  const all = matches("old", "new", "lost");
  assert.deepEqual(idsOf(narrow(all, { office: "norfolk" }, PLACES)), ["old"]);
  assert.deepEqual(idsOf(narrow(all, { office: "norfolk", language: "cy" }, PLACES)), []);
  assert.deepEqual(idsOf(narrow(all, {}, PLACES)), ["old", "new"]);
});

test("a report of several inspectorates is found under each", () => {
  const facts = { inspectorate: "HMICFRS\nHMCPSI" };
  const places = new Map([["joint", { position: 0, facts, originalId: null }]]);
  for (const inspectorate of ["HMICFRS", "HMCPSI"]) {
    assert.deepEqual(idsOf(narrow(matches("joint"), { inspectorate }, places)), ["joint"]);
  }
  assert.deepEqual(idsOf(narrow(matches("joint"), { inspectorate: "HMIC" }, places)), []);
});

test("by date the newest comes first", () => {
  assert.deepEqual(idsOf(newestFirst(matches("old", "new", "old-cy"), PLACES)), ["new", "old-cy", "old"]);
});

test("a translation is left out only where its original is found, which then names its language", () => {
  const both = withoutTranslations(matches("old-cy", "new", "old"), PLACES);
  assert.deepEqual(idsOf(both), ["new", "old"]);
  assert.deepEqual(
    both.map(({ translation }) => translation),
    [undefined, "cy"],
  );
  assert.deepEqual(idsOf(withoutTranslations(matches("old-cy", "new"), PLACES)), ["old-cy", "new"]);
});
