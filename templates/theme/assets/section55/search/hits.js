// What is shown of a record that was found: its kind, title, addresses and facts. Knows no page.

/** @import { Section } from "./excerpts.js" */
import { fillIn } from "../page.js";
import { bestSections, excerptOf } from "./excerpts.js";

/**
 * @typedef {object} FoundRecord
 * @property {string} url
 * @property {string} title
 * @property {Record<string, string>} meta
 * @property {Section[]} sections Marked.
 * @property {string} [translation] The language of its translation, which was found too.
 */

/**
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
const MAX_OTHER_SECTIONS = 3;

/** @param {string} text */
const headingOf = (text) => text.replace(/[:\s]+$/, "");

/**
 * Read an address: `cy/responses/norfolk/2019/x/` is a response in Welsh, and `inspections/2019/x/#class` findings.
 * @param {string} url
 * @param {Languages} languages
 */
function placeOf(url, languages) {
  const [path, findingClass] = url.split("#");
  const [first] = path.split("/");
  const language = languages.has(first) ? first : "en";
  const own = language === "en" ? path : path.slice(language.length + 1);
  return { path, language, own, kind: findingClass ? "finding" : (KINDS[own.split("/")[0]] ?? "page") };
}

/**
 * Describe a record as a hit, in its own language.
 * @param {FoundRecord} record
 * @param {string} root
 * @param {Languages} languages The words of each language.
 */
export function describeHit(record, root, languages) {
  const { meta, url, sections } = record;
  const { path, language, own, kind } = placeOf(url, languages);
  const words = languages.get(language)?.words ?? {};
  const [best, ...others] = bestSections(sections);
  const shown = best ?? sections.find((section) => section.words.length > section.start) ?? sections[0];
  const named = best ?? (kind === "finding" && sections.length === 1 ? sections[0] : undefined);
  const heading = named ? headingOf(named.heading) : "";
  const status = (meta.status ?? "").replace(/_/g, "-");
  /** @param {Section | undefined} section */
  const address = (section) => `${root}${path}${fragmentOf(kind, section, sections)}`;
  const { translation } = record;
  const facts = factsOf(meta, kind, words);
  /** @type {Record<string, string>} */
  const cells = { ...facts, published: meta.published ?? "" };
  return {
    language,
    words,
    address: address(named),
    title: kind === "finding" ? `${heading || classOf(meta)}: ${meta.report}` : record.title,
    facts: Object.values(facts).filter(Boolean),
    cells,
    status: words[`status-${status}`] ? status : "",
    translation: translation && {
      language: translation,
      address: `${root}${translation === "en" ? "" : `${translation}/`}${own}`,
      name: languages.get(translation)?.name ?? "",
    },
    section: kind === "finding" ? "" : heading,
    excerpt: excerptOf(shown),
    others: others
      .filter(({ id, found }) => id && id !== best.id && found >= best.found)
      .slice(0, MAX_OTHER_SECTIONS)
      .map((section) => ({ address: address(section), title: headingOf(section.heading) })),
  };
}

/** @param {Record<string, string>} meta */
const classOf = ({ what }) => what.split(", ")[1] || what;

/** @param {string} kind @param {Section | undefined} section @param {Section[]} sections */
function fragmentOf(kind, section, sections) {
  if (section?.id) return kind === "finding" ? `${section.id}/` : `#${section.id}`;
  return kind === "finding" && sections[0].id ? `#${sections[0].id}` : "";
}

/** @param {Record<string, string>} meta @param {string} kind @param {Wordings} words */
function factsOf(meta, kind, words) {
  const author = meta.office && kind !== "office" ? meta.office : (meta.inspectorate ?? "").split(", ")[0];
  const date = meta.date || (UNDATED_KINDS.includes(kind) ? "" : words["not-dated"]);
  const published = meta.published ? fillIn(words["response-published"], { date: meta.published }) : "";
  return { kind: words[`kind-${kind}`], author, date, published };
}
