import assert from "node:assert/strict";
import { test } from "node:test";
import { beginsAlike, excerptOf, markHits, partsOf } from "../../templates/theme/assets/section55/search/excerpts.js";
import { describeHit } from "../../templates/theme/assets/section55/search/hits.js";

const NO_SHORT_FORMS = new Set();
const hit = (word, places, weight) => ({ word, weight, result: { id: "a", score: 1, words: places, data: null } });
const marksOf = (places) => new Map(places.map((place) => [place, new Map([["cyber", 1]])]));
const wordsUpTo = (count) => Array.from({ length: count }, (_, place) => `w${place}`);
const shown = ({ words }) => words.map(({ word, isMarked }) => (isMarked ? word.toUpperCase() : word)).join(" ");

test("a word begins alike where one of its parts has the first four letters", () => {
  assert.equal(beginsAlike("Quarantined,", "quarantine"), true);
  assert.equal(beginsAlike("cyber-dependent", "dependence"), true);
  assert.equal(beginsAlike("super-complaint", "supercomplaint"), true);
  assert.equal(beginsAlike("quorum", "quarantine"), false);
  assert.equal(beginsAlike("tŷ", "ty"), true);
});

test("places where the engine found another word are not marked", () => {
  const words = ["custody", "cyber", "cyclist"];
  assert.deepEqual([...markHits(words, [], [hit("cyber", [1, 2])], NO_SHORT_FORMS).keys()], [1]);
});

test("a record in which no word begins alike is no hit, unless its title has one", () => {
  const words = ["custody", "cyclist"];
  assert.equal(markHits(words, ["Roads"], [hit("cyber", [1])], NO_SHORT_FORMS), null);
  assert.equal(markHits(words, ["Cybercrime"], [hit("cyber", [1])], NO_SHORT_FORMS).size, 0);
});

test("a phrase and a word that is looked for as it is are marked where the engine says", () => {
  const words = ["one", "two", "rec"];
  assert.deepEqual([...markHits(words, [], [hit(null, [0, 1]), hit("rec", [2])], new Set(["rec"])).keys()], [0, 1, 2]);
});

const ANCHORS = [
  { id: "first", text: "First part", location: 10 },
  { id: "second", text: "Second part:", location: 20 },
];

test("the part with most of the words comes first, and one word many times is less than two", () => {
  const words = wordsUpTo(30);
  const marks = new Map([
    ...marksOf([11, 12, 13, 14, 15, 16]),
    [21, new Map([["cyber", 1]])],
    [22, new Map([["light", 1]])],
  ]);
  const parts = partsOf({ words, marks, anchors: ANCHORS });
  assert.deepEqual(
    parts.map(({ anchor, words }) => [anchor?.id, words]),
    [
      ["second", 2],
      ["first", 1],
    ],
  );
});

test("parts alike keep the order of the text, and one without the words is left out", () => {
  const parts = partsOf({ words: wordsUpTo(30), marks: marksOf([3, 23]), anchors: ANCHORS });
  assert.deepEqual(
    parts.map(({ anchor, start, end }) => [anchor?.id, start, end]),
    [
      [undefined, 0, 10],
      ["second", 20, 30],
    ],
  );
});

test("an excerpt of a short text is all of it", () => {
  const excerpt = excerptOf({ words: ["keep", "the", "cyber", "light"], marks: marksOf([2]), anchors: [] }, null);
  assert.equal(shown(excerpt), "keep the CYBER light");
  assert.deepEqual([excerpt.isCutBefore, excerpt.isCutAfter], [false, false]);
});

test("an excerpt of a long text is 36 words around what was asked for, and says where it is cut", () => {
  const excerpt = excerptOf({ words: wordsUpTo(200), marks: marksOf([100]), anchors: [] }, null);
  assert.deepEqual(
    [excerpt.words.length, excerpt.words[0].word, excerpt.words[6], excerpt.isCutBefore, excerpt.isCutAfter],
    [36, "w94", { word: "w100", isMarked: true }, true, true],
  );
});

test("an excerpt of a part has neither its heading nor what follows it", () => {
  const part = { anchor: ANCHORS[0], start: 10, end: 20 };
  const excerpt = excerptOf({ words: wordsUpTo(30), marks: marksOf([10, 13]), anchors: ANCHORS }, part);
  assert.equal(shown(excerpt), "w12 W13 w14 w15 w16 w17 w18 w19");
  assert.deepEqual([excerpt.isCutBefore, excerpt.isCutAfter], [false, false]);
});

const ENGLISH = {
  "kind-response": "Response",
  "kind-finding": "Finding",
  "kind-page": "Page",
  "response-published": "response published {date}",
  "not-dated": "not dated",
  "status-published-late": "Published late",
};
const WELSH = { ...ENGLISH, "kind-response": "Ymateb", "not-dated": "heb ddyddiad" };
const LANGUAGES = new Map([["cy", { words: WELSH, name: "Cymraeg" }]]);

function described(record) {
  const empty = { words: [], marks: new Map(), anchors: [], meta: {} };
  return describeHit({ ...empty, ...record }, "https://example.org/below/", ENGLISH, LANGUAGES);
}

test("a response is described by its kind, its office, its date and its status, and leads to its best part", () => {
  const found = described({
    url: "/responses/norfolk/2019/cyber/",
    meta: {
      title: "Cyber",
      office: "Norfolk PCC",
      date: "24 October 2019",
      published: "1 January 2020",
      status: "published_late",
    },
    words: wordsUpTo(30),
    marks: marksOf([25]),
    anchors: ANCHORS,
  });
  assert.equal(found.title, "Cyber");
  assert.equal(found.address, "https://example.org/below/responses/norfolk/2019/cyber/#second");
  assert.deepEqual(found.facts, ["Response", "Norfolk PCC", "24 October 2019", "response published 1 January 2020"]);
  assert.equal(found.status, "published-late");
  assert.equal(found.section, "Second part");
  assert.deepEqual(found.others, []);
});

test("other parts that have as much are named, three at most", () => {
  const anchors = [5, 10, 15, 20, 25].map((location) => ({ id: `at-${location}`, text: "Part", location }));
  const found = described({
    url: "/responses/norfolk/2019/cyber/",
    words: wordsUpTo(30),
    marks: marksOf([6, 11, 16, 21, 26]),
    anchors,
  });
  assert.deepEqual(
    found.others.map(({ address }) => address.split("#")[1]),
    ["at-10", "at-15", "at-20"],
  );
});

test("a finding leads to its own page, and is named with its report", () => {
  const record = {
    url: "/inspections/2019/cyber/#afi",
    meta: { report: "Cyber", what: "finding, AFI 2", inspectorate: "HMICFRS, of England" },
    words: wordsUpTo(6),
    anchors: [{ id: "afi-2", text: "AFI 2", location: 0 }],
  };
  const found = described({ ...record, marks: marksOf([3]) });
  assert.equal(found.address, "https://example.org/below/inspections/2019/cyber/afi-2/");
  assert.equal(found.title, "AFI 2: Cyber");
  assert.deepEqual(found.facts, ["Finding", "HMICFRS", "not dated"]);
  assert.equal(found.section, "");
  assert.equal(described(record).address, found.address, "also where only its report has the words");
});

test("the hit of a text in another language is in that language, and a page has no date to miss", () => {
  const welsh = described({ url: "/cy/responses/shire/2019/cyber/", meta: { title: "Seiber", office: "Shire" } });
  assert.deepEqual(welsh.facts, ["Ymateb", "Shire", "heb ddyddiad"]);
  assert.equal(welsh.language, "cy");
  const page = described({ url: "/privacy/", meta: { title: "Privacy" } });
  assert.deepEqual(page.facts, ["Page"]);
  assert.equal(page.language, "");
});

test("a record whose translation is found too leads to it", () => {
  const found = described({ url: "/responses/shire/2019/cyber/", translation: "cy" });
  assert.deepEqual(found.translation, {
    language: "cy",
    address: "https://example.org/below/cy/responses/shire/2019/cyber/",
    name: "Cymraeg",
  });
});
