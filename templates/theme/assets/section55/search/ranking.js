// Which records have all that a question asks for, and in which order. Knows no page; the engine is a function.

/** @import { Unit } from "./question.js" */
import { isExact } from "./question.js";

/**
 * @typedef {object} Result What the engine finds for a word or a phrase: a record, and the places of its words.
 * @property {string} id
 * @property {number} score
 * @property {number[]} words
 * @property {() => Promise<any>} data
 */

/**
 * @typedef {object} Hit A result, for a word, or for a phrase (null), and how much the excerpt makes of it.
 * @property {Result} result
 * @property {string | null} word
 * @property {number} [weight]
 */

/** @typedef {{score: number, hits: Hit[]}} Match */

/** @typedef {{id: string, translation?: string} & Match} RankedMatch */

/**
 * @typedef {object} Place Where a record stands in the order of days, the oldest first, and what narrows a search.
 * @property {number} position
 * @property {Record<string, string>} facts
 * @property {string | null} originalId What it is the translation of.
 */

/** @typedef {(text: string) => Promise<Result[]>} Search */

const PHRASE_FACTOR = 5;

/** Bonus for a number directly after its noun: "recommendation 2". */
const ADJACENCY_BONUS = 12;
const ADJACENCY_WEIGHT = 3;

/**
 * Keep what both have, with the sum of their scores.
 * @param {Map<string, Match>} one
 * @param {Map<string, Match>} other
 * @returns {Map<string, Match>}
 */
export function join(one, other) {
  const both = new Map();
  for (const [id, { score, hits }] of one) {
    const second = other.get(id);
    if (second) both.set(id, { score: score + second.score, hits: [...hits, ...second.hits] });
  }
  return both;
}

/**
 * Find the records that have every unit, the best first, and the units that no record has.
 * @param {Search} search
 * @param {Unit[]} units
 * @param {Set<string>} shortForms
 * @returns {Promise<{ranked: RankedMatch[], unknown: Unit[]}>}
 */
export async function rank(search, units, shortForms) {
  /** @type {Map<string, Match> | null} */
  let all = null;
  /** @type {Unit[]} */
  const unknown = [];
  for (const unit of units) {
    const found = await matchesOfUnit(search, unit, shortForms);
    if (!found.size) unknown.push(unit);
    all = all === null ? found : join(all, found);
  }
  const matches = all ?? new Map();
  await rewardNumbers(search, units, matches);
  const ranked = [...matches].map(([id, match]) => ({ id, ...match }));
  ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return { ranked, unknown };
}

/** @param {Search} search @param {Unit} unit @param {Set<string>} shortForms */
async function matchesOfUnit(search, unit, shortForms) {
  if (unit.phrase) return matchesOf(await search(`"${unit.phrase}"`), null, PHRASE_FACTOR);
  /** @type {Map<string, Match>} */
  const best = new Map();
  for (const way of unit.ways) {
    for (const [id, match] of await matchesOfWay(search, way, shortForms)) {
      if ((best.get(id)?.score ?? Number.NEGATIVE_INFINITY) < match.score) best.set(id, match);
    }
  }
  return best;
}

/** @param {Search} search @param {string[]} way @param {Set<string>} shortForms */
async function matchesOfWay(search, way, shortForms) {
  /** @type {Map<string, Match> | null} */
  let all = null;
  for (const word of way) {
    const found = matchesOf(await search(isExact(word, shortForms) ? `"${word}"` : word), word);
    all = all === null ? found : join(all, found);
  }
  return all ?? new Map();
}

/** @param {Result[]} results @param {string | null} word @returns {Map<string, Match>} */
function matchesOf(results, word, factor = 1) {
  return new Map(results.map((result) => [result.id, { score: factor * result.score, hits: [{ result, word }] }]));
}

/** @param {Search} search @param {Unit[]} units @param {Map<string, Match>} matches */
async function rewardNumbers(search, units, matches) {
  for (let at = 1; at < units.length; at += 1) {
    if (!units[at].isNumber) continue;
    const number = units[at].ways[0][0];
    for (const way of units[at - 1].ways) {
      for (const result of await search(`"${way[way.length - 1]} ${number}"`)) {
        const match = matches.get(result.id);
        if (!match) continue;
        match.score += ADJACENCY_BONUS;
        match.hits.push({ result, word: null, weight: ADJACENCY_WEIGHT });
      }
    }
  }
}

/**
 * Keep the records that have every chosen fact.
 * @param {RankedMatch[]} ranked
 * @param {Record<string, string>} chosen
 * @param {Map<string, Place>} places
 */
export function narrow(ranked, chosen, places) {
  return ranked.filter(({ id }) => {
    const place = places.get(id);
    return place && Object.entries(chosen).every(([name, value]) => place.facts[name]?.split("\n").includes(value));
  });
}

/**
 * Sort records by the day of the report, the newest first.
 * @param {RankedMatch[]} ranked
 * @param {Map<string, Place>} places
 */
export function newestFirst(ranked, places) {
  /** @param {RankedMatch} match */
  const position = ({ id }) => places.get(id)?.position ?? -1;
  return ranked.toSorted((a, b) => position(b) - position(a));
}

/**
 * Leave a translation out where its original is found too, which then names its language: one record is one hit.
 * @param {RankedMatch[]} ranked
 * @param {Map<string, Place>} places
 */
export function withoutTranslations(ranked, places) {
  const byId = new Map(ranked.map((match) => [match.id, match]));
  return ranked.filter(({ id }) => {
    const place = places.get(id);
    const original = place?.originalId ? byId.get(place.originalId) : undefined;
    if (original) original.translation = place?.facts.language;
    return !original;
  });
}
