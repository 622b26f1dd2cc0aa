// The table of findings, and what of it a combination of facets lists and counts. Knows no page.

/**
 * @typedef {object} Answer Places of what an office says in the facets of the table.
 * @property {number} office
 * @property {number} position
 * @property {number} progress
 */

/**
 * @typedef {object} Row A finding: its words, its answers, and for each other facet the places of its values.
 * @property {string} path
 * @property {string} heading
 * @property {string | null} number
 * @property {string} addressed
 * @property {string | null} by Empty where the report gives none; null where its text speaks of one that is not
 *   recorded.
 * @property {string} title
 * @property {Answer[]} answers
 * @property {Record<string, number[]>} values
 */

/** @typedef {Record<string, [id: string, words: string][]>} Facets */

/** @typedef {Record<string, number>} Chosen For a facet the place of the value that is chosen. */

/**
 * @typedef {object} Table
 * @property {Row[]} rows
 * @property {Facets} facets
 * @property {number} maxNamed
 */

/**
 * @typedef {object} Columns `/findings/table.json`: each text stands once, and columns name their places.
 * @property {Facets} facets
 * @property {[id: string, heading: string, class_: number, number: string | null][]} headings
 * @property {[addressed: string, ...addressees: number[]][]} addressees
 * @property {(string | null)[]} dates
 * @property {{id: string[], title: string[], year: number[], findings: number[], offices: string[]}} reports
 * @property {{heading: number[], addressee: number[], by: number[], again?: number[], theme?: number[],
 *   cause?: number[]}} findings
 *   Whether one comes back: the places of its values, as the bits of a number. A theme by its place from 1, a cause by
 *   how many rows it stands above; 0 is none.
 * @property {string} answers
 * @property {number} most_named
 */

const FIRST_LETTER = "0".charCodeAt(0);

/**
 * Facets that are asked of one and the same answer.
 * @type {readonly ("office" | "position" | "progress")[]}
 */
const ANSWER_FACETS = ["office", "position", "progress"];

/** @param {string} facet @returns {facet is "office" | "position" | "progress"} */
const isOfAnswers = (facet) => ANSWER_FACETS.some((name) => name === facet);

/**
 * Return the text of each place: 0 stands for the next text that was not named yet, other numbers count from 1.
 * @template T
 * @param {number[]} places
 * @param {T[]} texts
 * @returns {T[]}
 */
function textsAt(places, texts) {
  let next = 0;
  return places.map((place) => texts[place ? place - 1 : next++]);
}

/**
 * Read the table.
 * @param {Columns} columns
 * @returns {Table}
 */
export function readFindings({ facets, headings, addressees, dates, reports, findings, answers, most_named }) {
  const headingOf = textsAt(findings.heading, headings);
  const addresseesOf = textsAt(findings.addressee, addressees);
  const byOf = textsAt(findings.by, dates);
  /** @type {Row[]} */
  const rows = [];
  const { again = [] } = findings;
  const causes = new Causes();
  let letter = 0;
  reports.id.forEach((report, place) => {
    const offices = [...reports.offices[place]].map((office) => office.charCodeAt(0) - FIRST_LETTER);
    for (let left = reports.findings[place]; left > 0; left -= 1) {
      const [id, heading, class_, number] = headingOf[rows.length];
      const [addressed, ...addresseePlaces] = addresseesOf[rows.length];
      rows.push({
        path: `inspections/${report}/${id}/`,
        heading,
        number,
        addressed,
        by: byOf[rows.length],
        title: reports.title[place],
        answers: offices.map((office) => readAnswer(office, answers.charCodeAt(letter++), facets.progress.length)),
        values: {
          class: [class_],
          year: [reports.year[place]],
          addressee: addresseePlaces,
          again: facets.again.map((_, place) => place).filter((place) => (again[rows.length] ?? 0) & (1 << place)),
          theme: findings.theme?.[rows.length] ? [findings.theme[rows.length] - 1] : [],
          cause: findings.cause?.[rows.length] ? [causes.place(rows[rows.length - findings.cause[rows.length]])] : [],
        },
      });
    }
  });
  return { rows, facets: { ...facets, cause: causes.values }, maxNamed: most_named };
}

/** The values of the facet of causes of concern, which the table holds as rows. */
class Causes {
  /** @type {[id: string, words: string][]} */
  values = [];
  /** @type {Map<Row, number>} */
  places = new Map();

  /** @param {Row} cause */
  place(cause) {
    const place = this.places.get(cause) ?? this.values.length;
    if (place === this.values.length) {
      const [, year, report, finding] = cause.path.split("/");
      this.values.push([`${year}-${report}_${finding}`, `${cause.heading} (${cause.title})`]);
      this.places.set(cause, place);
    }
    return place;
  }
}

/** @param {number} office @param {number} letter @param {number} progresses @returns {Answer} */
function readAnswer(office, letter, progresses) {
  const code = letter - FIRST_LETTER;
  return { office, position: Math.floor(code / progresses), progress: code % progresses };
}

/**
 * Return what an address asks for: one value of each facet; values that the table does not have; and second values.
 * @param {string} query
 * @param {Facets} facets
 */
export function readAddress(query, facets) {
  /** @type {Chosen} */
  const chosen = {};
  /** @type {{facet: string, words: string}[]} */
  const unknown = [];
  /** @type {{facet: string, words: string}[]} */
  const second = [];
  const parameters = new URLSearchParams(query);
  for (const [facet, values] of Object.entries(facets)) {
    for (const asked of new Set(parameters.getAll(facet))) {
      const place = values.findIndex(([id]) => id === asked);
      if (place < 0) unknown.push({ facet, words: asked });
      else if (facet in chosen) second.push({ facet, words: values[place][1] });
      else chosen[facet] = place;
    }
  }
  return { chosen, unknown, second, page: Number(parameters.get("page")) || 1 };
}

/**
 * Return the address's part that asks for what is chosen.
 * @param {Facets} facets
 * @param {Chosen} chosen
 * @param {number} [page]
 */
export function queryOf(facets, chosen, page = 1) {
  const parameters = new URLSearchParams();
  for (const [facet, values] of Object.entries(facets)) {
    if (facet in chosen) parameters.set(facet, values[chosen[facet]][0]);
  }
  if (page > 1) parameters.set("page", String(page));
  const query = String(parameters);
  return query && `?${query}`;
}

/**
 * Return what is chosen without one facet.
 * @param {Chosen} chosen
 * @param {string} facet
 * @returns {Chosen}
 */
export function without(chosen, facet) {
  const { [facet]: _, ...others } = chosen;
  return others;
}

/**
 * Return what is chosen after a value is clicked: it takes another's place, and is let go where it was chosen already.
 * @param {Chosen} chosen
 * @param {string} facet
 * @param {number} place
 * @returns {Chosen}
 */
export function toggled(chosen, facet, place) {
  return chosen[facet] === place ? without(chosen, facet) : { ...chosen, [facet]: place };
}

/** @param {Row} row @param {Chosen} chosen */
function answersWith(row, chosen) {
  const facets = ANSWER_FACETS.filter((facet) => facet in chosen);
  return row.answers.filter((answer) => facets.every((facet) => answer[facet] === chosen[facet]));
}

/** @param {Row} row @param {Chosen} chosen */
function matches(row, chosen) {
  const facets = Object.keys(chosen);
  return (
    facets.every((facet) => isOfAnswers(facet) || row.values[facet].includes(chosen[facet])) &&
    (!facets.some(isOfAnswers) || answersWith(row, chosen).length > 0)
  );
}

/**
 * Return the findings that have all that is chosen; office, position and progress in one and the same answer.
 * @param {Table} table
 * @param {Chosen} chosen
 */
export function findingsWith({ rows }, chosen) {
  return rows.filter((row) => matches(row, chosen));
}

/**
 * Count, for each value of each facet, the findings that it would list beside what else is chosen.
 * @param {Table} table
 * @param {Chosen} chosen
 */
export function countsOf({ rows, facets }, chosen) {
  /** @type {Record<string, number[]>} */
  const counts = {};
  for (const [facet, values] of Object.entries(facets)) {
    const others = without(chosen, facet);
    const count = new Array(values.length).fill(0);
    for (const row of rows.filter((row) => matches(row, others))) {
      const places = isOfAnswers(facet) ? answersWith(row, others).map((answer) => answer[facet]) : row.values[facet];
      for (const place of new Set(places)) count[place] += 1;
    }
    counts[facet] = count;
  }
  return counts;
}

/**
 * Return what a finding's answers say in one facet, a line each: every office's own words, or where there are many, how
 * many have them.
 * @param {Table} table
 * @param {Row} row
 * @param {"position" | "progress"} facet
 * @param {number} [office] Only what this one says.
 */
export function answerLines({ facets, maxNamed }, row, facet, office) {
  /** @param {Answer} answer */
  const words = (answer) => facets[facet][answer[facet]][1];
  if (office !== undefined) return row.answers.filter((answer) => answer.office === office).map(words);
  if (row.answers.length <= maxNamed) {
    return row.answers.map((answer) => `${facets.office[answer.office][1]}: ${words(answer).toLowerCase()}`);
  }
  return facets[facet].flatMap(([, value], place) => {
    const count = row.answers.filter((answer) => answer[facet] === place).length;
    return count ? [`${value}: ${count}`] : [];
  });
}

/**
 * Return one page of rows; a page that there is not is the nearest that there is.
 * @template T
 * @param {T[]} rows
 * @param {number} page
 * @param {number} size
 */
export function pageOf(rows, page, size) {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const number = Math.min(Math.max(1, Math.floor(page)), pages);
  const first = (number - 1) * size;
  return { rows: rows.slice(first, first + size), first: first + 1, number, pages };
}
