// The findings that an address asks for, as a spreadsheet with the words of the list, in its order.

import { tableLoader } from "../page.js";
import { save, toCsv } from "../sheet.js";
import { answerLines, findingsWith, readAddress, readFindings } from "./table.js";

/** @import { Chosen, Table } from "./table.js" */

/**
 * Write findings as rows: what the columns are called, then a row for each.
 * @param {Table} table
 * @param {Chosen} chosen
 * @param {any} words
 * @param {string} root
 */
export function findingRows(table, chosen, words, root) {
  const rows = findingsWith(table, chosen).map((row) => {
    /** @param {"position" | "progress"} facet */
    const said = (facet) => answerLines(table, row, facet, chosen.office).join("; ") || words.noResponse;
    return [
      row.heading,
      row.title,
      table.facets.class[row.values.class[0]][1],
      row.number ?? words.noNumber,
      row.addressed || words.nobody,
      row.by === null ? words.unrecordedDate : row.by || words.noDate,
      said("position"),
      said("progress"),
      `${root}${row.path}`,
    ];
  });
  return [words.columns, ...rows];
}

/**
 * Save what a list of findings shows, or open the whole file where it shows all.
 * @param {HTMLAnchorElement} link
 */
export async function saveFindings(link) {
  const words = JSON.parse(link.dataset.findingsSheet ?? "");
  const root = new URL(words.root, location.href).href;
  const table = await tableLoader(`${root}findings/table.json`, readFindings)();
  const { chosen } = readAddress(words.query || location.search, table.facets);
  const values = Object.entries(chosen).map(([facet, place]) => table.facets[facet][place][0]);
  if (!values.length) location.assign(link.href);
  else save(`findings-${values.join("-")}.csv`, toCsv(findingRows(table, chosen, words, root)));
}
