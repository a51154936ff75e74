// Prints, as JSON, which features of each mail Outlook for Windows lacks, by the data of caniemail.com.
// Usage: node mail.mjs FILE.html…   (started by gate.py)

import { readFile } from "node:fs/promises";
import { caniemail } from "caniemail";

const found = {};
for (const file of process.argv.slice(2)) {
  const html = await readFile(file, "utf8");
  const { issues } = caniemail({ clients: ["outlook.windows"], html });
  const lacking = [...issues.errors.values()].flat().map((issue) => issue.title);
  found[file] = [...new Set(lacking)].sort();
}
console.log(JSON.stringify(found));
