// The page in Firefox: every view, exact figures, what is kept, without a network, as a single file, and before its program.
import assert from "node:assert/strict";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { DIST, serve } from "../e2e/server.mjs";
import { mounted, role, says, withFirefox } from "./harness.mjs";

let server = await serve();
const folder = await mkdtemp(join(tmpdir(), "one-credit-firefox-"));
after(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Opens a view as a link does. */
async function go(page, hash, origin = server.origin) {
  await page.goto(`${origin}/${hash}`);
  await mounted(page);
}

/** Goes to a view from within the page. */
const to = (page, hash) => page.evaluate((hash) => { location.hash = hash; }, hash);

/** The button that states the demo wallet's balance; between figure and unit the line does not break. */
const balance = (page, figure) => role(page, "button", `Demo balance ${figure}\u00a0C available`);

/** A talk of an hour, dubbed: 1.44 + 0.5442 + 1.03702752. */
async function dub(page) {
  await role(page, "link", "Pipeline").click();
  await page.locator("::-p-text(Dub a talk into Spanish)").click();
  await role(page, "textbox", "Talk, audio").fill("60");
  await says(page, "exactly 3.02122752");
}

test("an amount is typed and slid, and the address follows", withFirefox({}, async ({ page }) => {
  await go(page, "");
  await role(page, "textbox", "Credits").fill("2.5");
  // 250,000 characters at 10 C a million are 125 pages.
  await says(page, "exactly 125");
  await page.waitForFunction(() => location.hash.includes("credits=2.5"));
  const slider = await page.waitForSelector("input[type=range]");
  const before = await page.$eval("input[type=range]", (input) => input.value);
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction((before) => document.querySelector("input[type=range]").value !== before, {}, before);
  assert.notEqual(await page.$eval("input[name=credits], input[inputmode=decimal]", (input) => input.value), "2.5");
}));

test("long amounts are shown with every digit, in the visitor's way of writing", withFirefox({}, async ({ page }) => {
  await page.goto(`${server.origin}/`);
  const shown = await page.evaluate(() =>
    ["en-GB", "de-DE"].map((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format("12345678901234567890.123456789")));
  assert.deepEqual(shown, ["12,345,678,901,234,567,890.123456789", "12.345.678.901.234.567.890,123456789"]);
}));

test("a pipeline is priced, and its address leads back to it", withFirefox({}, async ({ page, open }) => {
  await go(page, "");
  await dub(page);
  await page.waitForFunction(() => /^#\/pipeline\?.*&k=[0-9a-f]{8}$/.test(location.hash));
  const other = await open();
  await other.goto(page.url());
  await says(other, "exactly 3.02122752");
  await page.reload();
  await says(page, "exactly 3.02122752");
}));

test("credits are added and used, and stand in every tab and after a reload", withFirefox({}, async ({ page, open }) => {
  await go(page, "#/checkout?credits=10.5");
  await role(page, "button", "Pay $10.50 (demo)").click();
  await balance(page, "10.50").wait();
  const other = await open();
  await go(other, "");
  await balance(other, "10.50").wait();
  // Nothing is drawn in a tab that is behind another.
  await page.bringToFront();
  await to(page, "#/benchmark?model=azure/translator&rows=10&row.characters=20000");
  await role(page, "button", "Run (demo)").click();
  // 10 x 20,000 characters at 10 C a million are 2 C; 10.50 less 2.
  await says(page, "2.00\u00a0C charged");
  await other.bringToFront();
  await balance(other, "8.50").wait();
  await page.bringToFront();
  await page.reload();
  await balance(page, "8.50").wait();
  await to(page, "#/transactions?tab=history");
  await role(page, "heading", "Transactions").wait();
}));

test("credits are added in a dialog that Escape closes", withFirefox({}, async ({ page }) => {
  await go(page, "");
  await balance(page, "0.00").click();
  await role(page, "button", "Add credits").click();
  await page.waitForSelector("dialog[open]");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
}));

test("after the first visit the page is there without its server", withFirefox({ expected: [/^request: .*(host|sw)\.js/] }, async ({ page }) => {
  const own = await serve();
  await go(page, "", own.origin);
  await page.waitForFunction(() => navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === "activated"));
  await own.close();
  await page.reload();
  await mounted(page);
  await says(page, "pages translated");
  await dub(page);
}));

test("the single file works from a folder", withFirefox({}, async ({ page }) => {
  const file = join(folder, "What will it cost.html");
  await copyFile(join(DIST, "one-credit.html"), file);
  await page.goto(pathToFileURL(file).href);
  await mounted(page);
  await dub(page);
  await to(page, "#/checkout?credits=10");
  await role(page, "button", "Pay $10.00 (demo)").click();
  await balance(page, "10.00").wait();
  await page.reload();
  await balance(page, "10.00").wait();
}));

test("before its program arrives the page says what one credit buys", withFirefox({ expected: [/\.wasm/, /NetworkError/] }, async ({ page }) => {
  await page.setRequestInterception(true);
  page.on("request", (request) => request.url().endsWith(".wasm") ? request.abort() : request.continue());
  await page.goto(`${server.origin}/`);
  // 1 C at 10 C a million characters, 2,000 of them a page; 1 C at 0.024 C a minute, rounded down.
  for (const text of ["50", "pages translated", "40", "minutes transcribed"]) await says(page, text);
}));

test("every view opens, and none reaches past the edge of a narrow screen", withFirefox({ width: 360, height: 780 }, async ({ page }) => {
  await go(page, "");
  for (const [hash, heading] of [
    ["#/pipeline", "What will this pipeline cost?"],
    ["#/benchmark", "What will this benchmark cost?"],
    ["#/transactions?tab=history", "Transactions"],
    ["#/checkout?credits=10", "Checkout"],
    ["#/settings", "Team settings"],
    // The amount between the words is a field.
    ["#/", "Withcredit you can get"],
  ]) {
    await to(page, hash);
    await page.waitForFunction((text) => document.querySelector("h1")?.textContent === text, {}, heading);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), hash);
  }
}));
