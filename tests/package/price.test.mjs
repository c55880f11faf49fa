// `price`, `models` and `prices`: the catalog's own models.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SEED, addsUp, engine, refuses } from "./package.mjs";

const costs = (model, usage, at, total) =>
  test(`${JSON.stringify(usage)} with ${model} costs ${total}`, () => {
    const estimate = engine.price({ model, usage, at });
    assert.equal(estimate.total, total);
    addsUp(estimate);
  });

// Credits for a million: Azure 10, GPT-4 30 in and 60 out, Google 16; AWS 0.024 a minute, whole seconds, 15 at least.
costs("azure/translator", { characters: 1499 }, SEED, "0.01499");
costs("azure/translator", { characters: "2000.5" }, SEED, "0.020005");
costs("AZURE/Translator", { characters: 100_000 }, SEED, "1");
costs("openai/gpt-4", { "tokens.input": 1000, "tokens.output": 200 }, SEED, "0.042");
costs("openai/gpt-4-0613", { "tokens.input": 1, "tokens.output": 0 }, SEED, "0.00003");
costs("google/text-to-speech", { characters: 62_500 }, SEED, "1");
costs("aws/transcribe", { "seconds.audio": 8 }, SEED, "0.006");
costs("aws/transcribe", { "seconds.audio": 2500 }, SEED, "1");

test("the short way and the long way of price agree, line by line", () => {
  let compared = 0;
  let seed = 7;
  const random = (limit) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const at = "2026-11-20";
  for (const model of engine.models({ at })) {
    const { tariff } = model.price;
    const charges = [tariff, ...(tariff.variant ?? [])].flatMap(({ charges }) => charges);
    for (let round = 0; round < 8; round += 1) {
      const scale = 10 ** random(7);
      const usage = {};
      for (const { meter } of charges) {
        // A part is drawn after its whole, whose name is the beginning of its own.
        const wholes = Object.keys(usage).filter((name) => meter.startsWith(`${name}.`));
        const most = Math.min(...wholes.map((name) => usage[name]), scale * 9);
        const siblings = Object.keys(usage).length + 1;
        if (random(5) > 0) usage[meter] = Math.floor(random(most + 1) / siblings);
      }
      const request = { model: model.id, usage, at };
      const estimate = settled(() => engine.price(request));
      // An attribute, even none, takes the long way.
      assert.deepEqual(settled(() => engine.price({ ...request, attributes: {} })), estimate, JSON.stringify(request));
      if (estimate.error) continue;
      addsUp(estimate);
      // The tariff that `models` shows is the one that is charged.
      const charged = engine.charge({ tariff, usage, at });
      assert.equal(charged.total, estimate.total, JSON.stringify(request));
      assert.deepEqual(charged.lines.map((line) => line.credits), estimate.lines.map((line) => line.credits));
      compared += 1;
    }
  }
  assert.ok(compared > 1000, `only ${compared} were compared`);
});

function settled(call) {
  try {
    return call();
  } catch (why) {
    return { error: why.message, code: why.code, path: why.path };
  }
}

test("an estimate is plain: JSON and structured clones keep all of it", () => {
  const estimate = engine.price({ model: "azure/translator", usage: { characters: 1 }, at: SEED });
  assert.deepEqual(JSON.parse(JSON.stringify(estimate)), estimate);
  assert.deepEqual(structuredClone(estimate), estimate);
  assert.equal(Object.getPrototypeOf(estimate), Object.prototype);
});

test("no price for the day is a gap, not the nearest price", () => {
  const estimate = engine.price({ model: "azure/translator", usage: { characters: 1 }, at: "2023-10-12" });
  assert.equal(estimate.complete, false);
  assert.equal(estimate.lines[0].credits, null);
  assert.match(estimate.gaps[0].reason, /no price on 2023-10-12.*2023-10-13/);
});

test("without a moment the price is today's", () => {
  const before = new Date().toISOString().slice(0, 10);
  const { at } = engine.price({ model: "azure/translator", usage: { characters: 1 } });
  const after = new Date().toISOString().slice(0, 10);
  assert.ok([before, after].includes(at.slice(0, 10)), at);
});

test("a getter that asks for another price gets its own", () => {
  const inner = { model: "azure/translator", usage: { characters: 5 }, at: SEED };
  let nested;
  const usage = {
    "tokens.input": 1000,
    get "tokens.output"() {
      nested = engine.price(inner).total;
      return 200;
    },
  };
  assert.equal(engine.price({ model: "openai/gpt-4", usage, at: SEED }).total, "0.042");
  assert.equal(nested, "0.00005");
});

test("models are found by words, function and supplier", () => {
  const ids = (query) => engine.models(query).map(({ id }) => id);
  assert.ok(ids({ query: "AZURE translat" }).includes("azure/translator"));
  assert.ok(ids({ function: "speech-recognition", supplier: "aws" }).includes("aws/transcribe"));
  assert.ok(ids({ function: "speech-recognition" }).every((id) => !ids({ function: "translation" }).includes(id)));
  assert.deepEqual(ids({ query: "no such words at all" }), []);
  assert.equal(ids().length, engine.prices.models);
  refuses(() => engine.models({ function: "translaton" }), { code: "bad_request", path: "function", says: /translation/ });
  refuses(() => engine.models({ supplier: "nobody" }), { code: "bad_request", path: "supplier" });
  refuses(() => engine.models({ credits: 1 }), { code: "bad_request", path: "credits" });
});

test("a model shows its price of a day, with source and date", () => {
  const [model] = engine.models({ query: "azure/translator", at: SEED }).filter(({ id }) => id === "azure/translator");
  assert.equal(model.supplier.id, "azure");
  assert.equal(model.function.id, "translation");
  assert.equal(model.price.from, SEED);
  assert.match(model.price.source, /^https:/);
  assert.deepEqual(model.price.tariff.charges, [{ meter: "characters", per: "1000000", amount: "10" }]);
  assert.equal(engine.models({ query: "azure/translator", at: "2023-10-12" })[0].price, null);
});

test("prices tell the state of the catalog", () => {
  assert.match(engine.prices.verified, /^\d{4}-\d\d-\d\d$/);
  assert.match(engine.prices.sha256, /^[0-9a-f]{64}$/);
  assert.ok(engine.prices.models > 100 && engine.prices.suppliers > 5);
  assert.ok(Object.isFrozen(engine.prices));
});
