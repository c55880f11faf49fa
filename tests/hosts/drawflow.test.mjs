// A pipeline designer on Drawflow that asks the engine itself and draws its own badges: they follow every edit.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { withPage } from "./browser.mjs";
import { drawflow } from "./designers.mjs";
import { add, cost, keeping, middle, node, pull, reads, says } from "./steps.mjs";

let site;

after(() => site?.close());

/** Opens the designer with the prices of the seed's day. */
async function open(page) {
  site ??= await drawflow();
  await page.goto(`${site.origin}/?at=2023-10-13`);
  await total(page, "3.021228");
}

const total = (page, figure) => reads(page.getByRole("status", { name: "Total", exact: true }), `${figure} C`);
const connect = async (page, from, to) => {
  await page.getByLabel("From", { exact: true }).selectOption(from);
  await page.getByLabel("to", { exact: true }).selectOption(to);
  await page.getByRole("button", { name: "Connect" }).click();
};

test(
  "each node shows what it costs",
  withPage({}, async ({ page, axe }) => {
    await open(page);
    // 60 min at 0.024; 60 x 907 characters at 10 a million; these x 1.191 for Spanish, at 16 a million.
    await reads(cost(page, "Transcribe"), "1.44 C");
    await reads(cost(page, "Translate"), "0.5442 C");
    await reads(cost(page, "Read aloud"), "1.037028 C");
    assert.equal(await page.getByRole("status").count(), 4, "an input costs nothing and says nothing");
    await axe();
  }),
);

test(
  "a new node has no price until it is connected and has a model, and never 0",
  withPage({}, async ({ page }) => {
    await open(page);
    await add(page, "Transcribe");
    // Two nodes of this name now: the new one is the last.
    const fresh = node(page, "Transcribe").last();
    await reads(fresh.getByRole("status"), "not priced");
    assert.match(await fresh.getByRole("status").getAttribute("title"), /has a model chosen for speech-recognition/);
    await fresh.getByLabel("Name").fill("Second");
    await node(page, "Second").getByLabel("Model").selectOption("Amazon Transcribe");
    await reads(cost(page, "Second"), "not priced");
    assert.match(await cost(page, "Second").getAttribute("title"), /has no link into it/);
    await says(page.getByRole("status", { name: "Total", exact: true }), /^3\.021228\sC, not all priced$/);
    await connect(page, "Interview", "Second");
    await reads(cost(page, "Second"), "1.44 C");
    // 3.02122752 and 1.44.
    await total(page, "4.461228");
  }),
);

test(
  "a node added after the selected one is connected to it",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Transcribe").getByLabel("Model").click();
    await page.keyboard.press("Escape");
    await add(page, "Translate");
    await node(page, "Translate").last().getByLabel("Name").fill("French");
    await node(page, "French").getByLabel("Model").selectOption("Azure Translator");
    await reads(cost(page, "French"), "0.5442 C");
  }),
);

test(
  "the badges follow the volume, its unit and the language",
  withPage({}, async ({ page }) => {
    await open(page);
    const input = node(page, "Interview");
    await input.getByLabel("Volume").fill("2.5");
    // 2.5 min at 0.024; 2,267.5 characters at 10 a million; these x 1.191 at 16 a million: 0.04320948.
    await reads(cost(page, "Transcribe"), "0.06 C");
    await reads(cost(page, "Translate"), "0.022675 C");
    await reads(cost(page, "Read aloud"), "0.043209 C");
    await total(page, "0.125884");
    await input.getByLabel("Volume").fill("1000000");
    await input.getByLabel("Unit").selectOption("characters");
    await reads(cost(page, "Transcribe"), "not priced");
    await input.getByLabel("Unit").selectOption("minutes");
    await input.getByLabel("Volume").fill("60");
    await node(page, "Translate").getByLabel("Into").selectOption("English");
    // English stays as long as it is: 54,420 at 16 a million.
    await reads(cost(page, "Read aloud"), "0.87072 C");
  }),
);

test(
  "what is typed wrongly is said, and the last good badges stay",
  withPage({}, async ({ page }) => {
    await open(page);
    const volume = node(page, "Interview").getByLabel("Volume");
    await volume.fill("sixty");
    await says(page.getByRole("alert"), '"sixty" is not a decimal number');
    await reads(cost(page, "Transcribe"), "1.44 C");
    await volume.fill("120");
    await reads(cost(page, "Transcribe"), "2.88 C");
    assert.equal(await page.getByRole("alert").count(), 0);
  }),
);

test(
  "a circle is said by the names of its nodes, and undo takes it back",
  withPage({}, async ({ page }) => {
    await open(page);
    await connect(page, "Read aloud", "Transcribe");
    await says(page.getByRole("alert"), "lead in a circle");
    for (const name of ["Transcribe", "Translate", "Read aloud"]) await says(page.getByRole("alert"), `"${name}"`);
    await reads(cost(page, "Translate"), "0.5442 C");
    await total(page, "3.021228");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("alert").waitFor({ state: "hidden" });
    await total(page, "3.021228");
  }),
);

test(
  "a node goes with its badge, and what stood on it has no price; undo brings all back",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Interview").getByLabel("Volume").fill("120");
    await total(page, "6.042455");
    await page.getByRole("button", { name: "Delete Translate" }).click();
    await node(page, "Translate").waitFor({ state: "detached" });
    assert.equal(await cost(page, "Translate").count(), 0);
    await reads(cost(page, "Read aloud"), "not priced");
    await says(page.getByRole("status", { name: "Total", exact: true }), /^2\.88\sC, not all priced$/);
    const undo = page.getByRole("button", { name: "Undo" });
    await undo.click();
    await reads(cost(page, "Translate"), "1.0884 C");
    await total(page, "6.042455");
    // The whole of what was typed is one step.
    await undo.click();
    await total(page, "3.021228");
    assert.ok(await undo.isDisabled());
  }),
);

test(
  "nodes are connected and moved with the mouse as well",
  withPage({}, async ({ page }) => {
    await open(page);
    await add(page, "Transcribe");
    await node(page, "Transcribe").last().getByLabel("Name").fill("Second");
    await node(page, "Second").getByLabel("Model").selectOption("Amazon Transcribe");
    const box = (name) => page.locator(".drawflow-node", { has: page.getByRole("group", { name, exact: true }) });
    await pull(page, await middle(box("Interview").locator(".output")), await middle(box("Second").locator(".input")));
    await reads(cost(page, "Second"), "1.44 C");
    const before = await box("Second").boundingBox();
    const [x] = await middle(box("Second"));
    await pull(page, [x, before.y + before.height - 4], [x + 80, before.y + before.height + 30]);
    const after = await box("Second").boundingBox();
    assert.ok(after.x > before.x + 40, "it has moved");
    await reads(cost(page, "Second"), "1.44 C");
  }),
);

test(
  "a hundred edits leave nothing behind",
  withPage({}, async ({ page, context }) => {
    await open(page);
    const alive = await keeping(page, context);
    const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
    const round = async () => {
      await add(page, "Translate");
      await node(page, "Translate").last().getByLabel("Name").fill("Passing");
      await page.getByRole("button", { name: "Delete Passing" }).click();
      await node(page, "Passing").waitFor({ state: "detached" });
    };
    for (let warm = 0; warm < 5; warm += 1) await round();
    const [drawn, before] = [await elements(), await alive()];
    for (let edit = 0; edit < 33; edit += 1) await round();
    const after = await alive();
    assert.equal(await elements(), drawn);
    assert.ok(after.Nodes <= before.Nodes * 1.05 + 50, `${before.Nodes} nodes became ${after.Nodes}`);
    assert.ok(after.JSEventListeners <= before.JSEventListeners + 10, `${before.JSEventListeners} listeners became ${after.JSEventListeners}`);
    await total(page, "3.021228");
  }),
);

test(
  "it works on a narrow screen, in the dark",
  withPage({ width: 360, height: 780, scheme: "dark" }, async ({ page, axe }) => {
    await open(page);
    await reads(cost(page, "Transcribe"), "1.44 C");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing to scroll sideways");
    await axe();
  }),
);
