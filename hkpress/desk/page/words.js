/** What the page says, in English and in Traditional Chinese. */

/** @type {Record<string, string>} */
let chinese = {};
const CHOSEN = "hkpress-language";

/** @returns {"en" | "tc"} */
export function language() {
  const chosen = localStorage.getItem(CHOSEN) ?? (navigator.language.startsWith("zh") ? "tc" : "en");
  return chosen === "tc" ? "tc" : "en";
}

/** @param {"en" | "tc"} chosen */
export function choose(chosen) {
  localStorage.setItem(CHOSEN, chosen);
}

/** @param {Record<string, string>} catalogue */
export function learn(catalogue) {
  chinese = catalogue;
}

/** Marks what is translated later, where it is shown. @param {string} text */
export const say = (text) => text;

/**
 * A sentence in the reader's language, with values in the place of {names}.
 * @param {string} text in English
 * @param {Record<string, string | number>} [values]
 */
export function t(text, values = {}) {
  const said = (language() === "tc" && chinese[text]) || text;
  return said.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}

/**
 * A name in the reader's language.
 * @param {{en?: string, tc?: string} | undefined} name
 * @param {string} otherwise
 */
export function named(name, otherwise) {
  return (language() === "tc" ? name?.tc || name?.en : name?.en || name?.tc) || otherwise;
}
