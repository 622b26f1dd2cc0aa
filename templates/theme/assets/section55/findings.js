// Narrows the list of findings by any combination of facets, which stand in the address: ?class=recommendation&office=norfolk.
// Without it each link leads to a list of its own. Knows the table of findings; stores nothing.
"use strict";
(() => {
  const combine = document.querySelector("[data-combine]");
  if (combine) combine.hidden = false;
  const list = document.querySelector("[data-findings]");
  if (!list) return;

  const panel = document.querySelector(".s55-facets");
  const status = document.querySelector("[data-status]");
  const say = JSON.parse(list.dataset.words);
  const size = Number(list.dataset.rows);
  const asBuilt = [...list.childNodes];
  const title = document.title;
  const ofAnswers = ["office", "position", "progress"];
  const links = [...panel.querySelectorAll("details li a")].map((link) => ({
    link, href: link.getAttribute("href"), count: link.querySelector("span"),
    asBuilt: link.querySelector("span").textContent,
    facet: link.closest("details").dataset.facet, value: link.pathname.split("/").at(-2),
  }));
  const all = panel.querySelector("li a");
  let table = null;

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.append(text);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // --- The table

  // 0 stands for the next text that was not named yet, other numbers count from 1.
  const named = (places, texts) => {
    let next = 0;
    return places.map((place) => texts[place ? place - 1 : next++]);
  };

  const load = () => table ??= fetch(list.dataset.findings)
    .then((answer) => answer.ok ? answer.json() : Promise.reject(answer.status))
    .then(read)
    .catch((error) => { table = null; throw error; });

  function read(data) {
    const { reports, findings, facets } = data;
    const columns = [named(findings.heading, data.headings), named(findings.addressee, data.addressees), named(findings.by, data.dates)];
    const numberAt = (text, place) => text.charCodeAt(place) - 48;
    const statuses = facets.progress.length;
    const rows = [];
    let letter = 0;
    reports.id.forEach((id, report) => {
      const offices = reports.offices[report];
      for (let left = reports.findings[report]; left; left--) {
        const [[finding, heading, kind, number], [addressed, ...addressees], by] = columns.map((column) => column[rows.length]);
        const answers = [...offices].map((_, place) => {
          const code = numberAt(data.answers, letter++);
          return { office: numberAt(offices, place), position: Math.floor(code / statuses), progress: code % statuses };
        });
        rows.push({
          address: `inspections/${id}/${finding}/`, heading, number, addressed, by, answers, title: reports.title[report],
          class: [kind], year: [reports.year[report]], addressee: addressees,
        });
      }
    });
    return { rows, facets, mostNamed: data.most_named };
  }

  // --- What is asked for

  // One value of each facet, as places in the table; and what the address asks for that cannot be given.
  function asked({ facets }) {
    const wanted = {}, unknown = [], second = [];
    const parameters = new URLSearchParams(location.search);
    for (const [facet, values] of Object.entries(facets)) {
      for (const id of new Set(parameters.getAll(facet))) {
        const place = values.findIndex((value) => value[0] === id);
        if (place < 0) unknown.push(`${say.names[facet]} “${id}”`);
        else if (facet in wanted) second.push(`${say.names[facet]} “${values[place][1]}”`);
        else wanted[facet] = place;
      }
    }
    return { wanted, unknown, second, page: Number(parameters.get("page")) || 1 };
  }

  function address({ facets }, wanted, page = 1) {
    const parameters = new URLSearchParams();
    for (const facet of Object.keys(facets)) if (facet in wanted) parameters.set(facet, facets[facet][wanted[facet]][0]);
    if (page > 1) parameters.set("page", page);
    return location.pathname + ([...parameters].length ? `?${parameters}` : "");
  }

  // Office, position and progress are asked of one and the same answer.
  const fitting = (row, wanted) => row.answers.filter((answer) => ofAnswers.every((facet) => !(facet in wanted) || answer[facet] === wanted[facet]));
  const fits = (row, wanted) =>
    Object.keys(wanted).every((facet) => ofAnswers.includes(facet) || row[facet].includes(wanted[facet])) &&
    (!ofAnswers.some((facet) => facet in wanted) || fitting(row, wanted).length > 0);

  function counts({ rows, facets }, wanted) {
    const found = {};
    for (const facet of Object.keys(facets)) {
      const { [facet]: _, ...others } = wanted;
      found[facet] = new Array(facets[facet].length).fill(0);
      for (const row of rows) {
        if (!fits(row, others)) continue;
        const values = ofAnswers.includes(facet) ? fitting(row, others).map((answer) => answer[facet]) : row[facet];
        for (const value of new Set(values)) found[facet][value]++;
      }
    }
    return found;
  }

  // --- What is shown

  function when(by) {
    if (!by) return [say.noDate];
    const found = /^\d{4}-\d\d(-\d\d)?$/.exec(by);
    if (!found) return [by];
    const form = { timeZone: "UTC", month: "long", year: "numeric", ...(found[1] && { day: "numeric" }) };
    return [element("time", new Intl.DateTimeFormat(list.dataset.language, form).format(new Date(by)), { datetime: by })];
  }

  function stated({ facets, mostNamed }, row, facet, office) {
    const answers = office === undefined ? row.answers : row.answers.filter((answer) => answer.office === office);
    const words = (answer) => facets[facet][answer[facet]][1];
    if (!answers.length) return [say.noResponse];
    if (office !== undefined) return answers.map((answer) => element("div", words(answer)));
    if (answers.length <= mostNamed) return answers.map((answer) => element("div", `${facets.office[answer.office][1]}: ${words(answer).toLowerCase()}`));
    return facets[facet].flatMap(([, word], place) => {
      const count = answers.filter((answer) => answer[facet] === place).length;
      return count ? [element("div", `${word}: ${count}`)] : [];
    });
  }

  function rowOf(data, row, wanted) {
    const made = asBuilt.find((node) => node.tagName === "TABLE").tBodies[0].rows[0].cloneNode(true);
    const [finding, kind, number, addressed, by, position, progress] = made.cells;
    const link = finding.querySelector("a");
    link.href = list.dataset.root + row.address;
    link.replaceChildren(`${row.heading} `, element("span", row.title, { class: link.querySelector("span").className }));
    kind.replaceChildren(data.facets.class[row.class[0]][1]);
    number.replaceChildren(row.number ?? say.noNumber);
    addressed.replaceChildren(row.addressed || say.nobody);
    by.replaceChildren(...when(row.by));
    position.replaceChildren(...stated(data, row, "position", wanted.office));
    progress.replaceChildren(...stated(data, row, "progress", wanted.office));
    return made;
  }

  function turning(data, wanted, page, pages) {
    const to = (place, words, rel) => element("a", words, { rel, href: address(data, wanted, place), "data-page": place });
    const made = element("ul", "");
    if (page > 1) made.append(element("li", to(page - 1, say.previous, "prev"), { class: "s55-pagination__back" }));
    made.append(element("li", filled(say.page, { number: page, pages }), { class: "s55-pagination__here" }));
    if (page < pages) made.append(element("li", to(page + 1, say.next, "next"), { class: "s55-pagination__on" }));
    return element("nav", made, { class: "s55-pagination", "aria-label": say.pages });
  }

  function draw(data) {
    const { wanted, unknown, second, page } = asked(data);
    const chosen = Object.entries(wanted).map(([facet, place]) => ({ facet, words: `${say.names[facet]}: ${data.facets[facet][place][1]}` }));
    drawPanel(data, wanted, chosen);
    const found = data.rows.filter((row) => fits(row, wanted));
    const pages = Math.max(1, Math.ceil(found.length / size));
    const here = Math.min(Math.max(1, Math.floor(page)), pages);
    const first = (here - 1) * size;
    const shown = found.slice(first, first + size);
    const total = found.length === 1 ? say.one : found.length ? filled(say.many, { count: found.length }) : say.none;
    const part = pages > 1 ? filled(say.part, { first: first + 1, last: first + shown.length, total: found.length }) : total;
    const passed = [unknown.length && filled(say.unknown, { what: unknown.join(", ") }), second.length && filled(say.second, { what: second.join(", ") })];
    const isAsBuilt = !chosen.length && here === 1;
    status.textContent = [isAsBuilt ? total : [part, ...chosen.map((each) => each.words)].join(", "), ...passed.filter(Boolean), ""].join(". ").trim();
    document.title = [...chosen.map((each) => each.words), title].join(" - ");
    if (isAsBuilt) return list.replaceChildren(...asBuilt);
    const copy = asBuilt.find((node) => node.tagName === "TABLE").cloneNode(true);
    copy.tBodies[0].replaceChildren(...shown.map((row) => rowOf(data, row, wanted)));
    const note = "office" in wanted ? [] : asBuilt.filter((node) => node.className === "s55-quiet").map((node) => node.cloneNode(true));
    list.replaceChildren(...(shown.length ? [...note, copy] : []), ...(pages > 1 ? [turning(data, wanted, here, pages)] : []));
  }

  function drawPanel(data, wanted, chosen) {
    const numbers = counts(data, wanted);
    for (const each of links) {
      const place = data.facets[each.facet].findIndex((value) => value[0] === each.value);
      const isChosen = wanted[each.facet] === place;
      each.count.textContent = `(${numbers[each.facet][place]})`;
      each.link.href = chosen.length ? address(data, turned(wanted, each.facet, place)) : each.href;
      if (isChosen) each.link.setAttribute("aria-current", "true");
      else each.link.removeAttribute("aria-current");
    }
    for (const details of panel.querySelectorAll("details")) {
      const place = wanted[details.dataset.facet];
      details.querySelector("summary span").textContent = place === undefined ? "" : `: ${data.facets[details.dataset.facet][place][1]}`;
    }
    if (chosen.length) all.removeAttribute("aria-current");
    else all.setAttribute("aria-current", "true");
    const first = all.closest("ul");
    first.replaceChildren(first.firstElementChild, ...chosen.map(({ facet, words }) => {
      const { [facet]: _, ...others } = wanted;
      return element("li", element("a", filled(say.remove, { what: words }), { href: address(data, others), "data-remove": facet }));
    }));
  }

  // A value is taken for another of its facet; taken again, it is let go.
  function turned(wanted, facet, place) {
    const { [facet]: before, ...others } = wanted;
    return before === place ? others : { ...others, [facet]: place };
  }

  // --- What happens

  function go(event, link, to, isGone) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    list.setAttribute("aria-busy", "true");
    load().then((data) => {
      history.pushState(null, "", to(data));
      draw(data);
      // What had the focus is no longer there.
      if (isGone) status.focus();
    }, () => location.assign(link.href)).finally(() => list.removeAttribute("aria-busy"));
  }

  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const value = links.find((each) => each.link === link);
    if (value) {
      go(event, link, (data) => {
        const place = data.facets[value.facet].findIndex((each) => each[0] === value.value);
        return address(data, turned(asked(data).wanted, value.facet, place));
      });
    } else if (link === all) go(event, link, (data) => address(data, {}));
    else if (link?.dataset.remove) go(event, link, () => link.getAttribute("href"), true);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-page]");
    if (link) go(event, link, () => link.getAttribute("href"), true);
  });
  addEventListener("popstate", () => load().then(draw, () => location.reload()));
  if ([...new URLSearchParams(location.search).keys()].some((name) => name in say.names || name === "page")) {
    list.setAttribute("aria-busy", "true");
    load().then(draw, () => { status.textContent = say.failed; }).finally(() => list.removeAttribute("aria-busy"));
  }
})();
