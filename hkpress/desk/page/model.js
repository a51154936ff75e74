/** What can be written where: the description of the form, walked along a place. */

import { say, t } from "./words.js";

/**
 * @typedef {import("./types.js").Kind} Kind
 * @typedef {import("./types.js").Loc} Loc
 * @typedef {import("./types.js").Value} Value
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Form} Form
 */

/** @type {Form} */
let form = { models: {}, sections: [], always: [] };
export const ROOT = { is: "group", model: "Manuscript" };

/** @param {Form} given */
export function useForm(given) {
  form = given;
}

export const sections = () => form.sections;
/** @param {string} name */
export const isAlways = (name) => form.always.includes(name);

/** @param {Kind} kind @returns {Field[]} the fields of a group or of a pair of texts */
export const fieldsOf = (kind) => form.models[kind.model ?? ""]?.fields ?? [];

/**
 * The kind that a value has, of those that may stand in its place: a field of its own tells what a group is.
 * @param {Kind} kind
 * @param {Value} value
 * @returns {Kind}
 */
export function resolved(kind, value) {
  if (kind.is !== "one") return kind;
  const grouped = value !== null && typeof value === "object";
  const found = kind.of.find((each) => grouped && each.tag in value);
  const shaped = (each) => ["pair", "group"].includes(each.type.is) === grouped && (!grouped || ["text", "each"].includes(each.tag));
  return (found ?? kind.of.find(shaped) ?? kind.of[0]).type;
}

/** @param {Value} data @param {Loc} loc @returns {Value} what stands there; undefined for nothing */
export function valueAt(data, loc) {
  return loc.reduce((value, step) => (value === null || typeof value !== "object" ? undefined : value[step]), data);
}

/** @param {Value} data @param {Loc} loc @returns {Kind} */
export function kindAt(data, loc) {
  /** @type {Kind} */
  let kind = ROOT;
  loc.forEach((step, index) => {
    const whole = resolved(kind, valueAt(data, loc.slice(0, index)));
    const field = fieldsOf(whole).find((each) => each.name === step);
    kind = whole.is === "list" ? whole.of : (field?.type ?? { is: "line" });
  });
  return kind;
}

/** @param {Value} data @param {Loc} loc @returns {string[]} the names of the fields beside it, in their order */
export function orderAt(data, loc) {
  const whole = loc.slice(0, -1);
  return fieldsOf(resolved(kindAt(data, whole), valueAt(data, whole))).map((each) => each.name);
}

const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);

/**
 * What a new thing of a kind starts as.
 * @param {Kind} kind
 * @param {string[]} languages
 * @returns {Value}
 */
export function blank(kind, languages) {
  switch (kind.is) {
    case "pair":
      return Object.fromEntries(languages.map((name) => [name, null]));
    case "group": {
      const fields = fieldsOf(kind);
      const needed = fields.filter((each) => each.needed);
      const first = needed.length ? needed : fields.slice(0, 1);
      return Object.fromEntries(first.map((each) => [each.name, blank(each.type, languages)]));
    }
    case "list": {
      const item = blank(kind.of, languages);
      return kind.of.is === "one" || kind.of.is === "list" ? [item, structuredClone(item)] : [item];
    }
    case "one":
      return blank(kind.of[0].type, languages);
    case "choice":
      return kind.of[0];
    case "date":
      return today();
    case "moment":
      return `${today()}T10:00+08:00`;
    default:
      return "";
  }
}

/** @type {Record<string, string>} */
const ITEMS = {
  photos: say("Photo"),
  contacts: say("Contact"),
  links: say("Link"),
  remarks: say("Remark"),
  notes: say("Note"),
  ignore: say("Accepted finding"),
  corrections: say("Correction"),
  footnotes: say("Footnote"),
  list: say("Item"),
};

const BLOCKS = {
  text: say("Paragraph"),
  quote: say("Quote"),
  heading: say("Heading"),
  list: say("List"),
  table: say("Table"),
  image: say("Picture"),
  break: say("Larger gap"),
};

/** @param {string} tag of something that can stand in a text */
export const blockName = (tag) => t(BLOCKS[tag] ?? tag);

/** @param {Loc} loc of an item @param {string} tag what kind of item it is, where there are several */
export function itemName(loc, tag) {
  if (tag) return blockName(tag);
  const list = loc.toReversed().find((step) => typeof step === "string") ?? "";
  return t(ITEMS[list] ?? "Paragraph");
}

/** @param {Kind} kind @param {Value} value @returns {string} which of several kinds of item it is, "" where there is one */
export function tagOf(kind, value) {
  const found = resolved(kind, value);
  return kind.is === "one" ? (kind.of.find((each) => each.type === found)?.tag ?? "") : "";
}
