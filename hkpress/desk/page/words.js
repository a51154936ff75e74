/** Looks up what the page says. The Chinese is in desk.po. */

/** @type {Record<string, string>} */
let chinese = {};
const CHOSEN = "hkpress-language";

export const LOCALES = { en: "en-HK", tc: "zh-Hant-HK", sc: "zh-Hans-CN" };

/** @returns {"en" | "tc"} */
export const language = () => ((localStorage.getItem(CHOSEN) ?? navigator.language).match(/^(tc|zh)/) ? "tc" : "en");

export const choose = (chosen) => localStorage.setItem(CHOSEN, chosen);

/** @param {Record<string, string>} catalogue */
export const learn = (catalogue) => void (chinese = catalogue);

/**
 * A sentence in the reader's language, with values for {names}; *text* is English.
 * @param {Record<string, string | number>} [values]
 */
export function t(text, values = {}) {
  const said = (language() === "tc" && chinese[text]) || text;
  return said.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}
