// Which word was probably meant by one that no record has. Knows no page and no index.

import { fold } from "./words.js";

/**
 * Return the word that is nearest to the one that was typed; null where all are too far from it.
 * @param {string[]} words
 * @param {string} typed
 * @param {number} most Letters between them.
 */
export function nearestWord(words, typed, most) {
  let best = null;
  let least = most + 1;
  for (const word of words) {
    if (Math.abs(word.length - typed.length) > most) continue;
    const distance = editDistance(typed, word, least - 1);
    if (distance < least) {
      least = distance;
      best = word;
    }
  }
  return best;
}

/**
 * Count the letters to change, add, drop or swap between two words; infinite where there are more than `most`.
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
export function editDistance(one, other, most) {
  /** @type {number[]} */
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, change);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwap) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, row];
  }
  return last[other.length];
}

/**
 * Replace a word in a question with another, in any capitals and with any accents.
 * @param {string} question
 * @param {string} typed As a search finds it.
 * @param {string} word
 */
export function replaceWord(question, typed, word) {
  const sought = typed.toLowerCase();
  let isReplaced = false;
  return question.replace(/[\p{L}\p{M}\p{N}]+/gu, (part) => {
    if (isReplaced || fold(part).toLowerCase() !== sought) return part;
    isReplaced = true;
    return word;
  });
}
