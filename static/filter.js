// Narrows the list of all briefings in place: what the links beside it name can be ticked, several at once. The names come from
// one file, the briefings from the list's own pages. Without it the links lead to a list each.

const FACETS = ["kind", "topic", "region", "author", "year"];
const STEP = 20;

const grid = document.querySelector("[data-filter]");
const list = grid.querySelector(".found > .cards");
const pager = grid.querySelector(".found > .pager");
const words = grid.dataset;
const first = [...list.children];
const chosen = new Map(FACETS.map((facet) => [facet, new Set()]));
const boxes = new Map(FACETS.map((facet) => [facet, new Map()]));
const pages = new Map();
let index;
let run = 0;

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const status = make("p", { className: "filter-status" });
status.setAttribute("role", "status");
const again = make("button", { type: "button", textContent: words.all, hidden: true });
const more = make("button", { type: "button", textContent: words.more });
const rest = make("p", { hidden: true }, more);
const ways = grid.querySelector(".ways");
ways.id ||= "ways";
const jump = make("a", { className: "filter-jump", href: `#${ways.id}`, textContent: words.jump });
list.before(make("div", { className: "filter-head" }, status, again, jump));
list.after(rest);

// The links become boxes; the headings still lead to the whole lists.

for (const facet of FACETS) {
  const terms = document.getElementById(`by-${facet}`)?.parentElement.querySelector("ul.terms");
  if (!terms) continue;
  const group = make("div", { className: "boxes" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", `by-${facet}`);
  for (const item of terms.children) {
    const name = item.querySelector("a").textContent.trim();
    group.append(box(facet, name, item.querySelector(".n").textContent));
  }
  terms.replaceWith(group);
}

function box(facet, name, count) {
  const input = make("input", { type: "checkbox" });
  const number = make("span", { className: "n", textContent: count });
  const label = make("label", {}, input, make("span", { textContent: name }), " ", number);
  input.addEventListener("change", () => {
    if (input.checked) chosen.get(facet).add(name);
    else chosen.get(facet).delete(name);
    keep();
    show();
  });
  boxes.get(facet).set(name, { input, number, label });
  return label;
}

// The state stands in the address.

function keep() {
  const pairs = [...chosen].flatMap(([facet, names]) => [...names].map((name) => [facet, name]));
  const query = new URLSearchParams(pairs).toString();
  history.pushState(null, "", query ? `${words.first}?${query}` : location.pathname);
}

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const [facet, names] of chosen) {
    names.clear();
    asked.getAll(facet).forEach((name) => names.add(name));
    for (const [name, { input }] of boxes.get(facet)) input.checked = names.has(name);
  }
}

const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
};

// { perPage, facets: facet -> name -> places in the list }
async function names() {
  const { per_page: perPage, facets } = await (await load(words.filter)).json();
  const places = (steps) => steps.reduce((all, step) => [...all, (all.at(-1) ?? 0) + step], []);
  const read = ([facet, terms]) => [facet, new Map(terms.map(([name, ...steps]) => [name, new Set(places(steps))]))];
  return { perPage, facets: new Map(facets.map(read)) };
}

// The places in the list that have one of the chosen names of each facet, but for one facet.
function passing(but) {
  let found;
  for (const [facet, wanted] of chosen) {
    if (facet === but || !wanted.size) continue;
    const own = new Set([...wanted].flatMap((name) => [...index.facets.get(facet)?.get(name) ?? []]));
    found = found ? new Set([...found].filter((place) => own.has(place))) : own;
  }
  return found;
}

async function show() {
  const own = ++run;
  const narrowed = [...chosen.values()].some((names) => names.size);
  try {
    index ??= await names();
    if (own !== run) return;
    count();
    again.hidden = !narrowed;
    if (pager) pager.hidden = narrowed;
    if (!narrowed) {
      list.replaceChildren(...first);
      rest.hidden = true;
      status.textContent = "";
      return;
    }
    const found = [...passing()].sort((a, b) => a - b);
    const cards = await cardsAt(found.slice(0, STEP));
    if (own !== run) return;
    list.replaceChildren(...cards);
    rest.hidden = found.length <= STEP;
    more.onclick = () => append(found);
    status.textContent = found.length ? `${found.length.toLocaleString(document.documentElement.lang)} ${words.found}` : words.none;
  } catch {
    if (own === run) status.textContent = words.error;
  }
}

async function append(found) {
  const own = run;
  const cards = await cardsAt(found.slice(list.children.length, list.children.length + STEP));
  if (own !== run) return;
  list.append(...cards);
  rest.hidden = found.length <= list.children.length;
  cards[0]?.querySelector("a").focus();
}

// The cards at places in the list, from the pages that show them.
function cardsAt(places) {
  return Promise.all(places.map(async (place) => {
    const page = Math.floor(place / index.perPage) + 1;
    if (!pages.has(page)) {
      const address = page === 1 ? words.first : `${words.first}page/${page}/`;
      const read = async () => new DOMParser().parseFromString(await (await load(address)).text(), "text/html");
      pages.set(page, read());
      pages.get(page).catch(() => pages.delete(page));
    }
    const card = (await pages.get(page)).querySelectorAll(".found > .cards > li")[place % index.perPage];
    return document.importNode(card, true);
  }));
}

// How many there would be with each name, beside what else is chosen.
function count() {
  for (const [facet, terms] of index.facets) {
    const others = passing(facet);
    const group = boxes.get(facet).values().next().value?.label.parentElement;
    for (const name of chosen.get(facet)) {
      if (!boxes.get(facet).has(name) && terms.has(name) && group) {
        group.append(box(facet, name, ""));
        boxes.get(facet).get(name).input.checked = true;
      }
    }
    for (const [name, { number, label }] of boxes.get(facet)) {
      const places = [...terms.get(name) ?? []];
      const left = others ? places.filter((place) => others.has(place)).length : places.length;
      number.textContent = left.toLocaleString(document.documentElement.lang);
      label.classList.toggle("none", !left);
    }
  }
}

again.addEventListener("click", () => {
  chosen.forEach((names) => names.clear());
  keep();
  recall();
  show();
  boxes.get("kind").values().next().value?.input.focus();
});

addEventListener("popstate", () => {
  recall();
  show();
});

recall();
if ([...chosen.values()].some((names) => names.size)) show();
