// The files of the index: `generator/outputs/search/index.py` says what each holds. Knows no page and no question.

import { LINK_BUCKETS } from "./words.js";

/** Thrown where nothing can be searched, because a file is missing or of another build. */
export class MissingIndex extends Error {}

/**
 * @typedef {(path: string, isAnew?: boolean) => Promise<any>} Load Returns what a file holds, or null where it is
 * missing or cut short; `isAnew` passes over what the browser keeps.
 */
/** @typedef {Map<number, {level: number, piece: string}>} Postings For each document the level and the best piece. */

/**
 * @typedef {object} Piece A document's facts, and some of its sections: id, heading and text.
 * @property {string} u Its address.
 * @property {string} t
 * @property {Record<string, string>} m
 * @property {number} n The number of its pieces.
 * @property {[string, string, string][]} s
 */

/**
 * @typedef {object} Contents What index.json holds, apart from sizes and starts.
 * @property {string[][]} synonyms
 * @property {string[]} unused
 * @property {boolean} twins
 * @property {string} facts The letters of each file.
 * @property {string} words
 * @property {string} links
 * @property {string} texts
 */

const START = 6;
/** Bundles whose postings stand together. */
const GROUP = 8;
const LINKS_FILES_OF_CHECK = 4;
const TEXT_CHECK = 4;
const FIRST_GAP = "#".charCodeAt(0);
const LAST_GAP = "~".charCodeAt(0);
/** Letters that are no digits of a distance. */
const NO_GAPS = [",", ";", "\\"].map((letter) => letter.charCodeAt(0));
const GAPS = LAST_GAP - FIRST_GAP - NO_GAPS.length;

export class Index {
  /** @param {Load} load @param {any} contents */
  constructor(load, contents) {
    this.load = load;
    /** @type {Contents} */
    this.contents = contents;
    /** @type {string[]} */
    this.starts = contents.starts.split(" ");
    /** @type {number[]} */
    this.firsts = [];
    this.size = 0;
    for (const size of contents.sizes) {
      this.firsts.push(this.size);
      this.size += size;
    }
    /** A part could not be loaded. */
    this.isIncomplete = false;
    /** A part is of another build. */
    this.isMixed = false;
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
  }

  /** @param {Load} load */
  static async open(load) {
    const contents = await load("index.json");
    if (contents?.format !== 3) throw new MissingIndex();
    return new Index(load, contents);
  }

  /**
   * Return a file with the letters that it should have; null where it cannot be had.
   * @param {string} path
   * @param {string} letters
   * @param {string | number} name Where they stand in it.
   */
  read(path, letters, name = "") {
    const known = this.files.get(path);
    if (known) return known;
    const address = `${path}?${letters}`;
    const file = this.load(address).then(async (first) => {
      // While a site is uploaded, a browser may have kept the file before under this address.
      const data = first?.[name] === letters ? first : await this.load(address, true);
      if (data?.[name] === letters) return data;
      if (data?.[name]) this.isMixed = true;
      else this.isIncomplete = true;
      this.files.delete(path);
      return null;
    });
    this.files.set(path, file);
    return file;
  }

  /**
   * Return words of the index with their postings: of the file that has a word, or of all that have longer words.
   * @param {string} word
   * @param {boolean} isBeginning
   * @returns {Promise<Map<string, string>>}
   */
  async words(word, isBeginning = false) {
    /** @type {Map<string, string>} */
    const words = new Map();
    if (!this.size) return words;
    let number = this.starts.findLastIndex((start) => start <= word.slice(0, START));
    const numbers = [Math.max(0, number)];
    while (isBeginning && this.starts[number + 1]?.startsWith(word) && numbers.length < 4) {
      number += 1;
      numbers.push(number);
    }
    const letters = (/** @type {number} */ file) => this.contents.words.slice(2 * file, 2 * file + 2);
    const files = await Promise.all(numbers.map((file) => this.read(`words/${file}.json`, letters(file))));
    if (files.includes(null)) throw new MissingIndex(); // "no record has the word" would be a guess
    for (const [other, codes] of files.flatMap((file) => Object.entries(file))) {
      if (other) words.set(other, codes);
    }
    return words;
  }

  /**
   * Read the postings of a word.
   * @param {string} codes
   * @returns {Postings}
   */
  postings(codes) {
    /** @type {Postings} */
    const postings = new Map();
    this.forBundles(codes, (part, first) => {
      let number = first - 1;
      for (const [, gap, level, piece] of part.matchAll(/(\d*)([A-P])([a-z]?)/g)) {
        number += 1 + Number(gap);
        postings.set(number, { level: level.charCodeAt(0) - 64, piece });
      }
    });
    return postings;
  }

  /**
   * Return the documents that may have a link: all that have it, and some others.
   * @param {number} bucket
   * @returns {Promise<Set<number> | null>}
   */
  async links(bucket) {
    const { links } = this.contents;
    const each = LINK_BUCKETS / (links.length * LINKS_FILES_OF_CHECK);
    const file = Math.floor(bucket / each);
    const data = await this.read(`links/${file}.json`, links[Math.floor(file / LINKS_FILES_OF_CHECK)], 0);
    if (!data) return null;
    /** @type {Set<number>} */
    const found = new Set();
    this.forBundles(data[1 + (bucket % each)], (part, first) => {
      let number = first - 1;
      for (let at = 0; at < part.length; at += 1) {
        const code = part.charCodeAt(at);
        const gap = code - FIRST_GAP - NO_GAPS.filter((other) => other < code).length;
        number += gap;
        if (gap === GAPS) continue;
        number += 1;
        found.add(number);
      }
    });
    return found;
  }

  /** @param {string} codes @param {(part: string, first: number) => void} read */
  forBundles(codes, read) {
    for (const [group, parts] of codes.split(";").entries()) {
      for (const [place, part] of parts.split(",").entries()) if (part) read(part, this.firsts[GROUP * group + place]);
    }
  }

  /**
   * Load a piece of a document; null where it cannot be had.
   * @param {number} number
   * @param {string} letter
   * @returns {Promise<Piece | null>}
   */
  piece(number, letter) {
    const bundle = this.firsts.findLastIndex((first) => first <= number);
    const check = this.contents.texts.slice(TEXT_CHECK * bundle, TEXT_CHECK * (bundle + 1));
    return this.read(`texts/${bundle}/${number - this.firsts[bundle]}${letter}.json`, check, "v");
  }

  /**
   * Return a function that gives the facts of a document by its number.
   * @returns {Promise<(number: number) => Record<string, string>>}
   */
  async facts() {
    const table = await this.read("facts.json", this.contents.facts);
    if (!table) throw new MissingIndex(); // without it a choice would widen the search
    const columns = Object.entries(table).filter(([name]) => name);
    return (number) =>
      Object.fromEntries(
        columns
          .map(([name, [values, letters]]) => [name, values[letters.charCodeAt(number) - 48]])
          .filter(([, value]) => value !== undefined),
      );
  }

  /**
   * Return words that begin with a letter, or end with it (`-a`): those of several documents first.
   * @param {string} letter
   * @returns {Promise<string[]>}
   */
  async spellings(letter) {
    const lists = /^-?[a-z]$/.test(letter) ? await this.load(`spellings/${letter}.json`) : null;
    return Array.isArray(lists) ? lists.flat() : [];
  }
}
