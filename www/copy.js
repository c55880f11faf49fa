// The second copy of the journal, in a storage of its own, where the browser has storage buckets: Chromium and its kin.
//
// Chromium writes the databases of a site into one log (LevelDB). When it is killed in the middle of a write, the log has
// a torn end; the next visit appends behind it, and the visit after that finds the log damaged and starts with nothing.
// A bucket has a log of its own, and the two are written one after the other: one kill tears one of them at most.
import { wrap } from "./idb.js";

const BUCKET = "one-credit-copy";

/**
 * Opens the copy's database, and makes it where it is not there; with `onlyIfThere` it makes none.
 * @returns {Promise<IDBPDatabase | null>} null where the browser has no buckets
 */
export async function openCopy(name, version, upgrade, onlyIfThere = false) {
  const buckets = navigator.storageBuckets;
  // One tab at a time copies; without locks none does.
  if (!buckets || !navigator.locks) return null;
  if (onlyIfThere && !(await buckets.keys()).includes(BUCKET)) return null;
  const { indexedDB } = await buckets.open(BUCKET, { durability: "strict" });
  const opening = indexedDB.open(name, version);
  opening.addEventListener("upgradeneeded", ({ oldVersion }) => upgrade(wrap(opening.result), oldVersion));
  // An older tab that holds on must not hold up those who wait for this one.
  const blocked = new Promise((_, failed) => opening.addEventListener("blocked", failed));
  const db = await Promise.race([wrap(opening), blocked]);
  // A newer version must not wait for this tab.
  db.addEventListener("versionchange", () => db.close());
  return db;
}
