// The elements of an answer: hits, and the steps between pages of them.

/** @import { describeHit } from "./hits.js" */
/** @import { Request } from "./address.js" */
import { element, fillIn } from "../page.js";
import { addressOf } from "./address.js";

/** @param {ReturnType<typeof describeHit>} hit @param {string} language The language of the page. */
export function hitElement(hit, language) {
  const { words, status, translation, section, others } = hit;
  const heading = element("h3", {}, element("a", { href: hit.address, "data-hit": "" }, hit.title));
  const facts = element("p", { class: "s55-hits__facts" }, hit.facts.join(" · "));
  if (status) {
    facts.append(" ", element("strong", { class: `s55-tag s55-tag--${status}` }, words[`status-${status}`]));
  }
  if (translation) {
    const { language, address, name } = translation;
    facts.append(" ", element("a", { href: address, lang: language, hreflang: language }, name));
  }
  const text = element("p", { class: "s55-hits__text" });
  if (section) text.append(element("span", { class: "s55-quiet" }, fillIn(words.in, { section })), " ");
  text.append(...excerptNodes(hit.excerpt));
  const made = element("li", hit.language === language ? {} : { lang: hit.language }, heading, facts, text);
  if (others.length) {
    const links = others.map((other) => element("a", { href: other.address }, other.title));
    const list = links.flatMap((link, place) => (place ? [", ", link] : [link]));
    made.append(element("p", { class: "s55-hits__also" }, words.also, " ", ...list));
  }
  return made;
}

/** @param {ReturnType<typeof describeHit>["excerpt"]} excerpt */
function excerptNodes({ words, isCutBefore, isCutAfter }) {
  const nodes = words.flatMap(({ word, isMarked }) => [isMarked ? element("mark", {}, word) : word, " "]);
  return [...(isCutBefore ? ["… "] : []), ...nodes, ...(isCutAfter ? ["…"] : [])];
}

/**
 * Return the steps to the pages before and after one.
 * @param {Request} request
 * @param {number} pages
 * @param {Record<string, string>} words
 */
export function pageSteps(request, pages, words) {
  const { page } = request;
  /** @param {"previous" | "next"} name @param {number} number @param {string} place */
  const step = (name, number, place) => {
    const link = pageLink({ ...request, page: number }, words[name]);
    link.rel = name === "next" ? "next" : "prev";
    return element("li", { class: `s55-pagination__${place}` }, link);
  };
  const steps = [element("li", { class: "s55-pagination__here" }, fillIn(words.place, { page, pages }))];
  if (page > 1) steps.unshift(step("previous", page - 1, "back"));
  if (page < pages) steps.push(step("next", page + 1, "on"));
  return element("ul", {}, ...steps);
}

/**
 * Return a link to another search, which needs no new page.
 * @param {Request} request
 * @param {string} words
 */
export function pageLink(request, words) {
  return element("a", { href: addressOf(request), "data-page": "" }, words);
}
