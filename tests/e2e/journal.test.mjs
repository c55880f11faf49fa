// What the journal promises to one tab and to several: nothing lost, nothing twice, nothing half-written.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { MODULE, database, dump, emptyPage, everything, openJournal, openTab } from "./journal.mjs";

/** A test with the storage of a context for itself: no program runs. `open()` gives a tab with the journal open. */
const withTabs = (body) => withPage({ path: null }, ({ context, origin }) =>
  body({ context, origin, empty: () => emptyPage(context, origin), open: () => openTab(context, origin) }));

/** What an expression says in a tab, or the problem it ends in. */
const attempt = (tab, expression) =>
  tab.evaluate((expression) => Promise.resolve(new Function(`return ${expression}`)()).catch(globalThis.plain), expression);

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

/** Both tabs append at once, each write deciding by what it was shown; every tenth holds several records. */
async function writeAtOnce(open) {
  const WRITES = 300;
  const tabs = await Promise.all([open(), open()]);
  const seen = await Promise.all(tabs.map((tab, number) => tab.evaluate(async ([number, WRITES]) => {
    const seen = [];
    let highest = 0;
    for (let write = 0; write < WRITES; write += 1) {
      const own = write % 10 ? [`${number}:${write}`] : [`${number}:${write}a`, `${number}:${write}b`, `${number}:${write}c`];
      const last = await journal.append(highest, (texts, last) => {
        seen.push(...texts);
        if (last !== highest + texts.length) throw new Error(`${texts.length} records between ${highest} and ${last}`);
        return own;
      });
      seen.push(...own);
      highest = last;
    }
    return seen;
  }, [number, WRITES])));
  const [one, other] = await Promise.all(tabs.map((tab) => everything(tab)));
  assert.deepEqual(one, other, "both tabs read the same");
  const { texts, last } = one;
  // 300 writes a tab, of which 30 hold three records.
  assert.equal(last, 2 * 360);
  assert.equal(new Set(texts).size, 720, "none is lost, none is there twice");
  for (const [number, known] of seen.entries()) {
    // What a tab was shown, with what it wrote, is the beginning of the journal: nothing was behind its back.
    assert.deepEqual(known, texts.slice(0, known.length));
    const own = texts.filter((text) => text.startsWith(`${number}:`));
    const ordered = Array.from({ length: WRITES }, (_, write) =>
      write % 10 ? [`${number}:${write}`] : ["a", "b", "c"].map((part) => `${number}:${write}${part}`)).flat();
    assert.deepEqual(own, ordered);
  }
  for (const text of texts.filter((text) => text.endsWith("a"))) {
    const at = texts.indexOf(text);
    const stem = text.slice(0, -1);
    assert.deepEqual(texts.slice(at, at + 3), [`${stem}a`, `${stem}b`, `${stem}c`], "what is written together stands together");
  }
  // By turns, not one after the other: otherwise this has shown nothing.
  const turns = texts.filter((text, at) => at > 0 && text[0] !== texts[at - 1][0]).length;
  assert.ok(turns > 20, `the tabs took turns ${turns} times`);
}

test("two tabs write at once", withTabs(({ open }) => writeAtOnce(open)));

test("two tabs write at once where the browser has no locks", withTabs(async ({ context, open }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }));
  await writeAtOnce(open);
}));

test("a write waits for the lock that all tabs share", withTabs(async ({ open }) => {
  const [holder, writer] = [await open(), await open()];
  await holder.evaluate(() => new Promise((held) => {
    navigator.locks.request("one-credit.journal", () => {
      held();
      return new Promise((release) => (globalThis.release = release));
    });
  }));
  const written = writer.evaluate(() => journal.append(0, () => ["a"]));
  const outcome = await Promise.race([written.then(() => "written"), new Promise((later) => setTimeout(later, 300, "waits"))]);
  assert.equal(outcome, "waits");
  assert.equal((await everything(holder)).last, 0);
  await holder.evaluate(() => globalThis.release());
  assert.equal(await written, 1);
}));

test("another tab is told of every change, and this one of none of its own", withTabs(async ({ open }) => {
  const [here, there] = [await open(), await open()];
  for (const tab of [here, there]) {
    await tab.evaluate(() => {
      globalThis.changes = 0;
      journal.watch(() => (globalThis.changes += 1));
    });
  }
  await here.evaluate(() => journal.append(0, () => ["a"]));
  await there.waitForFunction(() => globalThis.changes === 1);
  await here.evaluate(() => journal.replace(["b"]));
  await there.waitForFunction(() => globalThis.changes === 2);
  await here.evaluate(() => journal.append(2, () => []));
  await here.evaluate(() => journal.append(2, () => ["c"]));
  await there.waitForFunction(() => globalThis.changes === 3);
  assert.equal(await here.evaluate(() => globalThis.changes), 0);
  assert.deepEqual(await everything(there), { first: 2, last: 3, texts: ["b", "c"] });
}));

test("a restore begins a new generation whose numbers nobody has had", withTabs(async ({ open }) => {
  const [here, there] = [await open(), await open()];
  await here.evaluate(() => journal.append(0, () => ["a", "b", "c"]));
  assert.equal(await there.evaluate(() => journal.replace(["x", "y"])), 5);
  // A tab that had read up to 3 gets the whole of the new generation, and sees by its first number that it is one.
  assert.deepEqual(await here.evaluate(() => journal.read(3, 10)), { first: 4, last: 5, texts: ["x", "y"] });
  assert.equal(await here.evaluate(() => journal.append(3, (texts, last, first) => [`${texts} ${last} ${first}`])), 6);
  assert.deepEqual(await everything(there), { first: 4, last: 6, texts: ["x", "y", "x,y 5 4"] });
  // A restore of nothing.
  assert.equal(await there.evaluate(() => journal.replace([])), 6);
  assert.deepEqual(await everything(here), { first: 7, last: 6, texts: [] });
  assert.equal(await here.evaluate(() => journal.append(6, (texts, last, first) => [`${texts.length} ${first}`])), 7);
  assert.deepEqual(await everything(there), { first: 7, last: 7, texts: ["0 7"] });
}));

const VERSION_1 = 'const store = db.createObjectStore("records"); store.put("a", 1); store.put("b", 2);';

test("a database of version 1 is brought up to date with all its records", withTabs(async ({ empty }) => {
  const page = await empty();
  await database(page, 1, VERSION_1);
  assert.equal(await openJournal(page), null);
  assert.deepEqual(await everything(page), { first: 1, last: 2, texts: ["a", "b"] });
  assert.equal(await page.evaluate(() => journal.append(2, () => ["c"])), 3);
  assert.deepEqual(await dump(page), {
    version: 2,
    meta: { keys: ["first"], values: [1] },
    records: { keys: [1, 2, 3], values: ["a", "b", "c"] },
  });
}));

test("a newer database is refused and not touched", withTabs(async ({ empty, open }) => {
  const tab = await open();
  await tab.evaluate(() => journal.append(0, () => ["a"]));
  await tab.close();
  const page = await empty();
  await database(page, 3, 'db.createObjectStore("later").put("news", 1);');
  const before = await dump(page);
  assert.equal(before.version, 3);
  assert.deepEqual(await openJournal(page), {
    name: "JournalProblem",
    reason: "newer",
    message: "A newer version of this page has the data now. Reload the page to get that version.",
  });
  assert.deepEqual(await dump(page), before);
}));

test("a tab makes way for a newer version, and says so from then on", withTabs(async ({ empty, open }) => {
  const tab = await open();
  await tab.evaluate(() => {
    globalThis.told = [];
    journal.watch((problem) => globalThis.told.push(problem?.reason));
    return journal.append(0, () => ["a"]);
  });
  // It would fail as "blocked" if the tab held on.
  await database(await empty(), 3);
  await tab.waitForFunction(() => globalThis.told.includes("newer"));
  for (const call of ["journal.read(0, 1)", "journal.append(1, () => ['b'])", "journal.replace([])"]) {
    assert.equal((await attempt(tab, call)).reason, "newer", call);
  }
  assert.deepEqual((await dump(tab)).records.values, ["a"]);
}));

test("a tab notices that its data is deleted", withTabs(async ({ empty, open }) => {
  const tab = await open();
  await tab.evaluate(() => {
    globalThis.told = [];
    journal.watch((problem) => globalThis.told.push(problem?.reason));
  });
  await (await empty()).evaluate(() => new Promise((done, failed) => {
    const deleting = indexedDB.deleteDatabase("one-credit");
    deleting.onsuccess = done;
    deleting.onblocked = failed;
  }));
  await tab.waitForFunction(() => globalThis.told.includes("refused"));
  assert.match((await attempt(tab, "journal.append(0, () => ['a'])")).message, /was removed from this browser/);
}));

test("an older tab that holds on is named, and nothing waits for ever", withTabs(async ({ empty }) => {
  const [older, page] = [await empty(), await empty()];
  await database(older, 1, VERSION_1);
  await older.evaluate(() => new Promise((held) => {
    indexedDB.open("one-credit", 1).onsuccess = ({ target }) => held((globalThis.held = target.result));
  }).then(() => {}));
  const problem = await openJournal(page);
  assert.equal(problem.reason, "busy");
  assert.match(problem.message, /Close that tab/);
  await older.evaluate(() => globalThis.held.close());
  // The late success must not hold the database in its turn.
  assert.equal(await openJournal(page), null);
  assert.deepEqual((await everything(page)).texts, ["a", "b"]);
}));

for (const [what, hide] of [
  ["is missing", () => { delete globalThis.indexedDB; delete Window.prototype.indexedDB; }],
  ["is null", () => Object.defineProperty(globalThis, "indexedDB", { value: null })],
  ["throws", () => Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } })],
]) {
  test(`it says that nothing is kept where IndexedDB ${what}`, withTabs(async ({ context, empty }) => {
    await context.addInitScript(hide);
    const problem = await openJournal(await empty());
    assert.equal(problem.reason, "refused");
    assert.match(problem.message, /keeps nothing for this page/);
  }));
}

test("it says that nothing is kept in a document without an origin", withTabs(async ({ context, origin }) => {
  // Such a document may load modules from its own server only when the server lets everybody.
  await context.route(/\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "access-control-allow-origin": "*" } });
  });
  const page = await emptyPage(context, origin, { "content-security-policy": "sandbox allow-scripts" });
  assert.equal(await page.evaluate(() => globalThis.origin), "null");
  assert.equal((await openJournal(page)).reason, "refused");
}));

test("a full storage is named, and nothing of the write is there", withTabs(async ({ context, origin, empty, open }) => {
  const tab = await empty();
  const browser = await context.newCDPSession(tab);
  // Before the first use: the browser asks for the quota now and then only.
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 500_000 });
  assert.equal(await openJournal(tab), null);
  await tab.evaluate(() => journal.append(0, () => ["a"]));
  // The first of these would fit. By chance, because the browser squeezes what repeats itself.
  const large = "Array.from({ length: 30 }, () => crypto.getRandomValues(new Uint8Array(30_000)).join(''))";
  for (const call of [`journal.append(1, () => ${large})`, `journal.replace(${large})`]) {
    const problem = await attempt(tab, call);
    assert.equal(problem.reason, "full", JSON.stringify(problem));
    assert.match(problem.message, /nothing was written/);
    assert.deepEqual(await everything(tab), { first: 1, last: 1, texts: ["a"] });
  }
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  assert.equal(await tab.evaluate(() => journal.append(1, () => ["b"])), 2);
  assert.deepEqual(await everything(await open()), { first: 1, last: 2, texts: ["a", "b"] });
}));

test("a storage that is full before the first visit is named", withTabs(async ({ context, origin, empty }) => {
  const tab = await empty();
  const browser = await context.newCDPSession(tab);
  await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  assert.equal((await openJournal(tab)).reason, "full");
  await browser.send("Storage.overrideQuotaForOrigin", { origin });
  assert.equal(await openJournal(tab), null);
  assert.equal(await tab.evaluate(() => journal.append(0, () => ["a"])), 1);
}));

test("an add that fails in the middle takes the whole write back", withTabs(async ({ open }) => {
  const tab = await open();
  const problem = await tab.evaluate(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (text, number) {
      if (number === 3) throw new DOMException("no room", "QuotaExceededError");
      return add.call(this, text, number);
    };
    return journal.append(0, () => ["a", "b", "c", "d"]).catch(globalThis.plain)
      .finally(() => (IDBObjectStore.prototype.add = add));
  });
  assert.equal(problem.reason, "full");
  assert.equal((await everything(tab)).last, 0);
  assert.equal(await tab.evaluate(() => journal.append(0, () => ["e"])), 1);
}));

for (const [what, damage] of [
  ["a record is missing", 'transaction.objectStore("records").delete(2);'],
  ["a record is no text", 'transaction.objectStore("records").put({}, 2);'],
  ["the generation is missing", 'transaction.objectStore("meta").clear();'],
]) {
  test(`it is damaged when ${what}, nothing is added, and a restore mends it`, withTabs(async ({ empty }) => {
    const page = await empty();
    const build = 'const store = db.createObjectStore("records"); for (const n of [1, 2, 3]) store.put(String(n), n); '
      + `db.createObjectStore("meta").put(1, "first"); ${damage}`;
    await database(page, 2, build);
    const before = await dump(page);
    assert.equal(await openJournal(page), null);
    for (const call of ["journal.read(0, 100)", "journal.append(0, () => ['x'])"]) {
      const problem = await attempt(page, call);
      assert.equal(problem.reason, "damaged", call);
      assert.match(problem.message, /missing or not whole/);
    }
    assert.deepEqual(await dump(page), before);
    assert.equal(await page.evaluate(() => journal.replace(["x"])), 4);
    assert.deepEqual(await everything(page), { first: 4, last: 4, texts: ["x"] });
  }));
}

test("the browser is asked to keep the data once there is some, and not before", withTabs(async ({ context, open }) => {
  await context.addInitScript(() => {
    globalThis.asked = 0;
    // The blank page before the first has none.
    if (globalThis.StorageManager) StorageManager.prototype.persist = async () => (globalThis.asked += 1) > 0;
  });
  const tab = await open();
  await everything(tab);
  await tab.evaluate(() => journal.append(0, () => []));
  assert.equal(await tab.evaluate(() => globalThis.asked), 0);
  await tab.evaluate(() => journal.append(0, () => ["a"]));
  await tab.evaluate(() => journal.append(1, () => ["b"]));
  assert.equal(await tab.evaluate(() => globalThis.asked), 1);
}));

test("every write asks for strict durability", withTabs(async ({ context, open }) => {
  await context.addInitScript(() => {
    const begin = IDBDatabase.prototype.transaction;
    globalThis.begun = [];
    IDBDatabase.prototype.transaction = function (...given) {
      const transaction = begin.apply(this, given);
      globalThis.begun.push(`${transaction.mode} ${transaction.durability}`);
      return transaction;
    };
  });
  const tab = await open();
  await tab.evaluate(() => journal.append(0, () => ["a"]));
  await tab.evaluate(() => journal.replace(["b"]));
  const writes = (await tab.evaluate(() => globalThis.begun)).filter((text) => text.startsWith("readwrite"));
  // Each of the two, and its copy.
  assert.deepEqual(writes, Array(4).fill("readwrite strict"));
}));

test("a database that the browser lost comes back from the copy, with its numbers", withTabs(async ({ empty, open }) => {
  const tab = await open();
  await tab.evaluate(() => journal.append(0, () => ["a"]));
  await tab.evaluate(() => journal.replace(["b", "c"]));
  await tab.evaluate(() => journal.append(3, () => ["d"]));
  await tab.close();
  const page = await empty();
  await page.evaluate(() => new Promise((done) => { indexedDB.deleteDatabase("one-credit").onsuccess = done; }));
  const both = await Promise.all([open(), open()]);
  for (const tab of both) assert.deepEqual(await everything(tab), { first: 2, last: 4, texts: ["b", "c", "d"] });
  assert.equal(await both[0].evaluate(() => journal.append(4, () => ["e"])), 5);
}));

test("a copy that was lost is made again, and so is one that tells something else", withTabs(async ({ empty, open }) => {
  const copy = (page, call) => page.evaluate(async (call) => {
    const { indexedDB } = await navigator.storageBuckets.open("one-credit-copy");
    return new Promise((done, failed) => {
      const asked = new Function("indexedDB", "done", `return ${call}`)(indexedDB, done);
      asked.onerror = asked.onblocked = () => failed(new Error("refused"));
      asked.onsuccess = () => done();
    });
  }, call);
  const page = await empty();
  let tab = await open();
  for (const [number, text] of ["a", "b", "c"].entries()) {
    await tab.evaluate(([number, text]) => journal.append(number, () => [text]), [number, text]);
  }
  await tab.close();
  await copy(page, 'indexedDB.deleteDatabase("one-credit")');
  // Opening it is enough to have it whole again, a little later: a write waits for it.
  tab = await open();
  await tab.evaluate(() => journal.append(3, () => []));
  await tab.close();
  await page.evaluate(() => new Promise((done) => { indexedDB.deleteDatabase("one-credit").onsuccess = done; }));
  tab = await open();
  assert.deepEqual((await everything(tab)).texts, ["a", "b", "c"]);
  // A journal that is behind its copy and another one: what it says counts.
  await tab.close();
  await page.evaluate(() => new Promise((done) => { indexedDB.deleteDatabase("one-credit").onsuccess = done; }));
  await database(page, 2, 'db.createObjectStore("records").put("x", 1); db.createObjectStore("meta").put(1, "first");');
  tab = await open();
  assert.deepEqual((await everything(tab)).texts, ["x"]);
  await tab.evaluate(() => journal.append(1, () => ["y"]));
  await tab.close();
  await page.evaluate(() => new Promise((done) => { indexedDB.deleteDatabase("one-credit").onsuccess = done; }));
  assert.deepEqual((await everything(await open())).texts, ["x", "y"]);
}));

test("where the browser has no storage for a copy, the journal works without", withTabs(async ({ context, open }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "storageBuckets", { get: () => undefined }));
  const tab = await open();
  await tab.evaluate(() => journal.append(0, () => ["a"]));
  assert.deepEqual((await everything(await open())).texts, ["a"]);
}));

test("the module brings nothing into the page's globals", withTabs(async ({ empty }) => {
  const page = await empty();
  const added = await page.evaluate(async (module) => {
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    await import(module);
    return Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
  }, MODULE);
  assert.deepEqual(added, []);
}));
