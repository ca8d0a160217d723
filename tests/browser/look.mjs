// Looks at one page of every kind, and at every briefing once: accessibility at two widths and in two colour schemes,
// reflow at 320 px, keyboard, requests, console, layout shift, weight; and takes pictures.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { createRequire } from "node:module";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const HEAVIEST = 60 * 1024;

export async function look(browser, server, pages, pictures, fault) {
  fs.mkdirSync(pictures, { recursive: true });
  const shown = pages.filter((page) => page.kind !== "redirect");
  const kinds = new Map(shown.map((page) => [page.kind, page]).reverse());
  const samples = shown.filter((page) => kinds.get(page.kind) === page || page.kind === "briefing");
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce" });
      const all = colorScheme === "light" && width === 1280;
      await atOnce(all ? samples : [...kinds.values()], async (page) => {
        await lookOnce(context, server, page, shown, fault, `${width} px, ${colorScheme}`);
        if (kinds.get(page.kind) === page) await picture(context, server, page, path.join(pictures, `${page.kind}-${width}-${colorScheme}.png`));
      });
      await context.close();
    }
  }
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: "reduce" });
  await atOnce(samples, (page) => narrow(context, server, page, fault));
  samples.forEach((page) => weigh(page, server, fault));
  await context.close();
  const walker = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  for (const page of kinds.values()) await walk(walker, server, page, fault);
  await walker.close();
  for (const page of shown.filter(({ file }) => /^(?:\w\w\/)?briefings\/index\.html$/.test(file))) await narrowed(browser, server, page, fault);
}

// The list of all briefings is narrowed in place: several names at once, by keyboard, with the state in the address.
async function narrowed(browser, server, page, fault) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const holds = (what, is) => { if (!is) fault(page.file, `narrowed: ${what}`); };
  const tab = await open(context, server, page);
  const titles = () => tab.$$eval(".found .cards .title a", (all) => all.map((one) => one.getAttribute("href")));
  const all = await titles();
  const boxes = await tab.$$(".boxes");
  if (all.length < 2) return context.close();
  holds(`there are boxes for ${boxes.length} facets`, boxes.length >= 3);
  if (boxes.length < 3) return context.close();
  const status = () => tab.textContent(".filter-status");
  const number = async (box) => Number((await tab.textContent(`${box} .n`)).replace(/\D/g, ""));
  const [kind, topic] = ["#by-kind + .boxes label:first-child", "#by-topic + .boxes label:first-child"];
  const expected = await number(kind);
  await tab.focus(`${kind} input`);
  await tab.keyboard.press("Space");
  await tab.waitForFunction((n) => document.querySelector(".filter-status").textContent.startsWith(String(n)), expected).catch(() => {});
  holds(`the status says \`${await status()}\`, not ${expected}`, (await status()).startsWith(String(expected)));
  holds("the status is not announced", (await tab.getAttribute(".filter-status", "role")) === "status");
  holds("as many stand there as are announced", (await titles()).length === Math.min(20, expected));
  holds("the box keeps the keyboard", await tab.evaluate((box) => document.activeElement === document.querySelector(`${box} input`), kind));
  holds("the address carries the choice", new URL(tab.url()).searchParams.has("kind"));
  const both = await number(topic);
  await tab.check(`${topic} input`);
  await tab.waitForFunction((n) => document.querySelectorAll(".found .cards > li").length === n, both).catch(() => {});
  holds("two choices leave what has both", (await titles()).length === both);
  const shared = tab.url();
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), TAGS);
  for (const { id } of violations) fault(page.file, `narrowed: ${id}`);
  await tab.goBack();
  await tab.waitForFunction((n) => document.querySelector(".filter-status").textContent.startsWith(String(n)), expected).catch(() => {});
  holds("going back takes the last choice back", (await titles()).length === Math.min(20, expected) && !(await tab.isChecked(`${topic} input`)));
  await tab.click(".filter-head button");
  await tab.waitForFunction((n) => document.querySelectorAll(".found .cards > li").length === n, all.length).catch(() => {});
  holds("the whole list comes back", JSON.stringify(await titles()) === JSON.stringify(all) && !(await status()));
  const other = await context.newPage();
  await other.goto(shared);
  await other.waitForFunction((n) => document.querySelectorAll(".found .cards > li").length === n, both).catch(() => {});
  holds("a shared address shows the same", (await other.$$(".found .cards > li")).length === both && await other.isChecked(`${kind} input`));
  await context.close();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await open(plain, server, page);
  holds("without a script the links are there", (await still.$$("#by-kind + .terms a")).length > 0);
  await plain.close();
}

// Three tabs at a time.
async function atOnce(pages, look) {
  const rest = [...pages];
  const worker = async () => { while (rest.length) await look(rest.shift()); };
  await Promise.all([worker(), worker(), worker()]);
}

async function open(context, server, page) {
  const tab = await context.newPage();
  await tab.goto(server.url + (page.file === "404.html" ? "not/there/" : page.address));
  return tab;
}

async function lookOnce(context, server, page, pages, fault, how) {
  const tab = await context.newPage();
  tab.on("console", (message) => {
    const expected = page.file === "404.html" && message.text().includes("404");
    if (!expected) fault(page.file, `the console says: ${message.text()}`);
  });
  tab.on("pageerror", (error) => fault(page.file, `the script fails: ${error.message}`));
  tab.on("request", (request) => {
    if (!request.url().startsWith(server.host) && !request.url().startsWith("data:")) fault(page.file, `asks ${request.url()}`);
  });
  await tab.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
  });
  await tab.goto(server.url + (page.file === "404.html" ? "not/there/" : page.address), { waitUntil: "load" });
  const shift = await tab.evaluate(() => window.shift);
  if (shift > 0.001) fault(page.file, `the layout shifts by ${shift.toFixed(3)} (${how})`);
  if (page.kind === "search") await search(tab, page, pages, fault);
  // By the debugger's way in, which the page's own policy does not bind.
  await tab.evaluate(AXE);
  const { violations } = await tab.evaluate((values) => window.axe.run({ runOnly: { type: "tag", values } }), TAGS);
  for (const { id, nodes } of violations) for (const node of nodes) fault(page.file, `${id} (${how}): ${node.html.slice(0, 160)}`);
  await tab.close();
}

// The search finds a briefing of its edition by its title, and marks what it found.
async function search(tab, page, pages, fault) {
  const folder = page.file.replace("search/index.html", "briefings/");
  const wanted = pages.find(({ kind, file }) => kind === "briefing" && file.startsWith(folder));
  if (!wanted) return;
  const title = await tab.evaluate((html) => new DOMParser().parseFromString(html, "text/html").querySelector("h1").textContent, wanted.html);
  await tab.fill("#q", title);
  await tab.waitForSelector("#search-results li", { timeout: 5000 }).catch(() => {});
  const found = await tab.$$eval("#search-results h2", (all) => all.map((one) => one.textContent));
  if (!found.slice(0, 3).includes(title)) fault(page.file, `a search for \`${title}\` finds ${JSON.stringify(found.slice(0, 3))}`);
  if (!(await tab.$("#search-results mark"))) fault(page.file, "the search marks nothing");
}

async function picture(context, server, page, file) {
  const tab = await open(context, server, page);
  await tab.screenshot({ path: file, fullPage: true });
  await tab.close();
}

async function narrow(context, server, page, fault) {
  const tab = await open(context, server, page);
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) fault(page.file, `is ${over} px wider than 320 px`);
  await tab.close();
}

// A page with what it loads of this site, compressed; pictures apart.
function weigh(page, server, fault) {
  if (page.kind !== "briefing") return;
  const blocking = [...page.html.matchAll(/<script\b([^>]*)>/g)].map((match) => match[1]).filter((attributes) => / src=/.test(attributes) && !/ (defer|async)|type="module"/.test(attributes));
  if (blocking.length) fault(page.file, `a script blocks rendering:${blocking[0]}`);
  const weight = zlib.gzipSync(page.html).length + server.weight(page.html);
  if (weight > HEAVIEST) fault(page.file, `weighs ${Math.round(weight / 1024)} KB`);
}

async function walk(context, server, page, fault) {
  const tab = await open(context, server, page);
  const focused = () => tab.evaluate(() => {
    const { activeElement: at } = document;
    const box = at.getBoundingClientRect();
    const style = getComputedStyle(at);
    return {
      what: at.outerHTML.slice(0, 80), body: at === document.body, skip: at.classList.contains("skip"), main: at.id === "main",
      seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && style.visibility !== "hidden",
      marked: style.outlineStyle !== "none" || style.boxShadow !== "none" || at.classList.contains("skip"),
    };
  });
  await tab.keyboard.press("Tab");
  if (!(await focused()).skip) fault(page.file, "the first stop of the keyboard is not the skip link");
  await tab.keyboard.press("Enter");
  if (!(await focused()).main) fault(page.file, "the skip link does not lead to the text");
  for (let stop = 0; stop < 400; stop += 1) {
    await tab.keyboard.press("Tab");
    const at = await focused();
    if (at.body) break;
    if (!at.seen) fault(page.file, `the keyboard stops at what is not seen: ${at.what}`);
    if (!at.marked) fault(page.file, `the focus is not marked: ${at.what}`);
    if (stop === 399) fault(page.file, "the keyboard does not come out of the page");
  }
  await tab.close();
}
