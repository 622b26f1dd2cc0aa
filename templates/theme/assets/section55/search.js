"use strict";
// The page of the search: reads the question from the address, asks each period's index, and shows the answers.
// Nothing of the index is loaded before someone searches. No text of a paper or a question is ever read as HTML.
(() => {
  const page = document.querySelector("[data-search]");
  if (!page) return;

  const A_PAGE = 10;
  const LONGEST = 200;
  const MOST_UNITS = 12;
  const EXCERPT = 36; // words
  const RANKING = { metaWeights: { title: 5, report: 5, what: 4, answers: 3, office: 2, force: 2, status: 0 } };
  const NEIGHBOURS = 12; // what "recommendation 2", side by side, is worth beside the two words apart
  const COMMON = new Set(("a about an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it its " +
    "me my no nor not of on or our out said say says she should so than that the their them then there these they this those to " +
    "was we were what when where which who whom why will with would you your").split(" "));
  const MONTHS = "january february march april may june july august september october november december".split(" ");

  const root = new URL(page.dataset.root, location.href).href;
  const folder = `${root}search/`;
  const form = page.querySelector("form");
  const status = page.querySelector("[data-status]");
  const notes = page.querySelector("[data-notes]");
  const results = page.querySelector("[data-results]");
  const list = page.querySelector("[data-hits]");
  const pages = page.querySelector("[data-pages]");
  const wordsOf = (template) => Object.fromEntries([...template.content.querySelectorAll("[data-name]")].map((each) => [each.dataset.name, each.textContent]));
  const words = wordsOf(page.querySelector("[data-words]"));
  const languages = new Map([...page.querySelectorAll("[data-words-in]")].map((each) => [each.dataset.wordsIn, { words: wordsOf(each), name: each.dataset.language }]));
  const choices = [...form.querySelectorAll("select")].filter((each) => each.name !== "sort");

  // --- Words ---

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’‘ʼ`´′]/g, "");
  const say = (name, values = {}, from = words) => from[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const SHORT = new Set(); // short forms that have synonyms: `rec` is not the beginning of `receive`
  const isExact = (word) => word.length < 3 || /^\d/.test(word) || SHORT.has(word);

  /** Parts a question into units, each of which a record must have: {ways: [[word, ...], ...]} or {phrase}. */
  function unitsOf(question, synonyms) {
    const units = [];
    const [spoken, ...quoted] = [question.replace(/[“”„«»＂]/g, '"')];
    let rest = spoken.replace(/"([^"]+)"/g, (_, phrase) => { quoted.push(phrase); return " "; });
    for (const phrase of quoted) {
      const plain = fold(phrase).replace(/[-‐-―]/g, " ").replace(/[^\p{L}\p{N}\s]/gu, "").replace(/\s+/g, " ").trim();
      if (plain) units.push({ phrase: plain, typed: phrase, ways: [] });
    }
    rest = fold(rest)
      .replace(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, (all, year, month, day) => (MONTHS[month - 1] ? `${+day} ${MONTHS[month - 1]} ${year}` : all))
      .replace(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g, (all, day, month, year) => (MONTHS[month - 1] ? `${+day} ${MONTHS[month - 1]} ${year}` : all))
      .replace(/\b([a-z])\.(?=[a-z\d])/g, "$1"); // s.55
    const tokens = [];
    for (const run of rest.match(/[\p{L}\p{N}]+(?:[-‐‑–][\p{L}\p{N}]+)*/gu) || []) {
      const parts = run.split(/[-‐‑–]/);
      const split = parts.length === 1 && !synonyms.has(run) && run.match(/^([a-z]+)(\d+)$/);
      if (split && synonyms.has(split[1])) tokens.push({ word: split[1] }, { word: split[2] });
      else parts.forEach((word, place) => tokens.push({ word, joined: place === 0 && parts.length > 1 ? parts : null }));
    }
    const longest = Math.max(1, ...[...synonyms.keys()].map((phrase) => phrase.split(" ").length));
    let wasCommon = false;
    for (let at = 0; at < tokens.length;) {
      const found = meant(tokens, at, longest, synonyms);
      if (found) {
        units.push({ typed: tokens.slice(at, at + found.length).map((each) => each.word).join(" "), ways: found.ways });
        at += found.length;
        continue;
      }
      const { word, joined } = tokens[at];
      if (joined) {
        units.push({ typed: joined.join("-"), ways: [[joined.join("")], joined.filter((each) => !COMMON.has(each))].filter((way) => way.length) });
        at += joined.length;
        continue;
      }
      at += 1;
      if (COMMON.has(word)) { wasCommon = true; continue; }
      const day = word.match(/^(\d{1,2})(?:st|nd|rd|th)?$/);
      const number = day ? `${+day[1]}` : word;
      const ordinal = { 1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st" }[number] || "th";
      const ways = day && +number >= 1 && +number <= 31 ? [[number], [`${number}${ordinal}`]] : [[word]];
      if (day && day[1] !== number) ways.push([day[1]]);
      units.push({ typed: word, ways, isNumber: Boolean(day) });
    }
    return { units: units.slice(0, MOST_UNITS), tooMany: units.length > MOST_UNITS, wasCommon };
  }

  /** Finds the longest run of words from a place that has synonyms. */
  function meant(tokens, at, longest, synonyms) {
    for (let length = Math.min(longest, tokens.length - at); length > 0; length -= 1) {
      const group = synonyms.get(tokens.slice(at, at + length).map((each) => each.word).join(" "));
      if (group) return { length, ways: group };
    }
    return null;
  }

  /** Maps each phrase to its group's ways: words without those that every paper has. */
  function synonymsOf(groups, unused) {
    const found = new Map();
    for (const group of groups) {
      const phrases = group.map((phrase) => (fold(phrase).match(/[\p{L}\p{N}]+/gu) || []));
      const ways = [];
      for (const phrase of phrases) {
        const telling = phrase.filter((word) => !COMMON.has(word));
        const way = telling.length ? telling : phrase;
        for (const word of way) if (word.length === 3) SHORT.add(word);
        if (way.length && !(way.length === 1 && unused.includes(way[0])) && !ways.some((each) => each.join(" ") === way.join(" "))) ways.push(way);
      }
      if (!ways.length) continue;
      for (const phrase of phrases) if (phrase.length && phrase.some((word) => !COMMON.has(word))) found.set(phrase.join(" "), ways);
    }
    return found;
  }

  // --- The index ---

  class Missing extends Error {}

  let opened = null;
  let isIncomplete = false;
  const held = new Map(); // what was fetched before Pagefind asks for it, by path
  const plainFetch = window.fetch.bind(window);
  const MARK = "pagefind_dcd"; // what every file of an index begins with, once it is unpacked
  const EMPTY = `${MARK}\u0081\u0080`; // a part of an index without words

  const started = (data, mark) => [...mark].every((letter, place) => data[place] === letter.charCodeAt(0));

  /** Fetches a file; null where it is missing, is cut short, or another page stands in its place. */
  async function whole(address, options) {
    const answer = await plainFetch(address, options).catch(() => null);
    if (!answer || !answer.ok) return null;
    try {
      const data = new Uint8Array(await answer.arrayBuffer());
      if (address.pathname.endsWith(".json")) return typeof JSON.parse(new TextDecoder().decode(data)) === "object" ? data : null;
      const unpacked = data[0] === 0x1f ? new Uint8Array(await new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer()) : data;
      return started(unpacked, MARK) ? unpacked : null;
    } catch {
      return null;
    }
  }

  // Pagefind says nothing of a file that is missing, and the page has to: so it is looked at here.
  window.fetch = async (input, options) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    if (!address.href.startsWith(folder)) return plainFetch(input, options);
    if (held.has(address.pathname)) return new Response(held.get(address.pathname));
    const data = await whole(address, options);
    if (data) return new Response(data);
    isIncomplete = true;
    return address.pathname.endsWith(".pf_index") ? new Response(Uint8Array.from(EMPTY, (letter) => letter.charCodeAt(0))) : Response.error();
  };

  async function hold(path) {
    const address = new URL(path, folder);
    const data = await whole(address);
    if (data) held.set(address.pathname, data);
    return data;
  }

  async function open() {
    const answer = await plainFetch(`${folder}index.json`, { cache: "no-cache" }).catch(() => null);
    const index = answer && answer.ok ? await answer.json().catch(() => null) : null;
    if (!index || index.format !== 1) throw new Missing();
    const synonyms = synonymsOf(index.synonyms, index.unused);
    if (!index.periods.length) return { index, synonyms, periods: [], search: async () => [] };
    const program = import(`${folder}${index.periods[0].folder}/pagefind.js`).catch(() => null);
    const wasm = hold(`${index.periods[0].folder}/wasm.en.pagefind`);
    const there = await Promise.all(index.periods.map(async (each) => {
      const files = await Promise.all([hold(`${each.folder}/pagefind-entry.json`), hold(`${each.folder}/${each.meta}`)]);
      return files.every(Boolean) ? { ...each, data: files[1] } : null;
    }));
    const [first, ...others] = there;
    if (!first || !(await wasm)) throw new Missing();
    const basePath = (each) => new URL(`${each.folder}/`, folder).pathname;
    const { createInstance } = (await program) || {};
    if (!createInstance) throw new Missing();
    const shared = { ranking: RANKING, metaCacheTag: "0", baseUrl: "/" };
    const engine = createInstance({ ...shared, basePath: basePath(first), noWorker: true });
    await engine.init();
    if (others.includes(null)) isIncomplete = true;
    await Promise.all(others.filter(Boolean).map((each) => engine.mergeIndex(basePath(each), shared)));
    const asked = new Map();
    const search = (text) => {
      if (!asked.has(text)) asked.set(text, engine.search(text).then((answer) => answer.results));
      return asked.get(text);
    };
    return { index, synonyms, periods: there.filter(Boolean), search };
  }

  /** Reads the ids of a period's documents, in the order of days in which the index was made. */
  function idsOf(period) {
    if (!period.ids) {
      period.ids = (new TextDecoder("latin1").decode(period.data).match(/en_[0-9a-f]{7,}/g) || []).slice(0, period.documents);
    }
    return period.ids;
  }

  /** Maps each id to its place in the order of days, the oldest first, and to what narrows a search. */
  async function placesOf(index) {
    if (!index.places) {
      index.places = new Map();
      for (const period of index.periods) {
        const ids = idsOf(period);
        const facts = await hold(`${period.folder}/facts.json`);
        if (!facts) { isIncomplete = true; continue; }
        const table = JSON.parse(new TextDecoder().decode(facts));
        ids.forEach((id, row) => {
          const known = {};
          for (const [name, { values, rows }] of Object.entries(table)) if (rows[row] >= 0) known[name] = values[rows[row]];
          const twinOf = languages.has(known.language) ? ids[row - 1] : null; // a twin follows what it is the twin of
          index.places.set(id, { place: index.places.size, facts: known, twinOf });
        });
      }
    }
    return index.places;
  }

  // --- Asking ---

  /** Finds what has one word: a Map of ids to {score, hits: [{result, word}]}. */
  async function withWord(index, word) {
    const found = await index.search(isExact(word) ? `"${word}"` : word);
    return new Map(found.map((result) => [result.id, { score: result.score, hits: [{ result, word }] }]));
  }

  async function withAll(index, way) {
    let both = null;
    for (const word of way) {
      const found = await withWord(index, word);
      both = both === null ? found : joined(both, found);
    }
    return both || new Map();
  }

  function joined(one, other) {
    const both = new Map();
    for (const [id, { score, hits }] of one) {
      const second = other.get(id);
      if (second) both.set(id, { score: score + second.score, hits: [...hits, ...second.hits] });
    }
    return both;
  }

  async function withUnit(index, unit) {
    if (unit.phrase) {
      const found = await index.search(`"${unit.phrase}"`);
      return new Map(found.map((result) => [result.id, { score: 5 * result.score, hits: [{ result, word: null }] }]));
    }
    const best = new Map();
    for (const way of unit.ways) {
      for (const [id, found] of await withAll(index, way)) if (!best.has(id) || best.get(id).score < found.score) best.set(id, found);
    }
    return best;
  }

  /** Finds what has every unit, the best first: [{id, score, hits}], and the units that nothing has. */
  async function ask(index, units) {
    let all = null;
    const unknown = [];
    for (const unit of units) {
      const found = await withUnit(index, unit);
      if (!found.size) unknown.push(unit);
      all = all === null ? found : joined(all, found);
    }
    for (let at = 1; at < units.length; at += 1) {
      if (!units[at].isNumber) continue;
      for (const way of units[at - 1].ways) {
        for (const result of await index.search(`"${way[way.length - 1]} ${units[at].ways[0][0]}"`)) {
          const found = all.get(result.id);
          if (found) { found.score += NEIGHBOURS; found.hits.push({ result, word: null, weight: 3 }); }
        }
      }
    }
    const found = [...all].map(([id, each]) => ({ id, ...each })).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    return { found, unknown };
  }

  // --- Hits ---

  const sameStart = (word, typed) => {
    const least = Math.min(4, typed.length);
    return fold(word).split(/[^\p{L}\p{N}]+/u).concat(fold(word).replace(/[^\p{L}\p{N}]/gu, "")).some((part) => part.slice(0, least) === typed.slice(0, least));
  };

  /** Loads a found record; null where Pagefind took a word for another that only begins with the same letter. */
  async function recordOf({ hits, twin }) {
    const data = await hits[0].result.data().catch(() => null);
    if (!data) { isIncomplete = true; return null; }
    const text = data.content.split(/\s+/);
    const told = Object.values(data.meta).flatMap((value) => value.split(/\s+/));
    const marks = new Map();
    for (const { result, word, weight } of hits) {
      const places = result.words.filter((place) => word === null || isExact(word) || sameStart(text[place] || "", word));
      if (word !== null && !isExact(word) && !places.length && !told.some((each) => sameStart(each, word))) return null;
      for (const place of places) marks.set(place, new Map([...(marks.get(place) || []), [word, weight || 1]]));
    }
    return { url: data.raw_url || data.url, meta: data.meta, twin, text, marks, anchors: data.anchors.filter((each) => /^h\d$/.test(each.element)) };
  }

  /** Gives the parts of a record that have what was asked for, the best first: [{anchor, start, end, score}]. */
  function partsOf({ text, marks, anchors }) {
    const starts = [{ anchor: null, start: 0 }, ...anchors.map((anchor) => ({ anchor, start: anchor.location }))];
    const parts = starts.map((part, place) => ({ ...part, end: place + 1 < starts.length ? starts[place + 1].start : text.length, score: 0, kinds: new Map() }));
    for (const [place, kinds] of marks) {
      const part = parts.findLast((each) => each.start <= place);
      for (const [kind, weight] of kinds) {
        part.kinds.set(kind, weight);
        part.score += 0.1 * weight;
      }
    }
    for (const part of parts) part.score = Math.min(part.score, 0.9) + [...part.kinds.values()].reduce((sum, weight) => sum + weight, 0);
    return parts.filter((part) => part.kinds.size).sort((a, b) => b.score - a.score || a.start - b.start);
  }

  function excerptOf({ text, marks }, part) {
    const heading = part && part.anchor ? part.anchor.text.split(/\s+/).length : 0;
    const first = part ? part.start + heading : 0;
    const last = part ? part.end : text.length;
    const inside = [...marks.keys()].filter((place) => place >= first && place < last).sort((a, b) => a - b);
    let start = first;
    let most = -1;
    for (const place of inside) {
      const count = new Set(inside.filter((each) => each >= place && each < place + EXCERPT - 6).flatMap((each) => [...marks.get(each).keys()])).size;
      if (count > most) { most = count; start = Math.max(first, place - 6); }
    }
    start = Math.max(first, Math.min(start, last - EXCERPT));
    const end = Math.min(last, start + EXCERPT);
    const shown = [];
    if (start > first) shown.push("… ");
    for (let place = start; place < end; place += 1) shown.push(marks.has(place) ? make("mark", {}, text[place]) : text[place], " ");
    if (end < last) shown.push("…");
    return shown;
  }

  function make(tag, attributes, ...inner) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inner);
    return made;
  }

  const KINDS = { responses: "response", inspections: "inspection", "panel-reports": "panel-report", offices: "office" };
  const UNDATED = ["office", "page"];

  function hitOf(record) {
    const [path, cls] = record.url.replace(/^\//, "").split("#");
    const language = languages.has(path.split("/")[0]) ? path.split("/")[0] : "";
    const inOwn = language ? languages.get(language).words : words;
    const kind = cls ? "finding" : KINDS[path.split("/")[language ? 1 : 0]] || "page";
    const parts = partsOf(record);
    const only = kind === "finding" && !parts.length && record.anchors.length === 1 ? { anchor: record.anchors[0], start: 0, end: record.text.length } : null;
    const best = parts[0] || only;
    const address = (part) => {
      if (!part || !part.anchor) return kind === "finding" && record.anchors.length ? `${root}${path}#${record.anchors[0].id}` : `${root}${path}`;
      return kind === "finding" ? `${root}${path}${part.anchor.id}/` : `${root}${path}#${part.anchor.id}`;
    };
    const section = best && best.anchor ? best.anchor.text.replace(/[:\s]+$/, "") : "";
    const { meta } = record;
    let title = meta.title || meta.report || "";
    if (kind === "finding") title = `${section || meta.what.split(", ")[1] || meta.what}: ${meta.report}`;
    const facts = [inOwn[`kind-${kind}`], meta.office && kind !== "office" ? meta.office : (meta.inspectorate || "").split(", ")[0], meta.date || (UNDATED.includes(kind) ? "" : inOwn["not-dated"])];
    const told = make("p", { class: "s55-hits__facts" }, facts.filter(Boolean).join(" · "));
    const judged = (meta.status || "").replace(/_/g, "-");
    if (inOwn[`status-${judged}`]) told.append(" ", make("strong", { class: `s55-tag s55-tag--${judged}` }, inOwn[`status-${judged}`]));
    if (record.twin) told.append(" ", make("a", { href: `${root}${record.twin}/${path}`, lang: record.twin, hreflang: record.twin }, languages.get(record.twin).name));
    const hit = make("li", language ? { lang: language } : {}, make("h3", {}, make("a", { href: address(best), "data-hit": "" }, title)), told);
    const excerpt = make("p", { class: "s55-hits__text" });
    if (section && kind !== "finding") excerpt.append(make("span", { class: "s55-quiet" }, say("in", { section }, inOwn)), " ");
    excerpt.append(...excerptOf(record, best));
    hit.append(excerpt);
    const others = parts.slice(1, 4).filter((part) => part.anchor && part.kinds.size >= best.kinds.size);
    if (others.length) {
      const also = make("p", { class: "s55-hits__also" }, say("also", {}, inOwn), " ");
      others.forEach((part, place) => also.append(place ? ", " : "", make("a", { href: address(part) }, part.anchor.text.replace(/[:\s]+$/, ""))));
      hit.append(also);
    }
    return hit;
  }

  // --- Near misses ---

  async function nearest(index, typed) {
    const answer = await plainFetch(`${folder}${index.index.words}`).catch(() => null);
    if (!answer || !answer.ok) return null;
    const most = typed.length < 6 ? 1 : 2;
    let best = null;
    let least = most + 1;
    for (const word of (await answer.text()).split("\n")) {
      if (Math.abs(word.length - typed.length) > most) continue;
      const distance = distanceOf(typed, word, least - 1);
      if (distance < least) { least = distance; best = word; }
    }
    return best;
  }

  /** Counts the letters to change, add, drop or swap between two words; more than `most` count as endless. */
  function distanceOf(one, other, most) {
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  // --- The page ---

  function readAddress() {
    const given = new URLSearchParams(location.search);
    const question = (given.get("q") || "").replace(/\s+/g, " ").trim();
    const state = { q: question.slice(0, LONGEST), wasLong: question.length > LONGEST, sort: given.get("sort") === "date" ? "date" : "", chosen: {}, unknown: [] };
    state.page = Math.min(1000, Math.max(1, Math.trunc(Number(given.get("page"))) || 1));
    for (const choice of choices) {
      const value = given.get(choice.name);
      if (!value) continue;
      if ([...choice.options].some((option) => option.value === value)) state.chosen[choice.name] = value;
      else state.unknown.push(`${choice.labels[0].textContent}: ${value.slice(0, 60)}`);
    }
    return state;
  }

  function addressOf({ q, chosen, sort, page: number }) {
    const given = new URLSearchParams();
    if (q) given.set("q", q);
    for (const [name, value] of Object.entries(chosen)) given.set(name, value);
    if (sort) given.set("sort", sort);
    if (number > 1) given.set("page", number);
    return `${location.pathname}?${given}`;
  }

  const quotedQuestion = (state) => `“${state.q}”`;
  const note = (...inner) => notes.append(make("p", {}, ...inner));
  let waiting = 0;
  const show = (sentence) => { clearTimeout(waiting); status.textContent = sentence; };

  function chosenWords(state) {
    const told = choices.filter((each) => state.chosen[each.name]).map((each) => each.selectedOptions[0].textContent);
    return told.length ? ` ${say("chosen", { choices: told.join(", ") })}` : "";
  }

  let turn = 0;

  async function answer({ focus = false } = {}) {
    const mine = ++turn;
    const state = readAddress();
    form.elements.q.value = state.q;
    for (const choice of choices) choice.value = state.chosen[choice.name] || "";
    form.elements.sort.value = state.sort;
    if (state.sort || Object.keys(state.chosen).length) form.querySelector("details").open = true;
    notes.replaceChildren();
    list.replaceChildren();
    pages.replaceChildren();
    results.hidden = true;
    show("");
    document.title = state.q ? `${say("title", { query: state.q })} - ${page.dataset.site}` : document.title;
    page.setAttribute("aria-busy", String(Boolean(state.q)));
    if (!state.q) return;
    for (const choice of state.unknown) note(say("unknown-choice", { choice: `“${choice}”` }));
    if (state.wasLong) note(say("long", { count: LONGEST }));
    waiting = setTimeout(() => show(say("searching")), 300);
    try {
      opened = opened || open();
      const index = await opened;
      const found = await found_(index, state, () => mine === turn);
      if (mine === turn && found) await draw(index, state, found, () => mine === turn, focus);
    } catch (error) {
      opened = null;
      if (mine === turn) show(say(error instanceof Missing ? "missing" : "failed"));
    }
    if (mine !== turn) return;
    if (isIncomplete && opened) note(say("incomplete"));
    page.setAttribute("aria-busy", "false");
  }

  /** Gives what was found for a question, or tells why nothing was asked. */
  async function found_(index, state, isCurrent) {
    const { units, tooMany, wasCommon } = unitsOf(state.q, index.synonyms);
    if (tooMany) note(say("many-words", { count: MOST_UNITS }));
    if (!units.length) { show(say(wasCommon ? "common" : "nothing")); return null; }
    const asked = await ask(index, units);
    if (!isCurrent()) return null;
    let { found } = asked;
    if (state.sort || Object.keys(state.chosen).length) {
      const places = await placesOf(index);
      found = found.filter(({ id }) => places.has(id) && Object.entries(state.chosen).every(([name, value]) => places.get(id).facts[name] === value));
      if (state.sort) found.sort((a, b) => places.get(b.id).place - places.get(a.id).place);
    }
    if (index.periods.some((each) => each.twins)) found = withoutTwins(found, await placesOf(index));
    return { units, found, all: asked.found.length, unknown: asked.unknown };
  }

  /** Leaves a twin out beside what it is the twin of, which then names it: one record is one hit. */
  function withoutTwins(found, places) {
    const byId = new Map(found.map((each) => [each.id, each]));
    return found.filter(({ id }) => {
      const place = places.get(id);
      const original = place && byId.get(place.twinOf);
      if (original) original.twin = place.facts.language;
      return !original;
    });
  }

  async function draw(index, state, { units, found, all, unknown }, isCurrent, focus) {
    const hits = [];
    let passed = 0;
    state.page = Math.min(state.page, Math.max(1, Math.ceil(found.length / A_PAGE)));
    const first = (state.page - 1) * A_PAGE;
    for (let at = first; at < found.length && hits.length < A_PAGE && passed < 3 * A_PAGE; at += A_PAGE) {
      const records = await Promise.all(found.slice(at, at + A_PAGE).map(recordOf));
      if (!isCurrent()) return;
      passed += records.filter((each) => !each).length;
      hits.push(...records.filter(Boolean).map(hitOf));
    }
    const total = hits.length ? Math.max(found.length - passed, first + Math.min(hits.length, A_PAGE)) : 0;
    if (!total) { await drawNothing(index, state, { units, unknown, all }, isCurrent); return; }
    const last = Math.ceil(total / A_PAGE);
    const told = { query: quotedQuestion(state) + chosenWords(state), count: total.toLocaleString("en-GB"), page: state.page, pages: last };
    list.replaceChildren(...hits.slice(0, A_PAGE));
    results.hidden = false;
    if (last > 1) drawPages(state, last);
    show(say(total === 1 ? "one" : state.page > 1 ? "page" : "many", told));
    if (focus) document.getElementById("search-results").focus();
  }

  function drawPages(state, last) {
    const way = (name, number, className) => make("li", { class: className }, make("a", { href: addressOf({ ...state, page: number }), rel: name === "previous" ? "prev" : "next", "data-page": "" }, say(name)));
    const steps = make("ul", {});
    if (state.page > 1) steps.append(way("previous", state.page - 1, "s55-pagination__back"));
    steps.append(make("li", { class: "s55-pagination__here" }, say("place", { page: state.page, pages: last })));
    if (state.page < last) steps.append(way("next", state.page + 1, "s55-pagination__on"));
    pages.append(steps);
  }

  async function drawNothing(index, state, { units, unknown, all }, isCurrent) {
    show(say("none", { query: quotedQuestion(state) }) + chosenWords(state));
    if (all && Object.keys(state.chosen).length) {
      note(make("a", { href: addressOf({ ...state, chosen: {}, page: 1 }), "data-page": "" }, say("not-chosen", { query: quotedQuestion(state) })));
      return;
    }
    let better = state.q;
    const missing = unknown.length ? unknown : units.filter((unit) => !unit.phrase && units.length === 1);
    for (const unit of missing) {
      if (unit.phrase || !/^\p{L}+$/u.test(unit.typed)) continue;
      note(say("unknown-word", { word: unit.typed }));
      const near = await nearest(index, unit.typed);
      if (!isCurrent()) return;
      if (near) better = better.replace(new RegExp(`(?<![\\p{L}\\p{N}])${unit.typed}(?![\\p{L}\\p{N}])`, "iu"), near);
    }
    if (better !== state.q) note(say("near"), " ", make("a", { href: addressOf({ ...state, q: better, page: 1 }), "data-page": "" }, better));
    else if (!missing.length && units.length > 1) note(say("apart"));
  }

  function go(address, focus) {
    history.pushState(null, "", address);
    answer({ focus });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = Object.fromEntries(choices.filter((each) => each.value).map((each) => [each.name, each.value]));
    go(addressOf({ q: form.elements.q.value.replace(/\s+/g, " ").trim(), chosen, sort: form.elements.sort.value, page: 1 }), false);
  });
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-page]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.href, true);
  });
  addEventListener("popstate", () => answer());
  form.hidden = false;
  answer();
})();
