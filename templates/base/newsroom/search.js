// Search without a server. The index lies in small files; those that hold the words asked for are fetched, and no others.
// Texts are read as hkpress/formats/item/words.py reads them, so both must change together.

const HAN = "\\u2e80-\\u2fff\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
const MARK = "[^\\p{L}\\p{N}\\s]";
const SIGNS = `${HAN}\\u3040-\\u30ff\\u31f0-\\u31ff\\uac00-\\ud7af`; // each is a word by itself
const TOKEN = new RegExp(`([${SIGNS}])|((?:(?![${SIGNS}])[\\p{L}\\p{N}])+)|${MARK}(?:(?:${MARK}|\\s)*${MARK})?`, "gu");
const ACCENTS = /[\u0300-\u036f]+/gu;
const ALONE = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", ı: "i" }; // letters that are no others with accents
const LETTERS = 4; // so many letters find a word that they are inside of
const BEGINNING = 3; // so many find a word that begins with them
const PIECES = "\uffff"; // what pieces of words begin with in the index
const SHOWN = 10; // releases shown at once
const ROOM = 12000; // so many octets are fetched for an answer; a reader may ask for more
const MORE = 3500; // and so many more where none is found yet, for then no titles are fetched
const PAIRS = 5; // a text of more pairs of words is looked up by LOOKUPS of them; then releases that hold those are read
const LOOKUPS = 3;

export class Index {
  constructor(folder) {
    this.folder = folder;
    this.files = new Map();
    this.limit = ROOM; // octets that may be fetched
  }

  async open() {
    this.about ??= fetch(new URL("about.json", this.folder), { cache: "no-cache" }).then((answer) => answer.json());
    return this.about;
  }

  // The releases that hold the text.
  async find(text) {
    const words = await this.words(text);
    if (words.length < 2) return this.hits(words.map((word) => () => this.one(word)));
    const pairs = telling(words).map((n) => () => this.two(words, n));
    return this.hits(pairs, (texts) => texts.some((each) => holds(each, words)));
  }

  // The releases that hold all the words, wherever they stand.
  async all(text) {
    const asked = await Promise.all(text.trim().split(/\s+/u).map((each) => this.words(each)));
    const phrases = asked.filter((words) => words.length).sort((one, other) => weight(other) - weight(one));
    const parts = phrases.map((words) => async () => {
      const part = words.length < 2 ? await this.one(words[0]) : await this.two(words, telling(words)[0]);
      return part.anywhere();
    });
    const read = (texts) => phrases.every((words) => texts.some((each) => holds(each, words)));
    const few = this.limit < ROOM / 2 ? parts.slice(0, LOOKUPS) : parts;
    return this.hits(few, read, few.length < parts.length || phrases.some((words) => words.length > 2));
  }

  // The releases in which all parts stand, which are looked up one after the other: where one is missing, no other is
  // needed. Unless all were looked up and say all, *read* tells by the texts of a release.
  async hits(parts, read, more = false) {
    const found = [];
    for (const part of parts.length > PAIRS ? parts.slice(0, LOOKUPS) : parts) {
      found.push(await part());
      if (!found.at(-1).size) return new Hits(this, []);
    }
    return new Hits(this, found, more || found.length < parts.length ? read : null);
  }

  async one(word) {
    return new Part(0, await this.word(word), (await this.open()).span, false);
  }

  async two(words, n) {
    return new Part(words[n].at, await this.pair(words, n), (await this.open()).span, true);
  }

  // A part of the texts of a release as words: those of its headline, others, and whether another part follows.
  async texts(document, part) {
    const data = await this.file(`texts/${document}${part ? `-${part}` : ""}.json`);
    const [headlines, texts, more] = JSON.parse(new TextDecoder().decode(data));
    const inWords = (group) => Promise.all(group.map((text) => this.words(text)));
    return [await inWords(headlines), await inWords(texts), more];
  }

  // The words of a text: the place of each, whether it is a single sign, and what marks are before it.
  async words(text) {
    const { folds } = await this.open();
    const plain = [...bare(text)].map((character) => folds[character] ?? character).join("");
    const words = [];
    let between = " ";
    for (const [at, [text, sign, word]] of [...plain.matchAll(TOKEN)].entries()) {
      if (sign || word) words.push({ text, sign: !!sign, at, between });
      between = sign || word ? " " : alike(text);
    }
    return words;
  }

  // The data of the words that a word may be a piece of. Short words are whole words; from three letters on they may be
  // the beginning of one, from four on any part.
  async word({ text, sign }) {
    if (sign || text.length < LETTERS) return this.term(text, !sign && text.length >= BEGINNING);
    const piece = PIECES + text.slice(0, LETTERS);
    const reader = new Reader((await this.entries(piece)).get(piece) ?? new Uint8Array());
    return [...reader.entries()].filter(([word]) => word.includes(text)).map(([, data]) => data);
  }

  // The data of the pairs that two words may be: the first word of a phrase may be the end of one, the last the
  // beginning of one.
  async pair(words, n) {
    const [first, second] = words.slice(n, n + 2);
    const [back, letters] = [[...first.text].reverse(), [...second.text]];
    const ends = n === 0 && !first.sign && back.length >= LETTERS;
    const begins = n === words.length - 2 && !second.sign && letters.length >= BEGINNING;
    const known = ` ${back.slice(0, LETTERS).join("")}${second.between}${letters.slice(0, BEGINNING).join("")}`;
    const [before, after] = [back.slice(LETTERS).join(""), letters.slice(BEGINNING).join("")];
    const term = [known, before, ...(ends ? [] : [after])].join("|").replace(/\|+$/u, "");
    const found = [];
    for (const [name, data] of await this.entries(term, ends || begins)) {
      const [same, one = "", other = ""] = name.split("|");
      if (same !== known || !(ends ? one.startsWith(before) : one === before)) continue;
      if (begins ? other.startsWith(after) : other === after) found.push(data);
    }
    return found;
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
    const data = new Uint8Array(await answer.arrayBuffer());
    this.limit -= name.endsWith(".json") ? data.length / 2 : data.length; // words are half as long when compressed
    return data;
  }

  async places(file, at, length) {
    return (await this.file(`places-${file}.bin`)).subarray(at, at + length);
  }
}

// The numbers of the pairs that say all of the words, those that tell most first: the longest, the last, which may be
// cut off, and the others by length.
function telling(words) {
  const last = words.length - 2;
  const pairs = [...words.keys()].filter((n) => n < last && (n % 2 === 0 || words[n + 1].between !== " "));
  const length = (n) => (n > 0 && n < last ? weight(words.slice(n, n + 2)) : 0);
  const [longest = last, ...others] = pairs.sort((one, other) => length(other) - length(one));
  return [...new Set([longest, last, ...others])];
}

function weight(words) {
  return words.reduce((sum, { text }) => sum + text.length, 0);
}

// Whether a text holds these words one after the other. The first may be the end of a word, the last the beginning.
function holds(text, words) {
  const last = words.length - 1;
  const same = (own, { text: asked, sign, between }, n) => {
    if (n && own.between !== between) return false;
    if (own.text === asked) return true;
    if (sign || own.sign) return false;
    if (!last && asked.length >= LETTERS && own.text.includes(asked)) return true;
    if (n === 0 && last && asked.length >= LETTERS && own.text.endsWith(asked)) return true;
    return n === last && asked.length >= BEGINNING && own.text.startsWith(asked);
  };
  return text.some((_, at) => at + last < text.length && words.every((word, n) => same(text[at + n], word, n)));
}

// A word or a pair of words of what is asked for: its place, and what the index says of the terms that it may be.
class Part {
  constructor(at, terms, span, pair) {
    this.at = at;
    this.headlines = new Map(); // the places at which what is asked for would begin, by document; none for a word
    this.documents = new Set();
    this.blocks = new Map();
    this.apart = false; // whether places are in files of their own
    for (const term of terms) {
      const reader = new Reader(term);
      while (reader.more) {
        const block = reader.number();
        const headlines = new Reader(reader.octets(reader.number()));
        while (headlines.more) this.put(this.headlines, block * span + headlines.number(), pair && headlines);
        const within = new Reader(reader.octets(reader.number()));
        const documents = [];
        while (within.more) documents.push(block * span + within.number());
        for (const each of documents) this.documents.add(each);
        if (!pair) continue;
        const places = reader.octets(reader.number());
        const apart = documents.length && !places.length && [reader.number(), reader.number(), reader.number()];
        this.apart ||= !!apart;
        if (documents.length) this.blocks.set(block, [...(this.blocks.get(block) ?? []), { documents, places, apart }]);
      }
    }
  }

  get size() {
    return this.headlines.size + this.documents.size;
  }

  // The same, wherever in a release it stands.
  anywhere() {
    for (const document of this.headlines.keys()) this.documents.add(document);
    this.headlines.clear();
    this.blocks.clear();
    return this;
  }

  put(map, document, reader) {
    const starts = map.get(document) ?? new Set();
    let place = 0;
    for (let count = reader ? reader.number() : 0; count > 0; count--) starts.add((place += reader.number()) - this.at);
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
  constructor(index, parts, read) {
    this.index = index;
    this.parts = parts;
    this.read = read;
    this.known = [];
    this.left = []; // releases with all parts, of which the places have not been looked at
    this.unread = []; // releases with all parts in place, which have not been read to the end
    if (!parts.length) return;
    const headlines = parts.length > 1 ? both(parts.map((part) => part.headlines)) : new Set(parts[0].headlines.keys());
    this.take(newest(headlines), true);
    const fewest = parts.reduce((one, other) => (other.documents.size < one.documents.size ? other : one));
    const all = [...fewest.documents].filter((document) => parts.every((part) => part.documents.has(document)));
    this.left = newest(all.filter((document) => !headlines.has(document)));
    if (parts.every((part) => !part.blocks.size) || parts.length === 1) this.take(this.left.splice(0), false);
  }

  take(documents, headline) {
    (this.read ? this.unread : this.known).push(...documents.map((document) => ({ document, headline, seen: [], part: 0 })));
  }

  get more() {
    return this.left.length + this.unread.length > 0;
  }

  // Look at more releases, as long as the index may fetch, or need not.
  async look() {
    const apart = this.parts.some((part) => part.apart);
    const room = () => this.index.limit > (this.known.length ? 0 : -MORE);
    while (this.more && (room() || (!apart && !this.unread.length))) {
      if (this.unread.length) await this.readOne();
      else await this.lookAtBlock();
    }
  }

  async readOne() {
    const [release] = this.unread;
    const [headlines, texts, more] = await this.index.texts(release.document, release.part);
    if (!release.part++) release.headline = this.read(headlines);
    release.seen.push(...headlines, ...texts);
    const found = this.read(release.seen);
    if (found) this.known.push(release);
    if (found || !more) this.unread.shift();
  }

  async lookAtBlock() {
    const { span } = await this.index.open();
    const block = Math.floor(this.left[0] / span);
    const end = this.left.findIndex((document) => document < block * span);
    const chosen = new Set(this.left.splice(0, end < 0 ? Infinity : end));
    const found = both(await Promise.all(this.parts.map((part) => part.starts(this.index, block, chosen))));
    this.take(newest(found).filter((document) => chosen.has(document)), false);
  }
}

function isChinese(text) {
  return new RegExp(`[${HAN}]`, "u").test(text);
}

// The text in one case and one width, without accents.
function bare(text) {
  const apart = [...text.normalize("NFKD").toLowerCase()].map((character) => ALONE[character] ?? character).join("");
  return apart.replace(ACCENTS, "").normalize("NFKC");
}

// Marks as the index has them: dashes are alike, and so are quotation marks.
function alike(marks) {
  if (/^[‐‑–—−]$/u.test(marks)) return "-";
  if (/^[‘’“”「」『』"]$/u.test(marks)) return "'";
  return marks === "|" || [...marks].length > 1 ? "·" : marks;
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
  const elsewhere = document.querySelector("[data-elsewhere]");
  let asked = 0;
  let titles;
  let other;

  async function search(text) {
    const mine = ++asked;
    list.replaceChildren();
    more.hidden = true;
    if (elsewhere) elsewhere.hidden = true;
    said.textContent = "";
    if (!text.trim()) return;
    titles ??= new Titles(new URL(form.dataset.titles, location.href), await index.open());
    const [hits, whole] = await found(index, text);
    if (mine !== asked) return; // something else was asked for meanwhile
    await show(hits, 0, mine, whole ? said.dataset.phrase : said.dataset.all);
    if (elsewhere && isChinese(text) !== document.documentElement.lang.startsWith("zh")) await lookElsewhere(text, mine);
  }

  // The releases with the text, or else with all its words, and whether it is the former.
  async function found(index, text) {
    index.limit = ROOM;
    let hits = await index.find(text);
    await hits.look();
    const whole = hits.known.length > 0 || hits.more || !/\s/u.test(text.trim());
    if (!whole) {
      hits = await index.all(text);
      await hits.look();
    }
    return [hits, whole];
  }

  // Tell how many releases have the text in the other language, in whose letters it is written.
  async function lookElsewhere(text, mine) {
    other ??= new Index(new URL(elsewhere.dataset.elsewhere, location.href));
    const [hits] = await found(other, text);
    if (mine !== asked || !hits.known.length) return;
    for (const count of elsewhere.querySelectorAll("a span")) count.textContent = counted(hits);
    elsewhere.hidden = false;
  }

  function counted(hits) {
    return hits.known.length.toLocaleString(document.documentElement.lang) + (hits.more ? "+" : "");
  }

  async function show(hits, from, mine, words) {
    if (from) index.limit = ROOM;
    await hits.look();
    const shown = hits.known.slice(from, from + SHOWN);
    const titled = await Promise.all(shown.map((hit) => titles.of(hit.document)));
    if (mine !== asked) return;
    const count = hits.known.length;
    said.textContent = count || hits.more ? words.replace("{n}", counted(hits)) : said.dataset.none;
    said.dataset.count = count;
    list.append(...titled.map(item));
    const end = from + shown.length;
    more.hidden = end >= count && !hits.more;
    more.onclick = () => show(hits, end, mine, words);
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
    follow(text);
    return search(text);
  }

  // The other languages search for the same.
  function follow(text) {
    for (const link of document.querySelectorAll("nav.languages a, [data-elsewhere] a")) {
      const address = new URL(link.href);
      address.searchParams.set("q", text);
      link.href = address;
    }
  }

  input.value = new URL(location.href).searchParams.get("q") ?? "";
  follow(input.value);
  return search(input.value);
}

const form = globalThis.document?.querySelector("form[data-index]");
if (form) begin(form);
