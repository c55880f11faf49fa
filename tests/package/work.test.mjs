// `equivalents`, `benchmark` and `pipeline`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SEED, addsUp, engine, fixture, flat, refuses } from "./package.mjs";

test("one credit buys the seed's four headlines", () => {
  const { headlines, credits, at } = engine.equivalents({ credits: 1, at: SEED });
  assert.equal(credits, "1");
  assert.equal(at, "2023-10-13T00:00:00Z");
  const shown = headlines.map(({ model, headline, unit, exact }) => [model.id, headline, unit.many, exact]);
  assert.deepEqual(shown, [
    ["azure/translator", "50", "pages", "50"],
    ["aws/transcribe", "40", "minutes", "41.666666666666666666666666667"],
    ["openai/gpt-4", "16000", "tokens", "16666.666666666666666666666667"],
    ["google/text-to-speech", "30", "pages", "31.25"],
  ]);
});

test("and the other way round", () => {
  const { models, unit } = engine.equivalents({ function: "translation", amount: "50", at: SEED });
  assert.equal(unit.per, "2000");
  const azure = models.find(({ model }) => model.id === "azure/translator");
  assert.equal(azure.total, "1");
  models.forEach(addsUp);
  const priced = models.filter(({ complete }) => complete).map(({ total }) => Number(total));
  assert.deepEqual(priced, [...priced].sort((a, b) => a - b), "cheapest first");
});

test("equivalents need a budget or an amount of a function's work", () => {
  refuses(() => engine.equivalents({}), { code: "bad_request" });
  refuses(() => engine.equivalents({ credits: 1, amount: 1 }), { code: "bad_request" });
  refuses(() => engine.equivalents({ amount: 1 }), { code: "bad_request", path: "function" });
  refuses(() => engine.equivalents({ credits: "-1" }), { code: "bad_figure", path: "credits" });
});

test("a benchmark has lines for each model, and says what a row costs", () => {
  const benchmark = engine.benchmark(
    {
      models: ["azure/translator", { model: "google/text-to-speech", label: "Voice" }],
      rows: 1000,
      row: { characters: "250" },
    },
    { at: SEED },
  );
  // 250,000 characters at 10 and at 16 a million.
  assert.equal(benchmark.total, "6.5");
  assert.deepEqual(
    benchmark.entrants.map(({ label, metric, credits, row }) => [label, metric, credits.expected, row.credits]),
    [
      ["Azure Translator", false, "2.5", "0.0025"],
      ["Voice", false, "4", "0.004"],
    ],
  );
  addsUp(benchmark);
});

test("a metric runs once for each row and model", () => {
  const request = { models: ["azure/translator", "azure/translator"], metrics: ["openai/gpt-4"], rows: 10 };
  const benchmark = engine.benchmark({ ...request, row: { characters: 100, "tokens.input": 1000, "tokens.output": 10 } }, { at: SEED });
  // Two models: 2 x 1,000 characters = 0.02. The metric: 20 x (1,000 at 30 and 10 at 60 a million) = 0.612.
  assert.equal(benchmark.total, "0.632");
  assert.deepEqual(benchmark.entrants.map(({ metric }) => metric), [false, false, true]);
  refuses(() => engine.benchmark({ ...request, rows: "1.5", row: {} }), { code: "bad_figure", path: "rows" });
  refuses(() => engine.benchmark({ ...request, models: [], row: {} }), { code: "bad_request", path: "models" });
  refuses(() => engine.benchmark({ ...request, metrics: ["__proto__"], row: {} }), { code: "unknown_model", path: "metrics[0]" });
  refuses(() => engine.benchmark({ ...request, row: {} }, { rows: 1 }), { code: "bad_request", path: "rows" });
});

const hour = { volumes: { 0: { "seconds.audio": "3600" } }, at: SEED };

test("the worked example comes out to the last digit", async () => {
  const estimate = engine.pipeline(await fixture("minimal/interview.json"), hour);
  assert.equal(estimate.total, "3.02122752");
  assert.equal(estimate.low, "2.434176");
  assert.equal(estimate.high, "3.597864");
  assert.deepEqual(estimate.lines.map(({ node, credits }) => [node, credits.expected]), [
    [1, "1.44"],
    [2, "0.5442"],
    [3, "1.03702752"],
  ]);
  assert.ok(estimate.assumptions.some(({ id, edited }) => id === "speech.characters_per_minute" && !edited));
  addsUp(estimate);
});

test("an object is read like its text, and a range flows like a figure", async () => {
  const text = await fixture("minimal/interview.json");
  const range = { low: 3600, expected: 3600, high: "3600" };
  const options = { ...hour, volumes: { 0: { "seconds.audio": range } } };
  assert.deepEqual(engine.pipeline(JSON.parse(text), options), engine.pipeline(text, hour));
});

test("assumptions and models can be replaced", async () => {
  const text = await fixture("minimal/interview.json");
  // 60 min x 1,000 characters at 10 a million.
  const edited = engine.pipeline(text, { ...hour, assumptions: { "speech.characters_per_minute": 1000 } });
  assert.equal(edited.lines[1].credits.expected, "0.6");
  assert.ok(edited.assumptions.some(({ id, edited }) => id === "speech.characters_per_minute" && edited));
  const other = engine.pipeline(text, { ...hour, models: { 2: "azure/translator" } });
  assert.equal(other.total, "3.02122752");
  refuses(() => engine.pipeline(text, { ...hour, models: { 2: "nobody" } }), { code: "unknown_model", path: "models.2" });
  refuses(() => engine.pipeline(text, { volumes: { 0: { hours: 1 } } }), { code: "unknown_meter", path: "volumes.0.hours" });
  refuses(() => engine.pipeline(text, { volumes: { 9: { pages: 1 } } }), { code: "bad_request", path: "volumes.9" });
  refuses(() => engine.pipeline(text, { volumes: { x: { pages: 1 } } }), { code: "bad_request", path: "volumes.x" });
  refuses(() => engine.pipeline(text, { volumes: { 0: { "seconds.audio": "1h" } } }), { code: "bad_figure", path: "volumes.0.seconds.audio" });
});

/** A DECISION 1 before two translators, 2 and 3. */
const fork = {
  nodes: [
    { number: 0, type: "INPUT" },
    { number: 1, type: "DECISION", label: "Decide" },
    { number: 2, type: "ASSET", assetId: "azure/translator" },
    { number: 3, type: "ASSET", assetId: "azure/translator" },
  ],
  links: [
    { from: 0, to: 1, paramMapping: [{ from: "input", to: "passthrough" }] },
    { from: 1, to: 2, paramMapping: [{ from: "data", to: "text" }] },
    { from: 1, to: 3, paramMapping: [{ from: "data", to: "text" }] },
  ],
};

test("routes have weights, and are an upper bound without", () => {
  const ask = (routes) => engine.pipeline(fork, { volumes: { 0: { characters: 1_000_000 } }, at: SEED, routes });
  // 10 C a million characters, in each branch or by its share of the runs.
  assert.equal(ask({}).total, "20");
  assert.ok(ask({}).warnings.some((warning) => warning.includes("upper bound")));
  const weighed = ask({ 1: { 2: "0.25" } });
  assert.deepEqual(weighed.lines.map(({ node, credits }) => [node, credits.expected]), [[2, "2.5"], [3, "7.5"]]);
  assert.ok(!weighed.warnings.some((warning) => warning.includes("upper bound")));
  assert.ok(weighed.warnings.some((warning) => warning.includes('node 2 "ASSET" for 0.25 of the runs')));
  addsUp(weighed);
  assert.equal(ask({ 1: { 2: 0.1, 3: 0.2 } }).total, "3");
  refuses(() => ask({ 1: { 2: 1.5 } }), { code: "bad_figure", path: "routes.1.2", says: /between 0 and 1/ });
  refuses(() => ask({ 1: { 2: "-0.1" } }), { code: "bad_figure", path: "routes.1.2" });
  refuses(() => ask({ 1: { 2: 0.6, 3: 0.6 } }), { code: "bad_request", path: "routes.1", says: /"Decide".* 1\.2;/ });
  refuses(() => ask({ 1: { 9: 0.6 } }), { code: "bad_request", path: "routes.1.9", says: /2, 3/ });
  refuses(() => ask({ 0: { 1: 1 } }), { code: "bad_request", path: "routes.0" });
  refuses(() => ask({ x: { 1: 1 } }), { code: "bad_request", path: "routes.x" });
});

test("a host's own rates come before the catalog's", () => {
  const rates = { "azure/translator": flat("characters", "30", 1_000_000), "their-7": flat("characters", 2, 1000) };
  const at = "1999-01-01";
  // 500,000 characters at 30 a million; 100 at 2 a thousand.
  const price = (model, usage) => engine.price({ model, usage, rates, at });
  assert.equal(price("AZURE/translator", { characters: 500_000 }).total, "15");
  assert.equal(price("azure/translator", { characters: 500_000 }).lines[0].label, "Azure Translator");
  const own = price("their-7", { characters: 100 });
  const [{ id, label, model, supplier }] = own.lines;
  assert.deepEqual([own.total, id, label, model, supplier], ["0.2", "their-7/characters", "their-7", null, null]);
  const piped = engine.pipeline(fork, { volumes: { 0: { characters: 500_000 } }, models: { 3: "their-7" }, rates, at });
  // 15 and 1,000.
  assert.deepEqual([piped.total, piped.complete], ["1015", true]);
  const request = { models: ["azure/translator", "their-7"], metrics: [{ model: "their-7", label: "Judge" }], rows: 10 };
  const benchmark = engine.benchmark({ ...request, row: { characters: 1000 } }, { rates, at });
  // 10 rows of 1,000 characters: 0.3 and 20; the metric reads 20 of them: 40.
  assert.deepEqual(benchmark.entrants.map(({ label, credits }) => [label, credits.expected]), [
    ["Azure Translator", "0.3"],
    ["their-7", "20"],
    ["Judge", "40"],
  ]);
  addsUp(benchmark);
});

test("a bad rate is refused with its place, whichever method it is given to", () => {
  const bad = (id, tariff) => ({ rates: { [id]: tariff }, at: SEED });
  const calls = [
    (given) => engine.pipeline(fork, given),
    (given) => engine.benchmark({ models: ["azure/translator"], rows: 1, row: {} }, given),
    (given) => engine.price({ model: "azure/translator", usage: {}, ...given }),
  ];
  for (const call of calls) {
    refuses(() => call(bad("x/y", { charges: [{ meter: "characters", per: 0, amount: 1 }] })), {
      code: "bad_tariff",
      path: 'rates["x/y"].charges[0].per',
    });
    refuses(() => call(bad("x", { charges: [{ meter: "hours", per: 1, amount: 1 }] })), {
      code: "bad_tariff",
      path: 'rates["x"].charges[0].meter',
    });
    refuses(() => call(bad("x", "1 C")), { code: "bad_tariff", path: 'rates["x"]' });
    refuses(() => call({ rates: [] }), { code: "bad_request", path: "rates" });
  }
  refuses(() => engine.price({ model: "their-8", usage: {}, ...bad("their-7", flat("characters", 1)) }), { code: "unknown_model" });
});

for (const name of ["decision", "linear_asr_mt_tts", "metric", "router", "script", "segment_reconstruct"]) {
  test(`the sample ${name} adds up`, async () => {
    const text = await fixture(`sdk/${name}.json`);
    const inputs = JSON.parse(text).nodes.filter(({ type }) => type.toUpperCase() === "INPUT");
    const volumes = Object.fromEntries(
      inputs.map(({ number }) => [number, { "seconds.audio": "600", characters: "9000" }]),
    );
    const estimate = engine.pipeline(text, { volumes });
    // Scripts cost nothing: a pipeline of nothing else has no line.
    assert.equal(estimate.lines.length > 0, name !== "script");
    addsUp(estimate);
  });
}

test("a secret of the file appears nowhere", async () => {
  const text = await fixture("designer/film.json");
  const { apiKey } = JSON.parse(text).subscription;
  assert.ok(apiKey.length > 3);
  const said = [];
  for (const file of [text, text.slice(0, -3), text.replace('"INPUT"', '"INPT"')]) {
    try {
      said.push(engine.pipeline(file));
    } catch ({ message, errors, stack }) {
      said.push({ message, errors, stack });
    }
  }
  assert.equal(said.length, 3);
  assert.ok(!JSON.stringify(said).includes(apiKey));
});
