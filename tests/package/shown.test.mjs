// `shown` and `wallet`: figures rounded as the page rounds them, for those who draw in JavaScript.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { test } from "node:test";
import { SEED, engine, exact, fixture, flat, refuses } from "./package.mjs";

/** `12.50`, `< 0.000001`, `16000 1M characters`. */
function text(shown) {
  if (shown === null) return null;
  const { figure, digits, below, unit } = shown;
  assert.equal(figure.split(".")[1]?.length ?? 0, digits, figure);
  return [below ? `< ${figure}` : figure, unit].filter(Boolean).join(" ");
}

const range = (shown) => shown && [text(shown.low), text(shown.expected), text(shown.high)];

const hour = { volumes: { 0: { "seconds.audio": "3600" } }, at: SEED };

test("the worked example is shown as the page shows it", async () => {
  const shown = engine.shown(engine.pipeline(await fixture("minimal/interview.json"), hour));
  assert.deepEqual(shown.lines.map(({ credits }) => range(credits)), [
    ["1.440000", "1.440000", "1.440000"],
    ["0.360000", "0.544200", "0.705000"],
    // 1.03702752 is cut to 1.037027; the millionth that the total of 3.021228 has more goes to it, which lost most.
    ["0.634176", "1.037028", "1.452864"],
  ]);
  assert.deepEqual(range(shown.sum), ["2.434176", "3.021228", "3.597864"]);
  assert.deepEqual([shown.total, shown.low, shown.high].map(text), ["3.021228", "2.434176", "3.597864"]);
  assert.deepEqual([shown.certain, shown.rounded], [false, true]);
  // 60 min x 907 characters; 1.03702752 C at 16 a million are 64,814.22 characters.
  assert.deepEqual(shown.lines.map(({ quantity }) => text(quantity)), [
    "60 minutes",
    "54420 characters",
    "64814.22 characters",
  ]);
  assert.deepEqual(shown.lines.map(({ rate }) => text(rate)), ["0.024 minute", "10.00 1M characters", "16.00 1M characters"]);
  // 47.66, 18.01 and 34.32 per cent: the tenth that is missing goes to the first, which lost most.
  assert.deepEqual(
    shown.nodes.map(({ node, credits, share, row, complete }) => [node, text(credits.expected), text(share), row, complete]),
    [
      [1, "1.440000", "47.7", null, true],
      [2, "0.544200", "18.0", null, true],
      [3, "1.037028", "34.3", null, true],
    ],
  );
});

test("a node or entrant of several lines comes to their sum", () => {
  const request = { models: ["openai/gpt-4", "azure/translator"], rows: 10 };
  const row = { characters: 100, "tokens.input": 1000, "tokens.output": 10 };
  const shown = engine.shown(engine.benchmark({ ...request, row }, { at: SEED }));
  // 10 x (1,000 at 30 and 10 at 60 a million) = 0.3 + 0.006; 10 x 100 at 10 a million = 0.01; in all 0.316.
  assert.deepEqual(shown.lines.map(({ credits }) => text(credits.expected)), ["0.300", "0.006", "0.010"]);
  assert.deepEqual(
    shown.nodes.map(({ node, credits, share, row }) => [node, text(credits.expected), text(share), text(row)]),
    [
      // 96.835 and 3.164 per cent.
      [0, "0.306", "96.8", "0.0306"],
      [1, "0.010", "3.2", "0.0010"],
    ],
  );
  assert.deepEqual([text(shown.total), shown.certain, shown.rounded], ["0.316", true, false]);
});

test("a gap shows no credits", () => {
  const shown = engine.shown(engine.price({ model: "azure/translator", usage: { characters: 100 }, at: "1999-01-01" }));
  assert.deepEqual(shown.lines.map(({ credits, quantity, rate }) => [credits, text(quantity), rate]), [
    [null, "100 characters", null],
  ]);
  assert.deepEqual([text(shown.total), range(shown.sum), shown.nodes], ["0.00", ["0.00", "0.00", "0.00"], []]);
  const nodes = [{ number: 0, type: "INPUT" }, { number: 1, type: "ASSET", function: "translation", assetId: "nobody" }];
  const links = [{ from: 0, to: 1, paramMapping: [{ from: "input", to: "text" }] }];
  const unpriced = engine.shown(engine.pipeline({ nodes, links }, { volumes: { 0: { characters: 1 } } }));
  assert.deepEqual(unpriced.nodes, [{ node: 1, credits: null, complete: false, share: null, row: null }]);
});

test("a positive amount is never shown as 0", () => {
  const shown = engine.shown(engine.charge({ tariff: flat("characters", "4e-7"), usage: { characters: 1 } }));
  assert.deepEqual([text(shown.total), text(shown.lines[0].credits.expected)], ["< 0.000001", "< 0.000001"]);
  const column = engine.shown({ amounts: ["0.0000004", 1] });
  assert.deepEqual([...column.lines, column.total].map(text), ["< 0.000001", "1.000000", "1.000000"]);
});

test("shown amounts add up to their shown sum", () => {
  // Three thirds to ten digits make 0.9999999999: 1.000000, of which the cut lines leave 0.000001.
  const { lines, total } = engine.shown({ amounts: ["0.3333333333", "0.3333333333", "0.3333333333"] });
  assert.deepEqual([...lines, total].map(text), ["0.333334", "0.333333", "0.333333", "1.000000"]);
  assert.deepEqual(engine.shown({ amounts: [] }), { lines: [], total: { figure: "0.00", digits: 2, below: false } });
});

test("so do the lines and the nodes of every sample", async () => {
  let seen = 0;
  for (const folder of ["sdk", "minimal", "designer"]) {
    for (const name of await readdir(new URL(`../pipelines/${folder}/`, import.meta.url))) {
      const json = await fixture(`${folder}/${name}`);
      const volume = { "seconds.audio": "601.7", characters: "9000.3" };
      const inputs = JSON.parse(json).nodes.filter(({ type }) => type.toUpperCase() === "INPUT");
      const volumes = Object.fromEntries(inputs.map(({ number }) => [number, volume]));
      const { lines, nodes, sum } = engine.shown(engine.pipeline(json, { volumes }));
      for (const column of ["low", "expected", "high"]) {
        const shown = (own) => (own === null || own[column].below ? 0n : plainly(own[column].figure));
        const add = (of) => of.reduce((total, { credits }) => total + shown(credits), 0n);
        assert.equal(add(lines), plainly(sum[column].figure), `${name}: ${column}`);
        assert.equal(add(nodes), plainly(sum[column].figure), `${name}: ${column} of the nodes`);
      }
      seen += lines.length;
    }
  }
  assert.ok(seen > 20, `only ${seen} lines`);
});

/** As `exact`, of a figure that keeps its zeros. */
const plainly = (figure) => exact(figure.replace(/\.?0+$/, "") || "0");

test("changes are shown as differences", () => {
  const text54 = engine.price({ model: "azure/translator", usage: { characters: 54420 }, at: SEED });
  const text60 = engine.price({ model: "azure/translator", usage: { characters: 60000 }, at: SEED });
  const change = (after, before) => text(engine.shown(after, before).change.total);
  assert.equal(change(text54, text60), "-0.0558");
  assert.equal(change(text60, text54), "0.0558");
  assert.equal(change(text60, text60), "0.00");
  const before = { total: "0.60000001", low: "0.6", high: "1" };
  const shown = engine.shown(text60, before).change;
  assert.deepEqual([shown.total, shown.low, shown.high].map(text), ["< -0.000001", "0.000000", "-0.400000"]);
  assert.ok(!("change" in engine.shown(text60)));
});

test("what a budget buys has a headline, and the exact figure beside it", () => {
  const { credits, headlines, models } = engine.shown(engine.equivalents({ credits: 1, at: SEED }));
  assert.equal(text(credits), "1.00");
  const shown = headlines.map(({ headline, words, exact, column, rate }) => [
    `${text(headline)}${headline.compact ? " compact" : ""} ${words}`,
    `${text(exact)}${exact.cut ? "…" : ""}`,
    text(column),
    text(rate),
  ]);
  assert.deepEqual(shown, [
    ["50 pages translated", "50", "50.00", "10.00 1M characters"],
    ["40 minutes transcribed", "41.666…", "41.66", "0.024 minute"],
    ["16000 compact tokens generated", "16666.666…", "16666", "60.00 1M output tokens"],
    ["30 pages read aloud", "31.25", "31.25", "16.00 1M characters"],
  ]);
  assert.ok(models.length > headlines.length);
  const one = engine.shown(engine.equivalents({ credits: "0.02", at: SEED, query: "azure translator" }));
  assert.deepEqual([text(one.headlines[0].headline), one.headlines[0].words], ["1", "page translated"]);
});

test("what is no estimate is refused with its place", async () => {
  const estimate = engine.price({ model: "azure/translator", usage: { characters: 1 }, at: SEED });
  refuses(() => engine.shown({}), { code: "bad_request", path: "total" });
  refuses(() => engine.shown(["1"]), { code: "bad_request" });
  refuses(() => engine.shown({ ...estimate, total: "x" }), { code: "bad_figure", path: "total" });
  refuses(() => engine.shown({ ...estimate, lines: [{ credits: {} }] }), { code: "bad_request", path: "lines[0].credits.low" });
  refuses(() => engine.shown(estimate, {}), { code: "bad_request", path: "total" });
  refuses(() => engine.shown({ amounts: ["1", "1e99"] }), { code: "out_of_range", path: "amounts[1]" });
});

test("a wallet is read to its last digit", () => {
  const { shown, ...wallet } = engine.wallet({ total: 10, reserved: "8.5", needed: "3.02122752", threshold: 2 });
  assert.deepEqual(wallet, {
    total: "10",
    reserved: "8.5",
    available: "1.5",
    left: "-1.52122752",
    missing: "1.52122752",
    low: true,
  });
  assert.deepEqual(Object.entries(shown).map(([name, own]) => `${name} ${text(own)}`), [
    "total 10.00",
    "reserved 8.50",
    "available 1.50",
    "left -1.521228",
    "missing 1.521228",
  ]);
  const exactly = engine.wallet({ total: "12.10000000000000000000000001", reserved: 0.1 });
  assert.equal(exactly.available, "12.00000000000000000000000001");
  assert.deepEqual([exactly.left, exactly.missing, exactly.low, exactly.shown.left], [null, null, false, null]);
});

test("what a run leaves, and what it lacks", () => {
  const after = (request) => {
    const { left, missing, low, shown } = engine.wallet(request);
    return [left, missing, low, text(shown.left), text(shown.missing)];
  };
  assert.deepEqual(after({ total: 5, needed: "1.5", threshold: 5 }), ["3.5", null, false, "3.50", null]);
  assert.deepEqual(after({ total: 1, needed: 1 }), ["0", null, false, "0.00", null]);
  assert.deepEqual(after({ total: "-1", needed: 3, threshold: 0 }), ["-4", "4", true, "-4.00", "4.00"]);
  // What costs nothing needs nothing, even of a balance below 0.
  assert.deepEqual(after({ total: "-1", needed: 0 }), ["-1", null, false, "-1.00", null]);
  assert.deepEqual(after({ total: 1, needed: "1.00000004" }), [
    "-0.00000004", "0.00000004", false, "< -0.000001", "< 0.000001",
  ]);
});

test("a wallet that cannot be is refused", () => {
  refuses(() => engine.wallet({}), { code: "bad_request", path: "total" });
  refuses(() => engine.wallet({ total: 1, reserved: -1 }), { code: "bad_figure", path: "reserved", says: /0 or more/ });
  refuses(() => engine.wallet({ total: NaN }), { code: "bad_figure", path: "total" });
  refuses(() => engine.wallet({ total: 1, needed: "1,5" }), { code: "bad_figure", path: "needed" });
  refuses(() => engine.wallet({ total: 1, avaliable: 1 }), { code: "bad_request", path: "avaliable" });
});
