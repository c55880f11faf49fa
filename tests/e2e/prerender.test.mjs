// The static pages: on screen before the program, of use without it, and the same page that the program then draws.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { HtmlValidate } from "html-validate";
import { withPage } from "./harness.mjs";
import { DIST } from "./server.mjs";

const PRICING = new URL("../../pricing/", import.meta.url);
const FIRST = /page_bg-\w+\.wasm$/;
const REST = /rest-\w+\.wasm$/;
// What is fetched early is not used where there is no JavaScript.
const UNUSED = [/\.js csp$/];

/** Every model and price of the rate cards, read from their text. */
const cards = await Promise.all(
  (await readdir(PRICING)).filter((name) => name.endsWith(".toml")).map((name) => readFile(new URL(name, PRICING), "utf8")),
);
const models = cards.flatMap((card) => card.split(/^\[\[model\]\]$/m).slice(1)).map((text) => ({
  id: /^id = "(.*)"$/m.exec(text)[1],
  name: /^name = "(.*)"$/m.exec(text)[1],
  sources: [...text.matchAll(/^source = "(.*)"/gm)].map(([, source]) => source),
}));
const lastLook = cards.flatMap((card) => [...card.matchAll(/^verified = ([\d-]+)/gm)].map(([, day]) => day)).sort().at(-1);

test("without JavaScript the page shows what one credit buys, and the prices", withPage({
  javaScript: false,
  locale: "en-US",
  expected: UNUSED,
}, async ({ page }) => {
  const shown = (await page.locator(".card").allInnerTexts()).map((text) => text.split(/\n+/));
  // One credit by hand: 1 / 10 C * 1,000,000 characters / 2,000 a page; 1 / 0.024 C a minute; 1 / 60 C * 1,000,000 tokens;
  // 1 / 16 C * 1,000,000 characters / 2,000 a page. Rounded down, with the exact figure beneath.
  assert.deepEqual(shown, [
    ["Up to", "50", "pages translated", "exactly 50", "Azure Translator", "Microsoft Azure · 10.00\u00a0C per 1M characters"],
    ["Up to", "40", "minutes transcribed", "exactly 41.666…", "Amazon Transcribe", "Amazon Web Services · 0.024\u00a0C per minute"],
    ["Up to", "16K", "tokens generated", "exactly 16,666.666…", "GPT-4", "OpenAI · 60.00\u00a0C per 1M output tokens"],
    ["Up to", "30", "pages read aloud", "exactly 31.25", "Google Text-to-Speech (WaveNet)", "Google · 16.00\u00a0C per 1M characters"],
  ]);
  // What stands in <noscript> has no role for Playwright.
  assert.match(await page.locator("h1").innerText(), /^With\s+1\s+credit you can get$/);
  const work = page.getByRole("region", { name: "Or start from the work" });
  assert.match(await work.locator(".need").innerText(), /^I need\s+25 pages translated$/);
  // 25 pages are 50,000 characters, at 10 C a million.
  assert.equal(await work.getByRole("row", { name: /Azure Translator/ }).getByRole("cell").first().innerText(), "0.50");
  const prices = page.getByRole("region", { name: "Every function, every price" });
  const translator = prices.getByRole("table", { name: "Translation", exact: true }).getByRole("row", { name: /Azure Translator/ });
  assert.deepEqual((await translator.getByRole("cell").allInnerTexts()).slice(-2), ["10.00", "50.00"]);
  await prices.getByRole("table", { name: "Speech recognition", exact: true }).waitFor();
}));

test("without JavaScript nothing is offered that needs it, and the way to all prices is", withPage({
  javaScript: false,
  expected: UNUSED,
}, async ({ page, origin }) => {
  for (const role of ["button", "textbox", "combobox", "slider", "searchbox"]) {
    assert.equal(await page.getByRole(role).count(), 0, role);
  }
  assert.match(await page.locator("main noscript").first().innerText(), /needs JavaScript and WebAssembly/);
  assert.equal(await page.getByRole("link", { name: "Pipeline" }).count(), 0);
  assert.equal(await page.getByText("is loading").filter({ visible: true }).count(), 0);
  await page.locator("a", { hasText: "All prices: Translation" }).click();
  await page.waitForURL(`${origin}/prices.html#translation`);
  await page.getByRole("heading", { level: 2, name: "Translation" }).waitFor();
}));

/** Runs in the page: what the static page and the program must have alike, a line for each element and text. */
function markup() {
  const lines = [];
  const add = (node, depth) => {
    const indent = "  ".repeat(depth);
    if (node instanceof Text) {
      // Only the program says how long ago that was.
      const text = node.data.replace(/^(last checked .*?) \(.*\)$/, "$1");
      if (text.trim()) lines.push(`${indent}"${text}"`);
      return;
    }
    // The notes of the static page, the balance, and what the program alone holds, empty or unseen: live regions, the bar at the foot, the dialog.
    const isOwn = node.matches("noscript, #boot-note, #rest-note, .balance, #run-status:empty, .foot, dialog");
    if (!(node instanceof Element) || isOwn) return;
    const attributes = [...node.attributes].map(({ name, value }) => `${name}="${value}"`);
    const kept = attributes.filter((text) => !/^(value|selected)=/.test(text)).sort();
    if (node.matches("input, select")) kept.push(`now "${node.value}"`);
    lines.push(`${indent}<${[node.localName, ...kept].join(" ")}>`);
    if (node.id !== "spoken") node.childNodes.forEach((child) => add(child, depth + 1));
  };
  document.body.normalize();
  document.body.childNodes.forEach((child) => add(child, 0));
  return lines;
}

for (const locale of ["en-US", "en"]) {
  test(`the program draws the static page's own markup, in ${locale}`, withPage({
    path: null,
    locale,
    // The static page is of the day of the last look; nobody's clock changes it.
    before: ({ page }) => page.clock.setFixedTime(new Date(`${lastLook}T12:00:00Z`)),
    expected: [/net::ERR_ABORTED/],
  }, async ({ page, origin }) => {
    await page.route(FIRST, () => {});
    await page.goto(origin, { waitUntil: "domcontentloaded" });
    const still = await page.evaluate(markup);
    assert.ok(still.length > 500);
    await page.unroute(FIRST);
    await page.reload();
    await page.locator("#boot-note").waitFor({ state: "detached" });
    await page.locator("#rest-note").waitFor({ state: "detached" });
    assert.deepEqual(await page.evaluate(markup), still);
  }));
}

/** Sums up every layout shift that no input caused, from the beginning. */
function watchShifts() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      const moved = sources.map(({ node, previousRect, currentRect }) => {
        const at = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
        return `${node?.nodeName}.${node?.className}: ${at(previousRect)} -> ${at(currentRect)}`;
      });
      if (!hadRecentInput) globalThis.shifts.push({ value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** A mobile connection: the halves of the program arrive well after the static page was painted. */
async function slowDown({ page, context }) {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 100,
    downloadThroughput: (1_600 * 1024) / 8,
    uploadThroughput: (750 * 1024) / 8,
  });
  await context.addInitScript(watchShifts);
}

for (const [width, height] of [[360, 740], [1280, 800]]) {
  for (const path of ["/", "/#/pipeline", "/#/?v=1&credits=2500&need=10", "/#/transactions"]) {
    // Figures and days are written otherwise where the static page has them in English.
    for (const locale of path === "/" ? ["en-GB", "de", "ar"] : ["en-GB"]) {
      test(`nothing moves while ${path} loads, ${width} pixels wide, in ${locale}`, withPage({
        path, width, height, locale, before: slowDown,
      }, async ({ page }) => {
        await page.getByRole("button", { name: /available/ }).waitFor();
        await page.waitForTimeout(300);
        const shifts = await page.evaluate(() => globalThis.shifts);
        const sum = shifts.reduce((sum, { value }) => sum + value, 0);
        assert.ok(sum <= 0.01, `${sum}: ${JSON.stringify(shifts, null, 1)}`);
      }));
    }
  }
}

test("the page is painted before the program arrives", withPage({
  settled: null,
  before: ({ page }) => page.route(/\.wasm$/, () => {}),
}, async ({ page, axe }) => {
  await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length === 1);
  assert.equal(await page.locator(".card").filter({ visible: true }).count(), 4);
  assert.equal(await page.locator("#boot-note").count(), 1);
  await axe();
}));

test("a link to another view does not show the first view before", withPage({
  path: "/#/pipeline",
  settled: null,
  before: ({ page }) => page.route(/\.wasm$/, () => {}),
}, async ({ page, axe }) => {
  await page.getByText("The calculator is loading.").waitFor();
  assert.equal(await page.locator(".hero, #below, footer").filter({ visible: true }).count(), 0);
  // The view brings its heading.
  await axe({ rules: { "page-has-heading-one": { enabled: false } } });
}));

test("a page that is opened again is on screen at once", withPage({}, async ({ page }) => {
  await page.waitForURL(/#\/\?v=1&credits=1&/);
  await page.route(/\.wasm$/, () => {});
  await page.reload({ waitUntil: "domcontentloaded" });
  assert.equal(await page.locator(".card").filter({ visible: true }).count(), 4);
}));

test("what is typed, chosen and pressed before the program is there is not lost", withPage({
  settled: null,
  before: async ({ page }) => {
    for (const pattern of [FIRST, REST]) {
      await page.route(pattern, async (route) => {
        await new Promise((done) => setTimeout(done, pattern === FIRST ? 1500 : 3000));
        await route.continue();
      });
    }
  },
}, async ({ page }) => {
  const credits = page.getByRole("textbox", { name: "Credits" });
  await credits.fill("2");
  await page.getByLabel("Kind of work").selectOption("speech-recognition");
  await page.getByRole("button", { name: /Show all .* models: Translation$/ }).click();
  await credits.focus();
  assert.equal(await page.locator("#boot-note").count(), 1, "all of that before the program was there");
  await page.locator("#boot-note").waitFor({ state: "detached" });
  // Two credits at 10 C for 1,000,000 characters are 200,000 characters: 100 pages.
  await page.locator(".card").filter({ hasText: /^Up to100pages translated/ }).waitFor();
  assert.equal(await credits.inputValue(), "2");
  assert.equal(await page.evaluate(() => document.activeElement.id), "credits");
  await page.locator("#rest-note").waitFor({ state: "detached" });
  await page.getByRole("region", { name: "Or start from the work" }).getByText("minute is 60 seconds").waitFor();
  const translation = page.getByRole("region", { name: "Every function, every price" })
    .getByRole("table", { name: "Translation", exact: true });
  await translation.getByRole("row", { name: /Azure Custom Translator/ }).waitFor();
}));

test("every model and every price of the rate cards stands on the page of all prices", withPage({
  path: "/prices.html",
  settled: "h1",
  locale: "en-US",
}, async ({ page }) => {
  assert.ok(models.length > 200);
  const ids = await page.locator(".all-prices code").allInnerTexts();
  assert.deepEqual([...new Set(ids)].sort(), models.map(({ id }) => id).sort());
  assert.equal(ids.length, models.flatMap(({ sources }) => sources).length, "a row for each price");
  const sources = await page.locator(".all-prices a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.deepEqual(sources.sort(), models.flatMap(({ sources }) => sources).sort());
  const cells = await page.locator("#azure-translator td").allInnerTexts();
  assert.deepEqual(cells.map((text) => text.split("\n")), [
    ["Microsoft Azure"], ["10.00\u00a0C per 1M characters"], ["Oct 13, 2023"], ["Oct 13, 2023", "support.aixplain.com"],
  ]);
  // All that its card says: a rate, a step and a least quantity.
  const transcribe = await page.locator("#aws-transcribe .price").innerText();
  assert.equal(transcribe, "0.024\u00a0C per minute\nRounded up to 1 second of audio; at least 15 seconds of audio a request");
}));

for (const [width, scheme] of [[360, "light"], [1280, "light"], [360, "dark"], [1280, "dark"]]) {
  test(`the page of all prices is accessible, ${width} pixels wide, ${scheme}`, withPage({
    path: "/prices.html", settled: "h1", width, scheme,
  }, async ({ page, axe }) => {
    await axe();
    const room = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(room <= 0, `${room} pixels too wide`);
  }));
}

test("the static pages are valid, and hold no inline script and no inline style", async () => {
  const settings = JSON.parse(await readFile(new URL("../html-validate.json", import.meta.url), "utf8"));
  const validator = new HtmlValidate(settings);
  for (const name of ["index.html", "prices.html"]) {
    const report = await validator.validateFile(join(DIST, name));
    const messages = report.results.flatMap(({ messages }) => messages.map(({ message, line, column }) => `${line}:${column} ${message}`));
    assert.deepEqual(messages, [], name);
    assert.doesNotMatch(await readFile(join(DIST, name), "utf8"), /<style|\sstyle=|\son\w+=/);
  }
});
