import assert from "node:assert/strict";
import { test } from "node:test";
import { Search } from "../../templates/theme/assets/section55/search/answer.js";
import { MissingIndex } from "../../templates/theme/assets/section55/search/index.js";

const INDEX = {
  format: 3,
  sizes: [30],
  texts: "abcd",
  starts: "a",
  words: "ab",
  links: "x",
  facts: "wxyz",
  twins: false,
  synonyms: [],
  unused: [],
};
/** @type {[string, string, string][]} */
const CYBER = [["", "", "keep the cyber light"]];

/** A search of thirty records, all with the same words, of which some texts are given. */
function searchOf(texts = {}, files = {}) {
  const every = {
    "index.json": INDEX,
    "words/0.json": { "": "ab", cyber: "A".repeat(30), keep: "A".repeat(30), light: "A".repeat(30) },
    "facts.json": { "": "wxyz", kind: [["finding", "response"], "01".repeat(15)] },
    "spellings/c.json": [["custody", "cyber"], []],
    ...files,
  };
  const load = async (address) => {
    const [path] = address.split("?");
    const [, number] = path.match(/^texts\/0\/(\w+)\.json$/) ?? [];
    const about = { v: "abcd", u: `responses/a/2020/${number}/`, t: "Sample", m: {}, n: 1, s: CYBER };
    return number ? (number in texts ? texts[number] && { ...about, ...texts[number] } : about) : (every[path] ?? null);
  };
  return Search.open(load, "en");
}

const asked = (query, more = {}) => ({ query, chosen: {}, sort: "", page: 1, ...more });

test("a page has ten records, and one beyond the last is the last", async () => {
  const search = await searchOf();
  const found = await search.find(asked("cyber"));
  const numbers = async (page) => (await search.records(found, page)).records.map(({ url }) => url.split("/")[3]);
  assert.deepEqual(await numbers(1), ["29", "28", "27", "26", "25", "24", "23", "22", "21", "20"]);
  assert.deepEqual(await numbers(99), ["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
});

test("a choice narrows, and without the facts nothing is searched", async () => {
  const chosen = { kind: "finding" };
  assert.equal((await (await searchOf()).find(asked("cyber", { chosen }))).matches.length, 15);
  const search = await searchOf({}, { "facts.json": null });
  await assert.rejects(search.find(asked("cyber", { chosen })), MissingIndex);
});

test("a record without the phrase is passed over, and where not all are read their number is the most", async () => {
  const other = { s: [["", "", "keep a cyber light"]] };
  const search = await searchOf({ 29: other, 28: other }, {});
  search.index.links = async () => new Set(Array(30).keys());
  const found = await search.find(asked('"keep the cyber"'));
  const { records, total, isAtMost } = await search.records(found, 1);
  assert.deepEqual([records.length, records[0].url, total, isAtMost], [10, "responses/a/2020/27/", 28, true]);
});

test("a page of a phrase begins where the one before ended, and all pages agree on their number", async () => {
  const other = { s: [["", "", "keep a cyber light"]] };
  const texts = Object.fromEntries(Array.from({ length: 9 }, (_, place) => [29 - 2 * place, other]));
  const search = await searchOf(texts);
  search.index.links = async () => new Set(Array(30).keys());
  const found = await search.find(asked('"keep the cyber"'));
  const pages = await Promise.all([1, 2, 3, 4].map((page) => search.records(found, page)));
  assert.deepEqual(
    pages.map(({ records, page, total, isAtMost }) => [records.length, page, total, isAtMost]),
    [
      [10, 1, 21, true],
      [10, 2, 21, false],
      [1, 3, 21, false],
      [1, 3, 21, false],
    ],
  );
  const numbers = pages.slice(0, 3).flatMap(({ records }) => records.map(({ url }) => url));
  assert.equal(new Set(numbers).size, 21);
});

test("a late page of a phrase loads its own records alone, and their number is the most", async () => {
  const search = await searchOf({}, { "index.json": { ...INDEX, sizes: [300] } });
  const loaded = [];
  search.index.piece = async (number) => {
    loaded.push(number);
    return { v: "abcd", u: `${number}/`, t: "", m: {}, n: 1, s: CYBER };
  };
  const found = await search.find(asked('"keep the cyber"'));
  found.matches = Array.from({ length: 300 }, (_, number) => ({ number, score: 1, piece: "" }));
  const { records, page, total, isAtMost } = await search.records(found, 25);
  assert.deepEqual([records.length, page, total, isAtMost, loaded.length], [10, 25, 300, true, 10]);
});

test("where no record that is likely has a phrase, and others may, the answer says how many were read", async () => {
  const sizes = [120];
  const letters = "A".repeat(120);
  const words = { "": "ab", cyber: letters, keep: letters };
  const search = await searchOf({}, { "index.json": { ...INDEX, sizes }, "words/0.json": words });
  search.index.links = async () => new Set(Array(120).keys());
  search.index.piece = async () => ({ v: "abcd", u: "a/", t: "", m: {}, n: 1, s: [["", "", "keep a cyber light"]] });
  const { records, isAtMost, looked } = await search.answer(asked('"keep the cyber"'), true);
  assert.deepEqual([records, isAtMost, looked], [[], true, 100]);
});

test("a last word that is begun is left out while somebody types", async () => {
  const search = await searchOf();
  const typed = await search.answer(asked("cyber vi"), false);
  assert.deepEqual([typed.query, typed.records.length], ["cyber", 10]);
  const sent = await search.answer(asked("cyber vi"), true);
  assert.deepEqual([sent.query, sent.records], ["cyber vi", []]);
});

test("a phrase may stand in another piece of a long text", async () => {
  const pieces = { 29: { n: 2, s: [["", "", "cyber"]] }, "29a": { n: 2, s: CYBER } };
  const search = await searchOf(pieces);
  search.index.links = async () => new Set([29]);
  const { records } = await search.records(await search.find(asked('"keep the cyber"')), 1);
  assert.deepEqual(
    records.map(({ sections }) => sections[0].words.join(" ")),
    ["keep the cyber light"],
  );
});

test("a text that is missing is left out, and where all are the index is", async () => {
  const search = await searchOf({ 29: null });
  const found = await search.find(asked("cyber"));
  assert.equal((await search.records(found, 1)).records.length, 10);
  assert.equal(search.index.isIncomplete, true);
  const none = await searchOf(Object.fromEntries(Array.from({ length: 30 }, (_, number) => [number, null])));
  await assert.rejects(none.records(await none.find(asked("cyber")), 1), MissingIndex);
});

test("an index of another form, or none, is missing", async () => {
  for (const index of [null, {}, { ...INDEX, format: 1 }]) {
    await assert.rejects(searchOf({}, { "index.json": index }), MissingIndex);
  }
});

test("a word with a slip is taken for the nearest that a record has, and the answer says so", async () => {
  const search = await searchOf();
  const { query, words, records, missing } = await search.answer(asked("cybre keep"), true);
  assert.deepEqual([query, words, records.length, missing], ["cyber keep", ["cybre"], 10, null]);
});

test("a part of a word with a hyphen is mended, and one with an accent", async () => {
  const search = await searchOf({}, { "spellings/k.json": [["keep"], []] });
  for (const query of ["cybre-light", "cybré keep"]) {
    const { words, query: better, records } = await search.answer(asked(query), true);
    assert.deepEqual([words.length, better, records.length], [1, query.replace(/cybr./, "cyber"), 10], query);
  }
});

test("what no record has is named, with digits too", async () => {
  const { missing } = await (await searchOf()).answer(asked("cyber 12.5%"), true);
  assert.deepEqual(missing?.words, ["12.5"]);
});

test("a word is not taken for another while it is typed, where it is short, or in quotation marks", async () => {
  const search = await searchOf();
  const typed = await search.answer(asked("cybre"), false);
  assert.deepEqual([typed.records, typed.words, typed.missing], [[], [], null]);
  const short = await search.answer(asked("cybr"), true);
  assert.deepEqual([short.records, short.missing?.better], [[], "cyber"]);
  const exact = await search.answer(asked('"cybre"'), true);
  assert.deepEqual([exact.records, exact.missing?.better], [[], '"cybre"']);
});

test("a word with two slips is offered, and words that are apart are said to be", async () => {
  const search = await searchOf({}, { "spellings/c.json": [["custody", "cyber"], []] });
  const { records, missing } = await search.answer(asked("cutsodyy keep"), true);
  assert.deepEqual([records, missing], [[], { words: ["cutsodyy"], better: "custody keep", areApart: false }]);
  const apart = await searchOf({}, { "words/0.json": { "": "ab", cyber: "A", keep: "1A" } });
  assert.equal((await apart.answer(asked("cyber keep"), true)).missing?.areApart, true);
});

test("any text is a question, and none is an error", async () => {
  const search = await searchOf();
  const odd = ["(a+)+$", "cyber ".repeat(200), "__proto__", '"cyber keep the', "\u0000", "\ud800 cyber", "%00", "<b>"];
  for (const query of [...odd, "x".repeat(200), "أمن", "toString", "[", "\\", "$&"]) {
    const found = await search.find(asked(query));
    const { records } = await search.records(found, 1);
    assert.ok(Array.isArray(records), query);
    await search.unknownWords(found, query);
  }
});
