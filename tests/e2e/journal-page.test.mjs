// The wallet as the page shows it: what is kept, what other tabs do to it at that moment, and what it says when it cannot be kept.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { database, dump, emptyPage, everything, openTab } from "./journal.mjs";
import { entries } from "./ledger.mjs";

const CHECKOUT = "/#/checkout?credits=10";

/** The button with the balance, once it shows these words. */
const shows = (page, words) => page.getByRole("button", { name: new RegExp(`^Demo balance .*\\b${words}$`) }).waitFor();

/** Opens the menu of the balance. */
async function menu(page) {
  await page.getByRole("button", { name: /^Demo balance / }).click();
  return page.getByRole("region", { name: "Balance" });
}

/** Adds 10 credits through the demo's checkout. */
async function pay(page) {
  // The same link twice is no change.
  await page.evaluate(() => { location.hash = "#/transactions"; });
  await page.getByRole("heading", { level: 1, name: "Transactions" }).waitFor();
  await page.evaluate(() => { location.hash = "#/checkout?credits=10"; });
  await page.getByRole("button", { name: "Pay $10.00 (demo)" }).click();
}

/** Adds 10 credits, to the end. */
async function add(page) {
  await pay(page);
  await page.getByRole("heading", { level: 1, name: "10.00 C added" }).waitFor();
}

const topUps = (count) => entries(Array.from({ length: count }, (_, n) => ({
  kind: "top-up", time: `2026-11-${String(1 + (n % 22)).padStart(2, "0")}T00:00:00Z`, credits: "0.01",
})));

/** Writes records by hand before the page opens. */
const kept = (...texts) => async ({ context, origin }) => {
  const tab = await openTab(context, origin);
  await tab.evaluate((texts) => journal.append(0, () => texts), texts);
  await tab.close();
};

test("what was added is there on the next visit", withPage({ path: CHECKOUT }, async ({ page }) => {
  await shows(page, "0.00 C available");
  await add(page);
  await shows(page, "10.00 C available");
  await page.reload();
  await shows(page, "10.00 C available");
}));

test("a change in one tab is seen in the others, and so is a restore", withPage({ path: CHECKOUT }, async ({ page, context, origin }) => {
  const other = await context.newPage();
  await other.goto(origin);
  await shows(other, "0.00 C available");
  await add(page);
  await shows(other, "10.00 C available");
  const tab = await openTab(context, origin);
  await tab.evaluate((text) => journal.replace([text]), JSON.stringify(topUps(3)));
  await shows(page, "0.03 C available");
  await shows(other, "0.03 C available");
  await add(other);
  await shows(page, "10.03 C available");
  await tab.evaluate(() => journal.replace([]));
  await shows(page, "0.00 C available");
  await add(page);
  await shows(other, "10.00 C available");
}));

test("two pages and a script write at once, and no credit is lost", withPage({ path: CHECKOUT }, async ({ page, context, origin }) => {
  const other = await context.newPage();
  await other.goto(origin + CHECKOUT);
  const script = await openTab(context, origin);
  const TIMES = 12;
  const WRITES = 400;
  const scripted = script.evaluate(async (WRITES) => {
    let after = 0;
    let balance = 0;
    for (let write = 0; write < WRITES; write += 1) {
      after = await journal.append(after, (texts) => {
        // In hundredths of a credit, which are whole numbers.
        for (const text of texts) balance = Math.round(Number(JSON.parse(text).at(-1).balance) * 100);
        balance += 1;
        return [JSON.stringify([{
          kind: "top-up", id: `script ${write}`, time: "2026-11-22T00:00:00Z", credits: "0.01", balance: (balance / 100).toFixed(2),
        }])];
      });
      // The browser's own writers get their turn.
      await new Promise((later) => setTimeout(later, 5));
    }
  }, WRITES);
  const pressed = [page, other].map(async (tab) => {
    for (let time = 0; time < TIMES; time += 1) await add(tab);
  });
  await Promise.all([scripted, ...pressed]);
  // 400 times 0.01 and 24 times 10.
  await shows(page, "244.00 C available");
  await shows(other, "244.00 C available");
  const { texts, last } = await everything(script);
  assert.equal(last, WRITES + 2 * TIMES);
  const writers = texts.map((text) => JSON.parse(text)[0].id.startsWith("script"));
  const turns = writers.filter((isScript, at) => at > 0 && isScript !== writers[at - 1]).length;
  assert.ok(turns > TIMES, `the writers took turns ${turns} times`);
  await page.reload();
  await shows(page, "244.00 C available");
}));

test("many records are read to the last", withPage({
  before: ({ context, origin }) => {
    const rows = topUps(6000);
    const texts = [];
    // Of all sizes, from one entry to many.
    for (let at = 0, size = 1; at < rows.length; at += size, size = (size % 150) + 7) texts.push(JSON.stringify(rows.slice(at, at + size)));
    return kept(...texts)({ context, origin });
  },
}, async ({ page }) => {
  await shows(page, "60.00 C available");
}));

test("where nothing can be kept it says so, and the wallet lives as long as the tab", withPage({
  path: CHECKOUT,
  before: ({ context }) => context.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: null })),
}, async ({ page, axe }) => {
  await add(page);
  await shows(page, "10.00 C available");
  const open = await menu(page);
  await open.getByText("This browser keeps nothing for this page").waitFor();
  await axe();
  await page.reload();
  await shows(page, "0.00 C available");
}));

test("where the journal's script does not arrive it says so, and the wallet lives as long as the tab", withPage({
  path: CHECKOUT,
  before: ({ page }) => page.route(/journal-\w+\.js$/, (route) => route.abort()),
  expected: [/ERR_FAILED/, /Failed to fetch/],
}, async ({ page }) => {
  await add(page);
  await shows(page, "10.00 C available");
  const open = await menu(page);
  await open.getByText("The part of the page that keeps data did not arrive.").waitFor();
}));

test("a full storage refuses a top-up in a sentence, and the balance stays", withPage({ path: CHECKOUT }, async ({ page }) => {
  await add(page);
  await page.evaluate(() => {
    globalThis.add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => { throw new DOMException("no room", "QuotaExceededError"); };
  });
  await pay(page);
  await page.getByText("The browser has no room left for this page, so nothing was written.").first().waitFor();
  await shows(page, "10.00 C available");
  await page.evaluate(() => { IDBObjectStore.prototype.add = globalThis.add; });
  await add(page);
  await shows(page, "20.00 C available");
  await page.reload();
  await shows(page, "20.00 C available");
}));

test("data of a newer version is not shown, not written and not touched", withPage({
  path: CHECKOUT,
  before: async ({ context, origin }) => {
    await kept(JSON.stringify(topUps(1)))({ context, origin });
    const tab = await emptyPage(context, origin);
    await database(tab, 3);
    await tab.close();
  },
}, async ({ page, context, origin, axe }) => {
  await shows(page, "Not known");
  const open = await menu(page);
  await open.getByText("A newer version of this page has the data now. Reload the page to get that version.").waitFor();
  await axe();
  await page.keyboard.press("Escape");
  await pay(page);
  await page.getByRole("alert").getByText("A newer version of this page has the data now.").waitFor();
  const found = await dump(await emptyPage(context, origin));
  assert.deepEqual([found.version, found.records.values], [3, [JSON.stringify(topUps(1))]]);
}));

test("a page makes way for a newer version at once, and says so", withPage({ path: CHECKOUT }, async ({ page, context, origin }) => {
  await add(page);
  await database(await emptyPage(context, origin), 3);
  await shows(page, "Not known");
  const open = await menu(page);
  await open.getByText("A newer version of this page has the data now.").waitFor();
}));

for (const [what, text, says] of [
  ["no JSON", '[{"kind":', /^Record 2 of what this browser keeps does not fit: the text is no JSON/],
  ["a row that does not add up", JSON.stringify(topUps(1)), /^Record 2 of what this browser keeps does not fit: transaction t0 is there already/],
]) {
  test(`a record that is ${what} is named, and a restore by another tab mends it`, withPage({
    before: kept(JSON.stringify(topUps(1)), text),
  }, async ({ page, context, origin, axe }) => {
    await shows(page, "Not known");
    const open = await menu(page);
    await open.getByText(says).waitFor();
    await axe();
    const tab = await openTab(context, origin);
    await tab.evaluate((text) => journal.replace([text]), JSON.stringify(topUps(2)));
    await shows(page, "0.02 C available");
    await add(page);
    await shows(page, "10.02 C available");
  }));
}
