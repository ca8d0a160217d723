// node check.mjs OUTPUT PREFIX PICTURES: every check on one built site; prints what is wrong and exits 1 if anything is.

import { chromium } from "playwright-core";
import { listPages, serve } from "./site.mjs";
import { checkLinks } from "./links.mjs";
import { checkMarkup } from "./markup.mjs";
import { checkMachines } from "./machines.mjs";
import { look } from "./look.mjs";

const [output, prefix = "/", pictures = "pictures"] = process.argv.slice(2);
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);

const pages = listPages(output);
const server = await serve(output, prefix);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic"],
});
try {
  checkMarkup(output, fault);
  checkLinks(output, prefix, pages, fault);
  await checkMachines(browser, server.url, output, prefix, fault);
  await look(browser, server, pages, pictures, fault);
} finally {
  await browser.close();
  server.close();
}

for (const text of [...new Set(faults)].sort()) console.log(text);
console.log(`${pages.length} pages below ${prefix}: ${faults.length ? `${faults.length} faults` : "nothing to complain of"}`);
process.exitCode = faults.length ? 1 : 0;
