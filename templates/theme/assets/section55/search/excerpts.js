// Where a piece of a record has what was asked for: marks, the best sections, and an excerpt. Knows no page.

/** @import { Piece } from "./index.js" */
/** @import { Wanted } from "./ranking.js" */
import { chunksOf, runsOf } from "./words.js";

/**
 * @typedef {object} Section A section, or the part of it that stands in a piece.
 * @property {string} id
 * @property {string} heading
 * @property {string[]} words The words of the heading, and of the text.
 * @property {number} start Where the text begins.
 * @property {Map<number, Set<string>>} marks For a place in the words what was asked for that stands there.
 * @property {number} found How much of what was asked for it has.
 * @property {number} score
 */

const EXCERPT_WORDS = 36;
const LEAD_WORDS = 6;
const REPEAT_SCORE = 0.1;
const MAX_REPEAT_SCORE = 0.9;
const JOINT_SCORE = 3;

/**
 * Mark a piece's sections.
 * @param {Piece} piece
 * @param {Wanted} wanted
 * @returns {Section[]}
 */
export function markSections({ s: sections }, wanted) {
  return sections.map(([id, heading, text]) => {
    const lines = [heading, ...text.split("\n")].map(chunksOf);
    /** @type {Section["marks"]} */
    const marks = new Map();
    let start = 0;
    for (const line of lines) {
      markLine(line, start, wanted, marks);
      start += line.length;
    }
    const all = new Set([...marks.values()].flatMap((mark) => [...mark]));
    const scores = [...all].map((name) => (name.startsWith("joint") ? JOINT_SCORE : 1));
    const repeats = Math.min(MAX_REPEAT_SCORE, marks.size * REPEAT_SCORE);
    const score = scores.reduce((sum, one) => sum + one, all.size ? repeats : 0);
    return { id, heading, words: lines.flat(), start: lines[0].length, marks, found: all.size, score };
  });
}

/** @param {string[]} words @param {number} start @param {Wanted} wanted @param {Section["marks"]} marks */
function markLine(words, start, { units, phrases, joints }, marks) {
  /** @type {{part: string, place: number}[]} */
  const parts = [];
  /** @param {number} place @param {string} name */
  const mark = (place, name) => marks.set(place, (marks.get(place) ?? new Set()).add(name));
  for (const [at, word] of words.entries()) {
    const runs = runsOf(word);
    const terms = runs.flatMap((run) => run.terms);
    for (const [number, unit] of units.entries())
      if (terms.some((term) => unit.has(term))) mark(start + at, `${number}`);
    parts.push(...runs.flatMap(({ sequence }) => sequence.map((part) => ({ part, place: start + at }))));
  }
  const named = [...phrases.map((phrase) => ["phrase", phrase]), ...joints.map((joint) => ["joint", joint])];
  for (const [number, [name, sequence]] of /** @type {[string, string[]][]} */ (named).entries()) {
    for (const place of placesOf(sequence, parts)) mark(place, `${name} ${number}`);
  }
}

/** @param {string[]} sequence @param {{part: string, place: number}[]} parts */
function placesOf(sequence, parts) {
  const starts = [...parts.keys()].filter((at) => sequence.every((part, place) => parts[at + place]?.part === part));
  return starts.flatMap((at) => parts.slice(at, at + sequence.length).map(({ place }) => place));
}

/**
 * Check whether a piece has every phrase, in its text or in its facts.
 * @param {Piece} piece
 * @param {string[][]} phrases
 */
export function hasPhrases({ s: sections, t: title, m: facts }, phrases) {
  if (!phrases.length) return true;
  const parts = sections.flatMap(([, heading, text]) => [heading, ...text.split("\n")]);
  const texts = [title, ...Object.values(facts), ...parts].map((line) => runsOf(line).flatMap((run) => run.sequence));
  const spaced = (/** @type {string[]} */ words) => ` ${words.join(" ")} `;
  return phrases.every((phrase) => texts.some((text) => spaced(text).includes(spaced(phrase))));
}

/**
 * Return the sections that have what was asked for, the best first.
 * @param {Section[]} sections
 */
export const bestSections = (sections) => sections.filter(({ found }) => found).sort((a, b) => b.score - a.score);

/**
 * Choose the words around most of what was asked for.
 * @param {Section} section
 */
export function excerptOf({ words, start: first, marks }) {
  const start = Math.max(first, Math.min(bestStart(marks, first), words.length - EXCERPT_WORDS));
  const end = Math.min(words.length, start + EXCERPT_WORDS);
  return {
    words: words.slice(start, end).map((word, place) => ({ word, isMarked: marks.has(start + place) })),
    isCutBefore: start > first,
    isCutAfter: end < words.length,
  };
}

/** @param {Section["marks"]} marks @param {number} first */
function bestStart(marks, first) {
  const places = [...marks.keys()].filter((place) => place >= first).sort((a, b) => a - b);
  let start = first;
  let most = 0;
  for (const place of places) {
    const near = places.filter((other) => other >= place && other < place + EXCERPT_WORDS - LEAD_WORDS);
    const count = new Set(near.flatMap((other) => [...(marks.get(other) ?? [])])).size;
    if (count > most) {
      most = count;
      start = Math.max(first, place - LEAD_WORDS);
    }
  }
  return start;
}
