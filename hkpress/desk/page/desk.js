/** The desk: the list of all releases, and the page of each. */

import { addressOf, ask, listen, one, reasonOf, takeKey } from "./api.js";
import { begin, bringIn } from "./dialogs.js";
import { all, button, h, icon, redraw, sign } from "./dom.js";
import { Editor } from "./editor.js";
import { choose, language, learn, LOCALES, t } from "./words.js";

/** @import {Action} from "./types.js" */

const app = document.getElementById("app");
let project = "";
/** @type {Action[]} */
let actions = [];
let keys = [];
/** @type {Editor | null} */
let editor = null;
let listing = new AbortController();

/** @returns {HTMLElement} the switch between the languages of the page itself */
function languages() {
  const each = (name, label) => button(label, () => editor?.waits() || (choose(name), show().then(() => all(app, `.languages [lang="${LOCALES[name]}"]`)[0]?.focus())), { kind: "tab", lang: LOCALES[name], "aria-pressed": String(language() === name) });
  return h("div.languages", { role: "group", "aria-label": t("Language of the desk") }, each("en", "EN"), each("tc", "中"));
}

/** Show what the address names: a release, or the list. */
async function show() {
  document.documentElement.lang = LOCALES[language()];
  const slug = new URLSearchParams(location.hash.slice(1)).get("release") ?? "";
  await editor?.close();
  editor = null;
  listing.abort();
  if (!slug) return list();
  editor = new Editor({ slug, actions, keys, leave: () => (slug.startsWith("_") && history.length > 1 ? history.back() : go("")), open: go, begin: (like) => begin(like, go), languages });
  app.replaceChildren(editor.element);
  await editor.open();
}

function go(slug) {
  if (editor?.waits()) return;
  history.pushState(null, "", addressOf(slug));
  show();
}

async function list() {
  document.title = `${t("Press releases")} – ${project}`;
  listing = new AbortController();
  const label = t("Search in both languages");
  const search = h("input", { type: "search", placeholder: label, "aria-label": label, oninput: () => filter() });
  const rows = h("ul.releases");
  const none = h("p.none");
  const fresh = button(t("New release…"), () => begin("", go), { icon: "plus", kind: "main" });
  const top = h("header.top", h("h1", t("Press releases")), h("span.counts", project), languages(), button(t("Bring in a Word file…"), () => bringIn(go)), fresh);
  app.replaceChildren(h("div.library", top, h("main", h("p.search", search), rows, none)));
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/);
    const entries = all(rows, "li");
    for (const row of entries) row.hidden = !wanted.every((word) => row.dataset.words.includes(word));
    none.textContent = !entries.length ? t("No release yet: begin with “New release…”.") : entries.some((row) => !row.hidden) ? "" : t("No release is like that.");
  };
  const seen = new IntersectionObserver((entries) => entries.filter((each) => each.isIntersecting).forEach(({ target }) => (seen.unobserve(target), fill(target))));
  const draw = async () => {
    const { releases } = await ask("releases");
    redraw(rows, () => rows.replaceChildren(...releases.map(entry)), ({ dataset }) => all(rows, `[data-slug="${dataset.slug}"]`)[0]);
    for (const row of rows.children) seen.observe(row);
    filter();
  };
  await draw();
  search.focus();
  listen("", (event) => event === "changed" && draw(), () => (none.textContent = reasonOf()), listing.signal);
}

/** @param {{slug: string, date: string, en: string, tc: string}} release */
function entry({ slug, date, en, tc }) {
  const words = [slug, date, en, tc].join(" ").toLowerCase();
  const onclick = (event) => (event.preventDefault(), go(slug));
  const open = h("a", { href: addressOf(slug), onclick }, h("span.en", { lang: LOCALES.en }, en || slug), tc && h("span.tc", { lang: LOCALES.tc }, tc));
  return h("li", { "data-words": words, "data-slug": slug }, h("time", date), open, h("span.state"), sign(t("New from this one…"), () => begin(slug, go), "copies"));
}

async function fill(row) {
  try {
    const chips = await ask(one(row.dataset.slug, "/state"));
    row.querySelector(".state").replaceChildren(...chips.map(({ icon: drawn, kind, words }) => h("span", { class: `chip ${kind}` }, icon(drawn), words)));
  } catch {
    // the list says less
  }
}

addEventListener("hashchange", () => /key=/.test(location.hash) && location.reload());
takeKey();
try {
  const told = await ask("start");
  document.body.insertAdjacentHTML("beforeend", await (await fetch("/page/drawings.svg")).text());
  learn(told.words);
  ({ project, actions, keys } = told);
  addEventListener("popstate", () => (editor?.waits() ? history.pushState(null, "", addressOf(editor.slug)) : show()));
  await show();
} catch (error) {
  const why = error.status === 403 ? t("This page was not opened by the desk. Run `hkpress desk`, or click its icon: that opens it.") : reasonOf(error);
  app.replaceChildren(h("p.banner.alone", { role: "alert" }, why));
}
