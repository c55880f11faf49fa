// Calls a second of engine.price beside calcPrice of @pydantic/genai-prices: same process, same usages, every model
// that both know at the same price.
import { calcPrice } from "@pydantic/genai-prices";
import { load } from "../../dist/package/index.js";
import { median, repeatable } from "./measure.mjs";

const USAGES = 1000;
const ROUNDS = 15;
const ROUND_MS = 200;

const engine = await load();
const random = repeatable(20261122);
const tokens = Array.from({ length: USAGES }, () => ({ input: 1 + random(200_000), output: 1 + random(16_000) }));

const models = sharedModels();
const ours = models.map(({ id }) =>
  tokens.map(({ input, output }) => ({
    model: id,
    usage: { "tokens.input": String(input), "tokens.output": String(output) },
  })),
);
const theirs = tokens.map(({ input, output }) => ({ input_tokens: input, output_tokens: output }));

// A usage goes to one model after the other, so that neither side profits from asking for the same one again.
const price = (index) => engine.price(ours[index % models.length][index]).total;
const calc = (index) => {
  const { name, provider } = models[index % models.length];
  return calcPrice(theirs[index], name, { providerId: provider }).total_price;
};

checkAgreement();
// By turns, so that a busy machine slows both.
const speeds = { price: [], calc: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  speeds.price.push(callsPerSecond(price));
  speeds.calc.push(callsPerSecond(calc));
}
const ratios = speeds.price.map((speed, round) => speed / speeds.calc[round]);

console.log(`Price of one usage, ${USAGES} usages over the ${models.length} models that both know, median of ${ROUNDS} rounds, calls a second`);
console.log(`  ${"engine.price".padEnd(44)}${round(median(speeds.price))}`);
console.log(`  ${"@pydantic/genai-prices calcPrice".padEnd(44)}${round(median(speeds.calc))}`);
console.log(`  ${"ratio".padEnd(44)}${median(ratios).toFixed(1).padStart(8)}  budget 10`);

/** The models that both know, and price at the same rates today. */
function sharedModels() {
  const shared = engine.models({ function: "text-generation" }).flatMap(({ id }) => {
    const [provider, name] = id.split("/");
    const known = calcPrice({ input_tokens: 1000, output_tokens: 1000 }, name, { providerId: provider });
    const own = engine.price({ model: id, usage: { "tokens.input": "1000", "tokens.output": "1000" } });
    return known && own.complete && isNear(known.total_price, own.total) ? [{ id, provider, name }] : [];
  });
  if (shared.length === 0) throw new Error("No model of the catalog has the same price in @pydantic/genai-prices");
  return shared;
}

function checkAgreement() {
  for (let index = 0; index < USAGES; index += 1) {
    const { id } = models[index % models.length];
    if (!isNear(calc(index), price(index))) {
      throw new Error(`The two disagree on ${id} with ${JSON.stringify(tokens[index])}: ${price(index)} and ${calc(index)}`);
    }
  }
}

/** Equal but for what floats lose. */
function isNear(float, decimal) {
  return Math.abs(float - Number(decimal)) <= 1e-9 * Math.abs(float);
}

function callsPerSecond(call) {
  const start = performance.now();
  let calls = 0;
  let spent = 0;
  while (spent < ROUND_MS) {
    for (let index = 0; index < USAGES; index += 1) call(index);
    calls += USAGES;
    spent = performance.now() - start;
  }
  return (calls * 1000) / spent;
}

function round(number) {
  return Math.round(number).toLocaleString("en-US").padStart(8);
}
