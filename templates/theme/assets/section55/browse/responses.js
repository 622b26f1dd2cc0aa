// The table of responses and what of it a combination of facts lists. Knows no page.

/**
 * @typedef {object} Row A response to one report.
 * @property {string} path
 * @property {string} title
 * @property {string} office
 * @property {string} published The day of the report.
 * @property {string} responsePublished A day, a month, or nothing.
 * @property {Record<string, string[]>} facts
 */

/**
 * @typedef {object} Table `/browse/responses.json`: ids and words stand once, and rows name their places.
 * @property {[string, string][]} offices
 * @property {Record<string, string[]>} values
 * @property {[string, string, string, number[], number | number[], number[]][]} reports
 * @property {[number, number, number, number | string, string?, ...number[]][]} responses
 */

/**
 * Read the table.
 * @param {Table} table
 * @returns {Row[]}
 */
export function readResponses({ offices, values, reports, responses }) {
  return responses.map(([report, office, status, days, ownId, ...tags]) => {
    const [id, title, published, types, inspectorate, reportTags] = reports[report];
    const [officeId, officeName] = offices[office];
    return {
      // A joint response has the address of its first office, and gives it whole.
      path: ownId?.startsWith("/") ? `responses${ownId}/` : `responses/${officeId}/${ownId || id}/`,
      title,
      office: officeName,
      published,
      responsePublished: typeof days === "number" ? dayAfter(published, days) : days,
      facts: {
        office: [officeId],
        year: [published.slice(0, 4)],
        type: types.map((type) => values.type[type]),
        inspectorate: [inspectorate].flat().map((place) => values.inspectorate[place]),
        tag: [...reportTags, ...tags].map((tag) => values.tag[tag]),
        status: [values.status[status]],
      },
    };
  });
}

/** @param {string} start @param {number} days */
function dayAfter(start, days) {
  const day = new Date(start.slice(0, 10));
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/**
 * Leave one row of each response: a letter that answers several reports is a row for each of them.
 * @param {Row[]} rows
 * @returns {Row[]}
 */
export function withoutRepeats(rows) {
  const seen = new Set();
  return rows.filter(({ path }) => !seen.has(path) && seen.add(path));
}

/**
 * Check whether a row has every chosen fact, but for one that is left out.
 * @param {Row} row
 * @param {Record<string, string>} chosen
 * @param {string} [leftOut]
 */
function matches(row, chosen, leftOut) {
  return Object.entries(chosen).every(([name, value]) => name === leftOut || row.facts[name].includes(value));
}

/**
 * Return the responses that have every chosen fact.
 * @param {Row[]} rows
 * @param {Record<string, string>} chosen
 * @returns {Row[]}
 */
export function responsesWith(rows, chosen) {
  return withoutRepeats(rows.filter((row) => matches(row, chosen)));
}

/**
 * Count the responses that would be listed for each value of a fact, beside what else is chosen.
 * @param {Row[]} rows
 * @param {Record<string, string>} chosen
 * @param {string} name
 * @returns {Map<string, number>}
 */
export function countsOf(rows, chosen, name) {
  /** @type {Map<string, Set<string>>} */
  const paths = new Map();
  for (const row of rows) {
    if (!matches(row, chosen, name)) continue;
    for (const value of row.facts[name]) paths.set(value, (paths.get(value) ?? new Set()).add(row.path));
  }
  return new Map([...paths].map(([value, responses]) => [value, responses.size]));
}

/**
 * Return the facts that an address asks for and that the page offers.
 * @param {string} query
 * @param {Map<string, Set<string>>} offered
 * @returns {Record<string, string>}
 */
export function chosenIn(query, offered) {
  const parameters = new URLSearchParams(query);
  /** @type {Record<string, string>} */
  const chosen = {};
  for (const [name, values] of offered) {
    const value = parameters.get(name);
    if (value && values.has(value)) chosen[name] = value;
  }
  return chosen;
}
