/** The shapes that page and program exchange, and those that the modules of the page share. Checked, and never sent. */

import type { Box } from "./box.js";
import type { Editor } from "./editor.js";

/** The way to a value: field names, and indices of lists. */
export type Loc = (string | number)[];
/** What a file can hold: texts, lists and groups of them, or nothing. */
export type Value = any;
/** A key, what it does, and where it stands below every page in one or two words. */
export type Key = { key: string; what: string; short: string };
export type Action = { name: string; label: string; asks: string; answer: string; main: boolean };
/** What the desk gives to the page of a release, or of a shared file (its name begins with `_`). */
export type Around = { slug: string; actions: Action[]; keys: Key[]; leave(): void; open(slug: string): void; begin(like: string): void; languages(): HTMLElement };
export type Change = { do: "write" | "insert" | "move" | "remove" | "swap" | "derive" | "paste"; loc: Loc; was?: Value; value?: Value; to?: number };
/** Something that is done to the structure, how it is told, and where writing goes on; `pick` asks for a file first. */
export type Deed = { changes: Change[]; said?: string; focus?: Loc; pick?: string };
/** A part of the form; rows.py says what there is of it. */
export type Row = {
  is: string;
  loc: Loc;
  name: string;
  inside: Row[];
  [more: string]: any;
};
export type Spot = { file: string; loc: Loc; start: number | null; end: number | null };
export type Edit = { loc: Loc; start: number; end: number; text: string };
export type Finding = Spot & {
  /** The shared file where it is put right. */
  slug?: string;
  code: string;
  severity: "error" | "warning" | "hint";
  message: string;
  at: string;
  fixes: { label: string; edits: Edit[] }[];
  related: Spot[];
  silent: boolean;
  doubt?: { number: number; ways: any[] };
};
export type Shown = { html?: string; text?: string; spots?: { loc: string; start: number; end: number }[] };
export type Told = {
  data: Value;
  title: string;
  file: string;
  digest: string;
  pictures: Record<string, string>;
  rows?: Row[];
  shown?: Shown | null;
  broken?: { message: string; line: number }[];
};
/** A difference in a Word file that came back. */
export type Proposal = {
  kind: string;
  what: string;
  edition: string;
  loc: Loc;
  old: string;
  new: string;
  pieces: ["" | "del" | "ins", string][];
  who: string;
  note: string;
  hand: boolean;
  writable: boolean;
  is_for_all: boolean;
};
export type Item = { label: string; help?: string; keys?: string; act?: () => void; [more: string]: any };
export type Caret = { key: string; language: string; at: number };
export type { Box, Editor };
