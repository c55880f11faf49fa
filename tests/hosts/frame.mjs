// Three origins for the tests of the iframe: the built page with embed.html, a page around it, and somebody else's.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { shippedHeaders } from "../e2e/server.mjs";
import { MODULES, pack } from "./packed.mjs";
import { site } from "./site.mjs";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const HOST = fileURLToPath(new URL("./iframe/", import.meta.url));

const BLANK = '<!doctype html><html lang="en"><title>Blank</title><h1>Blank</h1></html>';

/** A page that claims to be embed.html: `hello(fields)` introduces it, `say(text)` speaks through the port. */
const ROGUE = `<!doctype html><html lang="en"><title>Rogue</title><script>
  globalThis.heard = [];
  globalThis.welcomes = [];
  addEventListener("message", ({ data, origin }) => welcomes.push({ data, origin }));
  globalThis.hello = (fields = {}, ports) => {
    const { port1, port2 } = new MessageChannel();
    globalThis.port = port1;
    port1.onmessage = ({ data }) => heard.push(data);
    parent.postMessage(JSON.stringify({ "one-credit": 1, type: "hello", nonce: "0123456789abcdef", ...fields }), "*", ports ?? [port2]);
  };
  globalThis.say = (...texts) => { for (const text of texts) port.postMessage(text); };
  globalThis.open = () => say('{"type":"open","element":"credit-estimate","version":"1.0.0"}');
</script></html>`;

let opened;

/** Closes what `sites` has opened. */
export async function close() {
  for (const site of Object.values((await opened) ?? {})) await site.close();
}

/** `{ prices, broken, unallowed, designer, elsewhere }`, each with its `origin`; opened once for a test file. */
export function sites() {
  opened ??= open();
  return opened;
}

async function open() {
  // With the headers that the release ships: sandboxed frames are of another origin than their own files.
  const headers = await shippedHeaders(DIST);
  const prices = await site({ folders: { "/": DIST }, headers });
  // embed.html as it is, but some of what it loads is not there or is not what it was.
  const broken = await site({
    folders: { "/": DIST },
    missing: [`/${await elements()}/define.js`],
    headers,
  });
  const unallowed = await site({
    folders: { "/": DIST },
    headers: (path) => ({ ...headers(path), ...(path === "/embed.html" ? { "Content-Security-Policy": "script-src 'self'" } : {}) }),
  });
  const elsewhere = await site({ pages: { "/rogue.html": ROGUE, "/blank.html": BLANK, "/favicon.ico": "" } });
  const bundle = await bundled();
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'; " +
    `frame-src ${[prices, broken, unallowed, elsewhere].map(({ origin }) => origin).join(" ")}`;
  const pages = { "/page.js": bundle, "/blank.html": BLANK };
  for (const [name, settings] of Object.entries({
    plain: { src: `${prices.origin}/embed.html#credit-estimate`, origin: prices.origin },
    sandboxed: { src: `${prices.origin}/embed.html#credit-estimate`, origin: "null", sandbox: "allow-scripts" },
    broken: { src: `${broken.origin}/embed.html#credit-estimate`, origin: broken.origin },
  })) {
    pages[`/${name}/settings.json`] = JSON.stringify(settings);
    for (const file of ["index.html", "page.css"]) pages[`/${name}/${file}`] = await readFile(join(HOST, file));
    pages[`/${name}/page.js`] = bundle;
  }
  const { folder } = await pack();
  const folders = { "/one-credit/": join(folder, "node_modules", "one-credit") };
  const designer = await site({ pages, folders, headers: { "Content-Security-Policy": policy } });
  return { prices, broken, unallowed, elsewhere, designer };
}

/** The page's script as its author would build it. */
async function bundled() {
  const { folder } = await pack();
  const { outputFiles } = await build({
    entryPoints: [join(HOST, "page.js")],
    bundle: true,
    format: "esm",
    target: "es2022",
    write: false,
    nodePaths: [join(folder, "node_modules"), MODULES],
    tsconfigRaw: {},
    logLevel: "silent",
  });
  return outputFiles[0].contents;
}

/** The name of the folder in which embed.html finds the elements. */
export async function elements() {
  const html = await readFile(join(DIST, "embed.html"), "utf8");
  return /href="(elements-[0-9a-f]{16})\/define\.js"/.exec(html)[1];
}

/** The frame in the page, once it has loaded what `address` says. */
export async function frameAt(page, address) {
  for (;;) {
    const frame = page.frames().find((frame) => frame.url().includes(address));
    if (frame) {
      await frame.waitForLoadState();
      return frame;
    }
    await page.waitForTimeout(20);
  }
}
