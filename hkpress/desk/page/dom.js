/** Makes elements, and holds what every part needs. */

import { reasonOf } from "./api.js";
import { t } from "./words.js";

/** @import {Item} from "./types.js" */

/**
 * An element (`p.with.classes`) with attributes, listeners (`onclick`) and children: none that is false, null or 0.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K | `${K}.${string}`} tag
 * @param {...any} inside the attributes, if any, and the children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, ...inside) {
  const attributes = inside[0]?.constructor === Object ? inside.shift() : {};
  const [name, ...looks] = tag.split(".");
  const element = /** @type {any} */ (document.createElement(name));
  if (looks.length) element.className = looks.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if ((value ?? false) !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.flat(9).filter(Boolean));
  return element;
}

/** A drawing of drawings.svg, hidden from screen readers. */
export function icon(name) {
  const drawn = `<svg class="icon ${name}" viewBox="0 0 24 24" aria-hidden="true"><use href="#${name}"/></svg>`;
  return document.createRange().createContextualFragment(drawn);
}

/**
 * A button with words.
 * @param {string} label @param {() => void} [act] @param {{icon?: string, kind?: string, [name: string]: any}} [how]
 */
export const button = (label, act, { icon: drawn, kind, ...more } = {}) => h("button", { type: "button", class: kind, onclick: act, ...more }, drawn && icon(drawn), label);

/** A button with a drawing, and its name. @param {(() => void) | undefined} act */
export const sign = (label, act, drawn, kind = "") => button("", act, { icon: drawn, kind: `plain ${kind}`, "aria-label": label, title: label });

/** A button that opens a list of things to do. @param {HTMLButtonElement} opener @param {() => Item[]} items */
export function menu(opener, items) {
  opener.ariaHasPopup = "menu";
  opener.ariaExpanded = "false";
  opener.addEventListener("click", () => {
    const ontoggle = ({ newState }) => {
      if (newState === "open") return;
      opener.ariaExpanded = "false";
      if (list.contains(document.activeElement)) opener.focus();
      setTimeout(() => list.remove());
    };
    const list = h("div.menu", { popover: "auto", role: "menu", "aria-label": opener.ariaLabel || opener.textContent, onkeydown: (event) => walk(event, list), ontoggle });
    for (const { label, help, keys, act } of items()) {
      const chosen = () => (list.hidePopover(), act());
      const words = h("span", label, help && h("small", help));
      list.append(h("button", { type: "button", role: "menuitem", tabindex: -1, onclick: chosen }, words, keys && h("kbd", keys)));
    }
    opener.after(list);
    list.showPopover();
    opener.ariaExpanded = "true";
    const near = opener.getBoundingClientRect();
    const below = near.bottom + list.offsetHeight + 8 < innerHeight;
    list.style.top = `${Math.max(8, below ? near.bottom + 4 : near.top - list.offsetHeight - 4)}px`;
    list.style.left = `${Math.max(8, Math.min(near.left, innerWidth - list.offsetWidth - 8))}px`;
    all(list, "button")[0]?.focus();
  });
  return opener;
}

/** Go through the buttons of a list by its arrows. */
export function walk(event, list) {
  const items = all(list, "button");
  const at = items.findIndex((each) => each === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab" && list.popover) list.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}

export function dialog(title, content, kind = "") {
  const close = sign(t("Close"), () => box.close(), "close");
  const head = h("header", h("h2", title), close);
  const box = h("dialog", { class: kind, "aria-label": title, onclose: () => box.remove() }, head, ...content);
  document.body.append(box);
  box.showModal();
  return box;
}

/**
 * A window with named inputs. It closes when *act* is done, else it says why.
 * @param {(answers: Record<string, string>) => Promise<void> | void} act
 */
export function inquire(title, content, label, act) {
  const note = h("p.note", { role: "status" });
  const onsubmit = async (event) => {
    event.preventDefault();
    try {
      await act(Object.fromEntries(/** @type {any} */ (new FormData(form))));
      box.close();
    } catch (error) {
      note.textContent = reasonOf(error);
    }
  };
  const form = h("form", { onsubmit }, ...content, note, h("p.acts", h("button.main", label)));
  const box = dialog(title, [form]);
  all(form, "input")[0]?.focus();
}

export const labelled = (label, input) => h("label.field", h("span.label", label), input);

/** Let somebody choose files. @param {(files: File[]) => void} then */
export function pickFiles(accept, multiple, then) {
  const input = h("input", { type: "file", accept, multiple, onchange: () => then([...(input.files ?? [])]) });
  input.click();
}

export const hush = () => document.querySelector(".toast")?.remove();

/** Show a passing note, with an action. @param {Item} [offer] */
export function toast(words, offer) {
  hush();
  const act = () => (box.remove(), offer?.act());
  const box = h("div.toast", { role: "status" }, words, offer && button(offer.label, act));
  document.body.append(box);
  setTimeout(() => box.remove(), offer ? 12000 : 5000);
}

const nameOf = (element) => (element.ariaLabel || element.textContent).replace(/\d+/g, "");

/**
 * Redraw *within*. The focus stays on what has the same name in the same row.
 * @param {(row: HTMLElement) => HTMLElement | undefined} heir which row has taken a row's place
 */
export function redraw(within, draw, heir = (row) => row) {
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  const here = focused.closest("[role=menu]")?.previousElementSibling ?? focused;
  const row = /** @type {HTMLElement} */ (here.closest("[data-loc], [data-slug]") ?? within);
  const alike = (place) => all(place, here.localName).filter((each) => nameOf(each) === nameOf(here));
  const at = alike(row).indexOf(/** @type {HTMLElement} */ (here));
  const inside = within.contains(focused);
  draw();
  if (!inside || document.activeElement === focused) return;
  const place = (row !== within && heir(row)) || within;
  const now = focused.isConnected ? focused : (alike(place)[at] ?? alike(place)[0] ?? all(place, ".box")[0] ?? all(place, "input, button, a")[0]);
  now?.focus({ preventScroll: true });
}

/** @returns {HTMLElement[]} */
export const all = (within, selector) => [...within.querySelectorAll(selector)];
