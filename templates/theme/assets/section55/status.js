// A page says of what is still owed only what is true on any day. This says how it stands today, in London.
"use strict";

(() => {
  const SOON = 14; // days before the last day
  const DAY = 864e5; // milliseconds
  const london = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", year: "numeric", month: "numeric", day: "numeric" });

  // Days are counted between midnights of one zone, so that no change of clocks is in between.
  const today = () => {
    const parts = {};
    for (const { type, value } of london.formatToParts(new Date())) parts[type] = Number(value);
    return Date.UTC(parts.year, parts.month - 1, parts.day);
  };

  // What a page said when it was built keeps its room, unseen, so that nothing moves when its words change.
  const held = (tag) => {
    if (tag.parentElement.className === "s55-held") return;
    const room = Object.assign(document.createElement("span"), { className: "s55-held" });
    const built = tag.cloneNode(true);
    delete built.dataset.lastDay;
    tag.replaceWith(room);
    room.append(tag, built);
  };

  const judge = () => {
    const now = today();
    for (const each of document.querySelectorAll("[data-last-day]")) {
      const left = (Date.parse(each.dataset.lastDay) - now) / DAY;
      const place = left > SOON ? 0 : left > 0 ? 1 : left === 0 ? 2 : 3;
      if (each.classList.contains("s55-tag")) held(each);
      each.textContent = each.dataset.now.split("|")[place].replace("#", Math.abs(left));
      if (each.classList.contains("s55-tag")) {
        each.className = `s55-tag s55-tag--${["awaiting", "due-soon", "due-today", "overdue"][place]}`;
      }
    }
    for (const each of document.querySelectorAll("[data-built]")) each.style.visibility = "hidden";
    for (const each of document.querySelectorAll("[data-label-now]")) each.dataset.label = each.dataset.labelNow;
  };

  judge();
  // A page left open overnight, or taken out of the browser's memory.
  addEventListener("pageshow", judge);
  document.addEventListener("visibilitychange", judge);
})();
