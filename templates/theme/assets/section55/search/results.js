// The page of the search: reads the question from the address, asks the index, and shows the answers.

/** @import { Answer } from "./answer.js" */
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
import { replaceWord } from "./spelling.js";

/** @typedef {ReturnType<typeof readAddress>} Request */

const SEARCHING_AFTER_MS = 300;
/** While somebody types, an answer is read out only after a rest. */
const ANNOUNCED_AFTER_MS = 1_000;

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
    this.title = document.title;
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
    this.isTyping = false;
    page.addEventListener("click", (event) => this.turnPage(event));
  }

  // --- What people do ---

  /** Search for what stands in the form. */
  submit() {
    this.go(this.formAddress());
  }

  /** Search while the question is typed. All that is typed is one step for the back button. */
  type() {
    const address = this.formAddress();
    if (address === addressOf(this.readRequest())) {
      this.page.setAttribute("aria-busy", "false");
      return;
    }
    history[this.isTyping ? "replaceState" : "pushState"](null, "", address);
    this.isTyping = true;
    this.answer();
  }

  formAddress() {
    const chosen = this.choices.filter((choice) => choice.value).map((choice) => [choice.name, choice.value]);
    const query = oneLine(this.question.value);
    return addressOf({ query, chosen: Object.fromEntries(chosen), sort: this.sort.value, page: 1 });
  }

  /** @param {MouseEvent} event */
  turnPage(event) {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !("page" in link.dataset) || !isPlain) return;
    event.preventDefault();
    this.go(link.search, true);
  }

  /** @param {string} address @param {boolean} [movesFocus] */
  go(address, movesFocus) {
    if (address !== addressOf(this.readRequest())) history.pushState(null, "", address);
    this.open(movesFocus);
  }

  // --- The answer ---

  /** Answer what the address asks for. */
  open(movesFocus = false) {
    this.isTyping = false;
    this.answer(movesFocus);
  }

  async answer(movesFocus = false) {
    this.requestNumber += 1;
    const number = this.requestNumber;
    const request = this.readRequest();
    const { isTyping } = this;
    if (!isTyping || !request.query) this.clear(request);
    if (!request.query) return;
    if (!isTyping) this.waiting = setTimeout(() => this.show(this.message("searching")), SEARCHING_AFTER_MS);
    const show = await this.ask(request, isTyping).catch((error) => this.failure(error));
    if (number !== this.requestNumber) return; // a newer question has taken its place
    if (isTyping) this.clear(request);
    show();
    if (movesFocus) document.getElementById("search-results")?.focus();
    this.page.setAttribute("aria-busy", "false");
  }

  /**
   * Ask the index; return a function that shows its answer.
   * @param {Request} request
   * @param {boolean} isTyping
   */
  async ask(request, isTyping) {
    this.opened ??= Search.open((path, isAnew) => this.load(path, isAnew), this.language);
    const search = await this.opened;
    const answer = await search.answer(request, !isTyping);
    const { isMixed, isIncomplete } = search.index;
    search.index.isMixed = search.index.isIncomplete = false;
    return () => {
      this.showAnswer(request, answer);
      this.makeSheet = () => this.sheetOf(search, answer);
      if (isMixed || isIncomplete) this.note(this.message(isMixed ? "replaced" : "incomplete"));
    };
  }

  /** @param {unknown} error */
  async failure(error) {
    const search = await this.opened?.catch(() => null);
    this.opened = null;
    const isMissing = error instanceof MissingIndex;
    return () => this.show(this.message(search?.index.isMixed ? "replaced" : isMissing ? "missing" : "failed"));
  }

  /**
   * Fetch a file of the index; null where it is missing, is cut short, or another page stands in its place.
   * @param {string} path
   * @param {boolean} [isAnew] Whether to pass over what the browser keeps.
   */
  async load(path, isAnew) {
    const cache = /** @type {RequestCache} */ (isAnew ? "reload" : path === "index.json" ? "no-cache" : "default");
    const options = { cache };
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
    if (!this.isTyping) this.question.value = query;
    this.sort.value = sort;
    for (const choice of this.choices) choice.value = chosen[choice.name] ?? "";
    if (sort || Object.keys(chosen).length) find(this.form, "details", HTMLDetailsElement).open = true;
    for (const place of [this.notes, this.hits, this.pages]) place.replaceChildren();
    const others = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".s55-languages a"));
    for (const link of others) link.search = location.search;
    this.results.hidden = true;
    this.show("");
    this.page.setAttribute("aria-busy", String(Boolean(query)));
    document.title = query ? `${this.message("title", { query })} - ${this.page.dataset.site}` : this.title;
    if (!query) return;
    for (const choice of unknown) this.note(this.message("unknown-choice", { choice: `“${choice}”` }));
    if (isCut) this.note(this.message("long", { count: MAX_CHARACTERS }));
  }

  /** @param {Request} request @param {Answer} answer */
  showAnswer(request, answer) {
    const { units, tooMany, common, records, words, query, isAlmost } = answer;
    if (tooMany) this.note(this.message("many-words", { count: MAX_UNITS }));
    if (!units.length) {
      this.show(this.message(common.length ? "common" : "nothing"));
      return;
    }
    if (common.length) this.note(this.message("left-out", { words: common.map(quoted).join(", ") }));
    if (!records.length) {
      this.showNothing(request, answer);
      return;
    }
    if (isAlmost) this.note(this.message("almost"));
    if (words.length) {
      const exact = words.reduce((typed, word) => replaceWord(typed, word, `"${word}"`), request.query);
      this.note(
        this.message("corrected", { words: words.map(quoted).join(", "), query: quoted(query) }),
        " ",
        pageLink({ ...request, query: exact, page: 1 }, this.message("exactly", { query: quoted(request.query) })),
      );
    }
    this.showPage({ ...request, page: answer.page }, answer);
  }

  /** @param {Request} request @param {Answer} answer */
  showPage(request, { query, records, page, total, isAtMost }) {
    const pages = Math.ceil(total / PAGE_HITS);
    const hits = records.map((record) => describeHit(record, this.root, this.languages));
    this.hits.replaceChildren(...hits.map((hit) => hitElement(hit, this.language)));
    this.results.hidden = false;
    const isCut = total > MAX_ROWS;
    this.sheet.textContent = this.message(isCut ? "first-sheet" : "sheet", {
      count: MAX_ROWS.toLocaleString(this.language),
    });
    if (pages > 1) this.pages.append(pageSteps(request, pages, this.words));
    const many = isAtMost ? "at-most" : page > 1 ? "page" : "many";
    const count = total.toLocaleString(this.language);
    const asked = quoted(query) + this.chosenWords(request);
    this.show(this.message(total === 1 ? "one" : many, { query: asked, count, page, pages }));
  }

  /**
   * Write the results as a spreadsheet.
   * @param {Search} search
   * @param {Answer} answer
   */
  async sheetOf(search, answer) {
    const records = await search.allRecords(answer, MAX_ROWS);
    const hits = records.map((record) => describeHit(record, this.root, this.languages));
    return { name: sheetName(answer.query), text: toCsv(hitRows(hits, this.words)) };
  }

  /**
   * Say that nothing was found, and what to do about it.
   * @param {Request} request
   * @param {Answer} answer
   */
  showNothing(request, { all, missing, isAtMost, looked }) {
    const query = quoted(request.query);
    const none = this.message(isAtMost ? "none-likely" : "none", { query, count: looked });
    this.show(none + this.chosenWords(request));
    if (all && Object.keys(request.chosen).length) {
      this.note(pageLink({ ...request, chosen: {}, page: 1 }, this.message("not-chosen", { query })));
    } else if (missing) {
      const { words, better, areApart } = missing;
      for (const word of words) this.note(this.message("unknown-word", { word }));
      if (better !== request.query) {
        this.note(this.message("near"), " ", pageLink({ ...request, query: better, page: 1 }, better));
      } else if (areApart) this.note(this.message("apart"));
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
    this.status.setAttribute("aria-live", this.isTyping ? "off" : "polite");
    this.status.textContent = sentence;
    if (!this.isTyping) return;
    this.waiting = setTimeout(() => {
      this.status.setAttribute("aria-live", "polite");
      this.status.textContent = sentence;
    }, ANNOUNCED_AFTER_MS);
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
