/** The page of a release: its form, its preview, its file. */

import { ask, hasEnded, listen, one, reasonOf, Refusal, tryAgain } from "./api.js";
import { selectedIn, setCaret, wordsOf } from "./box.js";
import { bringBack, run, showKeys, showVersions } from "./dialogs.js";
import { all, button, dialog, h, hush, icon, menu, redraw, sign, toast } from "./dom.js";
import { Findings, innermost } from "./findings.js";
import { ForAll, Preview } from "./preview.js";
import { Rows } from "./rows.js";
import { Saving } from "./saving.js";
import { t } from "./words.js";

/** @import {Around, Box, Caret, Deed, Loc, Row, Told} from "./types.js" */

const SAME_STRETCH = 2000; // milliseconds: what is typed without a longer rest is undone at once

export class Editor {
  /** @type {any} what the file says */
  data = {};
  digest = "";
  /** @type {Row[]} */
  drawn = [];
  /** @type {Record<string, string>} */
  pictures = {};
  /** @type {Caret} where writing was last: a click on a button takes the caret away */
  caret = { key: "", language: "", at: 0 };
  /** @type {Told | null} what arrived while an input method composed */
  waiting = null;
  /** @type {string[]} the states of the file before what was done here, and after what was undone */
  past = [];
  /** @type {string[]} */
  future = [];
  /** How often the browser's undo changed a text, and whether it did last. */
  native = { times: 0, last: false };
  steps = Promise.resolve();
  stretch = { where: "", end: 0 };
  gone = new AbortController();
  /** @type {Around} */
  around;
  slug = "";
  file = "";
  acting = false;
  held = null; // what is typed for a row to come

  /** @param {Around} around */
  constructor(around) {
    Object.assign(this, { around, slug: around.slug });
    const shared = this.slug.startsWith("_");
    this.preview = shared ? new ForAll() : new Preview(this.slug);
    this.saving = new Saving(this);
    this.rows = new Rows(this);
    this.findings = new Findings(this);
    this.banner = h("p.banner", { role: "alert", hidden: true });
    this.form = h("div.form");
    this.count = h("span", { role: "status" });
    this.name = h("h1");
    this.saved = h("p.saved", { role: "status" });
    const [main, rest] = [true, false].map((wanted) => around.actions.filter((each) => each.main === wanted));
    const more = !shared && menu(button(t("More")), () => [
      ...rest.map((each) => ({ label: t(each.label), act: () => run(this, each) })),
      { label: t("Word file back…"), help: t("Take over what directors changed in the Word file that you sent them."), act: () => bringBack(this) },
      { label: t("Earlier versions"), act: () => showVersions(this) },
      { label: t("New from this one…"), act: () => around.begin(this.slug) },
      { label: t("Keys"), keys: "?", act: () => showKeys(around.keys) },
    ]);
    this.control = button(t("Look at the page"), () => this.swap(), { kind: "swap-view" });
    const back = sign(shared ? t("Back") : t("All releases"), around.leave, "back");
    const make = !shared && main.map((each) => button(t(each.label), () => run(this, each), { kind: "main" }));
    const top = h("header.top", back, this.name, this.count, !shared && this.control, around.languages(), more, make);
    const keys = around.keys.filter(({ short }) => short).map(({ key, short }) => h("span", h("kbd", key), ` ${t(short)}`));
    const bottom = h("footer.bottom", this.saved, h("span.keys", keys));
    this.writing = h("main.writing", this.banner, this.form);
    const { signal } = this.gone;
    this.element = h("div", {
      class: "editor",
      oncompositionstart: () => this.saving.compose(true),
      oncompositionend: () => (this.saving.compose(false), this.#caughtUp()),
      onpaste: (event) => this.#paste(event),
      oninput: ({ inputType = "" }) => {
        this.native.last = inputType.startsWith("history");
        this.native.times += Number(this.native.last);
      },
      onfocusin: ({ target }) => {
        const box = this.rows.boxes.get(target.dataset.loc);
        if (box) this.preview.at(box.key, box.lang);
      },
      onfocusout: () => this.saving.composing || this.saving.flush(),
    }, top, this.writing, this.preview.element, bottom);
    document.addEventListener("selectionchange", () => this.#caretMoved(), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    addEventListener("pagehide", () => this.saving.leave(), { signal });
    addEventListener("beforeunload", (event) => !this.banner.hidden && this.rows.unsaved().length && event.preventDefault(), { signal });
  }

  /** Show the release, and follow its file from now on. */
  async open() {
    await this.reload();
    listen(this.slug, (event) => event !== "beat" && this.reload(event === "open"), () => this.state("lost"), this.gone.signal);
  }

  async close() {
    await this.saving.flush();
    this.gone.abort();
  }

  /** @param {boolean} [opened] whether the desk only now begins to watch: the file may have changed before */
  reload = (opened = false) => this.saving.alone(() => this.#reload(opened));

  async #reload(opened) {
    try {
      const told = await ask(one(this.slug));
      if (told.broken) {
        const [{ line, message: why }] = told.broken;
        this.findings.ask();
        return this.warn(t("Another program has left the file so that it cannot be read. Line {line}: {why}. Nothing is written until that is mended.", { line, why }));
      }
      const foreign = told.digest !== this.digest;
      if (foreign) Object.assign(this, { past: [], future: [] }); // somebody else's change is not undone from here
      if (!foreign) this.state("saved"); // a shared file has changed, or the file is as it was before
      if (!opened || foreign) this.told(told);
      this.saving.touch();
    } catch (error) {
      if (error instanceof Refusal) this.state("refused", error.message);
    }
  }

  /** The file says what was done here. @param {Told} told @param {string} where it was typed, or "" */
  wrote(told, where) {
    const { digest, native, stretch } = this;
    const goesOn = where && where === stretch.where && Date.now() < stretch.end;
    this.stretch = { where, end: Date.now() + SAME_STRETCH };
    const again = this.past.indexOf(told.digest);
    if (where && native.last) this.past.length = again < 0 ? this.past.length : again;
    else if (digest !== told.digest && !goesOn) this.past.push(digest);
    if (!native.last) this.future = [];
    if (where) hush();
    this.told(told, !where); // the browser's undo knows the old rows
    this.state("saved");
  }

  /** The file says something new. @param {Told} told @param {boolean} [anew] whether to redraw all rows in any case */
  told(told, anew = false) {
    const others = anew || Boolean(told.rows && JSON.stringify(told.rows) !== JSON.stringify(this.drawn));
    if (others && this.saving.composing) return void (this.waiting = told);
    Object.assign(this, { data: told.data, digest: told.digest, pictures: told.pictures, file: told.file, drawn: told.rows ?? this.drawn });
    this.state("saved");
    if (others) this.#redraw();
    else for (const box of this.rows.boxes.values()) this.#follow(box, this.valueAt(box.loc));
    this.name.textContent = told.title;
    document.title = `${told.title} – hkpress`;
    for (const each of all(this.preview.element, ".tabs [lang]")) each.hidden = told.data.editions?.includes?.(each.dataset.name) === false;
    this.preview.refresh(told.shown);
    this.findings.ask();
  }

  /** @param {Box} box @param {any} value what the file says now @param {any} [was] what it said */
  #follow(box, value, was = box.contested ? box.theirs : box.base) {
    const words = wordsOf(value);
    if (box.dirty && words !== wordsOf(was) && words !== box.read()) this.contested(box, value);
    else if (!box.contested) box.follow(value);
  }

  #caughtUp() {
    if (this.waiting) this.saving.flush().then(() => this.reload());
    this.waiting = null;
  }

  /** Redraw all rows. Whoever types goes on in the same text, and keeps what is not sent yet. */
  #redraw() {
    const old = [...this.rows.boxes.values()];
    const here = old.find((box) => box.element === document.activeElement);
    const selected = here?.isText ? selectedIn(here.element) : [];
    const typed = old.filter((box) => box.dirty || box.contested);
    const found = all(this.form, ".findings:not(:empty)");
    const { scrollTop } = this.writing;
    const height = () => (this.form.contains(document.activeElement) ? document.activeElement.getBoundingClientRect().top : 0);
    const before = height();
    const heir = (box) => {
      const own = this.rows.boxes.get(box.key);
      const alike = (each) => each.lang === box.lang && wordsOf(each.base) === wordsOf(box.base);
      return own && alike(own) ? own : ([...this.rows.boxes.values()].find(alike) ?? own);
    };
    const rowOf = (row) => {
      const own = old.filter((box) => row.contains(box.element)).map(heir)[0];
      return own && this.row(own.loc.slice(0, row.dataset.loc.split("/").length));
    };
    redraw(this.form, () => {
      this.form.replaceChildren(h("div.place.whole", { "data-loc": "" }, h("div.findings")), ...this.rows.draw(this.drawn));
      for (const each of found) rowOf(each.parentElement)?.querySelector(":scope > .findings").replaceWith(each);
      for (const each of typed) this.#hand(each, heir(each));
    }, rowOf);
    const own = here && heir(here);
    own?.element.focus({ preventScroll: true });
    if (own?.isText) setCaret(own.element, ...selected.map((at) => Math.min(at, own.read().length)));
    this.writing.scrollTop = scrollTop;
    if (before) this.writing.scrollTop += height() - before; // what she looks at stays where it is
    if (typed.length) this.saving.touch();
  }

  /** Go on typing in another box. @param {Box} box @param {Box | undefined} own */
  #hand(box, own) {
    const words = box.read();
    if (!own) return this.warn(t("What you were writing is gone from the file: {words}", { words }));
    Object.assign(own.element, own.isText ? { textContent: words } : { value: /** @type {any} */ (box.element).value });
    if (box.contested) this.contested(own, box.theirs);
    else this.#follow(own, own.base, box.base);
  }

  // --- changes

  /** @param {Deed} deed */
  async act({ changes, said, focus }) {
    if (this.acting && changes[0].do !== "write") return;
    hush();
    this.native.last = false;
    this.acting = true;
    this.held = changes.at(-1).do === "insert" && focus ? "" : null;
    const done = await this.saving.act(changes).finally(() => (this.acting = false));
    const { held } = this;
    this.held = null;
    if (!done) return;
    if (focus) this.go(focus);
    if (held) document.execCommand("insertText", false, held);
    if (said) toast(said, { label: t("Undo"), act: () => this.undo() });
  }

  /** Go to a place, into its first text. @param {Loc} loc */
  go(loc) {
    const key = loc.join("/");
    const within = [...this.rows.boxes.values()].filter((each) => `${each.key}/`.startsWith(`${key}/`));
    const box = within.find((each) => each.element === document.activeElement) ?? within.find((each) => each.isText) ?? within[0];
    const target = box?.element ?? this.row(loc).querySelector(".box, input, button");
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Loc} loc @returns {HTMLElement} the row that a place is in */
  row = (loc) => innermost(new Map(all(this.form, ".place").map((row) => [row.dataset.loc, row])), loc);

  /** @param {Loc} loc @returns {string} what the row is called */
  nameOf(loc) {
    const row = this.row(loc);
    const title = (each) => each?.querySelector("h3:not(.unseen), .label, h2")?.textContent;
    const names = [title(row.parentElement?.closest(".movable")), title(row.closest(".movable") ?? row), title(row)];
    return [...new Set(names)].filter(Boolean).join(" · ") || t("The release");
  }

  /** @param {Loc} loc @returns {any} what stands there; undefined for nothing */
  valueAt = (loc) => loc.reduce((value, step) => value?.[step], this.data);

  undo = () => this.#next(() => this.#step(this.past, this.future));
  redo = () => this.#next(() => this.#step(this.future, this.past));

  /** One step after the other, however fast the key is pressed. */
  #next = (step) => (this.steps = this.steps.then(step));

  async #step(from, to) {
    hush();
    await this.saving.flush();
    const [seen, wanted] = [this.digest, from.pop()];
    if (wanted && (await this.restore(wanted))) to.push(seen);
  }

  /** Put an earlier state of the file back, if it is still as the page shows it. */
  async restore(wanted) {
    try {
      await this.saving.alone(async () => this.told(await ask(one(this.slug, "/restore"), { body: { seen: this.digest, wanted } }), true));
      return true;
    } catch (error) {
      toast(error instanceof Refusal ? t("The file has changed since, so this cannot be undone. Earlier versions are in the menu.") : reasonOf(error));
      return false;
    }
  }

  accept({ code, at }, reason) {
    const loc = ["checks", "ignore", this.valueAt(["checks", "ignore"])?.length ?? 0];
    this.act({ changes: [{ do: "insert", loc, value: { code, at, reason } }], said: t("Accepted: it is not reported any more") });
  }

  /**
   * Let the program change the file; show the result, which can be undone.
   * @param {string} path @param {any} body @param {string} said @returns {Promise<any>} the rest of its answer
   */
  async have(path, body, said) {
    await this.saving.flush();
    this.native.last = false;
    const before = this.digest;
    const told = await this.saving.alone(() => ask(one(this.slug, path), { body }));
    if (told.data) this.wrote(told, "");
    if (this.digest !== before) toast(said, { label: t("Undo"), act: () => this.undo() });
    return told;
  }

  /** Settle a doubt of an import. */
  settle(what) {
    this.have("/doubts", what, t("Put right")).catch((error) => toast(reasonOf(error)));
  }

  /** @param {File[]} files @param {(file: string) => Deed} then */
  async upload(files, then, kind = "picture") {
    const [deeds, refused] = [[], []];
    for (const file of files) {
      try {
        const told = await ask(one(this.slug, `/photos?kind=${kind}`), { data: file, name: file.name });
        this.pictures[told.file] = told.picture;
        deeds.push(then(told.file));
      } catch (error) {
        refused.push(`${file.name}: ${reasonOf(error)}`);
      }
    }
    const [deed] = deeds;
    const said = [deed?.said, ...refused].filter(Boolean).join(" – ");
    if (deed) await this.act({ ...deed, changes: deeds.flatMap(({ changes }) => changes), said });
    else if (said) toast(said);
  }

  // --- messages

  counted(errors, warnings, why = "") {
    const chip = (kind, words) => button(words, () => this.findings.next(1), { icon: kind, kind: `chip ${kind}` });
    const chips = h("span.counts", errors && chip("error", t("{n} to correct", { n: errors })), warnings && chip("warning", t("{n} to look at", { n: warnings })), why ? h("span.chip.error", icon("error"), why) : !errors && !warnings && h("span.chip.done", icon("done"), t("Nothing to correct")));
    if (chips.textContent !== this.count.textContent) redraw(this.count, () => this.count.replaceChildren(chips));
  }

  state(name, why = "") {
    if (name === "saving" && !this.banner.hidden) return;
    if (name === "saved" && this.form.querySelector(".contest")) return this.state("refused", t("a text waits for your choice, yours or the file's"));
    const time = new Date().toLocaleTimeString("en-GB", { timeZone: "Asia/Hong_Kong" });
    const words = { saving: t("Saving…"), saved: t("Saved in {file}, {time}", { file: this.file, time }) };
    this.saved.textContent = words[name] ?? t("Not saved");
    this.saved.classList.toggle("ok", name === "saved");
    if (name === "lost") this.#lost();
    else this.warn(why && t("Not saved: {why}", { why }));
  }

  /** The program cannot be reached, or has ended. */
  #lost() {
    const copy = () => {
      const words = this.rows.unsaved().map((each) => `${this.nameOf(each.loc)}\n${each.read()}`).join("\n\n");
      dialog(t("Not saved"), [h("pre", { tabindex: 0 }, words || t("Everything is saved."))]);
      if (words) navigator.clipboard.writeText(words).then(() => toast(t("Copied")), () => {});
    };
    const acts = hasEnded() && [button(t("Copy what is not saved"), copy, { kind: "main" }), button(t("Try again"), tryAgain)];
    this.warn(acts ? reasonOf() : t("The desk does not answer. It saves this page when it wakes."), acts);
  }

  /** Show a message above the form. @param {any} [acts] */
  warn(words, acts) {
    this.banner.hidden = !words;
    redraw(this.banner, () => this.banner.replaceChildren(words, h("span.acts", acts)));
  }

  /** Somebody else wrote in the same text: she sees both and chooses. @param {Box} box */
  contested(box, theirs) {
    Object.assign(box, { contested: true, theirs });
    const row = box.element.closest(".place");
    all(row, `.contest[data-for="${CSS.escape(box.key)}"]`).forEach((each) => each.remove());
    const settle = (mine) => () => {
      note.remove();
      Object.assign(box, { contested: false, base: box.theirs });
      if (!mine) box.show(box.theirs);
      box.element.focus();
      this.state("saved");
      this.saving.touch();
    };
    const note = h("div.contest", { role: "alert", "data-for": box.key },
      h("b", t("This text was changed in the file while you were writing. In the file now: ")),
      h("blockquote", { lang: box.element.lang }, theirs ?? t("(removed)")),
      h("p.acts", button(t("Keep mine"), settle(true), { kind: "main" }), button(t("Take the file's"), settle(false))));
    row.querySelector(":scope > .findings")?.before(note);
    this.state("saved");
  }

  /** Ask before leaving unsaved text; true to stay. */
  waits() {
    const reason = this.form.querySelector(".contest") ?? (!this.banner.hidden && this.rows.unsaved().length ? this.banner : null);
    reason?.scrollIntoView({ block: "center" });
    return reason && !confirm(t("A text of this page is not saved. Go on without it?"));
  }

  swap() {
    const looking = this.element.classList.toggle("looking");
    this.control.textContent = looking ? t("Back to writing") : t("Look at the page");
    if (looking) this.preview.refresh();
  }

  /** Clean a paste of invisible characters; at a text's end it becomes rows. */
  #paste(event) {
    const box = this.rows.boxes.get(event.target.closest(".box")?.dataset.loc);
    const [text, html] = ["plain", "html"].map((kind) => event.clipboardData?.getData(`text/${kind}`) ?? "");
    const inList = typeof box?.loc.at(-2) === "number" && ["en", "tc"].includes(box.lang);
    const atEnd = inList && selectedIn(box.element).every((at) => at >= box.read().length);
    const rows = atEnd && (/\S\s*[\n\t\v]\s*\S/.test(text) || (box.read() ? /<(li|table)\b/i : /<(li|table|su[bp]|a)\b/i).test(html));
    const visible = text.replace(/(?!\u200d)\p{Cf}/gu, "");
    if (!rows && visible === text) return;
    event.preventDefault();
    if (!rows) return void document.execCommand("insertText", false, visible);
    this.act({ changes: [{ do: "paste", loc: box.loc, value: { text, html: html.slice(0, 5e5) } }], said: t("Pasted"), focus: box.loc })
      .then(() => getSelection()?.modify("move", "forward", "documentboundary"));
  }

  #caretMoved() {
    const box = this.rows.boxes.get(/** @type {any} */ (document.activeElement)?.dataset?.loc);
    if (box?.isText && ["en", "tc"].includes(box.lang)) this.caret = { key: box.loc.slice(0, -1).join("/"), language: box.lang, at: selectedIn(box.element)[1] };
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return;
    const { target, shiftKey: shift, altKey: alt } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (this.held !== null && event.key.length === 1 && !ctrl && !alt) {
      event.preventDefault();
      this.held += event.key;
      return;
    }
    const row = target.closest(".movable");
    const key = [ctrl && "Ctrl", alt && "Alt", shift && "Shift", event.key.length > 1 ? event.key : event.key.toLowerCase()].filter(Boolean).join(" ");
    const back = key === "Ctrl z";
    if (back || key === "Ctrl Shift z" || key === "Ctrl y") {
      const { times } = this.native; // what is typed since the rows were drawn, the browser takes back itself
      setTimeout(() => this.native.times === times && (back ? this.undo() : this.redo()));
      return;
    }
    const typing = target.matches("input, select, [contenteditable]");
    const help = () => showKeys(this.around.keys);
    const act = {
      F8: () => this.findings.next(1),
      "Shift F8": () => this.findings.next(-1),
      "Ctrl Enter": () => this.#otherLanguage(target),
      "Ctrl Shift Enter": row?.hkpressBelow,
      "Alt ArrowUp": row && (() => row.hkpressMove(-1)),
      "Alt ArrowDown": row && (() => row.hkpressMove(1)),
      "?": !typing && help,
      "Shift ?": !typing && help,
    }[key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #otherLanguage(target) {
    const boxes = all(target.closest(".pair, .cell") ?? target, ".box");
    boxes[(boxes.indexOf(target) + 1) % boxes.length]?.focus();
  }
}
