// A pipeline designer on React Flow with <credit-estimate> beside it: the element says what the pipeline costs, and the badge of
// each node follows every edit.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { withPage } from "./browser.mjs";
import { reactFlow } from "./designers.mjs";
import { add, cost, keeping, middle, node, pull, reads, says } from "./steps.mjs";

let site;

after(() => site?.close());

/** Opens the designer with the prices of the seed's day. */
async function open(page) {
  site ??= await reactFlow();
  await page.goto(`${site.origin}/?at=2023-10-13`);
  await total(page, "3.02122752");
}

const element = (page) => page.locator("credit-estimate");
/** The exact total that the element has told last. */
const total = (page, figure) => page.waitForFunction((figure) => document.querySelector("credit-estimate")?.estimate?.total === figure, figure);

test(
  "each node shows what it costs, and the element the whole",
  withPage({}, async ({ page, axe }) => {
    await open(page);
    // 3,600 s at 0.024 a minute; 60 x 907 characters at 10 a million; these x 1.191 for Spanish, at 16 a million.
    await reads(cost(page, "Transcribe"), "1.44 C");
    await reads(cost(page, "Translate"), "0.5442 C");
    await reads(cost(page, "Read aloud"), "1.037028 C");
    assert.equal(await cost(page, "Interview").count(), 0);
    await says(element(page), "3.021228");
    await says(element(page), "exactly 3.02122752");
    await axe();
  }),
);

test(
  "a new node has no price until it is fed and has a model, and never 0",
  withPage({}, async ({ page }) => {
    await open(page);
    await add(page, "Transcribe");
    await node(page, "Transcribe").last().getByLabel("Name").fill("Second");
    const fresh = node(page, "Second");
    await reads(cost(page, "Second"), "not priced");
    await fresh.getByLabel("Model").selectOption("Amazon Transcribe");
    await reads(cost(page, "Second"), "not priced");
    assert.match(await cost(page, "Second").getAttribute("title"), /has no link into it/);
    assert.equal(await page.evaluate(() => document.querySelector("credit-estimate").estimate.complete), false);
    await fresh.getByLabel("Fed by").selectOption("Fed by Interview");
    await reads(cost(page, "Second"), "1.44 C");
    // 3.02122752 and 1.44.
    await total(page, "4.46122752");
    await says(element(page), "Second");
  }),
);

test(
  "a model that has no price on the day is not priced",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Translate").getByLabel("Model").selectOption("DeepL API Pro (not priced)");
    await reads(cost(page, "Translate"), "not priced");
    // What follows is still known: its volume does not depend on the model.
    await reads(cost(page, "Read aloud"), "1.037028 C");
    // 1.44 and 1.03702752.
    await total(page, "2.47702752");
    await node(page, "Translate").getByLabel("Model").selectOption("Amazon Translate");
    // 54,420 characters at 15 a million.
    await reads(cost(page, "Translate"), "0.8163 C");
  }),
);

test(
  "the badges follow the volume and the language",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Interview").getByLabel("Volume").fill("150");
    // 2.5 min at 0.024; 2,267.5 characters at 10 a million; these x 1.191 at 16 a million: 0.04320948.
    await reads(cost(page, "Transcribe"), "0.06 C");
    await reads(cost(page, "Translate"), "0.022675 C");
    await reads(cost(page, "Read aloud"), "0.043209 C");
    await total(page, "0.12588448");
    await node(page, "Interview").getByLabel("Volume").fill("3600");
    await node(page, "Translate").getByLabel("Into").selectOption("English");
    // English stays as long as it is: 54,420 at 16 a million.
    await reads(cost(page, "Read aloud"), "0.87072 C");
    await node(page, "Interview").getByLabel("Unit").selectOption("characters");
    await reads(cost(page, "Transcribe"), "not priced");
  }),
);

test(
  "a node is renamed in its badge, in the element and in what feeds the next",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Translate").getByLabel("Name").fill("Into Spanish");
    await reads(cost(page, "Into Spanish"), "0.5442 C");
    await says(element(page), "Into Spanish");
    assert.equal(await node(page, "Read aloud").getByLabel("Fed by").locator("option:checked").textContent(), "Fed by Into Spanish");
    assert.equal(await cost(page, "Translate").count(), 0);
  }),
);

test(
  "a circle is said in the element, the last good view and badges stay, and undo takes it back",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Transcribe").getByLabel("Fed by").selectOption("Fed by Read aloud");
    await says(element(page), "lead in a circle");
    await says(element(page), '"Translate"');
    await reads(cost(page, "Translate"), "0.5442 C");
    await says(element(page), "exactly 3.02122752");
    await page.getByRole("button", { name: "Undo" }).click();
    await element(page).getByText("lead in a circle").waitFor({ state: "detached" });
    await total(page, "3.02122752");
    assert.equal(await node(page, "Transcribe").getByLabel("Fed by").locator("option:checked").textContent(), "Fed by Interview");
  }),
);

test(
  "what is typed wrongly is said, and the last good view stays",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Interview").getByLabel("Volume").fill("-1");
    await says(element(page), "-1 is negative");
    await reads(cost(page, "Transcribe"), "1.44 C");
    await node(page, "Interview").getByLabel("Volume").fill("7200");
    await reads(cost(page, "Transcribe"), "2.88 C");
    await element(page).getByText("-1 is negative").waitFor({ state: "detached" });
  }),
);

test(
  "a node goes with its badge, what it fed has no price, and undo brings all back",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Interview").getByLabel("Volume").fill("7200");
    await total(page, "6.04245504");
    await page.getByRole("button", { name: "Delete Translate" }).click();
    await node(page, "Translate").waitFor({ state: "detached" });
    await reads(cost(page, "Read aloud"), "not priced");
    await total(page, "2.88");
    const undo = page.getByRole("button", { name: "Undo" });
    await undo.click();
    await reads(cost(page, "Translate"), "1.0884 C");
    await total(page, "6.04245504");
    // The whole of what was typed is one step.
    await undo.click();
    await total(page, "3.02122752");
    assert.ok(await undo.isDisabled());
  }),
);

test(
  "a selected node goes with the Backspace key, and comes back as one step",
  withPage({}, async ({ page }) => {
    await open(page);
    await node(page, "Read aloud").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Backspace");
    await node(page, "Read aloud").waitFor({ state: "detached" });
    // 1.44 and 0.5442.
    await total(page, "1.9842");
    await page.getByRole("button", { name: "Undo" }).click();
    await total(page, "3.02122752");
  }),
);

test(
  "nodes are connected and moved with the mouse, and moving changes nothing of the cost",
  withPage({}, async ({ page }) => {
    await open(page);
    await add(page, "Transcribe");
    await node(page, "Transcribe").last().getByLabel("Name").fill("Second");
    await node(page, "Second").getByLabel("Model").selectOption("Amazon Transcribe");
    const handle = (name, end) => node(page, name).locator(`.react-flow__handle.${end}`);
    await pull(page, await middle(handle("Interview", "source")), await middle(handle("Second", "target")));
    await reads(cost(page, "Second"), "1.44 C");
    await page.evaluate(() => {
      globalThis.changes = 0;
      document.querySelector("credit-estimate").addEventListener("credit-change", () => (globalThis.changes += 1));
    });
    const before = await node(page, "Second").boundingBox();
    const [x] = await middle(node(page, "Second"));
    await pull(page, [x, before.y + before.height - 5], [x - 60, before.y + before.height + 40]);
    assert.ok((await node(page, "Second").boundingBox()).x < before.x - 30, "it has moved");
    assert.equal(await page.evaluate(() => globalThis.changes), 0);
  }),
);

test(
  "a hundred edits leave nothing behind",
  withPage({}, async ({ page, context }) => {
    await open(page);
    const alive = await keeping(page, context);
    const elements = () =>
      page.evaluate(() => {
        const inside = document.querySelector("credit-estimate").shadowRoot.querySelectorAll("*").length;
        return [document.querySelectorAll("#root *").length, inside, document.querySelectorAll("credit-estimate").length];
      });
    const round = async () => {
      await add(page, "Translate");
      await node(page, "Translate").last().getByLabel("Name").fill("Passing");
      await says(element(page), "Passing");
      await page.getByRole("button", { name: "Delete Passing" }).click();
      await node(page, "Passing").waitFor({ state: "detached" });
      await element(page).getByText("Passing").first().waitFor({ state: "detached" });
    };
    await page.locator(".react-flow__edge").nth(2).waitFor({ state: "attached" });
    const drawn = await elements();
    // As many steps as can be taken back are kept: first they have to be full.
    for (let warm = 0; warm < 34; warm += 1) await round();
    const before = await alive();
    for (let edit = 0; edit < 33; edit += 1) await round();
    const after = await alive();
    for (let tries = 0; tries < 100 && String(await elements()) !== String(drawn); tries += 1) await page.waitForTimeout(20);
    assert.deepEqual(await elements(), drawn);
    assert.ok(after.Nodes <= before.Nodes * 1.05 + 50, `${before.Nodes} nodes became ${after.Nodes}`);
    assert.ok(after.JSEventListeners <= before.JSEventListeners + 20, `${before.JSEventListeners} listeners became ${after.JSEventListeners}`);
    assert.ok(after.JSHeapUsedSize <= before.JSHeapUsedSize * 1.1, `${before.JSHeapUsedSize} bytes became ${after.JSHeapUsedSize}`);
    await total(page, "3.02122752");
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
