// What machines read: feeds, sitemap, JSON-LD and twins can be read, say what they must, and lead to pages that are there.

import fs from "node:fs";
import path from "node:path";
import { listFiles, listPages } from "./site.mjs";

const inBrowser = (sources) => sources.map(([file, text]) => {
  const tree = new DOMParser().parseFromString(text, "application/xml");
  const all = (name) => [...tree.getElementsByTagNameNS("*", name)];
  const direct = (node, name) => [...node.children].filter((child) => child.localName === name).map((child) => child.textContent.trim());
  return {
    file,
    broken: tree.querySelector("parsererror")?.textContent ?? null,
    root: tree.documentElement.localName,
    locations: all("loc").map((node) => node.textContent),
    feed: direct(tree.documentElement, "id").concat(direct(tree.documentElement, "title"), direct(tree.documentElement, "updated")).length,
    entries: all("entry").map((entry) => ({
      lacking: ["id", "title", "updated"].filter((name) => !direct(entry, name)[0]),
      updated: direct(entry, "updated")[0],
      link: [...entry.children].find((child) => child.localName === "link" && (child.getAttribute("rel") ?? "alternate") === "alternate")?.getAttribute("href"),
    })),
  };
});

export async function checkMachines(browser, url, output, prefix, fault) {
  const read = (file) => fs.readFileSync(path.join(output, file), "utf8");
  const files = listFiles(output);
  const there = (address) => {
    if (!address?.startsWith(`https://example.org${prefix}`)) return false;
    const inner = decodeURIComponent(new URL(address).pathname).slice(prefix.length);
    return files.includes(inner === "" || inner.endsWith("/") ? `${inner}index.html` : inner);
  };
  const page = await browser.newPage();
  const trees = await page.evaluate(inBrowser, files.filter((file) => file.endsWith(".xml")).map((file) => [file, read(file)]));
  await page.close();
  for (const { file, broken, root, locations, feed, entries } of trees) {
    if (broken) fault(file, broken);
    for (const address of locations) if (!there(address)) fault(file, `\`${address}\` leads nowhere`);
    if (root !== "feed") continue;
    if (feed !== 3) fault(file, "a feed has one id, one title and one date");
    for (const entry of entries) {
      if (entry.lacking.length) fault(file, `an entry lacks ${entry.lacking.join(", ")}`);
      if (!/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(entry.updated)) fault(file, `\`${entry.updated}\` is no RFC 3339 instant`);
      if (!there(entry.link)) fault(file, `\`${entry.link}\` leads nowhere`);
    }
  }
  for (const file of files.filter((name) => name.endsWith(".json"))) {
    let value;
    try { value = JSON.parse(read(file)); } catch (error) { fault(file, error.message); continue; }
    if (!path.basename(file).startsWith("feed")) continue;
    if (value.version !== "https://jsonfeed.org/version/1.1" || !value.title || !Array.isArray(value.items)) fault(file, "not a JSON Feed 1.1");
    for (const item of value.items ?? []) if (!item.id || !there(item.url)) fault(file, `\`${item.url}\` leads nowhere`);
  }
  for (const { file, html } of listPages(output)) {
    for (const [, text] of html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)) {
      try { JSON.parse(text); } catch (error) { fault(file, `JSON-LD: ${error.message}`); }
    }
  }
}
