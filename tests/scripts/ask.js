// Asks an index in a folder, without a page, and prints the addresses of the first hits of each question.
import { readFileSync } from "node:fs";
import { Search } from "../../templates/theme/assets/section55/search/answer.js";
import { describeHit } from "../../templates/theme/assets/section55/search/hits.js";

const [folder, file] = process.argv.slice(2);
const load = async (/** @type {string} */ path) => {
  try {
    return JSON.parse(readFileSync(`${folder}/${path.split("?")[0]}`, "utf8"));
  } catch {
    return null;
  }
};
const words = { "response-published": "" };
const languages = new Map(["en", "cy"].map((language) => [language, { words, name: language }]));
const search = await Search.open(load, "en");
const answers = [];
for (const query of JSON.parse(readFileSync(file, "utf8"))) {
  const found = await search.find({ query, chosen: {}, sort: "" });
  const { records, total } = await search.records(found, 1);
  answers.push({ total, hits: records.map((record) => describeHit(record, "", languages).address) });
}
process.stdout.write(JSON.stringify(answers));
