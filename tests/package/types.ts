// Compiled, never run: what the types allow, and what they refuse.
import { load, OneCreditError } from "../../www/package/index.js";
import type { Benchmark, Engine, Equivalents, Estimate, Model, Shown, Tariff, Wallet, WorkCosts } from "../../www/package/index.js";

const engine: Engine = await load();
await load({ wasm: new URL("https://example.org/engine_bg.wasm") });
await load({ wasm: fetch("engine_bg.wasm") });
await load({ wasm: new Uint8Array() });

const tariff: Tariff = {
  minimum: "0.01",
  charges: [
    { meter: "characters", per: 1_000_000, amount: "10" },
    { meter: "pages", tiering: "graduated", tiers: [{ up_to: 10n, per: 1, amount: 1 }, { per: 1, amount: "0.5" }] },
  ],
  variant: [
    {
      when: { hours: { from: "22:00", to: "06:00", days: ["sat", "sun"] }, resolution: "1080p" },
      charges: [{ meter: "characters", per: 1, amount: 1e-5 }],
    },
  ],
};

const charged: Estimate = engine.charge({ tariff, usage: { characters: 1499 }, at: new Date() });
const priced: Estimate = engine.price({ model: "azure/translator", usage: { characters: "1499" }, at: "2026-11-20" });
const total: string = priced.total;
const models: Model[] = engine.models({ function: "translation" });
const back: Estimate = engine.charge({ tariff: models[0]!.price!.tariff, usage: {} });
const buys: Equivalents = engine.equivalents({ credits: "1" });
const work: WorkCosts = engine.equivalents({ function: "translation", amount: 50 });
const piped: Estimate = engine.pipeline({ nodes: [], links: [] }, { volumes: { 0: { "seconds.audio": 3600 } } });
engine.pipeline("{}", { volumes: { "0": { characters: { low: 1, expected: "2", high: 3n } } }, models: { 4: "x" }, routes: { 4: { 2: "0.25" } } });
const compared: Benchmark = engine.benchmark({ models: ["a", { model: "b", label: "B" }], rows: 10, row: { pages: 1 } });

const shownTotal: Shown = engine.shown(piped).total;
const change: Shown | undefined = engine.shown(compared, piped).change?.total;
const headline: string | undefined = engine.shown(buys).headlines[0]?.words;
const sum: Shown = engine.shown({ amounts: ["1.44", 2, 3n] }).total;
const wallet: Wallet = engine.wallet({ total: 12.5, reserved: "0.25", needed: piped.total, threshold: 5n });
engine.price({ model: "mine", usage: {}, rates: { mine: tariff } });
engine.pipeline("{}", { rates: { "azure/translator": tariff } });
engine.benchmark({ models: ["mine"], rows: 1, row: {} }, { rates: { mine: models[0]!.price!.tariff } });

for (const line of priced.lines) {
  const credits: string | undefined = line.credits?.expected;
  // @ts-expect-error a gap has no credits, and that must be looked at
  line.credits.expected;
  // @ts-expect-error estimates are not changed
  line.label = credits ?? "";
}

try {
  // @ts-expect-error a model is missing
  engine.price({ usage: {} });
  // @ts-expect-error a truth value is not a figure
  engine.price({ model: "a", usage: { characters: true } });
  // @ts-expect-error a budget or an amount of work is missing
  engine.equivalents({ function: "translation" });
  // @ts-expect-error what one model costs is no list of amounts
  engine.shown(["1.44"]);
  // @ts-expect-error a wallet has a total
  engine.wallet({ reserved: "1" });
  // @ts-expect-error "sideways" is not a rounding
  engine.charge({ tariff: { charges: [{ meter: "pages", rounding: "sideways" }] }, usage: {} });
} catch (error) {
  if (error instanceof OneCreditError && error.code === "bad_tariff") {
    const places: readonly string[] = error.errors.map(({ path }) => path);
    places.join();
  }
}

export { back, buys, change, charged, compared, headline, piped, sum, total, shownTotal, wallet, work };
