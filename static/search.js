// Search over the static index that `src/render/search` writes. A query loads the few files in which words with its
// words' beginnings stand; excerpts come from the pages themselves. What a word is, `words.rs` says: keep both the same.

const FACETS = ["topic", "region", "actor", "author", "series", "kind", "year"];
const BEGINNING = 4;
const PAGE = 10;
const SPACELESS = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
const PIECES = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/gu;

const form = document.getElementById("search");
const input = form.elements.q;
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const panel = document.getElementById("search-facets");
const more = document.getElementById("search-more");
const { index: base, prefix, words: label } = JSON.parse(document.getElementById("search-index").textContent);

const chosen = new Map(FACETS.map((facet) => [facet, new Set()]));
const loaded = new Map();
let run = 0;
let terms = [];
let hits = [];
let results = [];
let waiting = [];

// Reading

function load(name, read) {
  if (!loaded.has(name)) {
    const answer = fetch(base + name).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return read(answer);
    });
    answer.catch(() => loaded.delete(name));
    loaded.set(name, answer);
  }
  return loaded.get(name);
}

const json = (name) => load(name, (answer) => answer.json());
const bytes = (name) => load(name, async (answer) => new Uint8Array(await answer.arrayBuffer()));

class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; this.decoder = new TextDecoder(); }
  get more() { return this.at < this.bytes.length; }
  number() {
    let number = 0, scale = 1, byte;
    do {
      byte = this.bytes[this.at++];
      number += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte > 0x7f);
    return number;
  }
  text() {
    const end = this.number() + this.at;
    const text = this.decoder.decode(this.bytes.subarray(this.at, end));
    this.at = end;
    return text;
  }
}

function words(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\u00ad\u200b-\u200d]/g, "");
  const runs = plain.match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  const all = runs.flatMap((run) => run.match(PIECES));
  const isWord = (word) => [...word].length > 1 || SPACELESS.test(word) || /\p{N}/u.test(word);
  return all.filter(isWord).map((word) => [...word].slice(0, 40).join(""));
}

function shard(word, shards) {
  let hash = 0x811c9dc5;
  for (const letter of [...word].slice(0, BEGINNING)) hash = Math.imul(hash ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return hash % shards;
}

// How well a word of the index answers a word of the query: itself, a longer one, another ending.
function likeness(word, term) {
  if (word === term) return 1;
  if (term.length < BEGINNING) return 0;
  if (word.startsWith(term)) return 0.7;
  const stem = term.slice(0, Math.max(BEGINNING, Math.ceil(term.length * 0.75)));
  return term.length > BEGINNING && word.startsWith(stem) && Math.abs(word.length - term.length) < 4 ? 0.5 : 0;
}

// Finding

// What a word of the query finds: text -> weight (above 8: in the title), and whether it is too common to ask for.
async function weights(term, about) {
  const found = new Map();
  let common = false;
  await Promise.all(about.blocks.map(async (size, block) => {
    if (!size) return;
    const reader = new Reader(await bytes(`${block}/${shard(term, about.shards)}.bin`));
    while (reader.more) {
      const like = likeness(reader.text(), term);
      const header = reader.number();
      if (like && header % 2) common = true;
      let at = 0;
      for (let count = Math.floor(header / 2); count > 0; count--) {
        const posting = reader.number();
        at += Math.floor(posting / 16);
        if (like) {
          const id = block * 65536 + at;
          found.set(id, Math.max(found.get(id) ?? 0, like * (posting % 16)));
        }
      }
    }
  }));
  return { found, common };
}

// The texts for the words of a query, the best first: those with all words that are not too common, where there are any.
// A word counts the more the rarer it is, among titles or among texts.
async function find(terms, about) {
  const total = about.blocks.reduce((sum, size) => sum + size, 0);
  const rarity = (count) => Math.log(1 + (total - count + 0.5) / (count + 0.5));
  const all = await Promise.all(terms.map((term) => weights(term, about)));
  const asked = all.filter(({ common }) => !common).length;
  const texts = new Map();
  for (const { found, common } of all) {
    const titles = [...found.values()].filter((weight) => weight >= 8).length;
    const [inTitles, inTexts] = [rarity(titles), rarity(Math.max(found.size, common ? total / 4 : 0))];
    for (const [id, weight] of found) {
      const text = texts.get(id) ?? { id, score: 0, words: 0 };
      text.score += weight >= 8 ? inTitles * (6 + weight / 4) : inTexts * weight;
      text.words += !common || !asked;
      texts.set(id, text);
    }
  }
  const found = [...texts.values()];
  const most = found.reduce((most, text) => Math.max(most, text.words), 0);
  const wanted = most === (asked || terms.length) ? most : Math.ceil(most / 2);
  return found.filter((text) => text.words >= wanted).sort((a, b) => b.score - a.score || a.id - b.id).map((text) => text.id);
}

// For each text its names: text -> [facet, name].
async function names(about) {
  const found = new Map();
  await Promise.all(about.blocks.map(async (size, block) => {
    if (!size) return;
    const reader = new Reader(await bytes(`${block}/facets.bin`));
    while (reader.more) {
      const facet = FACETS[reader.number()];
      const name = reader.text();
      let at = 0;
      for (let count = reader.number(); count > 0; count--) {
        at += reader.number();
        const id = block * 65536 + at;
        if (!found.has(id)) found.set(id, []);
        found.get(id).push([facet, name]);
      }
    }
  }));
  return found;
}

// Showing

async function search() {
  const own = ++run;
  terms = [...new Set(words(input.value))].slice(0, 12);
  const address = new URL(location);
  address.search = new URLSearchParams([
    ...(input.value ? [["q", input.value]] : []),
    ...[...chosen].flatMap(([facet, names]) => [...names].map((name) => [facet, name])),
  ]);
  history.replaceState(null, "", address);
  if (!terms.length) return clear("");
  const slow = setTimeout(() => { if (own === run) status.textContent = label.loading; }, 300);
  try {
    const about = await json("index.json");
    const found = await find(terms, about);
    if (own !== run) return;
    hits = found;
    const narrowed = [...chosen.values()].some((names) => names.size);
    if (!narrowed) await show(own, hits);
    clearTimeout(slow);
    const facets = await names(about);
    if (own !== run) return;
    if (narrowed) await show(own, hits.filter((id) => passes(facets.get(id) ?? [])));
    if (own !== run) return;
    offer(facets);
    excerpts();
  } catch {
    if (own === run) clear(label.error);
  } finally {
    clearTimeout(slow);
  }
}

function clear(message) {
  hits = results = [];
  list.replaceChildren();
  panel.replaceChildren();
  more.hidden = true;
  status.textContent = message;
}

function passes(names, but) {
  for (const [facet, wanted] of chosen) {
    if (facet !== but && wanted.size && !names.some(([own, name]) => own === facet && wanted.has(name))) return false;
  }
  return true;
}

async function show(own, ids) {
  const first = await rows(ids.slice(0, PAGE));
  if (own !== run) return;
  results = ids;
  waiting = waiting.slice(-first.length);
  list.replaceChildren(...first);
  more.hidden = ids.length <= PAGE;
  status.textContent = ids.length ? `${ids.length.toLocaleString(document.documentElement.lang)} ${label.found}` : label.none;
}

more.addEventListener("click", async () => {
  const before = list.children.length;
  const next = await rows(results.slice(before, before + PAGE));
  list.append(...next);
  excerpts();
  more.hidden = results.length <= list.children.length;
  next[0]?.querySelector("a").focus();
});

async function rows(ids) {
  const about = await json("index.json");
  return Promise.all(ids.map(async (id) => {
    const block = Math.floor(id / 65536), at = id % 65536;
    const titles = await json(`${block}/titles-${Math.floor(at / about.titles)}.json`);
    return row(titles[at % about.titles]);
  }));
}

function row([address, title, day, kind, language]) {
  const make = (name, className, ...children) => {
    const element = Object.assign(document.createElement(name), { className });
    element.append(...children);
    return element;
  };
  const link = Object.assign(document.createElement("a"), { href: prefix + address, lang: language });
  link.append(...marked(title));
  const excerpt = make("p", "about");
  excerpt.lang = language;
  const kicker = make("p", "kicker", make("span", "kind", kind), " ", make("span", "", day));
  waiting.push(() => fill(excerpt, link.href));
  return make("li", "", make("article", "card", kicker, make("h2", "title", link), excerpt));
}

// Excerpts come last: a page is larger than what found it.
function excerpts() {
  for (const fill of waiting.splice(0)) fill();
}

// The paragraph of the page in which most of the query's words stand, cut round the first.
async function fill(excerpt, address) {
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    let best = { count: 0, text: "" };
    for (const element of page.querySelectorAll("main .standfirst, main :is(.summary, .prose) :is(p, li, td, dd)")) {
      if (element.closest("nav, .meta") || element.querySelector("p, li")) continue;
      const text = element.textContent.replace(/\s+/g, " ").trim();
      const own = words(text);
      const count = terms.filter((term) => own.some((word) => likeness(word, term) >= 0.5)).length;
      if (count > best.count) best = { count, text };
    }
    const text = best.text || (page.querySelector('meta[name="description"]')?.content ?? "");
    const first = Math.max(0, marked(text).findIndex((piece) => typeof piece !== "string"));
    const before = marked(text).slice(0, first).map((piece) => piece.textContent ?? piece).join("").length;
    const start = before > 80 ? text.lastIndexOf(" ", before - 60) + 1 : 0;
    const end = text.length > start + 260 ? text.lastIndexOf(" ", start + 260) : text.length;
    excerpt.append(...(start ? ["… "] : []), ...marked(text.slice(start, end)), ...(end < text.length ? [" …"] : []));
  } catch {
    excerpt.remove();
  }
}

// A text in pieces, those that answer the query in `mark`.
function marked(text) {
  const pieces = [];
  let last = 0;
  for (const match of text.matchAll(/[\p{Alphabetic}\p{M}\p{N}]+/gu)) {
    if (!words(match[0]).some((word) => terms.some((term) => likeness(word, term) >= 0.5))) continue;
    pieces.push(text.slice(last, match.index));
    pieces.push(Object.assign(document.createElement("mark"), { textContent: match[0] }));
    last = match.index + match[0].length;
  }
  pieces.push(text.slice(last));
  return pieces.filter((piece) => piece !== "");
}

// Facets: names among the results with their numbers; those that are chosen stay.
function offer(facets) {
  const groups = ["kind", "topic", "region", "author", "year"].map((facet) => {
    const counts = new Map([...chosen.get(facet)].map((name) => [name, 0]));
    for (const id of hits) {
      const names = facets.get(id) ?? [];
      if (!passes(names, facet)) continue;
      for (const [own, name] of names) if (own === facet) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const rank = ([a, x], [b, y]) => (facet === "year" ? b - a : chosen.get(facet).has(b) - chosen.get(facet).has(a) || y - x || a.localeCompare(b));
    return [facet, [...counts].sort(rank).slice(0, 8)];
  });
  const held = document.activeElement?.id;
  panel.replaceChildren(...groups.filter(([facet, names]) => names.length > 1 || chosen.get(facet).size).map(group));
  if (held?.startsWith("f-")) document.getElementById(held)?.focus();
}

function group([facet, names]) {
  const set = document.createElement("fieldset");
  set.append(Object.assign(document.createElement("legend"), { textContent: label[facet] }));
  for (const [name, count] of names) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", id: `f-${facet}-${name}`, checked: chosen.get(facet).has(name) });
    box.addEventListener("change", () => {
      if (box.checked) chosen.get(facet).add(name);
      else chosen.get(facet).delete(name);
      search();
    });
    const text = document.createElement("label");
    text.append(box, name, Object.assign(document.createElement("span"), { className: "n", textContent: count }));
    set.append(text);
  }
  return set;
}

// Asking: by typing, by the form, by the address, by arrows.

let timer;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, 250);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll(".title a")];
  const at = links.indexOf(document.activeElement);
  const inside = at >= 0 || document.activeElement === input;
  if (!inside || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "ArrowDown") links[at + 1]?.focus();
  else if (event.key === "ArrowUp") (at > 0 ? links[at - 1] : input).focus();
  else if (event.key === "Escape" && at >= 0) input.focus();
  else return;
  event.preventDefault();
});

const asked = new URLSearchParams(location.search);
input.value = asked.get("q") ?? "";
for (const facet of FACETS) for (const name of asked.getAll(facet)) chosen.get(facet).add(name);
if (input.value) search();
