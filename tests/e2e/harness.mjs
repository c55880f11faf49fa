// What every end-to-end test stands on: the built page on a server of its own, a browser, and no tolerated problem.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// One server and one browser for a test file; each test has a context, and so storage, of its own.
let shared;

after(async () => {
  if (!shared) return;
  const { browser, server } = await shared;
  await browser.close();
  await server.close();
});

/**
 * A test function with a page of its own: `test("...", withPage({ path: "/#/pipeline" }, async ({ page }) => ...))`.
 *
 * Options: `path` to open ("/" if absent, null for none), `width`, `height`, `scheme` ("light" or "dark"), `locale`,
 * `reducedMotion`, `javaScript` (false to switch it off), `settled` (a selector to wait for; the mounted page if absent,
 * null for no waiting), `before({ page, context, origin })` to run before the page is opened, `expected` (patterns of
 * problems that the test itself provokes), `origin()` (of another server than the harness's own, or the address of a file),
 * `site()` (makes a server for this test alone, which the body gets as `site`), `worker` (true to let the page have its
 * service worker; without one a test is faster, and sees each request of the page).
 *
 * The test fails on anything in the console at level error, an uncaught exception, a violation of the
 * Content-Security-Policy, a failed request, and a request that leaves the page's origin.
 */
export function withPage(options, body) {
  return async () => {
    shared ??= Promise.all([launch(), serve()]).then(([browser, server]) => ({ browser, server }));
    const { browser, server } = await shared;
    const site = await options.site?.();
    const origin = (await options.origin?.()) ?? (site ?? server).origin;
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      colorScheme: options.scheme ?? "light",
      locale: options.locale ?? "en-GB",
      reducedMotion: options.reducedMotion ? "reduce" : "no-preference",
      javaScriptEnabled: options.javaScript ?? true,
      acceptDownloads: true,
      serviceWorkers: options.worker ? "allow" : "block",
    });
    const problems = [];
    try {
      await watch(context, origin, problems);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await options.before?.({ page, context, origin });
      const path = options.path === undefined ? "/" : options.path;
      if (path !== null) {
        await page.goto(origin + path);
        await settle(page, options);
      }
      await body({ page, context, origin, site, problems, axe: (rules) => axe(page, rules) });
      // Reports of violations arrive a moment after their cause.
      if (!page.isClosed()) await page.waitForTimeout(50);
      const unexpected = problems.filter((text) => !options.expected?.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], "problems seen while the test ran");
    } finally {
      await context.close();
      await site?.close();
    }
  };
}

/** The loading note goes when the program has mounted, and a second one when its second half is there. */
async function settle(page, { settled, javaScript }) {
  if (settled === null || javaScript === false) return;
  if (settled) await page.locator(settled).first().waitFor();
  else {
    await page.locator("#boot-note").waitFor({ state: "detached" });
    await page.locator("#rest-note").waitFor({ state: "detached" });
    // The wallet loads behind that; one that never does is the affair of its test.
    await page.waitForFunction(isCounted, undefined, { timeout: 3_000 }).catch(() => {});
  }
}

/** Whether the wallet is there, and what was spent is added up. */
function isCounted() {
  const shown = ["#balance-button", "main"].map((where) => document.querySelector(where)?.textContent);
  return !/Loading…|Adding up: /.test(shown.join("\n"));
}

async function watch(context, origin, problems) {
  await context.exposeBinding("reportViolation", (_, text) => problems.push(`policy: ${text}`));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const at = event.sourceFile ? ` at ${event.sourceFile}:${event.lineNumber}` : "";
      globalThis.reportViolation(`${event.violatedDirective} refused ${event.blockedURI} ${event.sample}${at}`);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => problems.push(`exception: ${error.error().message}`));
  context.on("requestfailed", (request) => {
    // What a page asks for behind its first view is broken off when the page is left.
    if (/\/(icons\/icon\.svg|host\.js|(renew|journal|idb|copy)-\w+\.js|later-\w+\.css|rest-\w+\.wasm)$/.test(request.url()) && request.failure()?.errorText === "net::ERR_ABORTED") return;
    problems.push(`request: ${request.url()} ${request.failure()?.errorText}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    const isSame = url.protocol === "file:" ? url.href.split("#")[0] === origin : url.origin === origin;
    const isOwn = isSame || ["blob:", "data:"].includes(url.protocol);
    if (!isOwn) problems.push(`request: ${url.href} leaves the origin`);
  });
}

/** Fails on anything that axe finds; `rules` are axe's options for this run. */
async function axe(page, rules = {}) {
  // Evaluated through the debugger, which the page's policy does not reach.
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (given) => {
    const result = await globalThis.axe.run(document, { resultTypes: ["violations"], ...given });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
  }, rules);
  assert.deepEqual(found, [], "what axe found");
}
