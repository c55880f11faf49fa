// Recurring top-ups: the rule in one sentence, what it does, and how it is switched off.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { on } from "./ledger.mjs";
import { go, withHost } from "./wallet.mjs";

const PATH = "/#/transactions?tab=recurring";
const START = [{ kind: "top-up", time: "2026-11-01T09:00:00Z", credits: "6", note: "Demo top-up" }];
const RULE = { kind: "recurring", time: "2026-11-02T09:00:00Z", on: true, threshold: "5", amount: "20", monthlyCap: "60" };

const rule = (page) => page.getByRole("region", { name: "Recurring top-ups", exact: true });
const past = (page) => page.getByRole("region", { name: "What it did" });
const threshold = (page) => page.getByLabel("When fewer are available than, C");
const amount = (page) => page.getByLabel("Add, C");
const cap = (page) => page.getByLabel("At most in a month, C");
const opened = (rows, options) => ({ path: PATH, before: on("2026-11-22", rows), ...options });

/** Types the rule of the sentence below. */
async function type(page) {
  await threshold(page).fill("5");
  await amount(page).fill("20");
  await cap(page).fill("60");
}

for (const [width, scheme] of [[1280, "light"], [360, "dark"]]) {
  test(`off by default; on, changed, off again, ${width} px, ${scheme}`, withPage(opened(START, {
    width, scheme,
    // The reload may break it off.
    expected: [/icon\.svg net::ERR_ABORTED/],
  }), async ({ page, axe }) => {
    await rule(page).getByText("Off: nothing is added without you.").waitFor();
    await axe();
    await type(page);
    await rule(page).getByText("When fewer than 5 C are available, 20 C are added, at most 60 C in a calendar month (UTC): in this demo no payment is taken.").waitFor();
    await amount(page).fill("10,50");
    await rule(page).getByText("10.50 C are added").waitFor();
    await amount(page).fill("20");
    await rule(page).getByRole("button", { name: "Switch on" }).press("Enter");
    await rule(page).getByText("On", { exact: true }).waitFor();
    await past(page).getByText("Switched on: When fewer than 5 C are available").waitFor();
    // 6 are available: nothing was due.
    assert.equal(await past(page).getByText("Top-up", { exact: true }).count(), 0);
    await axe();
    await threshold(page).fill("7");
    await rule(page).getByText("6.00 C are available now, so 20 C are added as soon as this is saved.").waitFor();
    await rule(page).getByRole("button", { name: "Save" }).click();
    await past(page).getByText("Changed: When fewer than 7 C are available").waitFor();
    await past(page).getByRole("row", { name: /Top-up 20\.00/ }).waitFor();
    // 20 of 60 are added.
    assert.match(await rule(page).innerText(), /Nov 2026\s+Added, C\s+20\.00\s+Left of the cap, C\s+40\.00\s+Cap, C\s+60\.00/);
    await axe();
    await rule(page).getByRole("button", { name: "Switch off" }).click();
    await rule(page).getByText("Off: nothing is added without you.").waitFor();
    await past(page).getByText("Switched off").waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stand out`);
    // It is kept.
    await page.reload();
    await past(page).getByText("Switched off").waitFor();
    assert.equal(await threshold(page).inputValue(), "7");
  }));
}

test("problems are sentences, and nothing is saved with one", withPage(opened(START), async ({ page, axe }) => {
  await type(page);
  await cap(page).fill("19.99");
  await rule(page).getByText("The monthly cap must hold at least one top-up.").waitFor();
  assert.ok(await rule(page).getByRole("button", { name: "Switch on" }).isDisabled());
  await axe();
  await cap(page).fill("60");
  await amount(page).fill("0.50");
  await rule(page).getByText(/least/).waitFor();
  assert.equal(await amount(page).getAttribute("aria-invalid"), "true");
  await axe();
  await amount(page).fill("twenty");
  assert.equal(await amount(page).getAttribute("aria-invalid"), "true");
  await amount(page).press("Enter");
  await rule(page).getByText("Off: nothing is added without you.").waitFor();
  assert.equal(await past(page).getByRole("table").count(), 0);
}));

test("a cap that is spent says when the next top-up can come", withPage(opened([
  ...START,
  { ...RULE, monthlyCap: "30" },
  { kind: "top-up", time: "2026-11-03T09:00:00Z", credits: "20", note: "Recurring top-up", recurring: true },
]), async ({ page, axe }) => {
  // 10 are left, and a top-up is 20.
  await rule(page).getByText("The cap holds no other top-up before 1 Dec 2026.").waitFor();
  assert.match(await rule(page).innerText(), /Left of the cap, C\s+10\.00/);
  await axe();
}));

test("a run that leaves too little is followed by a top-up, in the same write", withPage({
  path: null,
}, async ({ page, context, origin }) => {
  await on("2026-11-22", [...START, RULE])({ page, context, origin });
  await page.goto(`${origin}/#/benchmark?model=azure/translator&rows=10&row.characters=20000`);
  const total = page.getByRole("region", { name: "Total" });
  await total.getByRole("button", { name: "Run (demo)" }).click();
  // 10 x 20,000 characters at 10 C for 1,000,000 are 2 C; 6 - 2 = 4 are fewer than 5.
  await total.getByText("2.00 C charged, exactly what was reserved. 20.00 C were added by your recurring top-up.").waitFor();
  await page.getByRole("button", { name: "Demo balance 24.00 C available" }).waitFor();
  await go(page, "#/transactions?tab=recurring");
  await past(page).getByRole("row", { name: /22 Nov 2026 Top-up 20\.00/ }).waitFor();
}));

test("the host gets the rule and makes the top-ups", withPage(withHost(`{
  version: 1,
  recurring: async (rule) => { globalThis.given = [...(globalThis.given ?? []), rule]; },
}`, { path: PATH }), async ({ page, axe }) => {
  await type(page);
  await rule(page).getByText(/\(UTC\): the site of this page adds them and takes the payment\./).waitFor();
  await rule(page).getByRole("button", { name: "Switch on" }).click();
  await rule(page).getByText("On", { exact: true }).waitFor();
  await axe();
  await rule(page).getByRole("button", { name: "Switch off" }).click();
  await rule(page).getByText("Off: nothing is added without you.").waitFor();
  const fields = { version: 1, threshold: "5", amount: "20", monthlyCap: "60" };
  assert.deepEqual(await page.evaluate(() => globalThis.given), [{ ...fields, on: true }, { ...fields, on: false }]);
  // None is made here.
  assert.equal(await past(page).getByText("Top-up", { exact: true }).count(), 0);
}));

test("a host that refuses is quoted, and the rule stays as it was", withPage(withHost(`{
  version: 1,
  recurring: async () => { throw new Error("no payment method is set up"); },
}`, { path: PATH }), async ({ page, axe }) => {
  await type(page);
  await rule(page).getByRole("button", { name: "Switch on" }).click();
  await page.getByRole("alert").getByText("The site refused it: no payment method is set up.").waitFor();
  await rule(page).getByText("Off: nothing is added without you.").waitFor();
  await axe();
}));

test("a host without recurring top-ups offers none", withPage(withHost("{ version: 1 }", { path: PATH }), async ({ page, axe }) => {
  await page.getByText("The site of this page offers no recurring top-ups.").waitFor();
  await axe();
}));
