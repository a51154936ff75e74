/** The form of a release: a row a text, both languages side by side; drawn from the model, so that all of it can be written. */

import { Box, keyOf, LANGUAGES } from "./box.js";
import { button, h, icon, menu } from "./dom.js";
import { blank, blockName, fieldsOf, isAlways, itemName, resolved, ROOT, sections, tagOf } from "./model.js";
import { named, t } from "./words.js";

/**
 * @typedef {import("./types.js").Kind} Kind
 * @typedef {import("./types.js").Loc} Loc
 * @typedef {import("./types.js").Value} Value
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Change} Change
 * @typedef {{changes: Change[], said: string, focus?: Loc}} Deed something that is done to the structure, and how it is told
 * @typedef {{act: (deed: Deed) => void, typed: (box: Box) => void, known: () => import("./types.js").Known,
 *   pictures: () => Record<string, string>, upload: (files: File[], then: (file: string) => Deed) => void,
 *   newPerson: (then: (id: string) => void) => void, simplified: (text: string) => Promise<string>}} Hooks
 */

const SIMPLE = new Set(["line", "url", "email", "date", "moment", "time", "choice", "known", "file"]);
/** @param {Kind} kind */
const isSet = (kind) => kind.is === "list" && !kind.each && ["choice", "known"].includes(kind.of.is);
/** @param {Kind} kind @param {Value} value */
const isPlain = (kind, value) => SIMPLE.has(resolved(kind, value).is) || isSet(kind);
/** @param {Kind} kind */
const isGrid = (kind) => fieldsOf(kind).some((each) => each.type.is === "list" && each.type.of.is === "list");

export class Rows {
  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.hooks = hooks;
    /** @type {Map<string, Box>} */
    this.boxes = new Map();
    /** @type {string[]} */
    this.languages = [];
    this.data = {};
  }

  /** @param {Value} data @returns {HTMLElement[]} the whole form */
  draw(data) {
    this.data = data;
    this.boxes = new Map();
    const editions = Array.isArray(data.editions) ? data.editions.map((each) => (each === "sc" ? "tc" : each)) : ["en", "tc"];
    this.languages = ["en", "tc"].filter((each) => editions.includes(each));
    const fields = fieldsOf(ROOT);
    return sections().map((section) => {
      const own = fields.filter((each) => section.fields.includes(each.name)).toSorted((a, b) => section.fields.indexOf(a.name) - section.fields.indexOf(b.name));
      return h("section", { class: "part", "aria-label": t(section.title) }, h("h2", {}, t(section.title)), ...this.#fields(own, data, [], this.languages));
    });
  }

  /**
   * The fields of a group: short ones side by side, texts in rows, and what can be added.
   * @param {Field[]} fields
   * @param {Value} value
   * @param {Loc} loc
   * @param {string[]} languages
   * @param {string} [tag] of an item that these are all of: what can be added to it is in its own menu
   * @returns {HTMLElement[]}
   */
  #fields(fields, value, loc, languages, tag = "") {
    const there = (each) => value?.[each.name] !== undefined;
    const shown = fields.filter((each) => there(each) || each.needed || (!loc.length && isAlways(each.name) && (isPlain(each.type, undefined) || each.type.is === "list")));
    const short = shown.filter((each) => isPlain(each.type, value?.[each.name]));
    const long = shown.filter((each) => !short.includes(each));
    const missing = fields.filter((each) => !shown.includes(each));
    const strip = short.length ? h("div", { class: "strip" }, short.map((each) => this.#short(each, value?.[each.name], [...loc, each.name]))) : null;
    const rows = long.map((each) => this.#long(each, value?.[each.name], [...loc, each.name], languages, each.name === tag));
    const add = missing.length && !tag ? this.#adder(missing, loc, languages) : null;
    return ([strip, ...rows, add].filter(Boolean));
  }

  /** @param {Field[]} missing @param {Loc} loc @param {string[]} languages */
  #adder(missing, loc, languages) {
    const items = () => missing.map((each) => ({ label: t(each.label), help: t(each.help), act: () => this.#add(each, loc, languages) }));
    return h("p", { class: "adder" }, menu(button(t("Add…"), () => {}, { icon: "plus", kind: "plain add" }), items));
  }

  /** @param {Field} field @param {Loc} loc @param {string[]} languages */
  #add(field, loc, languages) {
    const own = [...loc, field.name];
    if (field.type.is === "picture" || field.type.is === "file") {
      this.#pick(field.type.is, (file) => ({ changes: [{ do: "insert", loc: own, value: file }], said: "", focus: own }));
      return;
    }
    this.hooks.act({ changes: [{ do: "insert", loc: own, value: this.#start(field.type, field.default, languages) }], said: "", focus: own });
  }

  /** @param {Kind} kind @param {string | null} fallback @param {string[]} languages @returns {Value} */
  #start(kind, fallback, languages) {
    if (kind.is === "known") return Object.keys(this.hooks.known()[kind.of] ?? {})[0] ?? "";
    if (isSet(kind)) return kind.of.is === "choice" ? kind.of.of : Object.keys(this.hooks.known()[kind.of.of] ?? {}).slice(0, 2);
    if (kind.is === "choice") return kind.of.find((each) => each !== fallback) ?? kind.of[0];
    return blank(kind, languages);
  }

  /** @param {string} kind @param {(file: string) => Deed} then */
  #pick(kind, then) {
    const accept = kind === "picture" ? "image/jpeg,image/png,image/webp" : null;
    const input = h("input", { type: "file", accept, onchange: () => this.hooks.upload([...(input.files ?? [])], then) });
    input.click();
  }

  // --- short values ---------------------------------------------------------------------------------------

  /** @param {Field} field @param {Value} value @param {Loc} loc */
  #short(field, value, loc) {
    const kind = resolved(field.type, value);
    const id = `help-${keyOf(loc)}`;
    const help = h("small", { class: "help", id }, t(field.help));
    const label = h("span", { class: "label" }, t(field.label));
    if (isSet(kind)) return this.#row("div", loc, "field wide", label, this.#set(kind, value, loc, t(field.label)), help);
    const box = this.#box({ loc, kind, value, label: t(field.label), needed: field.needed, fallback: field.default, described: id });
    const person = kind.is === "known" && kind.of === "people" ? button(t("New person…"), () => this.hooks.newPerson((chosen) => this.hooks.act({ changes: [{ do: "write", loc, value: chosen }], said: "", focus: loc })), { kind: "plain add" }) : null;
    const remove = field.needed || value === undefined || (loc.length === 1 && isAlways(field.name)) ? null : this.#remover(loc, t(field.label));
    return this.#row("div", loc, "field", h("span", { class: "head" }, label, remove), box.element, person, help);
  }

  /** @param {Kind} kind @param {Value} value @param {Loc} loc @param {string} label */
  #set(kind, value, loc, label) {
    const known = this.hooks.known()[kind.of.of] ?? {};
    const options = kind.of.is === "choice" ? kind.of.of.map((each, at) => [each, t(kind.of.names[at])]) : Object.entries(known).map(([id, name]) => [id, named(name, id)]);
    const chosen = Array.isArray(value) ? value : [];
    const boxes = options.map(([id, name]) => h("label", {}, h("input", { type: "checkbox", value: id, ...(chosen.includes(id) ? { checked: true } : {}) }), name));
    const write = () => {
      const picked = boxes.map((each) => (each.firstElementChild)).filter((each) => each.checked).map((each) => each.value);
      this.hooks.act({ changes: [{ do: picked.length ? "write" : "remove", loc, value: picked }], said: "", focus: loc });
    };
    return h("div", { class: "set", role: "group", "aria-label": label, onchange: write }, boxes);
  }

  // --- texts, groups, lists -------------------------------------------------------------------------------

  /**
   * @param {Field} field
   * @param {Value} value
   * @param {Loc} loc
   * @param {string[]} languages
   * @param {boolean} [bare] whether its name stands above it already
   * @returns {HTMLElement}
   */
  #long(field, value, loc, languages, bare = false) {
    const kind = resolved(field.type, value);
    const name = t(field.label);
    const removable = !field.needed && value !== undefined;
    if (kind.is === "pair") return this.#pair(kind, value, loc, languages, { name, help: t(field.help), removable, bare });
    if (kind.is === "list") return this.#list(kind, value, loc, languages, name, field, bare);
    if (kind.is === "picture") return this.#picture(value, loc, name);
    const head = removable ? h("div", { class: "row-head" }, h("h3", {}, name), this.#remover(loc, name)) : null;
    return this.#row("section", loc, removable ? "group" : "inner", head, ...this.#group(kind, value, loc, languages));
  }

  /** @param {Kind} kind @param {Value} value @param {Loc} loc @param {string[]} languages @param {string} [tag] @returns {HTMLElement[]} */
  #group(kind, value, loc, languages, tag = "") {
    const only = value?.only ? [value.only] : languages;
    if (isGrid(kind)) {
      const rest = fieldsOf(kind).filter((each) => !["head", "rows"].includes(each.name));
      return [this.#grid(kind, value, loc, only), ...this.#fields(rest, value, loc, only)];
    }
    return this.#fields(fieldsOf(kind), value, loc, only, tag);
  }

  /**
   * A text in both languages.
   * @param {Kind} kind
   * @param {Value} value
   * @param {Loc} loc
   * @param {string[]} languages
   * @param {{name: string, help?: string, removable?: boolean, bare?: boolean, item?: HTMLElement[], menu?: ReturnType<Parameters<typeof menu>[1]>}} how
   */
  #pair(kind, value, loc, languages, how) {
    const only = value?.only ? [value.only] : languages;
    const names = ["en", "tc", "sc"].filter((each) => only.includes(each) || value?.[each] !== undefined);
    const id = `help-${keyOf(loc)}`;
    const help = how.help ? h("small", { class: "help", id }, how.help) : null;
    const texts =
      typeof value === "string"
        ? [this.#text(loc, value, how.name, only[0] ?? "en", help ? id : "").element]
        : names.map((each) => this.#text([...loc, each], value?.[each], how.name, each, help ? id : "").element);
    const more = fieldsOf(kind).filter((each) => !(each.name in LANGUAGES));
    const extras = more.filter((each) => value?.[each.name] !== undefined);
    const items = () => [...(how.menu ?? []), ...this.#extras(more, value, loc, languages), ...(how.removable && !how.menu ? [this.#removal(loc, how.name)] : [])];
    const opener = items().length ? menu(button(t("More about {name}", { name: how.name }), () => {}, { icon: "more", kind: "plain", quiet: true }), items) : null;
    const head = h("div", { class: "row-head" }, ...(how.item ?? []), h("h3", how.bare ? { class: "unseen" } : {}, how.name), help, opener);
    return this.#row("section", loc, "row", head, h("div", { class: `pair of-${texts.length}` }, texts), ...(extras.length ? this.#fields(extras, value, loc, only) : []));
  }

  /** @param {Field[]} more @param {Value} value @param {Loc} loc @param {string[]} languages */
  #extras(more, value, loc, languages) {
    const items = more.filter((each) => value?.[each.name] === undefined).map((each) => ({ label: t("Add: {name}", { name: t(each.label) }), help: t(each.help), act: () => this.#add(each, loc, languages) }));
    if (typeof value !== "object" || value?.sc !== undefined || value?.tc === undefined) return items;
    const word = async () => {
      const derived = await this.hooks.simplified(this.boxes.get(keyOf([...loc, "tc"]))?.read() ?? "");
      this.hooks.act({ changes: [{ do: "insert", loc: [...loc, "sc"], value: derived }], said: "", focus: [...loc, "sc"] });
    };
    return [...items, { label: t("Other wording in Simplified…"), act: word }];
  }

  /** @param {Loc} loc @param {Value} value @param {string} name @param {string} lang @param {string} described */
  #text(loc, value, name, lang, described) {
    return this.#box({ loc, kind: { is: "words" }, value, label: name, lang, described, needed: lang !== "sc" });
  }

  /** @param {Kind} kind @param {Value} value @param {Loc} loc @param {string[]} languages @param {string} name @param {Field} field @param {boolean} bare */
  #list(kind, value, loc, languages, name, field, bare) {
    const items = Array.isArray(value) ? value : [];
    const body = kind.of.is === "one" && kind.of.of.some((each) => each.tag === "quote");
    let paragraphs = 0;
    const rows = items.map((item, index) => {
      const tag = tagOf(kind.of, item);
      paragraphs += tag === "text" ? 1 : 0;
      const number = tag === "text" ? paragraphs : index + 1;
      return this.#item(kind, item, [...loc, index], languages, { number: body && tag !== "text" ? 0 : number, count: items.length });
    });
    const head = loc.length > 1 || items.length ? null : h("small", { class: "help open" }, t(field.help));
    const title = !bare && (loc.length > 1 || !isAlways(field.name)) ? h("div", { class: "row-head" }, h("h3", {}, name), value !== undefined && !field.needed ? this.#remover(loc, name) : null) : null;
    return this.#row("section", loc, `list${body ? " body" : ""}`, title, head, ...rows, this.#bar(kind, loc, items.length, languages));
  }

  /** What can be put at the end of a list. @param {Kind} kind @param {Loc} loc @param {number} count @param {string[]} languages */
  #bar(kind, loc, count, languages) {
    const buttons = this.#choices(kind, [...loc, count], languages).map(({ label, act }) => button(label, act, { icon: "plus", kind: "plain add" }));
    const drops = this.#takesPictures(kind);
    const bar = h("p", { class: drops ? "adder drops" : "adder" }, drops ? h("span", {}, t("Drop photos here, or")) : null, ...buttons);
    if (drops) this.#dropping(bar, (file) => this.#newPhoto(kind, loc, languages, file));
    return bar;
  }

  /** @param {Kind} kind */
  #takesPictures(kind) {
    return kind.of.is === "group" && fieldsOf(kind.of).some((each) => each.type.is === "picture");
  }

  /** @param {Kind} kind @param {Loc} loc @param {string[]} languages @param {string} file @returns {Deed} */
  #newPhoto(kind, loc, languages, file) {
    const value = { file, ...blank(kind.of, languages), alt: blank({ is: "pair" }, languages) };
    const list = loc.reduce((found, step) => found?.[step], this.data);
    const own = [...loc, Array.isArray(list) ? list.length : 0];
    return { changes: [{ do: "insert", loc: own, value }], said: t("Photo added"), focus: [...own, "caption", languages[0] ?? "en"] };
  }

  /**
   * The ways to begin an item at a place.
   * @param {Kind} kind of the list
   * @param {Loc} loc
   * @param {string[]} languages
   * @returns {{label: string, act: () => void}[]}
   */
  #choices(kind, loc, languages) {
    const insert = (value) => this.hooks.act({ changes: [{ do: "insert", loc, value }], said: "", focus: loc });
    if (kind.of.is !== "one") {
      const begin = () => (this.#takesPictures(kind) ? this.#pick("picture", (file) => this.#newPhoto(kind, loc.slice(0, -1), languages, file)) : insert(blank(kind.of, languages)));
      const photo = this.#takesPictures(kind);
      const name = itemName(loc.slice(0, -1), "");
      const plain = photo ? [{ label: t("Caption without photo"), act: () => insert(blank(kind.of, languages)) }] : [];
      return [{ label: photo ? t("Choose photos…") : name, act: begin }, ...plain];
    }
    return kind.of.of.map(({ tag, type }) => {
      const begin = () => {
        if (tag !== "image") insert(blank(type, languages));
        else this.#pick("picture", (file) => ({ changes: [{ do: "insert", loc, value: { image: { file, alt: blank({ is: "pair" }, languages) } } }], said: "", focus: loc }));
      };
      return { label: blockName(tag), act: begin };
    });
  }

  /** @param {Kind} kind of the list @param {Value} value @param {Loc} loc @param {string[]} languages @param {{number: number, count: number}} at */
  #item(kind, value, loc, languages, at) {
    const tag = tagOf(kind.of, value);
    const own = resolved(kind.of, value);
    const [whole, index] = [loc.slice(0, -1), Number(loc.at(-1))];
    const speaker = value?.quote?.speaker ? named(this.hooks.known().people?.[value.quote.speaker], value.quote.speaker) : "";
    const name = [itemName(whole, tag), at.number ? ` ${at.number}` : "", speaker && ` · ${speaker}`].join("");
    const move = (to) => to >= 0 && to < at.count && this.hooks.act({ changes: [{ do: "move", loc, to }], said: t("{name} moved", { name }), focus: [...whole, to] });
    const below = this.#choices(kind, [...whole, index + 1], languages).slice(0, kind.of.is === "one" ? 9 : 1);
    const items = [
      ...(index ? [{ label: t("Move up"), keys: "Alt ↑", act: () => move(index - 1) }] : []),
      ...(index + 1 < at.count ? [{ label: t("Move down"), keys: "Alt ↓", act: () => move(index + 1) }] : []),
      ...below.map((each) => ({ label: t("{name} below", { name: each.label }), act: each.act })),
      this.#removal(loc, name),
    ];
    const grip = h("span", { class: "grip", draggable: "true", title: t("Drag to move") }, icon("grip"));
    let row;
    const inner = fieldsOf(own).find((each) => each.name === tag)?.type;
    if (inner?.is === "pair" && Object.keys(value).length === 1) {
      const more = () => [...items.slice(0, -1), ...this.#extras(fieldsOf(own), value, loc, languages), ...items.slice(-1)];
      row = this.#pair(inner, value[tag], [...loc, tag], languages, { name, item: [grip], menu: more() });
      row.classList.add(tag);
    } else if (own.is === "pair") row = this.#pair(own, value, loc, languages, { name, item: [grip], menu: items });
    else {
      const opener = menu(button(t("More about {name}", { name }), () => {}, { icon: "more", kind: "plain", quiet: true }), () => [...items.slice(0, -1), ...(tag ? this.#extras(fieldsOf(own), value, loc, languages) : []), ...items.slice(-1)]);
      const head = h("div", { class: "row-head" }, grip, h("h3", {}, name), opener);
      const inside = own.is === "group" ? this.#group(own, value, loc, languages, tag) : tag === "break" ? [] : [this.#box({ loc, kind: SIMPLE.has(own.is) && own.is !== "line" ? own : { is: "words" }, value, label: name, needed: true }).element];
      row = this.#row("section", loc, `row item ${tag || own.is}`, head, ...inside);
    }
    row.classList.add("movable");
    Object.assign(row, { hkpressMove: (by) => move(index + by), hkpressBelow: below[0]?.act });
    this.#draggable(row, grip, whole, index);
    return row;
  }

  // --- tables and pictures --------------------------------------------------------------------------------

  /** @param {Kind} kind @param {Value} value @param {Loc} loc @param {string[]} languages */
  #grid(kind, value, loc, languages) {
    const cellKind = fieldsOf(kind).find((each) => each.name === "head")?.type.of ?? { is: "line" };
    const [head, rows] = [value?.head ?? [], value?.rows ?? []];
    const act = (changes, said, focus) => this.hooks.act({ changes, said, focus });
    const all = [["head"], ...rows.map((_, row) => ["rows", row])].map((way) => [...loc, ...way]);
    const column = (at) => all.map((way) => ({ do: "insert", loc: [...way, at], value: blank(cellKind, languages) }));
    const dropColumn = (at) => all.map((way) => ({ do: "remove", loc: [...way, at] }));
    const cell = (each, way, name) => this.#cell(resolved(cellKind, each), each, way, languages, name);
    const line = (tag, cells, way, name, last) =>
      h("tr", {}, cells.map((each, at) => h(tag, tag === "th" ? { scope: "col" } : {}, cell(each, [...way, at], `${name}, ${at + 1}`), tag === "th" && head.length > 1 ? button(t("Remove column {n}", { n: at + 1 }), () => act(dropColumn(at), t("Column removed"), [...loc, "head", 0]), { icon: "close", kind: "plain", quiet: true }) : null)), h("td", { class: "edge" }, last));
    const top = line("th", head, [...loc, "head"], t("Head"), null);
    const body = rows.map((each, at) =>
      line("td", Array.isArray(each) ? each : [], [...loc, "rows", at], t("Row {n}", { n: at + 1 }), rows.length > 1 ? button(t("Remove row {n}", { n: at + 1 }), () => act([{ do: "remove", loc: [...loc, "rows", at] }], t("Row removed"), [...loc, "head", 0]), { icon: "close", kind: "plain", quiet: true }) : null));
    const newRow = head.map(() => blank(cellKind, languages));
    const bar = h("p", { class: "adder" },
      button(t("Row"), () => act([{ do: "insert", loc: [...loc, "rows", rows.length], value: newRow }], "", [...loc, "rows", rows.length, 0]), { icon: "plus", kind: "plain add" }),
      button(t("Column"), () => act(column(head.length), "", [...loc, "head", head.length]), { icon: "plus", kind: "plain add" }));
    return h("div", { class: "grid" }, h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("Table") }, h("table", {}, h("thead", {}, top), h("tbody", {}, body))), bar);
  }

  /** @param {Kind} kind @param {Value} value @param {Loc} loc @param {string[]} languages @param {string} name */
  #cell(kind, value, loc, languages, name) {
    const one = typeof value === "string" || kind.is !== "pair";
    const texts = one ? [this.#text(loc, value, name, "", "")] : languages.map((each) => this.#text([...loc, each], value?.[each], name, each, ""));
    const other = () => (one ? Object.fromEntries(languages.map((each) => [each, texts[0]?.read() || null])) : (texts[0]?.read() ?? ""));
    const label = one ? t("A text for each language") : t("The same in both languages");
    const swap = button(label, () => this.hooks.act({ changes: [{ do: "write", loc, value: other() }], said: "", focus: loc }), { kind: "plain swap", "aria-label": label, title: label });
    swap.textContent = one ? "EN|中" : "=";
    return h("div", { class: "cell" }, texts.map((each) => each.element), swap);
  }

  /** @param {Value} value @param {Loc} loc @param {string} name */
  #picture(value, loc, name) {
    const address = this.hooks.pictures()[String(value)];
    /** @type {(file: string) => Deed} */
    const put = (file) => ({ changes: [{ do: "write", loc, value: file }], said: t("Photo replaced"), focus: loc });
    const choose = button(t("Another…"), () => this.#pick("picture", put), { kind: "small" });
    const image = address ? h("img", { src: address, alt: "", loading: "lazy" }) : null;
    const row = this.#row("div", loc, "picture", image, h("span", { class: "file" }, String(value ?? name)), choose);
    this.#dropping(row, put);
    return row;
  }

  /** @param {HTMLElement} target @param {(file: string) => Deed} then */
  #dropping(target, then) {
    const over = (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      target.classList.toggle("over", event.type === "dragover");
      if (event.type === "drop") this.hooks.upload([...event.dataTransfer.files], then);
    };
    for (const name of ["dragover", "dragleave", "drop"]) target.addEventListener(name, (event) => over((event)));
  }

  // --- parts ----------------------------------------------------------------------------------------------

  /**
   * A part of the form that findings can stand under.
   * @param {"section" | "div"} tag
   * @param {Loc} loc
   * @param {string} name
   * @param {...(Node | string | null)} children
   */
  #row(tag, loc, name, ...children) {
    return h(tag, { class: `${name} place`, "data-loc": keyOf(loc) }, ...children, h("div", { class: "findings" }));
  }

  /** @param {Omit<ConstructorParameters<typeof Box>[0], "oninput" | "known">} given */
  #box(given) {
    const box = new Box({ ...given, known: this.hooks.known(), oninput: this.hooks.typed });
    this.boxes.set(box.key, box);
    return box;
  }

  /** @param {Loc} loc @param {string} name */
  #removal(loc, name) {
    const act = () => this.hooks.act({ changes: [{ do: "remove", loc }], said: t("{name} removed", { name }) });
    return { label: t("Remove"), act };
  }

  /** @param {Loc} loc @param {string} name */
  #remover(loc, name) {
    return button(t("Remove {name}", { name }), this.#removal(loc, name).act, { icon: "close", kind: "plain remove", quiet: true });
  }

  /** @param {HTMLElement} row @param {HTMLElement} grip @param {Loc} whole @param {number} index */
  #draggable(row, grip, whole, index) {
    const list = keyOf(whole);
    grip.addEventListener("dragstart", (event) => {
      event.dataTransfer?.setData("text/x-hkpress", `${list} ${index}`);
      event.dataTransfer?.setDragImage(row, 0, 0);
      row.classList.add("dragged");
    });
    grip.addEventListener("dragend", () => row.classList.remove("dragged"));
    const after = (event) => event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
    row.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("text/x-hkpress")) return;
      event.preventDefault();
      row.classList.toggle("drop-below", after(event));
      row.classList.toggle("drop-above", !after(event));
    });
    const clear = () => row.classList.remove("drop-below", "drop-above");
    row.addEventListener("dragleave", clear);
    row.addEventListener("drop", (event) => {
      clear();
      const [from, number] = (event.dataTransfer?.getData("text/x-hkpress") ?? "").split(" ");
      if (from !== list) return;
      event.preventDefault();
      event.stopPropagation();
      const old = Number(number);
      const to = index + (after(event) ? 1 : 0) - (old < index + (after(event) ? 1 : 0) ? 1 : 0);
      if (to !== old) this.hooks.act({ changes: [{ do: "move", loc: [...whole, old], to }], said: t("Moved"), focus: [...whole, to] });
    });
  }
}

