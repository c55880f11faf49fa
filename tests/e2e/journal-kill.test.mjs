// The browser is killed at chance moments while tabs write: what was confirmed is there, and nothing is there by half.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { launchOn } from "./browser.mjs";
import { database, emptyPage, everything, openJournal, openTab } from "./journal.mjs";
import { serve } from "./server.mjs";

const ROUNDS = 8;
// A browser needs a while to write this much; by chance, because it squeezes what repeats itself.
const FILL = randomBytes(8000).toString("hex");

let server;

before(async () => {
  server = await serve();
});
after(() => server.close());

/** Runs `body(folder)` with a new profile folder. */
async function withProfile(body) {
  const folder = await mkdtemp(join(tmpdir(), "one-credit-profile-"));
  try {
    await body(folder);
  } finally {
    // Files of a killed process may appear a moment later.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/**
 * One round: a browser on the profile, `tabs` pages that each run `load` (with their number, the round and the filling)
 * and confirm what was promised to them by `confirmed(text)`. It is killed after a chance number of confirmations, at a
 * chance moment before about one more would come. Gives what was confirmed, in order, what was there when the round
 * began, and the moment in words.
 */
async function killed(folder, round, tabs, load) {
  const { context, kill } = await launchOn(folder);
  const confirmed = [];
  const times = [];
  const enough = 3 + Math.floor(Math.random() * 25);
  let reached;
  const told = new Promise((done) => (reached = done));
  await context.exposeBinding("confirmed", (_, text) => {
    confirmed.push(text);
    times.push(performance.now());
    if (confirmed.length === enough) reached();
  });
  try {
    const pages = await Promise.all(Array.from({ length: tabs }, () => openTab(context, server.origin)));
    const found = await everything(pages[0]);
    for (const [number, page] of pages.entries()) {
      // It runs until the browser is gone.
      page.evaluate(load, [number, round, FILL]).catch(() => {});
    }
    await told;
    const wait = Math.random() * 1.2 * ((times.at(-1) - times[0]) / (times.length - 1));
    // A timer would be too coarse.
    for (const end = performance.now() + wait; performance.now() < end; ) await new Promise(setImmediate);
    const ended = kill();
    const moment = `killed in round ${round} ${wait.toFixed(1)} ms after confirmation ${confirmed.length}`;
    await ended;
    return { found, confirmed, moment };
  } finally {
    await kill();
  }
}

/** What stands in the profile, read by a browser that was started anew and ends in peace. */
async function readBack(folder) {
  const { browser, context, kill } = await launchOn(folder);
  try {
    return await everything(await openTab(context, server.origin));
  } finally {
    await browser.close();
    await kill();
  }
}

test("no confirmed write is lost and none is there by half when the browser is killed", () => withProfile(async (folder) => {
  // Each write is three records, written by two tabs at once.
  const load = async ([tab, round, fill]) => {
    let highest = 0;
    for (let write = 0; ; write += 1) {
      const name = `${round}:${tab}:${write}`;
      highest = await journal.append(highest, () => ["a", "b", "c"].map((part) => `${name}:${part}:${fill}`));
      globalThis.confirmed(`${highest} ${name}`);
    }
  };
  const all = [];
  const check = ({ texts, first, last }, told) => {
    assert.equal(first, 1, told);
    assert.equal(texts.length, last, told);
    assert.equal(last % 3, 0, `a write is there by half: ${last} records; ${told}`);
    for (let at = 0; at < texts.length; at += 3) {
      const parts = texts.slice(at, at + 3).map((text) => text.split(":"));
      assert.deepEqual(parts.map(([, , , part]) => part), ["a", "b", "c"], told);
      assert.equal(new Set(parts.map(([round, tab, write]) => `${round}:${tab}:${write}`)).size, 1, told);
      assert.ok(parts.every(([, , , , fill]) => fill === FILL), `a record is cut off; ${told}`);
    }
    for (const text of all) {
      const [number, name] = text.split(" ");
      assert.ok(texts[number - 1]?.startsWith(`${name}:c:`), `${name} was confirmed as number ${number} and is not there, the last is ${last}; ${told}`);
    }
  };
  let told = "before the first round";
  for (let round = 0; round < ROUNDS; round += 1) {
    const { found, confirmed, moment } = await killed(folder, round, 2, load);
    check(found, told);
    all.push(...confirmed);
    told = moment;
  }
  check(await readBack(folder), told);
}));

test("a restore is there whole or not at all when the browser is killed", () => withProfile(async (folder) => {
  // Every restore is 100 records that name it; between two of them stands one write.
  const SIZE = 100;
  const load = async ([, round, fill]) => {
    for (let restore = 0; ; restore += 1) {
      const name = `${round}:${restore}`;
      const last = await journal.replace(Array.from({ length: 100 }, (_, part) => `${name}:${part}:${fill}`));
      globalThis.confirmed(`${name}`);
      await journal.append(last, () => [`${name}:more:${fill}`]);
      globalThis.confirmed(`${name}:more`);
    }
  };
  const order = (name) => name.split(":").slice(0, 2).map(Number).reduce((sum, part) => sum * 1e6 + part, 0);
  const check = ({ texts, first, last }, confirmed, told) => {
    assert.ok(texts.length >= SIZE, `${texts.length} records are there; ${told}`);
    const [round, restore] = texts[0].split(":");
    const name = `${round}:${restore}`;
    const expected = Array.from({ length: SIZE }, (_, part) => `${name}:${part}:${FILL}`);
    assert.deepEqual(texts.slice(0, SIZE).filter((text, at) => text !== expected[at]), [], told);
    assert.deepEqual(texts.slice(SIZE).filter((text) => text !== `${name}:more:${FILL}`), [], told);
    assert.ok(texts.length <= SIZE + 1, told);
    const latest = confirmed.at(-1);
    assert.ok(order(name) >= order(latest), `${latest} was confirmed, and ${name} is there; ${told}`);
    if (latest === `${name}:more`) assert.equal(texts.length, SIZE + 1, `${latest} was confirmed and is not there; ${told}`);
  };
  let previous;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { found, confirmed, moment } = await killed(folder, round, 1, load);
    if (previous) check(found, previous.confirmed, previous.moment);
    previous = { confirmed, moment };
  }
  check(await readBack(folder), previous.confirmed, previous.moment);
}));

test("a migration is there whole or not at all when the browser is killed", () => withProfile(async (folder) => {
  const RECORDS = 500;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { context, kill } = await launchOn(folder);
    try {
      const page = await emptyPage(context, server.origin);
      if (round === 0) {
        await database(page, 1, `const store = db.createObjectStore("records"); for (let n = 1; n <= ${RECORDS}; n += 1) store.put("old " + n, n);`);
      }
      openJournal(page).catch(() => {});
      await pause(Math.random() * 60);
    } finally {
      await kill();
    }
  }
  const { first, last, texts } = await readBack(folder);
  assert.deepEqual([first, last], [1, RECORDS]);
  assert.deepEqual(texts.filter((text, at) => text !== `old ${at + 1}`), []);
}));

test("a log that was torn in the middle of a write costs nothing, on whichever visit the browser notices", () => withProfile(async (folder) => {
  const written = [];
  for (let visit = 0; visit < 4; visit += 1) {
    const { context, kill } = await launchOn(folder);
    try {
      const tab = await openTab(context, server.origin);
      // A write waits until journal and copy agree.
      await tab.evaluate(() => journal.append(0, () => []));
      const { texts } = await everything(tab);
      assert.deepEqual(texts.map((text) => text.slice(0, 3)), written.map((text) => text.slice(0, 3)), `visit ${visit}`);
      assert.ok(texts.every((text, at) => text === written[at]));
      for (let write = 0; write < 5; write += 1) {
        const text = `${visit}:${write}:${FILL}`;
        await tab.evaluate(([after, text]) => journal.append(after, () => [text]), [written.length, text]);
        written.push(text);
      }
    } finally {
      await kill();
    }
    // Chromium appends behind the torn end on the next visit, and starts with nothing on the one after that.
    if (visit === 0) await tear(join(folder, "Default", "IndexedDB"));
  }
}));

/** Cuts half a record off the log of the one database below a folder. */
async function tear(folder) {
  const logs = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".log"));
  assert.equal(logs.length, 1, "the browser keeps its databases in one log");
  const log = join(folder, logs[0]);
  await truncate(log, (await stat(log)).size - FILL.length / 2);
}
