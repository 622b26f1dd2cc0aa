// The words of a text as a search finds them. Its twin is `generator/outputs/search/words.py`, and a test compares the
// two.

/** Words that nearly every text has. They are found in phrases only; in capitals (`IT`, `WHO`) they are others. */
export const COMMON_WORDS = new Set(
  (
    "a about an and any are as at be been but by can could did do does for from had has have he her his how i if in " +
    "into is it its me my no nor not of on or our out said say says she should so than that the their them then " +
    "there these they this those to was we were what when where which who whom why will with would you your"
  ).split(" "),
);
export const LINK_BUCKETS = 32_768;
const MAX_WORD = 40;
const MONTHS = "january february march april may june july august september october november december".split(" ");
/** @type {Record<string, string>} */
const LETTERS = {
  ...{ ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th" },
  ...{ Ø: "O", Ł: "L", Đ: "D", Ð: "D", Ħ: "H", ẞ: "SS", Æ: "AE", Œ: "OE", Þ: "TH" },
};
const RUN = new RegExp(
  [
    "([sS]{1,2}\\.?(?=[0-9])|s{1,2}\\.(?![^ ])|§+)", // the section of an Act
    "([\\p{L}\\p{Nl}\\p{No}](?:\\.[\\p{L}\\p{Nl}\\p{No}])+)(?![\\p{L}\\p{N}])", // e.g., U.K.
    "([0-9][\\p{L}\\p{N}]*(?:[-‐‒–—−./⁄][0-9][\\p{L}\\p{N}]*)*(?:\\([\\p{L}\\p{N}]{1,4}\\))*)",
    "([\\p{L}\\p{N}]+(?:[-‐&][\\p{L}\\p{N}]+)*(?:\\([\\p{L}\\p{N}]{1,4}\\))*)",
  ].join("|"),
  "gu",
);
/** Spaces that part no words, in `9 (3) (b)` and `R & D`. */
const BRACKETS = /([0-9)]) (?=\((?:[0-9]{1,3}\) ?\()?[0-9]{0,2}(?:[A-Za-z]|[ivx]+)\))/g;
const AMPERSAND = /\b([A-Z]) & (?=[A-Z]\b)/g;
const DATES = [
  /^(?<year>[0-9]{4})[-‐](?<month>[0-9]{1,2})[-‐](?<day>[0-9]{1,2})$/,
  /^(?<day>[0-9]{1,2})[/.](?<month>[0-9]{1,2})[/.](?<year>[0-9]{4})$/,
];

/**
 * @typedef {object} Words
 * @property {string[]} terms Words as wholes and in parts, without common words.
 * @property {string[]} sequence The smallest parts in their order, with common words.
 */

/**
 * Return a text without accents, ligatures, apostrophes and what parts a number; capitals stay.
 * @param {string} text
 */
export function fold(text) {
  return text
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2079\u2150-\u215e]/g, " $&")
    .replace(/[’‘ʼ\u0060´′＇]/g, "'")
    .replace(/([0-9])[,\u00a0\u2007\u2009\u202f](?=[0-9]{3}(?![0-9]))/g, "$1")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[øłđðħıßæœþØŁĐÐĦẞÆŒÞ]/g, (letter) => LETTERS[letter])
    .replace(/([\p{L}\p{N}])'[srniuwSRNIUW](?![\p{L}\p{N}])/gu, "$1")
    .replace(/'/g, "")
    .replace(/(^|[ (£$€])\.(?=[0-9])/g, "$10.")
    .replace(BRACKETS, "$1")
    .replace(AMPERSAND, "$1&");
}

/**
 * Part a text at its spaces, but for those that part no words: they do not break.
 * @param {string} text
 */
export function chunksOf(text) {
  const held = text.replace(BRACKETS, "$1\u00a0").replace(AMPERSAND, "$1\u00a0&\u00a0");
  return held.split(" ").filter(Boolean);
}

/**
 * Return the words of each run of letters and digits in a text.
 * @param {string} text
 * @returns {Words[]}
 */
export function runsOf(text) {
  return [...fold(text).matchAll(RUN)].map(([, section, letters, number, word]) => {
    /** @type {Words} */
    const words = { terms: [], sequence: [] };
    if (section) add(words, ["section"], ["section"]);
    else if (letters) addWord(words, letters.replace(/\./g, ""));
    else if (number) addNumber(words, number.toLowerCase());
    else addWord(words, word);
    return words;
  });
}

/** @param {Words} words @param {string[]} terms @param {string[]} sequence */
function add(words, terms, sequence) {
  words.terms.push(...terms.filter((term) => !COMMON_WORDS.has(term)).map(cut));
  words.sequence.push(...sequence);
}

/** @param {string} word */
const cut = (word) => [...word].slice(0, MAX_WORD).join("");

/** @param {Words} words @param {string} run */
function addNumber(words, run) {
  const date = DATES.map((form) => run.match(form)?.groups).find(Boolean);
  if (date && MONTHS[Number(date.month) - 1]) {
    const day = [`${Number(date.day)}`, MONTHS[Number(date.month) - 1], date.year];
    add(words, day, day);
    return;
  }
  const [base, ...inner] = run.replace(/\)/g, "").split("(");
  const parts = base.split(/[-‐‒–—−/⁄]/).map((part) => part.match(/^0?([0-9]+?)(?:st|nd|rd|th)?$/)?.[1] ?? part);
  const wholes = [parts.join("/")];
  for (const letters of inner) wholes.push(`${wholes[wholes.length - 1]}(${letters})`);
  const measures = parts.flatMap((part) => part.match(/^([0-9.]+)([\p{L}\p{Nl}\p{No}]+)$/u)?.slice(1) ?? []);
  add(words, [...new Set([...wholes, ...parts, ...measures])], [...parts, ...inner]);
}

/** @param {Words} words @param {string} run */
function addWord(words, run) {
  const [base, ...inner] = run.replace(/\)/g, "").split("(");
  const parts = base.split(/[-‐]/);
  if (parts.length > 1) add(words, [parts.join("").toLowerCase()], []);
  for (const part of parts) {
    const lower = part.toLowerCase();
    const numbered = lower.match(/^([\p{L}\p{Nl}\p{No}]+)([0-9]+[a-z]?)$/u)?.slice(1);
    if (COMMON_WORDS.has(lower) && part.length > 1 && part === part.toUpperCase()) add(words, [part], [lower]);
    else if (numbered) add(words, [lower, ...numbered], numbered);
    else {
      const within = lower.split("&").filter((name) => name !== lower);
      add(words, [lower, ...within], [lower]);
    }
  }
  for (const letters of inner) {
    const lower = letters.toLowerCase();
    if (lower === "s" || lower === "es") add(words, [parts[parts.length - 1].toLowerCase() + lower], []);
    else add(words, [lower], [lower]);
  }
}

/**
 * Return the bucket of the link that ends at each part of a sequence; -1 where there is none.
 * @param {string[]} sequence
 */
export function linksOf(sequence) {
  const codes = sequence.map(crc16);
  return sequence.map((part, at) => {
    const isAfterCommon = COMMON_WORDS.has(sequence[at - 1]);
    if (isAfterCommon ? at < 2 : at < 1 || COMMON_WORDS.has(part)) return -1;
    return (181 * codes[at - 1] + codes[at] + (isAfterCommon ? 5_611 * codes[at - 2] : 0)) % LINK_BUCKETS;
  });
}

/** @param {string} text CRC-CCITT, of its UTF-8. */
function crc16(text) {
  let sum = 0;
  for (const byte of new TextEncoder().encode(text)) {
    sum ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) sum = ((sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return sum;
}
