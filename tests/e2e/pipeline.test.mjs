// *Pipeline*: files come in, volumes are set, node costs add up to the total, and nothing is lost to a bad file.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { plain, sum } from "./figures.mjs";
import { withPage } from "./harness.mjs";

const FILES = new URL("../pipelines/", import.meta.url);

const fixtures = [];
for (const form of ["sdk", "designer", "minimal"]) {
  for (const name of await readdir(new URL(`${form}/`, FILES))) fixtures.push(`${form}/${name}`);
}

/** Drops a file onto the view, as a visitor would. */
async function drop(page, name, text) {
  const transfer = await page.evaluateHandle(([name, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name, { type: "application/json" }));
    return transfer;
  }, [name, text]);
  const target = page.getByRole("heading", { level: 1 });
  await target.dispatchEvent("dragover", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}

const costs = (page) => page.getByRole("table", { name: "What it costs" });
const total = (page) => page.getByRole("region", { name: "Total" });
const cells = (page, head) => costs(page).locator(`tbody td[data-head="${head}"]`).allInnerTexts();

for (const fixture of fixtures) {
  test(`${fixture}: node costs add up to the total`, withPage({ path: "/#/pipeline" }, async ({ page, axe }) => {
    await drop(page, fixture, await readFile(new URL(fixture, FILES), "utf8"));
    await page.getByRole("heading", { name: "What goes in" }).waitFor();
    const fields = page.getByRole("region", { name: "What goes in" }).getByRole("textbox");
    assert.ok(await fields.count() > 0, "every pipeline has an input to set");
    for (const field of await fields.all()) await field.fill("123.5");
    for (const [head, place] of [["Low", 0], ["Expected", 1], ["High", 2]]) {
      const shown = await cells(page, head);
      const foot = await costs(page).locator("tfoot td.num").nth(place).innerText();
      assert.equal(sum(shown.length ? shown : ["0.00"]), plain(foot), head);
    }
    const expected = await costs(page).locator("tfoot td.num").nth(1).innerText();
    const bar = await total(page).locator("bdi").first().innerText();
    assert.equal(sum([bar, `-${expected}`]).replace(/[0.]/g, ""), "", `${bar} in the bar, ${expected} in the table`);
    // A line is priced or says that it is not; nothing else.
    const gaps = await costs(page).getByText("not priced", { exact: true }).count();
    const lines = await costs(page).locator("tbody tr").count();
    assert.equal((await cells(page, "Expected")).length + gaps, lines);
    await total(page).getByText(gaps ? /not priced/ : "complete").waitFor();
    await axe();
  }));
}

test("dubbing an hour costs what the worked example says", withPage({ path: "/#/pipeline" }, async ({ page }) => {
  await page.getByRole("button", { name: /Dub a talk into Spanish/ }).click();
  await page.getByLabel("Talk, audio", { exact: true }).fill("60");
  assert.deepEqual(await cells(page, "Expected"), ["1.440000", "0.544200", "1.037028"]);
  assert.deepEqual(await cells(page, "Low"), ["1.440000", "0.360000", "0.634176"]);
  assert.deepEqual(await cells(page, "High"), ["1.440000", "0.705000", "1.452864"]);
  await total(page).getByText("exactly 3.02122752").waitFor();
  await total(page).getByText("between 2.434176 and 3.597864").waitFor();
  await page.getByRole("status").filter({ hasText: "Total 3.021228 C, complete" }).waitFor({ state: "attached" });
}));

test("units, models and assumptions change the cost, and a reset brings it back", withPage({
  path: "/#/pipeline?sample=dub",
  // The reload below may come before the icon.
  expected: [/icon\.svg net::ERR_ABORTED/],
}, async ({ page, axe }) => {
  const first = async () => (await cells(page, "Expected"))[0];
  await page.getByLabel("Unit of Talk, audio").selectOption("hours");
  await page.getByLabel("Talk, audio", { exact: true }).fill("2");
  // 120 minutes at 0.024 C.
  assert.equal(await first(), "2.880000");
  await page.getByLabel("Model of Transcribe").selectOption("openai/whisper-1");
  // 120 minutes at 0.006 C.
  assert.equal(Number(await first()), 0.72);
  await page.getByLabel("Talk, audio", { exact: true }).fill("0.5");
  const before = await cells(page, "Expected");
  await page.getByLabel("Characters in a minute of English speech, expected").fill("1000");
  // 30 minutes x 1,000 characters x 10 C for 1,000,000.
  assert.equal(Number((await cells(page, "Expected"))[1]), 0.3);
  await page.getByText("edited", { exact: true }).waitFor();
  await axe();
  await page.waitForURL(/sample=dub&in\.0=0\.5,1&model\.1=openai\/whisper-1&assume\./);
  await page.reload();
  await page.getByText("edited", { exact: true }).waitFor();
  assert.equal(Number((await cells(page, "Expected"))[1]), 0.3);
  await page.getByRole("button", { name: /^Reset ?: Characters in a minute/ }).click();
  assert.deepEqual(await cells(page, "Expected"), before);
}));

const BAD = [
  ["text that is not JSON", "nodes: none", "not JSON"],
  ["an empty file", "", "empty"],
  ["a cycle", JSON.stringify({
    nodes: [
      { number: 0, type: "INPUT" },
      { number: 1, type: "ASSET", function: "translation", assetId: "a" },
      { number: 2, type: "ASSET", function: "translation", assetId: "b" },
    ],
    links: [{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 1 }],
  }), "lead in a circle"],
  ["a million brackets", "[".repeat(1_000_000), "a pipeline is a JSON object"],
  ["nodes in a million brackets", `{"nodes":${"[".repeat(1_000_000)}`, "not JSON that can be read"],
  ["16 MiB and a byte", " ".repeat(16 * 1024 * 1024 + 1), "at most 16 MiB"],
];

for (const [what, text, says] of BAD) {
  test(`${what} gets a sentence, and the last pipeline stays`, withPage({ path: "/#/pipeline?sample=dub" }, async ({ page, axe }) => {
    const before = await cells(page, "Expected");
    await drop(page, "broken.json", text);
    const alert = page.getByRole("alert");
    await alert.getByText("“broken.json” could not be opened.").waitFor();
    await alert.getByText(says).waitFor();
    await page.getByRole("heading", { level: 1, name: "Dub a talk into Spanish" }).waitFor();
    assert.deepEqual(await cells(page, "Expected"), before);
    await axe();
    await alert.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await alert.count(), 0);
  }));
}

test("a decision's routes are charged by their share, which stays in the link", withPage({
  path: "/#/pipeline?sample=decide",
  // The reload below may come before the icon.
  expected: [/icon\.svg net::ERR_ABORTED/],
}, async ({ page, axe }) => {
  const translated = async () => Number((await cells(page, "Expected"))[1]);
  // 10,000 characters at 10 C a million.
  assert.equal(await translated(), 0.1);
  await page.getByText("the total is an upper bound").waitFor();
  await page.getByLabel("Good or bad, share to Translate").fill("0.25");
  // A quarter of the runs, and not of the upper bound any more.
  assert.equal(await translated(), 0.025);
  assert.equal(await page.getByText("the total is an upper bound").count(), 0);
  await page.getByText("node 3 \"Translate\" for 0.25 of the runs").waitFor();
  await axe();
  await page.getByLabel("Good or bad, share to Praise").fill("1.5");
  await page.getByText("1.5 is no share; a share lies between 0 and 1").waitFor();
  assert.equal(await translated(), 0.025);
  await page.getByLabel("Good or bad, share to Praise").fill("0.8");
  await page.getByRole("alert").getByText("come to 1.05; together they are at most 1").waitFor();
  await page.getByLabel("Good or bad, share to Praise").fill("");
  assert.equal(await page.getByRole("alert").count(), 0);
  await page.waitForFunction(() => location.hash.includes("route.2.3=0.25"));
  await page.reload();
  await page.getByLabel("Good or bad, share to Translate").waitFor();
  assert.equal(await page.getByLabel("Good or bad, share to Translate").inputValue(), "0.25");
  assert.equal(await translated(), 0.025);
  await page.getByLabel("Good or bad, share to Translate").fill("");
  assert.equal(await translated(), 0.1);
}));

test("every error of a file is told at once", withPage({ path: "/#/pipeline" }, async ({ page, axe }) => {
  await page.getByRole("button", { name: "Paste JSON" }).click();
  await page.getByLabel("A pipeline as JSON").fill(JSON.stringify({
    nodes: [{ number: 1, type: "OUTPUT" }, { number: 1, type: "FOO" }],
    links: [{ from: 1, to: 9 }],
  }));
  await page.getByRole("button", { name: "Price it" }).click();
  const sentences = await page.getByRole("alert").getByRole("listitem").allInnerTexts();
  for (const part of [/"FOO" is not a type/, /two nodes have the number 1/, /no INPUT/, /no node 9/]) {
    assert.ok(sentences.some((sentence) => part.test(sentence)), `${part} in ${sentences.join(" | ")}`);
  }
  await axe();
}));

test("figures that cannot be used get a sentence and change nothing", withPage({ path: "/#/pipeline?sample=dub" }, async ({ page }) => {
  const before = await cells(page, "Expected");
  for (const text of ["-1", "1e400", "9".repeat(40), "__proto__"]) {
    await page.getByLabel("Talk, audio", { exact: true }).fill(text);
    await page.locator("#volume-0-problem").waitFor();
    assert.deepEqual(await cells(page, "Expected"), before, text);
  }
  await page.getByLabel("Talk, audio", { exact: true }).fill("60");
  await page.getByLabel("Characters in a minute of English speech, low").fill("5000");
  await page.getByRole("alert").getByText("out of order").waitFor();
  assert.deepEqual(await cells(page, "Expected"), before);
}));

test("a subscription's key appears nowhere", withPage({ path: "/#/pipeline" }, async ({ page, context }) => {
  const file = JSON.parse(await readFile(new URL("designer/film.json", FILES), "utf8"));
  assert.ok(file.subscription?.apiKey, "the fixture has a key");
  await drop(page, "film.json", JSON.stringify(file));
  await page.getByRole("heading", { name: "What it costs" }).waitFor();
  await page.waitForTimeout(600);
  const everything = await page.evaluate(() => document.documentElement.outerHTML + location.href +
    JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }));
  assert.ok(!everything.includes(file.subscription.apiKey));
  assert.ok(!JSON.stringify(await context.storageState()).includes(file.subscription.apiKey));
}));

for (const width of [1280, 360]) {
  test(`suppliers stand side by side, and a cheaper one is a press away, at ${width} px`, withPage({ path: "/#/pipeline?sample=dub", width }, async ({ page, axe }) => {
    await page.getByRole("button", { name: "Compare suppliers" }).click();
    const rows = page.getByRole("table", { name: "Translate", exact: true }).getByRole("row");
    // 54,420 characters at 4 C/1M, and 54,420 at 10 C/1M in use: 0.21768 - 0.5442 = -0.32652.
    const cheaper = rows.filter({ hasText: "NVIDIA Translation" });
    await cheaper.getByText("0.217680").waitFor();
    await cheaper.getByText("−0.326520").waitFor();
    await rows.filter({ hasText: "Azure Translator" }).getByText("in use").waitFor();
    await axe();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    await cheaper.getByRole("button", { name: "Use NVIDIA Translation" }).click();
    await cheaper.getByText("in use").waitFor();
    assert.equal((await cells(page, "Expected"))[1], "0.217680");
    await page.getByRole("button", { name: /^Use them for \d nodes$/ }).click();
    await page.getByText("No other model of the catalog would do this work for less.").waitFor();
    assert.equal(await page.getByLabel("Model of Transcribe").inputValue(), "cloudflare/whisper");
  }));
}
