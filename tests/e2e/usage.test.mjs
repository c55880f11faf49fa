// *Overview*, *Usage* and *Statistics*: a period's spend, as figures, as tables and as a chart.
import assert from "node:assert/strict";
import { test } from "node:test";
import { plain, sum } from "./figures.mjs";
import { withPage } from "./harness.mjs";
import { on } from "./ledger.mjs";

const AZURE = ["azure/translator", "Azure", "translation"];
const AWS = ["aws/transcribe", "AWS", "speech-recognition"];
const GOOGLE = ["google/text-to-speech", "Google", "speech-synthesis"];
const GPT = ["openai/gpt-4", "OpenAI", "text-generation"];

// The 30 days up to 22 November begin on 24 October: 3.02122752 + 1 + 3 C in three jobs; 3 C in the 30 days before.
const ROWS = [
  { kind: "top-up", time: "2026-10-01T09:00:00Z", credits: "100", note: "Demo top-up" },
  { time: "2026-10-20T10:00:00Z", name: "Film", lines: [[...AZURE, "2"], [...GPT, "1"]] },
  { time: "2026-11-03T10:00:00Z", name: "Calls to Spanish", lines: [[...AWS, "1.44"], [...AZURE, "0.5442"], [...GOOGLE, "1.03702752"]] },
  { time: "2026-11-05T23:59:59Z", name: "Dub a talk", lines: [[...AWS, "0.5"], [...AWS, "0.25"], [...GOOGLE, "0.25"]] },
  { kind: "usage", time: "2026-11-06T10:00:00Z", credits: "-3", note: "Monthly statement" },
  { kind: "refund", time: "2026-11-07T10:00:00Z", credits: "0.75" },
];

/** A page on 22 November with these rows, or with the ones above. */
const tab = (name, { rows = ROWS, more = "", ...options } = {}) => ({
  path: `/#/transactions?tab=${name}${more}`,
  before: on("2026-11-22", rows),
  ...options,
});
const region = (page, name) => page.getByRole("region", { name, exact: true });
const period = (page, name) => page.getByRole("group", { name: "Period" }).getByRole("button", { name });
const cells = (table, column) => table.locator(`tbody td:nth-of-type(${column})`).allInnerTexts();
const names = async (table) => (await table.locator("tbody").getByRole("rowheader").allInnerTexts()).map((name) => name.split("\n")[0].trim());
/** Nothing is wider than the screen. */
const fits = async (page) => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px stand out`);
};

for (const [width, scheme] of [[1280, "light"], [360, "dark"], [320, "light"]]) {
  test(`the tabs hold what they say, ${width} px, ${scheme}`, withPage(tab("overview", { width, scheme }), async ({ page, axe }) => {
    await region(page, "Available").waitFor();
    await fits(page);
    await axe();
    for (const name of ["Usage", "Statistics", "Recurring"]) {
      await page.getByRole("navigation", { name: "Transactions" }).getByRole("link", { name }).click();
      await page.getByRole("heading", { level: 2 }).first().waitFor();
      await fits(page);
      await axe();
    }
  }));
}

test("the overview: balance, spend, days left, what it is enough for, what happened last", withPage(tab("overview"), async ({ page }) => {
  // 100 - 3 - 7.02122752 + 0.75
  assert.match(await region(page, "Available").innerText(), /90\.728772\s?C/);
  const spent = await region(page, "Spent in this period").innerText();
  assert.match(spent, /7\.021228\s?C/);
  // 7.02122752 - 3; the first transaction is of 1 October, and the 30 days before begin on 24 September.
  assert.match(spent, /3 jobs, 4\.021228\sC more than in the 30 days before, not all of them known \(3\.00\sC\)/);
  assert.match(spent, /Refunds: 0\.75\sC/);
  const left = await region(page, "Left at this pace").innerText();
  // 90.72877248 x 30 / 7.02122752 = 387.66201…; 7.02122752 / 30 = 0.234040917…
  assert.match(left, /387 days/);
  assert.match(left, /exactly 387\.662… at 0\.234041\sC a day over 30 days/);
  // 90.72877248 / 10 x 1,000,000 / 2,000 = 4,536.43… pages, down to the step of 100.
  assert.match(await region(page, "Enough for up to").innerText(), /4,500\s+pages translated\s+exactly 4,536\.438…/);
  const latest = page.getByRole("table", { name: "Latest transactions" });
  assert.deepEqual(await names(latest), ["Refund", "Monthly statement", "Dub a talk", "Calls to Spanish", "Film"]);
  assert.deepEqual(await cells(latest, 1), ["+0.750000", "−3.000000", "−1.000000", "−3.021228", "−3.000000"]);
  assert.deepEqual((await cells(latest, 2)).slice(0, 2), ["90.728772", "89.978772"]);
  await page.getByRole("link", { name: "All transactions" }).click();
  await page.waitForURL(/tab=history/);
}));

test("credits are added from the overview", withPage(tab("overview"), async ({ page, axe }) => {
  await region(page, "Enough for up to").getByRole("button", { name: "Add credits" }).click();
  await page.getByRole("dialog", { name: "Add credits" }).waitFor();
  await axe();
}));

test("days left without spend, and with nothing left", withPage(tab("overview", { rows: ROWS.slice(0, 1) }), async ({ page, axe }) => {
  assert.match(await region(page, "Left at this pace").innerText(), /No spend in this period/);
  await axe();
}));

test("an overdrawn wallet lasts 0 days", withPage(tab("overview", {
  rows: [...ROWS, { kind: "usage", time: "2026-11-08T10:00:00Z", credits: "-95", note: "Correction" }],
}), async ({ page, axe }) => {
  assert.match(await region(page, "Left at this pace").innerText(), /0 days\s+Nothing is available\./);
  assert.match(await region(page, "Available").innerText(), /−4\.271228/);
  await axe();
}));

test("more than ten years is said so", withPage(tab("overview", {
  rows: [ROWS[0], { kind: "usage", time: "2026-11-08T10:00:00Z", credits: "-0.01" }],
}), async ({ page }) => {
  assert.match(await region(page, "Left at this pace").innerText(), /More than 10 years/);
}));

test("an empty wallet teaches", withPage(tab("overview", { rows: [] }), async ({ page, axe }) => {
  await page.getByText("Nothing has happened yet").waitFor();
  await axe();
  await page.getByRole("link", { name: "Usage" }).click();
  await page.getByRole("heading", { name: "Nothing was spent in this period" }).waitFor();
  await axe();
}));

test("usage by model adds up, in figures, shares and changes", withPage(tab("usage"), async ({ page }) => {
  const table = page.getByRole("table", { name: "Usage by model" });
  assert.deepEqual(await names(table), ["Not itemised", "Amazon Transcribe", "Google Text-to-Speech (WaveNet)", "Azure Translator", "GPT-4"]);
  assert.deepEqual(await cells(table, 1), ["1", "2", "2", "1", "0"]);
  assert.deepEqual(await cells(table, 2), ["+3.000000", "+2.190000", "+1.287028", "−1.455800", "−1.000000"]);
  // 42.727…, 31.191…, 18.330…, 7.750…: cut, 0.2 are missing, and the second and fourth lost most.
  assert.deepEqual(await cells(table, 3), ["42.7 %", "31.2 %", "18.3 %", "7.8 %", "0.0 %"].map((share) => share.replace(" ", "\u00a0")));
  const credits = await cells(table, 4);
  assert.deepEqual(credits, ["3.000000", "2.190000", "1.287028", "0.544200", "0.000000"]);
  const total = await table.locator("tfoot td").allInnerTexts();
  assert.deepEqual(total, ["3", "+4.021228", "100.0\u00a0%", "7.021228"]);
  assert.equal(sum(credits), plain(total[3]));
  await page.getByText("Change is against 24 Sept 2026 – 23 Oct 2026, 30 days, of which not every day is known.").waitFor();
  await page.getByText("Refunds in this period: 0.75 C. They are not taken off the usage.").waitFor();
}));

test("usage by supplier and function, by keyboard and from a link", withPage(tab("usage", {
  // The reload may break it off.
  expected: [/icon\.svg net::ERR_ABORTED/],
}), async ({ page, axe }) => {
  await page.getByRole("group", { name: "Usage by" }).getByRole("button", { name: "Supplier" }).press("Enter");
  const suppliers = page.getByRole("table", { name: "Usage by supplier" });
  assert.deepEqual(await names(suppliers), ["Not itemised", "AWS", "Google", "Azure", "OpenAI"]);
  await axe();
  await page.waitForURL(/by=supplier/);
  await page.getByRole("group", { name: "Usage by" }).getByRole("button", { name: "Function" }).press("Enter");
  const functions = page.getByRole("table", { name: "Usage by function" });
  assert.deepEqual(await names(functions), ["Not itemised", "Speech recognition", "Speech synthesis", "Translation", "Text generation"]);
  await page.waitForURL(/by=function.*&k=[0-9a-f]{8}$/);
  await page.reload();
  await functions.waitFor();
}));

test("a model leads to its rows of the history", withPage(tab("usage"), async ({ page }) => {
  const link = page.getByRole("link", { name: "Amazon Transcribe" });
  assert.match(await link.getAttribute("href"), /^#\/transactions\?v=1&tab=history&from=2026-10-24&to=2026-11-22&model=aws\/transcribe&k=/);
  await link.click();
  // Both of its jobs, and nothing else.
  await page.getByRole("row", { name: /Dub a talk/ }).waitFor();
  await page.getByRole("row", { name: /Calls to Spanish/ }).waitFor();
  assert.equal(await page.getByRole("row", { name: /Film|Monthly statement|Refund|Top-up/ }).count(), 0);
}));

test("periods: this month, all, own dates; in the link and for every tab", withPage(tab("usage"), async ({ page, axe }) => {
  await period(page, "All").click();
  const table = page.getByRole("table", { name: "Usage by model" });
  // 7.02122752 + 3; nothing came before it.
  await table.getByRole("cell", { name: "10.021228" }).waitFor();
  assert.equal(await table.getByRole("columnheader", { name: "Change, C" }).count(), 0);
  await page.getByText("1 Oct 2026 – 22 Nov 2026, 53 days (UTC)").waitFor();
  await period(page, "Own dates").click();
  await page.getByLabel("From").fill("2026-11-04");
  await page.getByLabel("To").fill("2026-11-05");
  await table.locator("tfoot").getByRole("cell", { name: "1.00", exact: true }).waitFor();
  await page.waitForURL(/period=own&from=2026-11-04&to=2026-11-05/);
  await page.getByLabel("To").fill("2026-11-01");
  await page.getByRole("alert").getByText("The first day stands after the last. Exchange them.").waitFor();
  await axe();
  await page.getByLabel("To").fill("2026-11-05");
  await page.getByRole("navigation", { name: "Transactions" }).getByRole("link", { name: "Overview" }).click();
  assert.match(await region(page, "Spent in this period").innerText(), /1\.00\s?C/);
  await period(page, "This year").click();
  // Days of which nothing is known do not slow the pace: 1 October to 22 November.
  await page.getByText("1 Jan 2026 – 22 Nov 2026, 326 days (UTC); the first transaction is of 1 Oct 2026").waitFor();
  assert.match(await region(page, "Left at this pace").innerText(), /a day over 53 days/);
  await page.getByRole("status").getByText("10.021228 C spent, 1 Jan 2026 – 22 Nov 2026, 326 days").waitFor();
  await period(page, "This month").click();
  await page.getByText("1 Nov 2026 – 22 Nov 2026, 22 days (UTC)").waitFor();
}));

test("the chart is read by keyboard and by pointer, and its figures stand in a table", withPage(tab("statistics"), async ({ page, axe }) => {
  const slider = page.getByRole("slider", { name: "Day to read" });
  // The last day with spend.
  assert.equal(await slider.getAttribute("aria-valuetext"), "6 Nov 2026: 3.00\u00a0C; Not itemised 3.00\u00a0C");
  for (const _ of [1, 2, 3]) await slider.press("ArrowLeft");
  const legend = page.getByRole("table", { name: "By model" });
  await legend.getByRole("columnheader", { name: "3 Nov 2026, C" }).waitFor();
  assert.equal(
    await slider.getAttribute("aria-valuetext"),
    "3 Nov 2026: 3.021228\u00a0C; Amazon Transcribe 1.44\u00a0C, Google Text-to-Speech (WaveNet) 1.037028\u00a0C, Azure Translator 0.5442\u00a0C",
  );
  // From the top of the stack to its bottom.
  assert.deepEqual(await names(legend), ["Azure Translator", "Google Text-to-Speech (WaveNet)", "Amazon Transcribe", "Not itemised"]);
  assert.deepEqual(await cells(legend, 1), ["0.544200", "1.037028", "1.440000", "0.000000"]);
  assert.deepEqual(await cells(legend, 2), ["0.544200", "1.287028", "2.190000", "3.000000"]);
  assert.deepEqual(await cells(legend, 3), ["7.8", "18.3", "31.2", "42.7"].map((share) => `${share}\u00a0%`));
  await axe();
  // The 13th of 30 days, by pointer: 5 November.
  const plot = await page.locator(".plot").boundingBox();
  await page.mouse.move(plot.x + (plot.width * 12.5) / 30, plot.y + plot.height / 2);
  await legend.getByRole("columnheader", { name: "5 Nov 2026, C" }).waitFor();
  const figure = page.getByRole("figure", { name: "Spend by day, 7.021228\u00a0C in all; most on 3 Nov 2026: 3.021228\u00a0C" });
  await figure.waitFor();
  await page.getByText("The same figures as a table, by day").click();
  const table = page.getByRole("table", { name: "Figures of the chart" });
  await table.waitFor();
  const days = await cells(table, 5);
  assert.equal(days.length, 30);
  assert.equal(sum(days), "7.021228");
  assert.equal(days[10], "3.021228");
  assert.equal(plain(await table.locator("tfoot td").last().innerText()), "7.021228");
  await axe();
}));

test("long periods are drawn by week, month and year", withPage(tab("statistics", {
  rows: [{ kind: "usage", time: "2024-02-29T10:00:00Z", credits: "-1" }, ...ROWS],
}), async ({ page }) => {
  await period(page, "This year").click();
  await page.getByRole("slider", { name: "Week to read" }).waitFor();
  await page.getByRole("heading", { name: "Spend by week" }).waitFor();
  await period(page, "All").click();
  // February 2024 to November 2026.
  const months = page.getByRole("slider", { name: "Month to read" });
  assert.equal(await months.getAttribute("max"), "33");
  await months.press("Home");
  assert.match(await months.getAttribute("aria-valuetext"), /^Feb 2024: 1\.00\sC/);
}));

test("the sixth model and those after it are one", withPage(tab("statistics", {
  rows: [7, 6, 5, 4, 3, 2, 1].map((credits, place) => ({
    time: `2026-11-1${place}T10:00:00Z`, name: "Run", lines: [[`lab/model-${place}`, "Lab", "translation", String(credits)]],
  })),
}), async ({ page }) => {
  const legend = page.getByRole("table", { name: "By model" });
  assert.deepEqual(await names(legend), ["Other models", "lab/model-4", "lab/model-3", "lab/model-2", "lab/model-1", "lab/model-0"]);
  assert.deepEqual(await cells(legend, 2), ["3.00", "3.00", "4.00", "5.00", "6.00", "7.00"]);
}));

test("many transactions are added up in turns", withPage(tab("usage", {
  rows: Array.from({ length: 9000 }, (_, place) => ({
    time: `2026-11-${String(1 + (place % 22)).padStart(2, "0")}T10:00:00Z`, name: "Run", lines: [[...AZURE, "0.01"]],
  })),
}), async ({ page }) => {
  const table = page.getByRole("table", { name: "Usage by model" });
  await table.waitFor();
  assert.deepEqual(await table.locator("tfoot td").allInnerTexts(), ["9,000", "100.0\u00a0%", "90.00"]);
}));

test("forced colours keep the chart's parts apart", withPage({ path: null }, async ({ page, context, origin, axe }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await on("2026-11-22", ROWS)({ page, context, origin });
  await page.goto(`${origin}/#/transactions?tab=statistics`);
  await page.getByRole("slider", { name: "Day to read" }).waitFor();
  const opacities = await page.locator(".legend rect").evaluateAll((all) => all.map((one) => getComputedStyle(one).fillOpacity));
  assert.equal(new Set(opacities).size, opacities.length);
  await axe();
}));
