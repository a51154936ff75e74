/** Making elements, and the few things that every part of the page needs. */

import { t } from "./words.js";

/**
 * An element with attributes, listeners (`onclick`) and children; what is null or false is left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | false | undefined | (Node | string)[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  const shown = children.flat().filter((each) => each !== null && each !== undefined && each !== false && each !== "");
  element.append(.../** @type {Node[]} */ (shown));
  return element;
}

const PATHS = {
  more: "M5 12h.01M12 12h.01M19 12h.01",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  error: "M12 7v6M12 17h.01M12 2.5l9.5 9.5-9.5 9.5L2.5 12z",
  warning: "M12 9v5M12 17.5h.01M12 3L2.5 20.5h19z",
  hint: "M12 11v6M12 7h.01M12 3a9 9 0 100 18 9 9 0 000-18z",
  done: "M5 12.5l4.5 4.5L19 7.5",
  copies: "M9 9h11v11H9zM5 15H4V4h11v1",
};

/**
 * A small drawing that says nothing by itself.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button with words, or with an icon and a name for those who do not see it.
 * @param {string} label
 * @param {() => void} act
 * @param {{icon?: keyof typeof PATHS, kind?: string, quiet?: boolean, [name: string]: any}} [how]
 */
export function button(label, act, how = {}) {
  const { icon: drawn, kind = "", quiet = false, ...more } = how;
  const named = quiet ? { "aria-label": label, title: label } : {};
  return h("button", { type: "button", class: kind, onclick: act, ...named, ...more }, drawn && icon(drawn), quiet ? "" : label);
}

/**
 * A button that opens a list of things to do.
 * @param {HTMLButtonElement} opener
 * @param {() => {label: string, help?: string, keys?: string, act: () => void}[]} items
 */
export function menu(opener, items) {
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", () => {
    const list = h("div", { class: "menu", popover: "auto", role: "menu", "aria-label": opener.ariaLabel || opener.textContent });
    const close = () => list.hidePopover();
    for (const { label, help, keys, act } of items()) {
      const words = h("span", {}, label, help ? h("small", {}, help) : null);
      const chosen = () => (close(), act());
      list.append(h("button", { type: "button", role: "menuitem", tabindex: -1, onclick: chosen }, words, keys ? h("kbd", {}, keys) : null));
    }
    list.addEventListener("keydown", (event) => walk(event, list));
    list.addEventListener("toggle", (event) => {
      if ((event).newState === "open") return;
      opener.setAttribute("aria-expanded", "false");
      if (list.contains(document.activeElement)) opener.focus();
      setTimeout(() => list.remove());
    });
    opener.after(list);
    list.showPopover();
    opener.setAttribute("aria-expanded", "true");
    place(list, opener.getBoundingClientRect());
    all(list, "button")[0]?.focus();
  });
  return opener;
}

/** @param {KeyboardEvent} event @param {HTMLElement} list */
function walk(event, list) {
  const items = all(list, "button");
  const at = items.findIndex((each) => each === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}

/** @param {HTMLElement} list @param {DOMRect} near */
function place(list, near) {
  const below = near.bottom + list.offsetHeight + 8 < innerHeight;
  list.style.top = `${Math.max(8, below ? near.bottom + 4 : near.top - list.offsetHeight - 4)}px`;
  list.style.left = `${Math.max(8, Math.min(near.left, innerWidth - list.offsetWidth - 8))}px`;
}

/**
 * A window over the page.
 * @param {string} title
 * @param {(Node | string)[]} content
 * @param {{wide?: boolean}} [how]
 * @returns {HTMLDialogElement}
 */
export function dialog(title, content, how = {}) {
  const close = button(t("Close"), () => box.close(), { icon: "close", kind: "plain", quiet: true });
  const head = h("header", {}, h("h2", { id: "dialog-title" }, title), close);
  const box = h("dialog", { class: how.wide ? "wide" : "", "aria-labelledby": "dialog-title" }, head, ...content);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

/**
 * Say something in passing, with what can be done about it.
 * @param {string} words
 * @param {{label: string, act: () => void}} [offer]
 */
export function toast(words, offer) {
  document.querySelector(".toast")?.remove();
  const act = () => (box.remove(), offer?.act());
  const box = h("div", { class: "toast", role: "status" }, words, offer ? button(offer.label, act) : null);
  document.body.append(box);
  setTimeout(() => box.remove(), offer ? 12000 : 5000);
}

/** @param {string} words for those who listen to the page */
export function speak(words) {
  const spoken = (document.getElementById("spoken"));
  if (spoken.textContent !== words) spoken.textContent = words;
}

/** @param {Element} within @param {string} selector @returns {HTMLElement[]} */
export const all = (within, selector) => /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);

/** @param {unknown} one @param {unknown} other */
export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
