// Every link, image, stylesheet and script of every page leads to a file of the site, and every fragment to an id.

import fs from "node:fs";
import path from "node:path";

const decode = (text) => text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&#39;", "'");
const plain = (html) => html.replace(/<script\b[\s\S]*?<\/script>/g, "").replace(/<!--[\s\S]*?-->/g, "");

function targets(html) {
  const found = [...plain(html).matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map((match) => decode(match[1]));
  const sets = [...plain(html).matchAll(/\ssrcset="([^"]*)"/g)].flatMap((match) => match[1].split(",").map((one) => one.trim().split(" ")[0]));
  return [...found, ...sets];
}

export function checkLinks(output, prefix, pages, fault) {
  const ids = new Map(pages.map((page) => [page.file, new Set([...plain(page.html).matchAll(/\sid="([^"]*)"/g)].map((match) => decode(match[1])))]));
  for (const page of pages) {
    const base = new URL(page.address, `https://example.org${prefix}`);
    for (const target of new Set(targets(page.html))) {
      const url = new URL(target, base);
      if (url.origin !== base.origin) continue;
      if (!url.pathname.startsWith(prefix)) {
        fault(page.file, `\`${target}\` leaves the prefix`);
        continue;
      }
      const inner = decodeURIComponent(url.pathname.slice(prefix.length));
      const file = inner === "" || inner.endsWith("/") ? `${inner}index.html` : inner;
      if (!fs.existsSync(path.join(output, file))) fault(page.file, `\`${target}\` leads nowhere`);
      else if (url.hash && ids.has(file) && !ids.get(file).has(decodeURIComponent(url.hash.slice(1)))) fault(page.file, `\`${target}\` has no such anchor`);
    }
    const seen = [...plain(page.html).matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    if (new Set(seen).size !== seen.length) fault(page.file, `an id stands twice: ${seen.filter((id, at) => seen.indexOf(id) !== at).join(", ")}`);
  }
}
