// The journal as a test opens it: the built module, on an empty document of the page's origin.
import { readdir } from "node:fs/promises";
import { DIST } from "./server.mjs";

const files = await readdir(DIST);

/** The address of the built `www/journal.js`, from the page's folder. */
export const MODULE = `/${files.find((name) => /^journal-\w+\.js$/.test(name))}`;

const EMPTY = '<!doctype html><title>Empty</title><link rel="icon" href="data:,">';

/** A page of the context on a document of the built page's origin that runs no program: the storage is the test's alone. */
export async function emptyPage(context, origin, headers = {}) {
  const page = await context.newPage();
  await page.route(`${origin}/empty`, (route) => route.fulfill({ contentType: "text/html", headers, body: EMPTY }));
  await page.goto(`${origin}/empty`);
  return page;
}

/** An empty page with the journal open as `globalThis.journal`. */
export async function openTab(context, origin) {
  const page = await emptyPage(context, origin);
  const problem = await openJournal(page);
  if (problem) throw new Error(problem.message);
  return page;
}

/** Opens the journal in a page that stands on an empty document; answers with the problem, if there is one. */
export function openJournal(page) {
  return page.evaluate(async (module) => {
    const { openJournal } = await import(module);
    // A problem as it crosses the border to the test.
    globalThis.plain = ({ name, reason, message }) => ({ name, reason, message });
    try {
      globalThis.journal = await openJournal();
      return null;
    } catch (cause) {
      return globalThis.plain(cause);
    }
  }, MODULE);
}

/** Everything that the journal of a page holds, read in parts of `limit` records. */
export function everything(page, limit = 1000) {
  return page.evaluate(async (limit) => {
    const all = [];
    for (let after = 0; ; ) {
      const { first, last, texts } = await globalThis.journal.read(after, limit);
      after = Math.max(after, first - 1) + texts.length;
      all.push(...texts);
      if (after >= last) return { first, last, texts: all };
    }
  }, limit);
}

/** Opens the database by hand at `version`, runs the body `build(db, transaction)` on an upgrade, and closes it again. */
export function database(page, version, build = "") {
  return page.evaluate(([version, build]) => new Promise((done, failed) => {
    const opening = indexedDB.open("one-credit", version);
    opening.onupgradeneeded = () => new Function("db", "transaction", build)(opening.result, opening.transaction);
    opening.onblocked = () => failed(new Error("blocked"));
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      opening.result.close();
      done();
    };
  }), [version, build]);
}

/** Version, numbers, texts and meta of the database, read by hand. */
export function dump(page) {
  return page.evaluate(() => new Promise((done, failed) => {
    const opening = indexedDB.open("one-credit");
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const names = [...db.objectStoreNames];
      const transaction = db.transaction(names);
      const found = { version: db.version };
      for (const name of names) {
        const store = transaction.objectStore(name);
        store.getAllKeys().onsuccess = ({ target }) => (found[name] = { keys: target.result });
        store.getAll().onsuccess = ({ target }) => (found[name].values = target.result);
      }
      transaction.oncomplete = () => {
        db.close();
        done(found);
      };
    };
  }));
}
