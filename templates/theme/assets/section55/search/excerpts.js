// Where a record has what was asked for: the marks in its text, its best parts, and an excerpt. Knows no page.

/** @import { Hit } from "./ranking.js" */
import { fold, isExact } from "./question.js";

/** @typedef {{id: string, text: string, location: number}} Anchor A heading, and its place in the text. */

/** @typedef {Map<number, Map<string | null, number>>} Marks For a place in the text its words, and their weights. */

/**
 * @typedef {object} Part A part of a record, from a heading or the beginning to the next heading.
 * @property {Anchor | null} anchor
 * @property {number} start
 * @property {number} end
 * @property {number} words How many different words of the question it has.
 * @property {number} score
 */

/** @typedef {{words: string[], marks: Marks, anchors: Anchor[]}} MarkedText */

const EXCERPT_WORDS = 36;
const LEAD_WORDS = 6;
const REPEAT_SCORE = 0.1;
const MAX_REPEAT_SCORE = 0.9;

/**
 * Check whether a word of a record, or a part of it, begins as the one that was typed does.
 * @param {string} word
 * @param {string} typed
 */
export function beginsAlike(word, typed) {
  const beginning = typed.slice(0, Math.min(4, typed.length));
  const folded = fold(word);
  const parts = [...folded.split(/[^\p{L}\p{N}]+/u), folded.replace(/[^\p{L}\p{N}]/gu, "")];
  return parts.some((part) => part.startsWith(beginning));
}

/**
 * Mark the places of a record's hits. Null where the engine took a word for another that only begins with the same
 * letter.
 * @param {string[]} words The record's text.
 * @param {string[]} otherWords What the record says besides: its title, its office.
 * @param {Hit[]} hits
 * @param {Set<string>} shortForms
 * @returns {Marks | null}
 */
export function markHits(words, otherWords, hits, shortForms) {
  /** @type {Marks} */
  const marks = new Map();
  for (const { result, word, weight = 1 } of hits) {
    const isBeginning = word !== null && !isExact(word, shortForms);
    const places = isBeginning ? result.words.filter((place) => beginsAlike(words[place] ?? "", word)) : result.words;
    if (isBeginning && !places.length && !otherWords.some((other) => beginsAlike(other, word))) return null;
    for (const place of places) marks.set(place, new Map([...(marks.get(place) ?? []), [word, weight]]));
  }
  return marks;
}

/**
 * Return the parts of a record that have what was asked for, the best first.
 * @param {MarkedText} text
 * @returns {Part[]}
 */
export function partsOf({ words, marks, anchors }) {
  const starts = [{ anchor: null, start: 0 }, ...anchors.map((anchor) => ({ anchor, start: anchor.location }))];
  const parts = starts.map((part, place) => ({
    ...part,
    end: place + 1 < starts.length ? starts[place + 1].start : words.length,
    /** @type {Map<string | null, number>} */
    weights: new Map(),
    repeats: 0,
  }));
  for (const [place, weights] of marks) {
    const part = parts.findLast(({ start }) => start <= place) ?? parts[0];
    for (const [word, weight] of weights) {
      part.weights.set(word, weight);
      part.repeats += REPEAT_SCORE * weight;
    }
  }
  return parts
    .filter(({ weights }) => weights.size)
    .map(({ weights, repeats, ...part }) => {
      const score = [...weights.values()].reduce((sum, weight) => sum + weight, Math.min(repeats, MAX_REPEAT_SCORE));
      return { ...part, words: weights.size, score };
    })
    .sort((a, b) => b.score - a.score || a.start - b.start);
}

/**
 * Choose the words around most of what was asked for, in a part or in all of a text.
 * @param {MarkedText} text
 * @param {{anchor: Anchor | null, start: number, end: number} | null} part
 */
export function excerptOf({ words, marks }, part) {
  const headingWords = part?.anchor ? part.anchor.text.split(/\s+/).length : 0;
  const first = part ? part.start + headingWords : 0;
  const last = part ? part.end : words.length;
  const wanted = bestStart(marks, first, last);
  const start = Math.max(first, Math.min(wanted, last - EXCERPT_WORDS));
  const end = Math.min(last, start + EXCERPT_WORDS);
  return {
    words: words.slice(start, end).map((word, place) => ({ word, isMarked: marks.has(start + place) })),
    isCutBefore: start > first,
    isCutAfter: end < last,
  };
}

/** @param {Marks} marks @param {number} first @param {number} last */
function bestStart(marks, first, last) {
  const inside = [...marks.keys()].filter((place) => place >= first && place < last).sort((a, b) => a - b);
  let start = first;
  let most = -1;
  for (const place of inside) {
    const near = inside.filter((other) => other >= place && other < place + EXCERPT_WORDS - LEAD_WORDS);
    const count = new Set(near.flatMap((other) => [...(marks.get(other)?.keys() ?? [])])).size;
    if (count > most) {
      most = count;
      start = Math.max(first, place - LEAD_WORDS);
    }
  }
  return start;
}
