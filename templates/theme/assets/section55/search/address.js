// A search stands in its address: ?q=cyber&office=norfolk&sort=date&page=2. Knows no page.

export const MAX_CHARACTERS = 200;
const MAX_PAGE = 1000;
const MAX_SHOWN_CHOICE = 60;

/** @typedef {{name: string, label: string, values: string[]}} Choice What the page offers to narrow a search by. */

/**
 * @typedef {object} Request
 * @property {string} query
 * @property {Record<string, string>} chosen
 * @property {string} sort
 * @property {number} page
 */

/** @param {string} text */
export const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/**
 * Read a search from an address; what the page does not offer is left out and named.
 * @param {string} address The part from the question mark.
 * @param {Choice[]} choices
 */
export function readAddress(address, choices) {
  const parameters = new URLSearchParams(address);
  const question = oneLine(parameters.get("q") ?? "");
  /** @type {Record<string, string>} */
  const chosen = {};
  /** @type {string[]} */
  const unknown = [];
  for (const { name, label, values } of choices) {
    const value = parameters.get(name);
    if (value && values.includes(value)) chosen[name] = value;
    else if (value) unknown.push(`${label}: ${value.slice(0, MAX_SHOWN_CHOICE)}`);
  }
  return {
    query: question.slice(0, MAX_CHARACTERS),
    isCut: question.length > MAX_CHARACTERS,
    chosen,
    unknown,
    sort: parameters.get("sort") === "date" ? "date" : "",
    page: Math.min(MAX_PAGE, Math.max(1, Math.trunc(Number(parameters.get("page"))) || 1)),
  };
}

/**
 * Return the part of an address that asks for a search.
 * @param {Request} request
 */
export function addressOf({ query, chosen, sort, page }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const [name, value] of Object.entries(chosen)) parameters.set(name, value);
  if (sort) parameters.set("sort", sort);
  if (page > 1) parameters.set("page", String(page));
  return `?${parameters}`;
}
