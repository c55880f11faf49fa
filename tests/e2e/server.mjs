// A static server on the loopback address that behaves as a good host does: types, compression, the headers of dist/_headers.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** Serves `folder` at a free port; gives `{ origin, close() }`. */
export async function serve(folder = DIST) {
  const headersOf = await shippedHeaders(folder);
  const server = createServer(async (request, response) => {
    let headers = {};
    try {
      const { pathname } = new URL(request.url, "http://localhost");
      headers = headersOf(pathname);
      const inside = normalize(decodeURIComponent(pathname)).split(sep).filter((part) => part !== "..").join(sep);
      const file = join(folder, inside.endsWith(sep) ? `${inside}index.html` : inside);
      const type = TYPES[extname(file)] ?? "application/octet-stream";
      const sent = { ...headers, "Content-Type": type, "Cache-Control": "no-store" };
      const accepted = request.headers["accept-encoding"] ?? "";
      const packed = /\bbr\b/.test(accepted) ? await readFile(`${file}.br`).catch(() => null) : null;
      const body = packed ?? (await readFile(file));
      response.writeHead(200, packed ? { ...sent, "Content-Encoding": "br" } : sent).end(body);
    } catch (cause) {
      const status = cause?.code === "ENOENT" || cause?.code === "EISDIR" ? 404 : 400;
      response.writeHead(status, { ...headers, "Content-Type": "text/plain" }).end(`${status}\n`);
    }
  });
  await new Promise((listening, failed) => server.once("error", failed).listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/** The headers that the release ships for hosts: a function from a path to an object. */
export async function shippedHeaders(folder = DIST) {
  const rules = shippedRules(await readFile(join(folder, "_headers"), "utf8"));
  return (path) => Object.fromEntries(rules.filter(({ matches }) => matches(path)).flatMap(({ headers }) => headers));
}

/** The rules of a `_headers` file: `{ pattern, matches(path), headers: [[name, value]] }`. */
export function shippedRules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
    if (line.startsWith("/")) {
      const start = line.endsWith("/*") ? line.slice(0, -1) : null;
      rules.push({ pattern: line, matches: (path) => (start ? path.startsWith(start) : path === line), headers: [] });
    } else {
      rules.at(-1).headers.push(line.trim().split(/:\s*(.*)/s).slice(0, 2));
    }
  }
  return rules;
}
