// Transactions > History: rows, filters, keyboard and scrolling, and what a row is made of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { openTab } from "./journal.mjs";
import { keep } from "./ledger.mjs";

const HISTORY = "/#/transactions?tab=history";
// A reload breaks off what still arrives.
const RELOADED = [/icons\/icon\.svg net::ERR_ABORTED/];

const FEW = [
  { kind: "top-up", time: "2026-11-01T08:00:00Z", credits: "25", note: "Credit card" },
  { time: "2026-11-02T10:00:00Z", name: "Board meeting", lines: [["aws/transcribe", "Amazon Web Services", "speech-recognition", "1.44"]] },
  { time: "2026-11-03T10:30:00Z", name: "Dub the talk", lines: [
    ["aws/transcribe", "Amazon Web Services", "speech-recognition", "1.44"],
    ["azure/translator", "Microsoft Azure", "translation", "0.5442"],
    ["google/text-to-speech", "Google Cloud", "speech-synthesis", "1.03702752"],
  ] },
  { kind: "refund", time: "2026-11-04T09:00:00Z", credits: "1.44", note: "Board meeting failed" },
];

const MANY = 3000;

/** A day and an hour for each row, one after the other. */
function many() {
  const first = { kind: "top-up", time: "2026-01-01T00:00:00Z", credits: "10000", note: "Credit card" };
  const rows = Array.from({ length: MANY - 1 }, (_, place) => ({
    time: new Date(Date.UTC(2026, 0, 1, 1) + place * 3_600_000).toISOString(),
    name: `Run ${place + 1} ${place % 2 ? "odd" : "even"}`,
    lines: [["azure/translator", "Microsoft Azure", "translation", "0.01"]],
  }));
  return [first, ...rows];
}

const having = (rows) => async ({ context, origin }) => keep(context, origin, rows);

/** Entries as the journal has them. */
const holding = (entries) => async ({ context, origin }) => {
  const tab = await openTab(context, origin);
  await tab.evaluate((text) => globalThis.journal.append(0, () => [text]), JSON.stringify(entries));
  await tab.close();
};

const table = (page) => page.locator("table.history");
const entries = (page) => page.locator(".history .entry");
const title = (page) => page.locator("#history-title");
/** What a row says, cell by cell. */
const cells = (row) => row.locator("td, th").allInnerTexts();
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));

test("every row stands with its date, name, kind, amount and balance, newest first", withPage({
  path: HISTORY, before: having(FEW),
}, async ({ page, axe }) => {
  await page.getByRole("heading", { name: "4 transactions" }).waitFor();
  assert.equal(await table(page).getAttribute("aria-rowcount"), "5");
  assert.deepEqual(await table(page).getByRole("columnheader").allInnerTexts(), ["Date (UTC)", "Transaction", "Kind", "Amount, C", "Balance after, C"]);
  const rows = await Promise.all([0, 1, 2, 3].map((place) => cells(entries(page).nth(place))));
  // 25 - 1.44 = 23.56; - 3.02122752 = 20.53877248; + 1.44 = 21.97877248. Six digits are shown.
  assert.deepEqual(rows.map((row) => row.slice(3)), [
    ["+1.440000", "21.978772"], ["−3.021228", "20.538772"], ["−1.440000", "23.560000"], ["+25.000000", "25.000000"],
  ]);
  assert.deepEqual(rows.map((row) => row[2]), ["Refund", "Usage", "Usage", "Top-up"]);
  assert.match(rows[1][1], /Dub the talk\s+Amazon Transcribe, Azure Translator and 1 more/);
  assert.match(rows[1][0], /3 Nov 2026\s+10:30/);
  assert.deepEqual(await entries(page).evaluateAll((all) => all.map((row) => row.getAttribute("aria-rowindex"))), ["2", "3", "4", "5"]);
  // 25 + 1.44 and 1.44 + 3.02122752.
  await page.getByText("Net 21.97877248 C", { exact: true }).waitFor();
  await page.getByText("added 26.44 C").waitFor();
  await page.getByText("taken −4.46122752 C").waitFor();
  assert.equal(await page.locator("[style]").count(), 0);
  await axe();
}));

test("filters narrow the rows, the count and the sum, and live in the link", withPage({
  path: HISTORY, before: having(FEW), expected: RELOADED,
}, async ({ page, axe }) => {
  const model = page.getByLabel("Model or supplier");
  await model.pressSequentially("azure translator");
  await page.getByRole("heading", { name: "1 of 4 transactions" }).waitFor();
  await page.getByText("Net −3.02122752 C").waitFor();
  assert.ok(await model.evaluate((field) => field === document.activeElement), "the field kept the focus");
  await page.waitForFunction(() => location.hash.includes("model=azure%20translator"));
  await model.fill("");
  await page.getByRole("button", { name: "Usage", exact: true }).click();
  await page.getByRole("heading", { name: "2 of 4 transactions" }).waitFor();
  await page.getByLabel("From (UTC)").fill("2026-11-03");
  await page.getByRole("heading", { name: "1 of 4 transactions" }).waitFor();
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  await page.getByLabel("To (UTC)").fill("2026-11-04");
  await page.getByRole("heading", { name: "2 of 4 transactions" }).waitFor();
  await page.getByLabel("Least, C").fill("1.44");
  await page.getByLabel("Most, C").fill("1.44");
  await page.getByRole("heading", { name: "1 of 4 transactions" }).waitFor();
  await page.getByLabel("Job, note or id").fill("FAILED board");
  await page.getByText("Net 1.44 C").waitFor();
  await axe();
  await page.waitForFunction(() => location.hash.includes("search=FAILED"));
  const link = await hash(page);
  for (const part of ["from=2026-11-03", "to=2026-11-04", "kind=usage", "kind=refund", "least=1.44", "most=1.44"]) {
    assert.ok(link.includes(part), `${part} in ${link}`);
  }
  await page.reload();
  await page.getByRole("heading", { name: "1 of 4 transactions" }).waitFor();
  assert.equal(await page.getByLabel("From (UTC)").inputValue(), "2026-11-03");
  assert.equal(await page.getByLabel("Least, C").inputValue(), "1.44");
  assert.equal(await page.getByRole("button", { name: "Refund", exact: true }).getAttribute("aria-pressed"), "true");
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("heading", { name: "4 transactions", exact: true }).waitFor();
  assert.equal(await page.getByLabel("From (UTC)").inputValue(), "");
}));

test("filters that nothing fits say so and are taken away with one press", withPage({
  path: `${HISTORY}&search=nowhere`, before: having(FEW),
}, async ({ page, axe }) => {
  await page.getByRole("heading", { name: "No transaction fits these filters" }).waitFor();
  await page.getByRole("heading", { name: "0 of 4 transactions" }).waitFor();
  assert.ok(await page.getByRole("button", { name: "Export CSV" }).isDisabled());
  await axe();
  await page.getByRole("button", { name: "Show everything" }).click();
  await page.getByRole("heading", { name: "4 transactions", exact: true }).waitFor();
}));

test("a filter that is no amount says why and leaves the rows", withPage({ path: HISTORY, before: having(FEW) }, async ({ page, axe }) => {
  await page.getByLabel("Least, C").fill("much");
  await page.getByText('"much" is not a decimal number such as 12.5').waitFor();
  await axe();
}));

test("thousands of rows scroll with the page, and only those in sight are made", withPage({
  path: HISTORY, before: having(many()),
}, async ({ page, axe }) => {
  await page.getByRole("heading", { name: "3,000 transactions" }).waitFor();
  // 10,000 - 2,999 x 0.01.
  await page.getByText("Net 9,970.01 C").waitFor();
  assert.ok(await entries(page).count() < 80, "most rows are not made");
  const height = await entries(page).first().evaluate((row) => row.offsetHeight);
  const body = await page.locator("#history-rows").evaluate((rows) => rows.offsetHeight);
  assert.ok(Math.abs(body - MANY * height) < 2, `${body} px for ${MANY} rows of ${height} px`);
  for (const [share, name] of [[1, "Credit card"], [0.5, "Run 1500 odd"], [0, "Run 2999 even"]]) {
    await page.evaluate((share) => scrollTo(0, document.documentElement.scrollHeight * share), share);
    await page.getByRole("button", { name }).waitFor();
    assert.ok(await entries(page).count() < 80);
    const blank = await page.evaluate(() => {
      const at = document.elementFromPoint(innerWidth / 2, innerHeight - 200);
      return at.closest(".skipped") !== null;
    });
    assert.ok(!blank, `rows stand where the page is scrolled to ${share}`);
  }
  await page.evaluate(() => scrollTo(0, 40_000));
  const head = page.getByRole("columnheader", { name: "Amount, C" });
  assert.ok(await head.evaluate((cell) => Math.abs(cell.closest("thead").getBoundingClientRect().top) < 1), "the header stays");
  await axe();
}));

/** The number that the row with the focus has in the table. */
const focused = (page) => page.evaluate(() => Number(document.activeElement.closest(".entry")?.getAttribute("aria-rowindex")) - 1);
const inSight = (page) => page.evaluate(() => {
  const { top, bottom } = document.activeElement.closest(".entry").getBoundingClientRect();
  const head = document.querySelector(".history thead").getBoundingClientRect().bottom;
  return top >= head - 1 && bottom <= innerHeight + 1;
});

test("keys lead through all rows, one Tab leads in and one out", withPage({
  path: HISTORY, before: having(many()),
}, async ({ page }) => {
  await page.getByRole("button", { name: "Restore a backup" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), 1);
  for (const [key, row] of [["ArrowDown", 2], ["ArrowDown", 3], ["ArrowUp", 2], ["End", MANY], ["ArrowDown", MANY], ["ArrowUp", MANY - 1], ["Home", 1], ["ArrowUp", 1]]) {
    await page.keyboard.press(key);
    await page.waitForFunction((row) => document.activeElement.closest(".entry")?.getAttribute("aria-rowindex") === String(row + 1), row);
    assert.ok(await inSight(page), `row ${row} is in sight after ${key}`);
  }
  await page.keyboard.press("PageDown");
  const down = await focused(page);
  assert.ok(down > 3 && down < 30, `${down}`);
  await page.keyboard.press("PageUp");
  assert.equal(await focused(page), 1);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".history")), null);
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(page), 1);
}));

test("the row with the focus keeps it out of sight, and through another filter", withPage({
  path: HISTORY, before: having(many()),
}, async ({ page }) => {
  await entries(page).first().getByRole("button").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const name = await page.evaluate(() => document.activeElement.innerText);
  assert.equal(name, "Run 2997 even");
  await page.evaluate(() => scrollTo(0, 60_000));
  await page.getByRole("button", { name: "Run 2000 odd" }).waitFor();
  assert.equal(await focused(page), 3);
  await page.getByLabel("Job, note or id").fill("even");
  await page.getByRole("heading", { name: "1,500 of 3,000 transactions" }).waitFor();
  await page.getByRole("button", { name: "Restore a backup" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "Run 2997 even");
  assert.equal(await focused(page), 2);
  // It is not among these: the next older one stands for it.
  await page.getByLabel("Job, note or id").fill("odd");
  await page.getByRole("heading", { name: "1,499 of 3,000 transactions" }).waitFor();
  await page.getByRole("button", { name: "Restore a backup" }).focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.innerText), "Run 2996 odd");
}));

const line = (step, label, model, supplier, work, meter, quantity, credits, estimated, rate) => ({
  step, label, model, supplier, function: work, meter, quantity, credits, estimated, ...rate,
});

// 1.44 + 0.65304 + 1 = 3.09304, of which 1.4 + 0.65304 + 0.94696 = 3 were expected.
const JOB = [
  { kind: "top-up", time: "2026-11-01T08:00:00Z", id: "t1", credits: "25", balance: "25" },
  { kind: "usage", time: "2026-11-05T10:00:00Z", id: "t2", credits: "-3.09304", balance: "21.90696", job: { id: "job-7", name: "Interview to Spanish speech", estimated: "3", lines: [
    line("1", "Transcribe", "aws/transcribe", "Amazon Web Services", "speech-recognition", "seconds.audio", "3600", "1.44", "1.4", { rate: { amount: "0.024", per: "60" }, rateFrom: "2023-10-13" }),
    line("2", "Translate", "azure/translator", "Microsoft Azure", "translation", "characters", "54420", "0.65304", "0.65304", { rate: { amount: "12", per: "1000000" }, rateFrom: "2023-01-01" }),
    line("3", "Read aloud", "acme/voice", "Acme", "speech-synthesis", "characters", "1000", "1", "0.94696", {}),
  ] } },
];

test("a row opens to its job: quantities, rates, shares, and what was expected", withPage({
  path: HISTORY, before: holding(JOB), expected: RELOADED,
}, async ({ page, axe }) => {
  const opener = page.getByRole("button", { name: "Interview to Spanish speech" });
  assert.equal(await opener.getAttribute("aria-expanded"), "false");
  await opener.press("Enter");
  assert.equal(await opener.getAttribute("aria-expanded"), "true");
  assert.ok(await opener.evaluate((button) => button === document.activeElement), "the focus stays");
  const lines = page.getByRole("table", { name: "What it was charged for" });
  const rows = await Promise.all((await lines.getByRole("row").all()).map(cells));
  const tidy = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim()));
  assert.deepEqual(tidy.slice(1), [
    ["Amazon Transcribe Transcribe · Amazon Web Services · Speech recognition", "60 minutes", "0.024 per minute since 13 Oct 2023", "1.44000", "46.6 %", "1.40000", "+0.04000"],
    ["Azure Translator Translate · Microsoft Azure · Translation", "54,420 characters", "12.00 per 1M characters since 1 Jan 2023", "0.65304", "21.1 %", "0.65304", "0.00000"],
    ["acme/voice Read aloud · Acme · Speech synthesis", "1,000 characters", "not given", "1.00000", "32.3 %", "0.94696", "+0.05304"],
    ["Charged", "3.09304", "100.0 %", "3.00000", "+0.09304"],
  ]);
  await page.getByText("25.00 C → 21.90696 C").waitFor();
  await page.getByText("job-7").waitFor();
  await axe();
  await page.waitForFunction(() => location.hash.includes("row=t2"));
  await page.reload();
  await lines.waitFor();
  await opener.press("Enter");
  await lines.waitFor({ state: "detached" });
}));

test("a job is priced with today's rates beside what it was charged", withPage({
  path: `${HISTORY}&row=t2`, before: holding(JOB),
}, async ({ page, axe }) => {
  await page.getByRole("button", { name: "Price this job with today’s rates" }).click();
  const compared = page.getByRole("table", { name: /^With the rates of/ });
  const rows = await Promise.all((await compared.getByRole("row").all()).map(cells));
  const tidy = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ").trim()).slice(2));
  // 54,420 characters at 10 C per million are 0.5442; 0.5442 - 0.65304 = -0.10884. 1.44 + 0.5442 = 1.9842.
  assert.deepEqual(tidy.slice(1, 3), [
    ["0.024 per minute", "0.024 per minute", "1.44000", "1.44000", "0.00000"],
    ["12.00 per 1M characters", "10.00 per 1M characters", "0.65304", "0.54420", "−0.10884"],
  ]);
  assert.deepEqual(tidy[3].slice(0, 3), ["not given", "", "1.00000"]);
  assert.match(tidy[3][3], /^not priced no rate card has a model "acme\/voice"/);
  assert.deepEqual((await cells(compared.getByRole("row").last())).map((cell) => cell.trim()), ["Total", "3.09304", "1.98420", "1 line not priced"]);
  await axe();
}));

test("the opened row stays open while others are looked at", withPage({
  path: HISTORY, before: having(many()),
}, async ({ page }) => {
  await page.getByRole("button", { name: "Run 2999 even" }).click();
  await page.getByRole("table", { name: "What it was charged for" }).waitFor();
  const before = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.evaluate(() => scrollTo(0, 90_000));
  await page.getByRole("button", { name: "Run 1500 odd" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), before);
  await page.evaluate(() => scrollTo(0, 0));
  assert.ok(await page.getByRole("table", { name: "What it was charged for" }).isVisible());
}));

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"], [320, "light"]]) {
  for (const [state, rest] of [["", ""], ["with a row open, ", "&row=t2"]]) {
    test(`the history ${state}at ${width} px, ${scheme}: axe finds nothing, nothing is cut off`, withPage({
      path: HISTORY + rest, width, scheme, before: holding(JOB),
    }, async ({ page, axe }) => {
      await page.getByRole("heading", { name: "2 transactions" }).waitFor();
      if (rest) {
        await page.getByRole("button", { name: /today’s rates/ }).click();
        await page.getByRole("table", { name: /^With the rates of/ }).waitFor();
      }
      await axe();
      assert.equal(await table(page).getByRole("columnheader").count() >= 5, true);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} px stand out`);
    }));
  }
}

test("the history from right to left", withPage({ path: HISTORY, width: 360, before: having(FEW) }, async ({ page, axe }) => {
  await page.getByRole("heading", { name: "4 transactions" }).waitFor();
  await page.evaluate(() => { document.documentElement.dir = "rtl"; });
  await axe();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px stand out`);
}));
