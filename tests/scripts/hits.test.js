import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bestSections,
  excerptOf,
  hasPhrases,
  markSections,
} from "../../templates/theme/assets/section55/search/excerpts.js";
import { describeHit } from "../../templates/theme/assets/section55/search/hits.js";
import { hitRows, sheetName } from "../../templates/theme/assets/section55/search/sheet.js";

const wordsUpTo = (count) => Array.from({ length: count }, (_, place) => `w${place}`).join(" ");
const wanted = (words, { phrases = [], joints = [] } = {}) => ({
  units: words.map((word) => new Map([[word, 1]])),
  phrases,
  joints,
});
const marked = (sections, words, more) => markSections({ u: "", t: "", m: {}, n: 1, s: sections }, wanted(words, more));
const shown = ({ words }) => words.map(({ word, isMarked }) => (isMarked ? `*${word}*` : word)).join(" ");

test("a word is marked with what stands around it, in any of its forms on the page", () => {
  const [section] = marked(
    [["", "", "The “Cyber-dependent” crime, cyber’s R&D, tŷ and ﬂow."]],
    ["cyber", "r&d", "ty", "flow"],
  );
  assert.equal(shown(excerptOf(section)), "The *“Cyber-dependent”* crime, *cyber’s* *R&D,* *tŷ* and *ﬂow.*");
});

test("a phrase is marked where it stands, and not across lines", () => {
  const [section] = marked([["", "", "Keep the light on.\nthe light\non"]], [], { phrases: [["the", "light", "on"]] });
  assert.equal(shown(excerptOf(section)), "Keep *the* *light* *on.* the light on");
});

test("a record has a phrase where its text, its title or its facts have it", () => {
  /** @type {[string, string, string][]} */
  const sections = [["", "First", "One two\nthree"]];
  const piece = { u: "", n: 1, t: "Keep the light on", m: { office: "Sample PCC" }, s: sections };
  for (const phrase of ["keep the light", "sample pcc", "one two", "first"]) {
    assert.equal(hasPhrases(piece, [phrase.split(" ")]), true, phrase);
  }
  for (const phrase of ["two three", "light sample", "ne two"]) {
    assert.equal(hasPhrases(piece, [phrase.split(" ")]), false, phrase);
  }
});

test("the section with most of the words comes first, and one word many times is less than two", () => {
  const sections = [
    ["first", "First", "cyber cyber cyber cyber"],
    ["second", "Second", "cyber light"],
    ["third", "Third", "nothing"],
  ];
  assert.deepEqual(
    bestSections(marked(sections, ["cyber", "light"])).map(({ id, found }) => [id, found]),
    [
      ["second", 2],
      ["first", 1],
    ],
  );
});

test("a number beside its noun is more than both apart", () => {
  const sections = [
    ["apart", "Recommendation 1", "3 of them, and a cell"],
    ["together", "Recommendation 3", "a cell"],
  ];
  const [best] = bestSections(marked(sections, ["recommendation", "3", "cell"], { joints: [["recommendation", "3"]] }));
  assert.equal(best.id, "together");
});

test("an excerpt of a short text is all of it, without its heading", () => {
  const [section] = marked([["a", "Cyber part", "keep the cyber light"]], ["cyber"]);
  const excerpt = excerptOf(section);
  assert.equal(shown(excerpt), "keep the *cyber* light");
  assert.deepEqual([excerpt.isCutBefore, excerpt.isCutAfter], [false, false]);
});

test("an excerpt of a long text is 36 words around what was asked for, and says where it is cut", () => {
  const [section] = marked([["", "", wordsUpTo(200)]], ["w100"]);
  const excerpt = excerptOf(section);
  assert.deepEqual(
    [excerpt.words.length, excerpt.words[0].word, excerpt.words[6], excerpt.isCutBefore, excerpt.isCutAfter],
    [36, "w94", { word: "w100", isMarked: true }, true, true],
  );
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
const LANGUAGES = new Map([
  ["en", { words: ENGLISH, name: "English" }],
  ["cy", { words: WELSH, name: "Cymraeg" }],
]);

function described({ sections = [["", "", ""]], words = [], ...record }) {
  const whole = { url: "", title: "", meta: {}, ...record, sections: marked(sections, words) };
  return describeHit(whole, "https://example.org/below/", LANGUAGES);
}

test("a response is described by its kind, office, dates and status, and leads to its best section", () => {
  const found = described({
    url: "responses/norfolk/2019/cyber/",
    title: "Cyber",
    meta: { office: "Norfolk PCC", date: "24 October 2019", published: "1 January 2020", status: "published_late" },
    sections: [
      ["first", "First part", "nothing"],
      ["second", "Second part:", "cyber"],
    ],
    words: ["cyber"],
  });
  assert.equal(found.title, "Cyber");
  assert.equal(found.address, "https://example.org/below/responses/norfolk/2019/cyber/#second");
  assert.deepEqual(found.facts, ["Response", "Norfolk PCC", "24 October 2019", "response published 1 January 2020"]);
  assert.equal(found.status, "published-late");
  assert.equal(found.section, "Second part");
  assert.deepEqual(found.others, []);
});

test("other sections that have as much are named, three at most", () => {
  const sections = [5, 10, 15, 20, 25].map((place) => [`at-${place}`, "Part", "cyber"]);
  const found = described({ url: "responses/norfolk/2019/cyber/", sections, words: ["cyber"] });
  assert.deepEqual(
    found.others.map(({ address }) => address.split("#")[1]),
    ["at-10", "at-15", "at-20"],
  );
});

test("a finding leads to its own page, and is named with its report", () => {
  const record = {
    url: "inspections/2019/cyber/#afi",
    meta: { report: "Cyber", what: "finding, AFI 2", inspectorate: "HMICFRS, of England" },
    sections: [["afi-2", "AFI 2", "some words"]],
  };
  const found = described({ ...record, words: ["words"] });
  assert.equal(found.address, "https://example.org/below/inspections/2019/cyber/afi-2/");
  assert.equal(found.title, "AFI 2: Cyber");
  assert.deepEqual(found.facts, ["Finding", "HMICFRS", "not dated"]);
  assert.equal(found.section, "");
  assert.equal(described(record).address, found.address, "also where only its report has the words");
});

test("the hit of a text in another language is in that language, and a page has no date to miss", () => {
  const welsh = described({ url: "cy/responses/shire/2019/cyber/", title: "Seiber", meta: { office: "Shire" } });
  assert.deepEqual(welsh.facts, ["Ymateb", "Shire", "heb ddyddiad"]);
  assert.equal(welsh.language, "cy");
  const page = described({ url: "privacy/", title: "Privacy" });
  assert.deepEqual(page.facts, ["Page"]);
  assert.equal(page.language, "en");
});

test("a record and its translation lead to each other", () => {
  for (const [url, translation, address, name] of [
    ["responses/shire/2019/cyber/", "cy", "cy/responses/shire/2019/cyber/", "Cymraeg"],
    ["cy/responses/shire/2019/cyber/", "en", "responses/shire/2019/cyber/", "English"],
  ]) {
    const expected = { language: translation, address: `https://example.org/below/${address}`, name };
    assert.deepEqual(described({ url, translation }).translation, expected);
  }
});

test("the results of a search are written as a spreadsheet, with the words of the list", () => {
  const titles = Object.fromEntries(
    ["title", "kind", "author", "date", "published", "status", "section", "text", "address"].map((name) => [
      `column-${name}`,
      name.toUpperCase(),
    ]),
  );
  const found = described({
    url: "responses/norfolk/2019/cyber/",
    title: "=Cyber",
    meta: { office: "Norfolk PCC", date: "24 October 2019", published: "1 January 2020", status: "published_late" },
    sections: [["second", "Second part:", "one cyber word"]],
    words: ["cyber"],
  });
  const address = "https://example.org/below/responses/norfolk/2019/cyber/#second";
  assert.deepEqual(hitRows([found], titles), [
    ["TITLE", "KIND", "AUTHOR", "DATE", "PUBLISHED", "STATUS", "SECTION", "TEXT", "ADDRESS"],
    [
      "=Cyber",
      "Response",
      "Norfolk PCC",
      "24 October 2019",
      "1 January 2020",
      "Published late",
      "Second part",
      "one cyber word",
      address,
    ],
  ]);
  assert.deepEqual(hitRows([described({ url: "privacy/", title: "Privacy" })], titles)[1], [
    "Privacy",
    "Page",
    "",
    "",
    "",
    "",
    "",
    "",
    "https://example.org/below/privacy/",
  ]);
});

test("the file of a search is named by letters and digits of its question", () => {
  assert.equal(sheetName('"Cyber crime" AFI 3'), "search-cyber-crime-afi-3.csv");
  assert.equal(sheetName("../../etc/passwd\r\n"), "search-etc-passwd.csv");
  assert.equal(sheetName("ŵ".repeat(200)), `search-${"ŵ".repeat(60)}.csv`);
});
