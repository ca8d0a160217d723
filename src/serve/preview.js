// The browser's part of the preview: hears what changed, brings the page up to date in place, shows errors and the bar.
"use strict";
(() => {
  const own = document.currentScript.dataset;
  const base = `${own.prefix}/-/despatch/`;
  const switches = own.switches.split(" ");
  const framed = window !== window.top;
  let tag = own.tag;
  let pristine = null;
  let count = 0;

  const page = () => location.pathname.replaceAll("&", "%26");
  const ask = (name) => fetch(`${base}${name}?page=${page()}`, { cache: "no-store" });
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");

  // ---- the page as it was sent, to tell what the server changed from what scripts changed

  async function sent() {
    const response = await fetch(location.href, { cache: "no-store" });
    const etag = (response.headers.get("etag") ?? "").replaceAll('"', "");
    return { tree: parse(await response.text()), etag };
  }

  sent().then(({ tree, etag }) => { if (etag === tag) pristine = tree; }).catch(() => {});

  const scripts = (tree) => [...tree.querySelectorAll("script[src]:not([data-despatch])")].map((script) => script.src).join();

  async function refresh(newest) {
    if (newest === tag) return;
    const { tree, etag } = await sent();
    if (etag === tag) return;
    if (scripts(tree) !== scripts(pristine ?? document)) return location.reload();
    const old = pristine;
    attributes(old?.documentElement, document.documentElement, tree.documentElement);
    morph(old?.head, document.head, tree.head);
    morph(old?.body, document.body, tree.body);
    pristine = tree;
    tag = etag;
    emulate();
    document.dispatchEvent(new CustomEvent("despatch:refreshed", { detail: { tag } }));
  }

  // ---- morphing: `live` becomes `next`; where `old` says that nothing changed, it is left alone

  const alike = (a, b) => a.nodeName === b.nodeName && (a.id ?? "") === (b.id ?? "");
  const isSheet = (node) => node.nodeName === "LINK" && node.rel === "stylesheet";
  const taken = (node) => document.importNode(node, true);

  function attributes(old, live, next) {
    for (const { name } of [...(old ?? live).attributes]) if (!next.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of next.attributes) {
      if ((old ?? live).getAttribute(name) !== value) live.setAttribute(name, value);
    }
  }

  function morph(old, live, next) {
    if ((old ?? live).isEqualNode(next)) return;
    if (live.nodeName !== next.nodeName) return live.replaceWith(taken(next));
    if (live.nodeType !== Node.ELEMENT_NODE) {
      live.data = next.data;
      return;
    }
    if (isSheet(live)) return swapSheet(live, taken(next));
    attributes(old, live, next);
    const known = [...(old ?? live).childNodes];
    const there = [...live.childNodes];
    const same = known.length === there.length && known.every((node, at) => node.nodeName === there[at].nodeName);
    if (same) children(live, known, there, [...next.childNodes], old);
    else live.replaceChildren(...[...next.childNodes].map(taken));
  }

  function children(parent, known, there, nexts, old) {
    let at = 0;
    nexts.forEach((next, place) => {
      const found = known.findIndex((node, index) => index >= at && node.isEqualNode(next));
      if (found >= at) {
        while (at < found) there[at++].remove();
        at += 1;
        return;
      }
      const needed = at < known.length && nexts.slice(place + 1).some((later) => known[at].isEqualNode(later));
      if (at < known.length && !needed && alike(known[at], next)) {
        morph(old ? known[at] : null, there[at], next);
        at += 1;
      } else {
        parent.insertBefore(taken(next), there[at] ?? null);
      }
    });
    while (at < there.length) there[at++].remove();
  }

  // A new stylesheet stands beside the old one until it is loaded, so that the page is never bare.
  function swapSheet(old, sheet) {
    const done = () => { old.remove(); emulate(); };
    sheet.addEventListener("load", done);
    sheet.addEventListener("error", done);
    old.after(sheet);
  }

  function renew({ paths, alone }) {
    const fresh = (path) => `${path}?despatch=${++count}`;
    const pathOf = (address) => new URL(address, location.href).pathname;
    if (paths.some((path) => path.endsWith(".js") && [...document.scripts].some((script) => script.src && pathOf(script.src) === path))) return location.reload();
    for (const image of document.querySelectorAll("img[src], source[src], video[src]")) {
      const path = pathOf(image.getAttribute("src"));
      if (paths.includes(path)) image.src = fresh(path);
    }
    if (!paths.some((path) => path.endsWith(".css"))) return;
    const sheets = [...document.querySelectorAll("link[rel=stylesheet]:not([data-despatch])")];
    const named = sheets.filter((sheet) => paths.includes(pathOf(sheet.href)));
    // A changed sheet that no link names may be imported by one that a link names.
    for (const sheet of named.length || !alone ? named : sheets.filter((sheet) => sheet.href.startsWith(`${location.origin}/`))) {
      const next = sheet.cloneNode();
      next.href = fresh(pathOf(sheet.href));
      next.removeAttribute("integrity");
      swapSheet(sheet, next);
    }
  }

  // ---- looking at the page otherwise: light, dark, as printed

  const wish = {
    get: (name) => { try { return sessionStorage.getItem(`despatch-${name}`) ?? ""; } catch { return ""; } },
    set: (name, value) => { try { sessionStorage.setItem(`despatch-${name}`, value); } catch { /* then for this page alone */ } },
  };
  const queries = new WeakMap();

  function emulate() {
    const scheme = wish.get("scheme");
    const printed = wish.get("print") === "on";
    const always = "all", never = "not all";
    const changed = (text) => {
      let query = text;
      if (scheme) query = query.replace(/\(prefers-color-scheme:\s*(\w+)\)/g, (_, name) => (name === scheme ? "(min-width: 0px)" : "(max-width: 0px)"));
      if (printed) query = query.replace(/\b(only )?screen\b/g, never).replace(/\bprint\b/g, always);
      return query;
    };
    const visit = (holder) => {
      if (holder.media) {
        if (!queries.has(holder)) queries.set(holder, holder.media.mediaText);
        const query = changed(queries.get(holder));
        if (holder.media.mediaText !== query) holder.media.mediaText = query;
      }
      let rules = [];
      try { rules = holder.cssRules ?? []; } catch { /* another origin's */ }
      for (const rule of rules) visit(rule.styleSheet ?? rule);
    };
    for (const sheet of document.styleSheets) visit(sheet);
    document.documentElement.style.colorScheme = scheme;
  }

  // ---- overlay and bar

  function made(name, properties = {}, ...inner) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...inner);
    return node;
  }

  const host = made("despatch-preview");
  const root = host.attachShadow({ mode: "open" });
  const overlay = made("section", { className: "overlay", hidden: true, tabIndex: -1 });
  overlay.setAttribute("role", "dialog");
  overlay.setAttribute("aria-label", "Errors");
  const bar = made("div", { className: "bar", hidden: true });
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", "Preview");
  const panel = made("div", { className: "panel", hidden: true, tabIndex: -1 });
  let state = null;

  const opens = (address, text) => (address ? made("a", { href: address }, text) : made("code", {}, text));

  function finding(said) {
    const place = said.line ? `${said.file}:${said.line}:${said.column}` : said.file;
    const item = made("li", { className: said.severity });
    item.append(made("p", {}, made("strong", {}, said.severity), ` ${said.message}`));
    item.append(made("p", {}, opens(said.open, place)));
    if (said.excerpt) {
      const caret = `${" ".repeat(Math.max(0, (said.column ?? 1) - 1))}^`;
      item.append(made("pre", {}, `${said.excerpt}\n${caret}`));
    }
    if (said.help) item.append(made("p", { className: "help" }, said.help));
    return item;
  }

  function drawOverlay() {
    const shown = !state.current && state.errors.length > 0;
    const was = overlay.hidden;
    overlay.hidden = !shown;
    if (!shown) return overlay.replaceChildren();
    const close = made("button", { type: "button", onclick: () => { overlay.hidden = true; } }, "Close");
    const words = state.errors.length === 1 ? "1 error" : `${state.errors.length} errors`;
    overlay.replaceChildren(
      made("header", {}, made("h2", {}, words), made("p", {}, "The last good page is shown below."), close),
      made("ul", {}, ...state.errors.map(finding)),
    );
    if (was) overlay.focus({ preventScroll: true });
  }

  const button = (text, onclick) => made("button", { type: "button", onclick }, text);

  function show(title, ...inner) {
    if (!panel.hidden && panel.dataset.title === title) { panel.hidden = true; return; }
    panel.dataset.title = title;
    panel.replaceChildren(made("header", {}, made("h2", {}, title), button("Close", () => { panel.hidden = true; })), ...inner);
    panel.hidden = false;
    panel.focus({ preventScroll: true });
  }

  const lookAt = (instant) => fetch(`${base}at`, { method: "POST", headers: { "x-despatch": "1" }, body: instant });

  function choice(label, name, options) {
    const select = made("select", { ariaLabel: label });
    for (const [value, text] of options) select.append(made("option", { value, selected: wish.get(name) === value }, text));
    select.addEventListener("change", () => { wish.set(name, select.value); name === "width" ? frame() : emulate(); });
    return select;
  }

  async function understood() {
    const response = await ask("understood");
    show("What was understood", made("pre", {}, await response.text()));
  }

  // Made once, so that what is half typed in it outlives the news.
  const instant = made("input", { type: "datetime-local", ariaLabel: "Look at the site at" });
  instant.addEventListener("change", () => { if (instant.value) lookAt(new Date(instant.value).toISOString()); });

  function drawBar() {
    if (bar.hidden) return;
    const focused = root.activeElement?.dataset?.key;
    const parts = [];
    const key = (name, node) => { node.dataset.key = name; parts.push(node); };
    if (state.page) {
      const { release, marking, findings, open, file } = state.page;
      parts.push(made("span", { className: release.startsWith("published") ? "state" : "state withheld" }, release), made("span", {}, marking));
      key("notes", button(findings.length === 1 ? "1 note" : `${findings.length} notes`, () => show("Notes on this page", made("ul", {}, ...state.page.findings.map(finding)))));
      key("open", opens(open, file));
      key("understood", button("What was understood", understood));
    }
    const { errors, warnings } = state.counts;
    const counted = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
    parts.push(made("span", {}, `site: ${counted(errors, "error")}, ${counted(warnings, "warning")}`));
    if (state.withheld.length) {
      const line = (text) => made("li", {}, made("p", {}, `${text.file}: ${text.reason}`));
      key("withheld", button(`${state.withheld.length} withheld`, () => show("Withheld from the public", made("ul", {}, ...state.withheld.map(line)))));
    }
    if (state.next_release) key("next", button(`next release ${state.next_release}`, () => lookAt(state.next_release)));
    key("at", instant);
    if (state.at) {
      parts.push(made("span", { className: "state withheld" }, `as at ${state.at}`));
      key("now", button("Now", () => lookAt("")));
    }
    key("scheme", choice("Light or dark", "scheme", [["", "as the system"], ["light", "light"], ["dark", "dark"]]));
    key("print", choice("Screen or print", "print", [["", "screen"], ["on", "print"]]));
    key("width", choice("Width", "width", [["", "full width"], ["1024", "1024"], ["768", "768"], ["360", "360"]]));
    key("hide", button("Hide", () => { bar.hidden = true; panel.hidden = true; wish.set("bar", "off"); }));
    bar.replaceChildren(...parts);
    if (focused) bar.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  // A narrow page stands in a frame, so that it is as narrow as it says.
  const narrow = made("div", { className: "frame", hidden: true });

  function frame() {
    const width = wish.get("width");
    narrow.hidden = !width;
    narrow.replaceChildren();
    if (!width) return;
    const inner = made("iframe", { src: location.href, title: `The page, ${width} pixels wide`, width });
    narrow.append(inner);
  }

  async function drawState() {
    if (framed) return;
    state = await (await ask("state")).json();
    drawOverlay();
    drawBar();
  }

  if (!framed) {
    root.append(made("link", { rel: "stylesheet", href: `${base}preview.css` }), narrow, panel, bar, overlay);
    bar.hidden = !switches.includes("bar") || wish.get("bar") === "off";
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      overlay.hidden = true;
      panel.hidden = true;
    });
    document.documentElement.append(host);
    if (!bar.hidden) frame();
  }
  if (wish.get("scheme") || wish.get("print")) emulate();

  // ---- hearing

  let last = Promise.resolve();
  const does = {
    page: (news) => refresh(news.tag),
    assets: renew,
    state: drawState,
    go: (news) => { if (!framed && news.address !== location.pathname) location.assign(news.address); },
    moved: (news) => location.assign(news.address),
  };
  const source = new EventSource(`${base}events?page=${page()}&tag=${tag}`);
  source.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    last = last.then(() => does[news.kind]?.(news)).catch(() => {});
  });
  addEventListener("pagehide", () => source.close());
})();
