// How old the prices are, by the visitor's clock.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { stand } from "./ledger.mjs";
import { DIST } from "./server.mjs";

const [, VERIFIED] = /VERIFIED="([\d-]+)"/.exec(await readFile(join(DIST, "sw.js"), "utf8"));
const [, OLD] = /old_days = (\d+)/.exec(await readFile(new URL("../../pricing/policy.toml", import.meta.url), "utf8"));

/** A page opened so many days after the prices were checked, at noon UTC. */
const after = (days, more = {}) => ({
  ...more,
  before: async ({ page }) => {
    const noon = new Date(`${VERIFIED}T12:00:00Z`);
    noon.setUTCDate(noon.getUTCDate() + days);
    // Timers go on as ever; those of Playwright's own clock have ids that WebAssembly cannot hold.
    await page.addInitScript(stand, noon.getTime());
  },
});

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(VERIFIED));
const line = (page) => page.locator(".asof");
const warning = (page) => page.getByText("Suppliers may have changed them since.", { exact: false });

for (const [days, words] of [[0, "today"], [1, "yesterday"], [12, "12 days ago"], [59, "59 days ago"], [1500, "4 years ago"]]) {
  test(`${days} days after the last check it was ${words}`, withPage(after(days), async ({ page }) => {
    await line(page).getByText(`last checked ${day} (${words})`).waitFor();
    await line(page).getByText("Prices as of").waitFor();
  }));
}

test("what is written by the build names the day alone", async () => {
  const html = await readFile(join(DIST, "index.html"), "utf8");
  assert.match(html, /last checked/);
  assert.doesNotMatch(html, / ago\)|\((today|yesterday)\)/);
});

test("a clock that is behind tells the day and no age", withPage(after(-3), async ({ page }) => {
  await line(page).getByText(`last checked ${day}`, { exact: true }).waitFor();
}));

test("prices are called old after the days of the policy, and not before", withPage(after(Number(OLD)), async ({ page }) => {
  await line(page).waitFor();
  assert.equal(await warning(page).count(), 0);
}));

for (const [width, scheme] of [[1280, "light"], [360, "dark"]]) {
  test(`old prices are said to be old in each view that has prices, ${width} px, ${scheme}`, withPage(after(Number(OLD) + 30, { width, scheme }), async ({ page, axe }) => {
    const sentence = `Prices were last checked ${Number(OLD) + 30} days ago. Suppliers may have changed them since.`;
    await page.getByText(sentence).waitFor();
    await axe();
    for (const view of ["Pipeline", "Benchmark"]) {
      await page.getByRole("link", { name: view }).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.getByText(sentence).waitFor();
    }
    await axe();
  }));
}

test("the line has one height, however old the prices are", withPage({ path: null }, async ({ page, origin }) => {
  for (const width of [320, 360, 414, 430, 600, 820, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const heights = [];
    for (const days of [0, 12, 59, 340]) {
      await after(days).before({ page });
      await page.goto(`${origin}/?${days}`);
      // The static line is the program's by then.
      await page.getByRole("button", { name: /available/ }).waitFor();
      heights.push((await line(page).boundingBox()).height);
    }
    assert.equal(new Set(heights).size, 1, `${width} px: ${heights}`);
  }
}));
