/** The finished thing beside the text: each edition as web page, e-mail text and printed page. */

import { ask, one, picture, Refusal } from "./api.js";
import { unitsOf } from "./box.js";
import { all, button, h } from "./dom.js";
import { say, t } from "./words.js";

/** @typedef {import("./types.js").Shown} Shown */

const EDITIONS = ([["en", "English", "en-HK"], ["tc", "繁體", "zh-Hant-HK"], ["sc", "简体", "zh-Hans-CN"]]);
const LOOKS = ([["paper", say("Paper")], ["web", say("Web page")], ["text", say("E-mail text")]]);
const QUIET = 150; // milliseconds without a key until a page is printed
const TINT = "#fff1b8";

export class Preview {
  /** @param {string} slug @param {() => void} [changed] */
  constructor(slug, changed = () => {}) {
    this.slug = slug;
    this.changed = changed;
    this.edition = "en";
    this.look = "paper";
    this.focus = "";
    this.page = 0;
    this.timer = 0;
    /** @type {AbortController | null} */
    this.asking = null;
    this.frame = h("iframe", { src: "/paper", sandbox: "allow-same-origin", title: t("The web page") });
    this.text = h("pre", { tabindex: 0, "aria-label": t("The e-mail text") });
    this.image = h("img", { alt: "" });
    this.number = h("span", { class: "page-number" });
    this.turn = h("p", { class: "turn" }, button(t("Previous page"), () => this.#turn(-1), { icon: "back", kind: "plain", quiet: true }), this.number, button(t("Next page"), () => this.#turn(1), { icon: "next", kind: "plain", quiet: true }));
    this.note = h("p", { class: "note", role: "status" });
    this.sheet = h("div", { class: "sheet", tabindex: 0, role: "region", "aria-label": t("The finished page") }, this.note, this.image, this.text, this.frame);
    this.tabs = h("div", { class: "tabs" });
    this.element = h("section", { class: "preview", "aria-label": t("The finished release") }, this.tabs, this.sheet, this.turn);
    this.#drawTabs();
  }

  #drawTabs() {
    const group = (label, ...buttons) => h("div", { role: "group", "aria-label": label }, ...buttons);
    const pressed = (on) => ({ kind: "tab", "aria-pressed": String(on) });
    const editions = EDITIONS.map(([name, label, lang]) => button(label, () => this.show({ edition: name }), { ...pressed(this.edition === name), lang }));
    const looks = LOOKS.map(([name, label]) => button(t(label), () => this.show({ look: name }), pressed(this.look === name)));
    this.tabs.replaceChildren(group(t("Edition"), ...editions), group(t("Form"), ...looks));
    this.element.dataset.look = this.look;
  }

  /** @param {{edition?: string, look?: string}} what */
  show(what) {
    const focused = this.tabs.contains(document.activeElement) && document.activeElement?.textContent;
    Object.assign(this, what);
    this.page = 0;
    this.#drawTabs();
    for (const each of this.tabs.querySelectorAll("button")) if (focused === each.textContent) each.focus();
    this.refresh();
  }

  /** Bring a text into view and tint it. @param {string} key its place @param {string} lang the language it is written in */
  at(key, lang) {
    const loc = key.replace(/\/(en|tc|sc)$/, "");
    const edition = lang === "en" || (lang === "tc" && this.edition === "en") || lang === "sc" ? lang : this.edition;
    if (loc === this.focus && edition === this.edition) return;
    this.focus = loc;
    this.page = 0;
    if (edition !== this.edition) this.show({ edition });
    else if (this.look === "paper") this.refresh();
    else this.#tint();
  }

  /** @param {number} by */
  #turn(by) {
    this.page = Math.max(1, (Number(this.image.dataset.page) || 1) + by);
    this.#print();
  }

  /** Show the file as it is now; *shown* is what came with the answer that it was written. @param {Shown | null} [shown] */
  refresh(shown) {
    clearTimeout(this.timer);
    if (this.look === "paper") this.timer = setTimeout(() => this.#print(), this.image.dataset.page ? QUIET : 0);
    else if (shown) this.#put(shown);
    else this.#fetch();
  }

  #newest() {
    this.asking?.abort();
    this.asking = new AbortController();
    return this.asking.signal;
  }

  async #fetch() {
    const signal = this.#newest();
    try {
      this.#put(await ask(one(this.slug, `/look?edition=${this.edition}&look=${this.look}`), { signal }));
    } catch (error) {
      this.#failed(error);
    }
  }

  async #print() {
    const signal = this.#newest();
    const width = Math.round(Math.min(this.sheet.clientWidth || 600, 900) * Math.min(devicePixelRatio, 2));
    try {
      const query = `edition=${this.edition}&focus=${encodeURIComponent(this.focus)}&page=${this.page}&width=${width}`;
      const made = await picture(one(this.slug, `/paper?${query}`), signal);
      if (!made || signal.aborted) return;
      const old = this.image.src;
      Object.assign(this.image, { src: made.address, alt: t("Page {n} as it is printed", { n: made.page }) });
      this.image.dataset.page = String(made.page);
      this.number.textContent = t("Page {n} of {all}", { n: made.page, all: made.pages });
      if (old) URL.revokeObjectURL(old);
      this.note.textContent = "";
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    if (error instanceof Refusal) this.note.textContent = t("This is the page before: {why}", { why: error.message });
  }

  /** @param {Shown} shown */
  #put(shown) {
    this.note.textContent = "";
    if (shown.text !== undefined && this.look === "text") {
      this.spots = shown.spots ?? [];
      if (this.text.textContent !== shown.text) this.text.textContent = shown.text;
    }
    const inside = this.frame.contentDocument;
    if (shown.html !== undefined && this.look === "web" && inside) {
      const Parser = inside.defaultView.DOMParser; // the frame's own, for it is the frame's policy that counts
      const next = new Parser().parseFromString(shown.html, "text/html");
      for (const meta of all(next.head, "meta[http-equiv]")) meta.remove(); // ours is there already
      if (inside.URL === "about:blank") this.frame.addEventListener("load", () => this.#put(shown), { once: true });
      else patch(inside.documentElement, next.documentElement);
    }
    this.#tint();
    this.changed();
  }

  #tint() {
    if (this.look === "text") {
      const mine = (this.spots ?? []).filter((each) => each.loc === this.focus || each.loc.startsWith(`${this.focus}/`));
      const node = this.text.firstChild;
      const unit = (points) => unitsOf(node?.textContent ?? "", points);
      const ranges = this.focus && node ? mine.map((each) => new StaticRange({ startContainer: node, startOffset: unit(each.start), endContainer: node, endOffset: unit(each.end) })) : [];
      if ("highlights" in CSS) CSS.highlights.set("edited", new Highlight(...ranges));
      if (ranges[0] && node) this.#scroll(rangeOf(ranges[0]).getBoundingClientRect(), this.sheet);
    }
    const inside = this.look === "web" ? this.frame.contentDocument : null;
    if (!inside?.body) return;
    /** @type {HTMLElement | null} */
    let first = null;
    for (const span of all(inside.body, "[data-loc]")) {
      const mine = Boolean(this.focus) && (span.dataset.loc === this.focus || Boolean(span.dataset.loc?.startsWith(`${this.focus}/`)));
      span.style.background = mine ? TINT : "";
      span.style.color = mine ? "#1a1a1a" : "";
      if (mine) first ??= span;
    }
    first?.scrollIntoView({ block: "center" });
  }

  /** @param {DOMRect} rect @param {HTMLElement} whole */
  #scroll(rect, whole) {
    const seen = whole.getBoundingClientRect();
    if (rect.top < seen.top || rect.bottom > seen.bottom) whole.scrollBy({ top: rect.top - seen.top - seen.height / 3 });
  }
}

/** @param {StaticRange} given */
function rangeOf(given) {
  const range = document.createRange();
  range.setStart(given.startContainer, given.startOffset);
  range.setEnd(given.endContainer, given.endOffset);
  return range;
}

/** Make one tree like another, and touch only what differs: pictures stay, and so does where the reader is. @param {Element} old @param {Element} next */
function patch(old, next) {
  for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [before, after] = [[...old.childNodes], [...next.childNodes]];
  after.forEach((child, index) => {
    const own = before[index];
    if (!own) old.append(child);
    else if (own.isEqualNode(child)) return;
    else if (own instanceof old.ownerDocument.defaultView.Element && child instanceof old.ownerDocument.defaultView.Element && own.tagName === child.tagName && own.tagName !== "STYLE") patch(own, child);
    else own.replaceWith(child);
  });
  for (const extra of before.slice(after.length)) extra.remove();
}
