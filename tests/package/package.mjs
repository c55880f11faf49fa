// The built package, and what several tests ask of it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

export const folder = new URL("../../dist/package/", import.meta.url);
export const { load, OneCreditError } = await import(new URL("index.js", folder));
export const engine = await load();

/** The day after which the seed's prices are the only ones. */
export const SEED = "2023-10-13";

export const fixture = (name) => readFile(new URL(`../pipelines/${name}`, import.meta.url), "utf8");

/** One flat charge. */
export const flat = (meter, amount, per = 1) => ({ charges: [{ meter, per, amount }] });

/** `call` throws a OneCreditError with this code, place and words. */
export function refuses(call, { code, path, says }) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof OneCreditError, `not a OneCreditError: ${error?.stack}`);
    assert.match(error.message, /^\S.{9,}/s, "a sentence");
    if (code) assert.equal(error.code, code, error.message);
    if (path !== undefined) assert.equal(error.path, path, error.message);
    if (says) assert.match(error.message, says);
    assert.equal(error.errors[0].message, error.message);
    return true;
  });
}

/** Decimal text as a whole number of 10^-28. */
export function exact(text) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  assert.ok(match, `not a decimal: ${text}`);
  const [, sign, whole, fraction = ""] = match;
  assert.ok(fraction.length <= 28 && !fraction.endsWith("0"), `not in its shortest form: ${text}`);
  return BigInt(`${sign}${whole}${fraction.padEnd(28, "0")}`);
}

/** The lines that have a price add up to low, expected and high, to the last digit. */
export function addsUp(estimate) {
  for (const [column, total] of [["low", "low"], ["expected", "total"], ["high", "high"]]) {
    const priced = estimate.lines.filter((line) => line.credits !== null);
    const sum = priced.reduce((sum, line) => sum + exact(line.credits[column]), 0n);
    assert.equal(sum, exact(estimate[total]), `${column} of ${JSON.stringify(estimate)}`);
  }
  assert.equal(estimate.complete, estimate.gaps.length === 0);
  assert.equal(estimate.gaps.length, estimate.lines.filter((line) => "gap" in line).length);
}
