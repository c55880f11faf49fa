// Sites on the loopback address, each an origin of its own, with the headers that a test gives them.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves files: `{ origin, asked, close() }`.
 *
 * `folders` maps the beginning of an address to a folder, the longest one first; `pages` maps an address to the text of a page;
 * `headers` are sent with everything, or a function of the path gives them. What is `missing` is not found, whatever a
 * folder holds. `asked` lists the paths that were asked for.
 */
export async function site({ folders = {}, pages = {}, headers = {}, missing = [] }) {
  const asked = [];
  const answer = async (path) => {
    if (missing.includes(path)) return null;
    if (path in pages) return pages[path];
    const start = Object.keys(folders)
      .sort((a, b) => b.length - a.length)
      .find((start) => path.startsWith(start));
    if (start === undefined) return null;
    const inside = normalize(path.slice(start.length)).split(sep).filter((part) => part !== "..").join(sep);
    return readFile(join(folders[start], inside)).catch(() => null);
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    asked.push(path);
    const body = await answer(decodeURIComponent(path));
    const own = typeof headers === "function" ? headers(path) : headers;
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const sent = { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Content-Type": type, ...own };
    response.writeHead(body === null ? 404 : 200, sent).end(body ?? "404\n");
  });
  await new Promise((listening, failed) => server.once("error", failed).listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
