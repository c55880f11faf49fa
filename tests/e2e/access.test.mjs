// What everybody gets: every view by keyboard, to a screen reader, small and large, light and dark, left and right.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";

const VIEWS = {
  "the cards": "/",
  "large figures": "/#/?credits=123456789.5",
  "an empty pipeline": "/#/pipeline",
  "a filled pipeline": "/#/pipeline?sample=subtitles",
  "an empty benchmark": "/#/benchmark",
  "an empty checkout": "/#/checkout",
  "a filled checkout": "/#/checkout?credits=10.5&method=google-pay",
  "team settings": "/#/settings",
  "a filled benchmark": "/#/benchmark?model=azure/translator&model=openai/gpt-4&row.characters=1000",
};

for (const [view, path] of Object.entries(VIEWS)) {
  for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"], [320, "light"]]) {
    test(`${view} at ${width} px, ${scheme}: axe finds nothing, nothing is cut off`, withPage({
      path, width, scheme,
    }, async ({ page, axe }) => {
      await page.getByRole("heading", { level: 1 }).waitFor();
      await axe();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} px stand out`);
    }));
  }
  test(`${view} from right to left`, withPage({ path, width: 360 }, async ({ page, axe }) => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    await axe();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stand out`);
  }));
}

test("the views are reached by keyboard, and the focus goes with them", withPage({}, async ({ page }) => {
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  assert.ok(await skip.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.equal(await page.evaluate(() => location.hash.startsWith("#main")), false);
  await page.getByRole("link", { name: "Pipeline" }).press("Enter");
  await page.getByRole("heading", { level: 1, name: "What will this pipeline cost?" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  assert.equal(await page.title(), "Pipeline · One Credit");
  assert.equal(await page.getByRole("link", { name: "Pipeline" }).getAttribute("aria-current"), "page");
  await page.goBack();
  await page.getByRole("textbox", { name: "Credits" }).waitFor();
}));

test("what was set survives a look at another view", withPage({ path: "/#/pipeline?sample=dub" }, async ({ page }) => {
  await page.getByLabel("Talk, audio", { exact: true }).fill("5");
  await page.getByRole("link", { name: "Benchmark" }).click();
  await page.getByRole("heading", { level: 1, name: /benchmark/ }).waitFor();
  await page.getByRole("link", { name: "Pipeline" }).click();
  await page.getByLabel("Talk, audio", { exact: true }).waitFor();
  assert.equal(await page.getByLabel("Talk, audio", { exact: true }).inputValue(), "5");
}));

/** Types key by key, as people do, and expects the field to be the same one at the end. */
async function types(field, text) {
  await field.focus();
  await field.press("End");
  await field.page().keyboard.type(text);
  assert.ok(await field.evaluate((element) => element === document.activeElement), "the field kept the focus");
}

test("a field keeps the focus while the view changes around it", withPage({}, async ({ page }) => {
  const search = page.getByLabel("Search", { exact: true });
  await types(search, "azure translator");
  assert.equal(await search.inputValue(), "azure translator");
  const credits = page.getByRole("textbox", { name: "Credits" });
  await types(credits, "0x");
  assert.equal(await credits.inputValue(), "10x");
  await page.getByRole("link", { name: "Benchmark" }).click();
  await types(page.getByLabel("Search models"), "azure translator");
  const box = page.getByRole("checkbox", { name: /^Azure Translator/ });
  await box.focus();
  await page.keyboard.press("Space");
  await page.getByRole("region", { name: "Total" }).waitFor();
  assert.ok(await box.evaluate((element) => element === document.activeElement), "the box kept the focus");
  await types(page.getByLabel("characters", { exact: true }), "2000");
}));

test("what was opened gets the focus", withPage({ path: "/#/pipeline" }, async ({ page }) => {
  await page.getByRole("button", { name: /Dub a talk/ }).click();
  await page.getByRole("heading", { name: "What goes in" }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await types(page.getByLabel("Talk, audio", { exact: true }), "0x");
  const pace = page.getByLabel("Characters in a minute of English speech, expected");
  await types(pace, "x");
  await page.getByText("edited", { exact: true }).waitFor();
}));

test("no element carries a style of its own", withPage({ path: "/#/pipeline?sample=dub" }, async ({ page }) => {
  await page.getByRole("heading", { name: "What it costs" }).waitFor();
  assert.equal(await page.locator("[style]").count(), 0);
}));

test("figures are written as the visitor's language writes them", withPage({ locale: "de-DE" }, async ({ page }) => {
  await page.getByText("16.000", { exact: true }).waitFor();
  await page.getByText("exactly 41,666…").waitFor();
}));

test("nothing moves for those who asked for it", withPage({ reducedMotion: true }, async ({ page }) => {
  await page.getByRole("heading", { level: 1 }).waitFor();
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")]
    .filter((element) => getComputedStyle(element).transitionDuration.split(",").some((time) => parseFloat(time) > 0)).length);
  assert.equal(moving, 0);
}));
