// What <credit-balance> understands of what people type, in several languages, and what it refuses.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { PACKAGE } from "./harness.mjs";

const { read } = await import(pathToFileURL(join(PACKAGE, "elements/amount.js")).href);

const UNDERSTOOD = [
  ["en", "10", "10"], ["en", "10.5", "10.5"], ["en", "10.50", "10.50"], ["en", "10,50", "10.50"], ["en", " $25 ", "25"],
  ["en", "US$25", "25"], ["en", "25 USD", "25"], ["en", "25 credits", "25"], ["en", "1 C", "1"], ["en", "1,234", "1234"],
  ["en", "1,234,567.8", "1234567.8"], ["de", "1.234,50", "1234.50"], ["de", "10.50", "10.50"], ["fr", "1 234,50 US$", "1234.50"],
  ["fr", "1\u202f234,50", "1234.50"], ["de-CH", "1’234.50", "1234.50"], ["ar-EG", "١٬٢٣٤٫٥٠", "1234.50"], ["ar-EG", "٢٥", "25"], ["hi-IN-u-nu-deva", "२५", "25"],
];
for (const [tag, text, plain] of UNDERSTOOD) {
  test(`${tag}: ${JSON.stringify(text)} is ${plain}`, () => assert.equal(read(text, tag), plain));
}

// A comma or a point before three digits is what it is in the language; in the other ones it could be either.
for (const [tag, text] of [
  ["en", ""], ["en", "ten"], ["en", "-5"], ["en", "+5"], ["en", "1e3"], ["en", "10k"], ["en", "€5"], ["en", "1.234"], ["en", "1,23,4"],
  ["en", "10.505"], ["en", "12,34.5"], ["de", "1,234"], ["en", ".5"], ["en", "5."], ["en", "0x10"], ["en", "1 or 2"], ["en", "NaN"],
]) {
  test(`${tag}: ${JSON.stringify(text)} is refused with what would be right`, () => {
    assert.throws(() => read(text, tag), ({ code, message, path }) => code === "bad_figure" && path === "text" && /such as 25 or 10\.50/.test(message));
  });
}

test("what has as many digits as the number of a card is refused and not repeated", () => {
  const digits = "4".repeat(16);
  assert.throws(() => read(digits, "en"), ({ message }) => /too long/.test(message) && !message.includes("4444"));
});
