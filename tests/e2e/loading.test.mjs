// What a visitor sees before and without the program, and what the built files promise.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { withPage } from "./harness.mjs";
import { DIST, shippedHeaders } from "./server.mjs";

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const REFUSED = /could not start/;

test("the program replaces the static page", withPage({}, async ({ page }) => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.locator("#boot-note").count(), 0);
  // Nothing of the static page stays beside the program's own.
  assert.equal(await page.getByRole("banner").count(), 1);
  assert.equal(await page.getByRole("main").count(), 1);
}));

for (const [what, pattern] of [["the WebAssembly", /\.wasm$/], ["its glue", /page-\w+\.js$/]]) {
  test(`a sentence says so when ${what} does not arrive`, withPage({
    settled: null,
    before: ({ page }) => page.route(pattern, (route) => route.abort()),
    expected: [/ERR_FAILED/, /Failed to fetch/],
  }, async ({ page, axe }) => {
    const note = page.getByRole("alert");
    await note.waitFor();
    assert.match(await note.textContent(), REFUSED);
    await axe();
  }));
}

const REST = /rest-\w+\.wasm$/;

test("what only other views need is in the second half of the program", async () => {
  const files = await readdir(DIST);
  const half = async (pattern) => readFile(join(DIST, files.find((name) => pattern.test(name))), "latin1");
  const [first, rest] = [await half(/^page_bg-\w+\.wasm$/), await half(REST)];
  assert.ok(first.includes("credits you can get"));
  // One sentence of each view: if one is in the first half, so is its code.
  for (const text of ["What will this pipeline cost?", "What will this benchmark cost?"]) {
    assert.ok(rest.includes(text) && !first.includes(text), text);
  }
});

test("the first view answers before the second half of the program arrives", withPage({
  settled: "#rest-note",
  before: ({ page }) => page.route(REST, () => {}),
}, async ({ page, axe }) => {
  const cards = page.locator(".cards");
  const one = await cards.textContent();
  await page.getByRole("textbox", { name: "Credits" }).fill("2");
  await page.waitForFunction((text) => document.querySelector(".cards").textContent !== text, one);
  await axe();
  await page.getByRole("link", { name: "Pipeline" }).click();
  await page.getByRole("heading", { level: 1, name: "Pipeline" }).waitFor();
  await page.getByText("This part of the calculator is loading.").waitFor();
  await axe();
}));

test("a link is kept while its view has not arrived, and trying again brings what it says", withPage({
  path: "/#/benchmark",
  // A reload may break off the icon.
  expected: [/ERR_FAILED/, /Failed to load resource/, /icon\.svg net::ERR_ABORTED/],
}, async ({ page, axe }) => {
  await page.locator(".samples button").first().click();
  const total = page.getByRole("region", { name: "Total" });
  const sum = await total.textContent();
  await page.waitForFunction(() => location.hash.includes("model="));
  const hash = await page.evaluate(() => location.hash);

  await page.route(REST, (route) => route.abort());
  await page.reload();
  const note = page.getByRole("alert");
  await note.getByText("This part of the calculator did not arrive.").waitFor();
  await axe();
  // Longer than the page waits before it brings the address up to date.
  await page.waitForTimeout(600);
  assert.equal(await page.evaluate(() => location.hash), hash);
  await note.getByRole("button", { name: "Try again" }).click();
  await note.waitFor();

  await page.unroute(REST);
  await note.getByRole("button", { name: "Try again" }).click();
  // The wallet comes last.
  await total.getByRole("button", { name: "Add credits" }).waitFor();
  assert.equal(await total.textContent(), sum);
  assert.equal(await page.evaluate(() => location.hash), hash);
}));

for (const [what, pattern] of [["the journal", /journal-\w+\.js$/], ["the journal's library", /idb-\w+\.js$/], ["a host's file", /host\.js$/]]) {
  test(`the calculator starts when ${what} does not arrive`, withPage({
    before: ({ page }) => page.route(pattern, (route) => route.abort()),
    expected: [/ERR_FAILED/, /Failed to fetch/],
  }, async ({ page, axe }) => {
    await page.getByRole("textbox", { name: "Credits" }).waitFor();
    await axe();
  }));
}

test("the calculator starts when a host's file hangs", withPage({
  before: ({ page }) => page.route(/host\.js$/, () => {}),
}, async ({ page }) => {
  await page.getByRole("textbox", { name: "Credits" }).waitFor();
}));

test("a host's file keeps its name, and the library's licence lies beside it", async () => {
  const files = await readdir(DIST);
  assert.ok(files.includes("host.js"));
  const library = await readFile(join(DIST, files.find((name) => /^idb-\w+\.js$/.test(name))), "utf8");
  const [, licence] = /^\/\*! idb, \(c\) 2016 Jake Archibald, ISC License: see (\S+) \*\//.exec(library);
  assert.match(await readFile(join(DIST, licence), "utf8"), /Permission to use, copy, modify/);
});

test("the policy stands in the page and in the shipped headers", async () => {
  // Who may frame the page can only be said in a header.
  assert.equal((await shippedHeaders())("/")["Content-Security-Policy"], `${POLICY}; frame-ancestors 'self'`);
  const html = await readFile(join(DIST, "index.html"), "utf8");
  assert.ok(html.includes(`content="${POLICY}"`));
});

test("a request to another origin is refused, and the harness notices", withPage({
  expected: [/connect-src/, /elsewhere\.invalid/],
}, async ({ page, problems }) => {
  const outcome = await page.evaluate(() => new Promise((done) => {
    // The answer leaves the page after the report of the violation.
    const refused = () => setTimeout(() => done("refused"), 100);
    fetch("https://elsewhere.invalid/").then(() => done("sent"), refused);
  }));
  assert.equal(outcome, "refused");
  assert.match(problems.join("\n"), /^policy: connect-src refused https:\/\/elsewhere\.invalid/m);
}));

test("a string cannot become markup or a script", withPage({
  expected: [/trusted-types/i, /TrustedHTML/],
}, async ({ page }) => {
  const outcome = await page.evaluate(() => {
    try {
      document.createElement("p").innerHTML = "<b>x</b>";
      return "assigned";
    } catch (cause) {
      return cause.name;
    }
  });
  assert.equal(outcome, "TypeError");
}));

test("the built page is valid, and holds no inline script and no inline style", async () => {
  const validator = new HtmlValidate(JSON.parse(await readFile(new URL("../html-validate.json", import.meta.url), "utf8")));
  const report = await validator.validateFile(join(DIST, "index.html"));
  assert.deepEqual(report.results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`)), []);
  const html = await readFile(join(DIST, "index.html"), "utf8");
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|data-trunk/);
  assert.match(html, /<script type="module" src="boot-[0-9a-f]{16}\.js"/);
});

test("every file that the page names is there", async () => {
  const html = await readFile(join(DIST, "index.html"), "utf8");
  const names = [...html.matchAll(/(?:href|src)="([^"#][^"]*)"/g)].map(([, name]) => name.split("#")[0]);
  const files = await readdir(DIST, { recursive: true });
  assert.ok(names.length >= 5);
  assert.deepEqual(names.filter((name) => !files.includes(name)), []);
});
