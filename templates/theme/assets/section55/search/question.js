// What a question asks for: words, phrases, numbers and days, and what means the same. Knows no page and no index.

/**
 * @typedef {object} Unit A part of a question, which a record must have in one of its ways: all the words of a way, or
 * a phrase.
 * @property {string} typed
 * @property {string[][]} ways
 * @property {string} [phrase]
 * @property {boolean} [isNumber]
 */

/**
 * @typedef {object} Synonyms
 * @property {Map<string, string[][]>} ways For each phrase the ways to say the same.
 * @property {Set<string>} shortForms Words that are not the beginning of others: `rec` is not that of `receive`.
 */

/** @typedef {{word: string, joined?: string[]}} Token A word, and the words joined by hyphens that it begins. */

export const MAX_UNITS = 12;

const COMMON_WORDS = new Set(
  (
    "a about an and any are as at be been but by can could did do does for from had has have he her his how i if in " +
    "into is it its me my no nor not of on or our out said say says she should so than that the their them then " +
    "there these they this those to was we were what when where which who whom why will with would you your"
  ).split(" "),
);
const MONTHS = "january february march april may june july august september october november december".split(" ");
const ORDINAL_ENDINGS = new Map([
  [1, "st"],
  [2, "nd"],
  [3, "rd"],
  [21, "st"],
  [22, "nd"],
  [23, "rd"],
  [31, "st"],
]);

/** Hyphens within words: the typewriter's, the typographer's, the one that keeps a line together, and a short dash. */
const HYPHEN = /[-\u2010\u2011\u2013]/;
const RUN = /[\p{L}\p{N}]+(?:[-\u2010\u2011\u2013][\p{L}\p{N}]+)*/gu;

/**
 * Return a text without accents, capitals and apostrophes.
 * @param {string} text
 */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’‘ʼ`´′]/g, "");
}

/**
 * Check whether a word is looked for as it is, and not as the beginning of others.
 * @param {string} word
 * @param {Set<string>} shortForms
 */
export function isExact(word, shortForms) {
  return word.length < 3 || /^\d/.test(word) || shortForms.has(word);
}

/** @param {string[]} words */
const withoutCommon = (words) => words.filter((word) => !COMMON_WORDS.has(word));

/**
 * Read groups of phrases that mean the same.
 * @param {string[][]} groups
 * @param {string[]} unused Words that no record has.
 * @returns {Synonyms}
 */
export function readSynonyms(groups, unused) {
  const synonyms = { ways: new Map(), shortForms: new Set() };
  for (const group of groups) {
    const phrases = group.map((phrase) => fold(phrase).match(/[\p{L}\p{N}]+/gu) ?? []).filter((words) => words.length);
    const phraseWays = phrases.map(wayOf);
    for (const word of phraseWays.flat()) if (word.length === 3) synonyms.shortForms.add(word);
    const ways = distinct(phraseWays.filter((way) => way.length > 1 || !unused.includes(way[0])));
    const telling = ways.length ? phrases.filter((phrase) => withoutCommon(phrase).length) : [];
    for (const phrase of telling) synonyms.ways.set(phrase.join(" "), ways);
  }
  return synonyms;
}

/**
 * Return the words that say a phrase: those that are not common, where there are any.
 * @param {string[]} phrase
 */
function wayOf(phrase) {
  const telling = withoutCommon(phrase);
  return telling.length ? telling : phrase;
}

/** @param {string[][]} ways */
function distinct(ways) {
  return [...new Map(ways.map((way) => [way.join(" "), way])).values()];
}

/**
 * Part a question into units. Beyond the twelfth they are left out.
 * @param {string} question
 * @param {Synonyms} synonyms
 */
export function parseQuestion(question, synonyms) {
  const { phrases, rest } = takePhrases(question);
  const tokens = tokensOf(writeOutDays(fold(rest)), synonyms);
  const { units, hasCommon } = unitsOf(tokens, synonyms);
  const all = [...phrases, ...units];
  return { units: all.slice(0, MAX_UNITS), tooMany: all.length > MAX_UNITS, hasCommon };
}

/** @param {string} question */
function takePhrases(question) {
  /** @type {Unit[]} */
  const phrases = [];
  const rest = question.replace(/[“”„«»＂]/g, '"').replace(/"([^"]+)"/g, (_, typed) => {
    const phrase = fold(typed)
      .replace(/[-\u2010-\u2015]/g, " ")
      .replace(/[^\p{L}\p{N}\s]/gu, "")
      .replace(/\s+/g, " ")
      .trim();
    if (phrase) phrases.push({ phrase, typed, ways: [] });
    return " ";
  });
  return { phrases, rest };
}

/**
 * Write days of numbers out, as records have them, and join abbreviations: `2019-10-24`, `24/10/2019`, `s.55`.
 * @param {string} text
 */
function writeOutDays(text) {
  /** @param {string} all @param {string} year @param {string} month @param {string} day */
  const writeOut = (all, year, month, day) => {
    const name = MONTHS[Number(month) - 1];
    return name ? `${Number(day)} ${name} ${year}` : all;
  };
  return text
    .replace(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/g, writeOut)
    .replace(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g, (all, day, month, year) => writeOut(all, year, month, day))
    .replace(/\b([a-z])\.(?=[a-z\d])/g, "$1");
}

/** @param {string} text @param {Synonyms} synonyms */
function tokensOf(text, synonyms) {
  /** @type {Token[]} */
  const tokens = [];
  for (const run of text.match(RUN) ?? []) {
    const parts = run.split(HYPHEN);
    const [, letters, digits] = run.match(/^([a-z]+)(\d+)$/) ?? [];
    if (letters && synonyms.ways.has(letters) && !synonyms.ways.has(run)) {
      tokens.push({ word: letters }, { word: digits });
    } else if (parts.length > 1) {
      tokens.push({ word: parts[0], joined: parts }, ...parts.slice(1).map((word) => ({ word })));
    } else {
      tokens.push({ word: run });
    }
  }
  return tokens;
}

/** @param {Token[]} tokens @param {Synonyms} synonyms */
function unitsOf(tokens, synonyms) {
  /** @type {Unit[]} */
  const units = [];
  let hasCommon = false;
  let at = 0;
  while (at < tokens.length) {
    const synonym = synonymAt(tokens, at, synonyms);
    const { word, joined } = tokens[at];
    if (synonym) {
      units.push(synonym.unit);
      at += synonym.length;
    } else if (joined) {
      const ways = [[joined.join("")], withoutCommon(joined)];
      units.push({ typed: joined.join("-"), ways: ways.filter((way) => way.length) });
      at += joined.length;
    } else {
      if (COMMON_WORDS.has(word)) hasCommon = true;
      else units.push(unitOf(word));
      at += 1;
    }
  }
  return { units, hasCommon };
}

/**
 * Return the longest run of words from a place that has synonyms, as a unit.
 * @param {Token[]} tokens
 * @param {number} at
 * @param {Synonyms} synonyms
 * @returns {{length: number, unit: Unit} | null}
 */
function synonymAt(tokens, at, { ways }) {
  const longest = Math.max(1, ...[...ways.keys()].map((phrase) => phrase.split(" ").length));
  for (let length = Math.min(longest, tokens.length - at); length > 0; length -= 1) {
    const typed = tokens.slice(at, at + length).map(({ word }) => word);
    const found = ways.get(typed.join(" "));
    if (found) return { length, unit: { typed: typed.join(" "), ways: found } };
  }
  return null;
}

/**
 * Return the unit of one word. A day is also looked for as it is said: 24 and 24th, 1 and 1st and 01.
 * @param {string} word
 * @returns {Unit}
 */
function unitOf(word) {
  const digits = word.match(/^(\d{1,2})(?:st|nd|rd|th)?$/)?.[1];
  if (!digits) return { typed: word, ways: [[word]], isNumber: false };
  const number = Number(digits);
  const isDay = number >= 1 && number <= 31;
  const ways = isDay ? [[`${number}`], [`${number}${ORDINAL_ENDINGS.get(number) ?? "th"}`]] : [[word]];
  if (digits !== `${number}`) ways.push([digits]);
  return { typed: word, ways, isNumber: true };
}
