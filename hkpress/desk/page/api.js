/** Speaking with the program that this page came from. */

/** @typedef {import("./types.js").Loc} Loc */

const KEY = "hkpress-key";
let key = "";

/**
 * Take the key out of the address, where nobody should see it; a reload finds it in this tab's own storage.
 * @returns {string} the release that the address names, or ""
 */
export function takeKey() {
  const given = new URLSearchParams(location.hash.slice(1));
  key = given.get("key") ?? sessionStorage.getItem(KEY) ?? "";
  sessionStorage.setItem(KEY, key);
  const release = given.get("release") ?? "";
  history.replaceState(null, "", release ? `#release=${encodeURIComponent(release)}` : location.pathname);
  return release;
}

/** An answer that is no, with the reason in words. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {any} body
   */
  constructor(status, body) {
    super(body.problem ?? "");
    this.status = status;
    this.body = body;
  }
}

/**
 * @param {string} path below /api/
 * @param {{body?: any, data?: Blob, name?: string, signal?: AbortSignal, keepalive?: boolean}} [how] a body makes it a POST
 * @returns {Promise<Response>}
 */
async function send(path, how = {}) {
  const post = how.body !== undefined || how.data !== undefined;
  const headers = { "x-hkpress-key": key, ...(how.name === undefined ? {} : { "x-name": encodeURIComponent(how.name) }) };
  const body = how.data ?? (post ? JSON.stringify(how.body) : undefined);
  const { signal, keepalive } = how;
  const answer = await fetch(`/api/${path}`, { method: post ? "POST" : "GET", headers, body, signal, keepalive });
  if (answer.ok) return answer;
  const said = await answer.text();
  throw new Refusal(answer.status, said.startsWith("{") ? JSON.parse(said) : { problem: said });
}

/**
 * @param {string} path
 * @param {Parameters<typeof send>[1]} [how]
 * @returns {Promise<any>} what the program says, as data
 */
export async function ask(path, how) {
  return (await send(path, how)).json();
}

/**
 * @param {string} path
 * @param {AbortSignal} signal
 * @returns {Promise<{address: string, page: number, pages: number} | null>} a picture, or null if a newer one was asked for
 */
export async function picture(path, signal) {
  const answer = await send(path, { signal });
  if (answer.status === 204) return null;
  const [page, pages] = ["x-page", "x-pages"].map((name) => Number(answer.headers.get(name)));
  return { address: URL.createObjectURL(await answer.blob()), page, pages };
}

/**
 * Listen to what happens, until the signal; `ended` is called whenever the program cannot be reached.
 * @param {string} slug the release that is open, or ""
 * @param {(event: string) => void} told
 * @param {() => void} ended
 * @param {AbortSignal} signal
 */
export async function listen(slug, told, ended, signal) {
  while (!signal.aborted) {
    try {
      const answer = await send(`events?slug=${encodeURIComponent(slug)}`, { signal });
      const reader = (answer.body).getReader();
      const decoder = new TextDecoder();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        const parts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
        rest = parts.pop() ?? "";
        for (const part of parts) told(/^event: (\w+)/.exec(part)?.[1] ?? "");
      }
    } catch {
      // told below, whatever it was
    }
    if (signal.aborted) return;
    ended();
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** @param {string} slug @param {string} [more] */
export const one = (slug, more = "") => `releases/${encodeURIComponent(slug)}${more}`;
