// The release behind Debian's nginx: what each file is sent with, and the page in a browser.
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { withPage } from "../e2e/harness.mjs";
import { DIST } from "../e2e/server.mjs";
import { builtFiles, forBrowsers, headersOf, typeOf } from "./files.mjs";
import { serveByNginx } from "./nginx.mjs";

const files = await builtFiles();
const pages = forBrowsers(files);
const wasm = pages.find((name) => /^page_bg-.*\.wasm$/.test(name));

let nginx;
let asShipped;
let inFolder;
let around;
before(async () => {
  around = await mkdtemp(join(tmpdir(), "one-credit-site-"));
  await cp(DIST, join(around, "tools/one-credit"), { recursive: true });
  nginx = await serveByNginx();
  asShipped = await serveByNginx(DIST, { brotli: false });
  inFolder = await serveByNginx(around, { site: DIST });
});
after(async () => {
  await Promise.all([nginx, asShipped, inFolder].map((server) => server?.close()));
  if (around) await rm(around, { recursive: true, force: true });
});

/** One request, its path sent as it stands: `{ status, headers, body }`. */
function ask(path, { server = nginx, method = "GET", ...headers } = {}) {
  const { hostname, port } = new URL(server.origin);
  return new Promise((done, failed) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    sent.on("error", failed).end();
  });
}

const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body) => body };

async function isSentAsItIs(name, response, encoding) {
  const { status, headers, body } = response;
  assert.equal(status, 200);
  assert.equal(headers["content-encoding"] ?? "identity", encoding);
  assert.ok(UNPACK[encoding](body).equals(await readFile(join(DIST, name))), "its bytes");
  assert.equal(headers["content-type"].split(";")[0], typeOf(name));
  if (/html|css|javascript/.test(typeOf(name))) assert.match(headers["content-type"], /; charset=utf-8$/);
  if (files.includes(`${name}.gz`)) assert.match(headers.vary ?? "", /accept-encoding/i);
  assert.match(headers.etag, /^"[^"]+"$/);
  for (const [header, value] of Object.entries(await headersOf(name))) {
    assert.equal(headers[header] ?? null, value, header);
  }
}

for (const name of pages) {
  test(`${name} is sent with its type, its bytes and its headers in every encoding`, async () => {
    const isPacked = files.includes(`${name}.br`);
    for (const [accepted, encoding] of [["gzip, deflate, br, zstd", "br"], ["gzip", "gzip"], ["identity", "identity"]]) {
      const response = await ask(`/${name}`, { "Accept-Encoding": accepted });
      await isSentAsItIs(name, response, isPacked ? encoding : "identity");
    }
    const plain = await ask(`/${name}`, { server: asShipped, "Accept-Encoding": "gzip, deflate, br" });
    await isSentAsItIs(name, plain, isPacked ? "gzip" : "identity");
    const inside = await ask(`/tools/one-credit/${name}`, { server: inFolder, "Accept-Encoding": "br" });
    await isSentAsItIs(name, inside, isPacked ? "br" : "identity");
  });
}

test("the address of the folder is the page's", async () => {
  await isSentAsItIs("index.html", await ask("/", { "Accept-Encoding": "br" }), "br");
  await isSentAsItIs("index.html", await ask("/tools/one-credit/", { server: inFolder }), "identity");
});

test("the address without its last slash leads there, at whatever address the server is", async () => {
  const { status, headers } = await ask("/tools/one-credit", { server: inFolder });
  assert.equal(status, 301);
  assert.equal(headers.location, "/tools/one-credit/");
});

test("HEAD answers with the same headers and no body", async () => {
  for (const name of ["index.html", wasm]) {
    const [get, head] = [await ask(`/${name}`), await ask(`/${name}`, { method: "HEAD" })];
    const { date: _, ...rest } = get.headers;
    for (const [header, value] of Object.entries(rest)) assert.equal(head.headers[header], value, header);
    assert.equal(head.body.length, 0);
    assert.equal(head.headers["content-length"], String(get.body.length));
  }
});

test("what the browser has is not sent again", async () => {
  for (const name of ["index.html", "host.js", wasm]) {
    const first = await ask(`/${name}`, { "Accept-Encoding": "br" });
    const again = await ask(`/${name}`, { "Accept-Encoding": "br", "If-None-Match": first.headers.etag });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
    assert.equal(again.headers["cache-control"], first.headers["cache-control"]);
    assert.equal(again.headers["content-security-policy"], first.headers["content-security-policy"]);
    const since = await ask(`/${name}`, { "Accept-Encoding": "br", "If-Modified-Since": first.headers["last-modified"] });
    assert.equal(since.status, 304);
    const other = await ask(`/${name}`, { "Accept-Encoding": "br", "If-None-Match": '"another"' });
    assert.equal(other.status, 200);
  }
});

test("the tags of a file's encodings differ", async () => {
  const tags = [];
  for (const accepted of ["br", "gzip", "identity"]) tags.push((await ask("/", { "Accept-Encoding": accepted })).headers.etag);
  assert.equal(new Set(tags).size, 3);
});

test("a part of a file can be asked for", async () => {
  const { status, headers, body } = await ask(`/${wasm}`, { Range: "bytes=0-3" });
  assert.equal(status, 206);
  assert.equal(body.toString("latin1"), "\0asm");
  assert.equal(headers["content-type"], "application/wasm");
});

test("what is not there is a 404 that nobody keeps", async () => {
  for (const path of ["/missing", "/missing.html", "/page-0123456789abcdef.js", "/rest-0123456789abcdef.wasm", "/missing/"]) {
    const { status, headers } = await ask(path);
    assert.equal(status, 404, path);
    assert.equal(headers["cache-control"], undefined, path);
    assert.equal(headers["access-control-allow-origin"], undefined, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
  }
});

test("no folder is listed", async () => {
  for (const path of ["/icons/", "/package/"]) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body.toString(), /icon|package\.json/);
  }
});

test("no path leads out of the folder", async () => {
  const up = ["/../nginx.conf", "/icons/../../nginx.conf", "/%2e%2e/%2e%2e/etc/hostname", "/icons/..%2f..%2f..%2fetc/hostname", "/..\\..\\etc\\hostname"];
  for (const path of up) {
    const { status } = await ask(path);
    assert.ok([400, 404].includes(status), `${status} for ${path}`);
  }
  // Within the folder a path may go up.
  assert.equal((await ask("/icons/../host.js")).status, 200);
});

test("only reading is allowed, and the server does not say which version it is", async () => {
  for (const method of ["POST", "PUT", "DELETE"]) assert.equal((await ask("/host.js", { method })).status, 405, method);
  assert.equal((await ask("/")).headers.server, "nginx");
});

for (const [where, origin] of [
  ["its root", () => nginx.origin],
  ["its root, without the module for brotli", () => asShipped.origin],
]) {
  test(`the page works from nginx at ${where}`, withPage({ origin }, async ({ page, axe }) => {
    await visitViews(page);
    await axe();
  }));
}

test("the page works in a folder of nginx", withPage({
  origin: () => inFolder.origin,
  path: "/tools/one-credit/",
}, async ({ page, axe }) => {
  await visitViews(page);
  assert.equal(new URL(page.url()).pathname, "/tools/one-credit/");
  await axe();
}));

async function visitViews(page) {
  for (const name of ["Pipeline", "Benchmark", "What can one credit do"]) {
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name, exact: true }).click();
    await page.locator(`nav a[aria-current=page]`, { hasText: name }).waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  // 2 C at 10 C for 1,000,000 characters is 200,000 characters: 100 pages.
  await page.getByRole("textbox", { name: "Credits" }).fill("2");
  await page.getByText("exactly 100", { exact: true }).waitFor();
}

test("the program compiles while it arrives, compressed", withPage({ origin: () => nginx.origin }, async ({ page }) => {
  const [response, exports] = await Promise.all([
    page.waitForResponse((response) => response.url().endsWith(`${wasm}?again`)),
    // Refused for any type but application/wasm.
    page.evaluate(async (name) => {
      const module = await WebAssembly.compileStreaming(fetch(`./${name}?again`));
      return WebAssembly.Module.exports(module).map(({ name }) => name);
    }, wasm),
  ]);
  assert.equal(await response.headerValue("content-encoding"), "br");
  assert.ok(exports.includes("memory"));
}));

test("another site's page cannot frame the calculator", withPage({
  // Another host name is another site.
  origin: () => inFolder.origin.replace("127.0.0.1", "localhost"),
  path: null,
  expected: [/frame-ancestors/, /ERR_BLOCKED_BY_RESPONSE/, /leaves the origin/],
}, async ({ page, origin, problems }) => {
  const html = `<!doctype html><title>Stranger</title><link rel="icon" href="data:,"><iframe src="${nginx.origin}/"></iframe>`;
  await writeFile(join(around, "stranger.html"), html);
  const refused = page.waitForEvent("console", (message) => /frame-ancestors/.test(message.text()));
  await page.goto(`${origin}/stranger.html`);
  await refused;
  assert.match(problems.join("\n"), /ERR_BLOCKED_BY_RESPONSE/);
}));

test("its own site's pages can", withPage({ origin: () => inFolder.origin, path: null }, async ({ page, origin }) => {
  const html = `<!doctype html><title>Own</title><link rel="icon" href="data:,"><iframe src="tools/one-credit/" title="Calculator"></iframe>`;
  await writeFile(join(around, "own.html"), html);
  await page.goto(`${origin}/own.html`);
  await page.frameLocator("iframe").getByRole("textbox", { name: "Credits" }).waitFor();
}));

test("another site's page frames an element in a sandbox, and speaks with it by a script from here", withPage({
  origin: () => inFolder.origin.replace("127.0.0.1", "localhost"),
  path: null,
  expected: [/leaves the origin/],
}, async ({ page, origin }) => {
  const frame = pages.find((name) => /^elements-[0-9a-f]{16}\/frame\.js$/.test(name));
  const wallet = '{ total: "25", reserved: "4.5" }';
  await writeFile(join(around, "sandbox.html"), `<!doctype html><title>Stranger</title><link rel="icon" href="data:,">
    <iframe title="Balance" sandbox="allow-scripts" src="${nginx.origin}/embed.html#credit-balance"></iframe>
    <script type="module">
      import { connect } from "${nginx.origin}/${frame}";
      // An origin that is opaque.
      await connect(document.querySelector("iframe"), { origin: "null", properties: { wallet: ${wallet}, locale: "en" } });
      document.title = "Connected";
    </script>`);
  await page.goto(`${origin}/sandbox.html`);
  await page.waitForFunction(() => document.title === "Connected");
  // 25 - 4.5
  await page.frameLocator("iframe").getByText("20.50").first().waitFor();
}));

test("nginx notes nothing but what is missing", async () => {
  const lines = (await nginx.log()).split("\n").filter((line) => /\[(warn|error|crit|alert|emerg)\]/.test(line));
  assert.deepEqual(lines.filter((line) => !/No such file|is forbidden|is not found/.test(line)), []);
  assert.equal(/\[warn\]/.test(await asShipped.log()), false);
});
