import assert from "node:assert/strict";
import { test } from "node:test";
import * as browse from "../../templates/theme/assets/section55/browse/responses.js";
import * as findings from "../../templates/theme/assets/section55/findings/table.js";
import { fillIn, tableLoader } from "../../templates/theme/assets/section55/page.js";

// --- Browse ---

const RESPONSES = browse.readResponses({
  offices: [
    ["norfolk", "Norfolk"],
    ["kent", "Kent"],
  ],
  values: {
    type: ["thematic", "peel"],
    inspectorate: ["hmicfrs", "hmcpsi"],
    tag: ["cyber", "roads"],
    status: ["late", "in-time"],
  },
  reports: [
    ["2019/cyber", "Cyber", "2019-10-24", [0], 0, [0]],
    ["2020/roads", "Roads", "2020-01", [0, 1], [0, 1], []],
  ],
  responses: [
    [0, 0, 0, 69],
    [1, 0, 1, "2020-03", "2020/letter", 1],
    [0, 0, 1, "2020-03", "2020/letter", 1],
    [1, 1, 1, ""],
  ],
});

test("a response is read with its own address, its report's facts and its own tags", () => {
  assert.deepEqual(RESPONSES[1], {
    path: "responses/norfolk/2020/letter/",
    title: "Roads",
    office: "Norfolk",
    published: "2020-01",
    responsePublished: "2020-03",
    facts: {
      office: ["norfolk"],
      year: ["2020"],
      type: ["thematic", "peel"],
      inspectorate: ["hmicfrs", "hmcpsi"],
      tag: ["roads"],
      status: ["in-time"],
    },
  });
  assert.equal(RESPONSES[0].path, "responses/norfolk/2019/cyber/");
  assert.deepEqual([RESPONSES[0].responsePublished, RESPONSES[3].responsePublished], ["2020-01-01", ""]);
});

test("a letter that answers two reports is listed once, and under each of them", () => {
  const paths = (chosen) => browse.responsesWith(RESPONSES, chosen).map(({ path, title }) => `${title}: ${path}`);
  assert.deepEqual(paths({ office: "norfolk" }), [
    "Cyber: responses/norfolk/2019/cyber/",
    "Roads: responses/norfolk/2020/letter/",
  ]);
  assert.deepEqual(paths({ year: "2019", status: "in-time" }), ["Cyber: responses/norfolk/2020/letter/"]);
  assert.deepEqual(paths({ tag: "none" }), []);
});

test("a value's count is what choosing it would list", () => {
  const chosen = { office: "norfolk", year: "2020" };
  for (const name of ["office", "year", "type", "tag", "status"]) {
    for (const [value, count] of browse.countsOf(RESPONSES, chosen, name)) {
      const listed = browse.responsesWith(RESPONSES, { ...chosen, [name]: value });
      assert.equal(count, listed.length, `${name}=${value}`);
    }
  }
  assert.deepEqual(
    [...browse.countsOf(RESPONSES, { office: "norfolk" }, "tag")],
    [
      ["cyber", 2],
      ["roads", 1],
    ],
  );
});

test("only facts that the page offers are taken from the address", () => {
  const offered = new Map([
    ["office", new Set(["", "norfolk"])],
    ["year", new Set(["", "2019"])],
  ]);
  assert.deepEqual(browse.chosenIn("?office=nowhere&year=2019&type=x", offered), { year: "2019" });
  assert.deepEqual(browse.chosenIn("?office=", offered), {});
});

// --- Findings ---

/** @type {Parameters<typeof findings.readFindings>[0]} */
const COLUMNS = {
  facets: {
    office: [
      ["norfolk", "Norfolk"],
      ["kent", "Kent"],
    ],
    class: [
      ["afi", "Area for improvement"],
      ["rec", "Recommendation"],
    ],
    year: [
      ["2020", "2020"],
      ["2019", "2019"],
    ],
    position: [
      ["accepted", "Accepted"],
      ["not-stated", "Not stated"],
    ],
    progress: [
      ["done", "Done"],
      ["begun", "Begun"],
      ["not-stated", "Not stated"],
    ],
    addressee: [["all-forces", "All forces"]],
    again: [],
  },
  headings: [
    ["afi-1", "AFI 1", 0, "1"],
    ["rec", "Recommendation", 1, null],
  ],
  addressees: [["All forces", 0], [""]],
  dates: ["2020-03-31", ""],
  reports: {
    id: ["2020/roads", "2019/cyber"],
    title: ["Roads", "Cyber"],
    year: [0, 1],
    findings: [2, 1],
    offices: ["01", "0"],
  },
  findings: { heading: [0, 0, 1], addressee: [0, 0, 1], by: [0, 0, 2] },
  // Accepted and done, not stated and begun; not stated twice; accepted and begun.
  answers: "04551",
  most_named: 1,
};
const TABLE = findings.readFindings(COLUMNS);
const listed = (chosen) => findings.findingsWith(TABLE, chosen).map(({ path }) => path);
const ROADS_AFI = "inspections/2020/roads/afi-1/";
const ROADS_REC = "inspections/2020/roads/rec/";
const CYBER_AFI = "inspections/2019/cyber/afi-1/";

test("themes are read from their places, and causes of concern from the rows above", () => {
  const table = findings.readFindings({
    ...COLUMNS,
    facets: { ...COLUMNS.facets, theme: [["custody", "Custody"]] },
    findings: { ...COLUMNS.findings, theme: [1, 1, 0], cause: [0, 1, 0] },
    dates: ["2020-03-31", null],
  });
  assert.deepEqual(table.facets.cause, [["2020-roads_afi-1", "AFI 1 (Roads)"]]);
  const paths = (chosen) => findings.findingsWith(table, chosen).map(({ path }) => path);
  assert.deepEqual(paths({ theme: 0 }), [ROADS_AFI, ROADS_REC]);
  assert.deepEqual(paths({ theme: 0, cause: 0 }), [ROADS_REC]);
  assert.equal(findings.queryOf(table.facets, { theme: 0, cause: 0 }), "?theme=custody&cause=2020-roads_afi-1");
  assert.equal(table.rows[1].by, null);
});

test("columns are read into findings, and a text named twice stands at both places", () => {
  assert.deepEqual(listed({}), [ROADS_AFI, ROADS_REC, CYBER_AFI]);
  assert.deepEqual(TABLE.rows[2], {
    path: CYBER_AFI,
    heading: "AFI 1",
    number: "1",
    addressed: "All forces",
    by: "",
    title: "Cyber",
    answers: [{ office: 0, position: 0, progress: 1 }],
    values: { class: [0], year: [1], addressee: [0], again: [], theme: [], cause: [] },
  });
  assert.deepEqual([TABLE.rows[1].number, TABLE.rows[1].by, TABLE.rows[1].values.addressee], [null, "", []]);
});

test("a finding has the repeats, the theme and the cause of concern that the table names for it", () => {
  const { rows, facets } = findings.readFindings({
    facets: {
      office: [],
      class: [["cause", "Cause of concern"]],
      year: [["2020", "2020"]],
      progress: [],
      position: [],
      again: [
        ["asked-before", "Asked before"],
        ["asked-again", "Asked again since"],
      ],
    },
    headings: [
      ["cause-1", "Cause of concern 1", 0, "1"],
      ["rec-1", "Recommendation 1", 0, "1"],
      ["rec-2", "Recommendation 2", 0, "2"],
    ],
    addressees: [[""]],
    dates: [null],
    reports: { id: ["2020/roads"], title: ["Roads"], year: [0], findings: [3], offices: [""] },
    findings: {
      heading: [0, 0, 0],
      addressee: [0, 1, 1],
      by: [0, 1, 1],
      again: [0, 2, 3],
      theme: [0, 2, 0],
      cause: [0, 1, 2],
    },
    answers: "",
    most_named: 3,
  });
  assert.deepEqual(
    rows.map(({ by, values }) => [by, values.again, values.theme, values.cause]),
    [
      [null, [], [], []],
      [null, [1], [1], [0]],
      [null, [0, 1], [], [0]],
    ],
  );
  assert.deepEqual(facets.cause, [["2020-roads_cause-1", "Cause of concern 1 (Roads)"]]);
});

test("office, position and progress are those of one and the same answer", () => {
  assert.deepEqual(listed({ office: 0, position: 0 }), [ROADS_AFI, CYBER_AFI]);
  assert.deepEqual(listed({ office: 1, position: 0 }), []);
  assert.deepEqual(listed({ position: 0, progress: 1 }), [CYBER_AFI]);
  assert.deepEqual(listed({ class: 0, year: 0 }), [ROADS_AFI]);
});

test("each count is what choosing the value would list", () => {
  for (const chosen of [{}, { office: 0 }, { position: 0, class: 0 }, { year: 1, progress: 2 }]) {
    const counts = findings.countsOf(TABLE, chosen);
    for (const [facet, values] of Object.entries(TABLE.facets)) {
      const expected = values.map((_, place) => listed({ ...chosen, [facet]: place }).length);
      assert.deepEqual(counts[facet], expected, facet);
    }
  }
});

test("an address gives one value of each facet, and what of it cannot be given", () => {
  const query = "?year=2019&year=2020&class=%3Cb%3E&office=kent&page=2";
  assert.deepEqual(findings.readAddress(query, TABLE.facets), {
    chosen: { office: 1, year: 1 },
    unknown: [{ facet: "class", words: "<b>" }],
    second: [{ facet: "year", words: "2020" }],
    page: 2,
  });
  assert.equal(findings.readAddress("?page=x", TABLE.facets).page, 1);
});

test("an address is written in the order of the facets, and the first page needs no number", () => {
  assert.equal(findings.queryOf(TABLE.facets, { year: 1, office: 0 }), "?office=norfolk&year=2019");
  assert.equal(findings.queryOf(TABLE.facets, { year: 1 }, 2), "?year=2019&page=2");
  assert.equal(findings.queryOf(TABLE.facets, {}), "");
});

test("a value takes another's place, and is let go where it was chosen already", () => {
  assert.deepEqual(findings.toggled({ office: 0, year: 1 }, "year", 0), { office: 0, year: 0 });
  assert.deepEqual(findings.toggled({ office: 0, year: 1 }, "year", 1), { office: 0 });
});

test("answers are listed office by office, or counted where there are many", () => {
  const [roads, , cyber] = TABLE.rows;
  assert.deepEqual(findings.answerLines(TABLE, cyber, "progress"), ["Norfolk: begun"]);
  assert.deepEqual(findings.answerLines(TABLE, roads, "position"), ["Accepted: 1", "Not stated: 1"]);
  assert.deepEqual(findings.answerLines(TABLE, roads, "position", 1), ["Not stated"]);
  assert.deepEqual(findings.answerLines({ ...TABLE, maxNamed: 0 }, { ...cyber, answers: [] }, "position"), []);
});

test("a page beyond the last is the last", () => {
  assert.deepEqual(findings.pageOf([1, 2, 3, 4, 5], 9, 2), { rows: [5], first: 5, number: 3, pages: 3 });
  assert.deepEqual(findings.pageOf([1, 2, 3], -1, 2), { rows: [1, 2], first: 1, number: 1, pages: 2 });
  assert.deepEqual(findings.pageOf([], 1, 2), { rows: [], first: 1, number: 1, pages: 1 });
});

// --- Both ---

test("blanks are filled by name, as often as they stand", () => {
  assert.equal(fillIn("{count} of {count}, {what}", { count: 2, what: "<b>" }), "2 of 2, <b>");
});

test("a table is fetched once, and again after a failure", async (context) => {
  const replies = [new Response("", { status: 404 }), new Response("[1]"), new Response("[2]")];
  const fetched = context.mock.method(globalThis, "fetch", async () => replies.shift());
  const load = tableLoader("https://example.org/table.json", (table) => table[0]);
  await assert.rejects(load(), { message: "https://example.org/table.json: 404" });
  assert.deepEqual(await Promise.all([load(), load()]), [1, 1]);
  assert.equal(await load(), 1);
  assert.equal(fetched.mock.callCount(), 2);
});
