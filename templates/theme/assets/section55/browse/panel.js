// Lists responses by any combination of facts, which stand in the address: ?office=norfolk&year=2019.

/** @import { Row } from "./responses.js" */
import { element, fillIn, find, tableLoader } from "../page.js";
import { offer, toCsv } from "../sheet.js";
import { chosenIn, countsOf, readResponses, responsesWith } from "./responses.js";

const PAGE_ROWS = 100;

/** The form, its counts, and the rows below it. */
export class BrowsePanel {
  /** @param {HTMLElement} panel */
  constructor(panel) {
    this.root = new URL(panel.dataset.root ?? "", location.href).href;
    this.words = JSON.parse(panel.dataset.words ?? "");
    this.status = find(panel, "[data-status]", HTMLElement);
    this.list = find(panel, "[data-rows]", HTMLElement);
    this.more = find(panel, "[data-more]", HTMLElement);
    this.choices = [...panel.querySelectorAll("select")];
    this.builtWords = new Map(
      this.choices.flatMap((choice) => [...choice.options].map((option) => [option, option.textContent ?? ""])),
    );
    this.load = tableLoader(`${this.root}browse/responses.json`, readResponses);
    /** @type {Row[]} */
    this.rows = [];
    this.shown = 0;
    this.more.addEventListener("click", () => this.showMore());
    this.sheet = find(panel, "a[data-browse-sheet]", HTMLAnchorElement);
    offer(this.sheet, async () => this.sheetOfRows());
  }

  /** Put what is chosen in the form into the address, and list it. */
  submit() {
    const chosen = this.choices.filter((choice) => choice.value).map((choice) => [choice.name, choice.value]);
    const parameters = new URLSearchParams(chosen);
    history.pushState(null, "", `${location.pathname}${chosen.length ? `?${parameters}` : ""}`);
    this.show();
  }

  /** List what the address asks for. */
  async show() {
    const offered = new Map(
      this.choices.map((choice) => [choice.name, new Set([...choice.options].map((option) => option.value))]),
    );
    const chosen = chosenIn(location.search, offered);
    for (const choice of this.choices) choice.value = chosen[choice.name] ?? "";
    this.list.replaceChildren();
    this.more.hidden = true;
    this.sheet.hidden = true;
    if (!Object.keys(chosen).length) {
      this.status.textContent = "";
      for (const [option, words] of this.builtWords) option.textContent = words;
      return;
    }
    try {
      const table = await this.load();
      this.rows = responsesWith(table, chosen);
      this.showCounts(table, chosen);
    } catch {
      this.status.textContent = this.words.missing;
      return;
    }
    const wording = this.rows.length === 1 ? this.words.one : this.words.many;
    this.status.textContent = fillIn(wording, { count: this.rows.length.toLocaleString("en-GB") });
    this.list.replaceChildren();
    this.showRows(0);
    this.sheet.hidden = !this.rows.length;
  }

  /** Write the listed responses as a spreadsheet, with the words of the list and in its order. */
  sheetOfRows() {
    const rows = this.rows.map((row) => [
      row.title,
      row.office,
      row.published,
      row.responsePublished,
      this.statusOf(row),
      `${this.root}${row.path}`,
    ]);
    const values = this.choices.map((choice) => choice.value).filter(Boolean);
    return { name: `responses-${values.join("-")}.csv`, text: toCsv([this.words.columns, ...rows]) };
  }

  /** @param {Row} row */
  statusOf(row) {
    const statuses = this.choices.find((choice) => choice.name === "status");
    const option = [...(statuses?.options ?? [])].find(({ value }) => value === row.facts.status[0]);
    return (option && this.builtWords.get(option)) ?? "";
  }

  /** @param {Row[]} table @param {Record<string, string>} chosen */
  showCounts(table, chosen) {
    for (const choice of this.choices) {
      const counts = countsOf(table, chosen, choice.name);
      for (const option of choice.options) {
        if (option.value) option.textContent = `${this.builtWords.get(option)} (${counts.get(option.value) ?? 0})`;
      }
    }
  }

  /** @param {number} from */
  showRows(from) {
    for (const row of this.rows.slice(from, from + PAGE_ROWS)) {
      const published =
        row.responsePublished && fillIn(this.words.published, { date: dayInWords(row.responsePublished) });
      const details = [row.office, dayInWords(row.published), published, this.statusOf(row)];
      const line = element("span", { class: "s55-finding-of s55-quiet" }, details.filter(Boolean).join(" · "));
      this.list.append(element("li", {}, element("a", { href: `${this.root}${row.path}` }, row.title), line));
    }
    this.shown = Math.min(this.rows.length, from + PAGE_ROWS);
    this.more.hidden = this.shown >= this.rows.length;
  }

  /** Show the next rows, and put the focus on the first of them. */
  showMore() {
    const from = this.shown;
    this.showRows(from);
    this.list.children[from].querySelector("a")?.focus();
  }
}

/** @param {string} date A day, with or without a time, or a month. */
function dayInWords(date) {
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { month: "long", year: "numeric", timeZone: "UTC", ...(date.length > 7 && { day: "numeric" }) };
  return new Date(date.slice(0, 10)).toLocaleDateString("en-GB", form);
}
