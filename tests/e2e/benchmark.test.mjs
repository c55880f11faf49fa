// *Benchmark*: models are chosen, a dataset is described, and the table says what each costs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, sum } from "./figures.mjs";
import { withPage } from "./harness.mjs";

const costs = (page) => page.getByRole("table", { name: "What it costs" });
const subtotals = (page) => costs(page).locator('tbody td[data-head="Credits"]').allInnerTexts();
const total = (page) => costs(page).locator("tfoot td.num").innerText();

test("a sample is one click away; subtotals are sorted and add up", withPage({ path: "/#/benchmark" }, async ({ page, axe }) => {
  await page.getByRole("button", { name: /Translate 5,000 sentences/ }).click();
  // 5,000 x 120 characters at 8, 10, 15 and 20 C for 1,000,000.
  assert.deepEqual(await subtotals(page), ["4.80", "6.00", "9.00", "12.00"]);
  assert.equal(await total(page), "31.80");
  const names = await costs(page).getByRole("rowheader").allInnerTexts();
  assert.match(names[0], /^ModernMT\s+cheapest/);
  await axe();
}));

test("subtotals that do not end still add up", withPage({ path: "/#/benchmark" }, async ({ page }) => {
  await page.getByRole("button", { name: /Transcribe 200 calls/ }).click();
  await page.getByLabel("Rows").fill("7");
  assert.equal(sum(await subtotals(page)), plain(await total(page)));
  await page.getByRole("region", { name: "Total" }).getByText("complete").waitFor();
}));

test("models are found, chosen and taken out again", withPage({ path: "/#/benchmark" }, async ({ page, axe }) => {
  await page.getByLabel("Search models").fill("azure translator");
  await page.getByRole("checkbox", { name: /^Azure Translator/ }).check();
  // Nothing is known of a row yet: a gap, not 0.
  await costs(page).getByText("not priced").waitFor();
  await page.getByRole("region", { name: "Total" }).getByText("1 line not priced").waitFor();
  await axe();
  await page.getByLabel("characters", { exact: true }).fill("2000");
  // 1,000 rows x 2,000 characters at 10 C for 1,000,000.
  assert.deepEqual(await subtotals(page), ["20.00"]);
  await page.getByRole("checkbox", { name: /^Azure Translator/ }).uncheck();
  await page.getByRole("button", { name: /Answer 1,000 questions/ }).waitFor();
}));

test("a number of rows that is not whole gets a sentence and keeps the figures", withPage({ path: "/#/benchmark" }, async ({ page, axe }) => {
  await page.getByRole("button", { name: /Answer 1,000 questions/ }).click();
  const before = await subtotals(page);
  await page.getByLabel("Rows").fill("1.5");
  await page.getByRole("alert").getByText("1.5 is not a whole number of rows").waitFor();
  assert.deepEqual(await subtotals(page), before);
  await axe();
}));

test("a link holds the benchmark", withPage({
  path: "/#/benchmark?model=azure/translator&model=aws/translate&rows=10&row.characters=100000",
}, async ({ page }) => {
  // 10 x 100,000 characters at 10 and 15 C for 1,000,000.
  assert.deepEqual(await subtotals(page), ["10.00", "15.00"]);
  await page.waitForURL(/&k=[0-9a-f]{8}$/);
}));

test("a link with an unknown model says so and keeps the rest", withPage({
  path: "/#/benchmark?model=__proto__&model=azure/translator&row.characters=1000",
}, async ({ page }) => {
  await page.getByText("names a model that no rate card has").waitFor();
  assert.deepEqual(await subtotals(page), ["10.00"]);
}));
