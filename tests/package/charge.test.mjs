// `charge`: tariffs that the caller gives, with figures worked out by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addsUp, engine, flat, refuses } from "./package.mjs";

const costs = (title, tariff, usage, total, more) =>
  test(`${title} costs ${total}`, () => {
    const estimate = engine.charge({ tariff, usage, ...more });
    assert.equal(estimate.total, total);
    assert.ok(estimate.complete);
    addsUp(estimate);
  });

const audio = { charges: [{ meter: "seconds.audio", per: 60, amount: "0.024", least: 15, increment: 1 }] };
const bands = (tiering) => ({
  charges: [{ meter: "characters", tiering, tiers: [{ up_to: 1000, per: 1000, amount: 2, fixed: "0.5" }, { per: 1000, amount: 1 }] }],
});

costs("1,499 characters at 1e-5", flat("characters", "1e-5"), { characters: 1499 }, "0.01499");
costs("1,499 characters at the number 1e-5", flat("characters", 1e-5), { characters: "1499" }, "0.01499");
costs("19 tokens at 2e-6", flat("tokens.output", "0.000002"), { "tokens.output": 19 }, "0.000038");
costs("1 character at the number 1e-7", flat("characters", 1e-7), { characters: 1 }, "0.0000001");
costs("a bigint", flat("characters", 1n, 1_000_000n), { characters: 123_456_789_012_345_678n }, "123456789012.345678");
costs("a number beyond 2^53 by its text", flat("characters", 1), { characters: 1e21 }, "1000000000000000000000");
costs("8 s of at least 15 s", audio, { "seconds.audio": 8 }, "0.006");
costs("15.2 s in whole seconds", audio, { "seconds.audio": "15.2" }, "0.0064");
// 2 for the first thousand, 0.5 for the next half, and the fee of the first band.
costs("graduated bands", bands("graduated"), { characters: 1500 }, "3");
costs("a volume band", bands("volume"), { characters: 1500 }, "1.5");
costs("a minimum", { ...flat("pages", "0.001"), minimum: "0.01" }, { pages: 3 }, "0.01");
costs("a maximum", { ...flat("pages", 1), maximum: 5 }, { pages: 8 }, "5");
costs("three requests with a minimum", { ...flat("pages", "0.001"), minimum: "0.01" }, { pages: 3 }, "0.03", { requests: 3 });
costs("a fee for the request itself", flat("requests", "0.25"), {}, "0.25");
// 600 plain at 3 and 400 cached at 0.3, per million.
costs(
  "cached tokens",
  { charges: [flat("tokens.input", 3, 1e6).charges[0], flat("tokens.input.cached", "0.3", 1e6).charges[0]] },
  { "tokens.input": 1000, "tokens.input.cached": 400 },
  "0.00192",
);

const variants = {
  charges: [{ meter: "tokens.input", per: 1000, amount: 1 }],
  variant: [
    { when: { meter: "tokens.input", op: ">", value: 2000 }, charges: [{ meter: "tokens.input", per: 1000, amount: 2 }] },
    { when: { service: "batch" }, charges: [{ meter: "tokens.input", per: 1000, amount: "0.5" }] },
    { when: { quality: "hd" }, charges: [{ meter: "tokens.input", per: 1000, amount: 4 }] },
    { when: { hours: { from: "22:00", to: "06:00", days: ["sat"] } }, charges: [{ meter: "tokens.input", per: 1000, amount: 8 }] },
  ],
};
const thousand = { "tokens.input": 1000 };
costs("the base", variants, thousand, "1", { at: "2026-11-20" });
costs("the threshold itself", variants, { "tokens.input": 2000 }, "2", { at: "2026-11-20" });
costs("above the threshold", variants, { "tokens.input": 2001 }, "4.002", { at: "2026-11-20" });
costs("a batch", variants, thousand, "0.5", { at: "2026-11-20", service: "batch" });
costs("an attribute", variants, thousand, "4", { at: "2026-11-20", attributes: { quality: "hd" } });
costs("Saturday night", variants, thousand, "8", { at: "2026-11-21T23:00:00Z" });
costs("the morning after it", variants, thousand, "8", { at: new Date("2026-11-22T05:59:00Z") });
costs("that morning at six", variants, thousand, "1", { at: "2026-11-22T06:00:00Z" });

test("26 s at 0.0125 a minute is rounded at 28 digits, and says so", () => {
  const { lines, total } = engine.charge({ tariff: flat("seconds.audio", "0.0125", 60), usage: { "seconds.audio": 26 } });
  assert.equal(total, "0.0054166666666666666666666667");
  assert.equal(lines[0].rounded, true);
  const { lines: whole } = engine.charge({ tariff: flat("seconds.audio", "0.0125", 60), usage: { "seconds.audio": 24 } });
  assert.equal(whole[0].credits.expected, "0.005");
  assert.equal(whole[0].rounded, false);
});

test("a line says what was counted and at which rate", () => {
  const estimate = engine.charge({ tariff: flat("characters", 10, 1e6), usage: { characters: 2000 }, label: "Ours", at: "2026-11-20" });
  const range = (text) => ({ low: text, expected: text, high: text });
  assert.deepEqual(estimate, {
    total: "0.02",
    low: "0.02",
    high: "0.02",
    complete: true,
    at: "2026-11-20T00:00:00Z",
    lines: [
      {
        id: "tariff/characters",
        label: "Ours",
        model: null,
        supplier: null,
        meter: "characters",
        quantity: range("2000"),
        rate: { amount: "10", per: "1000000" },
        credits: range("0.02"),
        rounded: false,
      },
    ],
    gaps: [],
    assumptions: [],
    warnings: [],
  });
});

test("what the tariff does not count is a gap, not 0", () => {
  const estimate = engine.charge({ tariff: flat("characters", 1), usage: { characters: 2, pages: 3 } });
  assert.equal(estimate.total, "2");
  assert.equal(estimate.complete, false);
  assert.equal(estimate.lines[1].credits, null);
  assert.deepEqual(estimate.gaps.map(({ line, meter }) => [line, meter]), [["tariff/pages", "pages"]]);
  addsUp(estimate);
});

test("a charge without usage counts 0, with a warning", () => {
  const { total, warnings } = engine.charge({ tariff: flat("tokens.output", 1), usage: {} });
  assert.equal(total, "0");
  assert.deepEqual(warnings, ["tokens.output has a price but no usage was given; it counts as 0"]);
});

test("everything that is wrong with a tariff is told, in the order of the text", () => {
  const tariff = {
    minimum: 2,
    maximum: 1,
    charges: [
      { meter: "characters", tiers: [{ up_to: 10, per: 1, amount: 1 }, { up_to: 5, per: 1, amount: 1 }, { per: 1, amount: 1 }], tiering: "volume" },
      { meter: "charactres", per: 0, amount: "-1" },
    ],
  };
  refuses(() => engine.charge({ tariff, usage: {} }), { code: "bad_tariff", path: "tariff.minimum", says: /above the maximum/ });
  try {
    engine.charge({ tariff, usage: {} });
  } catch ({ errors }) {
    const paths = errors.map(({ path }) => path);
    assert.deepEqual(paths, [
      "tariff.minimum",
      "tariff.charges[0].tiers[1].up_to",
      "tariff.charges[1].meter",
      "tariff.charges[1].per",
      "tariff.charges[1].amount",
    ]);
  }
});
