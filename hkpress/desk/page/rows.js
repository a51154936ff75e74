/** The form of a release. The program says what to draw. */

import { Box, keyOf } from "./box.js";
import { newEntry } from "./dialogs.js";
import { button, h, icon, menu, pickFiles, sign } from "./dom.js";
import { t } from "./words.js";

/** @import {Deed, Editor, Item, Row} from "./types.js" */

const PICTURES = "image/jpeg,image/png,image/webp";
const MOVING = "text/x-hkpress";
const adder = { icon: "plus", kind: "plain add" };
/** @param {Deed} deed @returns {Deed} the same with a file in it */
const filled = (deed, file) => JSON.parse(JSON.stringify(deed).replaceAll('"<file>"', JSON.stringify(file)));

export class Rows {
  /** @type {Map<string, Box>} */
  boxes = new Map();

  /** @param {Editor} page */
  constructor(page) {
    this.page = page;
  }

  /** What is typed but not yet in the file. */
  unsaved = () => [...this.boxes.values()].filter((box) => box.dirty);

  /** @param {Row[]} sections @returns {HTMLElement[]} the whole form */
  draw(sections) {
    this.boxes = new Map();
    return sections.map((part) => h("section.part", { "aria-label": part.name }, h("h2", part.name), this.#all(part.inside, part)));
  }

  /** @param {Row[]} nodes */
  #all = (nodes, holder = {}) => nodes.map((node, index) => this[node.is](node, holder, index));

  /** A part that findings can stand under. @param {Row} row */
  #place = ({ loc, name, is }, look, ...content) => h("section", { class: `${look} place`, "data-loc": keyOf(loc), role: is === "row" && "group", "aria-label": is === "row" && name }, content, h("div.findings"));

  /** @param {Deed} deed */
  #doing = (deed) => () => (deed.pick ? pickFiles(deed.pick === "picture" ? PICTURES : "", deed.changes[0].do === "insert", (files) => this.page.upload(files.toReversed(), (file) => filled(deed, file), deed.pick)) : this.page.act(deed));

  /** @param {(Deed & Item)[]} items */
  #items = (items) => items.map((each) => ({ act: this.#doing(each), ...each }));

  /** @param {Deed & {name: string}} deed */
  #remover = (deed) => sign(deed.name, this.#doing(deed), "close", "remove");

  strip({ inside }) {
    return h("div.strip", this.#all(inside));
  }

  pair({ inside }, holder) {
    return h("div", { class: `pair of-${inside.length}` }, this.#all(inside, holder));
  }

  add({ items }, { name }) {
    return h("p.adder", menu(button(t("Add…"), undefined, { ...adder, "aria-label": `${t("Add…")} ${name}` }), () => this.#items(items)));
  }

  box(node, holder) {
    const box = new Box(node, this.page.valueAt(node.loc), holder?.help && `help-${keyOf(holder.loc)}`, () => this.page.saving.touch());
    this.boxes.set(box.key, box);
    return box.element;
  }

  field(node) {
    const { name, help, removal, look = "", loc, inside } = node;
    const head = h("span.head", h("span.label", name), removal && this.#remover(removal));
    return this.#place(node, `field ${look}`, head, this.#all(inside, node), h("small.help", { id: `help-${keyOf(loc)}` }, help));
  }

  fresh(node) {
    const { loc, name } = node;
    const chosen = (id) => {
      const old = this.page.valueAt(loc);
      this.page.act({ changes: [{ do: "write", loc, value: Array.isArray(old) ? [...old, id] : id }], focus: loc });
    };
    return button(name, () => newEntry(node, chosen), { kind: "plain add" });
  }

  link({ name, words, slug }) {
    return button(words, () => this.page.around.open(slug), { kind: "plain add", "aria-label": name });
  }

  /** A choice of several. */
  set({ loc, options }, holder) {
    let chosen = this.page.valueAt(loc) ?? [];
    const inputs = options.map(([value]) => h("input", { type: "checkbox", value, checked: chosen.includes(value) }));
    const onchange = ({ target }) => {
      chosen = chosen.filter((each) => each !== target.value).concat(target.checked ? target.value : []); // as they are chosen
      this.page.act({ changes: [{ do: chosen.length ? "write" : "remove", loc, value: chosen }], focus: loc });
    };
    return h("div.set", { role: "group", "aria-label": holder.name, onchange }, options.map(([, name], at) => h("label", inputs[at], name)));
  }

  /** A longer value, with its name above it, and a menu. */
  row(node, holder, index) {
    const { name, help, head, loc, item, look, inside } = node;
    const items = () => [...(item ? this.#moves(holder, index, name) : []), ...this.#items(node.menu)];
    const opener = (item || node.menu.length > 0) && menu(sign(t("More about {name}", { name }), undefined, "more"), items);
    const grip = item && h("span.grip", { draggable: "true", title: t("Drag to move"), "aria-hidden": "true" }, icon("grip"));
    const open = help && inside[0]?.is !== "pair";
    const note = help && h("small", { class: open ? "help open" : "help", id: `help-${keyOf(loc)}` }, help);
    const above = head && h("div.row-head", grip, h("h3", { class: head === "bare" && "unseen" }, name), !open && note, opener);
    const row = this.#place(node, look, above, open && note, this.#all(inside, node));
    if (item) this.#movable(row, grip, holder, index);
    return row;
  }

  // --- lists

  /** What can be put at the end of a list. */
  bar({ look }, list) {
    const bar = h("p", { class: `adder ${look}`, role: "group", "aria-label": t("Add…") }, look && h("span", t("Drop photos here, or")), this.#choices(list, list.count).map(({ label, act }) => button(label, act, adder)));
    if (look) this.#dropping(bar, (file) => filled(this.#begun(list, this.page.valueAt(list.loc)?.length ?? 0, list.choices[0]), file));
    return bar;
  }

  /** @param {Row["choices"][0]} choice @returns {Deed} */
  #begun({ loc }, at, { value, pick, said }) {
    const own = [...loc, at];
    return { changes: [{ do: "insert", loc: own, value }], pick, said, focus: own };
  }

  #choices(list, at) {
    return list.choices.map((each) => ({ ...each, act: this.#doing(this.#begun(list, at, each)) }));
  }

  #move({ loc, count }, from, to, said) {
    if (to >= 0 && to < count && to !== from) this.page.act({ changes: [{ do: "move", loc: [...loc, from], to }], said, focus: [...loc, to] });
  }

  /** What can be done with an item. */
  #moves(list, index, name) {
    const to = (by) => () => this.#move(list, index, index + by, t("{name} moved", { name }));
    return [
      ...(index ? [{ label: t("Move up"), keys: "Alt ↑", act: to(-1) }] : []),
      ...(index + 1 < list.count ? [{ label: t("Move down"), keys: "Alt ↓", act: to(1) }] : []),
      ...this.#choices(list, index + 1).map(({ below, act }, at) => ({ label: below, keys: at ? "" : "Ctrl Shift Enter", act })),
    ];
  }

  /** An item that can be moved by keys and mouse. */
  #movable(row, grip, list, index) {
    const move = (from, to) => this.#move(list, from, to, t("Moved"));
    Object.assign(row, { hkpressMove: (by) => move(index, index + by), hkpressBelow: () => this.#choices(list, index + 1)[0].act() });
    row.classList.add("movable");
    grip.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData(MOVING, `${keyOf(list.loc)} ${index}`);
      event.dataTransfer.setDragImage(row, 0, 0);
      row.classList.add("dragged");
    });
    const over = (event) => {
      const { type, clientY, dataTransfer } = event;
      row.classList.remove("drop-below", "drop-above", type === "dragend" ? "dragged" : "drop-above");
      if (!dataTransfer.types.includes(MOVING) || !["dragover", "drop"].includes(type)) return;
      event.preventDefault();
      const after = clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
      if (type === "dragover") return row.classList.add(after ? "drop-below" : "drop-above");
      const [from, number] = dataTransfer.getData(MOVING).split(" ");
      if (from !== keyOf(list.loc)) return;
      event.stopPropagation();
      const to = index + Number(after);
      move(Number(number), to - Number(Number(number) < to));
    };
    for (const name of ["dragover", "dragleave", "drop", "dragend"]) row.addEventListener(name, over);
  }

  // --- tables and pictures

  grid({ inside, columns, rows, items }) {
    const cell = (tag, each, last) => h(tag, { scope: tag === "th" && "col" }, this.#cell(each), last && this.#remover(last));
    const line = (tag, cells, drops, last) => h("tr", cells.map((each, at) => cell(tag, each, drops[at])), h("td.edge", last && this.#remover(last)));
    const [head, ...lines] = inside.map((each, at) => line(at ? "td" : "th", each.inside, at ? [] : columns, at > 0 && rows[at - 1]));
    const table = h("table", h("thead", head), h("tbody", lines));
    const bar = h("p.adder", this.#items(items).map(({ label, act }) => button(label, act, adder)));
    return h("div.grid", h("div.scroll", { tabindex: 0, role: "region", "aria-label": t("Table") }, table), bar);
  }

  #cell({ inside, swap }) {
    const change = swap && button(swap.sign, this.#doing(swap), { kind: "plain swap", "aria-label": swap.label, title: swap.label });
    return h("div.cell", this.#all(inside), change);
  }

  file(node) {
    const { file, name, put, removal } = node;
    const src = this.page.pictures[file];
    const row = this.#place(node, "picture", src && h("img", { src, alt: "", loading: "lazy" }), h("span", file ? `${name}: ${file}` : name), button(t("Another…"), this.#doing(put), { kind: "small", "aria-label": `${t("Another…")} ${name}` }), removal && this.#remover(removal));
    this.#dropping(row, (given) => filled(put, given), put.pick);
    return row;
  }

  /** @param {(file: string) => Deed} then */
  #dropping(target, then, pick = "picture") {
    const over = (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      target.classList.toggle("over", event.type === "dragover");
      if (event.type === "drop") this.page.upload([...event.dataTransfer.files], then, pick);
    };
    for (const name of ["dragover", "dragleave", "drop"]) target.addEventListener(name, over);
  }
}
