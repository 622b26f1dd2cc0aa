// Takes steps in Firefox, which WebDriver BiDi drives, and prints what was read and what went wrong.
// Arguments: the folder of the checkers, the program, and a file of steps.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, program, file] = process.argv.slice(2);
const { time, steps } = JSON.parse(readFileSync(file, "utf8"));
const library = createRequire(pathToFileURL(`${modules}/`)).resolve("puppeteer-core");
const { default: puppeteer } = await import(pathToFileURL(library).href);
const timeout = 120_000;
const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true, timeout });
const page = await browser.newPage();
page.setDefaultTimeout(timeout);
/** @type {string[]} */
const faults = [];
page.on("pageerror", (error) => faults.push(String(error)));
page.on("console", (message) => {
  if (["error", "warn"].includes(message.type())) faults.push(message.text());
});
await page.evaluateOnNewDocument((moment) => {
  const RealDate = Date;
  globalThis.Date = /** @type {DateConstructor} */ (
    class extends RealDate {
      constructor(...values) {
        super(.../** @type {[number]} */ (values.length ? values : [moment]));
      }
      static now() {
        return moment;
      }
    }
  );
}, time);

/**
 * Wait until something can be said of the page. The page's policy forbids Puppeteer's own way.
 * @param {() => Promise<boolean>} isSo
 */
async function until(isSo) {
  const end = Date.now() + timeout;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`This did not come true: ${isSo}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** @type {Record<string, (...values: string[]) => Promise<unknown>>} */
const ACTIONS = {
  open: (address) => page.goto(address),
  wait: (selector) => page.waitForSelector(selector),
  type: (selector, text) => page.locator(selector).fill(text),
  press: (selector, key) => page.$(selector).then((element) => element.press(key)),
  click: (selector) => page.locator(selector).click(),
  choose: (selector, value) => page.select(selector, value),
  back: () => page.goBack(),
  titled: (words) => until(async () => (await page.title()).startsWith(`${words} - `)),
  at: (end) => until(async () => (await page.evaluate(() => location.href)).endsWith(end)),
  focus: () => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName),
  address: () => page.evaluate(() => location.href),
  read: (selector) =>
    page.evaluate(
      (wanted) => [...document.querySelectorAll(wanted)].map((each) => each.textContent.replace(/\s+/g, " ").trim()),
      selector,
    ),
};
const READS = ["read", "focus", "address"];
const results = [];
try {
  for (const [action, ...values] of steps) {
    const result = await ACTIONS[action](...values);
    results.push(READS.includes(action) ? result : null);
  }
} finally {
  process.stdout.write(JSON.stringify({ version: await browser.version(), results, faults }));
  await browser.close();
}
