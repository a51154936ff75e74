/** The desk: the list of all releases, and the page of each. */

import { ask, listen, one, Refusal, takeKey } from "./api.js";
import { all, button, dialog, h, icon } from "./dom.js";
import { Editor } from "./editor.js";
import { useForm } from "./model.js";
import { choose, language, learn, named, t } from "./words.js";

const app = (document.getElementById("app"));
let project = "";
/** @type {import("./types.js").Action[]} */
let actions = [];
/** @type {Editor | null} */
let editor = null;
let listing = new AbortController();

/** @returns {HTMLElement} the switch between the languages of the page itself */
function languages() {
  const each = (name, label, lang) =>
    button(label, () => (choose(name), show()), { kind: "tab", lang, "aria-pressed": String(language() === name) });
  return h("div", { class: "languages", role: "group", "aria-label": t("Language of the desk") }, each("en", "EN", "en"), each("tc", "中", "zh-Hant-HK"));
}

/** Show what the address names: a release, or the list. */
async function show() {
  document.documentElement.lang = language() === "tc" ? "zh-Hant-HK" : "en-HK";
  const slug = new URLSearchParams(location.hash.slice(1)).get("release") ?? "";
  await editor?.close();
  editor = null;
  listing.abort();
  if (!slug) return list();
  editor = new Editor({ slug, actions, leave: () => go(""), begin, languages });
  app.replaceChildren(editor.element);
  await editor.open();
}

/** @param {string} slug */
function go(slug) {
  history.pushState(null, "", slug ? `#release=${encodeURIComponent(slug)}` : location.pathname);
  show();
}

// --- the list ---------------------------------------------------------------------------------------------

/** @type {Record<string, {icon: "error" | "done" | "hint" | "warning", kind: string}>} */
const LOOKS = { draft: { icon: "error", kind: "error" }, ready: { icon: "done", kind: "done" }, embargoed: { icon: "hint", kind: "hint" }, accepted: { icon: "done", kind: "done" }, changed: { icon: "warning", kind: "warning" } };

/** @param {{state: string, errors: number, warnings: number, until?: string}} told */
function stateWords(told) {
  const until = told.until ? new Date(told.until).toLocaleString(language() === "tc" ? "zh-HK" : "en-HK", { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Hong_Kong" }) : "";
  return {
    draft: t("Draft, {n} to correct", { n: told.errors }),
    ready: t("Ready"),
    embargoed: t("Embargoed until {time}", { time: until }),
    accepted: t("Accepted"),
    changed: t("Changed since accepted"),
  }[told.state];
}

async function list() {
  document.title = `${t("Press releases")} – ${project}`;
  listing = new AbortController();
  const search = h("input", { type: "search", placeholder: t("Search in both languages"), "aria-label": t("Search in both languages") });
  const rows = h("ul", { class: "releases" });
  const none = h("p", { class: "none", hidden: true }, t("No release is like that."));
  const top = h("header", { class: "top" }, h("h1", {}, t("Press releases")), h("span", { class: "counts" }, project), h("span", { class: "space" }), languages(), button(t("Bring in a Word file…"), bring, { kind: "" }), button(t("New release…"), () => begin(""), { icon: "plus", kind: "main" }));
  app.replaceChildren(h("div", { class: "library" }, top, h("main", {}, h("p", { class: "search" }, search), rows, none)));
  const filter = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of all(rows, "li")) {
      row.hidden = !wanted.every((word) => row.dataset.words?.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    none.hidden = shown > 0;
  };
  search.addEventListener("input", filter);
  const seen = new IntersectionObserver((entries) => entries.filter((each) => each.isIntersecting).forEach((each) => (seen.unobserve(each.target), fill(each.target))));
  const draw = async () => {
    const { releases } = await ask("releases");
    rows.replaceChildren(...releases.map(entry));
    for (const row of rows.children) seen.observe(row);
    if (!releases.length) rows.replaceChildren(h("li", { class: "none" }, t("No release yet: begin with “New release…”.")));
    filter();
  };
  await draw();
  search.focus();
  listen("", (event) => event === "changed" && draw(), () => {}, listing.signal);
}

/** @param {{slug: string, date: string, en: string, tc: string}} release */
function entry({ slug, date, en, tc }) {
  const words = [slug, date, en, tc].join(" ").toLowerCase();
  const open = h("a", { href: `#release=${encodeURIComponent(slug)}`, onclick: (event) => (event.preventDefault(), go(slug)) }, h("span", { class: "en", lang: "en-HK" }, en || slug), tc ? h("span", { class: "tc", lang: "zh-Hant-HK" }, tc) : null);
  return h("li", { "data-words": words, "data-slug": slug }, h("time", {}, date), open, h("span", { class: "state" }), button(t("New from this one…"), () => begin(slug), { icon: "copies", kind: "plain", quiet: true }));
}

/** @param {any} row */
async function fill(row) {
  try {
    const told = await ask(one(row.dataset.slug ?? "", "/state"));
    const look = LOOKS[told.state];
    if (look) row.querySelector(".state")?.replaceChildren(h("span", { class: `chip ${look.kind}` }, icon(look.icon), stateWords(told)));
  } catch {
    // the list says less
  }
}

/** A release of Word files, mails or saved pages: one of each language, or one with both. */
function bring() {
  const read = (file) => new Promise((done) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => done({ name: file.name, data: String(reader.result).split(",")[1] ?? "" }));
    reader.readAsDataURL(file);
  });
  const send = async () => {
    const box = dialog(t("Bring in a Word file…"), [h("p", { class: "busy", role: "status" }, t("Working…"))]);
    try {
      const told = await ask("import", { body: { files: await Promise.all([...input.files].map(read)) } });
      box.close();
      go(told.slug);
    } catch (error) {
      box.append(h("p", { class: "note", role: "status" }, error instanceof Refusal ? error.message : t("The desk does not answer")));
      box.querySelector(".busy")?.remove();
    }
  };
  const input = h("input", { type: "file", multiple: true, accept: ".docx,.txt,.eml,.html,.htm", onchange: send });
  input.click();
}

/** Begin a release. @param {string} like the one to take over from, or "" */
async function begin(like) {
  const { known } = await ask("releases");
  const today = new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
  const field = (label, input) => h("label", { class: "field" }, h("span", { class: "label" }, label), input);
  const en = h("input", { name: "en", lang: "en-HK", autocomplete: "off" });
  const tc = h("input", { name: "tc", lang: "zh-Hant-HK", autocomplete: "off" });
  const date = h("input", { type: "date", name: "date", value: today, required: true });
  const issuers = Object.entries(known.issuers).map(([id, name]) => h("option", { value: id }, named((name), id)));
  const issuer = h("select", { name: "issuer" }, issuers, h("option", { value: "" }, t("Nobody of these")));
  const note = h("p", { class: "note", role: "status" });
  const save = async (event) => {
    event.preventDefault();
    try {
      const { slug } = await ask("releases", { body: { en: en.value, tc: tc.value, date: date.value, issuer: issuer.value, like } });
      box.close();
      go(slug);
    } catch (error) {
      note.textContent = error instanceof Refusal ? error.message : t("The desk does not answer");
    }
  };
  const told = like ? h("p", {}, t("The text of {name} is taken over; its photos, embargo and accepted findings are not.", { name: like })) : null;
  const form = h("form", { class: "begin", onsubmit: save }, ...(told ? [told] : []), field(t("Headline in English"), en), field(t("Headline in Traditional Chinese"), tc), field(t("Date"), date), field(t("Issuer"), issuer), note, h("p", { class: "acts" }, h("button", { class: "main" }, t("Begin"))));
  const box = dialog(like ? t("New from this one") : t("New release"), [form]);
  en.focus();
}

// --- the start --------------------------------------------------------------------------------------------

const first = takeKey();
try {
  const told = await ask("start");
  learn(told.words);
  useForm(told.form);
  ({ project, actions } = told);
  addEventListener("popstate", show);
  if (first) history.replaceState(null, "", `#release=${encodeURIComponent(first)}`);
  await show();
} catch (error) {
  const why = error instanceof Refusal && error.status === 403 ? t("This page was not opened by the desk. Run `hkpress desk`, or click its icon: that opens it.") : t("The desk does not answer. Run `hkpress desk`, or click its icon.");
  app.replaceChildren(h("p", { class: "banner alone", role: "alert" }, why));
}
