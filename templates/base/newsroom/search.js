// Search without a server. The index lies in small files; those that hold the words asked for are fetched, and no others.
// Texts are read as hkpress/formats/item/words.py reads them, so both must change together.

const HAN = "\\u2e80-\\u2fff\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const MARK = "[^\\p{L}\\p{N}\\s]";
const TOKEN = new RegExp(`([${HAN}])|((?:(?![${HAN}])[\\p{L}\\p{N}])+)|${MARK}(?:(?:${MARK}|\\s)*${MARK})?`, "gu");
const LETTERS = 4; // so many letters find a word that they are inside of
const PIECES = "\uffff"; // what pieces of words begin with in the index
const SHOWN = 10; // releases shown at once
const COUNTED = 6000; // so many octets are fetched only to count releases

export class Index {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
    this.octets = 0; // of places, as fetched
  }

  async open() {
    this.about ??= fetch(new URL("about.json", this.folder), { cache: "no-cache" }).then((answer) => answer.json());
    return this.about;
  }

  // All releases that hold the text.
  async phrase(text) {
    const hits = await this.find(text);
    await hits.look(Infinity);
    return hits.known;
  }

  // The releases that hold the text, of which as many are looked at as are asked for.
  async find(text) {
    const tokens = await this.tokens(text);
    const parts = [];
    let at = -1;
    for (let n = 0; n < tokens.length; n++) {
      const token = tokens[n];
      at++;
      if (token.han) {
        const run = [token];
        while (tokens[n + 1]?.han) run.push(tokens[++n]);
        if (run.length === 1) parts.push([at, this.term(token.text)]);
        for (let k = 0; k < run.length - 1; k += 2) parts.push([at + k, this.term(run[k].text + run[k + 1].text)]);
        if (run.length > 2 && run.length % 2) {
          parts.push([at + run.length - 2, this.term(run.at(-2).text + run.at(-1).text)]);
        }
        at += run.length - 1;
      } else if (token.word) {
        parts.push([at, this.word(token.text, n === 0, n === tokens.length - 1)]);
      }
    }
    const { span } = await this.open();
    return new Hits(this, await Promise.all(parts.map(async ([at, found]) => new Part(at, await found, span))));
  }

  // The releases that hold all the words, wherever they stand.
  async all(text) {
    const sets = await Promise.all(text.trim().split(/\s+/u).map((word) => this.phrase(word)));
    const [first, ...rest] = sets.map((set) => new Map(set.map((hit) => [hit.document, hit])));
    return [...first.values()].filter(({ document }) => rest.every((set) => set.has(document)));
  }

  async tokens(text) {
    const { folds } = await this.open();
    const plain = [...text.normalize("NFKC").toLowerCase()].map((character) => folds[character] ?? character).join("");
    const tokens = [...plain.matchAll(TOKEN)].map(([text, han, word]) => ({ text, han: !!han, word: !!word }));
    while (tokens.length && !tokens[0].han && !tokens[0].word) tokens.shift();
    while (tokens.length && !tokens.at(-1).han && !tokens.at(-1).word) tokens.pop();
    return tokens;
  }

  // The data of the words that a word may be a piece of. Short words are whole words; from three letters on they may be
  // the beginning of one, from four on any part.
  async word(text, first, last) {
    if (text.length < 3) return this.term(text);
    const found = this.term(text, last);
    if (!first || text.length < LETTERS) return found;
    const piece = PIECES + text.slice(0, LETTERS);
    const reader = new Reader((await this.entries(piece)).get(piece) ?? new Uint8Array());
    const inside = [];
    for (const [word, data] of reader.entries()) {
      if (last ? word.includes(text) && !word.startsWith(text) : word.endsWith(text) && word !== text) inside.push(data);
    }
    return [...(await found), ...inside];
  }

  // The data of a term, and if wanted of all longer ones that begin with it.
  async term(text, longer) {
    const found = [];
    for (const [name, data] of await this.entries(text, longer)) {
      if (name === text || (longer && name.startsWith(text))) found.push(data);
    }
    return found;
  }

  // The entries of the file that has a term, and of those with longer ones.
  async entries(term, longer) {
    const { starts, group } = await this.open();
    const first = before(starts, term);
    const files = [];
    for (let g = first; g === first || (longer && starts[g]?.startsWith(term)); g++) {
      const own = JSON.parse(new TextDecoder().decode(await this.file(`starts-${g}.json`)));
      let n = g === first ? before(own, term) : 0;
      do files.push(g * group + n++);
      while (longer && own[n]?.startsWith(term));
    }
    const entries = await Promise.all(files.map(async (file) => new Reader(await this.file(`${file}.bin`)).entries()));
    return new Map(entries.flatMap((each) => [...each]));
  }

  file(name) {
    if (!this.files.has(name)) this.files.set(name, this.fetched(name));
    return this.files.get(name);
  }

  async fetched(name) {
    const { made } = await this.open(); // no file of an older index comes from the browser's cache
    const answer = await fetch(new URL(`${name}?${made}`, this.folder));
    return new Uint8Array(await answer.arrayBuffer());
  }

  async places(file, at, length) {
    const name = `places-${file}.bin`;
    const known = this.files.has(name);
    const data = await this.file(name);
    if (!known) this.octets += data.length;
    return data.subarray(at, at + length);
  }
}

// A word of what is asked for: its place, and what the index says of the terms that it may be.
class Part {
  constructor(at, terms, span) {
    this.at = at;
    this.headlines = new Map(); // the places at which what is asked for would begin, by document
    this.documents = new Set();
    this.blocks = new Map();
    for (const term of terms) {
      const reader = new Reader(term);
      let block = 0;
      while (reader.more) {
        block += reader.number();
        const headlines = new Reader(reader.octets(reader.number()));
        let document = block * span - 1;
        while (headlines.more) this.put(this.headlines, (document += headlines.number()), headlines);
        const within = new Reader(reader.octets(reader.number()));
        const documents = [];
        document = block * span - 1;
        while (within.more) documents.push((document += within.number()));
        const places = reader.octets(reader.number());
        const apart = documents.length && !places.length && [reader.number(), reader.number(), reader.number()];
        for (const each of documents) this.documents.add(each);
        if (documents.length) this.blocks.set(block, [...(this.blocks.get(block) ?? []), { documents, places, apart }]);
      }
    }
  }

  put(map, document, reader) {
    const starts = map.get(document) ?? new Set();
    let place = 0;
    for (let count = reader.number(); count > 0; count--) starts.add((place += reader.number()) - this.at);
    map.set(document, starts);
  }

  // Where what is asked for would begin in the text of each release of a block; only the chosen ones are of interest.
  async starts(index, block, chosen) {
    const found = new Map();
    const terms = this.blocks.get(block).filter(({ documents }) => documents.some((each) => chosen.has(each)));
    const read = terms.map(async ({ documents, places, apart }) => {
      const reader = new Reader(apart ? await index.places(...apart) : places);
      for (const document of documents) this.put(found, document, reader);
    });
    await Promise.all(read);
    return found;
  }
}

// The releases that hold what is asked for: those with it in the headline first, then the newest.
class Hits {
  constructor(index, parts) {
    this.index = index;
    this.parts = parts;
    this.known = [];
    this.left = []; // releases with all words, which have not been looked at
    if (!parts.length) return;
    const headlines = both(parts.map((part) => part.headlines));
    this.known = newest(headlines).map((document) => ({ document, headline: true }));
    const fewest = parts.reduce((one, other) => (other.documents.size < one.documents.size ? other : one));
    const all = [...fewest.documents].filter((document) => parts.every((part) => part.documents.has(document)));
    this.left = newest(all.filter((document) => !headlines.has(document)));
    if (parts.length === 1) this.take(this.left.splice(0)); // a single word needs no places
  }

  take(documents) {
    this.known.push(...documents.map((document) => ({ document, headline: false })));
  }

  // Look until so many are known, and on until so many octets of places were fetched.
  async look(count, octets = 0) {
    const { span } = await this.index.open();
    const limit = this.index.octets + octets;
    while (this.left.length && (this.known.length < count || this.index.octets < limit)) {
      const block = Math.floor(this.left[0] / span);
      const end = this.left.findIndex((document) => document < block * span);
      const chosen = new Set(this.left.splice(0, end < 0 ? Infinity : end));
      const found = both(await Promise.all(this.parts.map((part) => part.starts(this.index, block, chosen))));
      this.take(newest(found).filter((document) => chosen.has(document)));
    }
  }
}

// The documents in which all parts begin at the same place.
function both(parts) {
  const [first, ...others] = [...parts].sort((one, other) => one.size - other.size);
  const found = new Set();
  for (const [document, starts] of first) {
    if ([...starts].some((start) => others.every((each) => each.get(document)?.has(start)))) found.add(document);
  }
  return found;
}

function newest(documents) {
  return [...documents].sort((one, other) => other - one);
}

// The number of the last of these terms, in order, that is not behind this one; 0 if all are.
function before(terms, term) {
  let low = 0;
  let high = terms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (terms[middle] <= term) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
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

  *entries() {
    while (this.more) yield [new TextDecoder().decode(this.octets(this.number())), this.octets(this.number())];
  }
}

// --- the page -------------------------------------------------------------------------------------

class Titles {
  constructor(folder, { titles, made }) {
    this.folder = folder;
    this.size = titles;
    this.made = made;
    this.files = new Map();
  }

  async of(document) {
    const file = Math.floor(document / this.size);
    if (!this.files.has(file)) {
      this.files.set(file, fetch(new URL(`${file}.json?${this.made}`, this.folder)).then((answer) => answer.json()));
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
    titles ??= new Titles(new URL(form.dataset.titles, location.href), await index.open());
    const hits = await index.find(text);
    await hits.look(SHOWN, COUNTED);
    let words = said.dataset.phrase;
    if (!hits.known.length && /\s/u.test(text.trim())) {
      hits.known = await index.all(text);
      words = said.dataset.all;
    }
    if (mine !== asked) return; // something else was asked for meanwhile
    show(hits, 0, mine, words);
  }

  async function show(hits, from, mine, words) {
    await hits.look(from + SHOWN, from && COUNTED);
    const shown = hits.known.slice(from, from + SHOWN);
    const titled = await Promise.all(shown.map((hit) => titles.of(hit.document)));
    if (mine !== asked) return;
    const count = hits.known.length;
    const number = count.toLocaleString(document.documentElement.lang) + (hits.left.length ? "+" : "");
    said.textContent = count ? words.replace("{n}", number) : said.dataset.none;
    said.dataset.count = count;
    list.append(...titled.map(item));
    more.hidden = from + SHOWN >= count && !hits.left.length;
    more.onclick = () => show(hits, from + SHOWN, mine, words);
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
