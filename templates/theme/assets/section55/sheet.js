// Tables for spreadsheets: a list as CSV (RFC 4180), and the rows of a file of `/data/` that have some values.

/** The first character of a cell that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** @param {string} text */
function cell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Write rows as CSV.
 * @param {string[][]} rows The first has the names of the columns.
 */
export function toCsv(rows) {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/**
 * Read CSV: each record as it stands, and its cells.
 * @param {string} text
 * @returns {{line: string, cells: string[]}[]}
 */
export function readCsv(text) {
  const records = [];
  /** @type {string[]} */
  let cells = [];
  let start = 0;
  const parts = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/y;
  while (start < text.length) {
    const found = parts.exec(text);
    if (!found) throw new Error(`This is no CSV at ${parts.lastIndex}`);
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] === ",") continue;
    records.push({ line: text.slice(start, parts.lastIndex), cells });
    cells = [];
    start = parts.lastIndex;
  }
  return records;
}

/**
 * Return the rows of a file that have one of some values in one of some columns. A value that ends with a hyphen is the
 * beginning of a date.
 * @param {string} text
 * @param {{columns: string[], values: string[]}} wanted
 */
export function rowsWith(text, { columns, values }) {
  const [head, ...records] = readCsv(text);
  const places = columns.map((name) => head.cells.indexOf(name));
  const isWanted = (/** @type {string} */ item) =>
    values.some((value) => (value.endsWith("-") ? item.startsWith(value) : item === value));
  const found = records.filter(({ cells }) => places.some((place) => cells[place].split("; ").some(isWanted)));
  return [head, ...found].map(({ line }) => line).join("");
}

/**
 * Offer a text as a file to save.
 * @param {string} name
 * @param {string} text
 */
export function save(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}

/**
 * Make a link save what a list shows, in place of the whole file that it leads to; where that fails it leads there.
 * @param {HTMLAnchorElement} link
 * @param {() => Promise<{name: string, text: string} | null>} make Null where the whole file is meant.
 */
export function offer(link, make) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const sheet = await make();
      if (sheet) save(sheet.name, sheet.text);
      else location.assign(link.href);
    } catch {
      location.assign(link.href);
    }
  });
}
