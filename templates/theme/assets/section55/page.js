// What the scripts of several pages share: elements, wordings with blanks, and a table that is fetched once.

/**
 * Find an element that the template of the page always has.
 * @template {Element} T
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(parent, selector, kind) {
  const found = parent.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * Make an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * Fill the blanks of a wording: `{count} results` with a count.
 * @param {string} wording
 * @param {Record<string, string | number>} values
 * @returns {string}
 */
export function fillIn(wording, values) {
  return wording.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * Return a function that fetches and reads a table, once; after a failure it tries again.
 * @template T
 * @param {string} address
 * @param {(data: any) => T} read
 * @returns {() => Promise<T>}
 */
export function tableLoader(address, read) {
  /** @type {Promise<T> | null} */
  let table = null;
  async function load() {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return read(await response.json());
  }
  return () => {
    table ??= load().catch((error) => {
      table = null;
      throw error;
    });
    return table;
  };
}
