/** Shows each finding under its row, and marks its characters. */

import { ask, one, Refusal } from "./api.js";
import { rangeIn, setCaret } from "./box.js";
import { all, button, h, icon, menu, redraw } from "./dom.js";
import { t } from "./words.js";

/** @import {Edit, Editor, Finding, Loc, Spot} from "./types.js" */

export class Findings {
  /** @type {Finding[]} */
  found = [];
  asking = new AbortController();
  asked = Promise.resolve();

  /** @param {Editor} page */
  constructor(page) {
    this.page = page;
  }

  /** Check the file; only the newest answer counts. */
  ask = () => (this.asked = this.#ask());

  async #ask() {
    this.asking.abort();
    this.asking = new AbortController();
    try {
      const { digest, findings } = await ask(one(this.page.slug, "/findings"), { signal: this.asking.signal });
      if (digest !== this.page.digest) return; // of another text
      this.found = findings;
      this.draw();
    } catch (error) {
      if (error instanceof Refusal) this.page.counted(0, 0, t("Not checked: {why}", { why: error.message }));
    }
  }

  /** Put every finding under its row, and mark its characters. */
  draw() {
    const rows = all(this.page.form, ".place");
    const places = new Map(rows.map((row) => [row.dataset.loc, row]));
    const under = Map.groupBy(this.found, (each) => innermost(places, each.file ? [] : each.loc));
    for (const row of rows) this.#fill(row, under.get(row) ?? []);
    this.mark();
    const [errors, warnings] = ["error", "warning"].map((name) => this.found.filter((each) => each.severity === name).length);
    this.page.counted(errors, warnings);
  }

  /** @param {Finding[]} found */
  #fill(row, found) {
    const box = all(row, ":scope > .findings")[0];
    const said = JSON.stringify(found);
    if (box.dataset.said === said || box.querySelector("form")) return; // she writes a reason
    box.dataset.said = said;
    redraw(box, () => box.replaceChildren(...found.map((each) => this.#one(each))));
  }

  /** @param {Finding} finding */
  #one(finding) {
    const { severity, message, file, slug, fixes, doubt, silent } = finding;
    const word = { error: t("To correct"), warning: t("To look at"), hint: t("Advice") }[severity];
    const said = (file && `${file}: `) + message[0].toUpperCase() + message.slice(1);
    /** @param {() => void} [act] */
    const small = (label, act) => button(label, act, { kind: "small" });
    const acts = h("span.acts",
      fixes.map(({ label, edits }) => edits.every((each) => this.#box(each.loc)?.isText) && button(label || t("Correct it"), () => this.#correct(edits), { kind: "small fix" })),
      doubt && menu(small(t("Put it right…")), () => this.#ways(finding)),
      doubt && small(t("Right so"), () => this.page.settle({ number: doubt.number, do: "right" })),
      slug && small(t("Change…"), () => this.page.around.open(slug)),
      silent && small(t("It is right…"), () => this.#askReason(finding, line)));
    const line = h("div", { class: `finding ${severity}`, tabindex: -1, role: "group", "aria-label": `${word}: ${said}` }, icon(severity), h("p", h("b", `${word}: `), said), acts);
    return line;
  }

  #box = (loc) => this.page.rows.boxes.get(loc.join("/"));

  /** What can be done about texts that may not belong together. @param {Finding} finding */
  #ways({ loc, doubt: { number, ways } }) {
    const { caret } = this.page;
    const split = caret.key === loc.join("/") && { label: t("Split where the caret is"), do: "split", language: caret.language, at: caret.at };
    return [split, ...ways].filter(Boolean).map(({ label, ...what }) => ({ label, act: () => this.page.settle({ number, ...what }) }));
  }

  /** Type a correction, so that the browser's own undo takes it back. @param {Edit[]} edits */
  #correct(edits) {
    for (const { loc, start, end, text } of edits.toReversed()) {
      const { element } = this.#box(loc);
      element.focus();
      setCaret(element, start, end);
      document.execCommand(text ? "insertText" : "delete", false, text);
    }
  }

  /** @param {Finding} finding */
  #askReason(finding, line) {
    const why = t("Why is it right?");
    const reason = h("input", { required: true, "aria-label": why, placeholder: why });
    const onsubmit = async (event) => {
      event.preventDefault();
      for (let seen; seen !== this.asked; ) await (seen = this.asked);
      const same = (each) => each.message === finding.message && this.page.row(each.loc).contains(form); // its row may have moved
      if (!form.isConnected) return;
      this.page.accept(this.found.find(same) ?? finding, reason.value.trim());
      cancel();
    };
    const cancel = () => (form.remove(), line.focus(), this.draw());
    const form = h("form.reason", { onsubmit }, reason, h("button.small.main", t("Accept")), button(t("Cancel"), cancel, { kind: "small" }));
    line.querySelector("form")?.remove();
    line.append(form);
    reason.focus();
  }

  /** Mark the texts that are wrong, and the characters, if the page still shows them. */
  mark() {
    for (const severity of ["error", "warning", "hint"]) {
      const spots = this.found.filter((each) => each.severity === severity).flatMap((each) => [each, ...each.related]);
      const keys = spots.map((each) => each.file || each.loc.join("/"));
      if (severity === "error") for (const { element, key } of this.page.rows.boxes.values()) element.ariaInvalid = String(keys.includes(key));
      if ("highlights" in CSS) CSS.highlights.set(severity, new Highlight(...spots.flatMap((each) => this.#range(each) ?? [])));
    }
  }

  /** @param {Spot} spot */
  #range({ file, loc, start, end }) {
    const box = file || start === null ? undefined : this.#box(loc);
    return box?.isText && !box.dirty ? rangeIn(box.element, start, end) : null;
  }

  /** Go to the next finding, or with -1 the one before. */
  next(by) {
    const lines = all(document.body, ".finding");
    const here = document.activeElement;
    const after = lines.findIndex((each) => each.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING);
    const before = (after < 0 ? lines.length : after) - (lines.some((each) => each.contains(here)) ? 2 : 1);
    const line = lines.at(by > 0 ? Math.max(after, 0) : before);
    line?.focus();
    line?.scrollIntoView({ block: "center" });
  }
}

/** @param {Map<string, HTMLElement>} places @param {Loc} loc @returns {HTMLElement} the innermost row that it is in */
export function innermost(places, loc) {
  const ways = loc.map((_, at) => loc.slice(0, loc.length - at).join("/"));
  return places.get(ways.find((each) => places.has(each)) ?? "");
}
