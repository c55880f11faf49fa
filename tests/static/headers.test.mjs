// `_headers`, which Netlify and Cloudflare Pages read, the compressed copies, and the list of checksums.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { DIST, shippedRules } from "../e2e/server.mjs";
import { builtFiles, forBrowsers, headersOf, typeOf } from "./files.mjs";

const rules = shippedRules(await readFile(join(DIST, "_headers"), "utf8"));
const files = await builtFiles();
const pages = forBrowsers(files);

/** The addresses under which hosts serve a file: they drop `index.html` and `.html`. */
const addresses = (name) =>
  name === "index.html" ? ["/", "/index.html"] : name.endsWith(".html") ? [`/${name.slice(0, -5)}`, `/${name}`] : [`/${name}`];

for (const name of pages) {
  test(`the rules for ${name} give it what it needs`, async () => {
    for (const address of addresses(name)) {
      const found = rules.filter(({ matches }) => matches(address)).flatMap(({ headers }) => headers);
      const names = found.map(([header]) => header.toLowerCase());
      // Of two values for one header Netlify sends the later, and Cloudflare both, joined by a comma.
      assert.deepEqual(names.filter((header, at) => names.indexOf(header) !== at), [], `twice for ${address}`);
      const headers = Object.fromEntries(found.map(([header, value]) => [header.toLowerCase(), value]));
      for (const [header, value] of Object.entries(await headersOf(name))) {
        assert.equal(headers[header] ?? null, value, `${header} of ${address}`);
      }
      if (/\.(wasm|webmanifest)$/.test(name) && !name.includes("/")) assert.equal(headers["content-type"], typeOf(name));
    }
  });
}

test("each pattern stands once, and the limits of Cloudflare are kept", async () => {
  const patterns = rules.map(({ pattern }) => pattern);
  assert.deepEqual(patterns, [...new Set(patterns)]);
  assert.ok(rules.length <= 100, `${rules.length} rules`);
  const lines = (await readFile(join(DIST, "_headers"), "utf8")).split("\n");
  assert.deepEqual(lines.filter((line) => line.length > 2000), []);
});

test("no rule speaks of a file that is not there", () => {
  const known = new Set(pages.flatMap(addresses));
  const unknown = rules.map(({ pattern }) => pattern).filter((pattern) =>
    pattern.endsWith("/*") ? ![...known].some((path) => path.startsWith(pattern.slice(0, -1))) : !known.has(pattern));
  assert.deepEqual(unknown, []);
});

test("every file that compresses has both copies", () => {
  const texts = pages.filter((name) => /\.(css|html|js|json|svg|wasm|webmanifest)$/.test(name));
  assert.ok(texts.length > 8);
  assert.deepEqual(texts.flatMap((name) => [`${name}.br`, `${name}.gz`]).filter((name) => !files.includes(name)), []);
});

test("no built file tells where or by whom it was built", async () => {
  const root = DIST.replace(/dist.$/, "");
  const traces = [root, `${homedir()}/`, `${tmpdir()}/`, ".cargo/registry", "rustlib/src/rust", "/rustc/"];
  const found = [];
  for (const name of files.filter((name) => !/\.(br|gz)$/.test(name))) {
    const text = await readFile(join(DIST, name), "latin1");
    found.push(...traces.filter((trace) => text.includes(trace)).map((trace) => `${trace} in ${name}`));
  }
  assert.deepEqual(found, []);
});

test("SHA256SUMS lists every other file with its checksum, in the order of names", async () => {
  const lines = (await readFile(join(DIST, "SHA256SUMS"), "utf8")).trimEnd().split("\n");
  const expected = [];
  for (const name of files.filter((name) => name !== "SHA256SUMS")) {
    const sum = createHash("sha256").update(await readFile(join(DIST, name))).digest("hex");
    expected.push(`${sum}  ${name}`);
  }
  assert.deepEqual(lines, expected);
});

test("sha256sum finds every file as it is listed", async () => {
  const { stdout } = await promisify(execFile)("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: DIST });
  assert.equal(stdout.trimEnd().split("\n").every((line) => line.endsWith(": OK")), true);
});
