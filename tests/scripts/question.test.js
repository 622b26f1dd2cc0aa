import assert from "node:assert/strict";
import { test } from "node:test";
import { mutationsOf, stem } from "../../templates/theme/assets/section55/search/forms.js";
import { parseQuestion, readSynonyms } from "../../templates/theme/assets/section55/search/question.js";
import { fold, linksOf, runsOf } from "../../templates/theme/assets/section55/search/words.js";

const NONE = readSynonyms([], []);
const SYNONYMS = readSynonyms(
  [
    ["AFI", "area for improvement"],
    ["rec", "recommendation"],
    ["PCC", "police and crime commissioner"],
    ["s55", "section 55"],
    ["what is the", "who"],
  ],
  ["pcc"],
);

const ways = (question, synonyms = NONE) => parseQuestion(question, synonyms).units.map((unit) => unit.ways);
const terms = (text) => runsOf(text).flatMap((run) => run.terms);

test("accents, ligatures, apostrophes and soft hyphens make no difference", () => {
  assert.equal(
    fold("TŶ Victims’ naïve ﬂow cus\u00adtody PCC's cœur Straße łódź"),
    "TY Victims naive flow custody PCC coeur Strasse lodz",
  );
});

test("numbers are found as typed, with their signs and separators and without", () => {
  assert.deepEqual(terms("12.5% £7,850 9,310 24/7 1,2"), ["12.5", "7850", "9310", "24/7", "24", "7", "1", "2"]);
  assert.deepEqual(terms("35(2)(b) 55(5A)"), ["35", "35(2)", "35(2)(b)", "55", "55(5a)"]);
  assert.deepEqual(ways("24/7 35(2)(b) 91 (4) (d)"), [[["24/7"]], [["35(2)(b)"]], [["91(4)(d)"]]]);
  for (const dash of "-–—‒−") assert.deepEqual(ways(`2031${dash}32`), [[["2031/32"]]], dash);
});

test("a number with letters is the same however it is written", () => {
  assert.deepEqual(ways("2(a) 2a"), [
    [["2(a)"], ["2a"]],
    [["2a"], ["2(a)"]],
  ]);
  assert.deepEqual(ways("AFI8a", SYNONYMS), ways("AFI 8a", SYNONYMS));
  assert.deepEqual(ways("26kg 26 kg"), [[["26kg"], ["26", "kg"]], [["26"]], [["kg"]]]);
});

test("letters joined by a sign are a word, and those in capitals are no common words", () => {
  assert.deepEqual(terms("A&E R&D IT WHO it who"), ["a&e", "e", "r&d", "r", "d", "IT", "WHO"]);
  assert.deepEqual(ways("A & E R&D"), [[["a&e"]], [["r&d"]]]);
});

test("common words in capitals are common beside others in capitals, and AND, OR and NOT always", () => {
  for (const question of [
    "WHO IS THE COMMISSIONER",
    "NOT commissioner",
    "the commissioner OR the",
    "AND COMMISSIONER",
  ]) {
    assert.deepEqual(ways(question), [[["commissioner"]]], question);
  }
  for (const question of ["WHO", "WHO?", "WHO guidance", "WHO 2024", "the WHO"]) {
    assert.deepEqual(ways(question)[0], [["WHO"]], question);
  }
});

test("dashes part words, and hyphens join them", () => {
  assert.deepEqual(terms("good—although cyber–dependent"), ["good", "although", "cyber", "dependent"]);
  for (const hyphen of ["-", "\u2010", "\u2011"]) {
    assert.deepEqual(ways(`cyber${hyphen}dependent`), [[["cyberdependent"], ["cyber", "dependent"]]]);
  }
  assert.deepEqual(ways("to-do"), [[["todo"]]]);
});

test("each word that is not common is a unit, and the common ones are named", () => {
  const { units, common, tooMany } = parseQuestion("the cyber of the Norfolk", NONE);
  assert.deepEqual(
    units.map((unit) => unit.typed),
    ["cyber", "norfolk"],
  );
  assert.deepEqual(common, ["the", "of"]);
  assert.equal(tooMany, false);
});

test("a question of common words alone has no unit, and names them", () => {
  for (const question of ["what is the", '"what" "is the"']) {
    const { units, common } = parseQuestion(question, NONE);
    assert.deepEqual([units, common.sort()], [[], ["is", "the", "what"]], question);
  }
});

test("a question without letters and digits has nothing", () => {
  for (const question of ["", "   ", '"', '""', "?!*()[]{}…—", "\u0000\ud800"]) {
    assert.deepEqual(parseQuestion(question, NONE), { units: [], tooMany: false, common: [] }, question);
  }
});

test("words in quotation marks of any kind are one phrase, before the other words", () => {
  for (const question of ['police "Keep the light-on"', "police “Keep the light-on”", "police «Keep the light-on»"]) {
    const [phrase, word] = parseQuestion(question, NONE).units;
    assert.deepEqual([phrase.isPhrase, phrase.sequence], [true, ["keep", "the", "light", "on"]]);
    assert.equal(phrase.typed, "Keep the light-on");
    assert.deepEqual(word.ways, [["police"]]);
  }
});

test("a phrase of common words is one where three stand together", () => {
  assert.deepEqual(
    parseQuestion('"of the police" "what is the"', NONE).units.map(({ ways: [words], sequence }) => [words, sequence]),
    [
      [["police"], ["of", "the", "police"]],
      [[], ["what", "is", "the"]],
    ],
  );
});

test("a quotation mark that is not closed is no phrase", () => {
  assert.deepEqual(ways('"cyber crime'), [[["cyber"]], [["crime"]]]);
});

test("a day is the same day however it is written", () => {
  const written = ways("24 October 2019");
  assert.deepEqual(written, [[["24"]], [["october"]], [["2019"]]]);
  for (const day of ["24th october 2019", "2019-10-24", "24/10/2019", "24.10.2019"]) {
    assert.deepEqual(ways(day), written, day);
  }
  assert.deepEqual(ways("1 2nd 3rd 03 11th"), [[["1"]], [["2"]], [["3"]], [["3"]], [["11"]]]);
  assert.deepEqual(ways("2019-13-24"), [[["2019/13/24"]]]);
});

test("a synonym stands for its group, and the longest phrase is taken", () => {
  const both = [["afi"], ["area", "improvement"]];
  assert.deepEqual(ways("AFI", SYNONYMS), [both]);
  assert.deepEqual(ways("area for improvement", SYNONYMS), [both]);
  assert.deepEqual(ways("area improvement", SYNONYMS), [[["area"]], [["improvement"]]]);
  assert.deepEqual(ways("AFIs 3", SYNONYMS), [both, [["3"]]]);
  assert.deepEqual(ways("recs", SYNONYMS), ways("rec", SYNONYMS));
});

test("a name with an O is found with an apostrophe and without", () => {
  for (const question of ["O'Neill", "O’Neill", "O Neill", "oneill"]) assert.deepEqual(ways(question), [[["oneill"]]]);
});

test("a number that is joined to a synonym is apart from it", () => {
  assert.deepEqual(ways("afi3", SYNONYMS), ways("AFI 3", SYNONYMS));
  assert.deepEqual(ways("xyz3", SYNONYMS), [[["xyz3"], ["xyz", "3"]]]);
});

test("the section of an Act is the same however it is written", () => {
  for (const question of ["s55", "s.55", "S55", "section 55", "s 55", "s. 55", "S 55", "§55", "§ 55", "‘s.55’"]) {
    assert.deepEqual(ways(question, SYNONYMS), [[["section", "55"]]], question);
  }
  for (const question of ["s.55(5A)", "section 55(5A)", "section 55 (5A)"]) {
    assert.deepEqual(ways(question, SYNONYMS), [[["section"]], [["55(5a)"], ["55", "5a"]]], question);
  }
});

test("what stands between two units is part of how they are joined", () => {
  const joints = (question) => parseQuestion(question, SYNONYMS).units.map((unit) => unit.joints);
  assert.deepEqual(joints("victims of the crime"), [[], [["victims", "of", "the", "crime"]]]);
  assert.deepEqual(joints("AFI 3"), [
    [],
    [
      ["afi", "3"],
      ["improvement", "3"],
    ],
  ]);
});

test("a word that no record has is no way to say the others", () => {
  assert.deepEqual(ways("PCC", SYNONYMS), [[["police", "crime", "commissioner"]]]);
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

test("a link is made of two words, or of three where the middle one is common", () => {
  const [, light] = linksOf(["keep", "light"]);
  assert.ok(light >= 0);
  assert.notEqual(linksOf(["keep", "the", "light"])[2], linksOf(["put", "the", "light"])[2]);
  assert.equal(linksOf(["off", "keep", "light"])[2], light);
  assert.equal(linksOf(["the", "light"])[1], -1, "what stands before the first word is not known");
  assert.equal(linksOf(["light", "on"])[1], -1, "nearly every word has a common one after it");
  assert.ok(linksOf(["what", "is", "the"])[2] >= 0);
});

test("forms of a word have one stem", () => {
  for (const forms of [
    "custody",
    "force forces forced forcing",
    "policy policies",
    "stop stops stopped stopping",
    "heat heated heating",
    "search searches",
    "process processes",
  ]) {
    assert.equal(new Set(forms.split(" ").map(stem)).size, 1, forms);
  }
  assert.notEqual(stem("police"), stem("policy"));
  assert.equal(stem("this"), "this");
});

test("a Welsh word has the forms it has after other words", () => {
  for (const [one, other] of [
    ["gomisiynydd", "comisiynydd"],
    ["comisiynydd", "nghomisiynydd"],
    ["heddlu", "heddlu"],
    ["adroddiad", "hadroddiad"],
    ["ardd", "gardd"],
    ["lys", "llys"],
    ["fwrdd", "bwrdd"],
    ["rhestr", "restr"],
  ]) {
    assert.ok(mutationsOf(one).includes(other), `${one} ${other}`);
  }
  assert.ok(mutationsOf("comisiynydd").length < 12);
});
