// The page of the search. The rest, and the index, are loaded when someone searches. No text of a record or of a
// question is ever read as HTML.

/** @import { SearchPage } from "./search/results.js" */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
const form = /** @type {HTMLFormElement} */ (page.querySelector("form"));
/** @type {Promise<SearchPage> | null} */
let loaded = null;
/** @type {number | undefined} */
let pause;
const PAUSE_MS = 300;
const SHORTEST = 3;

/** @param {(search: SearchPage) => void} action */
async function withSearch(action) {
  clearTimeout(pause);
  page.setAttribute("aria-busy", "true");
  try {
    loaded ??= import("./search/results.js").then((module) => new module.SearchPage(page));
    action(await loaded);
  } catch {
    loaded = null;
    // The first is the page's own language.
    const words = /** @type {HTMLTemplateElement} */ (page.querySelector("[data-words]"));
    const status = /** @type {HTMLElement} */ (page.querySelector("[data-status]"));
    status.textContent = words.content.querySelector("[data-name=missing]")?.textContent ?? "";
    page.setAttribute("aria-busy", "false");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  withSearch((search) => search.submit());
});
addEventListener("popstate", () => {
  // Not for a link within a page on which nobody has searched.
  if (loaded || location.search) withSearch((search) => search.open());
});
form.reset();
const question = /** @type {HTMLInputElement} */ (form.querySelector("[name=q]"));
question.addEventListener("input", () => {
  clearTimeout(pause);
  const { length } = question.value.trim();
  if (length ? length < SHORTEST : !loaded) return;
  pause = setTimeout(() => withSearch((search) => search.type()), PAUSE_MS);
});
question.value = new URLSearchParams(location.search).get("q") ?? "";
form.hidden = false;
if (location.search) withSearch((search) => search.open());
else page.setAttribute("aria-busy", "false");
