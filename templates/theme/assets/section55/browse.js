// The form of /browse/: responses by any combination of facts. The rest is loaded when a first fact is chosen. Without
// a script each fact has lists of its own, further down the page.

/** @import { BrowsePanel } from "./browse/panel.js" */

const panel = /** @type {HTMLElement} */ (document.querySelector("[data-browse]"));
const form = /** @type {HTMLFormElement} */ (panel.querySelector("form"));
/** @type {Promise<BrowsePanel> | null} */
let loaded = null;

/** @param {(browse: BrowsePanel) => void} action */
async function withPanel(action) {
  try {
    loaded ??= import("./browse/panel.js").then((module) => new module.BrowsePanel(panel));
    action(await loaded);
  } catch {
    loaded = null;
    const status = /** @type {HTMLElement} */ (panel.querySelector("[data-status]"));
    status.textContent = JSON.parse(panel.dataset.words ?? "").missing;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  withPanel((browse) => browse.submit());
});
addEventListener("popstate", () => {
  // Not for a link within a page on which nothing was chosen.
  if (loaded || location.search) withPanel((browse) => browse.show());
});
panel.hidden = false;
if (location.search) withPanel((browse) => browse.show());
else form.reset();
