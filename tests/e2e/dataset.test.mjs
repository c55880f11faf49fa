// *Benchmark* > Dataset: rows that come from a file, a paste or the sample, and what their columns count as.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";

const having = (...models) => `/#/benchmark?${models.map((model) => `model=${model}`).join("&")}`;
const costs = (page) => page.getByRole("table", { name: "What it costs" });
const subtotals = (page) => costs(page).locator('tbody td[data-head="Credits"]').allInnerTexts();
const panel = (page) => page.getByRole("region", { name: "Dataset", exact: true });
const column = (page, name) => panel(page).getByRole("combobox", { name, exact: true });
const rows = (page) => panel(page).getByLabel("Rows", { exact: true });
const file = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });

/** Presses a button and chooses a file. */
async function choose(page, given, button = "Choose a file") {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: button }).click()]);
  await chooser.setFiles(given);
}

/** Holds over the panel what a drag brings, and lets it go: a file of `times` the same text, behind a first one. */
async function drop(page, name, first, again = "", times = 0) {
  const data = await page.evaluateHandle(([name, first, again, times]) => {
    const block = again.repeat(1_000);
    const transfer = new DataTransfer();
    transfer.items.add(new File([first, ...Array(times).fill(block)], name));
    return transfer;
  }, [name, first, again, times]);
  await panel(page).dispatchEvent("dragover", { dataTransfer: data });
  await page.locator(".drop.over").waitFor();
  await panel(page).dispatchEvent("drop", { dataTransfer: data });
  await page.locator(".drop:not(.over)").waitFor();
}

const read = (page, name) => panel(page).getByRole("status").filter({ hasText: name }).waitFor();

test("a file is read, its columns are guessed, and another choice counts", withPage({ path: having("azure/translator") }, async ({ page, axe }) => {
  // A quoted line break, a blank line within and several behind: 5 + 8 + 6 = 19 characters in 3 rows.
  await choose(page, file("reviews.csv", 'id,text,note\r\n1,Hello,a\r\n\r\n2,"Good\nday",bb\r\n3,Adieu!,\r\n\r\n\r\n'));
  await read(page, "reviews.csv");
  await panel(page).getByText("3 rows, 3 columns; a table with commas.").waitFor();
  assert.equal(await rows(page).inputValue(), "3");
  assert.equal(await column(page, "text").inputValue(), "text");
  assert.equal(await column(page, "note").inputValue(), "");
  await panel(page).getByText("19 characters in all; 5 to 8 in a row.").waitFor();
  // 19 at 10 C for 1,000,000: the sum, though 19 / 3 does not end.
  assert.deepEqual(await subtotals(page), ["0.00019"]);
  assert.equal(await panel(page).getByLabel("characters", { exact: true }).inputValue(), "19/3");
  await panel(page).getByText("6.333… on average, 19 in 3 rows").waitFor();
  await axe();

  // With the notes, of which one is missing: 19 + 1 + 2.
  await column(page, "note").selectOption({ label: "characters of its text" });
  await panel(page).getByText("22 in 3 rows").waitFor();
  assert.deepEqual(await subtotals(page), ["0.00022"]);
  await panel(page).getByText("1 row has none, which counts as 0.").waitFor();
  // Figures that mean nothing by their name are behind a fold.
  await panel(page).getByText("1 other column of figures").click();
  await column(page, "id").selectOption({ label: "pages" });
  await column(page, "text").selectOption({ label: "not counted" });
  await panel(page).getByText("3 in 3 rows").waitFor();
  assert.deepEqual(await subtotals(page), ["0.00003"]);
}));

test("the link and a reload hold the figures, and nothing of the file", withPage({ path: having("azure/translator") }, async ({ page, context, origin }) => {
  await choose(page, file("secret-name.csv", "private,column\n1,Hello\n2,Good day\n3,Adieu!\n"));
  await read(page, "secret-name.csv");
  await page.waitForURL(/rows=3&row\.characters=19(\/|%2F)3/);
  const link = page.url();
  assert.doesNotMatch(link, /secret|private|column|Hello|Adieu/);
  await page.reload();
  await page.locator("#rest-note").waitFor({ state: "detached" });
  await costs(page).getByText("19 characters").waitFor();
  assert.deepEqual(await subtotals(page), ["0.00019"]);
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  assert.doesNotMatch(kept, /secret-name|private|Hello|Adieu/);
  assert.equal(await panel(page).getByText("secret-name.csv").count(), 0);

  const other = await context.newPage();
  await other.goto(origin + new URL(link).hash.replace(/^/, "/"));
  await costs(other).getByText("19 characters").waitFor();
  assert.equal(await panel(other).getByLabel("characters", { exact: true }).inputValue(), "19/3");
  await other.close();
}));

test("seconds, tokens and each kind of character are measured", withPage({
  path: having("aws/transcribe", "openai/gpt-5-mini", "google/text-to-speech-neural2", "azure/text-to-speech"),
}, async ({ page }) => {
  const lines = [
    { duration_ms: 20_000, usage: { prompt_tokens: 100, completion_tokens: 7 }, text: "漢字か" },
    { duration_ms: 40_500, usage: { prompt_tokens: 201, completion_tokens: 8 }, text: "é" },
  ];
  await choose(page, file("log.jsonl", lines.map((line) => JSON.stringify(line)).join("\n")));
  await read(page, "log.jsonl");
  assert.equal(await column(page, "duration_ms").inputValue(), "audio-ms");
  assert.equal(await column(page, "usage.prompt_tokens").inputValue(), "input");
  assert.equal(await column(page, "usage.completion_tokens").inputValue(), "output");
  const line = (name) => costs(page).getByRole("row").filter({ hasText: name });
  // 30.25 s on average, billed as 31 in each of two rows: 62 x 0.0004.
  await line("Amazon Transcribe").getByText("0.024800").waitFor();
  await line("Amazon Transcribe").getByText("60.5 seconds of audio").waitFor();
  await page.getByText(/what is billed by the row .* may come to more or less: Amazon Transcribe/).waitFor();
  // 301 x 0.00000025 + 15 x 0.000002 = 0.00007525 + 0.00003.
  await line("GPT-5 mini").getByText("301 input tokens").waitFor();
  await line("GPT-5 mini").getByText("0.000105", { exact: true }).waitFor();
  // 9 + 2 bytes at 16 C, and 5 + 1 characters with two kanji counted twice at 15 C for 1,000,000.
  await line("Neural2").getByText("11 bytes").waitFor();
  await line("Neural2").getByText("0.000176", { exact: true }).waitFor();
  await line("Azure Text to Speech").getByText("6 characters (CJK counted twice)").waitFor();
  await line("Azure Text to Speech").getByText("0.000090", { exact: true }).waitFor();
}));

test("a model that is chosen later finds what the file says of it; a figure of one's own stays", withPage({ path: having("azure/translator") }, async ({ page }) => {
  await drop(page, "rows.json", '[{"text": "\u00e9\u00e9"}, {"text": "\u00e9\u00e9"}]');
  await read(page, "rows.json");
  assert.equal(await panel(page).getByLabel("characters", { exact: true }).inputValue(), "2");
  await panel(page).getByLabel("characters", { exact: true }).fill("7");
  await page.getByLabel("Search models").fill("neural2");
  await page.getByRole("checkbox", { name: /Neural2/ }).first().check();
  // 4 bytes a row, 8 in both at 16 C for 1,000,000; 14 characters at 10 C.
  assert.deepEqual((await subtotals(page)).sort(), ["0.000128", "0.000140"]);
  assert.equal(await panel(page).getByLabel("characters", { exact: true }).inputValue(), "7");
}));

test("a semicolon parts cells with decimal commas", withPage({ path: having("openai/whisper-1") }, async ({ page }) => {
  await choose(page, file("anrufe.csv", "\ufeffAnruf;Dauer (min);duration (min)\r\na;1,5;1,5\r\nb;2,5;2,5\r\n"));
  await read(page, "anrufe.csv");
  await panel(page).getByText("a table with semicolons").waitFor();
  assert.equal(await column(page, "duration (min)").inputValue(), "audio-min");
  // 4 minutes at 0.006.
  assert.deepEqual(await subtotals(page), ["0.024"]);
}));

test("what is no dataset gets a sentence with its place, and the last good one stays", withPage({ path: having("azure/translator") }, async ({ page, axe }) => {
  await choose(page, file("good.csv", "text\nHello\n"));
  await read(page, "good.csv");
  const alert = panel(page).getByRole("alert");
  for (const [name, content, sentence] of [
    ["ragged.csv", "a,b\n1,2\n1,2,3\n", "this row has 3 cells, but the first line names 2 columns; a cell with a separator in it stands in quotes (ragged.csv:3)"],
    ["open.csv", 'a,b\n1,"2\n3,4\n', "a quote that opens a cell is never closed (open.csv:2)"],
    ["latin.csv", Buffer.from("a\nb\xe9\n", "latin1"), "the file is no text in UTF-8 here; save it as UTF-8 and try again (latin.csv:2)"],
    ["keys.jsonl", '{"a":1}\n{"a":1,"a":2}\n', "this row has the key twice (keys.jsonl:2, column “a”)"],
    ["half.json", '[{"a":1},\n{"a":', "the row is no JSON: it ends in the middle of a value"],
    ["sheet.xlsx", "PK\x03\x04", "this is a spreadsheet or an archive; export the sheet as CSV (sheet.xlsx)"],
    ["empty.csv", "", "the file is empty (empty.csv)"],
    ["head.csv", "text\n", "the first line names the columns, but no row follows (head.csv)"],
    ["wide.csv", `${Array.from({ length: 10_000 }, (_, place) => `c${place}`)}\n1\n`, "the dataset has 10000 columns; at most 500 can be read (wide.csv:1)"],
    ["<b>.csv", "a,b\n1\n", "(<b>.csv:2)"],
  ]) {
    await choose(page, file(name, content), "Choose another file");
    await alert.getByText(`“${name}” could not be read. “good.csv” is still here.`).waitFor();
    assert.ok((await alert.innerText()).replace(/\s+/g, " ").includes(sentence), `${name}: ${await alert.innerText()}`);
    assert.deepEqual(await subtotals(page), ["0.00005"]);
  }
  await axe();
  await alert.getByRole("button", { name: "Dismiss" }).click();
  await alert.waitFor({ state: "detached" });
}));

test("a column that is named as figures and holds words says where", withPage({ path: having("openai/whisper-1") }, async ({ page }) => {
  await choose(page, file("calls.csv", "duration,agent\n12,A\nNaN,B\n"));
  await read(page, "calls.csv");
  await panel(page).getByText("Not figures: line 3 holds “NaN”.").waitFor();
  assert.equal(await column(page, "duration").getByRole("option", { name: "seconds of audio" }).count(), 0);
}));

// 100 bytes a row with its line end, 99 characters.
const ROW = `${"x".repeat(99)}\n`;

/** Lets the page read 19 pieces of a file, and the next one only when `goOn` is called; `isHeld` says that it waits. */
const slowly = ({ page }) => page.addInitScript(() => {
  const read = Blob.prototype.arrayBuffer;
  let left = 20;
  const gate = new Promise((opened) => { globalThis.goOn = opened; });
  Blob.prototype.arrayBuffer = async function arrayBuffer() {
    left -= 1;
    if (left === 0) {
      globalThis.isHeld = true;
      await gate;
    }
    return read.call(this);
  };
});
const goOn = (page) => page.evaluate(() => globalThis.goOn());

test("a large file is read while the page answers", withPage({ path: having("azure/translator"), before: slowly }, async ({ page }) => {
  page.setDefaultTimeout(60_000);
  // 600 times 1,000 rows: 60 MB.
  await drop(page, "large.csv", "text\n", ROW, 600);
  const bar = page.getByRole("progressbar", { name: "Reading large.csv" });
  await bar.waitFor();
  await page.getByLabel("Search models").fill("modernmt");
  await page.getByRole("checkbox", { name: /^ModernMT/ }).first().check();
  assert.equal(await costs(page).locator("tbody tr").count(), 2);
  assert.equal(await bar.count(), 1);
  await goOn(page);
  await read(page, "large.csv");
  await bar.waitFor({ state: "detached" });
  assert.equal(await rows(page).inputValue(), "600000");
  assert.equal(await panel(page).getByLabel("characters", { exact: true }).inputValue(), "99");
  // 59,400,000 characters at 8 and 10 C for 1,000,000.
  assert.deepEqual(await subtotals(page), ["475.20", "594.00"]);
}));

test("reading is cancelled, and what was read of a file is a sample", withPage({ path: having("azure/translator"), before: slowly }, async ({ page, axe }) => {
  page.setDefaultTimeout(60_000);
  await choose(page, file("small.csv", "text\nHello\n"));
  await read(page, "small.csv");
  const bar = page.getByRole("progressbar", { name: "Reading large.csv" });
  await drop(page, "large.csv", "text\n", ROW, 1_000);
  await bar.waitFor();
  await axe();
  await page.getByRole("button", { name: "Cancel" }).click();
  await bar.waitFor({ state: "detached" });
  await panel(page).getByText("small.csv").waitFor();
  assert.deepEqual(await subtotals(page), ["0.00005"]);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "dataset-title");

  await goOn(page);

  await page.reload();
  await page.locator("#rest-note").waitFor({ state: "detached" });
  await drop(page, "large.csv", "text\n", ROW, 1_000);
  await page.waitForFunction(() => globalThis.isHeld);
  await page.getByRole("button", { name: "Use these rows" }).click();
  await goOn(page);
  await panel(page).getByText("This is a sample.").waitFor();
  // 20 pieces of 524,288 bytes are 10,485,760: the header and 104,857 rows of 100 bytes are whole.
  assert.equal(await rows(page).inputValue(), "104857");
  assert.equal(await panel(page).getByLabel("characters", { exact: true }).inputValue(), "99");
  await axe();
  // Every row has 100 bytes, so that the estimate of their number is right.
  await panel(page).getByText("The whole file has about 1,000,000 rows.").waitFor();
  await panel(page).getByRole("button", { name: "Price so many" }).click();
  assert.equal(await rows(page).inputValue(), "1000000");
  // 99,000,000 characters at 10 C for 1,000,000.
  assert.deepEqual(await subtotals(page), ["990.00"]);
}));

test("a link that is followed ends the reading", withPage({ path: having("azure/translator"), before: slowly }, async ({ page }) => {
  await drop(page, "large.csv", "text\n", ROW, 1_000);
  await page.getByRole("progressbar").waitFor();
  await page.evaluate(() => { location.hash = "#/benchmark?model=aws/translate&rows=10&row.characters=100000"; });
  await page.getByRole("progressbar").waitFor({ state: "detached" });
  await goOn(page);
  assert.deepEqual(await subtotals(page), ["15.00"]);
}));

test("rows are pasted and counted with the keyboard alone", withPage({ path: having("azure/translator") }, async ({ page, axe }) => {
  await page.getByRole("button", { name: "Choose a file" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("button", { name: "Paste rows" }).getAttribute("aria-expanded"), "true");
  await axe();
  // Past the other button into the field.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("title,body\nab,abc\ncde,defg\n");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await read(page, "The pasted rows");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "dataset-title");
  // 3 + 4 of the body; then 2 + 3 of the title instead.
  assert.deepEqual(await subtotals(page), ["0.00007"]);
  for (const [name, key] of [["body", "ArrowUp"], ["title", "ArrowDown"]]) {
    await column(page, name).focus();
    await page.keyboard.press(key);
  }
  await panel(page).getByText("5 in 2 rows").waitFor();
  assert.deepEqual(await subtotals(page), ["0.00005"]);
}));

test("text that is dropped is read; the number of a card is not", withPage({ path: having("azure/translator") }, async ({ page }) => {
  const letGo = async (text) => {
    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.setData("text/plain", text);
      return transfer;
    }, text);
    await panel(page).dispatchEvent("drop", { dataTransfer: data });
  };
  await letGo("text\nHello\n");
  await read(page, "The dropped rows");
  assert.deepEqual(await subtotals(page), ["0.00005"]);
  await letGo("4242".repeat(4));
  await page.getByText("No field here takes the number of a card.").waitFor();
  assert.deepEqual(await subtotals(page), ["0.00005"]);
}));

test("five rows are one click away, and the file is put away again", withPage({ path: "/#/benchmark", scheme: "dark" }, async ({ page, axe }) => {
  await page.getByRole("button", { name: "Try five rows" }).click();
  await read(page, "calls.csv");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "dataset-title");
  assert.equal(await rows(page).inputValue(), "5");
  // 48.5 + 131 + 20.25 + 305 + 75.25.
  await panel(page).getByText("580 seconds of audio in all; 20.25 to 305 in a row.").waitFor();
  assert.equal((await subtotals(page)).length, 4);
  await axe();
  const before = await subtotals(page);
  await page.getByRole("button", { name: "Close it" }).click();
  await page.getByRole("button", { name: "Try five rows" }).waitFor();
  assert.deepEqual(await subtotals(page), before, "what it filled in stays");
}));

for (const [width, direction] of [[320, "ltr"], [320, "rtl"], [1280, "rtl"]]) {
  test(`nothing sticks out at ${width} px, ${direction}`, withPage({ path: having("azure/translator"), width }, async ({ page, axe }) => {
    await page.evaluate((direction) => { document.documentElement.dir = direction; }, direction);
    const long = "a_very_long_name_of_a_column_without_any_place_to_break_it_in_two";
    await choose(page, file(`${long}.csv`, `${long},b\nHello there,1\n`));
    await read(page, `${long}.csv`);
    await page.getByRole("button", { name: "Paste rows" }).click();
    await choose(page, file(`${long}.json`, "[1]"), "Choose another file");
    await panel(page).getByRole("alert").waitFor();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    await axe();
  }));
}
