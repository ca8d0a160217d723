// The search page: loads the index part by part, the newest first, and shows what it finds as it comes.

const told = JSON.parse(document.getElementById("search-index").textContent);
const { parts, words } = told;
const form = document.getElementById("search");
const field = form.elements.q;
const inTexts = form.elements.texts;
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const more = document.getElementById("search-more");
const sidebar = document.getElementById("search-facets");
const language = document.documentElement.lang;

const PAGE = 20;
const FACETS = ["kind", "topics", "regions", "authors", "year"];

const records = [];
const chosen = new Map(FACETS.map((facet) => [facet, new Set()]));
let shown = PAGE;
let loading = 0;
let failed = false;

// Words without accents and case; hyphens part them.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(language);
const split = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// How well a word answers a term: the same, its beginning, or the same but for an ending.
function likeness(word, term) {
  if (word === term) return 1;
  if (word.startsWith(term)) return 0.6;
  return term.length > 4 && word.length > 3 && term.startsWith(word) && term.length - word.length < 3 ? 0.5 : 0;
}

const best = (list, term) => list.reduce((most, word) => Math.max(most, likeness(word, term)), 0);

function prepare(record) {
  const names = [record.authors, record.topics, record.regions, record.actors].flat().concat(record.series ?? "", record.number ?? "", words.kinds[record.kind]);
  return {
    ...record,
    year: record.date?.slice(0, 4) ?? words.undated,
    fields: [[10, split(record.title)], [5, names.flatMap(split)], [2, split(record.about)]],
    text: null,
  };
}

// Every term must be found; where, says how much it counts.
function score(record, terms) {
  let sum = 0;
  for (const term of terms) {
    let most = record.fields.reduce((found, [weight, list]) => Math.max(found, weight * best(list, term)), 0);
    if (!most && inTexts.checked && record.text) most = fold(record.text).includes(term) ? 1 : 0;
    if (!most) return 0;
    sum += most;
  }
  return sum;
}

const valuesOf = (record, facet) => (facet === "kind" || facet === "year" ? [record[facet]] : record[facet]);
const passes = (record, but) => FACETS.every((facet) => facet === but || !chosen.get(facet).size || valuesOf(record, facet).some((value) => chosen.get(facet).has(value)));

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

// A text as nodes, the words that answer a term marked.
function marked(text, terms) {
  const nodes = [];
  let rest = 0;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (!terms.some((term) => likeness(fold(word), term))) continue;
    nodes.push(text.slice(rest, index), element("mark", {}, word));
    rest = index + word.length;
  }
  return [...nodes, text.slice(rest)];
}

// Some two hundred characters round the first place in a text that answers.
function excerpt(record, terms) {
  if (!inTexts.checked || !record.text || terms.every((term) => record.fields.some(([, list]) => best(list, term)))) return record.about;
  const lines = record.text.split("\n");
  const line = lines.find((one) => terms.some((term) => fold(one).includes(term))) ?? record.about;
  const at = Math.max(0, ...terms.map((term) => fold(line).indexOf(term)));
  const from = Math.max(0, line.lastIndexOf(" ", Math.max(0, at - 90)));
  const to = line.indexOf(" ", at + 130);
  return `${from ? "…" : ""}${line.slice(from, to < 0 ? undefined : to)}${to < 0 ? "" : " …"}`;
}

function card(record, terms) {
  const link = element("a", { href: record.url }, ...marked(record.title, terms));
  if (record.language !== language) link.lang = record.language;
  const day = record.day ? element("time", { dateTime: record.date }, record.day) : element("span", {}, words.undated);
  const series = record.series ? `${record.series}${record.number ? ` ${words.number} ${record.number}` : ""}` : "";
  return element("li", {}, element("article", { className: "card" },
    element("p", { className: "kicker" }, element("span", { className: "kind" }, words.kinds[record.kind]), day),
    element("h2", { className: "title" }, link),
    element("p", { className: "about" }, ...marked(excerpt(record, terms), terms)),
    element("p", { className: "meta" },
      record.authors.length ? element("span", {}, record.authors.join(", ")) : null,
      series ? element("span", {}, series) : null,
      element("span", {}, `${record.minutes} ${words.minutes}`))));
}

function facetBox(facet, found) {
  const counts = new Map();
  for (const record of found.filter((one) => passes(one, facet))) for (const value of new Set(valuesOf(record, facet))) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const value of chosen.get(facet)) if (!counts.has(value)) counts.set(value, 0);
  if (counts.size < 2 && !chosen.get(facet).size) return null;
  const order = facet === "year" ? (a, b) => (a[0] < b[0] ? 1 : -1) : (a, b) => b[1] - a[1] || a[0].localeCompare(b[0], language);
  const rows = [...counts].sort(order).slice(0, 8).map(([value, count]) => {
    const box = element("input", { type: "checkbox", value, checked: chosen.get(facet).has(value) });
    box.dataset.facet = facet;
    return element("label", {}, box, facet === "kind" ? words.kinds[value] : value, element("span", { className: "n" }, String(count)));
  });
  return element("fieldset", {}, element("legend", {}, words[facet]), ...rows);
}

function show() {
  const terms = split(field.value);
  const asked = terms.length > 0;
  const scored = asked ? records.map((record) => [score(record, terms), record]).filter(([points]) => points) : [];
  const found = scored.sort((a, b) => b[0] - a[0] || (b[1].date ?? "").localeCompare(a[1].date ?? "")).map(([, record]) => record);
  const passed = found.filter((record) => passes(record));
  results.replaceChildren(...passed.slice(0, shown).map((record) => card(record, terms)));
  more.hidden = passed.length <= shown;
  const focus = document.activeElement?.dataset?.facet ? document.activeElement : null;
  sidebar.replaceChildren(...(asked ? FACETS.map((facet) => facetBox(facet, found)).filter(Boolean) : []));
  if (focus) [...sidebar.querySelectorAll("input")].find((box) => box.dataset.facet === focus.dataset.facet && box.value === focus.value)?.focus();
  status.textContent = say(asked, passed.length);
}

function say(asked, count) {
  if (failed) return words.error;
  if (!asked) return "";
  if (count) return `${count} ${words.found}${loading ? " …" : ""}`;
  return loading ? words.loading : words.none;
}

async function load(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

let indexed = null;
function loadIndex() {
  indexed ??= (async () => {
    loading += 1;
    for (const part of parts) {
      part.records = (await load(part.url)).map(prepare);
      records.push(...part.records);
      show();
    }
    loading -= 1;
    show();
  })().catch(fail);
  return indexed;
}

let read = null;
function loadTexts() {
  read ??= (async () => {
    loading += 1;
    await loadIndex();
    for (const part of parts) {
      const texts = await load(part.texts);
      part.records.forEach((record, at) => { record.text = texts[at]; });
      show();
    }
    loading -= 1;
    show();
  })().catch(fail);
  return read;
}

function fail(error) {
  failed = true;
  loading = 0;
  status.textContent = words.error;
  throw error;
}

function ask() {
  shown = PAGE;
  const address = new URL(location.href);
  if (field.value.trim()) address.searchParams.set("q", field.value.trim());
  else address.searchParams.delete("q");
  if (inTexts.checked) address.searchParams.set("texts", "1");
  else address.searchParams.delete("texts");
  history.replaceState(null, "", address);
  if (field.value.trim()) loadIndex();
  if (field.value.trim() && inTexts.checked) loadTexts();
  show();
}

let typing;
field.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(ask, 120);
});
inTexts.addEventListener("change", ask);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
sidebar.addEventListener("change", (event) => {
  const { value, checked, dataset } = event.target;
  if (checked) chosen.get(dataset.facet).add(value);
  else chosen.get(dataset.facet).delete(value);
  shown = PAGE;
  show();
});
more.addEventListener("click", () => {
  const first = results.children.length;
  shown += PAGE;
  show();
  results.children[first]?.querySelector("a").focus();
});

form.querySelector(".choice").hidden = false;
const start = new URL(location.href).searchParams;
field.value = start.get("q") ?? "";
inTexts.checked = start.has("texts");
if (field.value) ask();
