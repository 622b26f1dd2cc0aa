// The page of the search: reads the question from the address, asks the index, and shows the answers.

/** @import { FoundRecord, Languages } from "./hits.js" */
/** @import { Unit } from "./question.js" */
/** @import { RankedMatch } from "./ranking.js" */
import { element, fillIn, find } from "../page.js";
import { addressOf, MAX_CHARACTERS, oneLine, readAddress } from "./address.js";
import { hitElement, pageLink, pageSteps } from "./elements.js";
import { markHits } from "./excerpts.js";
import { describeHit } from "./hits.js";
import { MissingIndex, openIndex } from "./pagefind.js";
import { MAX_UNITS, parseQuestion, readSynonyms } from "./question.js";
import { narrow, newestFirst, rank, withoutTranslations } from "./ranking.js";
import { nearestWord, replaceWord } from "./spelling.js";

/**
 * @typedef {ReturnType<typeof readAddress>} Request
 * @typedef {Awaited<ReturnType<typeof openIndex>>} Index
 * @typedef {{index: Index, synonyms: ReturnType<typeof readSynonyms>}} Opened
 * @typedef {{units: Unit[], unknown: Unit[], matches: RankedMatch[], total: number}} Found
 */

const PAGE_HITS = 10;
const MAX_FALSE_MATCHES = 3 * PAGE_HITS;
const SEARCHING_AFTER_MS = 300;

/** Thrown where a newer question has taken the place of the one that is being answered. */
class Superseded extends Error {}

/** The form, the answer below it, and the address they agree with. */
export class SearchPage {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    this.root = new URL(page.dataset.root ?? "", location.href).href;
    this.form = find(page, "form", HTMLFormElement);
    this.question = find(this.form, "[name=q]", HTMLInputElement);
    this.sort = find(this.form, "[name=sort]", HTMLSelectElement);
    this.choices = [...this.form.querySelectorAll("select")].filter((choice) => choice !== this.sort);
    this.status = find(page, "[data-status]", HTMLElement);
    this.notes = find(page, "[data-notes]", HTMLElement);
    this.results = find(page, "[data-results]", HTMLElement);
    this.hits = find(page, "[data-hits]", HTMLElement);
    this.pages = find(page, "[data-pages]", HTMLElement);
    this.words = wordsOf(find(page, "[data-words]", HTMLTemplateElement));
    /** @type {Languages} */
    this.languages = new Map();
    for (const template of /** @type {NodeListOf<HTMLTemplateElement>} */ (page.querySelectorAll("[data-words-in]"))) {
      const { wordsIn = "", language = "" } = template.dataset;
      this.languages.set(wordsIn, { words: wordsOf(template), name: language });
    }
    /** @type {Promise<Opened> | null} */
    this.opened = null;
    this.requestNumber = 0;
    this.waiting = 0;
    page.addEventListener("click", (event) => this.turnPage(event));
  }

  // --- What people do ---

  /** Search for what stands in the form. */
  submit() {
    const chosen = this.choices.filter((choice) => choice.value).map((choice) => [choice.name, choice.value]);
    const query = oneLine(this.question.value);
    this.go(addressOf({ query, chosen: Object.fromEntries(chosen), sort: this.sort.value, page: 1 }), false);
  }

  /** @param {MouseEvent} event */
  turnPage(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !("page" in link.dataset) || !isPlain) return;
    event.preventDefault();
    this.go(link.href, true);
  }

  /** @param {string} address @param {boolean} movesFocus */
  go(address, movesFocus) {
    history.pushState(null, "", address);
    this.answer(movesFocus);
  }

  // --- The answer ---

  /** Answer what the address asks for. */
  async answer(movesFocus = false) {
    this.requestNumber += 1;
    const number = this.requestNumber;
    const checkCurrent = () => {
      if (number !== this.requestNumber) throw new Superseded();
    };
    const request = this.readRequest();
    this.clear(request);
    if (!request.query) return;
    this.waiting = setTimeout(() => this.show(this.message("searching")), SEARCHING_AFTER_MS);
    try {
      this.opened ??= this.open();
      const opened = await this.opened;
      const found = await this.search(opened, request);
      checkCurrent();
      if (found) await this.showFound(opened, request, found, checkCurrent);
      if (found && movesFocus) document.getElementById("search-results")?.focus();
      if (opened.index.isIncomplete) this.note(this.message("incomplete"));
    } catch (error) {
      if (number !== this.requestNumber) return;
      this.opened = null;
      this.show(this.message(error instanceof MissingIndex ? "missing" : "failed"));
    }
    this.page.setAttribute("aria-busy", "false");
  }

  /** @returns {Promise<Opened>} */
  async open() {
    const index = await openIndex(`${this.root}search/`);
    return { index, synonyms: readSynonyms(index.synonyms, index.unused) };
  }

  /** Read what the address asks for. */
  readRequest() {
    const choices = this.choices.map((choice) => ({
      name: choice.name,
      label: choice.labels[0].textContent ?? "",
      values: [...choice.options].map((option) => option.value),
    }));
    return readAddress(location.search, choices);
  }

  /**
   * Put what is asked for into the form, and take the last answer away.
   * @param {Request} request
   */
  clear({ query, isCut, chosen, unknown, sort }) {
    this.question.value = query;
    this.sort.value = sort;
    for (const choice of this.choices) choice.value = chosen[choice.name] ?? "";
    if (sort || Object.keys(chosen).length) find(this.form, "details", HTMLDetailsElement).open = true;
    for (const place of [this.notes, this.hits, this.pages]) place.replaceChildren();
    this.results.hidden = true;
    this.show("");
    this.page.setAttribute("aria-busy", String(Boolean(query)));
    if (!query) return;
    document.title = `${this.message("title", { query })} - ${this.page.dataset.site}`;
    for (const choice of unknown) this.note(this.message("unknown-choice", { choice: `“${choice}”` }));
    if (isCut) this.note(this.message("long", { count: MAX_CHARACTERS }));
  }

  /**
   * Find what a request asks for, or say why nothing is searched for.
   * @param {Opened} opened
   * @param {Request} request
   * @returns {Promise<Found | null>}
   */
  async search({ index, synonyms }, { query, chosen, sort }) {
    const { units, tooMany, hasCommon } = parseQuestion(query, synonyms);
    if (tooMany) this.note(this.message("many-words", { count: MAX_UNITS }));
    if (!units.length) {
      this.show(this.message(hasCommon ? "common" : "nothing"));
      return null;
    }
    const { ranked, unknown } = await rank(index.search, units, synonyms.shortForms);
    const places = () => index.places((language) => this.languages.has(language));
    let matches = ranked;
    if (sort || Object.keys(chosen).length) matches = narrow(matches, chosen, await places());
    if (sort) matches = newestFirst(matches, await places());
    if (index.hasTranslations) matches = withoutTranslations(matches, await places());
    return { units, unknown, matches, total: ranked.length };
  }

  /**
   * @param {Opened} opened
   * @param {Request} request
   * @param {Found} found
   * @param {() => void} checkCurrent
   */
  async showFound(opened, request, found, checkCurrent) {
    const { matches } = found;
    const number = Math.min(request.page, Math.max(1, Math.ceil(matches.length / PAGE_HITS)));
    const first = (number - 1) * PAGE_HITS;
    /** @type {FoundRecord[]} */
    const records = [];
    let falseMatches = 0;
    for (let at = first; at < matches.length && records.length < PAGE_HITS; at += PAGE_HITS) {
      if (falseMatches >= MAX_FALSE_MATCHES) break;
      const some = matches.slice(at, at + PAGE_HITS).map((match) => this.load(opened, match));
      const loaded = (await Promise.all(some)).filter((record) => record !== null);
      checkCurrent();
      falseMatches += some.length - loaded.length;
      records.push(...loaded);
    }
    if (!records.length) {
      await this.showNothing(opened, request, found, checkCurrent);
      return;
    }
    const shown = records.slice(0, PAGE_HITS);
    const total = Math.max(matches.length - falseMatches, first + shown.length);
    this.showPage({ ...request, page: number }, shown, total);
  }

  /**
   * Load the record of a match, with its marks; null where it does not have what was asked for, or cannot be had.
   * @param {Opened} opened
   * @param {RankedMatch} match
   * @returns {Promise<FoundRecord | null>}
   */
  async load({ index, synonyms }, { hits, translation }) {
    const record = await index.record(hits[0].result);
    if (!record) return null;
    const otherWords = Object.values(record.meta).flatMap((value) => String(value).split(/\s+/));
    const marks = markHits(record.words, otherWords, hits, synonyms.shortForms);
    return marks && { ...record, marks, translation };
  }

  /** @param {Request} request @param {FoundRecord[]} records @param {number} total */
  showPage(request, records, total) {
    const pages = Math.ceil(total / PAGE_HITS);
    const query = quoted(request.query) + this.chosenWords(request);
    const values = { query, count: total.toLocaleString("en-GB"), page: request.page, pages };
    const hits = records.map((record) => describeHit(record, this.root, this.words, this.languages));
    this.hits.replaceChildren(...hits.map(hitElement));
    this.results.hidden = false;
    if (pages > 1) this.pages.append(pageSteps(request, pages, this.words));
    const many = request.page > 1 ? "page" : "many";
    this.show(this.message(total === 1 ? "one" : many, values));
  }

  /**
   * Say that nothing was found, and what to do about it.
   * @param {Opened} opened
   * @param {Request} request
   * @param {Found} found
   * @param {() => void} checkCurrent
   */
  async showNothing({ index }, request, { units, unknown, total }, checkCurrent) {
    const query = quoted(request.query);
    this.show(this.message("none", { query }) + this.chosenWords(request));
    if (total && Object.keys(request.chosen).length) {
      this.note(pageLink({ ...request, chosen: {}, page: 1 }, this.message("not-chosen", { query })));
      return;
    }
    let better = request.query;
    const missing = unknown.length || units.length > 1 ? unknown : units.filter((unit) => !unit.phrase);
    for (const { phrase, typed } of missing) {
      if (phrase || !/^\p{L}+$/u.test(typed)) continue;
      this.note(this.message("unknown-word", { word: typed }));
      const near = nearestWord(await index.words(), typed);
      checkCurrent();
      if (near) better = replaceWord(better, typed, near);
    }
    if (better !== request.query) {
      this.note(this.message("near"), " ", pageLink({ ...request, query: better, page: 1 }, better));
    } else if (!missing.length && units.length > 1) {
      this.note(this.message("apart"));
    }
  }

  // --- Words ---

  /** @param {string} name @param {Record<string, string | number>} [values] */
  message(name, values = {}) {
    return fillIn(this.words[name], values);
  }

  /** @param {Request} request */
  chosenWords({ chosen }) {
    const choices = this.choices.filter((choice) => chosen[choice.name]);
    const words = choices.map((choice) => choice.selectedOptions[0].textContent).join(", ");
    return words ? ` ${this.message("chosen", { choices: words })}` : "";
  }

  /** @param {string} sentence */
  show(sentence) {
    clearTimeout(this.waiting);
    this.status.textContent = sentence;
  }

  /** @param {...(Node | string)} content */
  note(...content) {
    this.notes.append(element("p", {}, ...content));
  }
}

/** @param {HTMLTemplateElement} template */
function wordsOf(template) {
  const named = /** @type {NodeListOf<HTMLElement>} */ (template.content.querySelectorAll("[data-name]"));
  return Object.fromEntries([...named].map((words) => [words.dataset.name ?? "", words.textContent ?? ""]));
}

/** @param {string} question */
function quoted(question) {
  return `“${question}”`;
}
