// The results of a search as a spreadsheet, with the words of the list and in its order.

/** @import { describeHit } from "./hits.js" */

/** Rows of a spreadsheet: each needs a file of its own. */
export const MAX_ROWS = 1000;
const COLUMNS = ["title", "kind", "author", "date", "published", "status", "section", "text", "address"];

/**
 * Write results as rows: what the columns are called, then a row for each.
 * @param {ReturnType<typeof describeHit>[]} hits
 * @param {Record<string, string>} words
 */
export function hitRows(hits, words) {
  const rows = hits.map((hit) => [
    hit.title,
    ...["kind", "author", "date", "published"].map((name) => hit.cells[name]),
    hit.words[`status-${hit.status}`] ?? "",
    hit.section,
    hit.excerpt.words.map(({ word }) => word).join(" "),
    hit.address,
  ]);
  return [COLUMNS.map((name) => words[`column-${name}`]), ...rows];
}

/**
 * Return the name of the file for a question: letters and digits, at most 60 of them.
 * @param {string} query
 */
export function sheetName(query) {
  const parts = query.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return `search-${[...parts.join("-")].slice(0, 60).join("")}.csv`;
}
