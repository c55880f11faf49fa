// Bad input: each ends in a sentence that names the place, and the next call works.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { SEED, engine, fixture, flat, folder, refuses } from "./package.mjs";

const usage = { characters: 1 };
const price = (request) => () => engine.price({ model: "azure/translator", usage, at: SEED, ...request });
const charge = (tariff) => () => engine.charge({ tariff, usage });

afterEach(() => assert.equal(price({})().total, "0.00001", "the next call works"));

const table = {
  "nothing at all": [() => engine.price(), { code: "bad_request" }],
  "null": [() => engine.price(null), { code: "bad_request" }],
  "a string for a request": [() => engine.price("azure/translator"), { code: "bad_request" }],
  "a list for a request": [() => engine.charge([]), { code: "bad_request" }],
  "no usage": [price({ usage: undefined }), { code: "bad_request", says: /usage/ }],
  "a misspelt key": [price({ srevice: "batch" }), { code: "bad_request", path: "srevice", says: /srevice/ }],
  "a misspelt key of a charge": [charge({ charges: [{ meter: "characters", per: 1, amount: 1, tires: [] }] }), { code: "bad_tariff", path: "tariff.charges[0].tires" }],
  "a list for a usage": [price({ usage: [1] }), { code: "bad_request", path: "usage" }],
  "a Map for a usage": [price({ usage: new Map([["characters", 1]]) }), { code: "bad_request", path: "usage" }],
  "a function for a figure": [price({ usage: { characters: () => 1 } }), { code: "bad_request", path: "usage.characters" }],
  "null for a figure": [price({ usage: { characters: null } }), { code: "bad_request", path: "usage.characters" }],
  "the model __proto__": [price({ model: "__proto__" }), { code: "unknown_model", path: "model", says: /__proto__/ }],
  "the model constructor": [price({ model: "constructor" }), { code: "unknown_model", path: "model" }],
  "a model of a megabyte": [price({ model: "x".repeat(1e6) }), { code: "unknown_model", path: "model" }],
  "the meter __proto__": [price({ usage: JSON.parse('{"__proto__": 1}') }), { code: "unknown_meter", path: "usage.__proto__" }],
  "the meter constructor": [price({ usage: { constructor: 1 } }), { code: "unknown_meter", path: "usage.constructor" }],
  "a negative quantity": [price({ usage: { characters: -1 } }), { code: "bad_figure", path: "usage.characters", says: /-1 is negative/ }],
  "40 digits": [price({ usage: { characters: "1234567890".repeat(4) } }), { code: "out_of_range", path: "usage.characters" }],
  "40 digits after the point": [price({ usage: { characters: `0.${"1234567890".repeat(4)}` } }), { code: "out_of_range", path: "usage.characters" }],
  "1e400": [price({ usage: { characters: "1e400" } }), { code: "out_of_range", path: "usage.characters" }],
  "an amount of 1e400": [charge(flat("characters", "1e400")), { code: "bad_tariff", path: "tariff.charges[0].amount" }],
  "an infinite number": [price({ usage: { characters: Infinity } }), { code: "bad_figure", path: "usage.characters", says: /Infinity/ }],
  "not a number": [price({ usage: { characters: NaN } }), { code: "bad_figure", path: "usage.characters", says: /NaN/ }],
  "hexadecimal": [price({ usage: { characters: "0x10" } }), { code: "bad_figure", path: "usage.characters" }],
  "a space": [price({ usage: { characters: " 1" } }), { code: "bad_figure", path: "usage.characters" }],
  "two points": [price({ usage: { characters: "1.2.3" } }), { code: "bad_figure", path: "usage.characters" }],
  "a point alone": [price({ usage: { characters: "." } }), { code: "bad_figure", path: "usage.characters" }],
  "an empty figure": [price({ usage: { characters: "" } }), { code: "bad_figure", path: "usage.characters" }],
  "a product beyond 28 digits": [() => engine.charge({ tariff: flat("characters", "9e27"), usage: { characters: "9e27" } }), { code: "out_of_range", path: "usage" }],
  "a part above its whole": [() => engine.price({ model: "openai/gpt-4", usage: { "tokens.input": 1, "tokens.input.cached": 2 } }), { code: "bad_usage", path: "usage", says: /tokens\.input\.cached \(2\).*tokens\.input \(1\)/ }],
  "a day that is none": [price({ at: "2026-02-30" }), { code: "bad_request", path: "at" }],
  "a Date without a moment": [price({ at: new Date(NaN) }), { code: "bad_request", path: "at" }],
  "null for a moment": [price({ at: null }), { code: "bad_request", path: "at" }],
  "a tariff for price": [price({ tariff: flat("characters", 1) }), { code: "bad_request", path: "tariff" }],
  "no tariff": [() => engine.charge({ usage }), { code: "bad_request", path: "tariff" }],
  "a tariff without charges": [charge({ charges: [] }), { code: "bad_tariff", path: "tariff.charges" }],
  "per 0": [charge(flat("characters", 1, 0)), { code: "bad_tariff", path: "tariff.charges[0].per" }],
  "tiers that overlap": [
    charge({ charges: [{ meter: "characters", tiering: "graduated", tiers: [{ up_to: 100, per: 1, amount: 1 }, { up_to: 50, per: 1, amount: 1 }, { per: 1, amount: 1 }] }] }),
    { code: "bad_tariff", path: "tariff.charges[0].tiers[1].up_to", says: /overlap/ },
  ],
  "a file that is not JSON": [() => engine.pipeline("nodes: []"), { code: "bad_pipeline", says: /not JSON/ }],
  "an empty file": [() => engine.pipeline(""), { code: "bad_pipeline", says: /empty/ }],
  "a list for a pipeline": [() => engine.pipeline([]), { code: "bad_pipeline", says: /object with nodes/ }],
  "no pipeline": [() => engine.pipeline(undefined), { code: "bad_pipeline" }],
  "100 MB of [": [() => engine.pipeline("[".repeat(1e8)), { code: "bad_request", says: /longer/ }],
  "16 MB of [": [() => engine.pipeline("[".repeat(2 ** 24)), { code: "bad_pipeline" }],
  "a million nested lists": [() => engine.pipeline(`{"nodes":${"[".repeat(1e6)}`), { code: "bad_pipeline" }],
  "a pipeline that contains itself": [() => { const self = { nodes: [] }; self.self = self; engine.pipeline(self); }, { code: "bad_pipeline", says: /contains itself/ }],
  "a cycle": [
    () =>
      engine.pipeline({
        nodes: [{ number: 0, type: "INPUT" }, { number: 1, type: "ASSET", function: "translation" }, { number: 2, type: "ASSET", function: "translation" }],
        links: [{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: 1 }],
      }),
    { code: "bad_pipeline", path: "links", says: /circle/ },
  ],
  "a usage that contains itself": [() => { const self = {}; self.characters = self; price({ usage: self })(); }, { code: "bad_request", says: /contains itself/ }],
  "a getter that throws": [() => engine.price({ model: "azure/translator", get usage() { throw new Error("no"); } }), { code: "bad_request" }],
  "a getter that throws nothing useful": [price({ usage: { get characters() { throw null; } } }), { code: "bad_request", path: "usage" }],
  "a proxy that throws": [() => engine.price(new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; } })), { code: "bad_request" }],
  "a revoked proxy": [() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); price({ usage: proxy })(); }, { code: "bad_request", path: "usage" }],
  "an endless list": [() => engine.charge({ tariff: { charges: new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 32 - 1 : undefined) }) }, usage }), { code: "bad_request" }],
  "a million values": [() => engine.charge({ tariff: { charges: Array(1e6).fill(1) }, usage }), { code: "bad_request", says: /more than/ }],
};

for (const [title, [call, expected]] of Object.entries(table)) {
  test(title, () => refuses(call, expected));
}

test("every error of a pipeline is told at once", async () => {
  const file = JSON.parse(await fixture("minimal/interview.json"));
  file.nodes[1].type = "ASET";
  file.nodes.push({ ...file.nodes[2] });
  file.links.push({ from: 0, to: 77 });
  try {
    engine.pipeline(file);
    assert.fail("it was read");
  } catch (error) {
    assert.equal(error.code, "bad_pipeline");
    const said = error.errors.map(({ message }) => message).join("\n");
    assert.match(said, /ASET/);
    assert.match(said, /number 2/);
    assert.match(said, /node 77/);
    assert.ok(error.errors.length >= 3);
  }
});

test("an instance that stops is replaced", async () => {
  const glue = await import(new URL("engine.js", folder));
  const ruin = () => new Uint8Array(glue.words_memory().buffer).fill(0xff);
  ruin();
  refuses(() => engine.models(), { code: "internal", says: /starts it anew/ });
  assert.ok(engine.models().length > 100);
  ruin();
  // The short way of `price` fails in silence, and the long way has a new instance.
  assert.equal(price({})().total, "0.00001");
});
