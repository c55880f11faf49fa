// <one-credit>: the sentence, the slider and the four cards, as on the page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, SEED, told, withHost } from "./harness.mjs";

const ONE = `<one-credit at="${SEED}"></one-credit>`;

const cards = async (page) => {
  const texts = await page.getByRole("listitem").allInnerTexts();
  return texts.map((text) => text.replaceAll("\u00a0", " ").split(/\s*\n\s*/).filter(Boolean));
};

// The seed's prices: 10 C for 1M characters, 0.024 C a minute, 60 C for 1M tokens, 16 C for 1M characters; a page is 2,000 characters.
test("one credit is 50 pages, 40 minutes, 16K tokens and 30 pages, with the exact figures beneath", withHost({ body: ONE }, async ({ page }) => {
  await page.getByRole("textbox", { name: "Credits" }).waitFor();
  await page.getByText("credit you can get").waitFor();
  assert.deepEqual(await cards(page), [
    ["Up to", "50", "pages translated", "exactly 50", "Azure Translator", "Microsoft Azure · 10.00 C per 1M characters"],
    ["Up to", "40", "minutes transcribed", "exactly 41.666…", "Amazon Transcribe", "Amazon Web Services · 0.024 C per minute"],
    ["Up to", "16k", "tokens generated", "exactly 16,666.666…", "GPT-4", "OpenAI · 60.00 C per 1M output tokens"],
    ["Up to", "30", "pages read aloud", "exactly 31.25", "Google Text-to-Speech (WaveNet)", "Google · 16.00 C per 1M characters"],
  ]);
}));

test("field, slider and round amounts agree", withHost({ body: ONE }, async ({ page }) => {
  const field = page.getByRole("textbox", { name: "Credits" });
  const slider = page.getByRole("slider", { name: "Credits, in steps" });
  await field.fill("2.2");
  await page.waitForFunction(() => document.querySelector("one-credit").value === "2.2");
  // The steps above 1: 1.2, 1.5, 2, 2.5; 2 is the highest that does not exceed 2.2.
  assert.equal(await slider.getAttribute("aria-valuetext"), "2 credits");
  await slider.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("one-credit").value === "2.5");
  assert.equal(await field.inputValue(), "2.5");
  await page.getByRole("button", { name: "100 credits", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("one-credit").value === "100");
  assert.equal(await field.inputValue(), "100");
  assert.equal(await page.getByRole("button", { name: "100 credits", exact: true }).getAttribute("aria-pressed"), "true");
  assert.equal(await slider.inputValue(), "40");
  assert.equal((await cards(page))[0][1], "5,000");
  await page.getByText("credits you can get").waitFor();
}));

test("what is no amount is refused at the field, and the last good cards stay", withHost({ body: ONE }, async ({ page }) => {
  const field = page.getByRole("textbox", { name: "Credits" });
  await field.fill("-1");
  await page.getByRole("alert").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal((await cards(page))[0][1], "50");
  const [error] = await heard(page, "credit-error");
  assert.equal(error.path, "credits");
  await field.fill("2");
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.equal((await cards(page))[0][1], "100");
}));

test("the host sets the budget by attribute or property, and hears what it buys", withHost({
  body: `<one-credit credits="2" at="${SEED}"></one-credit>`,
}, async ({ page }) => {
  const field = page.getByRole("textbox", { name: "Credits" });
  await field.waitFor();
  assert.equal(await field.inputValue(), "2");
  await field.fill("3");
  await told(page, "credit-change", 2);
  await page.locator("one-credit").evaluate((own) => { own.credits = "0.5"; });
  await told(page, "credit-change", 3);
  assert.equal(await field.inputValue(), "0.5", "the host's amount takes the place of what was typed");
  const changes = await heard(page, "credit-change");
  assert.deepEqual(changes.map(({ credits, headlines }) => [credits, headlines[0].headline]), [["2", "100"], ["3", "150"], ["0.5", "25"]]);
}));

test("the figures are said in one polite live region", withHost({ body: ONE }, async ({ page }) => {
  const status = page.getByRole("status");
  await status.waitFor({ state: "attached" });
  assert.match(await status.innerText(), /^1\.00\sC: 50 pages translated, 40 minutes transcribed, 16k tokens generated, 30 pages read aloud$/);
}));

test("without JavaScript the host's own content is what there is", withHost({
  body: "<one-credit><p>One credit is about 50 pages translated.</p></one-credit>", entry: null,
}, async ({ page }) => {
  assert.ok(await page.getByText("One credit is about 50 pages translated.").isVisible());
}));
