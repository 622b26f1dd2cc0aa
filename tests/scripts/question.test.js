import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, isExact, parseQuestion, readSynonyms } from "../../templates/theme/assets/section55/search/question.js";

const NONE = readSynonyms([], []);
const SYNONYMS = readSynonyms(
  [
    ["AFI", "area for improvement"],
    ["rec", "recommendation"],
    ["PCC", "police and crime commissioner"],
    ["what is the", "who"],
  ],
  ["pcc"],
);

const ways = (question, synonyms = NONE) => parseQuestion(question, synonyms).units.map((unit) => unit.ways);

test("accents, capitals and apostrophes make no difference", () => {
  assert.equal(fold("TŶ Victims’ naïve"), "ty victims naive");
});

test("each word that is not common is a unit", () => {
  const { units, hasCommon, tooMany } = parseQuestion("the cyber of Norfolk", NONE);
  assert.deepEqual(
    units.map((unit) => unit.typed),
    ["cyber", "norfolk"],
  );
  assert.equal(hasCommon, true);
  assert.equal(tooMany, false);
});

test("a question of common words alone has no unit and says that it had common words", () => {
  assert.deepEqual(parseQuestion("what is the", NONE), { units: [], tooMany: false, hasCommon: true });
});

test("a question without letters and digits has nothing", () => {
  for (const question of ["", "   ", '"', '""', "?!*()[]{}…—"]) {
    assert.deepEqual(parseQuestion(question, NONE), { units: [], tooMany: false, hasCommon: false }, question);
  }
});

test("words in quotation marks of any kind are one phrase, before the other words", () => {
  for (const question of ['police "Keep the light-on"', "police “Keep the light-on”", "police «Keep the light-on»"]) {
    const [phrase, word] = parseQuestion(question, NONE).units;
    assert.equal(phrase.phrase, "keep the light on");
    assert.equal(phrase.typed, "Keep the light-on");
    assert.deepEqual(word.ways, [["police"]]);
  }
});

test("a quotation mark that is not closed is no phrase", () => {
  assert.deepEqual(ways('"cyber crime'), [[["cyber"]], [["crime"]]]);
});

test("words joined by any hyphen are found joined and apart", () => {
  for (const hyphen of ["-", "\u2010", "\u2011", "\u2013"]) {
    assert.deepEqual(ways(`cyber${hyphen}dependent`), [[["cyberdependent"], ["cyber", "dependent"]]]);
  }
  assert.deepEqual(ways("follow-up"), [[["followup"], ["follow", "up"]]]);
  assert.deepEqual(ways("to-do"), [[["todo"]]]);
});

test("a day is the same day however it is written", () => {
  const written = ways("24 October 2019");
  assert.deepEqual(written, [[["24"], ["24th"]], [["october"]], [["2019"]]]);
  for (const day of ["24th october 2019", "2019-10-24", "24/10/2019", "24.10.2019"]) {
    assert.deepEqual(ways(day), written, day);
  }
});

test("a day is looked for with the ending that it has", () => {
  assert.deepEqual(ways("1 2nd 3 11 21 22 23 31"), [
    [["1"], ["1st"]],
    [["2"], ["2nd"]],
    [["3"], ["3rd"]],
    [["11"], ["11th"]],
    [["21"], ["21st"]],
    [["22"], ["22nd"]],
    [["23"], ["23rd"]],
    [["31"], ["31st"]],
  ]);
  assert.deepEqual(ways("03"), [[["3"], ["3rd"], ["03"]]]);
});

test("what is no day of a month stays as it is", () => {
  assert.deepEqual(ways("32 2019-13-24"), [[["32"]], [["20191324"], ["2019", "13", "24"]]]);
  assert.deepEqual(ways("00"), [[["00"], ["00"]]]);
});

test("an abbreviation with a full stop is one word", () => {
  assert.deepEqual(ways("s.55"), ways("s55"));
});

test("a synonym stands for its group, and the longest phrase is taken", () => {
  const both = [["afi"], ["area", "improvement"]];
  assert.deepEqual(ways("AFI", SYNONYMS), [both]);
  assert.deepEqual(ways("area for improvement", SYNONYMS), [both]);
  assert.deepEqual(ways("area improvement", SYNONYMS), [[["area"]], [["improvement"]]]);
});

test("a number that is joined to a synonym is apart from it", () => {
  assert.deepEqual(ways("afi3", SYNONYMS), ways("AFI 3", SYNONYMS));
  assert.deepEqual(ways("xyz3", SYNONYMS), [[["xyz3"]]]);
});

test("a word that no record has is no way to say the others", () => {
  assert.deepEqual(ways("PCC", SYNONYMS), [[["police", "crime", "commissioner"]]]);
});

test("a phrase of common words alone has no synonym", () => {
  assert.deepEqual(ways("what is the", SYNONYMS), []);
});

test("short forms, numbers and words of two letters are looked for as they are", () => {
  const { shortForms } = SYNONYMS;
  assert.deepEqual(
    ["afi", "rec", "55", "2nd", "uk", "receive", "cyber", "fly"].map((word) => isExact(word, shortForms)),
    [true, true, true, true, true, false, false, false],
  );
});

test("more than twelve words are cut and said to be", () => {
  const { units, tooMany } = parseQuestion("cyber ".repeat(13), NONE);
  assert.equal(units.length, 12);
  assert.equal(tooMany, true);
  assert.equal(parseQuestion("cyber ".repeat(12), NONE).tooMany, false);
});

test("names that JavaScript's own objects have are words like others", () => {
  assert.deepEqual(ways("hasOwnProperty __proto__ constructor", SYNONYMS), [
    [["hasownproperty"]],
    [["proto"]],
    [["constructor"]],
  ]);
});
