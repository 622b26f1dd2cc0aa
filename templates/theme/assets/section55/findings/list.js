// Shows the findings that an address asks for: ?class=recommendation&office=norfolk. Stores nothing.

/** @import { Chosen, Row, Table } from "./table.js" */
import { element, fillIn, find, tableLoader } from "../page.js";
import * as findings from "./table.js";

/**
 * @typedef {object} ValueLink A link of the panel: a value of a facet.
 * @property {HTMLAnchorElement} link
 * @property {string} builtHref
 * @property {HTMLElement} count
 * @property {string} facet
 * @property {string} value
 */

/** The list, and the panel that narrows it. */
export class FindingsList {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} panel
   * @param {any} words
   */
  constructor(list, panel, words) {
    this.list = list;
    this.panel = panel;
    this.words = words;
    this.status = find(document, "[data-status]", HTMLElement);
    this.pageRows = Number(list.dataset.rows);
    this.builtNodes = [...list.childNodes];
    this.table = find(list, "table", HTMLTableElement);
    this.builtTitle = document.title;
    this.everything = find(panel, "li a", HTMLAnchorElement);
    this.valueLinks = [...panel.querySelectorAll("details li a")].map(valueLink);
    this.load = tableLoader(list.dataset.findings ?? "", findings.readFindings);
  }

  /**
   * Do what a link of the panel or of the list asks for.
   * @param {Table} table
   * @param {HTMLAnchorElement} link
   */
  follow(table, link) {
    history.pushState(null, "", this.addressOf(table, link));
    this.show(table);
    // What had the focus is no longer there.
    if ("remove" in link.dataset || "page" in link.dataset) this.status.focus();
  }

  /** @param {Table} table @param {HTMLAnchorElement} link */
  addressOf({ facets }, link) {
    const value = this.valueLinks.find((each) => each.link === link);
    if (value) {
      const { chosen } = findings.readAddress(location.search, facets);
      return address(findings.queryOf(facets, findings.toggled(chosen, value.facet, placeOf(facets, value))));
    }
    return link === this.everything ? address("") : (link.getAttribute("href") ?? "");
  }

  /**
   * Show what the address asks for.
   * @param {Table} table
   */
  show(table) {
    const { chosen, unknown, second, page } = findings.readAddress(location.search, table.facets);
    const choices = Object.entries(chosen).map(([facet, place]) => ({
      facet,
      words: `${this.words.names[facet]}: ${table.facets[facet][place][1]}`,
    }));
    const found = findings.findingsWith(table, chosen);
    const shown = findings.pageOf(found, page, this.pageRows);
    const isAsBuilt = !choices.length && shown.number === 1;
    this.showPanel(table, chosen, choices);
    this.showStatus(found.length, isAsBuilt ? { ...shown, pages: 1 } : shown, choices, { unknown, second });
    document.title = [...choices.map(({ words }) => words), this.builtTitle].join(" - ");
    if (isAsBuilt) {
      this.list.replaceChildren(...this.builtNodes);
      return;
    }
    const note = this.builtNodes.filter((node) => node instanceof Element && node.className === "s55-quiet");
    const copy = /** @type {HTMLTableElement} */ (this.table.cloneNode(true));
    copy.tBodies[0].replaceChildren(...shown.rows.map((row) => this.rowOf(table, row, chosen)));
    this.list.replaceChildren(
      ...(shown.rows.length && !("office" in chosen) ? note.map((node) => node.cloneNode(true)) : []),
      ...(shown.rows.length ? [copy] : []),
      ...(shown.pages > 1 ? [this.pagination(table, chosen, shown)] : []),
    );
  }

  /**
   * Say how many findings are listed, what was chosen, and what was left out.
   * @param {number} total
   * @param {{rows: Row[], first: number, pages: number}} shown
   * @param {{words: string}[]} choices
   * @param {Record<"unknown" | "second", {facet: string, words: string}[]>} leftOut
   */
  showStatus(total, { rows, first, pages }, choices, leftOut) {
    const { words } = this;
    let count = fillIn(words.many, { count: total });
    if (total < 2) count = total ? words.one : words.none;
    const part = { first, last: first - 1 + rows.length, total };
    const sentences = [[pages > 1 ? fillIn(words.part, part) : count]];
    sentences[0].push(...choices.map((choice) => choice.words));
    for (const reason of /** @type {const} */ (["unknown", "second"])) {
      const what = leftOut[reason].map((value) => `${words.names[value.facet]} “${value.words}”`).join(", ");
      if (what) sentences.push([fillIn(words[reason], { what })]);
    }
    this.status.textContent = sentences.map((sentence) => `${sentence.join(", ")}.`).join(" ");
  }

  /**
   * Show the chosen values and the values still to choose, with their counts.
   * @param {Table} table
   * @param {Chosen} chosen
   * @param {{facet: string, words: string}[]} choices
   */
  showPanel(table, chosen, choices) {
    const { facets } = table;
    const counts = findings.countsOf(table, chosen);
    for (const value of this.valueLinks) {
      const { link, facet } = value;
      const place = placeOf(facets, value);
      const query = findings.queryOf(facets, findings.toggled(chosen, facet, place));
      value.count.textContent = `(${counts[facet][place]})`;
      link.href = choices.length ? address(query) : value.builtHref;
      markCurrent(link, chosen[facet] === place);
    }
    for (const details of this.panel.querySelectorAll("details")) {
      const facet = details.dataset.facet ?? "";
      const words = facet in chosen ? `: ${facets[facet][chosen[facet]][1]}` : "";
      find(details, "summary span", HTMLElement).textContent = words;
    }
    markCurrent(this.everything, !choices.length);
    const removals = choices.map(({ facet, words }) => {
      const href = address(findings.queryOf(facets, findings.without(chosen, facet)));
      const wording = fillIn(this.words.remove, { what: words });
      return element("li", {}, element("a", { href, "data-remove": facet }, wording));
    });
    const everything = /** @type {HTMLElement} */ (this.everything.parentElement);
    everything.parentElement?.replaceChildren(everything, ...removals);
  }

  /** @param {Table} table @param {Row} row @param {Chosen} chosen */
  rowOf(table, row, chosen) {
    const { words } = this;
    const made = /** @type {HTMLTableRowElement} */ (this.table.tBodies[0].rows[0].cloneNode(true));
    const [finding, kind, number, addressed, by, position, progress] = made.cells;
    const link = find(finding, "a", HTMLAnchorElement);
    const title = element("span", { class: find(link, "span", HTMLElement).className }, row.title);
    link.href = `${this.list.dataset.root}${row.path}`;
    link.replaceChildren(`${row.heading} `, title);
    kind.replaceChildren(table.facets.class[row.values.class[0]][1]);
    number.replaceChildren(row.number ?? words.noNumber);
    addressed.replaceChildren(row.addressed || words.nobody);
    by.replaceChildren(this.dayIn(row.by));
    for (const [cell, facet] of /** @type {const} */ ([
      [position, "position"],
      [progress, "progress"],
    ])) {
      const lines = findings.answerLines(table, row, facet, chosen.office).map((line) => element("div", {}, line));
      cell.replaceChildren(...(lines.length ? lines : [words.noResponse]));
    }
    return made;
  }

  /** @param {string | null} by A day, a month, or the report's own words; null where they are not recorded. */
  dayIn(by) {
    if (by === null) return this.words.unrecordedDate;
    if (!by) return this.words.noDate;
    const found = /^\d{4}-\d\d(-\d\d)?$/.exec(by);
    if (!found) return by;
    /** @type {Intl.DateTimeFormatOptions} */
    const form = { timeZone: "UTC", month: "long", year: "numeric", ...(found[1] && { day: "numeric" }) };
    const words = new Intl.DateTimeFormat(this.list.dataset.language, form).format(new Date(by));
    return element("time", { datetime: by }, words);
  }

  /** @param {Table} table @param {Chosen} chosen @param {{number: number, pages: number}} shown */
  pagination({ facets }, chosen, { number, pages }) {
    const { words } = this;
    /** @param {number} page @param {string} wording @param {string} rel @param {string} name */
    const step = (page, wording, rel, name) => {
      const href = address(findings.queryOf(facets, chosen, page));
      const link = element("a", { rel, href, "data-page": String(page) }, wording);
      return element("li", { class: `s55-pagination__${name}` }, link);
    };
    const here = element("li", { class: "s55-pagination__here" }, fillIn(words.page, { number, pages }));
    const steps = [here];
    if (number > 1) steps.unshift(step(number - 1, words.previous, "prev", "back"));
    if (number < pages) steps.push(step(number + 1, words.next, "next", "on"));
    return element("nav", { class: "s55-pagination", "aria-label": words.pages }, element("ul", {}, ...steps));
  }
}

/** @param {Element} link @returns {ValueLink} */
function valueLink(link) {
  if (!(link instanceof HTMLAnchorElement)) throw new Error("A value of the panel is no link");
  return {
    link,
    builtHref: link.getAttribute("href") ?? "",
    count: find(link, "span", HTMLElement),
    facet: link.closest("details")?.dataset.facet ?? "",
    value: link.pathname.split("/").at(-2) ?? "",
  };
}

/** @param {Table["facets"]} facets @param {ValueLink} value */
function placeOf(facets, { facet, value }) {
  return facets[facet].findIndex(([id]) => id === value);
}

/** @param {string} query */
function address(query) {
  return `${location.pathname}${query}`;
}

/** @param {Element} link @param {boolean} isCurrent */
function markCurrent(link, isCurrent) {
  if (isCurrent) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
}
