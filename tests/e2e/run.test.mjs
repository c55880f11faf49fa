// Running a preview: credits are reserved, the run goes on, and what it really cost is charged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { balance, figure, go, menu, topUp, withHost } from "./wallet.mjs";

const total = (page) => page.getByRole("region", { name: "Total" });
const DUB = "#/pipeline?sample=dub";

/** The dubbing sample with ten credits in the demo wallet: it needs 3.02122752. */
async function ready(page, credits = "10") {
  await topUp(page, credits);
  await go(page, DUB);
  await total(page).getByRole("button", { name: /^Run/ }).waitFor();
}

for (const [width, scheme] of [[1280, "light"], [360, "dark"], [320, "light"]]) {
  test(`a demo run reserves, runs and charges, ${width} px, ${scheme}`, withPage({ width, scheme }, async ({ page, axe }) => {
    await ready(page);
    await total(page).getByRole("button", { name: "Run (demo)" }).click();
    await total(page).getByText("Running “Dub a talk into Spanish”, 3.021228 C reserved").waitFor();
    await axe();
    const open = await menu(page);
    assert.equal(await figure(open, "Reserved").innerText(), "3.021228\u00a0C");
    // 10 - 3.02122752
    assert.equal(await figure(open, "Available").innerText(), "6.978772\u00a0C");
    await open.getByRole("listitem").getByText("Dub a talk into Spanish").waitFor();
    await axe();
    await page.keyboard.press("Escape");
    const told = await total(page).getByText(/ charged, /).innerText();
    const [, cost] = /^([\d.]+)\u00a0C charged, (?:[\d.]+\u00a0C (?:less|more) than reserved|exactly what was reserved)\.$/.exec(told) ?? [];
    // Between the estimate's low and high.
    assert.ok(Number(cost) >= 2.434176 && Number(cost) <= 3.597864, told);
    const left = (10 - Number(cost)).toFixed(6);
    await menu(page);
    assert.ok(Math.abs(parseFloat(await figure(open, "Available").innerText()) - left) < 0.0000015);
    assert.match(await figure(open, "Reserved").innerText(), /^0\.0+\u00a0C$/);
    await axe();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stand out`);
  }));
}

test("a stopped run is released in full", withPage({}, async ({ page, axe }) => {
  await ready(page);
  await total(page).getByRole("button", { name: "Run (demo)" }).press("Enter");
  // The button is gone, the focus is not: the next Tab leads to Stop.
  assert.ok(await total(page).getByRole("status").evaluate((status) => status === document.activeElement));
  // It cannot be stopped before it has begun.
  await total(page).getByText(/reserved$/).waitFor();
  await total(page).getByRole("button", { name: "Stop", disabled: false }).press("Enter");
  await total(page).getByText("Stopped. Nothing was charged; 3.021228 C are available again.").waitFor();
  await page.getByRole("button", { name: "Demo balance 10.00 C available" }).waitFor();
  await axe();
  // The time in which it would have ended passes without a charge.
  await page.waitForTimeout(2300);
  await page.getByRole("button", { name: "Demo balance 10.00 C available" }).waitFor();
  await total(page).getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await total(page).getByText("Stopped").count(), 0);
}));

test("too few credits: the sentence, Add credits, and then it runs", withPage({ path: `/${DUB}` }, async ({ page, axe }) => {
  await total(page).getByText("This run needs 3.021228 C more.").waitFor();
  assert.equal(await total(page).getByRole("button", { name: /^Run/ }).count(), 0);
  await axe();
  await total(page).getByRole("button", { name: "Add credits" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Review" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Continue to checkout" }).click();
  await page.getByRole("button", { name: "Pay $3.03 (demo)" }).click();
  await page.getByRole("link", { name: "Back to “Pipeline”" }).click();
  await total(page).getByRole("button", { name: "Run (demo)" }).waitFor();
}));

test("a benchmark runs as well", withPage({
  path: "/#/benchmark?model=azure/translator&rows=10&row.characters=20000",
}, async ({ page }) => {
  await topUp(page, "10");
  await go(page, "#/benchmark");
  await total(page).getByRole("button", { name: "Run (demo)" }).click();
  // 10 x 20,000 characters at 10 C for 1,000,000, certain to the last character.
  await total(page).getByText("Running “Benchmark of 1 model”, 2.00 C reserved").waitFor();
  await total(page).getByText("2.00 C charged, exactly what was reserved.").waitFor();
  await page.getByRole("button", { name: "Demo balance 8.00 C available" }).waitFor();
}));

test("a run that its tab left open is offered to be released, and one that another tab follows is not", withPage({}, async ({ page, context }) => {
  await ready(page);
  await total(page).getByRole("button", { name: "Run (demo)" }).click();
  await total(page).getByText(/reserved$/).waitFor();
  const other = await context.newPage();
  await other.goto(page.url().split("#")[0]);
  await other.getByRole("button", { name: "Demo balance 6.978772 C available" }).waitFor();
  await other.waitForTimeout(300);
  assert.equal(await other.getByRole("button", { name: /^Release/ }).count(), 0);
  await page.close();
  await other.reload();
  await other.getByText("“Dub a talk into Spanish” was still running when its tab closed.").waitFor();
  await other.getByRole("button", { name: "Release the credits of Dub a talk into Spanish" }).click();
  await other.getByText("Nothing was charged; 3.021228 C are available again.").waitFor();
  await other.getByRole("button", { name: "Demo balance 10.00 C available" }).waitFor();
}));

// With a host. Its file comes after the demo wallet was filled: this browser keeps the wallet of a host that has none.

async function arrive(page, origin, credits) {
  await page.goto(`${origin}/`);
  await balance(page).waitFor();
  await topUp(page, credits);
}

/** A page whose host runs jobs so, with this many credits in the wallet of this browser. */
const withRuns = (run, credits, body) => withPage({ path: null }, async (given) => {
  const { page, origin } = given;
  await arrive(page, origin, credits);
  await withHost(`{ version: 1, run: ${run} }`).before(given);
  // The same address again would only change the hash.
  await page.goto("about:blank");
  await page.goto(`${origin}/${DUB}`);
  await total(page).waitFor();
  await body(given);
});

test("a host’s run is charged what the host says, and the difference is said", withRuns(
  `async (job) => { globalThis.job = job; return { status: "SUCCESS", executionStats: { credits: 3 } }; }`, "10",
  async ({ page }) => {
    await total(page).getByRole("button", { name: "Run", exact: true }).click();
    // 3.021228 - 3
    await total(page).getByText("3.00 C charged, 0.021228 C less than reserved.").waitFor();
    await page.getByRole("button", { name: "Balance 7.00 C available" }).waitFor();
    const job = await page.evaluate(() => job);
    assert.equal(job.version, 1);
    assert.equal(job.view, "pipeline");
    assert.equal(job.name, "Dub a talk into Spanish");
    assert.equal(job.reserved, "3.02122752");
    assert.deepEqual(job.lines.map((line) => line.estimated), ["1.440", "0.544200", "1.03702752"].map((text) => String(Number(text))));
  },
));

test("a host’s run that fails is released in full, with its reason", withRuns(
  `async () => { throw new Error("the model is not there") }`, "10",
  async ({ page, axe }) => {
    await total(page).getByRole("button", { name: "Run", exact: true }).click();
    await total(page).getByText("Failed: the model is not there. Nothing was charged; 3.021228 C are available again.").waitFor();
    await page.getByRole("button", { name: "Balance 10.00 C available" }).waitFor();
    await axe();
  },
));

test("a run that cost more than there was says so", withRuns(
  `() => ({ usedCredits: "3.45" })`, "3.05",
  async ({ page, axe }) => {
    await total(page).getByRole("button", { name: "Run", exact: true }).click();
    await total(page).getByText("0.40 C more was used than there was: add credits.").waitFor();
    await page.getByRole("button", { name: "Balance Overdrawn -0.40 C available" }).waitFor();
    await axe();
  },
));

test("a cost that cannot be read keeps the credits reserved", withRuns(
  `() => ({ done: true })`, "10",
  async ({ page }) => {
    await total(page).getByRole("button", { name: "Run", exact: true }).click();
    await total(page).getByText(/what it cost cannot be read: .*Its credits stay reserved\./).waitFor();
    const open = await menu(page);
    assert.equal(await figure(open, "Reserved").innerText(), "3.021228\u00a0C");
  },
));

test("a host is told to stop", withRuns(
  `(job, { signal }) => new Promise((_, fail) => signal.addEventListener("abort", () => { globalThis.told = true; fail(new Error("stopped")); }))`, "10",
  async ({ page }) => {
    await total(page).getByRole("button", { name: "Run", exact: true }).click();
    await total(page).getByRole("button", { name: "Stop" }).click();
    await total(page).getByText("Stopped. Nothing was charged; 3.021228 C are available again.").waitFor();
    assert.equal(await page.evaluate(() => told), true);
  },
));

test("a host that did not stop has used what it used", withRuns(
  `() => new Promise((done) => { globalThis.finish = () => done({ credits_used: 1 }); })`, "10",
  async ({ page }) => {
    await total(page).getByRole("button", { name: "Run", exact: true }).click();
    await total(page).getByRole("button", { name: "Stop" }).click();
    await total(page).getByText("Stopped. Nothing was charged").waitFor();
    await page.evaluate(() => finish());
    await page.getByRole("button", { name: "Balance 9.00 C available" }).waitFor();
    await total(page).getByText("The run did not stop in time: 1.00 C charged.").waitFor();
  },
));

test("where the host has the wallet, a run is checked against it and it is read again", withPage(withHost(`{
  version: 1,
  wallet: () => ({ totalBalance: globalThis.used ? "1.5" : "5" }),
  run: async () => { globalThis.used = true; return { usedCredits: 3.5 }; },
}`, { path: `/${DUB}` }), async ({ page }) => {
  await total(page).getByRole("button", { name: "Run", exact: true }).click();
  // 3.5 - 3.021228
  await total(page).getByText("3.50 C charged, 0.478772 C more than reserved.").waitFor();
  await page.getByRole("button", { name: "Balance Low 1.50 C available" }).waitFor();
  await total(page).getByText("This run needs 1.521228 C more.").waitFor();
}));

test("a host that runs nothing offers no Run", withPage(withHost(
  `{ version: 1, wallet: () => ({ totalBalance: 100 }) }`, { path: `/${DUB}` },
), async ({ page }) => {
  await page.getByRole("button", { name: "Balance 100.00 C available" }).waitFor();
  assert.equal(await total(page).getByRole("button").count(), 0);
}));
