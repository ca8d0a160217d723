// node preview.mjs DESPATCH: the browser's part of the preview, in a browser: what is swapped, morphed, laid over and kept.

import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const [despatch] = process.argv.slice(2);
const site = mkdtempSync(join(tmpdir(), "despatch-preview-"));
const write = (path, text) => {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), text);
};
const paragraphs = (first) => [first, ...Array.from({ length: 80 }, (_, at) => `Paragraph ${at}.`)].join("\n\n");
const briefing = (title, body) => `+++\ntitle = ${JSON.stringify(title)}\ndate = 2026-01-02\n+++\n\n${body}\n`;

write("site.toml", 'title = "Desk"\nbase_url = "https://example.org/site/"\nlanguage = "en-GB"\n');
write("content/briefings/a.md", briefing("First", paragraphs("One.")));
write("content/briefings/b.md", briefing("Second", "Two."));
write("static/custom.css", "body { border-top: 3px solid rgb(1, 2, 3) }");

const program = spawn(despatch, ["serve", "--port", "0", "--editor", "code", "--site", site], { stdio: ["ignore", "pipe", "inherit"] });
const [address] = (await createInterface({ input: program.stdout })[Symbol.asyncIterator]().next()).value.split("\n");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic"],
});
const checks = [];
const check = (name, run) => checks.push([name, run]);
const complaints = [];

const page = await browser.newPage();
page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
page.on("pageerror", (error) => complaints.push(String(error)));
const within = (selector) => page.locator(`despatch-preview ${selector}`);
const loaded = () => page.evaluate(() => { window.loadedOnce = true; });
const stillLoaded = () => page.evaluate(() => window.loadedOnce === true);

check("a page is brought up to date in place, and keeps its scroll position and what scripts made of it", async () => {
  await page.goto(`${address}briefings/a/`);
  await page.waitForLoadState("load").catch(() => {});
  await loaded();
  await page.evaluate(() => { scrollTo({ top: 600, behavior: "instant" }); document.querySelector("main").dataset.mine = "kept"; });
  const top = await page.evaluate(() => scrollY);
  assert.equal(top, 600);
  write("content/briefings/a.md", briefing("First", paragraphs("Changed **in place**.")));
  await page.getByText("Changed in place.").waitFor({ state: "attached" });
  assert.equal(await page.locator("main strong").first().textContent(), "in place");
  assert.ok(await stillLoaded(), "it was loaded again");
  assert.equal(await page.evaluate(() => scrollY), top);
  assert.equal(await page.evaluate(() => document.querySelector("main").dataset.mine), "kept");
});

check("a page looks in the preview as it does without its overlay and bar", async () => {
  const looks = (of) => of.evaluate(() => [...document.body.querySelectorAll(":not(despatch-preview)")].map((node) => {
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const told = ["display", "position", "color", "backgroundColor", "fontFamily", "fontSize", "textAlign", "overflow", "margin", "padding"];
    return [node.nodeName, node.className, box.width, box.height, ...told.map((name) => style[name])].join(" ");
  }));
  const other = await browser.newPage();
  await other.route("**/-/despatch/preview.*", (route) => route.abort());
  for (const path of ["", "briefings/", "briefings/a/"]) {
    await page.goto(`${address}${path}`);
    await within(".bar").waitFor();
    await other.goto(`${address}${path}`);
    assert.deepEqual(await looks(page), await looks(other), path);
  }
  await other.close();
});

check("a morphed page is the page that a fresh load gives", async () => {
  await page.goto(`${address}briefings/a/`);
  await loaded();
  const inserted = paragraphs("Changed **in place**.").replace("Paragraph 3.", "Paragraph 3.\n\n## A heading\n\n- one\n- two\n\n> quoted").replace("Paragraph 9.\n\n", "");
  write("content/briefings/a.md", briefing("Another title", inserted));
  await page.waitForFunction(() => document.title.includes("Another title") && document.querySelector("main blockquote"));
  assert.ok(await stillLoaded());
  const bare = () => page.evaluate(() => {
    const tree = document.querySelector("main").cloneNode(true);
    tree.removeAttribute("data-mine");
    for (const node of tree.querySelectorAll("button, [aria-current]")) node.matches("button") ? node.remove() : node.removeAttribute("aria-current");
    return tree.innerHTML;
  });
  const morphed = await bare();
  await page.reload();
  assert.equal(morphed, await bare());
});

check("a stylesheet is swapped without loading the page again", async () => {
  await loaded();
  write("static/custom.css", "body { border-top: 3px solid rgb(9, 8, 7) }");
  await page.waitForFunction(() => getComputedStyle(document.body).borderTopColor === "rgb(9, 8, 7)");
  assert.ok(await stillLoaded());
});

check("errors lie over the last good page, escaped, and go by themselves", async () => {
  write("content/briefings/a.md", '+++\ntitle = "x"\nnonsense = "<img src=x onerror=window.bad=1>"\n+++\n\nBroken.\n');
  await within(".overlay li").first().waitFor();
  const text = await within(".overlay").textContent();
  assert.match(text, /nonsense/);
  assert.match(text, /content\/briefings\/a\.md:3/);
  assert.match(await within(".overlay a").first().getAttribute("href"), /^vscode:\/\/file\/.*a\.md:3:/);
  assert.equal(await page.evaluate(() => window.bad), undefined);
  assert.match(await page.title(), /Another title/);
  write("content/briefings/a.md", briefing("Mended", "Mended."));
  await within(".overlay").waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.title.includes("Mended"));
  assert.ok(await stillLoaded());
});

check("settings, templates and static files that are broken are laid over the page alike, and go when they are mended", async () => {
  const settings = 'title = "Desk"\nbase_url = "https://example.org/site/"\nlanguage = "en-GB"\n';
  const over = async (place) => {
    await within(".overlay li").filter({ hasText: place }).first().waitFor();
    assert.ok(await page.locator("main").isVisible(), "the last good page");
  };
  const gone = () => within(".overlay").waitFor({ state: "hidden" });
  write("site.toml", "title = \n");
  await over("site.toml:1");
  write("site.toml", settings);
  await gone();
  write("templates/briefing.html", "{% if %}");
  await over("templates/briefing.html:1");
  rmSync(join(site, "templates"), { recursive: true });
  await gone();
  symlinkSync("/etc", join(site, "static/outside"));
  await over("static/outside");
  unlinkSync(join(site, "static/outside"));
  await gone();
  assert.ok(await stillLoaded());
});

check("a page that did not change is neither loaded again nor asked for", async () => {
  await page.goto(`${address}search/`);
  await page.waitForLoadState("load").catch(() => {});
  await loaded();
  const asked = [];
  // A browser fetches the icon of a page when it likes, and may still be at it.
  page.on("request", (request) => { if (!request.url().includes("/favicon.")) asked.push(request.url()); });
  const other = await browser.newPage();
  await other.goto(`${address}briefings/b/`);
  write("content/briefings/b.md", briefing("Second", "Two.\n\nA paragraph that no list shows."));
  await other.getByText("A paragraph that no list shows.").waitFor({ state: "attached" });
  await other.close();
  assert.deepEqual(asked, []);
  assert.ok(await stillLoaded());
});

check("the browser goes to the page that changed where it is asked to, and stays where it is not", async () => {
  assert.equal(page.url(), `${address}search/`);
  const tab = await browser.newPage();
  const other = spawn(despatch, ["serve", "--port", "0", "--navigate", "--no-bar", "--site", site], { stdio: ["ignore", "pipe", "ignore"] });
  try {
    const [start] = (await createInterface({ input: other.stdout })[Symbol.asyncIterator]().next()).value.split("\n");
    await tab.goto(`${start}search/`);
    await tab.waitForLoadState("load").catch(() => {});
    assert.ok(await tab.locator("despatch-preview .bar").isHidden(), "without a bar");
    write("content/briefings/b.md", briefing("Second", "Two.\n\nAnd where it is."));
    await tab.waitForURL(`${start}briefings/b/`);
    await tab.getByText("And where it is.").waitFor();
  } finally {
    await tab.close();
    other.kill();
  }
});

check("the overlay can be closed with the keyboard", async () => {
  write("content/briefings/b.md", "+++\ntitle = \n+++\n");
  await within(".overlay li").first().waitFor();
  await page.keyboard.press("Escape");
  await within(".overlay").waitFor({ state: "hidden" });
  write("content/briefings/b.md", briefing("Second", "Two."));
});

check("the bar says what the page is, and all of it is reached by the keyboard", async () => {
  await page.goto(`${address}briefings/a/`);
  await within(".bar .state").waitFor();
  assert.match(await within(".bar").textContent(), /published.*unmarked/s);
  await within("[data-key=notes]").click();
  assert.match(await within(".panel").textContent(), /content\/briefings\/a\.md/);
  assert.match(await within(".panel a").first().getAttribute("href"), /^vscode:\/\/file\//);
  await page.keyboard.press("Escape");
  const names = await within(".bar").evaluate((bar) => [...bar.querySelectorAll("button, a, select, input")].map((node) => node.tabIndex));
  assert.ok(names.length >= 6 && names.every((index) => index === 0));
  await within(".bar button", { hasText: "What was understood" }).getByText("What was understood").click();
  await within(".panel pre").waitFor();
  assert.match(await within(".panel").textContent(), /Mended/);
  await page.keyboard.press("Escape");
  await within(".panel").waitFor({ state: "hidden" });
});

check("light, dark, print and a narrow page are shown on demand", async () => {
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim());
  await within("[data-key=scheme]").selectOption("dark");
  const dark = await paper();
  await within("[data-key=scheme]").selectOption("light");
  assert.notEqual(await paper(), dark);
  const menu = () => page.locator("header nav").first().isVisible();
  assert.ok(await menu());
  await within("[data-key=print]").selectOption("on");
  assert.ok(!(await menu()), "as printed, there is no menu");
  await within("[data-key=print]").selectOption("");
  assert.ok(await menu());
  await within("[data-key=width]").selectOption("360");
  const frame = await (await within(".frame iframe").elementHandle()).contentFrame();
  await frame.waitForLoadState();
  assert.equal(await frame.evaluate(() => innerWidth), 360);
  await within("[data-key=width]").selectOption("");
});

check("the site is looked at at another instant", async () => {
  write("content/briefings/later.md", "+++\ntitle = \"Later\"\ndate = 2026-01-02\nembargo = 2999-01-01T06:00:00Z\n+++\n\nLater.\n");
  await page.goto(address);
  const next = within("[data-key=next]");
  await next.waitFor();
  await next.click();
  await page.getByText("Later").first().waitFor({ state: "attached" });
  await within("[data-key=now]").click();
  await page.waitForFunction(() => !document.querySelector("main").textContent.includes("Later"));
  await within("[data-key=at]").fill("2999-06-01T12:00");
  await page.getByText("Later").first().waitFor({ state: "attached" });
  assert.match(await within(".bar").textContent(), /as at 2999-0/);
  await within("[data-key=now]").click();
  await page.waitForFunction(() => !document.querySelector("main").textContent.includes("Later"));
});

check("the bar can be hidden for the session", async () => {
  await within("[data-key=hide]").click();
  await within(".bar").waitFor({ state: "hidden" });
  await page.reload();
  assert.ok(await within(".bar").isHidden());
});

let failed = 0;
try {
  for (const [name, run] of checks) {
    try {
      await run();
      console.log(`ok: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED: ${name}\n${error.stack}`);
    }
  }
  if (complaints.length) {
    failed += 1;
    console.log(`the console complained:\n${complaints.join("\n")}`);
  }
} finally {
  await browser.close();
  program.kill();
  rmSync(site, { recursive: true });
}
process.exitCode = failed ? 1 : 0;
