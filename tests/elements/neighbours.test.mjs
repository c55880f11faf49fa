// What else may be on a page: a second version of the package, other custom elements, an application of Yew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { shippedHeaders } from "../e2e/server.mjs";
import { PACKAGE, sample, SEED, told, withHost } from "./harness.mjs";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const dub = await sample("dub");
const HOUR = { 0: { "seconds.audio": "3600" } };
const OTHER = { folders: { "/other/": PACKAGE }, pages: { "/other/version.js": "export const version = '99.0.0'" } };

const versions = (page) =>
  page.evaluate(() => Object.fromEntries([...document.querySelectorAll("main :not(h1)")].map((element) => [element.localName, element.constructor.version])));

test("of two versions that want the same names the first has them, and the console is told once", withHost({
  ...OTHER,
  body: `<credit-estimate></credit-estimate><one-credit></one-credit>`,
  setup: `globalThis.told = []; console.info = (...words) => globalThis.told.push(words.join(" "));
      await import("/other/define.js"); await import("/package/define.js"); await import("/package/define.js"); globalThis.isDone = true;`,
  entry: null,
}, async ({ page }) => {
    await page.waitForFunction(() => globalThis.isDone);
    assert.deepEqual(await versions(page), { "credit-estimate": "99.0.0", "one-credit": "99.0.0" });
    const said = await page.evaluate(() => globalThis.told);
    assert.equal(said.length, 1);
    assert.match(said[0], /<credit-estimate> \(version 99\.0\.0\), <one-credit> \(version 99\.0\.0\), <credit-balance> \(version 99\.0\.0\) was registered before/);
}));

test("a second version works beside the first behind a prefix, each with an engine of its own", withHost({
  ...OTHER,
  body: `<one-credit></one-credit><acme-one-credit></acme-one-credit>`,
  setup: `
    import "/package/define.js";
    import { define } from "/other/elements/index.js";
    globalThis.names = define({ prefix: "acme-" });`,
  entry: null,
}, async ({ page, asked }) => {
  await told(page, "credit-ready", 2);
  const own = (await page.evaluate(() => customElements.get("one-credit").version));
  assert.deepEqual(await versions(page), { "one-credit": own, "acme-one-credit": "99.0.0" });
  assert.notEqual(own, "99.0.0");
  assert.deepEqual(await page.evaluate(() => globalThis.names), {
    "credit-estimate": "acme-credit-estimate", "one-credit": "acme-one-credit", "credit-balance": "acme-credit-balance",
  });
  assert.deepEqual(asked.filter((path) => path.endsWith(".wasm")).sort(), ["/other/engine_bg.wasm", "/package/engine_bg.wasm"]);
  const [first, second] = await page.getByRole("textbox", { name: "Credits" }).all();
  await first.fill("3");
  await page.waitForFunction(() => document.querySelector("one-credit").value === "3");
  assert.equal(await second.inputValue(), "1");
  await second.fill("5");
  await page.waitForFunction(() => document.querySelector("acme-one-credit").value === "5");
  assert.equal(await first.inputValue(), "3");
}));

test("a name that another element has stays with it, and the others are registered", withHost({
  body: `<one-credit></one-credit><credit-balance></credit-balance>`,
  setup: `globalThis.told = []; console.info = (...words) => globalThis.told.push(words.join(" "));
    customElements.define("one-credit", class extends HTMLElement {});
    document.querySelector("credit-balance").wallet = { total: "3" };`,
}, async ({ page }) => {
  await page.getByRole("region", { name: "Balance" }).waitFor();
  const said = await page.evaluate(() => globalThis.told);
  assert.equal(said.length, 1);
  assert.match(said[0], /<one-credit> \(not of this package\)/);
}));

test("a prefix that makes no names of elements is refused", withHost({
  setup: `
    import { define } from "/package/elements/index.js";
    globalThis.refused = ["Acme-", "acme", "1-", "a b-"].map((prefix) => { try { define({ prefix }); return null } catch (why) { return why.name } });`,
  entry: null,
}, async ({ page }) => {
  await page.waitForFunction(() => globalThis.refused);
  assert.deepEqual(await page.evaluate(() => globalThis.refused), Array(4).fill("TypeError"));
}));

test("an application of Yew and the elements in its midst do not hear each other's clicks and keys", withHost({
  policy: null,
  ...(await yewPage()),
}, async ({ page }) => {
  await page.locator("#boot-note").waitFor({ state: "detached" });
  await page.locator("#rest-note").waitFor({ state: "detached" });
  await page.evaluate(async ([pipeline, volumes, at]) => {
    await import("/package/define.js");
    const estimate = document.createElement("credit-estimate");
    Object.assign(estimate, { id: "estimate", pipeline, volumes, at });
    const one = Object.assign(document.createElement("one-credit"), { id: "one", at });
    // Among the children of nodes whose listeners Yew keeps.
    document.querySelector(".hero .amount").append(one);
    document.querySelector(".hero").append(estimate);
  }, [dub, HOUR, SEED]);
  await told(page, "credit-ready", 2);
  const own = page.locator("#one");
  const state = async () => ({
    app: [await page.locator(".hero > .sentence input").inputValue(), await page.locator(".hero > .cards .card-figure bdi").first().innerText()],
    one: [await own.getByRole("textbox", { name: "Credits" }).inputValue(), await own.getByRole("listitem").first().locator("bdi").first().innerText()],
    total: await page.locator("#estimate").evaluate((element) => element.estimate.total),
    hash: await page.evaluate(() => location.hash),
  });
  const before = await state();
  assert.deepEqual(before.one, ["1", "50"]);

  await own.getByRole("button", { name: "100 credits", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("#one").value === "100");
  await own.getByRole("textbox", { name: "Credits" }).fill("2");
  await page.waitForFunction(() => document.querySelector("#one").value === "2");
  await own.getByRole("slider").press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#one").value === "2.5");
  await page.locator("#estimate").getByText("What we assume").click();
  await page.locator("#estimate").getByRole("textbox", { name: /minute.*, expected$/ }).fill("1000");
  await page.waitForFunction(() => document.querySelector("#estimate").estimate.total === "3.18336");
  const after = await state();
  assert.deepEqual([after.app, after.hash], [before.app, before.hash], "the application heard nothing");
  // 2.5 C are 125 pages at 10 C for 1M characters; a headline of hundreds is rounded down to tens.
  assert.deepEqual(after.one, ["2.5", "120"]);

  await page.locator(".hero > .amount > .decades").getByRole("button", { name: "10 credits", exact: true }).click();
  await page.waitForFunction(() => document.querySelector(".hero > .sentence input").value === "10");
  await page.locator(".hero > .sentence input").fill("20");
  await page.waitForFunction(() => document.querySelector(".hero > .cards .card-figure bdi").textContent === "1,000");
  const last = await state();
  assert.deepEqual([last.one, last.total], [after.one, after.total], "the elements heard nothing");
  assert.equal(await page.evaluate(() => globalThis.events.filter(({ type }) => type === "credit-ready").length), 2);
}));

/** The built page under its own headers. */
async function yewPage() {
  const shipped = await shippedHeaders(DIST);
  const name = "Content-Security-Policy";
  // Documents alone have a policy.
  const headers = (path) => {
    const policy = shipped(path.replace(/^\/app/, ""))[name];
    return policy ? { [name]: policy } : {};
  };
  return { path: "/app/", folders: { "/app/": DIST, "/package/": PACKAGE }, headers };
}
