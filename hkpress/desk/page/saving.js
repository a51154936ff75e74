/**
 * From the page into the file: what is typed is sent by itself, one request after the other, and never while an
 * input method composes. Each value goes with the one that the page saw, so that nobody's words are written over.
 */

import { ask, one, Refusal } from "./api.js";
import { orderAt, valueAt } from "./model.js";

/**
 * @typedef {import("./box.js").Box} Box
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Told} Told
 */

const PAUSE = 120; // milliseconds after a key until it is sent

export class Saving {
  /**
   * @param {string} slug
   * @param {{boxes: () => Iterable<Box>, data: () => any, view: () => {look: string, edition: string},
   *   told: (told: Told) => void, contested: (box: Box) => void, state: (name: string, why?: string) => void}} page
   */
  constructor(slug, page) {
    this.slug = slug;
    this.page = page;
    this.composing = false;
    /** @type {Promise<void> | null} */
    this.running = null;
    this.timer = 0;
  }

  /** Somebody has typed. */
  touch() {
    clearTimeout(this.timer);
    if (!this.composing) this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /** @param {boolean} composing whether an input method is at work */
  compose(composing) {
    this.composing = composing;
    if (composing) clearTimeout(this.timer);
    else this.touch();
  }

  /** Send what is not in the file yet; done when it is, or when it cannot be. */
  async flush() {
    clearTimeout(this.timer);
    await this.alone(async () => this.composing || this.#send());
  }

  /**
   * One request after the other: what is read is never older than what was written before.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async alone(work) {
    while (this.running) await this.running;
    const running = work();
    const settle = async () => {
      await Promise.allSettled([running]);
      this.running = null;
    };
    this.running = settle();
    return running;
  }

  /** @returns {Box[]} */
  #dirty() {
    return [...this.page.boxes()].filter((box) => box.dirty && !box.contested);
  }

  /** @param {Box} box @returns {Change} */
  #change(box) {
    const [value, was] = [box.read(), box.base];
    const language = ["en", "tc"].includes(String(box.loc.at(-1)));
    if (value === "" && !language && !box.needed && typeof box.loc.at(-1) === "string") return { do: "remove", loc: box.loc, was };
    return { do: "write", loc: box.loc, was: was ?? null, value, order: orderAt(this.page.data(), box.loc) };
  }

  async #send() {
    const boxes = this.#dirty();
    if (!boxes.length) return;
    const sent = boxes.map((box) => ({ box, change: this.#change(box), shown: box.read() }));
    this.page.state("saving");
    try {
      const told = await this.#post(sent.map((each) => each.change));
      for (const { box, change, shown } of sent) {
        box.base = change.do === "remove" ? undefined : change.value;
        box.shown = shown;
      }
      this.page.told(told);
      this.page.state("saved");
      if (this.#dirty().length) this.touch();
    } catch (error) {
      this.#refused(error, boxes);
    }
  }

  /** @param {unknown} error @param {Box[]} boxes */
  #refused(error, boxes) {
    if (error instanceof Refusal && error.status === 409) {
      const box = boxes.find((each) => each.key === error.body.loc.join("/"));
      if (box) {
        box.contested = true;
        box.theirs = error.body.theirs;
        this.page.contested(box);
        this.touch();
        return;
      }
    }
    const why = error instanceof Refusal ? error.message : "";
    this.page.state(error instanceof Refusal ? "refused" : "lost", why);
    if (!(error instanceof Refusal)) this.timer = setTimeout(() => this.flush(), 2000);
  }

  /** @param {Change[]} changes @returns {Promise<Told>} */
  #post(changes) {
    const body = { changes, ...this.page.view() };
    const keepalive = JSON.stringify(body).length < 30000; // what is under way arrives though the page is closed
    return ask(one(this.slug, "/changes"), { body, keepalive });
  }

  /** The page is going: send what is left, and wait for nothing. */
  leave() {
    const boxes = this.composing ? [] : this.#dirty();
    if (boxes.length) this.#post(boxes.map((box) => this.#change(box))).catch(() => {});
  }

  /**
   * Insert, move or remove; false if the file does not let it.
   * @param {Change[]} changes
   * @returns {Promise<boolean>}
   */
  async act(changes) {
    await this.flush();
    this.page.state("saving");
    const data = this.page.data();
    const full = changes.map((each) => ({ ...each, was: "was" in each ? each.was : (valueAt(data, each.loc) ?? null) }));
    try {
      await this.alone(async () => this.page.told(await this.#post(full)));
      this.page.state("saved");
      return true;
    } catch (error) {
      this.#refused(error, []);
      return false;
    }
  }
}
