// What is shown of a record that was found: its kind, title, addresses and facts. Knows no page.

/** @import { MarkedText, Part } from "./excerpts.js" */
import { fillIn } from "../page.js";
import { excerptOf, partsOf } from "./excerpts.js";

/**
 * @typedef {MarkedText & {url: string, meta: Record<string, string>, translation?: string}} FoundRecord
 * @typedef {Record<string, string>} Wordings
 * @typedef {Map<string, {words: Wordings, name: string}>} Languages
 */

/** @type {Record<string, string>} */
const KINDS = {
  responses: "response",
  inspections: "inspection",
  "panel-reports": "panel-report",
  offices: "office",
};
const UNDATED_KINDS = ["office", "page"];
const MAX_OTHER_PARTS = 3;

/** @param {string} text */
const headingOf = (text) => text.replace(/[:\s]+$/, "");

/**
 * Describe a record as a hit, in its own language.
 * @param {FoundRecord} record
 * @param {string} root
 * @param {Wordings} english
 * @param {Languages} languages
 */
export function describeHit(record, root, english, languages) {
  const { meta } = record;
  const [path, findingClass] = record.url.replace(/^\//, "").split("#");
  const folders = path.split("/");
  const language = languages.has(folders[0]) ? folders[0] : "";
  const words = languages.get(language)?.words ?? english;
  const kind = findingClass ? "finding" : (KINDS[folders[language ? 1 : 0]] ?? "page");
  const parts = partsOf(record);
  const [best = wholeFinding(record, kind)] = parts;
  const section = best?.anchor ? headingOf(best.anchor.text) : "";
  const status = (meta.status ?? "").replace(/_/g, "-");
  const others = parts.slice(1, 1 + MAX_OTHER_PARTS).filter((part) => part.anchor && part.words >= parts[0].words);
  /** @param {Pick<Part, "anchor"> | null} part */
  const address = (part) => `${root}${path}${fragmentOf(record, kind, part)}`;
  return {
    language,
    words,
    address: address(best),
    title: titleOf(meta, kind, section),
    facts: factsOf(meta, kind, words),
    status: words[`status-${status}`] ? status : "",
    translation: record.translation && {
      language: record.translation,
      address: `${root}${record.translation}/${path}`,
      name: languages.get(record.translation)?.name ?? "",
    },
    section: kind === "finding" ? "" : section,
    excerpt: excerptOf(record, best),
    others: others.map((part) => ({ address: address(part), title: headingOf(part.anchor?.text ?? "") })),
  };
}

/**
 * Return a finding that is all of its record as its part: it is found by its title or its office alone.
 * @param {FoundRecord} record
 * @param {string} kind
 */
function wholeFinding({ anchors, words }, kind) {
  const isWhole = kind === "finding" && anchors.length === 1;
  return isWhole ? { anchor: anchors[0], start: 0, end: words.length } : null;
}

/** @param {FoundRecord} record @param {string} kind @param {Pick<Part, "anchor"> | null} part */
function fragmentOf({ anchors }, kind, part) {
  if (part?.anchor) return kind === "finding" ? `${part.anchor.id}/` : `#${part.anchor.id}`;
  return kind === "finding" && anchors.length ? `#${anchors[0].id}` : "";
}

/** @param {Record<string, string>} meta @param {string} kind @param {string} section */
function titleOf(meta, kind, section) {
  if (kind === "finding") return `${section || meta.what.split(", ")[1] || meta.what}: ${meta.report}`;
  return meta.title || meta.report || "";
}

/** @param {Record<string, string>} meta @param {string} kind @param {Wordings} words */
function factsOf(meta, kind, words) {
  const author = meta.office && kind !== "office" ? meta.office : (meta.inspectorate ?? "").split(", ")[0];
  const date = meta.date || (UNDATED_KINDS.includes(kind) ? "" : words["not-dated"]);
  const published = meta.published ? fillIn(words["response-published"], { date: meta.published }) : "";
  return [words[`kind-${kind}`], author, date, published].filter(Boolean);
}
