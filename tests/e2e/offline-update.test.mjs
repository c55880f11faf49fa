// A newer build of the page: it waits until the visitor wants it, and then loses nothing of what was entered.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { loaded, served, site } from "./builds.mjs";
import { withPage } from "./harness.mjs";
import { balance, go, menu, topUp } from "./wallet.mjs";

// A page that is reloaded may break off what it still asks for.
const RELOADED = [/net::ERR_ABORTED/];
const options = (more) => ({ site, worker: true, expected: RELOADED, ...more });

const KEY = "no-real-key-0123";
const TALK = JSON.stringify({
  name: "A talk of mine",
  subscription: { apiKey: KEY },
  nodes: [
    { number: 0, type: "INPUT", label: "Talk", outputValues: [{ code: "input", dataType: "text" }] },
    { number: 1, type: "ASSET", label: "Translate", function: "translation", assetId: "azure/translator", inputValues: [{ code: "targetlanguages", values: [{ value: "es" }] }] },
    { number: 2, type: "OUTPUT" },
  ],
  links: [
    { from: 0, to: 1, paramMapping: [{ from: "input", to: "text" }] },
    { from: 1, to: 2, paramMapping: [{ from: "data", to: "output" }] },
  ],
});

const notice = (page) => page.getByRole("status").filter({ hasText: "A new version, with prices checked on 31 Dec 2030, is ready." });
const reload = (page) => notice(page).getByRole("button", { name: "Reload" });
const isSecond = (page) => page.locator('meta[name="build"]').count();

/** The server has the second build from now on, and the page looks for it. */
async function update(page, { second, switchTo }) {
  await switchTo(second);
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
}

/** Presses *Reload*, and waits until the second build is there. */
async function accept(page) {
  await Promise.all([page.waitForEvent("load"), reload(page).click()]);
  await balance(page).waitFor();
  assert.equal(await isSecond(page), 1);
}

async function open(page, text = TALK) {
  await go(page, "#/pipeline");
  await page.getByRole("button", { name: "Paste JSON" }).click();
  await page.getByLabel("A pipeline as JSON").fill(text);
  await page.getByRole("button", { name: "Price it" }).click();
  await page.getByRole("heading", { level: 1, name: "A talk of mine" }).waitFor();
}

const characters = (page) => page.getByRole("region", { name: "What goes in" }).getByRole("textbox").first();
const total = (page) => page.getByRole("region", { name: "Total" }).locator("bdi").first();
const kept = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

for (const [width, scheme] of [[1280, "light"], [360, "dark"]]) {
  test(`a newer build is offered, and taken without a loss, ${width} px, ${scheme}`, withPage(options({ width, scheme }), async ({ page, site: at, axe }) => {
    await served(page);
    await open(page);
    await characters(page).fill("54420");
    // 54,420 characters at 10 C per 1,000,000.
    assert.match(await total(page).innerText(), /^0\.54420*$/);
    await page.getByText("This tab keeps it, without any key in it", { exact: false }).waitFor();
    await update(page, at);
    await notice(page).getByText("Reloading keeps what you have entered and opened.").waitFor();
    await axe();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stand out`);
    await accept(page);
    await page.getByRole("heading", { level: 1, name: "A talk of mine" }).waitFor();
    assert.equal(await characters(page).inputValue(), "54420");
    assert.match(await total(page).innerText(), /^0\.54420*$/);
    assert.equal(await notice(page).count(), 0);
    assert.ok(!(await kept(page)).includes(KEY), "a key was kept");
    const { second } = at;
    assert.ok((await loaded(page)).length >= 3);
    assert.deepEqual((await loaded(page)).filter((name) => !second.files.includes(name)), []);
  }));
}

test("everything that was typed is there after the reload, in every view", withPage(options(), async ({ page, site: at }) => {
  await served(page);
  await page.getByRole("textbox", { name: "Credits" }).fill("3.");
  await go(page, "#/benchmark");
  await page.getByLabel("Rows", { exact: false }).first().fill("12,5");
  await go(page, "#/transactions?tab=recurring");
  await page.getByLabel("Add, C").fill("17");
  await go(page, "#/transactions?tab=statistics");
  await page.getByRole("heading", { level: 1, name: "Transactions" }).waitFor();
  await open(page);
  await characters(page).fill("12x");
  // The dialog stands over the page, so the amount is typed, and the dialog closed, before the reload.
  await (await menu(page)).getByRole("button", { name: "Add credits" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("10,5");
  await page.keyboard.press("Escape");
  await update(page, at);
  await accept(page);
  assert.equal(await characters(page).inputValue(), "12x");
  await (await menu(page)).getByRole("button", { name: "Add credits" }).click();
  assert.equal(await page.getByRole("dialog").getByRole("textbox").inputValue(), "10,5");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await go(page, "#/");
  assert.equal(await page.getByRole("textbox", { name: "Credits" }).inputValue(), "3.");
  await go(page, "#/benchmark");
  assert.equal(await page.getByLabel("Rows", { exact: false }).first().inputValue(), "12,5");
  await go(page, "#/transactions?tab=recurring");
  assert.equal(await page.getByLabel("Add, C").inputValue(), "17");
}));

test("a dialog that is open when the page is reloaded is open afterwards, with its amount", withPage({ expected: RELOADED }, async ({ page }) => {
  await (await menu(page)).getByRole("button", { name: "Add credits" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("12.50");
  await page.reload();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("heading", { name: "Add credits" }).waitFor();
  assert.equal(await dialog.getByRole("textbox").inputValue(), "12.50");
  await dialog.getByText("Understood: $12.50").waitFor();
}));

test("an opened file outlives a reload, an address that says something else wins, and closing it forgets it", withPage({ expected: RELOADED }, async ({ page, origin }) => {
  await open(page);
  await characters(page).fill("1000");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "A talk of mine" }).waitFor();
  assert.equal(await characters(page).inputValue(), "1000");
  await page.goto("about:blank");
  await page.goto(`${origin}/#/pipeline?sample=dub`);
  await page.getByRole("heading", { level: 1, name: "Dub a talk into Spanish" }).waitFor();
  await page.getByRole("button", { name: "Open another" }).click();
  await open(page);
  await page.getByRole("button", { name: "Open another" }).click();
  await page.getByRole("heading", { level: 1, name: "What will this pipeline cost?" }).waitFor();
  assert.ok(!(await kept(page)).includes("A talk of mine"), "it is still kept");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "What will this pipeline cost?" }).waitFor();
}));


test("a share that is no share yet outlives a reload, beside the last one that was", withPage({
  path: "/#/pipeline?sample=decide",
}, async ({ page }) => {
  const share = page.getByLabel("Good or bad, share to Translate");
  await share.fill("0.25");
  await share.fill("0.25x");
  await page.reload();
  await share.waitFor();
  assert.equal(await share.inputValue(), "0.25x");
  // A quarter of 10,000 characters at 10 C a million.
  await page.getByRole("table", { name: "What it costs" }).getByText("0.025", { exact: false }).first().waitFor();
}));

test("what cannot be kept is named before it is lost", withPage(options(), async ({ page, site: at }) => {
  await served(page);
  await go(page, "#/pipeline");
  await page.getByRole("button", { name: "Paste JSON" }).click();
  await page.getByLabel("A pipeline as JSON").fill(`{"subscription": {"apiKey": "${KEY}`);
  await update(page, at);
  await reload(page).click();
  await notice(page).getByText("The pasted text is no complete JSON, and would be lost.").waitFor();
  assert.equal(await isSecond(page), 0);
  assert.ok(!(await kept(page)).includes(KEY), "a key was kept");
  // Mended, it is kept as it is, but for the key.
  await page.getByLabel("A pipeline as JSON").fill(`{"name": "half", "subscription": {"apiKey": "${KEY}"}}`);
  await Promise.all([page.waitForEvent("load"), notice(page).getByRole("button", { name: "Reload anyway" }).click()]);
  await page.waitForFunction(() => document.querySelector("#paste"));
  assert.equal(await page.getByLabel("A pipeline as JSON").inputValue(), '{"name":"half"}');
}));

test("later means later: the page goes on as it is, also when it is opened again", withPage(options(), async ({ page, site: at }) => {
  await served(page);
  await update(page, at);
  await notice(page).getByRole("button", { name: "Later" }).click();
  await notice(page).waitFor({ state: "hidden" });
  await go(page, "#/benchmark");
  await page.locator(".samples button").first().click();
  await page.getByRole("region", { name: "Total" }).waitFor();
  assert.equal(await notice(page).count(), 0);
  await page.reload();
  await notice(page).waitFor();
  assert.equal(await isSecond(page), 0);
  assert.deepEqual((await loaded(page)).filter((name) => !at.first.files.includes(name)), []);
}));

test("while a run goes on the reload waits, and says so", withPage(options(), async ({ page, site: at }) => {
  await served(page);
  await topUp(page, "10");
  await go(page, "#/pipeline?sample=dub");
  await update(page, at);
  await notice(page).waitFor();
  await page.getByRole("button", { name: "Run (demo)" }).click();
  await page.getByText(/C reserved$/).waitFor();
  await reload(page).click();
  await notice(page).getByText("A run is going on. The page reloads when it has ended.").waitFor();
  assert.equal(await isSecond(page), 0);
  await page.waitForEvent("load");
  // What it cost is told on the page that was loaded, and is in the wallet.
  await page.getByText(/ charged, /).waitFor();
  assert.equal(await isSecond(page), 1);
}));

test("another tab goes on with the build it was opened with", withPage(options(), async ({ page, context, origin, site: at }) => {
  await served(page);
  const other = await context.newPage();
  await other.goto(`${origin}/#/benchmark`);
  await other.locator(".samples button").first().waitFor();
  await other.evaluate(() => { globalThis.isSame = true; });
  await update(page, at);
  await notice(other).waitFor();
  await accept(page);
  await other.locator(".samples button").first().click();
  await other.getByRole("region", { name: "Total" }).waitFor();
  assert.equal(await other.evaluate(() => globalThis.isSame), true, "it was reloaded without being asked");
  // Its own files are still to be had, though the server has them no longer.
  const own = at.first.files.filter((name) => /^(rest|page_bg|page)-/.test(name) && !at.second.files.includes(name));
  assert.equal(own.length, 3);
  const statuses = await other.evaluate((names) => Promise.all(names.map((name) => fetch(name).then(({ status }) => status))), own);
  assert.deepEqual(statuses, [200, 200, 200]);
  await accept(other);
}));

test("a server that changes in the middle never brings two builds together", withPage(options({ path: null, expected: [/404/, /ERR_FAILED/, /Failed to fetch/, /Failed to load/, /ERR_ABORTED/, /integrity/i] }), async ({ page, context, origin, site: at }) => {
  // The page of the first build is there; then the server has the second one, before the program has arrived.
  let switched;
  await page.route(/page_bg-/, async (route) => {
    // The scripts, which were asked for together with it, have arrived by then.
    switched ??= pause(1000).then(() => at.switchTo(at.second));
    await switched;
    await route.fallback();
  });
  await page.goto(origin);
  await page.getByRole("alert").getByText("could not start", { exact: false }).waitFor();
  assert.deepEqual((await loaded(page)).filter((name) => !at.first.files.includes(name)), []);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length)), 0);
  await page.unroute(/page_bg-/);
  await page.reload();
  await served(page);
  assert.equal(await isSecond(page), 1);

  // With a worker the page is whole whatever the server has.
  await at.switchTo(at.first);
  await context.route(/\.wasm$/, (route) => route.abort());
  await page.reload();
  await balance(page).waitFor();
  assert.equal(await isSecond(page), 1);
  assert.deepEqual((await loaded(page)).filter((name) => !at.second.files.includes(name)), []);
}));

test("the caches of builds that no tab needs are dropped, but for the one before", withPage(options(), async ({ page, context, origin, site: at }) => {
  await served(page);
  // A tab that the worker has opened, and that stays as it is.
  const other = await context.newPage();
  await other.goto(origin);
  await balance(other).waitFor();
  const names = () => page.evaluate(() => caches.keys());
  const [first] = await names();
  // Two builds that were once here.
  await page.evaluate(async (prefix) => {
    for (const build of ["one", "two"]) {
      const cache = await caches.open(`${prefix}${build}`);
      await cache.put("./", new Response("old"));
    }
    await caches.open("of somebody else");
  }, first.slice(0, first.lastIndexOf(" ") + 1));
  await update(page, at);
  await accept(page);
  await served(page);
  const left = (await names()).map((name) => (name.startsWith("one-credit ") ? name.split(" ").at(-1) : name));
  const second = await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => { port1.onmessage = ({ data }) => done(data); });
    navigator.serviceWorker.controller.postMessage("about", [port2]);
    return (await answer).build;
  });
  assert.ok(left.includes(second) && left.includes("of somebody else"));
  assert.ok(!left.includes("one"), "a build that no tab can need is still there");
  assert.ok(left.includes("two"), "the build before is gone");
  assert.ok(left.includes(first.split(" ").at(-1)), "the build of the other tab is gone");
  assert.equal(left.length, 4);
}));
