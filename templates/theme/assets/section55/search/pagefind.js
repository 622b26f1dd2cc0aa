// The engine and its index, a folder for each period. The only module that knows Pagefind.

/** @import { Place, Result } from "./ranking.js" */

/** Thrown where the index is not there, or not whole. */
export class MissingIndex extends Error {}

const RANKING = { metaWeights: { title: 5, report: 5, what: 4, answers: 3, office: 2, force: 2, status: 0 } };
const SIGNATURE = "pagefind_dcd"; // what every file of an index begins with, once it is unpacked
const EMPTY_PART = `${SIGNATURE}\u0081\u0080`;

/** @typedef {{folder: string, meta: string, documents: number, twins?: number, data: Uint8Array}} Period */

let isIncomplete = false;

/**
 * What was fetched before Pagefind asks for it, by path.
 * @type {Map<string, Uint8Array<ArrayBuffer>>}
 */
const prefetched = new Map();
const plainFetch = window.fetch.bind(window);

/** @param {Uint8Array} data */
const hasSignature = (data) => [...SIGNATURE].every((letter, place) => data[place] === letter.charCodeAt(0));

/**
 * Fetch a file; null where it is missing, is cut short, or another page stands in its place.
 * @param {URL} address
 * @param {RequestInit} [options]
 */
async function fetchWhole(address, options) {
  const response = await plainFetch(address, options).catch(() => null);
  if (!response?.ok) return null;
  try {
    const data = new Uint8Array(await response.arrayBuffer());
    if (address.pathname.endsWith(".json")) {
      return typeof JSON.parse(new TextDecoder().decode(data)) === "object" ? data : null;
    }
    const unpacked = data[0] === 0x1f ? await unpack(data) : data;
    return hasSignature(unpacked) ? unpacked : null;
  } catch {
    return null;
  }
}

/** @param {Uint8Array<ArrayBuffer>} data */
async function unpack(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Look at every file that Pagefind fetches: it says nothing of one that is missing, and the page has to.
 * @param {string} folder
 */
function watchFetches(folder) {
  window.fetch = async (input, options) => {
    const address = new URL(input instanceof Request ? input.url : input, location.href);
    if (!address.href.startsWith(folder)) return plainFetch(input, options);
    const data = prefetched.get(address.pathname) ?? (await fetchWhole(address, options));
    if (data) return new Response(data);
    isIncomplete = true;
    const empty = Uint8Array.from(EMPTY_PART, (letter) => letter.charCodeAt(0));
    return address.pathname.endsWith(".pf_index") ? new Response(empty) : Response.error();
  };
}

/** @param {string} path @param {string} folder */
async function prefetch(path, folder) {
  const address = new URL(path, folder);
  const data = await fetchWhole(address);
  if (data) prefetched.set(address.pathname, data);
  return data;
}

/** The index of a site. */
class Index {
  /**
   * @param {string} folder
   * @param {any} contents
   * @param {Period[]} periods
   * @param {any} engine
   */
  constructor(folder, contents, periods, engine) {
    this.folder = folder;
    /** @type {string[][]} */
    this.synonyms = contents.synonyms;
    /** @type {string[]} */
    this.unused = contents.unused;
    this.vocabulary = `${folder}${contents.words}`;
    this.periods = periods;
    this.engine = engine;
    this.hasTranslations = periods.some((period) => period.twins);
    /** @type {Map<string, Promise<Result[]>>} */
    this.searches = new Map();
    /** @type {Promise<Map<string, Place>> | null} */
    this.placesRead = null;
    this.search = this.search.bind(this);
  }

  /** Whether a part of it could not be loaded. */
  get isIncomplete() {
    return isIncomplete;
  }

  /** @param {string} text @returns {Promise<Result[]>} */
  search(text) {
    const known = this.searches.get(text);
    if (known) return known;
    /** @type {Promise<Result[]>} */
    const results = this.engine
      ? this.engine.search(text).then((/** @type {{results: Result[]}} */ answer) => answer.results)
      : Promise.resolve([]);
    this.searches.set(text, results);
    return results;
  }

  /**
   * Load the record of a result; null where it cannot be had.
   * @param {Result} result
   */
  async record(result) {
    const data = await result.data().catch(() => null);
    if (!data) {
      isIncomplete = true;
      return null;
    }
    const anchors = data.anchors.filter((/** @type {{element: string}} */ anchor) => /^h\d$/.test(anchor.element));
    return { url: data.raw_url || data.url, meta: data.meta, words: data.content.split(/\s+/), anchors };
  }

  /**
   * Return the place of each record.
   * @param {(language: string) => boolean} isTranslation
   */
  places(isTranslation) {
    this.placesRead ??= this.readPlaces(isTranslation);
    return this.placesRead;
  }

  /** @param {(language: string) => boolean} isTranslation */
  async readPlaces(isTranslation) {
    /** @type {Map<string, Place>} */
    const places = new Map();
    for (const period of this.periods) {
      const ids = idsOf(period);
      const file = await prefetch(`${period.folder}/facts.json`, this.folder);
      if (!file) {
        isIncomplete = true;
        continue;
      }
      /** @type {Record<string, {values: string[], rows: number[]}>} */
      const table = JSON.parse(new TextDecoder().decode(file));
      ids.forEach((id, row) => {
        /** @type {Record<string, string>} */
        const facts = {};
        for (const [name, { values, rows }] of Object.entries(table)) {
          if (rows[row] >= 0) facts[name] = values[rows[row]];
        }
        // A translation follows what it is the translation of.
        const originalId = isTranslation(facts.language) ? ids[row - 1] : null;
        places.set(id, { position: places.size, facts, originalId });
      });
    }
    return places;
  }

  /** Return all words of the index; none where they cannot be had. */
  async words() {
    const response = await plainFetch(this.vocabulary).catch(() => null);
    return response?.ok ? (await response.text()).split("\n") : [];
  }
}

/**
 * Read the ids of a period's records, in the order of days in which the index was made.
 * @param {Period} period
 */
function idsOf(period) {
  const text = new TextDecoder("latin1").decode(period.data);
  return (text.match(/en_[0-9a-f]{7,}/g) ?? []).slice(0, period.documents);
}

/**
 * Open the index of a site.
 * @param {string} folder
 */
export async function openIndex(folder) {
  const response = await plainFetch(`${folder}index.json`, { cache: "no-cache" }).catch(() => null);
  const contents = response?.ok ? await response.json().catch(() => null) : null;
  if (contents?.format !== 1) throw new MissingIndex();
  if (!contents.periods.length) return new Index(folder, contents, [], null);
  watchFetches(folder);
  const program = import(`${folder}${contents.periods[0].folder}/pagefind.js`).catch(() => null);
  const wasm = prefetch(`${contents.periods[0].folder}/wasm.en.pagefind`, folder);
  /** @type {(Period | null)[]} */
  const periods = await Promise.all(
    contents.periods.map(async (/** @type {Period} */ period) => {
      const files = [`${period.folder}/pagefind-entry.json`, `${period.folder}/${period.meta}`];
      const [entry, data] = await Promise.all(files.map((path) => prefetch(path, folder)));
      return entry && data ? { ...period, data } : null;
    }),
  );
  const [first, ...others] = periods;
  const createInstance = (await program)?.createInstance;
  if (!first || !(await wasm) || !createInstance) throw new MissingIndex();
  /** @param {Period} period */
  const basePath = (period) => new URL(`${period.folder}/`, folder).pathname;
  const options = { ranking: RANKING, metaCacheTag: "0", baseUrl: "/" };
  const engine = createInstance({ ...options, basePath: basePath(first), noWorker: true });
  await engine.init();
  if (others.includes(null)) isIncomplete = true;
  const there = periods.filter((period) => period !== null);
  await Promise.all(there.slice(1).map((period) => engine.mergeIndex(basePath(period), options)));
  return new Index(folder, contents, there, engine);
}
