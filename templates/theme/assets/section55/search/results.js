// The page of the search: reads the question from the address, asks the index, and shows the answers.

/** @import { Found, Records } from "./answer.js" */
/** @import { Languages } from "./hits.js" */
import { element, fillIn, find } from "../page.js";
import { offer, toCsv } from "../sheet.js";
import { addressOf, MAX_CHARACTERS, oneLine, readAddress } from "./address.js";
import { PAGE_HITS, Search } from "./answer.js";
import { hitElement, pageLink, pageSteps } from "./elements.js";
import { describeHit } from "./hits.js";
import { MissingIndex } from "./index.js";
import { MAX_UNITS } from "./question.js";
import { hitRows, MAX_ROWS, sheetName } from "./sheet.js";

/** @typedef {ReturnType<typeof readAddress>} Request */

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
    this.sheet = find(page, "[data-hits-sheet]", HTMLAnchorElement);
    /** @type {() => Promise<{name: string, text: string} | null>} */
    this.makeSheet = async () => null;
    offer(this.sheet, () => this.makeSheet());
    this.language = document.documentElement.lang;
    /** @type {Languages} */
    this.languages = new Map();
    for (const template of /** @type {NodeListOf<HTMLTemplateElement>} */ (page.querySelectorAll("[data-words]"))) {
      const { words = "", language = "" } = template.dataset;
      this.languages.set(words, { words: wordsOf(template), name: language });
    }
    this.words = this.languages.get(this.language)?.words ?? {};
    /** @type {Promise<Search> | null} */
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
      this.opened ??= Search.open((path) => this.load(path), this.language);
      const search = await this.opened;
      const found = await search.find(request);
      checkCurrent();
      await this.showFound(search, request, found, checkCurrent);
      if (movesFocus) document.getElementById("search-results")?.focus();
      const { isMixed, isIncomplete } = search.index;
      if (isMixed || isIncomplete) this.note(this.message(isMixed ? "replaced" : "incomplete"));
      search.index.isMixed = search.index.isIncomplete = false;
    } catch (error) {
      if (number !== this.requestNumber) return;
      const search = await this.opened?.catch(() => null);
      this.opened = null;
      const isMissing = error instanceof MissingIndex;
      this.show(this.message(search?.index.isMixed ? "replaced" : isMissing ? "missing" : "failed"));
    }
    this.page.setAttribute("aria-busy", "false");
  }

  /**
   * Fetch a file of the index; null where it is missing, is cut short, or another page stands in its place.
   * @param {string} path
   */
  async load(path) {
    const options = /** @type {RequestInit} */ (path === "index.json" ? { cache: "no-cache" } : {});
    const response = await fetch(`${this.root}search/${path}`, options).catch(() => null);
    return response?.ok ? response.json().catch(() => null) : null;
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
    const others = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".s55-languages a"));
    for (const link of others) link.search = location.search;
    this.results.hidden = true;
    this.show("");
    this.page.setAttribute("aria-busy", String(Boolean(query)));
    if (!query) return;
    document.title = `${this.message("title", { query })} - ${this.page.dataset.site}`;
    for (const choice of unknown) this.note(this.message("unknown-choice", { choice: `“${choice}”` }));
    if (isCut) this.note(this.message("long", { count: MAX_CHARACTERS }));
  }

  /**
   * @param {Search} search
   * @param {Request} request
   * @param {Found} found
   * @param {() => void} checkCurrent
   */
  async showFound(search, request, found, checkCurrent) {
    if (found.tooMany) this.note(this.message("many-words", { count: MAX_UNITS }));
    if (!found.units.length) {
      this.show(this.message(found.common.length ? "common" : "nothing"));
      return;
    }
    if (found.common.length) this.note(this.message("left-out", { words: found.common.map(quoted).join(", ") }));
    const answer = await search.records(found, request.page);
    checkCurrent();
    if (answer.records.length && found.isAlmost) this.note(this.message("almost"));
    if (answer.records.length) {
      this.showPage(request, answer);
      this.makeSheet = () => this.sheetOf(search, request, found);
    } else await this.showNothing(search, request, found, checkCurrent);
  }

  /** @param {Request} request @param {Records} answer */
  showPage(request, { records, page, total, isAtMost }) {
    const pages = Math.ceil(total / PAGE_HITS);
    const query = quoted(request.query) + this.chosenWords(request);
    const hits = records.map((record) => describeHit(record, this.root, this.languages));
    this.hits.replaceChildren(...hits.map((hit) => hitElement(hit, this.language)));
    this.results.hidden = false;
    const isCut = total > MAX_ROWS;
    this.sheet.textContent = this.message(isCut ? "first-sheet" : "sheet", {
      count: MAX_ROWS.toLocaleString(this.language),
    });
    if (pages > 1) this.pages.append(pageSteps({ ...request, page }, pages, this.words));
    const many = isAtMost ? "at-most" : page > 1 ? "page" : "many";
    this.show(
      this.message(total === 1 ? "one" : many, { query, count: total.toLocaleString(this.language), page, pages }),
    );
  }

  /**
   * Write the results as a spreadsheet.
   * @param {Search} search
   * @param {Request} request
   * @param {Found} found
   */
  async sheetOf(search, { query }, found) {
    const records = await search.allRecords(found, MAX_ROWS);
    const hits = records.map((record) => describeHit(record, this.root, this.languages));
    return { name: sheetName(query), text: toCsv(hitRows(hits, this.words)) };
  }

  /**
   * Say that nothing was found, and what to do about it.
   * @param {Search} search
   * @param {Request} request
   * @param {Found} found
   * @param {() => void} checkCurrent
   */
  async showNothing(search, request, found, checkCurrent) {
    const query = quoted(request.query);
    this.show(this.message("none", { query }) + this.chosenWords(request));
    if (found.total && Object.keys(request.chosen).length) {
      this.note(pageLink({ ...request, chosen: {}, page: 1 }, this.message("not-chosen", { query })));
      return;
    }
    const { words, better, areApart } = await search.unknownWords(found, request.query);
    checkCurrent();
    for (const word of words) this.note(this.message("unknown-word", { word }));
    if (better !== request.query) {
      this.note(this.message("near"), " ", pageLink({ ...request, query: better, page: 1 }, better));
    } else if (areApart) {
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
