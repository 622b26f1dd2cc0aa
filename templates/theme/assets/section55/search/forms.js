// Which words of the index say the same as one that was typed: forms of one stem, or longer words. Knows no page.

/** @import { Index } from "./index.js" */

/** @typedef {Map<string, {codes: string, weight: number}>} Forms Words of the index with their postings. */

const OTHER_FORM = 0.8;
const LONGER_WORD = 0.6;
const SHORTEST_BEGINNING = 3;

/** Initial letters of Welsh words, and what they become after other words. */
const MUTATIONS = Object.entries({
  ...{ p: ["b", "mh", "ph"], t: ["d", "nh", "th"], c: ["g", "ngh", "ch"], b: ["f", "m"], d: ["dd", "n"], m: ["f"] },
  ...{
    g: ["ng", ""],
    ll: ["l"],
    rh: ["r"],
    a: ["ha"],
    e: ["he"],
    i: ["hi"],
    o: ["ho"],
    u: ["hu"],
    w: ["hw"],
    y: ["hy"],
  },
});

/**
 * Return the words of the index that say what a word does; none where no record has it.
 * @param {Index} index
 * @param {string} word
 * @param {string} language Of the page; in Welsh the mutations of a word are looked for, too.
 * @param {boolean} isExact
 * @returns {Promise<Forms>}
 */
export async function formsOf(index, word, language, isExact = false) {
  const words = await index.words(word);
  const forms = weighted(words, (other) => (other === word ? 1 : !isExact && isSameStem(other, word) ? OTHER_FORM : 0));
  if (isExact || word.length < SHORTEST_BEGINNING || !/^\p{Ll}+$/u.test(word)) return forms;
  if (index.contents.twins && (language === "cy" || !forms.size)) {
    const mutated = mutationsOf(word).filter((other) => !forms.has(other));
    const files = await Promise.all(mutated.map((other) => index.words(other)));
    for (const [place, other] of mutated.entries()) {
      const codes = files[place].get(other);
      if (codes) forms.set(other, { codes, weight: OTHER_FORM });
    }
  }
  if (forms.size) return forms;
  return weighted(await index.words(word, true), (other) => (other.startsWith(word) ? LONGER_WORD : 0));
}

/** @param {Map<string, string>} words @param {(word: string) => number} weigh @returns {Forms} */
function weighted(words, weigh) {
  const forms = new Map();
  for (const [word, codes] of words) {
    const weight = weigh(word);
    if (weight) forms.set(word, { codes, weight });
  }
  return forms;
}

/**
 * Return the forms that a Welsh word may have after other words: `heddlu`, and `comisiynydd` for `gomisiynydd`.
 * @param {string} word
 */
export function mutationsOf(word) {
  const forms = new Set([word]);
  for (const [radical, mutated] of MUTATIONS) {
    for (const start of [radical, ...mutated]) {
      // G is dropped before a vowel, and before l, n, r and w.
      const isStart = start ? word.startsWith(start) : /^[aeiouwylnr]/.test(word);
      const rest = word.slice(start.length);
      if (isStart && rest) for (const other of [radical, ...mutated]) forms.add(other + rest);
    }
  }
  return [...forms];
}

/** @param {string} one @param {string} other */
const isSameStem = (one, other) => one.slice(0, 3) === other.slice(0, 3) && stem(one) === stem(other);

/**
 * Return a word without its English ending of number or tense.
 * @param {string} word
 */
export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const one = word
    .replace(/(?:ies|ied)$/, "y")
    .replace(/(ss|x|ch|sh|zz)es$/, "$1")
    .replace(/([^isu])s$/, "$1");
  const base = one.replace(/^(.*[aeiouy].*)(?:ed|ing)$/, "$1");
  return (base === one ? one : base.replace(/([bdfgmnprt])\1$/, "$1")).replace(/([^e])e$/, "$1");
}
