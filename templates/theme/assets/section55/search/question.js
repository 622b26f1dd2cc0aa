// What a question asks for: words, phrases and numbers, and what means the same. Knows no page and no index.

import { COMMON_WORDS, linksOf, runsOf } from "./words.js";

/**
 * @typedef {object} Unit A part of a question, which a record must have in one of its ways: all the words of a way, or
 * a phrase.
 * @property {string} typed
 * @property {string[][]} ways
 * @property {string[]} sequence Its words in their order.
 * @property {string[][]} [sequences] The words of each way in their order, where they are synonyms.
 * @property {string[][]} [joints] What stands together if the unit follows the one before as it was typed.
 * @property {boolean} [isPhrase]
 * @property {boolean} [isNumber]
 */

/**
 * @typedef {{word: string, terms: string[], length?: number, isNumber?: boolean}} Token A word, and what finds it.
 * @typedef {Map<string, {ways: string[][], sequences: string[][]}>} Synonyms For each phrase the ways to say the same.
 */

export const MAX_UNITS = 12;

/** @param {string} phrase */
const sequenceOf = (phrase) => runsOf(phrase).flatMap(({ sequence }) => sequence);

/** @param {string[]} words */
export const withoutCommon = (words) => words.filter((word) => !COMMON_WORDS.has(word));

/**
 * Read groups of phrases that mean the same.
 * @param {string[][]} groups
 * @param {string[]} unused Words that no record has.
 * @returns {Synonyms}
 */
export function readSynonyms(groups, unused) {
  /** @type {Synonyms} */
  const synonyms = new Map();
  for (const group of groups) {
    const all = group.map(sequenceOf).filter((words) => withoutCommon(words).length);
    const sequences = all.filter((words) => words.length > 1 || !unused.includes(words[0]));
    const ways = [...new Map(sequences.map(withoutCommon).map((way) => [way.join(" "), way])).values()];
    if (ways.length) for (const words of all) synonyms.set(words.join(" "), { ways, sequences });
  }
  return synonyms;
}

/**
 * Part a question into units, and name the common words that are left out. Beyond the twelfth unit all are left out.
 * @param {string} question
 * @param {Synonyms} synonyms
 */
export function parseQuestion(question, synonyms) {
  const { phrases, rest } = takePhrases(inLowerCase(withoutGaps(question)));
  /** @type {string[]} */
  const common = [];
  const units = [...phrases, ...unitsOf(tokensOf(rest, synonyms), synonyms, common)];
  return { units: units.slice(0, MAX_UNITS), tooMany: units.length > MAX_UNITS, common: [...new Set(common)] };
}

/** @param {string} question With `s 79` and `O Neill`, which texts have without a space. */
const withoutGaps = (question) =>
  question.replace(/(^|\s)(ss?)\s+(?=\d)/gi, "$1$2").replace(/(^|\s)O (?=\p{Lu}\p{Ll})/gu, "$1O");

/**
 * Take the capitals from AND, OR and NOT, and from all common words where nothing else is typed: they mean no others.
 * @param {string} question
 */
function inLowerCase(question) {
  const isLoud = !/\p{Ll}/u.test(question) && /\p{L}{2}.*\s.*\p{L}{2}/u.test(question);
  return question.replace(/(?:\p{L}|\p{N}){2,}/gu, (word) => {
    const lower = word.toLowerCase();
    return /^(?:AND|OR|NOT)$/.test(word) || (isLoud && COMMON_WORDS.has(lower)) ? lower : word;
  });
}

/** @param {string} question */
function takePhrases(question) {
  /** @type {Unit[]} */
  const phrases = [];
  const rest = question.replace(/[“”„«»＂]/g, '"').replace(/"([^"]+)"/g, (_, typed) => {
    const runs = runsOf(typed);
    const sequence = runs.flatMap((run) => run.sequence);
    const words = runs.flatMap(({ terms, sequence: parts }) => parts.filter((part) => terms.includes(part)));
    const isFindable = words.length > 0 || linksOf(sequence).some((link) => link >= 0);
    if (isFindable) phrases.push({ typed, ways: [words], sequence, isPhrase: true });
    return isFindable ? " " : typed;
  });
  return { phrases, rest };
}

/** @param {string} text @param {Synonyms} synonyms */
function tokensOf(text, synonyms) {
  /** @type {Token[]} */
  const tokens = [];
  for (const { terms, sequence } of runsOf(text)) {
    const isNumber = /^\d/.test(sequence[0]);
    const isDate = sequence.length === 3 && terms.join() === sequence.join();
    const [first, ...others] = sequence.map((word) => ({ word, terms: terms.includes(word) ? [word] : [], isNumber }));
    if (isDate || (!isNumber && sequence.length > 1 && synonyms.has(sequence[0]))) {
      tokens.push(...[first, ...others].map((token) => ({ ...token, isNumber: /^\d/.test(token.word) })));
    } else if (isNumber) tokens.push({ ...first, terms: [wholeOf(terms)] });
    else if (sequence.length > 1) tokens.push({ ...first, terms: [terms[0]], length: sequence.length }, ...others);
    else tokens.push({ ...first, terms: terms.slice(0, 1) });
  }
  return tokens;
}

/** @param {string[]} terms The longest of a number's is the whole. */
const wholeOf = (terms) => terms.reduce((longest, term) => (term.length > longest.length ? term : longest));

/**
 * Return the ways to write a number with letters: 26kg and 26 kg, 2a and 2(a), 55(5A) and subsection (5A) of 55.
 * @param {string} number
 */
function waysOf(number) {
  const [, section, subsection] = number.match(/^(\d+)\((\d+[a-z]+)\)$/) ?? [];
  if (subsection) return [[number], [section, subsection]];
  const [, digits, bracket, letters] = number.match(/^([0-9.]+)(\(?)([a-z]+)\)?$/) ?? [];
  if (!letters) return [[number]];
  if (bracket) return [[number], [digits + letters]];
  return [[number], letters.length > 1 ? withoutCommon([digits, letters]) : [`${digits}(${letters})`]];
}

/** @param {Token[]} tokens @param {Synonyms} synonyms @param {string[]} common @returns {Unit[]} */
function unitsOf(tokens, synonyms, common) {
  /** @type {Unit[]} */
  const units = [];
  /** @type {string[]} */
  let between = [];
  /** @param {Unit} unit */
  const push = (unit) => {
    const last = units[units.length - 1];
    const starts = last ? (last.sequences ?? [last.sequence]).map((sequence) => sequence[sequence.length - 1]) : [];
    const joints = [...new Set(starts)].map((start) => [start, ...between, unit.sequence[0]]);
    units.push({ ...unit, joints });
    between = [];
  };
  for (let at = 0; at < tokens.length; ) {
    const { word, terms, length = 1, isNumber } = tokens[at];
    const synonym = synonymAt(tokens, at, synonyms);
    const words = tokens.slice(at, at + (synonym?.length ?? length)).map((token) => token.word);
    if (synonym) push({ typed: words.join(" "), sequence: words, ...synonym.found });
    else if (length > 1) {
      const ways = [terms, withoutCommon(words)].filter((way) => way.length);
      push({ typed: words.join("-"), ways, sequence: words });
    } else if (isNumber) push({ typed: terms[0], ways: waysOf(terms[0]), sequence: [word], isNumber });
    else if (terms.length) push({ typed: word, ways: [terms], sequence: [word] });
    else {
      common.push(word);
      between.push(word);
    }
    at += words.length;
  }
  return units;
}

/**
 * Return the longest run of words from a place that has synonyms; a short form may stand in the plural.
 * @param {Token[]} tokens
 * @param {number} at
 * @param {Synonyms} synonyms
 */
function synonymAt(tokens, at, synonyms) {
  const longest = Math.max(1, ...[...synonyms.keys()].map((phrase) => phrase.split(" ").length));
  for (let length = Math.min(longest, tokens.length - at); length > 0; length -= 1) {
    const run = tokens.slice(at, at + length);
    const typed = run.map(({ word }) => word).join(" ");
    const isWhole = run.every(({ word, terms, isNumber }) => terms.includes(word) || (length > 1 && !isNumber));
    const found = isWhole && (synonyms.get(typed) ?? (length === 1 && synonyms.get(typed.replace(/s$/, ""))));
    if (found) return { length, found };
  }
  return null;
}
