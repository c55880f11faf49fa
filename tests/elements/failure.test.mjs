// When the engine cannot start: the host's own content stays, one sentence says why, and a code tells the host's code.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { heard, PACKAGE, POLICY, sample, told, withHost } from "./harness.mjs";

const dub = await sample("dub");
const BODY = `<credit-estimate id="own"><p>Ask us for prices.</p></credit-estimate>`;
const SETUP = `Object.assign(document.querySelector("credit-estimate"), { pipeline: ${JSON.stringify(dub)}, volumes: { 0: { "seconds.audio": "3600" } } })`;
const PROVOKED = [/^console: /, /^request: .*(engine|quick)/, /^policy: /];

/** The element keeps the host's words, says the cause, and has told this code once. */
async function fails(page, code, says) {
  await told(page, "credit-error");
  const [error, ...more] = await heard(page, "credit-error");
  assert.equal(error.code, code, error.message);
  assert.match(error.message, says);
  assert.deepEqual(more, []);
  assert.ok(await page.getByText("Ask us for prices.").isVisible());
  await page.getByText(error.message).waitFor();
  assert.deepEqual(await heard(page, "credit-ready"), []);
  return error;
}

const asType = (name, type) => (path) => (path.endsWith(name) ? { "Content-Type": type } : {});

test("WebAssembly that the page's policy blocks", withHost({
  body: BODY, setup: SETUP, policy: POLICY.replace(" 'wasm-unsafe-eval'", ""), expected: PROVOKED,
}, async ({ page, axe }) => {
  await fails(page, "wasm_blocked", /Content-Security-Policy needs script-src 'wasm-unsafe-eval'/);
  await axe();
}));

test("a browser that has no WebAssembly", withHost({
  body: BODY, setup: `delete globalThis.WebAssembly; ${SETUP}`, expected: PROVOKED,
}, async ({ page }) => {
  await fails(page, "wasm_blocked", /does not have WebAssembly|not allow WebAssembly/);
}));

test("a policy that does not let the engine be fetched", withHost({
  body: BODY, setup: SETUP, policy: POLICY.replace("connect-src 'self'", "connect-src 'none'"), expected: PROVOKED,
}, async ({ page }) => {
  const { path } = await fails(page, "fetch_blocked", /connect-src/);
  assert.match(path, /\/package\/engine_bg\.wasm$/);
}));

test("the engine's file is missing, comes later, and another try succeeds", withHost({
  body: BODY, setup: SETUP, missing: ["/package/engine_bg.wasm"], expected: PROVOKED,
}, async ({ page, context }) => {
  const { path } = await fails(page, "missing_file", /status 404/);
  assert.match(path, /\/package\/engine_bg\.wasm$/);
  const wasm = await readFile(join(PACKAGE, "engine_bg.wasm"));
  await context.route("**/engine_bg.wasm", (route) => route.fulfill({ body: wasm, contentType: "application/wasm" }));
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("region", { name: "What it costs" }).getByText("3.021228").first().waitFor();
  assert.ok(!(await page.getByText("Ask us for prices.").isVisible()));
  assert.equal((await heard(page, "credit-ready")).length, 1);
}));

test("a script of the engine is missing", withHost({
  body: BODY, setup: SETUP, missing: ["/package/engine.js"], expected: PROVOKED,
}, async ({ page }) => {
  const { path } = await fails(page, "missing_file", /^engine\.js is missing/);
  assert.match(path, /\/package\/engine\.js$/);
}));

test("a script of the engine has a type that no browser takes for a script", withHost({
  body: BODY, setup: SETUP, headers: asType("/quick.js", "text/plain"), expected: PROVOKED,
}, async ({ page }) => {
  await fails(page, "wrong_type", /^quick\.js was sent as text\/plain/);
}));

for (const type of ["application/octet-stream", "text/plain", ""]) {
  test(`the engine works when it is sent as ${type || "nothing"}`, withHost({
    body: BODY, setup: SETUP, headers: asType(".wasm", type),
  }, async ({ page }) => {
    await page.getByRole("region", { name: "What it costs" }).getByText("3.021228").first().waitFor();
  }));
}

test("a page comes where the engine should be, as from servers that answer everything with one page", withHost({
  body: BODY, setup: SETUP, expected: PROVOKED, headers: asType(".wasm", "text/html"),
  pages: { "/package/engine_bg.wasm": "<!doctype html><title>Home</title>" },
}, async ({ page }) => {
  await fails(page, "wrong_type", /sent as text\/html is not the engine/);
}));

test("the engine is of another version than its script", withHost({
  body: BODY, setup: SETUP, expected: PROVOKED,
  // A module that wants something nobody gives: (module (import "a" "b" (func))).
  pages: { "/package/engine_bg.wasm": Buffer.from("0061736d010000000104016000000207010161016200 00".replace(" ", ""), "hex") },
}, async ({ page }) => {
  await fails(page, "wrong_version", /another version than engine\.js/);
}));

test("the engine is not the file whose integrity the host gave; with the right one it starts", async (t) => {
  const bytes = await readFile(join(PACKAGE, "engine_bg.wasm"));
  const right = `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
  const wrong = `sha256-${createHash("sha256").update("other").digest("base64")}`;
  const setup = (integrity) => `
    import { define } from "/package/elements/index.js";
    ${SETUP};
    define({ load: { integrity: "${integrity}" } });`;
  await t.test("wrong", withHost({ body: BODY, setup: setup(wrong), entry: null, expected: PROVOKED }, async ({ page }) => {
    const { path } = await fails(page, "integrity", /integrity/);
    assert.match(path, /engine_bg\.wasm$/);
  }));
  await t.test("right", withHost({ body: BODY, setup: setup(right), entry: null }, async ({ page }) => {
    await page.getByRole("region", { name: "What it costs" }).waitFor();
  }));
});

test("the network is gone", withHost({
  body: BODY, setup: `${SETUP}; globalThis.bring = () => import("/package/define.js");`, entry: null, expected: PROVOKED,
}, async ({ page, context }) => {
  await context.route("**/engine_bg.wasm", (route) => route.abort("internetdisconnected"));
  await page.evaluate(() => globalThis.bring().then(() => {}));
  await fails(page, "unreachable", /could not be reached/);
}));

test("each of several elements says it, and code can try again for one", withHost({
  body: `${BODY}<one-credit id="second">1 C buys much.</one-credit>`, setup: SETUP, missing: ["/package/engine_bg.wasm"], expected: PROVOKED,
}, async ({ page, context }) => {
  await told(page, "credit-error", 2);
  assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 2);
  const wasm = await readFile(join(PACKAGE, "engine_bg.wasm"));
  await context.route("**/engine_bg.wasm", (route) => route.fulfill({ body: wasm, contentType: "application/wasm" }));
  await page.locator("one-credit").evaluate((element) => element.retry());
  await page.getByRole("textbox", { name: "Credits" }).waitFor();
}));

test("in a sandboxed frame without storage everything works", withHost({
  policy: `${POLICY}; frame-src 'self'`,
  body: `<iframe title="Sandbox" sandbox="allow-scripts" src="/framed.html" width="900" height="700"></iframe>`,
  entry: null,
  headers: () => ({ "Access-Control-Allow-Origin": "*" }),
  pages: {
    "/framed.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Framed</title><link rel="icon" href="data:,">
      <script type="module" src="/framed.js"></script><script type="module" src="/package/define.js"></script></head>
      <body><credit-estimate></credit-estimate></body></html>`,
    "/framed.js": SETUP,
  },
}, async ({ page }) => {
  const frame = page.frameLocator("iframe");
  await frame.getByRole("region", { name: "What it costs" }).getByText("3.021228").first().waitFor();
  const storage = await page.frames()[1].evaluate(() => {
    try {
      return String(globalThis.localStorage);
    } catch (why) {
      return why.name;
    }
  });
  assert.equal(storage, "SecurityError");
}));
