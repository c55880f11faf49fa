// What the tests in Firefox stand on: Firefox over WebDriver BiDi, one browser for a file, and no tolerated problem.
import assert from "node:assert/strict";
import { after } from "node:test";
import puppeteer from "puppeteer-core";
import { inPath } from "../e2e/browser.mjs";

const PREFERENCES = {
  "intl.accept_languages": "en-GB",
  // Nothing is asked of other hosts while the tests run.
  "app.normandy.enabled": false,
  "messaging-system.rsexperimentloader.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

let shared;

after(async () => (await shared)?.close());

function launch() {
  shared ??= puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? inPath(["firefox-esr", "firefox"]),
    extraPrefsFirefox: PREFERENCES,
  });
  return shared;
}

/**
 * A test function with a page of its own, in a context and so with a storage of its own:
 * `test("...", withFirefox({ width }, async ({ page, open }) => ...))`.
 *
 * Options: `width`, `height`, `expected` (patterns of problems that the test provokes itself). `open()` gives another tab,
 * watched as the first. The test fails on an error in the console, an uncaught exception, a violation of a policy and a failed request.
 */
export function withFirefox({ width = 1280, height = 800, expected = [] }, body) {
  return async () => {
    const browser = await launch();
    const context = await browser.createBrowserContext();
    const problems = [];
    const open = async () => {
      const page = await context.newPage();
      page.setDefaultTimeout(40_000);
      await page.setViewport({ width, height });
      await watch(page, problems);
      return page;
    };
    try {
      await body({ page: await open(), open });
      const unexpected = problems.filter((text) => !expected.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, [], "problems seen while the test ran");
    } finally {
      await context.close();
    }
  };
}

async function watch(page, problems) {
  await page.evaluateOnNewDocument(() => {
    globalThis.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
      console.error(`policy: ${violatedDirective} refused ${blockedURI} ${sample}`), true);
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => problems.push(`request: ${request.url()} ${request.failure()?.errorText}`));
}

/** What has a role and a name, as a locator: click(), fill(text), wait(). */
export const role = (page, role, name) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);

/** Waits until this text stands on the page, in an open shadow root as well. */
export const says = (page, text) => page.waitForSelector(`::-p-text(${text})`, { visible: true });

/** Waits until both halves of the program have taken the static page's place. */
export const mounted = (page) =>
  page.waitForFunction(() => !document.querySelector("#boot-note, #rest-note") && /available/.test(document.querySelector("header")?.textContent));
