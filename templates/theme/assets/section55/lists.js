// The link of a list to a spreadsheet: with a script it saves the rows of this list, and without one the whole file.

import { offer, rowsWith } from "./sheet.js";

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-sheet]"));
if (link) {
  const { words, name, ...wanted } = JSON.parse(link.dataset.sheet ?? "");
  link.textContent = words;
  offer(link, async () => {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(`${link.href}: ${response.status}`);
    return { name, text: rowsWith(await response.text(), wanted) };
  });
}
