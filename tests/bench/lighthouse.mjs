// Lighthouse on the built page behind Debian's nginx, mobile and desktop: the median of several runs.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse, { desktopConfig } from "lighthouse";
import { launchOn } from "../e2e/browser.mjs";
import { serveByNginx } from "../static/nginx.mjs";
import { median } from "./measure.mjs";

const RUNS = 3;
// With the least that each may score, and the largest layout shift.
const FORMS = [["mobile", undefined, 97], ["desktop", desktopConfig, 100]];
const SHIFT = 0.01;
const SCORES = { performance: "performance", accessibility: "accessibility", "best-practices": "best practices", seo: "SEO" };
const TIMES = {
  "first-contentful-paint": "first contentful paint, ms",
  "largest-contentful-paint": "largest contentful paint, ms",
  "total-blocking-time": "total blocking time, ms",
};

const row = (name, value, budget = "") => console.log(`  ${name.padEnd(44)}${value.padStart(8)}${budget && `  budget ${budget}`}`);

const server = await serveByNginx();
try {
  for (const [form, config, least] of FORMS) {
    const reports = [];
    for (let run = 0; run < RUNS; run += 1) reports.push(await report(config));
    const middle = (value) => median(reports.map(value));
    console.log(`Lighthouse ${reports[0].lighthouseVersion}, ${form}, median of ${RUNS} runs`);
    for (const [id, name] of Object.entries(SCORES)) {
      const score = middle(({ categories }) => Math.round(categories[id].score * 100));
      row(name, String(score), String(id === "performance" ? least : 100));
    }
    for (const [id, name] of Object.entries(TIMES)) row(name, middle(({ audits }) => audits[id].numericValue).toFixed(0));
    row("layout shift", middle(({ audits }) => audits["cumulative-layout-shift"].numericValue).toFixed(4), String(SHIFT));
    for (const line of new Set(reports.flatMap(missed))) console.log(`    below 100: ${line}`);
  }
} finally {
  await server.close();
}

/** One run in a browser of its own, as a first visit has it. */
async function report(config) {
  const profile = await mkdtemp(join(tmpdir(), "one-credit-lighthouse-"));
  const { kill, port } = await launchOn(profile);
  try {
    const { lhr } = await lighthouse(`${server.origin}/`, { port, logLevel: "error" }, config);
    if (lhr.runtimeError) throw new Error(`Lighthouse could not measure the page: ${lhr.runtimeError.message}`);
    return lhr;
  } finally {
    await kill();
    await rm(profile, { recursive: true, force: true });
  }
}

/** What keeps a category below 100. */
function missed({ categories, audits }) {
  return Object.values(categories).flatMap(({ title, auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${title}: ${audits[id].title} (${audits[id].displayValue ?? id})`));
}
