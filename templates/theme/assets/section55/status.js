// Says how a response that is still owed stands today, in London; what a page says by itself is true on any day.
// No module, because pages are also opened from a disk, where browsers load none.

const DAY_MS = 24 * 60 * 60 * 1000;
// A site that is built each day is never so old; an older one may lack a response, and must not call it overdue.
const OLD_PAGE_DAYS = 35;
const STAGES = ["awaiting", "due-soon", "due-today", "overdue"];

/**
 * Return the midnight that begins a moment's day in London, as if London kept UTC, so that every day has 24 hours.
 * @param {Date} moment
 */
function dayInLondon(moment) {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(parts.get("year") ?? 0, (parts.get("month") ?? 0) - 1, parts.get("day"));
}

/**
 * Count the days from a day in London to a last day, less than nothing once it is over.
 * @param {string} lastDay
 * @param {number} today
 */
function daysLeft(lastDay, today) {
  return (Date.parse(lastDay) - today) / DAY_MS;
}

/**
 * Return the stage of a response by the days left, and those until it is soon.
 * @param {number} days
 * @param {number} daysUntilSoon
 */
function stageOf(days, daysUntilSoon) {
  if (daysUntilSoon > 0) return 0;
  if (days > 0) return 1;
  return days === 0 ? 2 : 3;
}

/**
 * Keep a status's old words in the layout, invisible, so that nothing moves when its words change.
 * @param {HTMLElement} tag
 */
function keepSize(tag) {
  if (tag.parentElement?.className === "s55-kept-size") return;
  const frame = Object.assign(document.createElement("span"), { className: "s55-kept-size" });
  const built = /** @type {HTMLElement} */ (tag.cloneNode(true));
  delete built.dataset.lastDay;
  tag.replaceWith(frame);
  frame.append(tag, built);
}

/**
 * Return the elements of the page that have a mark of the template.
 * @param {string} mark
 * @returns {NodeListOf<HTMLElement>}
 */
function marked(mark) {
  return document.querySelectorAll(`[${mark}]`);
}

/**
 * Show how a response stands today.
 * @param {HTMLElement} place
 * @param {number} today
 * @param {string | null} oldPage What a page says that is too old to call a response overdue.
 */
function show(place, today, oldPage) {
  const days = daysLeft(place.dataset.lastDay ?? "", today);
  const stage = stageOf(days, daysLeft(place.dataset.soon ?? "", today));
  const wordings = (place.dataset.now ?? "").split("|");
  const wording = (days === -1 && wordings[STAGES.length]) || wordings[stage];
  const isUnsure = oldPage !== null && STAGES[stage] === "overdue";
  const isTag = place.classList.contains("s55-tag");
  if (isTag) keepSize(place);
  const unsure = isTag ? oldPage : place.dataset.unsure;
  place.textContent = isUnsure ? (unsure ?? "") : wording.replace("#", String(Math.abs(days)));
  if (isTag) place.className = `s55-tag s55-tag--${isUnsure ? "unsure" : STAGES[stage]}`;
}

function update() {
  const today = dayInLondon(new Date());
  let oldPage = null;
  for (const note of marked("data-built-on")) {
    note.hidden = daysLeft(note.dataset.builtOn ?? "", today) >= -OLD_PAGE_DAYS;
    if (!note.hidden) oldPage = note.textContent;
  }
  for (const place of marked("data-last-day")) show(place, today, oldPage);
  for (const place of marked("data-built")) place.style.visibility = "hidden";
  for (const cell of marked("data-label-now")) cell.dataset.label = cell.dataset.labelNow;
}

update();
// A page left open overnight, or taken out of the browser's memory.
addEventListener("pageshow", update);
document.addEventListener("visibilitychange", update);
