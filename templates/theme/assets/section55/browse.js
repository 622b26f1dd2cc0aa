"use strict";
// Lists responses by any combination of facts, which stand in the address: ?office=norfolk&year=2019. The table it reads is
// fetched when a first fact is chosen. Without it each fact has lists of its own, further down the page.
(() => {
  const panel = document.querySelector("[data-browse]");
  if (!panel) return;
  const A_PAGE = 100;
  const root = new URL(panel.dataset.root, location.href).href;
  const form = panel.querySelector("form");
  const status = panel.querySelector("[data-status]");
  const list = panel.querySelector("[data-rows]");
  const more = panel.querySelector("[data-more]");
  const say = JSON.parse(panel.dataset.words);
  const choices = [...form.querySelectorAll("select")];
  const asBuilt = new Map(choices.flatMap((choice) => [...choice.options].map((option) => [option, option.textContent])));
  let table = null;
  let rows = [];
  let shown = 0;

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  function make(name, attributes, ...inner) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inner);
    return made;
  }

  const load = () => table ??= fetch(`${root}browse/responses.json`)
    .then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.status)))
    .then(read)
    .catch((error) => { table = null; throw error; });

  function read({ offices, values, reports, responses }) {
    return responses.map(([place, office, state, own, ...tags]) => {
      const [id, title, published, types, inspectorate, itsTags] = reports[place];
      return {
        address: `${root}responses/${offices[office][0]}/${own || id}/`, title, office: offices[office][1], published,
        facts: {
          office: [offices[office][0]], year: [published.slice(0, 4)], type: types.map((each) => values.type[each]),
          inspectorate: [values.inspectorate[inspectorate]], tag: [...itsTags, ...tags].map((each) => values.tag[each]), status: [values.status[state]],
        },
      };
    });
  }

  /** Leaves one of each response: a letter that answers several reports is a row for each of them. */
  const once = (found) => {
    const seen = new Set();
    return found.filter(({ address }) => !seen.has(address) && seen.add(address));
  };
  const has = (row, chosen, except) => Object.entries(chosen).every(([name, value]) => name === except || row.facts[name].includes(value));

  function draw(from) {
    for (const row of rows.slice(from, from + A_PAGE)) {
      const choice = choices.find((each) => each.name === "status");
      const told = [...choice.options].find((option) => option.value === row.facts.status[0]);
      const day = new Date(`${row.published.slice(0, 10)}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
      const words = [row.office, day, told ? asBuilt.get(told) : ""].filter(Boolean).join(" · ");
      list.append(make("li", {}, make("a", { href: row.address }, row.title), make("span", { class: "s55-finding-of s55-quiet" }, words)));
    }
    shown = Math.min(rows.length, from + A_PAGE);
    more.hidden = shown >= rows.length;
  }

  async function show() {
    const given = new URLSearchParams(location.search);
    const chosen = {};
    for (const choice of choices) {
      const value = given.get(choice.name);
      const isKnown = value && [...choice.options].some((option) => option.value === value);
      choice.value = isKnown ? value : "";
      if (isKnown) chosen[choice.name] = value;
    }
    list.replaceChildren();
    more.hidden = true;
    if (!Object.keys(chosen).length) {
      status.textContent = "";
      for (const [option, words] of asBuilt) option.textContent = words;
      return;
    }
    let all;
    try {
      all = await load();
    } catch {
      status.textContent = say.missing;
      return;
    }
    rows = once(all.filter((row) => has(row, chosen)));
    for (const choice of choices) {
      const others = all.filter((row) => has(row, chosen, choice.name));
      for (const option of choice.options) {
        if (option.value) option.textContent = `${asBuilt.get(option)} (${once(others.filter((row) => row.facts[choice.name].includes(option.value))).length})`;
      }
    }
    status.textContent = filled(rows.length === 1 ? say.one : say.many, { count: rows.length.toLocaleString("en-GB") });
    draw(0);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = new URLSearchParams(choices.filter((each) => each.value).map((each) => [each.name, each.value]));
    history.pushState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}`);
    show();
  });
  more.addEventListener("click", () => {
    const from = shown;
    draw(from);
    list.children[from].querySelector("a").focus();
  });
  addEventListener("popstate", show);
  panel.hidden = false;
  show();
})();
