import assert from "node:assert/strict";
import { test } from "node:test";
import { Index, MissingIndex } from "../../templates/theme/assets/section55/search/index.js";
import { parseQuestion, readSynonyms } from "../../templates/theme/assets/section55/search/question.js";
import { inOneLanguage, narrow, newestFirst, rank } from "../../templates/theme/assets/section55/search/ranking.js";
import { linksOf } from "../../templates/theme/assets/section55/search/words.js";

const SYNONYMS = readSynonyms([["rec", "recommendation"]], []);
const BUCKETS = 32_768;

/** An index of nine documents in one bundle, which knows a few words and links. */
function indexOf(words, links = [], { lost = [] } = {}) {
  const asked = [];
  const postings = Array(BUCKETS / 4).fill("");
  const files = { "words/0.json": { "": "ab", ...words } };
  for (let file = 0; file < 4; file += 1) files[`links/${file}.json`] = ["x", ...postings];
  for (const [sequence, numbers] of links) {
    const bucket = linksOf(sequence).at(-1);
    let before = -1;
    const codes = numbers.map((number) => {
      const code = String.fromCharCode("#".charCodeAt(0) + number - before - 1);
      before = number;
      return code;
    });
    files[`links/${Math.floor(bucket / postings.length)}.json`][1 + (bucket % postings.length)] = codes.join("");
  }
  const load = async (path) => {
    const [name] = path.split("?");
    asked.push(name);
    return lost.includes(name) ? null : (files[name] ?? null);
  };
  const contents = {
    starts: "a",
    words: "ab",
    links: "x",
    texts: "",
    sizes: [9],
    synonyms: [],
    unused: [],
    twins: false,
  };
  return { index: new Index(load, contents), asked };
}

async function ranked(question, words, links, options) {
  const { index } = indexOf(words, links, options);
  const { units } = parseQuestion(question, SYNONYMS);
  const { ranked: found, unknown } = await rank(index, units, "en");
  return { numbers: found.map(({ number }) => number), pieces: found.map(({ piece }) => piece), unknown };
}

test("a record needs every word, and how much of it they are orders them", async () => {
  const { numbers } = await ranked("cyber norfolk", { cyber: "A1PA", norfolk: "AA2C" });
  assert.deepEqual(numbers, [0]);
  assert.deepEqual((await ranked("cyber", { cyber: "A1P1C" })).numbers, [2, 4, 0]);
});

test("postings of bundles and groups have their places, and gaps are counted from the last", () => {
  const { index } = indexOf({});
  index.firsts = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45];
  const numbers = (codes) =>
    [...index.postings(codes)].map(([number, { level, piece }]) => `${number}:${level}${piece}`);
  assert.deepEqual(numbers("A2Bb,,P;,1C"), ["0:1", "3:2b", "10:16", "46:3"]);
});

test("records with the same score are in the order of days, the newest first", async () => {
  assert.deepEqual((await ranked("cyber", { cyber: "CCC" })).numbers, [2, 1, 0]);
});

test("a rare word counts more than a frequent one", async () => {
  const words = { cyber: "AAPAAAAA", quarantine: "AAA" };
  assert.deepEqual((await ranked("cyber quarantine", words)).numbers, [2, 1, 0]);
});

test("other forms of a word are found, and count less", async () => {
  assert.deepEqual((await ranked("forces", { force: "A1P", forced: "1P", forces: "3P" })).numbers, [3, 2, 1, 0]);
});

test("the beginning of a word finds longer ones where there is no such word", async () => {
  assert.deepEqual((await ranked("quar", { quarantine: "1C", quarrel: "C" })).numbers, [1, 0]);
  assert.deepEqual((await ranked("quar", { quar: "C", quarantine: "1C" })).numbers, [0]);
});

test("of several ways to say a thing the best counts", async () => {
  const { numbers } = await ranked("rec", { rec: "AP", recommendation: "C1A" });
  assert.deepEqual(numbers, [1, 0, 2]);
});

test("of a long text the piece that has most is named", async () => {
  assert.deepEqual((await ranked("cyber norfolk", { cyber: "Pb", norfolk: "Ac" })).pieces, ["b"]);
});

test("a phrase needs all its words and links", async () => {
  /** @type {[string[], number[]][]} */
  const links = [
    [
      ["keep", "the", "light"],
      [0, 2],
    ],
    [
      ["light", "burning"],
      [0, 1],
    ],
  ];
  const words = { burning: "AAA", keep: "AAA", light: "AAA" };
  assert.deepEqual((await ranked('"keep the light"', words, links)).numbers, [2, 0]);
  assert.deepEqual((await ranked('"keep the light burning"', words, links)).numbers, [0]);
});

test("a number directly after its noun lifts a record above one that has both apart", async () => {
  const words = { recommendation: "PA", 3: "PA" };
  assert.deepEqual((await ranked("recommendation 3", words, [[["recommendation", "3"], [1]]])).numbers, [1, 0]);
  assert.deepEqual((await ranked("rec 3", words, [[["recommendation", "3"], [1]]])).numbers, [1, 0]);
  assert.deepEqual((await ranked("recommendation 3", words)).numbers, [0, 1]);
});

test("units that no record has are named", async () => {
  const { numbers, unknown } = await ranked("cyber quarantien", { cyber: "A" });
  assert.deepEqual(numbers, []);
  assert.deepEqual(
    unknown.map((unit) => unit.typed),
    ["quarantien"],
  );
});

test("where a file of words is missing nothing is said to be unknown", async () => {
  await assert.rejects(ranked("cyber", {}, [], { lost: ["words/0.json"] }), MissingIndex);
});

test("where links are missing the words still rank, and the index knows", async () => {
  const lost = [0, 1, 2, 3].map((file) => `links/${file}.json`);
  const { index } = indexOf({ cyber: "AP", norfolk: "AP" }, [], { lost });
  const { ranked: found } = await rank(index, parseQuestion("cyber norfolk", SYNONYMS).units, "en");
  assert.deepEqual([found.map(({ number }) => number), index.isIncomplete], [[1, 0], true]);
});

test("a file is loaded once, and again where it was missing or of another build", async () => {
  const { index, asked } = indexOf({ cyber: "A" });
  await index.words("cyber");
  await index.words("cyber");
  assert.equal(asked.length, 1);
  assert.equal(await index.read("words/0.json", "ab"), await index.read("words/0.json", "ab"));
  assert.equal(await index.read("links/0.json", "y", 0), null);
  assert.equal(index.isMixed, true);
});

test("a file of another build is fetched once more, past what the browser keeps", async () => {
  const { index } = indexOf({ cyber: "A" });
  const load = index.load;
  const anew = [];
  index.load = async (path, isAnew) => {
    if (isAnew) anew.push(path);
    return isAnew ? load(path) : { "": "zz" };
  };
  assert.deepEqual([...(await index.words("cyber"))], [["cyber", "A"]]);
  assert.deepEqual([anew, index.isMixed], [["words/0.json?ab"], false]);
});

const FACTS = [
  { office: "norfolk", language: "en" },
  { office: "norfolk", language: "cy", twin: "1" },
  { office: "kent", language: "en", inspectorate: "HMICFRS\nHMCPSI" },
  { office: "kent", language: "cy" },
];
const factsOf = (number) => FACTS[number] ?? {};
const matches = (...numbers) => numbers.map((number) => ({ number, score: 1, piece: "" }));
const numbersOf = (found) => found.map(({ number }) => number);

test("narrowing keeps what has every chosen fact", () => {
  const all = matches(0, 1, 2, 9);
  assert.deepEqual(numbersOf(narrow(all, { office: "norfolk" }, factsOf)), [0, 1]);
  assert.deepEqual(numbersOf(narrow(all, { office: "norfolk", language: "cy" }, factsOf)), [1]);
  for (const inspectorate of ["HMICFRS", "HMCPSI"]) {
    assert.deepEqual(numbersOf(narrow(all, { inspectorate }, factsOf)), [2], "a joint report is found under each");
  }
  assert.deepEqual(numbersOf(narrow(all, { inspectorate: "HMIC" }, factsOf)), []);
});

test("by date the newest comes first", () => {
  assert.deepEqual(numbersOf(newestFirst(matches(0, 2, 1))), [2, 1, 0]);
});

test("of a record and its translation the one in the page's language is shown, and names the other", () => {
  for (const { language, shown, other } of [
    { language: "en", shown: 0, other: "cy" },
    { language: "cy", shown: 1, other: "en" },
  ]) {
    const both = inOneLanguage(matches(1, 2, 0), factsOf, language);
    assert.deepEqual(numbersOf(both).sort(), [shown, 2]);
    assert.equal(both.find(({ number }) => number === shown).translation, other);
  }
  assert.deepEqual(numbersOf(inOneLanguage(matches(1, 2), factsOf, "en")), [1, 2]);
  assert.deepEqual(numbersOf(inOneLanguage(matches(2, 3), factsOf, "en")), [2, 3], "it is no translation of that");
});
