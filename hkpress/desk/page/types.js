/**
 * The shapes that page and program exchange.
 *
 * @typedef {(string | number)[]} Loc the way to a value: field names, and indices of lists
 * @typedef {any} Value what a file can hold: texts, lists and groups of them, or nothing
 * @typedef {{is: string, of?: any, names?: string[], each?: boolean, model?: string}} Kind what can be written at a place
 * @typedef {{name: string, label: string, help: string, needed: boolean, default: string | null, type: Kind}} Field
 * @typedef {{title: string, fields: string[]}} Section
 * @typedef {{models: Record<string, {fields: Field[]}>, sections: Section[], always: string[]}} Form
 * @typedef {{name: string, label: string, asks: string, main: boolean, shows: string}} Action
 * @typedef {Record<string, Record<string, {en?: string, tc?: string}>>} Known
 * @typedef {{do: "write" | "insert" | "move" | "remove", loc: Loc, was?: Value, value?: Value, to?: number,
 *   order?: string[]}} Change
 * @typedef {{file: string, loc: Loc, start: number | null, end: number | null}} Spot
 * @typedef {Spot & {code: string, severity: "error" | "warning" | "hint", message: string, at: string,
 *   fixes: {loc: Loc, start: number, end: number, text: string}[][], related: Spot[], silent: boolean, doubt?: number}} Finding
 * @typedef {{loc: string, start: number, end: number}} TextSpot
 * @typedef {{html?: string, text?: string, spots?: TextSpot[]}} Shown
 * @typedef {{data: Value, digest: string, pictures: Record<string, string>, known?: Known, shown?: Shown | null,
 *   broken?: {message: string, line: number}[]}} Told
 */
export {};
