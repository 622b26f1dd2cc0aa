import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, readAddress } from "../../templates/theme/assets/section55/search/address.js";
import { editDistance, nearestWord, replaceWord } from "../../templates/theme/assets/section55/search/spelling.js";

const CHOICES = [
  { name: "office", label: "Office", values: ["", "norfolk", "kent"] },
  { name: "year", label: "Year of the report", values: ["", "2019"] },
];

test("an address gives the question, the choices, the order and the page", () => {
  assert.deepEqual(readAddress("?q=cyber++crime&office=norfolk&sort=date&page=3", CHOICES), {
    query: "cyber crime",
    isCut: false,
    chosen: { office: "norfolk" },
    unknown: [],
    sort: "date",
    page: 3,
  });
});

test("what a page does not offer is left out and named, cut where it is long", () => {
  const { chosen, unknown, sort } = readAddress(`?q=a&office=${"x".repeat(99)}&year=2019&sort=upwards`, CHOICES);
  assert.deepEqual(chosen, { year: "2019" });
  assert.deepEqual(unknown, [`Office: ${"x".repeat(60)}`]);
  assert.equal(sort, "");
});

test("a page that cannot be is the nearest that can", () => {
  for (const [page, expected] of /** @type {[string, number][]} */ ([
    ["0", 1],
    ["-2", 1],
    ["2.9", 2],
    ["x", 1],
    ["999999", 1000],
    ["Infinity", 1000],
  ])) {
    assert.equal(readAddress(`?q=a&page=${page}`, CHOICES).page, expected, page);
  }
});

test("a question of more than 200 characters is cut", () => {
  const { query, isCut } = readAddress(`?q=${"x".repeat(201)}`, CHOICES);
  assert.equal(query.length, 200);
  assert.equal(isCut, true);
  assert.equal(readAddress(`?q=${"x".repeat(200)}`, CHOICES).isCut, false);
});

test("an address that is made is read as the same search", () => {
  const request = { query: "“a” & b", chosen: { office: "kent" }, sort: "date", page: 2 };
  const { query, chosen, sort, page } = readAddress(addressOf(request), CHOICES);
  assert.deepEqual({ query, chosen, sort, page }, request);
  assert.equal(addressOf({ query: "a", chosen: {}, sort: "", page: 1 }), "?q=a");
});

test("changes, additions, losses and swaps of letters are counted", () => {
  for (const [one, other, distance] of /** @type {[string, string, number][]} */ ([
    ["cyber", "cyber", 0],
    ["cyber", "ciber", 1],
    ["cyber", "cybers", 1],
    ["cyber", "yber", 1],
    ["quarantien", "quarantine", 1],
    ["cyber", "custody", Number.POSITIVE_INFINITY],
    ["", "ab", 2],
  ])) {
    assert.equal(editDistance(one, other, 2), distance, `${one} ${other}`);
  }
});

test("the nearest word is no further away than may be", () => {
  assert.equal(nearestWord(["custody", "quarantine", "quarantined"], "quarantien", 1), "quarantine");
  assert.equal(nearestWord(["cyber"], "cybre", 1), "cyber");
  assert.equal(nearestWord(["cyber"], "cibr", 1), null);
  assert.equal(nearestWord(["custody"], "custdoyy", 2), "custody");
  assert.equal(nearestWord(["custody"], "custdoyy", 1), null);
  assert.equal(nearestWord(["cyber"], "cybr", 0), null);
  assert.equal(nearestWord([], "cyber", 2), null);
});

test("only the whole word is replaced, in any capitals", () => {
  assert.equal(replaceWord("Cibers of CIBER", "ciber", "cyber"), "Cibers of cyber");
});
