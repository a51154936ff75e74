/**
 * Saves the page into the file, one request at a time, never while an input method composes.
 * Each value goes with the one that the page saw, so nobody's words are lost.
 */

import { ask, hasEnded, one, Refusal } from "./api.js";

/** @import {Box, Change, Editor, Told} from "./types.js" */

const PAUSE = 120; // milliseconds after a key until it is sent

export class Saving {
  composing = false;
  timer = 0;
  /** @type {Promise<void> | null} */
  running = null;

  /** @param {Editor} page */
  constructor(page) {
    this.page = page;
  }

  touch() {
    clearTimeout(this.timer);
    if (!this.composing) this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  compose(composing) {
    this.composing = composing;
    this.touch();
  }

  /** Send what is not in the file yet. */
  async flush() {
    clearTimeout(this.timer);
    await this.alone(async () => this.composing || this.#send());
  }

  /**
   * One request after the other, so that no answer is older than the last write.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  async alone(work) {
    while (this.running) await this.running;
    const running = work();
    this.running = Promise.allSettled([running]).then(() => void (this.running = null));
    return running;
  }

  #dirty = () => this.page.rows.unsaved().filter((box) => !box.contested);

  /** @param {Box} box @returns {Change} */
  #change(box) {
    const [value, { base = null, loc, lang, needed }] = [box.read(), box];
    const goes = value === "" && !["en", "tc"].includes(lang) && !needed && typeof loc.at(-1) === "string";
    return goes ? { do: "remove", loc, was: base } : { do: "write", loc, was: base, value };
  }

  async #send() {
    const boxes = this.#dirty();
    if (!boxes.length || hasEnded()) return;
    const sent = boxes.map((box) => ({ box, change: this.#change(box), shown: box.read() }));
    this.page.state("saving");
    try {
      const told = await this.#post(sent.map((each) => each.change), boxes.some((box) => !box.isText));
      for (const { box, change, shown } of sent) Object.assign(box, { base: change.value, shown });
      this.page.wrote(told, boxes.map((each) => each.key).join());
      if (this.#dirty().length) this.touch();
    } catch (error) {
      this.#refused(error, boxes);
    }
  }

  /** @param {Box[]} boxes */
  #refused(error, boxes) {
    const refused = error instanceof Refusal;
    if (!refused || error.status >= 500) this.timer = setTimeout(() => this.flush(), 2000); // a full disk gets room again
    if (!refused) return this.page.state("lost");
    const box = error.status === 409 && boxes.find((each) => each.key === error.body.loc.join("/"));
    if (box) {
      this.page.contested(box, error.body.theirs);
      this.touch();
    } else this.page.state("refused", error.message);
  }

  /** @param {Change[]} changes @param {boolean} [rows] whether rows can be others then @returns {Promise<Told>} */
  #post(changes, rows = false) {
    const { look, edition } = this.page.preview;
    const body = { changes, look, edition, rows };
    const keepalive = JSON.stringify(body).length < 30000; // what is under way arrives though the page is closed
    return ask(one(this.page.slug, "/changes"), { body, keepalive });
  }

  /** Send the rest as the page closes. */
  leave() {
    const boxes = this.composing ? [] : this.#dirty();
    if (boxes.length) this.#post(boxes.map((box) => this.#change(box))).catch(() => {});
  }

  /** Insert, move or remove. @param {Change[]} changes @returns {Promise<boolean>} false if the file does not allow it */
  async act(changes) {
    await this.flush();
    this.page.state("saving");
    const full = changes.map((each) => ({ was: this.page.valueAt(each.loc) ?? null, ...each }));
    try {
      await this.alone(async () => this.page.wrote(await this.#post(full, true), ""));
      return true;
    } catch (error) {
      this.#refused(error, []);
      return false;
    }
  }
}
