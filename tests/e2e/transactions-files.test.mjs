// Transactions > History: files in and out, the sample, backup and restore.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { everything, openTab } from "./journal.mjs";
import { keep } from "./ledger.mjs";

const HISTORY = "/#/transactions?tab=history";
// A reload breaks off what still arrives.
const RELOADED = [/icons\/icon\.svg net::ERR_ABORTED/];

const FEW = [
  { kind: "top-up", time: "2026-11-01T08:00:00Z", credits: "25", note: "Credit card" },
  { time: "2026-11-02T10:00:00Z", name: "Board meeting", lines: [["aws/transcribe", "Amazon Web Services", "speech-recognition", "1.44"]] },
  { time: "2026-11-03T10:30:00Z", name: "Dub the talk", lines: [["azure/translator", "Microsoft Azure", "translation", "0.5442"]] },
];
const having = (rows) => async ({ context, origin }) => keep(context, origin, rows);

const CSV = "time,kind,id,credits\n2026-10-01T08:00:00Z,top-up,bank-1,10\n2026-10-02T09:00:00Z,usage,run-1,-2.5\n";
const file = (name, text, mimeType = "text/csv") => ({ name, mimeType, buffer: Buffer.from(text) });

/** Presses a button, and gives the name and the text of the file that it hands over. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Presses a button and chooses a file. */
async function choose(page, button, given) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: button, exact: true }).click()]);
  await chooser.setFiles(given);
}

const told = (page, text) => page.getByRole("status").filter({ hasText: text }).waitFor();

test("exactly the filtered rows go out as CSV and JSON, named by their period", withPage({
  path: `${HISTORY}&kind=usage&from=2026-11-01`, before: having(FEW),
}, async ({ page }) => {
  await page.getByRole("heading", { name: "2 of 3 transactions" }).waitFor();
  const csv = await saved(page, "Export CSV");
  assert.equal(csv.name, "one-credit-transactions-2026-11-01-to-2026-11-03.csv");
  assert.match(csv.text, /Dub the talk[\s\S]*Board meeting/);
  assert.ok(!csv.text.includes("Credit card"));
  const json = await saved(page, "Export JSON");
  assert.equal(json.name, "one-credit-transactions-2026-11-01-to-2026-11-03.json");
  const { entries } = JSON.parse(json.text);
  assert.deepEqual(entries.map(({ id, credits }) => [id, credits]), [["t2", "-0.5442"], ["t1", "-1.44"]]);
}));

test("a history is imported once, whatever it is chosen for again", withPage({ path: HISTORY, before: having(FEW), expected: RELOADED }, async ({ page, axe }) => {
  await choose(page, "Import", file("bank.csv", CSV));
  await told(page, "2 transactions added from bank.csv, 1 Oct 2026 to 2 Oct 2026.");
  await page.getByRole("heading", { name: "5 transactions" }).waitFor();
  // 25 - 1.44 - 0.5442 + 10 - 2.5.
  await page.getByText("Net 30.5158 C").waitFor();
  await axe();
  await choose(page, "Import", file("bank.csv", CSV));
  await told(page, "bank.csv adds nothing; 2 transactions known already. The balance is 30.5158 C.");
  await page.getByRole("button", { name: "Dismiss" }).click();
  assert.equal(await page.getByRole("status").filter({ hasText: "bank.csv" }).count(), 0);
  await page.reload();
  await page.getByRole("heading", { name: "5 transactions" }).waitFor();
}));

test("a damaged file is refused whole, with its line", withPage({ path: HISTORY, before: having(FEW) }, async ({ page, axe }) => {
  await choose(page, "Import", file("bad.csv", CSV.replace("-2.5", "two")));
  const alert = page.getByRole("alert").filter({ hasText: "Nothing was changed." });
  await alert.waitFor();
  assert.match(await alert.innerText(), /bad\.csv:3\)/);
  await axe();
  await page.getByRole("heading", { name: "3 transactions" }).waitFor();
}));

test("a file that is dropped on the history is imported", withPage({ path: HISTORY, before: having(FEW) }, async ({ page }) => {
  await page.getByRole("heading", { name: "3 transactions" }).waitFor();
  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
    return data;
  }, CSV);
  await page.dispatchEvent(".takes", "dragover", { dataTransfer: data });
  await page.locator(".takes.over").waitFor();
  await page.dispatchEvent(".takes", "drop", { dataTransfer: data });
  await told(page, "2 transactions added from dropped.csv");
  await page.locator(".takes:not(.over)").waitFor();
}));

test("everything is backed up, and comes back in place of what is there", withPage({ path: HISTORY, before: having(FEW) }, async ({ page, context, origin, axe }) => {
  await page.getByRole("heading", { name: "3 transactions" }).waitFor();
  const backup = await saved(page, "Back up");
  assert.match(backup.name, /^one-credit-backup-\d{4}-\d\d-\d\d\.json$/);
  await choose(page, "Import", file("bank.csv", CSV));
  await page.getByRole("heading", { name: "5 transactions" }).waitFor();

  await choose(page, "Restore a backup", file(backup.name, backup.text, "application/json"));
  const dialog = page.getByRole("dialog", { name: "Replace everything?" });
  await dialog.waitFor();
  assert.match(await dialog.getByRole("row", { name: /^Now, and lost/ }).innerText(), /\b5\s+30\.5158\sC/);
  assert.match(await dialog.getByRole("row", { name: /^In the backup/ }).innerText(), /\b3\s+23\.0158\sC/);
  await axe();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("heading", { name: "5 transactions" }).waitFor();

  await choose(page, "Restore a backup", file(backup.name, backup.text, "application/json"));
  await dialog.getByRole("button", { name: "Replace everything" }).click();
  await page.getByRole("heading", { name: "3 transactions" }).waitFor();
  await told(page, "was restored");
  const tab = await openTab(context, origin);
  const { texts } = await everything(tab);
  assert.deepEqual(texts.flatMap((text) => JSON.parse(text)).map(({ id }) => id), ["t0", "t1", "t2"]);
}));

test("a file that is no backup is refused before anything is asked", withPage({ path: HISTORY, before: having(FEW) }, async ({ page }) => {
  await choose(page, "Restore a backup", file("history.json", '{"entries":[]}', "application/json"));
  await page.getByRole("alert").filter({ hasText: "this is no backup of this program" }).waitFor();
  assert.equal(await page.getByRole("dialog", { name: "Replace everything?" }).count(), 0);
}));

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"]]) {
  test(`an empty history teaches, at ${width} px, ${scheme}`, withPage({ path: HISTORY, width, scheme }, async ({ page, axe }) => {
    await page.getByRole("heading", { name: "No transactions yet" }).waitFor();
    await page.getByRole("button", { name: "Import a file" }).waitFor();
    await page.getByRole("button", { name: "Add credits" }).first().waitFor();
    await axe();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stand out`);
  }));
}

test("a sample history is one press away, says what it is, and goes with one press", withPage({ path: HISTORY, expected: RELOADED }, async ({ page, axe }) => {
  await page.getByRole("button", { name: "Fill with a sample history" }).click();
  await page.getByText("This is a sample history.").waitFor();
  const rows = page.locator(".history .entry");
  assert.equal(await rows.count(), await rows.filter({ hasText: "sample" }).count(), "every row says so");
  await axe();
  await page.reload();
  await page.getByText("This is a sample history.").waitFor();
  await choose(page, "Import", file("bank.csv", CSV));
  await told(page, "2 transactions added");
  await page.getByRole("button", { name: "Remove the sample" }).click();
  await told(page, "The sample history was taken out.");
  // What was imported meanwhile stays: 10 - 2.5.
  await page.getByRole("heading", { name: "2 transactions", exact: true }).waitFor();
  await page.getByText("Net 7.50 C").waitFor();
  assert.equal(await page.getByText("This is a sample history.").count(), 0);
}));

test("where the browser keeps nothing, the history says so and works for as long as the tab", withPage({
  path: HISTORY,
  before: ({ page }) => page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined })),
}, async ({ page, axe }) => {
  await page.getByRole("main").getByText("What happens here is forgotten when this tab closes.").waitFor();
  await choose(page, "Import a file", file("bank.csv", CSV));
  await told(page, "2 transactions added from bank.csv");
  await page.getByText("Net 7.50 C").waitFor();
  await axe();
  const backup = await saved(page, "Back up");
  assert.deepEqual(JSON.parse(backup.text).entries.map(({ id }) => id), ["bank-1", "run-1"]);
}));
