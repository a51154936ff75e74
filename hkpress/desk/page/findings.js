/** What is wrong, under its row in words, with the very characters marked. */

import { ask, one } from "./api.js";
import { rangeIn, setCaret, unitsOf } from "./box.js";
import { all, button, h, icon, menu, speak } from "./dom.js";
import { language, t } from "./words.js";

/**
 * @typedef {import("./types.js").Finding} Finding
 * @typedef {import("./box.js").Box} Box
 */

const SEVERITIES = (["error", "warning", "hint"]);

export class Findings {
  /**
   * @param {string} slug
   * @param {{box: (key: string) => Box | undefined, rows: () => HTMLElement[], accept: (finding: Finding, reason: string) => void,
   *   settle: (what: any) => void, caret: (key: string) => () => {language: string, at: number} | null,
   *   counted: (errors: number, warnings: number) => void}} page
   */
  constructor(slug, page) {
    this.slug = slug;
    this.page = page;
    /** @type {Finding[]} */
    this.found = [];
    /** @type {AbortController | null} */
    this.asking = null;
    this.said = "";
  }

  /** Ask what is wrong with the file as it is now; of several questions only the newest is waited for. */
  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const told = await ask(one(this.slug, `/findings?lang=${language()}`), { signal });
      this.found = told.findings;
      this.draw();
    } catch {
      // aborted by a newer question, or told by whoever saves
    }
  }

  /** Put every finding under its row, and mark its characters. */
  draw() {
    const rows = this.page.rows();
    const places = new Map(rows.map((row) => [row.dataset.loc ?? "", row]));
    /** @type {Map<HTMLElement, Finding[]>} */
    const under = new Map();
    for (const finding of this.found) {
      const row = rowOf(places, finding);
      under.set(row, [...(under.get(row) ?? []), finding]);
    }
    for (const row of rows) this.#fill(row, under.get(row) ?? []);
    this.mark();
    const [errors, warnings] = ["error", "warning"].map((each) => this.found.filter((found) => found.severity === each).length);
    this.page.counted(errors, warnings);
    const said = errors ? t("{n} to correct", { n: errors }) : t("Nothing to correct");
    if (said !== this.said) speak(said);
    this.said = said;
  }

  /** @param {HTMLElement} row @param {Finding[]} found */
  #fill(row, found) {
    const box = all(row, ":scope > .findings")[0];
    const said = JSON.stringify(found);
    if (box.dataset.said === said || (box.contains(document.activeElement) && box.querySelector("form"))) return;
    box.dataset.said = said;
    box.replaceChildren(...found.map((each) => this.#one(each)));
    row.classList.toggle("wrong", found.some((each) => each.severity === "error"));
  }

  /** @param {Finding} finding */
  #one(finding) {
    const word = { error: t("To correct"), warning: t("To look at"), hint: t("Advice") }[finding.severity];
    const said = finding.message[0].toUpperCase() + finding.message.slice(1);
    const where = finding.file ? `${finding.file}: ` : "";
    const actions = h("span", { class: "acts" });
    const line = h("div", { class: `finding ${finding.severity}`, tabindex: -1 }, icon(finding.severity), h("p", {}, h("b", {}, `${word}: `), where + said), actions);
    for (const edits of finding.fixes) actions.append(this.#fix(edits) ?? "");
    if (finding.doubt !== undefined) actions.append(...this.#doubt(finding));
    if (finding.silent) actions.append(button(t("It is right…"), () => this.#askReason(finding, line), { kind: "small" }));
    return line;
  }

  /** What can be done where an import was not sure which texts belong together. @param {Finding} finding */
  #doubt(finding) {
    const settle = (what) => this.page.settle({ number: finding.doubt, ...what });
    const right = button(t("Right so"), () => settle({ do: "right" }), { kind: "small" });
    const caret = this.page.caret(finding.loc.join("/"));
    const items = () => [
      ...(caret() ? [{ label: t("Split where the caret is"), act: () => settle({ do: "split", language: caret().language, at: caret().at }) }] : []),
      { label: t("Join with the next"), act: () => settle({ do: "join" }) },
      { label: t("Move the Chinese up"), act: () => settle({ do: "up", language: "tc" }) },
      { label: t("Move the Chinese down"), act: () => settle({ do: "down", language: "tc" }) },
      { label: t("Move the English up"), act: () => settle({ do: "up", language: "en" }) },
      { label: t("Move the English down"), act: () => settle({ do: "down", language: "en" }) },
    ];
    return [menu(button(t("Put it right…"), () => {}, { kind: "small" }), items), right];
  }

  /** @param {Finding["fixes"][0]} edits */
  #fix(edits) {
    const boxes = edits.map((edit) => this.page.box(edit.loc.join("/")));
    const first = edits[0];
    if (!first || boxes.some((box) => !box?.isText)) return null;
    const old = Array.from(boxes[0]?.read() ?? "").slice(first.start, first.end).join("");
    const label = edits.length === 1 ? `${visible(old)} → ${visible(first.text)}` : t("Correct it");
    const act = () => {
      for (const edit of edits.toReversed()) {
        const box = this.page.box(edit.loc.join("/"));
        if (box) replace(box, edit);
      }
    };
    return button(label, act, { kind: "small fix" });
  }

  /** @param {Finding} finding @param {HTMLElement} line */
  #askReason(finding, line) {
    const reason = h("input", { type: "text", required: true, "aria-label": t("Why is it right?"), placeholder: t("Why is it right?") });
    const done = (event) => (event.preventDefault(), reason.value.trim() && (form.remove(), this.page.accept(finding, reason.value.trim())));
    const cancel = () => (form.remove(), line.focus());
    const form = h("form", { class: "reason", onsubmit: done }, reason, h("button", { class: "small main" }, t("Accept")), button(t("Cancel"), cancel, { kind: "small" }));
    line.querySelector("form")?.remove();
    line.append(form);
    reason.focus();
  }

  /** Mark the characters that findings are about, where the page still shows the text that was looked at. */
  mark() {
    if (!("highlights" in CSS)) return;
    for (const severity of SEVERITIES) {
      const ranges = this.found.filter((each) => each.severity === severity).flatMap((each) => [each, ...each.related].flatMap((spot) => this.#range(spot)));
      CSS.highlights.set(severity, new Highlight(...ranges));
    }
  }

  /** @param {import("./types.js").Spot} spot @returns {Range[]} */
  #range(spot) {
    const box = spot.file || spot.start === null ? undefined : this.page.box(spot.loc.join("/"));
    if (!box?.isText || box.dirty) return [];
    const text = box.read();
    const range = rangeIn(box.element, unitsOf(text, spot.start ?? 0), unitsOf(text, spot.end ?? 0));
    return range ? [range] : [];
  }

  /** Go to the next finding, or with -1 the one before. @param {number} by */
  next(by) {
    const lines = all(document.body, ".finding");
    if (!lines.length) return;
    const here = document.activeElement;
    const after = lines.findIndex((line) => here && (here === line || line.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING) && line !== here);
    const at = by > 0 ? (after < 0 ? 0 : after) : ((after < 0 ? lines.length : after) - 2 + lines.length) % lines.length;
    lines[at]?.focus();
    lines[at]?.scrollIntoView({ block: "center" });
  }
}

/** @param {Map<string, HTMLElement>} places @param {Finding} finding @returns {HTMLElement} the innermost row that it is in */
function rowOf(places, finding) {
  for (let length = finding.file ? 0 : finding.loc.length; length > 0; length -= 1) {
    const row = places.get(finding.loc.slice(0, length).join("/"));
    if (row) return row;
  }
  return (places.get(""));
}

/** @param {string} text with what cannot be seen in words */
const visible = (text) => (text === "" ? "∅" : text === " " ? "␣" : text.length > 24 ? `${text.slice(0, 23)}…` : text);

/** Type a correction, so that the browser's own undo takes it back. @param {Box} box @param {{start: number, end: number, text: string}} edit */
function replace(box, edit) {
  const text = box.read();
  box.element.focus();
  setCaret(box.element, unitsOf(text, edit.start), unitsOf(text, edit.end));
  if (edit.text) document.execCommand("insertText", false, edit.text);
  else document.execCommand("delete");
}
