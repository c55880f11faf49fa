// A pipeline of 1,000 nodes in Chromium, from its JSON text to an estimate: the median of many runs.
import { launch } from "../e2e/browser.mjs";
import { serve } from "../e2e/server.mjs";

const NODES = 1000;
const RUNS = 60;

const server = await serve();
const browser = await launch();
try {
  const page = await browser.newPage();
  // A document of the package's origin without the page's program in it.
  await page.goto(`${server.origin}/package/package.json`);
  const result = await page.evaluate(measure, { json: JSON.stringify(pipeline(NODES)), runs: RUNS });
  console.log(`Pipeline of ${NODES} nodes, JSON to estimate in Chromium, median of ${RUNS} runs, milliseconds`);
  console.log(`  ${`${result.lines} lines, total ${result.total}`.padEnd(44)}${result.ms.toFixed(2).padStart(8)}  budget 5`);
} finally {
  await browser.close();
  await server.close();
}

/** One text goes through chains of translations: a row of 10, side by side, between INPUT and OUTPUT. */
function pipeline(count) {
  const nodes = [{ number: 0, type: "INPUT" }];
  const links = [];
  const chain = 10;
  const languages = ["es", "de", "fr", "pt", "it", "ar", "hi", "ja", "zh", "en"];
  for (let number = 1; number < count - 1; number += 1) {
    const place = (number - 1) % chain;
    nodes.push({
      number,
      type: "ASSET",
      function: "translation",
      assetId: "azure/translator",
      inputValues: [
        { code: "sourcelanguage", value: languages[(place + chain - 1) % chain] },
        { code: "targetlanguage", value: languages[place] },
      ],
    });
    links.push({ from: place === 0 ? 0 : number - 1, to: number, paramMapping: [{ from: place === 0 ? "input" : "data", to: "text" }] });
  }
  nodes.push({ number: count - 1, type: "OUTPUT" });
  links.push({ from: count - 2, to: count - 1, paramMapping: [{ from: "data", to: "output" }] });
  return { nodes, links };
}

/** Runs in the browser. */
async function measure({ json, runs }) {
  const { load } = await import("/package/index.js");
  const engine = await load();
  const options = { volumes: { 0: { characters: "100000" } } };
  const times = [];
  let estimate;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    estimate = engine.pipeline(json, options);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  if (!estimate.complete) throw new Error(`The estimate has gaps: ${JSON.stringify(estimate.gaps.slice(0, 3))}`);
  return { ms: times[runs >> 1], lines: estimate.lines.length, total: estimate.total };
}
