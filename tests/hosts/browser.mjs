// A browser for the tests of hosts: pages of several origins, and no tolerated problem.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after } from "node:test";
import { launch } from "../e2e/browser.mjs";

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;

after(async () => {
  if (browser) await (await browser).close();
});

/**
 * A test function with a page of its own, in a context of its own: `withPage({ width }, async ({ page, axe }) => ...)`.
 *
 * Options: `width`, `height`, `scheme`, `javaScript` (false to switch it off), `expected` (patterns of problems that the test
 * provokes itself). The test fails on anything in the console at level error, an uncaught exception, a violation of a policy
 * and a failed request, in the page and in its frames.
 */
export function withPage(options, body) {
  return async () => {
    browser ??= launch();
    const context = await (await browser).newContext({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
      colorScheme: options.scheme ?? "light",
      locale: "en-GB",
      javaScriptEnabled: options.javaScript ?? true,
    });
    const problems = [];
    try {
      context.on("console", (message) => {
        if (message.type() === "error") problems.push(`console: ${message.text()} ${message.location().url}`);
      });
      context.on("weberror", (error) => problems.push(`exception: ${error.error().message}`));
      context.on("requestfailed", (request) => problems.push(`request: ${request.url()} ${request.failure()?.errorText}`));
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      await body({ page, context, problems, axe: (rules) => axe(page, rules) });
      // Reports arrive a moment after their cause.
      if (!page.isClosed()) await page.waitForTimeout(50);
      const unexpected = problems.filter((text) => !options.expected?.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], "problems seen while the test ran");
    } finally {
      await context.close();
    }
  };
}

/** Fails on anything that axe finds in the page itself. */
async function axe(page, rules = {}) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async (given) => {
    const result = await globalThis.axe.run(document, { resultTypes: ["violations"], ...given });
    return result.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map((node) => node.html) }));
  }, rules);
  assert.deepEqual(found, [], "what axe found");
}
