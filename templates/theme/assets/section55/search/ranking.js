// Which records have all that a question asks for, and in which order. Knows no page.

/** @import { Index } from "./index.js" */
/** @import { Unit } from "./question.js" */
import { formsOf } from "./forms.js";
import { linksOf } from "./words.js";

/**
 * @typedef {object} Match
 * @property {number} score
 * @property {[string, number][]} votes Letters of pieces of its text, with how much each has of what was asked for.
 */

/** @typedef {Map<number, Match>} Matches By the number of the record. */
/** @typedef {{number: number, score: number, piece: string, translation?: string}} RankedMatch */

/**
 * @typedef {object} Wanted What is looked for in the text of a hit.
 * @property {Map<string, number>[]} units For each unit its words, with the weight of each.
 * @property {string[][]} phrases
 * @property {string[][]} joints
 */

const PHRASE_FACTOR = 2;
const JOINT_FACTOR = 0.5;
/** For a number directly after its noun: "recommendation 2". */
const NUMBER_FACTOR = 1.5;

/**
 * Find the records that have every unit, the best first, and the units that no record has.
 * @param {Index} index
 * @param {Unit[]} units
 * @param {string} language
 */
export async function rank(index, units, language) {
  const found = await Promise.all(units.map((unit) => (unit.isPhrase ? phrase : anyWay)(index, unit, language)));
  const each = found.map(({ matches }) => matches);
  let matches = each.length ? each.reduce(join) : new Map();
  const isAlmost = !matches.size && units.length > 2 && each.every(({ size }) => size);
  if (isAlmost) matches = withAllButOne(each);
  if (matches.size > 1) await rewardJoints(index, units, found, matches);
  const ranked = [...matches].map(([number, { score, votes }]) => ({ number, score, piece: bestPiece(votes) }));
  ranked.sort((a, b) => b.score - a.score || b.number - a.number);
  /** @type {Wanted} */
  const wanted = {
    units: found.filter((_, place) => !units[place].isPhrase).map(({ words }) => words),
    phrases: units.filter(({ isPhrase }) => isPhrase).map(({ sequence }) => sequence),
    joints: units.flatMap((unit) => (unit.isNumber ? (unit.joints ?? []) : [])),
  };
  return {
    ranked,
    wanted,
    isAlmost: isAlmost && matches.size > 0,
    unknown: units.filter((_, place) => !found[place].matches.size),
  };
}

/** @param {[string, number][]} votes */
function bestPiece(votes) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const [piece, weight] of votes) sums.set(piece, (sums.get(piece) ?? 0) + weight);
  return [...sums].reduce((best, other) => (other[1] > best[1] ? other : best))[0];
}

/** @param {Matches} one @param {Matches} other @returns {Matches} */
function join(one, other) {
  const both = new Map();
  for (const [number, { score, votes }] of one) {
    const second = other.get(number);
    if (second) both.set(number, { score: score + second.score, votes: [...votes, ...second.votes] });
  }
  return both;
}

/** @param {Matches[]} each @returns {Matches} */
function withAllButOne(each) {
  /** @type {Matches} */
  const matches = new Map();
  for (const [place] of each.entries()) {
    for (const [number, match] of each.filter((_, other) => other !== place).reduce(join)) {
      if (match.score > (matches.get(number)?.score ?? 0)) matches.set(number, match);
    }
  }
  return matches;
}

/** @param {Index} index @param {Unit} unit @param {string} language */
async function anyWay(index, unit, language) {
  /** @type {Matches} */
  const matches = new Map();
  /** @type {Map<string, number>} */
  const words = new Map();
  const ways = await Promise.all(
    unit.ways.map((way) => Promise.all(way.map((word) => formsOf(index, word, language)))),
  );
  for (const forms of ways) {
    for (const [word, { weight }] of forms.flatMap((form) => [...form])) words.set(word, weight);
    const all = forms.map((form) => matchesOf(index, form)).reduce(join);
    for (const [number, match] of all) {
      if (match.score > (matches.get(number)?.score ?? 0)) matches.set(number, match);
    }
  }
  return { matches, words };
}

/**
 * Return the records that have one of several forms of a word: the rarer, the higher their score.
 * @param {Index} index
 * @param {Awaited<ReturnType<typeof formsOf>>} forms
 */
function matchesOf(index, forms) {
  /** @type {Matches} */
  const matches = new Map();
  for (const { codes, weight } of forms.values()) {
    for (const [number, { level, piece }] of index.postings(codes)) {
      const score = (weight * level) / 16;
      if (score > (matches.get(number)?.score ?? 0)) matches.set(number, { score, votes: [[piece, score]] });
    }
  }
  const rarity = Math.log(1 + (index.size - matches.size + 0.5) / (matches.size + 0.5));
  for (const match of matches.values()) {
    match.score *= rarity;
    match.votes[0][1] *= rarity;
  }
  return matches;
}

/** @param {Index} index @param {Unit} unit @param {string} language */
async function phrase(index, { ways, sequence }, language) {
  const buckets = [...new Set(linksOf(sequence))].filter((bucket) => bucket >= 0);
  const [words, links] = await Promise.all([
    Promise.all(ways[0].map((word) => formsOf(index, word, language, true))),
    Promise.all(buckets.map((bucket) => index.links(bucket))),
  ]);
  const sets = links.filter((link) => link !== null);
  /** @type {Matches} */
  let matches = new Map([...(sets[0] ?? [])].map((number) => [number, { score: 1, votes: [["", 0]] }]));
  if (words.length) matches = words.map((forms) => matchesOf(index, forms)).reduce(join);
  for (const [number, match] of matches) {
    if (sets.every((set) => set.has(number))) match.score *= PHRASE_FACTOR;
    else matches.delete(number);
  }
  return { matches, words: new Map() };
}

/**
 * Raise the records in which units stand together as they were typed.
 * @param {Index} index
 * @param {Unit[]} units
 * @param {{matches: Matches}[]} found
 * @param {Matches} matches
 */
async function rewardJoints(index, units, found, matches) {
  const rarities = found.map(({ matches: { size } }) => Math.log(1 + (index.size - size + 0.5) / (size + 0.5)));
  await Promise.all(
    units.map(async ({ joints = [], isNumber }, place) => {
      const links = joints.map((joint) => linksOf(joint)[joint.length - 1]).filter((link) => link >= 0);
      const sets = await Promise.all(links.map((link) => index.links(link)));
      const factor = isNumber ? NUMBER_FACTOR : JOINT_FACTOR;
      const bonus = factor * (rarities[place] + rarities[place - 1]);
      for (const [number, match] of matches) if (sets.some((set) => set?.has(number))) match.score += bonus;
    }),
  );
}

/**
 * Keep the records that have every chosen fact.
 * @param {RankedMatch[]} ranked
 * @param {Record<string, string>} chosen
 * @param {(number: number) => Record<string, string>} facts
 */
export function narrow(ranked, chosen, facts) {
  const choices = Object.entries(chosen);
  return ranked.filter(({ number }) => {
    const own = facts(number);
    return choices.every(([name, value]) => own[name]?.split("\n").includes(value));
  });
}

/**
 * Sort records by the day of the report, the newest first: they are numbered by it.
 * @param {RankedMatch[]} ranked
 */
export const newestFirst = (ranked) => [...ranked].sort((a, b) => b.number - a.number);

/**
 * Leave one of a record and its translation out where both are found: the other then names its language. A translation
 * follows its original.
 * @param {RankedMatch[]} ranked
 * @param {(number: number) => Record<string, string>} facts
 * @param {string} language What is shown where there is a choice.
 */
export function inOneLanguage(ranked, facts, language) {
  const found = new Map(ranked.map((match) => [match.number, match]));
  return ranked.filter(({ number }) => {
    const own = facts(number);
    const other = found.get(own.twin ? number - 1 : number + 1);
    const isPair = other && (own.twin || facts(number + 1).twin);
    if (!isPair || own.language === language) return true;
    const isShown = facts(other.number).language !== language && !own.twin;
    if (!isShown) other.translation = own.language;
    return isShown;
  });
}
