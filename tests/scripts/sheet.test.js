// Spreadsheets that the browser makes: strict CSV, in which nothing is run as a formula.

import assert from "node:assert/strict";
import { test } from "node:test";

import { findingRows } from "../../templates/theme/assets/section55/findings/sheet.js";
import { readFindings } from "../../templates/theme/assets/section55/findings/table.js";
import { readCsv, rowsWith, toCsv } from "../../templates/theme/assets/section55/sheet.js";

test("a cell with a comma, a quotation mark or a line break is quoted", () => {
  assert.equal(toCsv([["a,b", 'say "x"', "two\nlines", "plain"]]), '"a,b","say ""x""","two\nlines",plain\r\n');
});

test("a cell that would begin like a formula has an apostrophe before it", () => {
  const formulas = ['=HYPERLINK("x")', "+44", "-1", "@SUM", "\t=1", "\uff1d1"];
  const cells = readCsv(toCsv([formulas]))[0].cells;
  assert.deepEqual(
    cells,
    formulas.map((formula) => `'${formula}`),
  );
});

test("what is written is read again, cell by cell and line by line", () => {
  const rows = [
    ["id", "title"],
    ["1", 'A "title", with all\r\nof it'],
    ["2", ""],
  ];
  const text = toCsv(rows);
  const records = readCsv(text);
  assert.deepEqual(
    records.map(({ cells }) => cells),
    rows,
  );
  assert.equal(records.map(({ line }) => line).join(""), text);
});

test("rows are found by a value, one of several values, or the beginning of a date", () => {
  const text = toCsv([
    ["id", "office", "tags", "published"],
    ["1", "norfolk", "custody; roads", "2019-01-02"],
    ["2", "norfolk-south", "", "2020-01-02"],
    ["3", "kent", "Roads", "2019-05"],
  ]);
  const ids = (/** @type {string[]} */ columns, /** @type {string[]} */ values) =>
    readCsv(rowsWith(text, { columns, values })).map(({ cells }) => cells[0]);
  assert.deepEqual(ids(["office"], ["norfolk"]), ["id", "1"]);
  assert.deepEqual(ids(["tags"], ["roads", "Roads"]), ["id", "1", "3"]);
  assert.deepEqual(ids(["published"], ["2019-"]), ["id", "1", "3"]);
  assert.deepEqual(ids(["office", "tags"], ["kent", "custody"]), ["id", "1", "3"]);
});

test("findings are written with the words of their list", () => {
  const table = readFindings({
    facets: {
      office: [["norfolk", "Norfolk"]],
      class: [["recommendation", "Recommendation"]],
      year: [["2019", "2019"]],
      position: [["accepted", "Accepted"]],
      progress: [["not-stated", "Not stated"]],
      addressee: [],
      again: [],
      theme: [],
    },
    headings: [["recommendation-1", "=Act", 0, "1"]],
    addressees: [[""]],
    dates: [null],
    reports: { id: ["2019/cyber"], title: ["Cyber"], year: [0], findings: [1], offices: ["0"] },
    findings: { heading: [0], addressee: [0], by: [0] },
    answers: "0",
    most_named: 3,
  });
  const words = { columns: ["Finding"], nobody: "Not recorded", unrecordedDate: "Not recorded here" };
  assert.deepEqual(findingRows(table, {}, words, "https://s55.example/"), [
    ["Finding"],
    [
      "=Act",
      "Cyber",
      "Recommendation",
      "1",
      "Not recorded",
      "Not recorded here",
      "Norfolk: accepted",
      "Norfolk: not stated",
      "https://s55.example/inspections/2019/cyber/recommendation-1/",
    ],
  ]);
});
