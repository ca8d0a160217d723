// A built site: its pages, and a server that answers as GitHub Pages does.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
  ".json": "application/json", ".xml": "application/xml", ".svg": "image/svg+xml", ".png": "image/png",
  ".webp": "image/webp", ".md": "text/markdown; charset=utf-8", ".wasm": "application/wasm", ".txt": "text/plain; charset=utf-8",
};

export function listFiles(folder) {
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .sort();
}

// Every page: its file, its HTML, and its kind, which the class of its body names ("redirect" where there is none).
export function listPages(output) {
  return listFiles(output).filter((file) => file.endsWith(".html")).map((file) => {
    const html = fs.readFileSync(path.join(output, file), "utf8");
    const kind = /<body class="page-([a-z_]+)/.exec(html)?.[1] ?? "redirect";
    return { file, html, kind, address: file.replace(/(^|\/)index\.html$/, "$1") };
  });
}

export function serve(output, prefix) {
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const inner = address.startsWith(prefix) ? address.slice(prefix.length) : null;
    const wanted = inner === null ? "" : path.join(output, inner.endsWith("/") || inner === "" ? `${inner}index.html` : inner);
    const found = wanted && fs.existsSync(wanted) && fs.statSync(wanted).isFile();
    const file = found ? wanted : path.join(output, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
    response.end(fs.readFileSync(file));
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => {
    const host = `http://127.0.0.1:${server.address().port}`;
    done({ host, url: `${host}${prefix}`, weight: (html) => weight(html, output, prefix), close: () => server.close() });
  }));
}

// The compressed bytes of the stylesheets and scripts that a page names.
function weight(html, output, prefix) {
  const names = [...html.matchAll(/<(?:link rel="stylesheet" href|script src)="([^"]*)"/g)].map((match) => match[1]);
  return names.map((name) => path.join(output, name.slice(prefix.length))).filter((file) => fs.existsSync(file))
    .reduce((sum, file) => sum + zlib.gzipSync(fs.readFileSync(file)).length, 0);
}
