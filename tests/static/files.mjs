// What the built folder holds for hosts, and what each file must be sent with. The table is written here a second time,
// apart from the program that writes the files for hosts.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "../e2e/server.mjs";

const TYPES = {
  css: "text/css",
  html: "text/html",
  js: "application/javascript",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
};

/** The paths of all files below `dist/`, with "/" between their parts. */
export async function builtFiles() {
  const entries = await readdir(DIST, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name).slice(DIST.length).replaceAll("\\", "/"))
    .sort();
}

/** Those of them that browsers ask for: neither the npm package, nor compressed copies, nor what is for the host. */
export const forBrowsers = (files) => files.filter((name) =>
  !/^package\/|\.(br|gz|conf)$/.test(name) && !["_headers", "SHA256SUMS"].includes(name) && !/LICENSE/.test(name));

/** The type without its parameters. */
export function typeOf(name) {
  const type = TYPES[name.split(".").at(-1)];
  if (!type) throw new Error(`No type is known for ${name}`);
  return type;
}

/** The headers of a file, in lower case; null for one that must be absent. */
export async function headersOf(name) {
  const isHashed = /-[0-9a-f]{16}(\.\w+$|\/)/.test(name);
  return {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy":
      "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), usb=(), payment=(self)",
    "cache-control": isHashed ? "public, max-age=31536000, immutable" : "no-cache",
    "access-control-allow-origin": isHashed ? "*" : null,
    "cross-origin-resource-policy": isHashed ? "cross-origin" : null,
    "content-security-policy": await policyOf(name),
  };
}

async function policyOf(name) {
  // The policy of a service worker is its own, and the page's fits it.
  const document = name === "sw.js" ? "index.html" : name;
  if (!document.endsWith(".html")) return null;
  const html = await readFile(join(DIST, document), "utf8");
  const [, policy] = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html);
  return name === "embed.html" ? policy : `${policy}; frame-ancestors 'self'`;
}
