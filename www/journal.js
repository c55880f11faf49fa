// The journal: what this browser keeps of the wallet, an append-only list of texts in IndexedDB.
// What the texts say is not known here. Each has a number; numbers rise by one, and none is used twice.
import { openDB } from "./idb.js";
import { openCopy } from "./copy.js";

const DATABASE = "one-credit";
const STORES = ["records", "meta"];
// Confirmed is what is on the disk.
const STRICT = { durability: "strict" };
// The name of the lock and of the channel that all tabs share.
const SHARED = "one-credit.journal";

// Step n brings the database from version n to n + 1. A step that was released never changes; the next stands below it.
const STEPS = [
  (db) => db.createObjectStore("records"),
  // A restore begins a new generation: `first` is the number of its first record.
  (db) => db.createObjectStore("meta").put(1, "first").catch(() => {}),
];

const SENTENCES = {
  refused: "This browser keeps nothing for this page, as in some private windows or where site data is blocked.",
  removed: "The data of this page was removed from this browser. Reload the page.",
  full: "The browser has no room left for this page, so nothing was written. Free some space and try again.",
  newer: "A newer version of this page has the data now. Reload the page to get that version.",
  busy: "Another tab holds the data open with an older version of this page. Close that tab, then reload this one.",
  missing: "Some of the data that this browser keeps for this page is missing or not whole.",
  damaged: "The browser’s storage failed, or the data it keeps for this page is damaged.",
};

/** Why the journal cannot be opened, read or written; `message` is a sentence for the visitor. */
export class JournalProblem extends Error {
  /** @param {"refused"|"full"|"newer"|"busy"|"damaged"} reason */
  constructor(reason, message, cause) {
    super(message, { cause });
    this.name = "JournalProblem";
    this.reason = reason;
  }
}

// The browser's own exceptions become problems; anything else was thrown by a caller's function and stays what it is.
function problem(cause) {
  if (!(cause instanceof DOMException)) return cause;
  const reason = {
    VersionError: "newer",
    QuotaExceededError: "full",
    SecurityError: "refused",
    NotAllowedError: "refused",
    InvalidStateError: "refused",
  }[cause.name];
  return reason
    ? new JournalProblem(reason, SENTENCES[reason], cause)
    : new JournalProblem("damaged", `${SENTENCES.damaged} It says: ${cause.message || cause.name}`, cause);
}

/**
 * Opens the journal, and makes or migrates its database where needed.
 * @returns {Promise<Journal>} rejects with a JournalProblem; data of a newer version is left untouched
 */
export async function openJournal() {
  try {
    const journal = new Journal();
    await journal.open();
    return journal;
  } catch (cause) {
    // `indexedDB` is missing, or is null.
    const isAbsent = cause instanceof ReferenceError || cause instanceof TypeError;
    throw isAbsent ? new JournalProblem("refused", SENTENCES.refused, cause) : problem(cause);
  }
}

// One writer at a time among all tabs. Where the browser has no locks, or none in an insecure context, the readwrite
// transaction does it alone: the browser runs one at a time over the same stores.
function alone(work) {
  return navigator.locks ? navigator.locks.request(SHARED, work) : work();
}

function upgrade(db, version) {
  for (const step of STEPS.slice(version)) step(db);
}

// A copy that cannot be opened is no reason to stop, unless a newer version wrote it.
function unlessNewer(cause) {
  if (cause?.name === "VersionError") throw cause;
}

class Journal {
  #db;
  // The second copy: its database, null without one, undefined before it is known.
  #copy;
  #channel;
  #watchers = [];
  // The problem that closed the database for good.
  #ended;
  #hasAskedToStay = false;

  async open() {
    this.#channel = globalThis.BroadcastChannel && new BroadcastChannel(SHARED);
    const opened = new Promise((opened, failed) => {
      let upgrading;
      const opening = openDB(DATABASE, STEPS.length, {
        upgrade(db, version, _, transaction) {
          upgrading = begun(transaction);
          upgrade(db, version);
        },
        blocked() {
          failed(new JournalProblem("busy", SENTENCES.busy));
          // It opens when the other tab closes; nobody waits for it by then.
          opening.then((db) => db.close(), () => {});
        },
        // A newer version must not wait for this tab. No version: the data is being deleted.
        blocking: (_, version) => (version ? this.#end("newer", SENTENCES.newer) : this.#end("refused", SENTENCES.removed)),
        terminated: () => this.#end("refused", SENTENCES.removed),
      });
      // What opening says of a migration that failed is not why.
      opening.then((db) => opened((this.#db = db)), (cause) => failed(upgrading?.error ?? cause));
    });
    await opened;
    const { last } = await numbers(this.#begin("readonly"));
    const agreed = alone(() => this.#agree(last === 0)).catch(unlessNewer);
    // Only a journal with nothing in it may have lost everything. The others are there at once.
    if (last === 0) await agreed;
    else agreed.catch(() => {});
  }

  /**
   * Reads at most `limit` records with numbers above `after`, in order.
   * @returns {Promise<{ first: number, last: number, texts: string[] }>} `first`: the first number of this generation;
   * when it is not what it was, a restore took the place of everything read before. `last`: the last number there is,
   * `first - 1` when there is none.
   */
  async read(after, limit) {
    try {
      return await records(this.#begin("readonly"), after, limit);
    } catch (cause) {
      throw problem(cause);
    }
  }

  /**
   * Appends records, alone among all tabs: in one transaction reads what others wrote above `after`, has `decide` look
   * at it, and writes what it answers. All of it is on the disk when the promise resolves, nothing of it when it rejects.
   * @param {(texts: string[], last: number, first: number) => string[]} decide is called once and answers at once with
   * the texts to append; none leaves the journal as it is. What it throws comes back unchanged.
   * @returns {Promise<number>} the last number afterwards
   */
  append(after, decide) {
    return this.#write(async (transaction) => {
      const { first, last, texts } = await records(transaction, after);
      return { last, texts: decide(texts, last, first) };
    });
  }

  /**
   * Puts `texts` in the place of all records, in one transaction: a new generation. It mends damaged data too.
   * @returns {Promise<number>} the last number afterwards
   */
  replace(texts) {
    return this.#write(async (transaction) => {
      const { last } = await numbers(transaction);
      return { last, texts, isNew: true };
    });
  }

  /**
   * Calls `changed()` when there may be something new to read, and `changed(problem)` when the database was closed for good.
   * @param {(problem?: JournalProblem) => void} changed
   */
  watch(changed) {
    this.#watchers.push(changed);
    if (this.#ended) changed(this.#ended);
    this.#channel?.addEventListener("message", () => changed());
    // A tab that slept may have missed a message.
    document.addEventListener("visibilitychange", () => document.hidden || changed());
  }

  #begin(mode) {
    if (this.#ended) throw this.#ended;
    return begun(this.#db.transaction(STORES, mode, STRICT));
  }

  #end(reason, message) {
    this.#db?.close();
    this.#ended ??= new JournalProblem(reason, message);
    for (const changed of this.#watchers) changed(this.#ended);
  }

  #write(work) {
    return alone(async () => {
      let transaction;
      try {
        transaction = this.#begin("readwrite");
        const { last, texts, isNew } = await work(transaction);
        await write(transaction, last, texts, isNew && last + 1);
        if (isNew || texts.length > 0) {
          this.#written();
          // The journal is what counts; a copy that fails is brought up to date by the next write.
          await this.#agree().catch(() => {});
        }
        return last + texts.length;
      } catch (cause) {
        try {
          transaction?.abort();
        } catch {
          // It has ended by itself.
        }
        throw problem(transaction?.error ?? cause);
      }
    });
  }

  // Brings the copy up to what the journal says, or the journal to what only the copy still knows.
  async #agree(onlyIfThere) {
    this.#copy ??= await openCopy(DATABASE, STEPS.length, upgrade, onlyIfThere);
    for (let isBehind = this.#copy; isBehind; ) {
      const own = await numbers(this.#copy.transaction(STORES));
      const { first, last } = await numbers(this.#begin("readonly"));
      if (last < own.last && (last === 0 || (first === own.first && (await this.#hasSame(last))))) {
        // The browser lost the journal, or its end.
        const { texts } = await records(this.#copy.transaction(STORES), last);
        await write(this.#begin("readwrite"), own.last - texts.length, texts, last === 0 && own.first);
        this.#channel?.postMessage("written");
        for (const changed of this.#watchers) changed();
        return;
      }
      const isOther = first !== own.first || last < own.last;
      const after = isOther ? first - 1 : own.last;
      if (!isOther && after === last) return;
      const { texts } = await records(this.#begin("readonly"), after, 1000);
      await write(this.#copy.transaction(STORES, "readwrite", STRICT), after, texts, isOther && first);
      isBehind = after + texts.length < last;
    }
  }

  // Whether journal and copy have the same record of this number.
  async #hasSame(number) {
    const find = (transaction) => transaction.objectStore("records").get(number);
    const [one, other] = await Promise.all([find(this.#begin("readonly")), find(this.#copy.transaction(STORES))]);
    return typeof one === "string" && one === other;
  }

  #written() {
    this.#channel?.postMessage("written");
    if (this.#hasAskedToStay) return;
    this.#hasAskedToStay = true;
    // From now on there is something to lose. A browser that says no may still keep it for long.
    navigator.storage?.persist?.().catch(() => {});
  }
}

// A transaction whose end somebody may wait for, or nobody.
function begun(transaction) {
  transaction.done.catch(() => {});
  return transaction;
}

// Writes texts behind number `after` and waits for the end of the transaction; with `first`, in the place of everything.
async function write(transaction, after, texts, first) {
  let failed;
  const sent = (request) => request.catch((cause) => (failed ??= cause));
  const store = transaction.objectStore("records");
  if (first) {
    sent(store.clear());
    sent(transaction.objectStore("meta").put(first, "first"));
  }
  texts.forEach((text, index) => sent(store.add(text, after + 1 + index)));
  await transaction.done.catch((cause) => {
    throw transaction.error ?? failed ?? cause;
  });
}

async function numbers(transaction) {
  const [first, end] = await Promise.all([
    transaction.objectStore("meta").get("first"),
    transaction.objectStore("records").openKeyCursor(null, "prev"),
  ]);
  return { first, last: end ? end.key : (first ?? 1) - 1 };
}

async function records(transaction, after, limit = 0xffffffff) {
  const above = transaction.objectStore("records").getAll(IDBKeyRange.lowerBound(after, true), limit);
  const [{ first, last }, texts] = await Promise.all([numbers(transaction), above]);
  // Numbers are whole and each is there once: as many as are due means that none is missing.
  const due = Math.min(limit, last - Math.max(after, first - 1));
  if (texts.length !== due || texts.some((text) => typeof text !== "string")) {
    throw new JournalProblem("damaged", SENTENCES.missing);
  }
  return { first, last, texts };
}
