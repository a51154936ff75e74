/** Beside the text: each edition as web page, e-mail text and printed page. */

import { ask, one, picture, Refusal } from "./api.js";
import { rangeIn } from "./box.js";
import { all, button, h, sign } from "./dom.js";
import { LOCALES, t } from "./words.js";

/** @import {Shown} from "./types.js" */

const EDITIONS = { en: "English", tc: "繁體", sc: "简体" };
const QUIET = 150; // milliseconds without a key until a page is printed

export class Preview {
  edition = "en";
  look = "paper";
  focus = "";
  page = 0;
  timer = 0;
  asking = new AbortController();
  /** @type {Shown["spots"]} */
  spots = [];

  constructor(slug) {
    this.slug = slug;
    this.frame = h("iframe", { src: "/paper", sandbox: "allow-same-origin", title: t("The web page") });
    this.text = h("pre", { tabindex: 0, "aria-label": t("The e-mail text") });
    this.image = h("img", { alt: "" });
    this.number = h("span");
    const turn = (label, by, drawn) => sign(label, () => this.#turn(by), drawn);
    this.note = h("p.note", { role: "status" });
    this.sheet = h("div.sheet", { tabindex: 0, role: "region", "aria-label": t("The finished page") }, this.note, this.image, this.text, this.frame);
    const group = (label, what, names) =>
      h("div", { role: "group", "aria-label": label }, Object.entries(names).map(([name, words]) => button(words, () => this.show({ [what]: name }), { kind: "tab", "data-name": name, lang: LOCALES[name] })));
    const looks = { paper: t("Paper"), web: t("Web page"), text: t("E-mail text") };
    this.tabs = h("div.tabs", group(t("Edition"), "edition", EDITIONS), group(t("Form"), "look", looks));
    const turns = h("p.turn", turn(t("Previous page"), -1, "back"), this.number, turn(t("Next page"), 1, "next"));
    this.element = h("section.preview", { "aria-label": t("The finished release") }, this.tabs, this.sheet, turns);
    this.#press();
  }

  #press() {
    for (const each of all(this.tabs, "button")) each.ariaPressed = String([this.edition, this.look].includes(each.dataset.name));
    this.element.dataset.look = this.look;
  }

  /** @param {{edition?: string, look?: string}} what */
  show(what) {
    Object.assign(this, what, { page: 0 });
    this.#press();
    this.refresh();
  }

  /** Bring a text into view and tint it. @param {string} key its place @param {string} lang its language */
  at(key, lang) {
    const loc = key.replace(/\/(en|tc|sc)$/, "");
    const stays = !lang || (lang === "tc" && this.edition !== "en");
    const edition = stays ? this.edition : lang;
    if (loc === this.focus && edition === this.edition) return;
    this.focus = loc;
    if (edition !== this.edition || this.look === "paper") this.show({ edition });
    else this.#tint();
  }

  #turn(by) {
    this.page = Math.max(1, (Number(this.image.dataset.page) || 1) + by);
    this.#ask();
  }

  /** Show the file as it is now. @param {Shown | null} [shown] what came when it was written */
  refresh(shown) {
    clearTimeout(this.timer);
    if (this.look !== "paper" && shown) this.#put(shown);
    else this.timer = setTimeout(() => this.#ask(), this.look === "paper" && this.image.dataset.page ? QUIET : 0);
  }

  async #ask() {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      if (this.look === "paper") await this.#print(signal);
      else this.#put(await ask(one(this.slug, `/look?edition=${this.edition}&look=${this.look}`), { signal }));
    } catch (error) {
      if (error instanceof Refusal) this.note.textContent = t("The page does not show your last changes until this is put right: {why}", { why: error.message });
    }
  }

  async #print(signal) {
    const width = Math.round(Math.min(this.sheet.clientWidth || 600, 900) * Math.min(devicePixelRatio, 2));
    const query = `edition=${this.edition}&focus=${encodeURIComponent(this.focus)}&page=${this.page}&width=${width}`;
    const made = await picture(one(this.slug, `/paper?${query}`), signal);
    if (!made || signal.aborted) return;
    URL.revokeObjectURL(this.image.src);
    Object.assign(this.image, { src: made.address, alt: t("Page {n} as it is printed", { n: made.page }) });
    this.image.dataset.page = String(made.page);
    this.number.textContent = t("Page {n} of {all}", { n: made.page, all: made.pages });
    this.note.textContent = "";
  }

  /** @param {Shown} shown */
  #put({ text, spots = [], html }) {
    this.note.textContent = "";
    if (text !== undefined && this.look === "text") {
      this.spots = spots;
      if (this.text.textContent !== text) this.text.textContent = text;
    }
    const inside = /** @type {any} */ (this.frame.contentDocument);
    if (html !== undefined && this.look === "web" && inside) {
      const next = new inside.defaultView.DOMParser().parseFromString(html, "text/html"); // the frame's own: its policy counts
      for (const meta of all(next.head, "meta[http-equiv]")) meta.remove(); // ours is there already
      if (inside.URL === "about:blank") this.frame.addEventListener("load", () => this.#put({ html }), { once: true });
      else patch(inside.documentElement, next.documentElement);
    }
    this.#tint();
  }

  #tint() {
    const mine = (loc) => Boolean(this.focus) && `${loc}/`.startsWith(`${this.focus}/`);
    if (this.look === "text" && "highlights" in CSS) {
      const ranges = this.spots.filter(({ loc }) => mine(loc)).flatMap(({ start, end }) => rangeIn(this.text, start, end) ?? []);
      CSS.highlights.set("edited", new Highlight(...ranges));
      const [seen, rect] = [this.sheet, ranges[0]].map((each) => each?.getBoundingClientRect());
      if (rect && (rect.top < seen.top || rect.bottom > seen.bottom)) this.sheet.scrollBy({ top: rect.top - seen.top - seen.height / 3 });
    }
    const inside = this.look === "web" && this.frame.contentDocument?.body;
    if (!inside) return;
    const spans = all(inside, "[data-loc]");
    for (const span of spans) Object.assign(span.style, mine(span.dataset.loc) ? { background: "#fff1b8", color: "#1a1a1a" } : { background: "", color: "" });
    spans.find((each) => mine(each.dataset.loc))?.scrollIntoView({ block: "center" });
  }
}

/** What stands beside a shared file, which has no page. */
export class ForAll {
  element = h("aside.preview.for-all", h("p", t("What you change here changes for all releases that name it, also for those that are out. Look at them, and make their files again.")));
  look = "";
  edition = "";
  at() {}
  refresh() {}
}

/** Make one tree like another; pictures and the reader's place stay. */
function patch(old, next) {
  for (const name of old.getAttributeNames()) if (!next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [before, after] = [[...old.childNodes], [...next.childNodes]];
  after.forEach((child, index) => {
    const own = before[index];
    if (!own) old.append(child);
    else if (own.isEqualNode(child)) return;
    else if (own.nodeType === 1 && own.nodeName === child.nodeName && own.nodeName !== "STYLE") patch(own, child);
    else own.replaceWith(child);
  });
  for (const extra of before.slice(after.length)) extra.remove();
}
