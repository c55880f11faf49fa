// *What can one credit do*: the amount, the slider, the four cards, the way back and the tables.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";

const amount = (page) => page.getByRole("textbox", { name: "Credits" });
const slider = (page) => page.getByRole("slider", { name: "Credits, in steps" });
const cards = async (page) => (await page.locator(".card").allInnerTexts()).map((text) => text.split(/\n+/));

// British English writes 16k.
test("one credit is 50 pages, 40 minutes, 16K tokens and 30 pages read aloud", withPage({ locale: "en-US" }, async ({ page }) => {
  const shown = (await cards(page)).map(([, figure, unit, exact]) => [figure, unit, exact]);
  assert.deepEqual(shown, [
    ["50", "pages translated", "exactly 50"],
    ["40", "minutes transcribed", "exactly 41.666…"],
    ["16K", "tokens generated", "exactly 16,666.666…"],
    ["30", "pages read aloud", "exactly 31.25"],
  ]);
  await page.getByText(/Prices as of .*\d{4}/).waitFor();
}));

test("field and slider agree", withPage({}, async ({ page }) => {
  await amount(page).fill("2.5");
  assert.equal(await slider(page).getAttribute("aria-valuetext"), "2.5 credits");
  await slider(page).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await amount(page).inputValue(), "3");
  await page.keyboard.press("End");
  assert.equal(await amount(page).inputValue(), "10000");
  await page.getByRole("button", { name: "0.1 credits" }).click();
  assert.equal(await amount(page).inputValue(), "0.1");
  // 0.1 C at 10 C for 1,000,000 characters is 10,000 characters: 5 pages.
  assert.equal((await cards(page))[0][1], "5");
}));

test("a text that is no amount gets a sentence and keeps the figures", withPage({}, async ({ page, axe }) => {
  const before = await cards(page);
  for (const text of ["1,5", "-1", "1e400", "NaN", "9".repeat(40), ""]) {
    await amount(page).fill(text);
    await page.locator("#credits-problem").waitFor();
    assert.equal(await amount(page).getAttribute("aria-invalid"), "true");
    assert.deepEqual(await cards(page), before, text);
  }
  await axe();
}));

test("the total is said once the visitor pauses", withPage({}, async ({ page }) => {
  await amount(page).press("End");
  await amount(page).pressSequentially("0");
  await page.getByRole("status").filter({ hasText: "10.00 C: 500 pages translated" }).waitFor({ state: "attached" });
}));

test("work costs what it costs with each supplier", withPage({}, async ({ page }) => {
  const work = page.getByRole("region", { name: "Or start from the work" });
  await work.getByLabel("Amount of work").fill("25");
  const cost = (name) => work.getByRole("row", { name }).getByRole("cell").first().innerText();
  // 25 pages are 50,000 characters.
  assert.equal(await cost(/ModernMT/), "0.40");
  assert.equal(await cost(/Azure Translator/), "0.50");
  await work.getByLabel("Kind of work").selectOption({ label: "minutes transcribed" });
  await work.getByRole("button", { name: /Show all/ }).click();
  // 25 minutes at 0.024 C.
  assert.match(await cost(/Amazon Transcribe/), /^0\.60*$/);
}));

test("the tables are searched and filtered", withPage({}, async ({ page }) => {
  const prices = page.getByRole("region", { name: "Every function, every price" });
  await prices.getByLabel("Search").fill("modernmt");
  await prices.getByRole("rowheader", { name: "ModernMT" }).waitFor();
  assert.equal(await prices.getByRole("table").count(), 1);
  await prices.getByLabel("Search").fill("no such model");
  await prices.getByText("No model fits").waitFor();
  await prices.getByLabel("Search").fill("");
  await prices.getByLabel("Function").selectOption("translation");
  await prices.getByLabel("Supplier").selectOption("azure");
  const names = await prices.getByRole("rowheader").allInnerTexts();
  assert.ok(names.some((name) => name.startsWith("Azure Translator")), names.join());
  assert.ok(names.every((name) => name.startsWith("Azure")), names.join());
}));

test("a link holds the view", withPage({
  path: "/#/?credits=2.5&need=10&work=speech-recognition",
  // The reload below may come before the icon.
  expected: [/icon\.svg net::ERR_ABORTED/],
}, async ({ page }) => {
  assert.equal(await amount(page).inputValue(), "2.5");
  assert.equal(await page.getByLabel("Amount of work").inputValue(), "10");
  await amount(page).fill("7");
  await page.waitForURL(/credits=7&.*&k=[0-9a-f]{8}$/);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await amount(page).inputValue(), "7");
}));

for (const [what, hash, says] of [
  ["an unknown view", "#/wallets?x=1", "names a view that does not exist"],
  ["a wrong checksum", "#/?v=1&credits=5&k=00000000", "checksum does not fit"],
  ["a later version", "#/?v=99&credits=5", "newer version"],
  ["broken escapes", "#/?credits=%ff%zz", "damaged"],
  ["9,000 bytes", `#/?search=${"x".repeat(9000)}`, "longer than 8192 bytes"],
]) {
  test(`a link with ${what} opens the first view with a sentence`, withPage({ path: `/${hash}` }, async ({ page, axe }) => {
    await page.getByText(says).waitFor();
    assert.equal(await amount(page).inputValue(), "1");
    await axe();
    await page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await page.getByText(says).count(), 0);
  }));
}
