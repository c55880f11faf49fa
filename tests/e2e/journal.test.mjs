// What the journal promises to one tab and to several: nothing lost, nothing twice, nothing half-written.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { everything, openTab } from "./journal.mjs";

/** A test with the storage of a context for itself: no program runs. */
const withTabs = (body) => withPage({ path: null }, ({ page, context, origin, problems }) =>
  body({ page, problems, context, origin, open: () => openTab(context, origin) }));

test("a new journal is empty, and what is appended is read in order and in parts", withTabs(async ({ open }) => {
  const tab = await open();
  assert.deepEqual(await everything(tab), { first: 1, last: 0, texts: [] });
  assert.equal(await tab.evaluate(() => journal.append(0, (texts, last, first) => [`${texts.length} ${last} ${first}`, "b"])), 2);
  assert.equal(await tab.evaluate(() => journal.append(1, (texts, last) => [`${texts} ${last}`])), 3);
  assert.deepEqual(await everything(tab, 2), { first: 1, last: 3, texts: ["0 0 1", "b", "b 2"] });
  assert.deepEqual(await tab.evaluate(() => journal.read(1, 1)), { first: 1, last: 3, texts: ["b"] });
}));

test("a decision for nothing writes nothing, and a refused one comes back as it was thrown", withTabs(async ({ open }) => {
  const tab = await open();
  assert.equal(await tab.evaluate(() => journal.append(0, () => ["a"])), 1);
  assert.equal(await tab.evaluate(() => journal.append(1, () => [])), 1);
  const refusal = await tab.evaluate(() => journal.append(1, () => { throw new RangeError("not enough"); })
    .catch(({ name, message }) => `${name}: ${message}`));
  assert.equal(refusal, "RangeError: not enough");
  // The refused transaction holds nobody up.
  assert.equal(await tab.evaluate(() => journal.append(1, () => ["b"])), 2);
  assert.deepEqual((await everything(tab)).texts, ["a", "b"]);
}));
