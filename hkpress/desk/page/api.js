/** Talks to the program that serves this page. */

import { language, t } from "./words.js";

const KEY = "hkpress-key";
const TRIES = 6; // within 16 seconds; whoever answers after that may be another program
let key = "";
let ended = false;
/** @type {any} */
let goOn = () => {};

const others = new BroadcastChannel(KEY); // the pages that are open at this address, whose desk may have ended
others.onmessage = ({ data }) => (keep(data), goOn());

const keep = (given) => sessionStorage.setItem(KEY, (key = given));

/** Take the key out of the address, where nobody should see it. */
export function takeKey() {
  const given = new URLSearchParams(location.hash.slice(1));
  keep(given.get("key") ?? sessionStorage.getItem(KEY) ?? "");
  if (given.has("key")) others.postMessage(key);
  history.replaceState(null, "", addressOf(given.get("release") ?? ""));
}

/** @returns {string} the address of a release's page, or for "" of the list */
export const addressOf = (slug) => (slug ? `#release=${encodeURIComponent(slug)}` : location.pathname);

/** A refusal, with its reason in words. */
export class Refusal extends Error {
  constructor(status, body) {
    super(body.problem);
    this.status = status;
    this.body = body;
  }
}

/** Whether the program has ended: nothing is sent until `tryAgain`. */
export const hasEnded = () => ended;
export const tryAgain = () => goOn();

/** @returns {string} why something was not done */
export const reasonOf = (error) => (error instanceof Refusal ? error.message : ended ? t("The desk has ended. Start it again: click its icon, or run `hkpress desk`. This page then goes on; if not, copy what is not saved.") : t("The desk does not answer"));

/**
 * @param {string} path below /api/
 * @param {{body?: any, data?: Blob, name?: string, signal?: AbortSignal, keepalive?: boolean}} [how] a body makes it a POST
 */
async function send(path, { body, data, name, signal, keepalive } = {}) {
  if (ended) throw new Error("nobody is there");
  const headers = { "x-hkpress-key": key, "accept-language": language(), ...(name && { "x-name": encodeURIComponent(name) }) };
  const posted = data ?? (body && JSON.stringify(body));
  const answer = await fetch(`/api/${path}`, { method: posted ? "POST" : "GET", headers, body: posted, signal, keepalive });
  if (answer.ok) return answer;
  const said = await answer.text();
  throw new Refusal(answer.status, said.startsWith("{") ? JSON.parse(said) : { problem: said });
}

/** @param {Parameters<typeof send>[1]} [how] @returns {Promise<any>} what the program says, as data */
export const ask = async (path, how) => (await send(path, how)).json();

/** A picture, or null if a newer one was asked for since. */
export async function picture(path, signal) {
  const answer = await send(path, { signal });
  if (answer.status === 204) return null;
  const [page, pages] = ["x-page", "x-pages"].map((name) => Number(answer.headers.get(name)));
  return { address: URL.createObjectURL(await answer.blob()), page, pages };
}

/** Listen; `lost` is called when the program is gone. @param {(event: string) => void} told @param {(_: string) => void} lost */
export async function listen(slug, told, lost, signal) {
  for (let tries = 0; !signal.aborted; tries++) {
    let report = lost;
    try {
      const { body } = await send(`events?slug=${encodeURIComponent(slug)}`, { signal });
      tries = 0;
      let rest = "";
      for await (const piece of /** @type {any} */ (body.pipeThrough(new TextDecoderStream()))) {
        const parts = (rest + piece).split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) told(/^event: (\w+)/.exec(part)?.[1] ?? "");
        if (document.hidden) break;
      }
      if (document.hidden) {
        report = () => {}; // a browser has six connections for all pages: one that nobody sees leaves its own to others
        await new Promise((resolve) => (setTimeout(resolve, 600000), document.addEventListener("visibilitychange", resolve, { once: true })));
      }
    } catch (error) {
      const { status } = error;
      if (status >= 422) [report, tries] = [told, 2]; // the release is gone, say, and may come back
      else ended = status > 0 || tries === TRIES; // another program has the port, or nobody
    }
    if (signal.aborted) return;
    report("");
    await new Promise((resolve) => (ended ? (goOn = resolve) : setTimeout(resolve, 250 * 2 ** tries)));
    if (ended) tries = TRIES - 1; // once more
    ended = false;
  }
}

export const one = (slug, more = "") => `releases/${encodeURIComponent(slug)}${more}`;

/** Files as they are sent. @param {File[]} files @returns {Promise<{name: string, data: string}[]>} */
export const packed = (files) =>
  Promise.all(
    files.map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return { name: file.name, data: btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join("")) };
    }),
  );
