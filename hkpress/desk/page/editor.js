/** The page of one release: the form on the left, the finished thing on the right, and the file behind both. */

import { ask, listen, one, Refusal } from "./api.js";
import { caretIn, setCaret, writable } from "./box.js";
import { all, button, dialog, h, icon, menu, same, toast } from "./dom.js";
import { Findings } from "./findings.js";
import { valueAt, orderAt } from "./model.js";
import { Preview } from "./preview.js";
import { Rows } from "./rows.js";
import { Saving } from "./saving.js";
import { language, say, t } from "./words.js";

/**
 * @typedef {import("./types.js").Told} Told
 * @typedef {import("./types.js").Action} Action
 * @typedef {import("./box.js").Box} Box
 * @typedef {{slug: string, actions: Action[], leave: () => void, begin: (like: string) => void, languages: () => HTMLElement}} Surroundings
 */

/** What is there, without what it says: while this stays, no row is drawn anew. @param {any} value @returns {any} */
const shape = (value) => (value !== null && typeof value === "object" ? Object.entries(value).map(([name, each]) => [name, shape(each)]) : Array.isArray(value));

const MADE = { html: say("Web page"), pdf: "PDF", txt: say("E-mail text"), docx: "Word", eml: say("E-mail"), zip: say("Packed files") };

/** What a file is, in words and by its name. @param {string} name @returns {Node[]} */
const madeOf = (name) => {
  const edition = { en: t("English"), tc: t("Traditional Chinese"), sc: t("Simplified Chinese") }[name.split(".")[0]];
  const kind = MADE[name.split(".").at(-1)];
  return [h("b", {}, [edition, kind && t(kind)].filter(Boolean).join(" · ") || name), h("small", {}, name)];
};

export class Editor {
  /** @param {Surroundings} around */
  constructor(around) {
    this.around = around;
    this.slug = around.slug;
    this.data = {};
    this.digest = "";
    /** @type {import("./types.js").Known} */
    this.known = {};
    /** @type {Record<string, string>} */
    this.pictures = {};
    /** @type {{key: string, language: string, at: number} | null} */
    this.caret = null;
    /** @type {Told | null} what came while an input method composed */
    this.waiting = null;
    this.gone = new AbortController();
    this.preview = new Preview(this.slug);
    this.saving = new Saving(this.slug, {
      boxes: () => this.rows.boxes.values(),
      data: () => this.data,
      view: () => ({ look: this.preview.look === "paper" ? "" : this.preview.look, edition: this.preview.edition }),
      told: (told) => this.told(told),
      contested: (box) => this.contested(box),
      state: (name, why) => this.state(name, why),
    });
    this.rows = new Rows({
      act: (deed) => this.act(deed),
      typed: () => this.saving.touch(),
      known: () => this.known,
      pictures: () => this.pictures,
      upload: (files, then) => this.upload(files, then),
      newPerson: (then) => this.newPerson(then),
      simplified: async (text) => (await ask("simplified", { body: { text } })).text,
    });
    this.findings = new Findings(this.slug, {
      box: (key) => this.rows.boxes.get(key),
      rows: () => all(this.form, ".place"),
      accept: (finding, reason) => this.accept(finding, reason),
      settle: (what) => this.settle(what),
      caret: (key) => () => (this.caret?.key === key ? this.caret : null),
      counted: (errors, warnings) => this.counted(errors, warnings),
    });
    this.#build();
  }

  #build() {
    this.banner = h("p", { class: "banner", role: "alert", hidden: true });
    this.form = h("div", { class: "form" });
    this.count = h("span", { class: "counts" });
    this.name = h("h1", {});
    this.saved = h("p", { class: "saved", role: "status" });
    const main = this.around.actions.filter((each) => each.main).map((each) => button(t(each.label), () => this.run(each), { kind: "main" }));
    const rest = this.around.actions.filter((each) => !each.main);
    const more = menu(button(t("More"), () => {}, { kind: "" }), () => [
      ...rest.map((each) => ({ label: t(each.label), act: () => this.run(each) })),
      { label: t("Earlier versions"), act: () => this.versions() },
      { label: t("New from this one…"), act: () => this.around.begin(this.slug) },
      { label: t("Keys"), keys: "?", act: () => this.keys() },
    ]);
    const swap = button(t("Look at the page"), () => this.swap(), { kind: "swap-view", "aria-pressed": "false" });
    const top = h("header", { class: "top" }, button(t("All releases"), () => this.around.leave(), { icon: "back", kind: "plain", quiet: true }), this.name, this.count, swap, this.around.languages(), more, ...main);
    const keys = h("span", { class: "keys" }, ...[["F8", t("next finding")], ["Ctrl Enter", t("other language")], ["Alt ↑↓", t("move")]].map(([key, what]) => h("span", {}, h("kbd", {}, key), ` ${what}`)));
    const bottom = h("footer", { class: "bottom" }, this.saved, keys);
    this.writing = h("main", { class: "writing" }, this.banner, this.form);
    this.element = h("div", { class: "editor" }, top, this.writing, this.preview.element, bottom);
    this.element.addEventListener("compositionstart", () => this.saving.compose(true));
    this.element.addEventListener("compositionend", () => (this.saving.compose(false), this.#caughtUp()));
    this.element.addEventListener("paste", (event) => this.#paste(event));
    this.element.addEventListener("focusin", (event) => this.#focused(event.target));
    this.element.addEventListener("focusout", () => !this.saving.composing && this.saving.flush());
    document.addEventListener("selectionchange", () => this.#caretMoved(), { signal: this.gone.signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.gone.signal });
    addEventListener("pagehide", () => this.saving.leave(), { signal: this.gone.signal });
  }

  /** Show the release, and follow its file from now on. */
  async open() {
    await this.reload();
    listen(this.slug, (event) => event !== "beat" && this.reload(event === "open"), () => this.state("lost"), this.gone.signal);
  }

  /** Leave the page: what is typed is sent first. */
  async close() {
    await this.saving.flush();
    this.gone.abort();
  }

  /** @param {boolean} [opened] whether the desk has only now begun to watch: the file may have changed before that */
  reload(opened = false) {
    return this.saving.alone(() => this.#reload(opened));
  }

  /** @param {boolean} opened */
  async #reload(opened) {
    try {
      const told = await ask(one(this.slug));
      this.known = told.known ?? this.known;
      if (told.broken) this.broken(told.broken);
      else if (told.digest !== this.digest || !this.form.firstChild) this.told(told);
      else {
        this.state("saved"); // a shared file has changed, or the file is as it was before
        if (opened) return;
        this.saving.touch();
        this.findings.ask();
        this.preview.refresh();
      }
    } catch (error) {
      if (error instanceof Refusal) this.state("refused", error.message);
    }
  }

  /** The file says something new. @param {Told} told */
  told(told) {
    const redraw = !this.form.firstChild || !same(shape(told.data), shape(this.data));
    if (redraw && this.saving.composing) {
      this.waiting = told;
      return;
    }
    Object.assign(this, { data: told.data, digest: told.digest, pictures: told.pictures });
    this.rows.data = told.data;
    this.known = told.known ?? this.known;
    this.banner?.toggleAttribute("hidden", true);
    if (redraw) this.#redraw();
    else for (const box of this.rows.boxes.values()) if (!box.contested) box.follow(valueAt(told.data, box.loc));
    const headline = told.data.headline;
    this.name.textContent = (typeof headline === "string" ? headline : headline?.[language()] || headline?.en || headline?.tc) || this.slug;
    document.title = `${this.name.textContent} – hkpress`;
    this.preview.refresh(told.shown);
    this.findings.ask();
  }

  #caughtUp() {
    const told = this.waiting;
    this.waiting = null;
    if (told) this.saving.flush().then(() => this.reload());
  }

  /** Draw all rows; whoever types goes on in the same text, and what is typed but not sent yet stays. */
  #redraw() {
    const old = [...this.rows.boxes.values()];
    const here = old.find((box) => box.element === document.activeElement);
    const caret = here?.isText ? caretIn(here.element) : 0;
    const typed = old.filter((box) => box.dirty || box.contested).map((box) => ({ box, words: box.read() }));
    const top = this.writing.scrollTop;
    this.form.replaceChildren(h("div", { class: "place whole", "data-loc": "" }, h("div", { class: "findings" })), ...this.rows.draw(this.data));
    const heir = (box) => {
      const own = this.rows.boxes.get(box.key);
      return own && same(own.base ?? null, box.base ?? null) ? own : [...this.rows.boxes.values()].find((each) => same(each.base, box.base) && each.lang === box.lang);
    };
    for (const { box, words } of typed) {
      const own = heir(box);
      if (own?.isText) own.element.textContent = words;
      if (own && box.contested) this.contested(Object.assign(own, { contested: true, theirs: box.theirs }));
    }
    this.writing.scrollTop = top;
    const own = here && heir(here);
    own?.element.focus({ preventScroll: true });
    if (own?.isText) setCaret(own.element, caret);
    this.findings.draw();
    if (typed.length) this.saving.touch();
  }

  // --- what is done ---------------------------------------------------------------------------------------

  /** @param {import("./rows.js").Deed} deed */
  async act({ changes, said, focus }) {
    const full = changes.map((each) => ({ order: orderAt(this.data, each.loc), ...this.#whole(each) }));
    await this.saving.flush();
    const before = this.digest;
    if (!(await this.saving.act(full))) return;
    const after = this.digest;
    if (focus) this.#go(focus);
    if (said) toast(said, { label: t("Undo"), act: () => this.restore(after, before) });
  }

  /** An item of a list that is not there yet makes the list. @param {import("./types.js").Change} change */
  #whole(change) {
    let { loc, value } = change;
    while (change.do === "insert" && loc.length > 1 && (valueAt(this.data, loc.slice(0, -1)) ?? null) === null) {
      value = typeof loc.at(-1) === "number" ? [value] : { [String(loc.at(-1))]: value };
      loc = loc.slice(0, -1);
    }
    const there = change.do === "insert" && valueAt(this.data, loc) === null;
    return { ...change, do: there ? ("write") : change.do, loc, value, order: orderAt(this.data, loc) };
  }

  /** @param {import("./types.js").Loc} loc of something new: its first box is where writing goes on */
  #go(loc) {
    const key = loc.join("/");
    const box = [...this.rows.boxes.values()].find((each) => each.key === key || each.key.startsWith(`${key}/`));
    const target = box?.element ?? (this.form.querySelector(`[data-loc="${CSS.escape(key)}"] button`));
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  /** @param {string} seen @param {string} wanted */
  async restore(seen, wanted) {
    try {
      await this.saving.flush();
      await this.saving.alone(async () => this.told(await ask(one(this.slug, "/restore"), { body: { seen, wanted } })));
      this.state("saved");
    } catch (error) {
      toast(error instanceof Refusal ? t("The file has changed since, so this cannot be undone. Earlier versions are in the menu.") : t("The desk does not answer"));
    }
  }

  /** @param {import("./types.js").Finding} finding @param {string} reason */
  accept(finding, reason) {
    const ignored = valueAt(this.data, ["checks", "ignore"]);
    const loc = ["checks", "ignore", Array.isArray(ignored) ? ignored.length : 0];
    this.act({ changes: [{ do: "insert", loc, value: { code: finding.code, at: finding.at, reason } }], said: t("Accepted: it is not reported any more") });
  }

  /** Put right, or let be, what an import was not sure of. @param {any} what */
  async settle(what) {
    await this.saving.flush();
    const before = this.digest;
    try {
      await this.saving.alone(async () => this.told(await ask(one(this.slug, "/doubts"), { body: what })));
      this.findings.ask();
      if (this.digest !== before) toast(t("Put right"), { label: t("Undo"), act: () => this.restore(this.digest, before) });
    } catch (error) {
      toast(error instanceof Refusal ? error.message : t("The desk does not answer"));
    }
  }

  /** @param {File[]} files @param {(file: string) => import("./rows.js").Deed} then */
  async upload(files, then) {
    for (const file of files) {
      try {
        const told = await ask(one(this.slug, "/photos"), { data: file, name: file.name });
        this.pictures[told.file] = told.picture;
        await this.act(then(told.file));
      } catch (error) {
        toast(`${file.name}: ${error instanceof Refusal ? error.message : t("The desk does not answer")}`);
      }
    }
  }

  /** @param {(id: string) => void} then */
  newPerson(then) {
    const fields = [["name", t("Name without title")], ["honorific", t("Title, such as Dr")], ["post", t("Post with organisation")]];
    const inputs = fields.map(([name, label]) => ["en", "tc"].map((lang) => h("input", { name: `${name}-${lang}`, required: name === "name", "aria-label": `${label}, ${lang === "en" ? t("English") : t("Traditional Chinese")}`, lang: lang === "en" ? "en-HK" : "zh-Hant-HK" })));
    const save = async (event) => {
      event.preventDefault();
      /** @type {[string, any][]} */
      const written = fields.map(([name], row) => [name, { en: inputs[row]?.[0]?.value.trim() ?? "", tc: inputs[row]?.[1]?.value.trim() ?? "" }]);
      const person = Object.fromEntries(written.filter(([, each]) => each.en && each.tc));
      const id = (inputs[0]?.[0]?.value ?? "").normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || `person-${Date.now()}`;
      try {
        this.known = (await ask("people", { body: { id, person } })).known;
        box.close();
        then(id);
      } catch (error) {
        note.textContent = error instanceof Refusal ? error.message : t("The desk does not answer");
      }
    };
    const note = h("p", { class: "note", role: "status" });
    const rows = fields.map(([, label], row) => h("div", { class: "row" }, h("span", { class: "label" }, label), h("div", { class: "pair" }, inputs[row] ?? [])));
    const box = dialog(t("New person"), [h("form", { onsubmit: save }, ...rows, note, h("p", { class: "acts" }, h("button", { class: "main" }, t("Add"))))]);
  }

  /** @param {Action} action */
  async run(action) {
    if (!action.asks) return this.#perform(action, "");
    const reason = h("input", { type: "text", required: true, "aria-label": t("Why") });
    const go = (event) => (event.preventDefault(), box.close(), this.#perform(action, reason.value));
    const box = dialog(t(action.label), [h("form", { onsubmit: go }, h("p", {}, t(action.asks)), reason, h("p", { class: "acts" }, h("button", { class: "main" }, t("Go on"))))]);
    reason.focus();
  }

  /** @param {Action} action @param {string} reason */
  async #perform(action, reason) {
    await this.saving.flush();
    const content = h("div", { class: "result", role: "status" }, h("p", { class: "busy" }, t("Working…")));
    const box = dialog(t(action.label), [content], { wide: true });
    try {
      const done = await ask(one(this.slug, `/actions/${action.name}`), { body: { reason } });
      const files = done.files.map((each) => h("li", {}, h("a", { href: each.address, target: "_blank", rel: "noopener" }, ...madeOf(each.name))));
      const verdict = done.code && !action.shows ? t("Not done. This is what stands in the way:") : t("Done.");
      content.replaceChildren(h("p", {}, icon(done.code && !action.shows ? "error" : "done"), verdict), files.length ? h("ul", { class: "files" }, files) : "", done.said ? h("details", done.code ? { open: true } : {}, h("summary", {}, t("What hkpress said")), h("pre", {}, done.said)) : "");
    } catch (error) {
      content.replaceChildren(h("p", {}, error instanceof Refusal ? error.message : t("The desk does not answer")));
    }
    if (!box.open) toast(`${t(action.label)}: ${t("Done.")}`);
  }

  async versions() {
    await this.saving.flush();
    const seen = this.digest;
    const found = await ask(one(this.slug, "/versions"));
    const said = h("ul", { class: "said", tabindex: 0, "aria-label": t("What has changed since") }, h("li", {}, t("Choose a version to see what has changed since.")));
    const back = button(t("Put this version back"), () => {}, { kind: "main", disabled: true });
    /** @type {AbortController | null} */
    let asking = null;
    const show = async (version, chosen) => {
      asking?.abort();
      asking = new AbortController();
      for (const each of list.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === chosen));
      back.disabled = version.digest === seen;
      back.onclick = () => (box.close(), this.restore(this.digest, version.digest));
      try {
        const words = version.digest === seen ? [] : await ask(one(this.slug, `/versions/${version.digest}`), { signal: asking.signal });
        said.replaceChildren(...(words.length ? words : [t("No change of words")]).map((each) => h("li", {}, each)));
      } catch (error) {
        if (error instanceof Refusal) said.replaceChildren(h("li", {}, error.message));
      }
    };
    const when = (moment) => new Date(moment * 1000).toLocaleString(language() === "tc" ? "zh-HK" : "en-HK", { dateStyle: "medium", timeStyle: "medium" });
    const list = h("ol", { class: "versions" }, ...found.map((each) => {
      const choose = button(when(each.moment) + (each.digest === seen ? ` · ${t("now")}` : ""), () => show(each, choose), { kind: "plain", "aria-pressed": "false" });
      return h("li", {}, choose);
    }));
    const box = dialog(t("Earlier versions"), [h("div", { class: "columns" }, list, h("div", {}, said, h("p", { class: "acts" }, back)))], { wide: true });
  }

  // --- what the page says ---------------------------------------------------------------------------------

  /** @param {number} errors @param {number} warnings */
  counted(errors, warnings) {
    const chips = [
      errors ? button(t("{n} to correct", { n: errors }), () => this.findings.next(1), { icon: "error", kind: "chip error" }) : null,
      warnings ? button(t("{n} to look at", { n: warnings }), () => this.findings.next(1), { icon: "warning", kind: "chip warning" }) : null,
      errors || warnings ? null : h("span", { class: "chip done" }, icon("done"), t("Nothing to correct")),
    ];
    const focused = this.count.contains(document.activeElement);
    this.count.replaceChildren(...(chips.filter(Boolean)));
    if (focused) this.count.querySelector("button")?.focus();
  }

  /** @param {string} name @param {string} [why] */
  state(name, why = "") {
    const time = new Date().toLocaleTimeString("en-GB");
    /** @type {Record<string, string>} */
    const words = { saving: t("Saving…"), saved: t("Saved in {file}, {time}", { file: `${this.slug}/release.yaml`, time }) };
    if (words[name]) this.saved.textContent = words[name];
    this.saved.classList.toggle("ok", name === "saved");
    if (name === "saved" || name === "saving") {
      this.banner.hidden = true;
      return;
    }
    this.saved.textContent = t("Not saved");
    this.banner.hidden = false;
    this.banner.textContent = name === "lost" ? t("The desk does not answer. What you have typed stays here; it is saved as soon as the desk is there again.") : t("Not saved: {why}", { why });
  }

  /** @param {{message: string, line: number}[]} problems */
  broken(problems) {
    const first = problems[0];
    this.banner.hidden = false;
    this.banner.textContent = t("Another program has left the file so that it cannot be read. Line {line}: {why}. Nothing is written until that is mended.", { line: first?.line ?? 0, why: first?.message ?? "" });
  }

  /** Somebody else has written in the same text: both are shown, and she chooses. @param {Box} box */
  contested(box) {
    const row = (box.element.closest(".place"));
    row.querySelector(`.contest[data-for="${CSS.escape(box.key)}"]`)?.remove();
    const settle = (mine) => {
      note.remove();
      Object.assign(box, { contested: false, base: box.theirs });
      if (!mine) box.show(box.theirs);
      box.element.focus();
      this.saving.touch();
    };
    const theirs = box.theirs === null || box.theirs === undefined ? t("(removed)") : String(box.theirs);
    const note = h("div", { class: "contest", role: "alert", "data-for": box.key }, h("p", {}, h("b", {}, t("This text was changed in the file while you were writing. In the file now: "))), h("blockquote", { lang: box.element.lang }, theirs), h("p", { class: "acts" }, button(t("Keep mine"), () => settle(true), { kind: "main" }), button(t("Take the file's"), () => settle(false))));
    row.querySelector(":scope > .findings")?.before(note);
  }

  keys() {
    const rows = [["F8", t("next finding")], ["Shift F8", t("finding before")], ["Ctrl Enter", t("the same text in the other language")], ["Alt ↑ / Alt ↓", t("move the row up or down")], ["Ctrl Shift Enter", t("new paragraph below")], ["Ctrl Z", t("undo in a text")], ["?", t("these keys")]];
    dialog(t("Keys"), [h("table", { class: "key-list" }, h("tbody", {}, rows.map(([key, what]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, what)))))]);
  }

  swap() {
    const looking = this.element.classList.toggle("looking");
    const control = this.element.querySelector(".swap-view");
    if (control) Object.assign(control, { textContent: looking ? t("Back to writing") : t("Look at the page"), ariaPressed: String(looking) });
    if (looking) this.preview.refresh();
  }

  /** @param {any} target */
  #focused(target) {
    const key = target.dataset.loc;
    const box = key === undefined ? undefined : this.rows.boxes.get(key);
    if (box) this.preview.at(box.key, box.lang);
  }

  /**
   * Several paragraphs that are pasted into an empty one become rows: one language first, the other beside it then.
   * @param {any} event
   */
  #paste(event) {
    const [, whole, number, lang] = /^(.+)\/(\d+)\/(en|tc)$/.exec(event.target.closest(".box")?.dataset.loc ?? "") ?? [];
    const words = writable((event.clipboardData?.getData("text/plain") ?? "").replaceAll("\r", "")).split(/\s*\n\s*/).filter(Boolean);
    const box = this.rows.boxes.get(`${whole}/${number}/${lang}`);
    if (!box || box.read() || words.length < 2) return;
    event.preventDefault();
    const holder = whole.split("/").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const rows = [...valueAt(this.data, holder)];
    const languages = this.rows.languages;
    /** @type {import("./types.js").Change[]} */
    const changes = words.map((value, index) => {
      const at = Number(number) + index;
      const loc = [...holder, at];
      if (rows[at] && lang in rows[at] && !rows[at][lang]) return { do: "write", loc: [...loc, lang], was: null, value };
      rows.splice(at, 0, {});
      return { do: "insert", loc, value: Object.fromEntries(languages.map((each) => [each, each === lang ? value : null])) };
    });
    this.act({ changes, said: t("{n} paragraphs pasted", { n: words.length }), focus: [...holder, Number(number), lang] });
  }

  /** Remember where the caret was: a click on a button takes it away. */
  #caretMoved() {
    const box = document.activeElement instanceof HTMLElement && this.rows.boxes.get(document.activeElement.dataset.loc ?? "");
    if (!box || !box.isText || !["en", "tc"].includes(box.lang)) return;
    const at = Array.from(box.read().slice(0, caretIn(box.element))).length;
    this.caret = { key: box.loc.slice(0, -1).join("/"), language: box.lang, at };
  }

  /** @param {any} event a key */
  #key(event) {
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return;
    const { target } = event;
    const row = target.closest(".movable");
    const typing = target.matches("input, select, [contenteditable]");
    const ctrl = event.ctrlKey || event.metaKey;
    const done = (act) => (event.preventDefault(), act());
    if (event.key === "F8") done(() => this.findings.next(event.shiftKey ? -1 : 1));
    else if (event.key === "?" && !typing) done(() => this.keys());
    else if (event.altKey && row && (event.key === "ArrowUp" || event.key === "ArrowDown")) done(() => row.hkpressMove(event.key === "ArrowUp" ? -1 : 1));
    else if (ctrl && event.shiftKey && event.key === "Enter" && row) done(() => row.hkpressBelow?.());
    else if (ctrl && event.key === "Enter" && target.dataset.loc) done(() => this.#otherLanguage(String(target.dataset.loc)));
  }

  /** @param {string} key */
  #otherLanguage(key) {
    const [, whole, lang] = /^(.*)\/(en|tc|sc)$/.exec(key) ?? [];
    this.rows.boxes.get(`${whole}/${lang === "en" ? "tc" : "en"}`)?.element.focus();
  }
}
