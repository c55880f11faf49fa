// The single file, alone in a folder, opened without a server and without a network.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { withPage } from "../e2e/harness.mjs";
import { DIST } from "../e2e/server.mjs";
import { balance, go, menu, topUp } from "../e2e/wallet.mjs";

const FILE = "one-credit.html";

// People keep files under names of their own.
const folder = await mkdtemp(join(tmpdir(), "one-credit-file-"));
const copy = join(folder, "What will it cost – März.html");
await copyFile(join(DIST, FILE), copy);
const html = await readFile(copy, "utf8");
after(() => rm(folder, { recursive: true, force: true }));

/** A page on the file, which fails on any other request than for the file itself. */
const withFile = (options, body) => withPage({
  path: "",
  ...options,
  origin: () => pathToFileURL(copy).href,
  async before(given) {
    await given.context.setOffline(true);
    await options.before?.(given);
  },
}, body);

const nav = (page) => page.getByRole("navigation", { name: "Views" });
const total = (page) => page.getByRole("region", { name: "Total" });

test("the file answers what a credit buys", withFile({}, async ({ page, axe }) => {
  // 2.5 C at 10 C for 1,000,000 characters are 250,000 characters, 125 pages.
  await page.getByRole("textbox", { name: "Credits" }).fill("2.5");
  await page.getByText("exactly 125", { exact: true }).waitFor();
  await axe();
}));

test("the file prices a pipeline, and its address leads back to it", withFile({}, async ({ page, context, axe }) => {
  await nav(page).getByRole("link", { name: "Pipeline" }).click();
  await page.getByRole("button", { name: /Dub a talk into Spanish/ }).click();
  await page.getByLabel("Talk, audio", { exact: true }).fill("60");
  // 1.44 + 0.5442 + 1.03702752
  await total(page).getByText("exactly 3.02122752").waitFor();
  await axe();
  await page.waitForURL(/#\/pipeline\?.*&k=[0-9a-f]{8}$/);
  const other = await context.newPage();
  await other.goto(page.url());
  await total(other).getByText("exactly 3.02122752").waitFor();
  await other.close();
  await page.reload();
  await total(page).getByText("exactly 3.02122752").waitFor();
}));

test("the file prices a benchmark and runs it on the demo wallet", withFile({
  path: "#/benchmark?model=azure/translator&rows=10&row.characters=20000",
}, async ({ page, axe }) => {
  await topUp(page, "10");
  await go(page, "#/benchmark?model=azure/translator&rows=10&row.characters=20000");
  await total(page).getByRole("button", { name: "Run (demo)" }).click();
  // 10 x 20,000 characters at 10 C for 1,000,000 are 2 C.
  await total(page).getByText("2.00 C charged, exactly what was reserved.").waitFor();
  await page.getByRole("button", { name: "Demo balance 8.00 C available" }).waitFor();
  await axe();
}));

test("what was added to the wallet is there after a reload and in another tab", withFile({}, async ({ page, context }) => {
  await topUp(page, "10.5");
  const name = "Demo balance 10.50 C available";
  await page.getByRole("button", { name }).waitFor();
  await page.reload();
  await page.getByRole("button", { name }).waitFor();
  const other = await context.newPage();
  await other.goto(page.url().split("#")[0]);
  await other.getByRole("button", { name }).waitFor();
  await topUp(page, "1");
  await other.getByRole("button", { name: "Demo balance 11.50 C available" }).waitFor();
  await other.close();
}));

test("the file keeps transactions and hands them over as files", withFile({
  path: "#/transactions?tab=history",
}, async ({ page, axe }) => {
  await page.getByRole("heading", { name: "No transactions yet" }).waitFor();
  await page.getByRole("button", { name: "Fill with a sample history" }).click();
  await page.getByRole("heading", { level: 1, name: "Transactions" }).waitFor();
  await axe();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  assert.match(download.suggestedFilename(), /\.csv$/);
  assert.ok(csv.trimEnd().split("\n").length > 10);
  await axe();
}));

test("recurring top-ups, team settings and the checkout work in the file", withFile({
  path: "#/transactions?tab=recurring",
}, async ({ page, axe }) => {
  const rule = page.getByRole("region", { name: "Recurring top-ups", exact: true });
  await rule.getByRole("button", { name: "Switch on" }).waitFor();
  await axe();
  await balance(page).click();
  await page.getByRole("link", { name: "Team settings" }).click();
  await page.getByRole("heading", { level: 1, name: "Team settings" }).waitFor();
  await page.getByRole("heading", { name: "Payment methods" }).waitFor();
  await axe();
  await go(page, "#/checkout?credits=12.5");
  await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
  await page.getByRole("button", { name: "Pay $12.50 (demo)" }).waitFor();
  await axe();
}));

test("where the browser keeps nothing for files, the wallet lives in the tab and the file says so", withFile({
  before: ({ context }) => context.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: null })),
}, async ({ page, axe }) => {
  await topUp(page, "10");
  const open = await menu(page);
  await open.getByText("This browser keeps nothing for this page").waitFor();
  await axe();
}));

test("the file works on a narrow, dark screen", withFile({ width: 360, height: 740, scheme: "dark" }, async ({ page, axe }) => {
  await page.getByRole("textbox", { name: "Credits" }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await axe();
}));

test("without JavaScript the file shows what one credit buys and says what it needs", withFile({
  javaScript: false,
}, async ({ page }) => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByText("pages translated").first().waitFor();
  assert.match(await page.locator("main noscript").first().innerText(), /which needs JavaScript and WebAssembly\.$/);
  await leadsToNothing(page);
}));

test("no link of the file leads to a file beside it", withFile({}, async ({ page }) => {
  await page.getByRole("contentinfo").waitFor();
  await leadsToNothing(page);
  await go(page, "#/pipeline?sample=dub");
  await total(page).waitFor();
  await leadsToNothing(page);
}));

async function leadsToNothing(page) {
  const links = page.locator("a[href]:not([href^='#'], [href^='https:'])");
  const shown = await links.filter({ visible: true }).evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  assert.deepEqual(shown, []);
}

test("nothing runs in the file but what its policy names by hash", withFile({
  expected: [/TrustedScript/, /trusted-types/, /style-src/, /connect-src/, /elsewhere\.invalid/],
}, async ({ page, problems }) => {
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html);
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const every = (pattern) => [...html.matchAll(pattern)].map(([, text]) => hash(text)).join(" ");
  assert.deepEqual(policy.split("; "), [
    "default-src 'none'",
    `script-src ${every(/<script(?: type="module")?>([\s\S]*?)<\/script>/g)} 'wasm-unsafe-eval'`,
    `style-src ${every(/<style>([\s\S]*?)<\/style>/g)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ]);
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.append("globalThis.stranger = true");
    const style = document.createElement("style");
    style.append("body { display: none }");
    document.head.append(script, style);
  });
  assert.equal(await page.evaluate(() => globalThis.stranger), undefined);
  assert.ok(await page.getByRole("textbox", { name: "Credits" }).isVisible());
  assert.equal(await page.evaluate(() => fetch("https://elsewhere.invalid/").then(() => "sent", () => "refused")), "refused");
  await page.waitForTimeout(100);
  for (const directive of ["require-trusted-types-for", "style-src-elem", "connect-src"]) {
    assert.ok(problems.some((text) => text.startsWith(`policy: ${directive} refused`)), directive);
  }
}));

test("the file has the programs of the page, and the library's licence", async () => {
  const names = [...html.matchAll(/<script type="text\/plain" id="([^"]+)">/g)].map(([, name]) => name);
  assert.deepEqual(names.map((name) => name.replace(/-[0-9a-f]{16}/, "")), ["page_bg.wasm", "rest.wasm"]);
  for (const name of names) {
    const [, text] = new RegExp(`id="${name}">([^<]*)<`).exec(html);
    assert.ok(gunzipSync(Buffer.from(text, "base64")).equals(await readFile(join(DIST, name))), name);
  }
  assert.match(html, /Permission to use, copy, modify/);
});
