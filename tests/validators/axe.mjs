// Runs axe-core on web pages in Chromium and prints the findings as JSON.
// Usage: node axe.mjs CHROMIUM SITE URL…   (started by pages.py, which makes the report)
// SITE is "" or the address of a folder; below https://site.example/ the browser is given the files in it.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const SETTINGS = ["light", "dark"].flatMap((colorScheme) =>
  [375, 1280].map((width) => ({ colorScheme, viewport: { width, height: 800 } })),
);
const QUIET = ["--disable-gpu", "--disable-quic"]; // Playwright itself turns off updates, sync and the like
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

// What axe says about the elements of one result, one entry for each element.
function elements(result) {
  return result.nodes.map((node) => ({
    rule: result.id,
    impact: node.impact ?? result.impact,
    help: result.help,
    element: node.target.flat().join(" "),
    reason: [...node.none, ...node.all, ...node.any][0]?.message ?? "",
  }));
}

// Everything that axe finds on one page, in the window as it is set.
async function checkPage(page, url) {
  const missing = [];
  const note = (request) => missing.push(request.url());
  page.on("requestfailed", note);
  await page.goto(url, { waitUntil: "load" });
  const result = await page.evaluate(() => window.axe.run(document));
  page.off("requestfailed", note);
  const found = { violations: result.violations.flatMap(elements), undecided: result.incomplete.flatMap(elements) };
  return { url, version: result.testEngine.version, passed: result.passes.length, missing, ...found };
}

// Gives the browser the files of a site in a folder, as a web server would.
async function serve(context, site) {
  const types = { html: "text/html", css: "text/css", js: "text/javascript", json: "application/json" };
  await context.route("https://site.example/**", async (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname.slice(1));
    const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
    const body = await readFile(new URL(file, site)).catch(() => null);
    if (body === null) await route.abort();
    else await route.fulfill({ body, contentType: types[file.split(".").at(-1)] });
  });
}

// Everything that axe finds on the pages in one colour scheme and window size.
async function checkSetting(browser, setting, urls) {
  const context = await browser.newContext({ ...setting, offline: true, reducedMotion: "reduce" });
  await context.addInitScript({ path: AXE });
  if (site) await serve(context, site);
  const page = await context.newPage();
  const name = `${setting.colorScheme} ${setting.viewport.width}px`;
  const findings = [];
  for (const url of urls) findings.push({ setting: name, ...(await checkPage(page, url)) });
  await context.close();
  return findings;
}

const [executablePath, site, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: QUIET });
const findings = await Promise.all(SETTINGS.map((setting) => checkSetting(browser, setting, urls)));
await browser.close();
console.log(JSON.stringify(findings.flat()));
