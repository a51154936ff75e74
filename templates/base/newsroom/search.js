// Search without a server. The index lies in small files; those that hold the words asked for are fetched, and no others.
// Texts are read as hkpress/newsroom/words.py reads them, so both must change together.

const HAN = "\\u2e80-\\u2fff\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const MARK = "[^\\p{L}\\p{N}\\s]";
const TOKEN = new RegExp(`([${HAN}])|((?:(?![${HAN}])[\\p{L}\\p{N}])+)|${MARK}(?:(?:${MARK}|\\s)*${MARK})?`, "gu");
const BODY = 512; // the place at which the text begins: what is before it is the headline
const LETTERS = 4; // so many letters find a word that they are inside of
const SHOWN = 10; // releases shown at once

export class Index {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
  }

  async open() {
    this.about ??= (await fetch(new URL("about.json", this.folder))).json();
    return this.about;
  }

  // The releases that hold the text, the one with it in the headline first, then the newest.
  async phrase(text) {
    const tokens = await this.tokens(text);
    const parts = [];
    let at = -1;
    for (let n = 0; n < tokens.length; n++) {
      const token = tokens[n];
      at++;
      if (token.han) {
        const run = [token];
        while (tokens[n + 1]?.han) run.push(tokens[++n]);
        if (run.length === 1) parts.push({ at, terms: [[token.text, n === tokens.length - 1]] });
        for (let k = 0; k < run.length - 1; k += 2) parts.push({ at: at + k, terms: [[run[k].text + run[k + 1].text]] });
        if (run.length > 2 && run.length % 2) {
          parts.push({ at: at + run.length - 2, terms: [[run.at(-2).text + run.at(-1).text]] });
        }
        at += run.length - 1;
      } else if (token.word) {
        parts.push({ at, terms: await this.words(token.text, n === 0, n === tokens.length - 1) });
      }
    }
    if (!parts.length) return [];
    const found = await Promise.all(parts.map(({ at, terms }) => this.places(at, terms)));
    found.sort((one, other) => one.size - other.size);
    const hits = [];
    for (const [document, starts] of found[0]) {
      const left = [...starts].filter((start) => found.every((each) => each.get(document)?.has(start)));
      if (left.length) hits.push({ document, headline: left.some((start) => start < BODY) });
    }
    return hits.sort((one, other) => other.headline - one.headline || other.document - one.document);
  }

  // The releases that hold all the words, wherever they stand.
  async all(text) {
    const sets = await Promise.all(text.trim().split(/\s+/u).map((word) => this.phrase(word)));
    const [first, ...rest] = sets;
    return first.filter(({ document }) => rest.every((set) => set.some((hit) => hit.document === document)));
  }

  async tokens(text) {
    const { folds } = await this.open();
    const plain = [...text.normalize("NFKC").toLowerCase()].map((character) => folds[character] ?? character).join("");
    const tokens = [...plain.matchAll(TOKEN)].map(([text, han, word]) => ({ text, han: !!han, word: !!word }));
    while (tokens.length && !tokens[0].han && !tokens[0].word) tokens.shift();
    while (tokens.length && !tokens.at(-1).han && !tokens.at(-1).word) tokens.pop();
    return tokens;
  }

  // The terms of the index that a word may be a piece of, and whether longer ones are meant too. Short words are whole
  // words; from three letters on they may be the beginning of one, from four on any part.
  async words(text, first, last) {
    if (text.length < 3) return [[text]];
    const terms = [[text, last]];
    if (first && text.length >= LETTERS) {
      const piece = "\u0001" + text.slice(0, LETTERS);
      const data = (await this.entries(piece)).get(piece) ?? new Uint8Array();
      for (const word of new TextDecoder().decode(data).split("\n")) {
        if (!word.startsWith(text) && (last ? word.includes(text) : word.endsWith(text))) terms.push([word]);
      }
    }
    return terms;
  }

  // Where a phrase would begin in each release if any of the terms stood at the place `at` of it.
  async places(at, terms) {
    const found = new Map();
    await Promise.all(
      terms.map(async ([term, longer]) => {
        for (const [name, data] of await this.entries(term, longer)) {
          if (name === term || (longer && name.startsWith(term))) read(data, at, found);
        }
      }),
    );
    return found;
  }

  // The entries of the file that has a term, and of those with longer ones.
  async entries(term, longer) {
    const { starts } = await this.open();
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle + 1;
      else high = middle;
    }
    const files = [Math.max(low - 1, 0)];
    while (longer && starts[files.at(-1) + 1]?.startsWith(term)) files.push(files.at(-1) + 1);
    const entries = await Promise.all(files.map((file) => this.file(file)));
    return new Map(entries.flatMap((each) => [...each]));
  }

  file(number) {
    if (!this.files.has(number)) this.files.set(number, this.fetched(number));
    return this.files.get(number);
  }

  async fetched(number) {
    const answer = await fetch(new URL(`${number}.bin`, this.folder));
    const reader = new Reader(new Uint8Array(await answer.arrayBuffer()));
    const entries = new Map();
    while (reader.more) {
      const name = new TextDecoder().decode(reader.octets(reader.number()));
      entries.set(name, reader.octets(reader.number()));
    }
    return entries;
  }
}

class Reader {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }

  get more() {
    return this.at < this.data.length;
  }

  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const octet = this.data[this.at++];
      value += (octet & 127) * scale;
      if (octet < 128) return value;
    }
  }

  octets(count) {
    return this.data.subarray(this.at, (this.at += count));
  }
}

function read(data, at, found) {
  const reader = new Reader(data);
  let document = 0;
  while (reader.more) {
    document += reader.number();
    const starts = found.get(document) ?? new Set();
    let place = 0;
    for (let count = reader.number(); count > 0; count--) {
      place += reader.number();
      starts.add(place - at);
    }
    found.set(document, starts);
  }
}

// --- the page -------------------------------------------------------------------------------------

class Titles {
  constructor(folder, size) {
    this.folder = folder;
    this.size = size;
    this.files = new Map();
  }

  async of(document) {
    const file = Math.floor(document / this.size);
    if (!this.files.has(file)) {
      this.files.set(file, fetch(new URL(`${file}.json`, this.folder)).then((answer) => answer.json()));
    }
    return (await this.files.get(file))[document % this.size];
  }
}

export function begin(form) {
  const input = form.querySelector("input");
  const said = document.querySelector("[data-said]");
  const list = document.querySelector("[data-found]");
  const more = document.querySelector("[data-more]");
  const index = new Index(new URL(form.dataset.index, location.href));
  let asked = 0;
  let titles;

  async function search(text) {
    const mine = ++asked;
    list.replaceChildren();
    more.hidden = true;
    said.textContent = "";
    if (!text.trim()) return;
    const { titles: size } = await index.open();
    titles ??= new Titles(new URL(form.dataset.titles, location.href), size);
    let hits = await index.phrase(text);
    let words = said.dataset.phrase;
    if (!hits.length && /\s/u.test(text.trim())) {
      hits = await index.all(text);
      words = said.dataset.all;
    }
    if (mine !== asked) return; // something else was asked for meanwhile
    said.textContent = (hits.length ? words : said.dataset.none).replace("{n}", hits.length.toLocaleString(document.documentElement.lang));
    said.dataset.count = hits.length;
    show(hits, 0, mine);
  }

  async function show(hits, from, mine) {
    const titled = await Promise.all(hits.slice(from, from + SHOWN).map((hit) => titles.of(hit.document)));
    if (mine !== asked) return;
    list.append(...titled.map(item));
    more.hidden = from + SHOWN >= hits.length;
    more.onclick = () => show(hits, from + SHOWN, mine);
  }

  function item([address, headline, date]) {
    const entry = document.createElement("li");
    const time = document.createElement("p");
    time.className = "date";
    time.textContent = date;
    const link = document.createElement("a");
    link.href = new URL(address, new URL(form.dataset.site, location.href));
    link.textContent = headline;
    entry.append(time, link);
    return entry;
  }

  let waiting;
  input.addEventListener("input", (event) => {
    if (event.isComposing) return; // an input method is at work
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(input.value), 200);
  });
  input.addEventListener("compositionend", () => ask(input.value));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(input.value);
  });

  function ask(text) {
    const address = new URL(location.href);
    address.searchParams.set("q", text);
    history.replaceState(null, "", address);
    return search(text);
  }

  input.value = new URL(location.href).searchParams.get("q") ?? "";
  return search(input.value);
}

const form = globalThis.document?.querySelector("form[data-index]");
if (form) begin(form);
