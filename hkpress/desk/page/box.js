/** One value that is written: a text, a date, a choice. What it shows is the file's, until somebody types. */

import { h } from "./dom.js";
import { named, say, t } from "./words.js";

/**
 * @typedef {import("./types.js").Kind} Kind
 * @typedef {import("./types.js").Loc} Loc
 * @typedef {import("./types.js").Value} Value
 * @typedef {import("./types.js").Known} Known
 */

export const LANGUAGES = { en: say("English"), tc: say("Traditional Chinese"), sc: say("Simplified Chinese") };
/** @type {Record<string, string>} */
const TAGS = { en: "en-HK", tc: "zh-Hant-HK", sc: "zh-Hans-CN" };

/** @param {Value} value @returns {string} the words: the line ends that close a block are none */
export const wordsOf = (value) => (value === null || value === undefined || typeof value === "object" ? "" : String(value).replace(/\n+$/, ""));

/**
 * What a file can hold, sign for sign, so that findings stay in place: Word's own line break comes as \v.
 * @param {string} typed @returns {string}
 */
export const writable = (typed) => typed.replace(/[\v\f\u2028\u2029]/g, "\n").replace(/(?!\n)\p{Cc}|\u00a0/gu, " ");

/** @param {Loc} loc */
export const keyOf = (loc) => loc.join("/");

/** A value on the page, tied to its place in the file. */
export class Box {
  /**
   * @param {{loc: Loc, kind: Kind, value: Value, label: string, lang?: string, needed?: boolean, known?: Known,
   *   fallback?: string | null, help?: string, described?: string, oninput: (box: Box) => void}} given
   */
  constructor(given) {
    this.loc = given.loc;
    this.key = keyOf(given.loc);
    this.lang = given.lang ?? "";
    this.needed = given.needed ?? false;
    /** @type {Value} what the file says, as far as the page knows */
    this.base = given.value;
    /** @type {Value} what the file says instead, where somebody else has written there */
    this.theirs = undefined;
    this.contested = false;
    this.label = given.label;
    this.element = this.#element(given);
    this.element.dataset.loc = this.key;
    this.element.setAttribute("aria-label", this.lang in LANGUAGES ? `${given.label}, ${t(LANGUAGES[(this.lang)])}` : given.label);
    if (given.described) this.element.setAttribute("aria-describedby", given.described);
    this.show(given.value);
    this.element.addEventListener("input", () => given.oninput(this));
    this.element.addEventListener("change", () => given.oninput(this));
  }

  /** @param {{kind: Kind, known?: Known, needed?: boolean, fallback?: string | null}} given @returns {HTMLElement} */
  #element({ kind, known, needed, fallback }) {
    if (kind.is === "words") {
      return h("div", { class: "box", contenteditable: "plaintext-only", role: "textbox", "aria-multiline": "true", lang: TAGS[this.lang], spellcheck: this.lang === "en" ? "true" : "false" });
    }
    if (kind.is === "choice" || kind.is === "known") {
      const options = kind.is === "choice" ? kind.of.map((each, at) => [each, t(kind.names[at])]) : Object.entries(known?.[kind.of] ?? {}).map(([id, name]) => [id, named(name, id)]);
      const none = needed || (fallback && kind.is === "choice") ? [] : [["", "—"]];
      return h("select", { class: "box" }, [...none, ...options].map(([value, label]) => h("option", { value }, label)));
    }
    /** @type {Record<string, string>} */
    const types = { date: "date", moment: "datetime-local", time: "time", url: "url", email: "email" };
    return h("input", { class: "box", type: types[kind.is] ?? "text", autocomplete: "off", placeholder: fallback ?? null });
  }

  get isText() {
    return this.element.isContentEditable || this.element.hasAttribute("contenteditable");
  }

  /** @returns {string} */
  read() {
    if (this.isText) return wordsOf(writable(this.element.textContent ?? ""));
    const { type, value } = /** @type {HTMLInputElement} */ (this.element);
    return type === "datetime-local" && value ? `${value}+08:00` : value;
  }

  /** @param {Value} value */
  show(value) {
    const words = wordsOf(value);
    if (this.isText) {
      if (this.read() !== words) this.element.textContent = words;
    } else if (this.element instanceof HTMLSelectElement) {
      const options = [...this.element.options];
      if (words && !options.some((each) => each.value === words)) this.element.append(h("option", { value: words }, words));
      this.element.value = words || (options[0]?.value ?? "");
    } else if (this.element instanceof HTMLInputElement) {
      this.element.value = this.element.type === "datetime-local" ? (/^(.{16})(:00)?\+08:00$/.exec(words)?.[1] ?? "") : words;
      if (words && !this.element.value) Object.assign(this.element, { type: "text", value: words }); // a date that is none
    }
    this.shown = this.read();
  }

  /** Whether somebody has written what the file does not have yet. */
  get dirty() {
    return this.read() !== (this.isText ? wordsOf(this.base) : this.shown);
  }

  /** Take over what the file says now. @param {Value} value */
  follow(value) {
    const written = this.dirty;
    this.base = value;
    if (written) return;
    const caret = document.activeElement === this.element ? caretIn(this.element) : null;
    this.show(value);
    if (caret !== null && this.isText) setCaret(this.element, caret);
  }
}

/** @param {HTMLElement} element @returns {number} how many characters stand before the caret */
export function caretIn(element) {
  const selection = getSelection();
  if (!selection?.rangeCount || !element.contains(selection.anchorNode)) return 0;
  const range = selection.getRangeAt(0).cloneRange();
  range.setStart(element, 0);
  return range.toString().length;
}

/** @param {HTMLElement} element @param {number} at @param {number} [end] */
export function setCaret(element, at, end = at) {
  const range = rangeIn(element, at, end);
  if (range) getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

/**
 * The characters from one number to another, as JavaScript counts them.
 * @param {HTMLElement} element
 * @param {number} start
 * @param {number} end
 * @returns {Range | null}
 */
export function rangeIn(element, start, end) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let [before, begun] = [0, false];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (!begun && start <= before + length) {
      range.setStart(node, start - before);
      begun = true;
    }
    if (begun && end <= before + length) {
      range.setEnd(node, end - before);
      return range;
    }
    before += length;
  }
  return null;
}

/** @param {string} text @param {number} points how many characters as Python counts them */
export const unitsOf = (text, points) => Array.from(text).slice(0, points).join("").length;
