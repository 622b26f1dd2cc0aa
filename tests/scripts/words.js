// Prints the words of each text of a file, for the test that compares them with the program's.
import { readFileSync } from "node:fs";
import { linksOf, runsOf } from "../../templates/theme/assets/section55/search/words.js";

const texts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = texts.map((/** @type {string} */ text) => {
  const runs = runsOf(text);
  const sequence = runs.flatMap((run) => run.sequence);
  return [runs.flatMap(({ terms }) => terms), sequence, linksOf(sequence).filter((link) => link >= 0)];
});
process.stdout.write(JSON.stringify(found));
