// The list of findings, narrowed by any combination of facets. The rest is loaded when a first value is chosen. Without
// a script each link leads to a list of its own.

/** @import { FindingsList } from "./findings/list.js" */

const combine = /** @type {HTMLElement | null} */ (document.querySelector("[data-combine]"));
if (combine) combine.hidden = false;
const sheet = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-findings-sheet]"));
if (sheet) {
  sheet.textContent = JSON.parse(sheet.dataset.findingsSheet ?? "").words;
  sheet.addEventListener("click", (event) => {
    event.preventDefault();
    const saved = import("./findings/sheet.js").then((module) => module.saveFindings(sheet));
    saved.catch(() => location.assign(sheet.href));
  });
}
const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-findings]"));
if (list) listen(list);

/** @param {HTMLElement} list */
function listen(list) {
  const panel = /** @type {HTMLElement} */ (document.querySelector(".s55-facets"));
  const words = JSON.parse(list.dataset.words ?? "");
  /** @type {Promise<FindingsList> | null} */
  let loaded = null;

  async function load() {
    loaded ??= import("./findings/list.js").then((module) => new module.FindingsList(list, panel, words));
    try {
      const findings = await loaded;
      return { findings, table: await findings.load() };
    } catch (error) {
      loaded = null;
      throw error;
    }
  }

  /** @param {Promise<void>} work */
  function whileBusy(work) {
    list.setAttribute("aria-busy", "true");
    work.finally(() => list.removeAttribute("aria-busy"));
  }

  /** @param {MouseEvent} event */
  function follow(event) {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || !isPlain || !link.matches(".s55-facets li a, a[data-page]")) return;
    event.preventDefault();
    const open = () => location.assign(link.href);
    whileBusy(load().then(({ findings, table }) => findings.follow(table, link), open));
  }

  panel.addEventListener("click", follow);
  list.addEventListener("click", follow);
  addEventListener("popstate", () => {
    // Not for a link within a page on which nothing was chosen.
    if (!loaded && !location.search) return;
    const reload = () => location.reload();
    whileBusy(load().then(({ findings, table }) => findings.show(table), reload));
  });
  if ([...new URLSearchParams(location.search).keys()].some((name) => name in words.names || name === "page")) {
    const say = () => {
      const status = /** @type {HTMLElement} */ (document.querySelector("[data-status]"));
      status.textContent = words.failed;
    };
    whileBusy(load().then(({ findings, table }) => findings.show(table), say));
  }
}
