import { ask, one, packed, reasonOf } from "./api.js";
import { all, button, dialog, h, icon, inquire, labelled, pickFiles, toast, walk } from "./dom.js";
import { LOCALES, t } from "./words.js";

/** @import {Action, Editor, Key, Proposal, Row} from "./types.js" */

const FILES = ".docx,.txt,.eml,.html,.htm";

/** A window that says what is happening, then the result. */
function working(title, kind = "") {
  const content = h("div.result", { role: "status" }, h("p.busy", t("Working…")));
  return { content, box: dialog(title, [content], kind) };
}

/** Act, and show the result. @param {Editor} page @param {Action} action */
export function run(page, action) {
  const perform = async (answer) => {
    await page.saving.flush();
    if (page.waits()) return;
    const { content, box } = working(t(action.label), "wide");
    try {
      const { done, told, files, problems, said } = await ask(one(page.slug, `/actions/${action.name}`), { body: { answer } });
      const link = ({ label, name, address }) => h("li", h("a", { href: address, target: "_blank", rel: "noopener" }, h("b", label), h("small", name)));
      const problem = ({ loc, message }) => h("li", button(page.nameOf(loc), () => (box.close(), page.go(loc)), { kind: "link" }), ` ${message}`);
      content.replaceChildren(h("p", icon(done ? "done" : "error"), told), h("div.files", Object.entries(Object.groupBy(files, (each) => each.group)).map(([group, each]) => h("section", h("h3", group), h("ul", each.map(link))))), h("ul.problems", problems.map(problem)), said && h("details", { open: !done && !problems.length }, h("summary", t("What hkpress said")), h("pre", said)));
    } catch (error) {
      content.replaceChildren(h("p", reasonOf(error)));
    }
    if (!box.open) toast(`${t(action.label)}: ${content.firstChild?.textContent}`);
  };
  if (!action.asks) return void perform("");
  const asks = t(action.asks);
  const moment = action.answer === "moment" && { type: "datetime-local", value: (page.data.embargo ?? new Date(Date.now() + 8 * 3600e3).toISOString()).slice(0, 16) };
  inquire(t(action.label), [h("p", asks), h("input", { name: "answer", required: true, "aria-label": asks, ...moment })], t(action.label).replace("…", ""), ({ answer }) => void perform(answer));
}

/** The changes of a returned Word file, one by one. @param {Editor} page */
export function bringBack(page) {
  pickFiles(FILES, true, async (chosen) => {
    const { content, box } = working(t("Word file back"), "wide");
    const files = await packed(chosen);
    /** @param {Proposal[]} taken */
    const show = async (taken) => {
      try {
        const { proposals, said } = await page.have("/returned", { files, taken }, t("Taken over"));
        const open = proposals.filter((each) => each.is_for_all);
        const every = open.length > 1 && button(t("Take over all {n}", { n: open.length }), () => show(open), { kind: "main" });
        content.replaceChildren(proposals.length ? h("p.acts", every) : h("p", icon("done"), said), h("ul.proposals", proposals.map(entry)));
        all(content, "button")[0]?.focus();
      } catch (error) {
        content.replaceChildren(h("p", icon("error"), reasonOf(error)));
      }
    };
    /** @param {Proposal} proposal */
    const entry = (proposal) => {
      const { what, loc, edition, pieces, who, note, writable, hand } = proposal;
      const small = (label, act, look = "small") => button(label, act, { kind: look });
      const acts = h("p.acts", writable && small(t("Take over"), () => show([proposal]), "small main"), hand && h("small", t("Change it by hand.")), small(t("Leave it"), () => row.remove()));
      const where = button(page.nameOf(loc), () => (box.close(), page.go(loc)), { kind: "link" });
      const words = pieces.length > 0 && h("blockquote", { lang: LOCALES[edition] }, pieces.map(([tag, text]) => (tag ? h(tag, text) : text)));
      const row = h("li", h("p", h("b", what), " · ", where, who && ` · ${who}`), words, note && h("p.note", note), acts);
      return row;
    };
    await show([]);
  });
}

/** @param {Editor} page */
export async function showVersions(page) {
  await page.saving.flush();
  const seen = page.digest;
  const said = h("ul.said", { tabindex: 0, "aria-label": t("What has changed since") }, h("li", t("Choose a version to see what has changed since.")));
  const back = button(t("Put this version back"), undefined, { kind: "main", disabled: true });
  let newest = "";
  const show = async ({ digest }, choice) => {
    newest = digest;
    for (const each of all(list, "button")) each.ariaPressed = String(each === choice);
    back.disabled = digest === seen;
    back.onclick = () => (box.close(), page.past.push(page.digest), page.restore(digest));
    const words = digest === seen ? [] : await ask(one(page.slug, `/versions/${digest}`)).catch((error) => [reasonOf(error)]);
    if (newest === digest) said.replaceChildren(...(words.length ? words : [t("No change of words")]).map((each) => h("li", each)));
  };
  const list = h("ol.versions", { onkeydown: (event) => walk(event, list) }, (await ask(one(page.slug, "/versions"))).map((each, at) => {
    const choice = button(each.when + (each.digest === seen ? ` · ${t("now")}` : ""), () => show(each, choice), { kind: "plain", "aria-pressed": "false", tabindex: at && -1 });
    return h("li", choice);
  }));
  const box = dialog(t("Earlier versions"), [h("div.columns", list, h("div", said, h("p.acts", back)))], "wide");
}

/** Ask for a new shared entry. @param {Row} row @param {(id: string) => void} then */
export function newEntry({ kind, name, fields }, then) {
  const names = { en: t("English"), tc: t("Traditional Chinese") };
  const input = (field, label, required, lang) => h("input", { name: `${field}/${lang}`, required, "aria-label": lang ? `${label}, ${names[lang]}` : label, placeholder: names[lang] ?? "", lang: LOCALES[lang] });
  const rows = fields.map(([field, label, needed, ways]) => h("div.row", h("span.label", label), h("div.pair", ways.map((lang) => input(field, label, needed, lang)))));
  inquire(name, rows, t("Add"), async (given) => then((await ask(`shared/${kind}`, { body: { given } })).id));
}

/** @param {Key[]} keys */
export function showKeys(keys) {
  const rows = keys.map(({ key, what }) => h("tr", h("th", { scope: "row" }, h("kbd", key)), h("td", t(what))));
  dialog(t("Keys"), [h("table.key-list", h("tbody", rows))]);
}

/** Begin a release. @param {string} like the one to take over from, or "" @param {(slug: string) => void} go */
export async function begin(like, go) {
  const { issuers, today, told } = await ask(`begin?like=${like}`);
  const options = issuers.map(([value, name]) => h("option", { value }, name));
  const content = [
    told && h("p", told),
    ...Object.entries({ en: t("Headline in English"), tc: t("Headline in Traditional Chinese") }).map(([name, label]) => labelled(label, h("input", { name, lang: LOCALES[name], autocomplete: "off" }))),
    labelled(t("Date"), h("input", { type: "date", name: "date", value: today, required: true })),
    labelled(t("Issuer"), h("select", { name: "issuer" }, options)),
  ];
  inquire(like ? t("New from this one") : t("New release"), content, t("Begin"), async (answers) => {
    go((await ask("releases", { body: { ...answers, like } })).slug);
  });
}

/** A release from files. @param {(slug: string) => void} go */
export function bringIn(go) {
  pickFiles(FILES, true, async (files) => {
    const { content, box } = working(t("Bring in a Word file…"));
    try {
      const { slug } = await ask("import", { body: { files: await packed(files) } });
      box.close();
      go(slug);
    } catch (error) {
      content.replaceChildren(h("p.note", reasonOf(error)));
    }
  });
}
