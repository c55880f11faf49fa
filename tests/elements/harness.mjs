// What every test of the elements stands on: a host's page under a strict policy, the built package, and a browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../e2e/browser.mjs";
import { site } from "../hosts/site.mjs";

export const PACKAGE = fileURLToPath(new URL("../../dist/package/", import.meta.url));

/** The strictest policy under which the elements work. */
export const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "connect-src 'self'",
  "img-src 'self' data:", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join("; ");

/** The day of the seed's prices. */
export const SEED = "2023-10-13";

export const sample = async (name) =>
  JSON.parse(await readFile(new URL(`../../src/app/pipeline/samples/${name}.json`, import.meta.url), "utf8"));

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let shared;

after(async () => (await shared)?.close());

/**
 * A test function with a host's page of its own: `test("...", withHost({ body: "<one-credit></one-credit>" }, async ({ page }) => ...))`.
 *
 * Options: `body` and `head` (markup), `setup` (the text of a module that runs before the package is asked for), `entry`
 * (the script that brings the elements; `/package/define.js` if absent, null for none), `pages` (further files),
 * `folders` (further folders), `policy` (null for none), `headers(path)`, `missing` (paths that are not found), `width`,
 * `height`, `scheme`, `locale`, `reducedMotion`, `forcedColors`, `dir`, `path` to open, `expected` (patterns of problems
 * that the test itself provokes).
 *
 * The test fails on an error in the console, an uncaught exception, a violation of the policy, a failed request, and a
 * request that leaves the origin.
 */
export function withHost(options, body) {
  return async () => {
    shared ??= launch();
    const browser = await shared;
    const host = await serve(options);
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
      colorScheme: options.scheme ?? "light",
      locale: options.locale ?? "en-GB",
      reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
      forcedColors: options.forcedColors ? "active" : "none",
    });
    const problems = [];
    try {
      await watch(context, host.origin, problems);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await page.goto(host.origin + (options.path ?? "/"));
      await body({ page, context, browser, origin: host.origin, asked: host.asked, problems, axe: () => axe(page) });
      await page.waitForTimeout(50);
      const unexpected = problems.filter((text) => !options.expected?.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], "problems seen while the test ran");
    } finally {
      await context.close();
      await host.close();
    }
  };
}

function serve({ body = "", head = "", setup = "", entry = "/package/define.js", pages = {}, folders = {}, policy = POLICY, headers, missing = [], dir = "ltr" }) {
  const scripts = [setup && "/setup.js", entry].filter(Boolean).map((src) => `<script type="module" src="${src}"></script>`);
  const markup = `<!doctype html><html lang="en" dir="${dir}"><head><meta charset="utf-8"><title>A host</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><link rel="stylesheet" href="/host.css">${head}
    ${scripts.join("")}</head><body><main><h1>A host</h1>${body}</main></body></html>`;
  return site({
    pages: { "/index.html": markup, "/setup.js": setup, "/host.css": ":root { color-scheme: light dark; background: Canvas; color: CanvasText; } body { margin: 16px; }", ...pages },
    folders: { "/package/": PACKAGE, ...folders },
    missing,
    headers: (path) => ({ ...(policy && { "Content-Security-Policy": policy }), ...headers?.(path) }),
  });
}

async function watch(context, origin, problems) {
  await context.exposeBinding("reportViolation", (_, text) => problems.push(`policy: ${text}`));
  await context.addInitScript(() => {
    globalThis.addEventListener("securitypolicyviolation", (event) =>
      globalThis.reportViolation(`${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`), true);
    // What the elements have told, in order: `heard("credit-change")`.
    globalThis.events = [];
    for (const type of ["credit-ready", "credit-change", "credit-checkout", "credit-error"]) {
      globalThis.addEventListener(type, ({ target, detail }) => globalThis.events.push({ type, id: target.id, detail }));
    }
  });
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => problems.push(`exception: ${error.error().message}`));
  context.on("requestfailed", (request) => problems.push(`request: ${request.url()} ${request.failure()?.errorText}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["blob:", "data:", "about:"].includes(url.protocol)) problems.push(`request: ${url.href} leaves the origin`);
  });
}

/** Fails on anything that axe finds. */
async function axe(page) {
  // Evaluated through the debugger, which the page's policy does not reach.
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
  });
  assert.deepEqual(found, [], "what axe found");
}

/** The details of what the page's elements have told, as plain values. */
export const heard = (page, type, id = "") =>
  page.evaluate(([type, id]) => globalThis.events.filter((event) => event.type === type && (!id || event.id === id)).map(({ detail }) => JSON.parse(JSON.stringify(detail))), [type, id]);

/** Waits until the page's elements have told so often of this. */
export const told = (page, type, times = 1) =>
  page.waitForFunction(([type, times]) => globalThis.events.filter((event) => event.type === type).length >= times, [type, times]);
