// The answer to a request: which records, those of one page with their texts, and what to say where there is none.
// Knows no page.

/** @import { Request } from "./address.js" */
/** @import { Load, Piece } from "./index.js" */
/** @import { FoundRecord } from "./hits.js" */
/** @import { RankedMatch } from "./ranking.js" */
import { hasPhrases, markSections } from "./excerpts.js";
import { Index, MissingIndex } from "./index.js";
import { parseQuestion, readSynonyms } from "./question.js";
import { inOneLanguage, narrow, newestFirst, rank } from "./ranking.js";
import { nearestWord, replaceWord } from "./spelling.js";

export const PAGE_HITS = 10;
/** Records that turn out not to have a phrase are passed over; after so many it is said that there may be others. */
const MAX_FALSE_MATCHES = 100;
/** Pages of a phrase that are counted exactly: each needs the texts of all pages before. */
const MAX_COUNTED_PAGES = 10;
const LOADED_AT_ONCE = 50;
/** @type {Awaited<ReturnType<Search["records"]>>} */
const NOTHING = { records: [], page: 1, total: 0, isAtMost: false, looked: 0 };

/** @param {string} word */
const ONE_SLIP = ({ length }) => (length < 5 ? 0 : 1);
/** @param {string} word */
const SOME_SLIPS = ({ length }) => (length < 6 ? 1 : 2);

/**
 * @typedef {Awaited<ReturnType<Search["findAsTyped"]>>} Found
 * @typedef {Awaited<ReturnType<Search["answer"]>>} Answer
 */

/** The index of a site, with what is known of it already. */
export class Search {
  /** @param {Index} index @param {string} language The language of what is shown where there is a choice. */
  constructor(index, language) {
    this.index = index;
    this.language = language;
    this.synonyms = readSynonyms(index.contents.synonyms, index.contents.unused);
  }

  /** @param {Load} load @param {string} language */
  static async open(load, language) {
    return new Search(await Index.open(load), language);
  }

  /**
   * Answer a request: the records of its page, or what is known where there is none.
   * @param {Request} request
   * @param {boolean} corrects Whether another word may be taken for one that no record has.
   */
  async answer(request, corrects) {
    const found = await this.find(request, corrects);
    const shown = found.units.length ? await this.records(found, request.page) : NOTHING;
    const isEmpty = corrects && found.units.length && !shown.records.length;
    return { ...found, ...shown, missing: isEmpty ? await this.unknownWords(found, request.query) : null };
  }

  /**
   * Find the records that a request asks for, in their order. Where no record has a word, and another is one slip of
   * typing away, that is looked for; while somebody types, a last word that is begun is left out.
   * @param {Pick<Request, "query" | "chosen" | "sort">} request
   * @param {boolean} corrects
   * @returns {Promise<Found>}
   */
  async find(request, corrects = true) {
    const found = await this.findAsTyped(request);
    if (!found.unknown.length) return found;
    if (!corrects) {
      const query = request.query.replace(/ \S{1,2}$/, "");
      return query === request.query ? found : this.findAsTyped({ ...request, query });
    }
    const { words, better } = await this.unknownWords(found, request.query, ONE_SLIP);
    if (better === request.query) return found;
    const other = await this.findAsTyped({ ...request, query: better });
    return other.matches.length ? { ...other, words } : found;
  }

  /** @param {Pick<Request, "query" | "chosen" | "sort">} request */
  async findAsTyped({ query, chosen, sort }) {
    const { units, tooMany, common } = parseQuestion(query, this.synonyms);
    const { ranked, wanted, unknown, isAlmost } = await rank(this.index, units, this.language);
    let matches = ranked;
    if (Object.keys(chosen).length) matches = narrow(matches, chosen, await this.index.facts());
    if (sort) matches = newestFirst(matches);
    if (this.index.contents.twins) matches = inOneLanguage(matches, await this.index.facts(), this.language);
    /** @type {string[]} */
    const words = []; // no record has, so that another query was answered
    return { query, units, tooMany, common, wanted, unknown, isAlmost, matches, all: ranked.length, words };
  }

  /**
   * Load the records of a page of an answer. Which records have a phrase is known only from their texts, so for one the
   * pages before are loaded too, if they are few.
   * @param {Found} found
   * @param {number} page
   */
  async records({ matches, wanted }, page) {
    const hasPhrase = wanted.phrases.length > 0;
    const asked = Math.min(page, Math.max(1, Math.ceil(matches.length / PAGE_HITS)));
    const begin = hasPhrase && asked <= MAX_COUNTED_PAGES ? 0 : (asked - 1) * PAGE_HITS;
    const enough = asked * PAGE_HITS - begin;
    /** @type {FoundRecord[]} */
    const records = [];
    let passed = 0;
    let at = begin;
    for (; at < matches.length && records.length < enough && passed < MAX_FALSE_MATCHES; at += PAGE_HITS) {
      const some = await Promise.all(matches.slice(at, at + PAGE_HITS).map((match) => this.record(match, wanted)));
      const loaded = some.filter((record) => record !== null);
      passed += some.length - loaded.length;
      records.push(...loaded);
    }
    const isBroken = this.index.isIncomplete || this.index.isMixed;
    if (matches.length && !records.length && isBroken) throw new MissingIndex();
    const number = Math.min(page, Math.max(1, Math.ceil((begin + records.length) / PAGE_HITS)));
    const first = (number - 1) * PAGE_HITS - begin;
    const shown = records.slice(first, first + PAGE_HITS);
    const total = Math.max(matches.length - passed, begin + first + shown.length);
    const isAtMost = hasPhrase && (begin > 0 || at < matches.length);
    return { records: shown, page: number, total, isAtMost, looked: Math.min(at, matches.length) };
  }

  /**
   * Load the first records of an answer.
   * @param {Found} found
   * @param {number} most
   */
  async allRecords({ matches, wanted }, most) {
    /** @type {FoundRecord[]} */
    const records = [];
    for (let at = 0; at < matches.length && records.length < most; at += LOADED_AT_ONCE) {
      const loading = matches.slice(at, at + LOADED_AT_ONCE).map((match) => this.record(match, wanted));
      records.push(...(await Promise.all(loading)).filter((record) => record !== null));
    }
    if (this.index.isIncomplete || this.index.isMixed) throw new MissingIndex(); // a list would lack rows
    return records.slice(0, most);
  }

  /**
   * Load a record with its marks; null where it does not have what was asked for, or cannot be had.
   * @param {RankedMatch} match
   * @param {Found["wanted"]} wanted
   * @returns {Promise<FoundRecord | null>}
   */
  async record({ number, piece: letter, translation }, wanted) {
    let piece = await this.index.piece(number, letter);
    for (let place = 0; piece && place < piece.n && !hasPhrases(piece, wanted.phrases); place += 1) {
      /** @type {Piece | null} */
      const other = await this.index.piece(number, place ? String.fromCharCode(96 + place) : "");
      if (place === piece.n - 1 && other && !hasPhrases(other, wanted.phrases)) return null;
      piece = other;
    }
    return piece && { url: piece.u, title: piece.t, meta: piece.m, sections: markSections(piece, wanted), translation };
  }

  /**
   * Return the words that no record has, and the question with what was probably meant by them.
   * @param {Found} found
   * @param {string} query
   * @param {(word: string) => number} slips How many may be in a word.
   */
  async unknownWords({ units, unknown }, query, slips = SOME_SLIPS) {
    const missing = (unknown.length || units.length > 1 ? unknown : units).filter(({ isPhrase }) => !isPhrase);
    const words = missing.map(({ typed }) => typed);
    let better = query;
    for (const word of words.flatMap((typed) => typed.match(/\p{L}+/gu) ?? [])) {
      const near =
        nearestWord(await this.index.spellings(word[0]), word, slips(word)) ??
        nearestWord(await this.index.spellings(`-${word[word.length - 1]}`), word, slips(word));
      if (near) better = replaceWord(better, word, near);
    }
    return { words, better, areApart: !missing.length && units.length > 1 };
  }
}
