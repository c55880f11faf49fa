// What can be added to a wallet: the limits of pricing/policy.toml, amounts within them, and what covers a need.
import assert from "node:assert/strict";
import { test } from "node:test";
import { engine, refuses } from "./package.mjs";

test("the limits are those of the policy", () => {
  assert.deepEqual(engine.topUp(), {
    credits: null, minimum: "1", maximum: "10000", presets: ["5", "10", "25", "50", "100"], low: "2",
  });
});

test("an amount in whole cents within the limits can be added", () => {
  for (const [amount, credits] of [["1", "1"], ["10.50", "10.5"], [25n, "25"], [9999.99, "9999.99"], ["10000", "10000"]]) {
    assert.equal(engine.topUp({ amount }).credits, credits);
  }
});

test("any other amount is refused with what would be right", () => {
  for (const amount of ["0", "-5", "0.99"]) refuses(() => engine.topUp({ amount }), { code: "out_of_range", path: "amount", says: /no less than 1 C/ });
  refuses(() => engine.topUp({ amount: "10000.01" }), { code: "out_of_range", path: "amount", says: /no more than 10000 C/ });
  refuses(() => engine.topUp({ amount: "10.505" }), { code: "bad_figure", path: "amount", says: /whole cents/ });
  refuses(() => engine.topUp({ amount: "ten" }), { path: "amount" });
});

test("a need is covered to the cent above, and by no less than the least amount", () => {
  for (const [need, credits] of [["2.5678", "2.57"], ["2.57", "2.57"], ["0.0000001", "1"], ["9999.991", "10000"]]) {
    assert.equal(engine.topUp({ need }).credits, credits);
  }
  refuses(() => engine.topUp({ need: "10000.001" }), { code: "out_of_range", path: "need", says: /no more than 10000 C/ });
  refuses(() => engine.topUp({ need: "0" }), { code: "out_of_range", path: "need" });
});

test("an amount and a need, or a key that nobody knows, are refused", () => {
  refuses(() => engine.topUp({ amount: "5", need: "5" }), { code: "bad_request", path: "need" });
  refuses(() => engine.topUp({ ammount: "5" }), { code: "bad_request", path: "ammount" });
});
