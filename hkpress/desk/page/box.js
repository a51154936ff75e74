/** One value being written. It shows what the file says until somebody types. */

import { h } from "./dom.js";
import { LOCALES } from "./words.js";

/** @import {Loc, Row, Value} from "./types.js" */

/** @param {Value} value @returns {string} the words: the line ends that close a block are none */
export const wordsOf = (value) => (typeof value === "object" ? "" : String(value ?? "").replace(/\n+$/, ""));

/** What a file can hold, sign for sign, so findings stay in place. Word's own line break is \v. */
export const writable = (typed) => typed.replace(/[\v\f\u2028\u2029]/g, "\n").replace(/(?!\n)\p{Cc}|\u00a0/gu, " ");

export const keyOf = (loc) => loc.join("/");

/** A value on the page, tied to its place in the file. */
export class Box {
  /** @type {Loc} */
  loc;
  key = "";
  lang = "";
  needed = false;
  contested = false;
  /** @type {Value} what the file says instead, where somebody else has written there */
  theirs;
  shown = "";

  /** @type {Value} what the file says, as far as the page knows */
  base;

  /** @param {Row} row @param {Value} value */
  constructor({ loc, kind, type, label, lang, needed, options, placeholder }, value, described, typed) {
    Object.assign(this, { loc, lang, needed, key: keyOf(loc), base: value });
    const all = { class: "box", "data-loc": this.key, "aria-label": label, "aria-describedby": described || null, oninput: typed, onchange: typed };
    if (kind === "words") this.element = h("div", { ...all, contenteditable: "plaintext-only", role: "textbox", "aria-multiline": "true", lang: LOCALES[lang], spellcheck: String(lang === "en") });
    else if (options) this.element = h("select", all, options.map(([id, name]) => h("option", { value: id }, name)));
    else this.element = h("input", { ...all, type, autocomplete: "off", placeholder });
    this.show(value);
  }
  get isText() {
    return this.element.hasAttribute("contenteditable");
  }

  /** @returns {string} */
  read() {
    if (this.isText) return wordsOf(writable(this.element.textContent ?? ""));
    const { type, value } = /** @type {HTMLInputElement} */ (this.element);
    return type === "datetime-local" && value ? `${value}+08:00` : value;
  }

  show(value) {
    const [words, element] = [wordsOf(value), /** @type {any} */ (this.element)];
    if (this.isText) {
      if (this.read() !== words) element.textContent = words;
    } else if (element.options) {
      const options = [...element.options];
      if (words && !options.some((each) => each.value === words)) element.append(h("option", { value: words }, words));
      element.value = words || (options[0]?.value ?? "");
    } else {
      element.value = element.type === "datetime-local" ? (/^(.{16})(:00)?\+08:00$/.exec(words)?.[1] ?? "") : words;
      if (words && !element.value) Object.assign(element, { type: "text", value: words }); // a date that is none
    }
    this.shown = this.read();
  }

  /** Whether the file lacks it. */
  get dirty() {
    return this.read() !== (this.isText ? wordsOf(this.base) : this.shown);
  }

  /** Take over what the file says now. @param {Value} value */
  follow(value) {
    const written = this.dirty;
    this.base = value;
    if (written || (this.isText && this.read() === wordsOf(value))) return; // what is selected stays so
    const selected = document.activeElement === this.element && selectedIn(this.element);
    this.show(value);
    if (this.isText && selected) setCaret(this.element, ...selected);
  }
}

/** @returns {[number, number]} how many characters stand before the two ends of what is selected */
export function selectedIn(element) {
  const selection = getSelection();
  if (!selection?.rangeCount || !element.contains(selection.anchorNode)) return [0, 0];
  const range = selection.getRangeAt(0).cloneRange();
  const { length } = range.toString();
  range.setStart(element, 0);
  const end = range.toString().length;
  return [end - length, end];
}

export function setCaret(element, at, end = at) {
  const range = rangeIn(element, at, end);
  if (range) getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

/** The range between two character positions. @param {Node} element */
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
