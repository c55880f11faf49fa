// An element in an iframe, as the page around it meets it: what it shows, what is heard of it, and what happens when one of
// the two comes late, goes, or lacks something.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { withPage } from "./browser.mjs";
import { close, DIST, elements, sites } from "./frame.mjs";

after(close);

/** Opens the example page, and waits for what it says of the total. */
async function opened(page, name) {
  const { designer } = await sites();
  await page.goto(`${designer.origin}/${name}/`);
  return page.getByRole("status");
}

const prices = (page) => page.frameLocator("iframe");

/** A page of the host with a frame, and `frame` and `heard` in reach of the test. */
async function connected(page, { options = {}, element = "credit-estimate", sandbox, wait = true, from = "prices" } = {}) {
  const { designer, [from]: prices } = await sites();
  await page.goto(`${designer.origin}/blank.html`);
  await page.evaluate(
    async ({ src, options, sandbox, wait }) => {
      const iframe = document.createElement("iframe");
      iframe.title = "What it costs";
      if (sandbox) iframe.setAttribute("sandbox", sandbox);
      iframe.src = src;
      const { connect } = await import("/one-credit/frame.js");
      const listen = (frame) => {
        globalThis.frame = frame;
        globalThis.heard = [];
        for (const type of ["ready", "change", "checkout", "error", "close"]) {
          frame.on(type, (detail) => globalThis.heard.push([type, detail]));
        }
      };
      globalThis.iframe = iframe;
      globalThis.again = async (more = {}) => listen(await connect(iframe, { ...options, ...more }));
      document.body.append(iframe);
      if (wait) await globalThis.again();
    },
    { src: `${prices.origin}/embed.html#${element}`, options: { origin: sandbox ? "null" : prices.origin, ...options }, sandbox, wait },
  );
}

/** The first thing of a type that was heard, once it is. */
const heard = (page, type, skip = 0) =>
  page
    .waitForFunction(([type, skip]) => globalThis.heard.filter(([name]) => name === type)[skip], [type, skip])
    .then((found) => found.evaluate(([, detail]) => detail));

const TRANSLATE = {
  nodes: [
    { number: 0, type: "INPUT" },
    {
      number: 7,
      type: "ASSET",
      label: "Translate",
      function: "translation",
      assetId: "azure/translator",
      inputValues: [
        { code: "sourcelanguage", value: "en" },
        { code: "targetlanguage", value: "es" },
      ],
    },
  ],
  links: [{ from: 0, to: 7 }],
};
const million = { pipeline: TRANSLATE, volumes: { 0: { characters: "1000000" } }, at: "2023-10-13" };

test(
  "a page hands its pipeline over and hears the total",
  withPage({}, async ({ page, axe }) => {
    const total = await opened(page, "plain");
    // 60 min at 0.024; 54,420 characters at 10 a million; 54,420 x 1.191 at 16 a million.
    await total.filter({ hasText: "3.02122752 C" }).waitFor();
    await prices(page).getByText("Microsoft Azure").first().waitFor();
    await page.getByLabel("Minutes of sound").fill("120");
    // Twice of all three.
    await total.filter({ hasText: "6.04245504 C" }).waitFor();
    await axe();
  }),
);

test(
  "a sandboxed frame without an origin and without storage does the same",
  withPage({}, async ({ page }) => {
    const total = await opened(page, "sandboxed");
    await total.filter({ hasText: "3.02122752 C" }).waitFor();
    const frame = page.frames().find((frame) => frame.url().includes("embed.html"));
    const inside = await frame.evaluate(() => {
      let storage = "there";
      try {
        void localStorage;
      } catch (why) {
        storage = why.name;
      }
      return { origin: self.origin, storage };
    });
    assert.deepEqual(inside, { origin: "null", storage: "SecurityError" });
  }),
);

test(
  "the height of the frame follows its content, within the page's limits",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: million } });
    await heard(page, "change");
    await page.waitForFunction(() => globalThis.iframe.getBoundingClientRect().height > 150);
    const inner = await prices(page).locator("#embed").evaluate((main) => Math.ceil(main.getBoundingClientRect().height));
    await page.waitForFunction((inner) => globalThis.iframe.clientHeight === inner, inner);
    await page.evaluate(() => globalThis.again({ maxHeight: 90 }));
    await page.waitForFunction(() => globalThis.iframe.clientHeight === 90);
    await page.evaluate(() => globalThis.again({ minHeight: 2500 }));
    await page.waitForFunction(() => globalThis.iframe.clientHeight === 2500);
  }),
);

test(
  "a change carries the estimate and a badge for each node, as texts",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: million } });
    const { estimate, badges } = await heard(page, "change");
    // A million characters at 10 credits a million.
    assert.equal(estimate.total, "10");
    assert.equal(estimate.complete, true);
    assert.deepEqual(estimate.lines.map(({ node, credits }) => [node, credits]), [[7, { low: "10", expected: "10", high: "10" }]]);
    assert.deepEqual(Object.keys(badges), ["7"]);
    assert.equal(badges[7].credits.expected, "10.00");
    assert.match(badges[7].text, /^10\.00\sC$/);
    await page.evaluate(() => globalThis.frame.set({ volumes: { 0: { characters: 250000 } } }));
    assert.equal((await heard(page, "change", 1)).estimate.total, "2.5");
  }),
);

test(
  "a bad pipeline is an error for the page, and the last good view stays",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: million } });
    await heard(page, "change");
    await page.evaluate((nodes) => {
      globalThis.frame.set({ pipeline: { nodes, links: [{ from: 0, to: 7 }, { from: 7, to: 9 }] } });
    }, TRANSLATE.nodes);
    const { code, message } = await heard(page, "error");
    assert.equal(code, "bad_pipeline");
    assert.match(message, /9/);
    await prices(page).getByText("10.00").first().waitFor();
    assert.equal(await page.evaluate(() => globalThis.heard.filter(([type]) => type === "change").length), 1);
  }),
);

test(
  "a page that comes after the frame has loaded is heard as well, and a second connection ends the first",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: million }, wait: false });
    await prices(page).locator("credit-estimate").waitFor({ state: "attached" });
    await page.evaluate(() => globalThis.again());
    assert.equal((await heard(page, "change")).estimate.total, "10");
    await page.evaluate(async () => {
      globalThis.first = globalThis.heard;
      globalThis.former = globalThis.frame;
      await globalThis.again({ properties: {} });
    });
    // The frame still has what the first one gave.
    assert.equal((await heard(page, "change")).estimate.total, "10");
    await heard(page, "ready");
    const [last, refusal] = await page.evaluate(() => {
      try {
        globalThis.former.set({ at: null });
      } catch (why) {
        return [globalThis.first.at(-1)[0], why.message];
      }
    });
    assert.equal(last, "close");
    assert.match(refusal, /closed/);
  }),
);

test(
  "the other two elements come by the frame's address",
  withPage({}, async ({ page }) => {
    await connected(page, { element: "one-credit", options: { properties: { at: "2023-10-13", credits: "2" } } });
    const { equivalents } = await heard(page, "change");
    // Two credits at 10 a million characters, and 2,000 characters a page.
    assert.deepEqual(equivalents.headlines.map(({ model, exact }) => [model.id, exact])[0], ["azure/translator", "100"]);
    await connected(page, { element: "credit-balance", options: { properties: { wallet: { total: "25", reserved: "4.5" }, needed: 30 } } });
    const { balance } = await heard(page, "change");
    assert.deepEqual(balance, { total: "25", reserved: "4.5", available: "20.5", left: "-9.5", missing: "9.5", low: false });
    await prices(page).getByRole("button", { name: "Add credits" }).click();
    await prices(page).getByRole("button", { name: "Continue to payment" }).click();
    const order = await heard(page, "checkout");
    // The least amount in whole cents that covers what is missing.
    const wallet = { total: "25", reserved: "4.5", available: "20.5" };
    assert.deepEqual(order, { version: 1, credits: "9.5", missing: "9.5", currency: "USD", wallet, estimate: null });
  }),
);

test(
  "a frame that is out of sight computes all the same",
  withPage({}, async ({ page }) => {
    await connected(page, { wait: false });
    await page.evaluate(() => {
      const above = document.createElement("div");
      above.style.height = "20000px";
      globalThis.iframe.before(above);
    });
    await page.evaluate((properties) => globalThis.again({ properties }), million);
    assert.equal((await heard(page, "change")).estimate.total, "10");
  }),
);

test(
  "a page may set as often as it likes: it is told of some, and of the last",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: million } });
    await heard(page, "change");
    await page.evaluate(async () => {
      const { port1, port2 } = new MessageChannel();
      for (let count = 1; count <= 3000; count += 1) {
        globalThis.frame.set({ volumes: { 0: { characters: String(count * 1000) } } });
        // Each in a turn of its own, as fast as turns come.
        await new Promise((next) => {
          port1.onmessage = next;
          port2.postMessage(null);
        });
      }
    });
    // 3,000,000 characters at 10 a million.
    await page.waitForFunction(() => globalThis.heard.some(([type, detail]) => type === "change" && detail.estimate.total === "30"));
    assert.deepEqual(await page.evaluate(() => globalThis.heard.filter(([type]) => type === "error" || type === "close")), []);
  }),
);

test(
  "theme and language reach the frame",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: { ...million, theme: "dark", locale: "de" } } });
    await prices(page).getByText("10,00").first().waitFor();
    const root = prices(page).locator("html");
    assert.equal(await root.evaluate((html) => getComputedStyle(html).colorScheme), "dark");
    assert.equal(await root.getAttribute("lang"), "de");
    await page.evaluate(() => globalThis.frame.set({ theme: "light", locale: null }));
    await prices(page).getByText("10.00").first().waitFor();
    assert.equal(await root.evaluate((html) => getComputedStyle(html).colorScheme), "light");
  }),
);

test(
  "after close nothing is heard, and the frame keeps what it shows",
  withPage({}, async ({ page }) => {
    await connected(page, { options: { properties: million } });
    await heard(page, "change");
    const said = await page.evaluate(() => {
      globalThis.frame.close();
      globalThis.frame.close();
      try {
        globalThis.frame.set({ at: null });
      } catch (why) {
        return [why.message, globalThis.heard.filter(([type]) => type === "close").length];
      }
    });
    assert.deepEqual(said, ["the connection to the frame is closed", 1]);
    await prices(page).getByText("10.00").first().waitFor();
  }),
);

test(
  "an abort ends the connection, before and after the frame has answered",
  withPage({}, async ({ page }) => {
    await connected(page, { wait: false });
    const early = await page.evaluate(() => globalThis.again({ signal: AbortSignal.abort() }).catch((why) => why.message));
    assert.match(early, /closed before/);
    await page.evaluate(async () => {
      globalThis.stop = new AbortController();
      await globalThis.again({ signal: globalThis.stop.signal });
      globalThis.stop.abort();
    });
    await heard(page, "close");
  }),
);

const WRONG = [
  [{ origin: "*" }, /exact origin/],
  [{ origin: "https://prices.example/embed.html" }, /did you mean "https:\/\/prices\.example"/],
  [{ origin: "https://PRICES.example" }, /did you mean "https:\/\/prices\.example"/],
  [{}, /exact origin/],
  [{ origin: "data:text/html,x" }, /exact origin/],
  [{ origin: "null", maxHeight: "100px" }, /maxHeight/],
  [{ origin: "null", properties: { onclick: "x" } }, /properties\.onclick/],
  [{ origin: "null", properties: { theme: "pink" } }, /"light" or "dark"/],
  [{ origin: "null", properties: { pipeline: "x".repeat(2 ** 22) } }, /at most 4194304/],
];

test(
  "what connect is given wrongly is said at once",
  withPage({}, async ({ page }) => {
    await connected(page, { wait: false });
    for (const [options, says] of WRONG) {
      const message = await page.evaluate(
        (options) => globalThis.again({ origin: undefined, ...options }).then(() => "connected", (why) => why.message),
        options,
      );
      assert.match(message, says, JSON.stringify(options).slice(0, 200));
    }
  }),
);

test(
  "a page that gives another origin hears nothing but that the time is up",
  withPage({}, async ({ page }) => {
    await connected(page, { wait: false });
    const { elsewhere } = await sites();
    const message = await page.evaluate(
      (origin) => globalThis.again({ origin, timeout: 1500 }).catch((why) => why.message),
      elsewhere.origin,
    );
    assert.match(message, /did not answer within 1500 ms/);
  }),
);

test(
  "when the elements are missing, the frame says so inside and to the page",
  withPage({ expected: [/404/, /define\.js/] }, async ({ page }) => {
    await opened(page, "broken");
    await page.getByRole("alert").filter({ hasText: "The prices could not be loaded" }).waitFor();
    await prices(page).getByRole("alert").filter({ hasText: "The prices could not be loaded" }).waitFor();
  }),
);

test(
  "when WebAssembly is not allowed, the frame says why, also to a page that comes later",
  withPage({ expected: [/Content Security Policy|wasm-unsafe-eval/] }, async ({ page }) => {
    await connected(page, { from: "unallowed", options: { properties: million } });
    const { code, message } = await heard(page, "error");
    assert.equal(code, "wasm_blocked");
    assert.match(message, /wasm-unsafe-eval/);
    await prices(page).getByText("wasm-unsafe-eval").first().waitFor();
    await page.evaluate(() => globalThis.again());
    assert.equal((await heard(page, "error")).code, "wasm_blocked");
  }),
);

test(
  "an element that does not exist is said in the same way",
  withPage({}, async ({ page }) => {
    await connected(page, { element: "img", wait: false });
    const message = await page.evaluate(() => globalThis.again().catch((why) => why.message));
    assert.match(message, /no element "img"/);
    await prices(page).getByRole("alert").filter({ hasText: "#credit-estimate" }).waitFor();
  }),
);

test(
  "without JavaScript the frame says what is needed and where the prices are",
  withPage({ javaScript: false, expected: [/^request: .*\.js csp$/] }, async ({ page }) => {
    const { prices } = await sites();
    await page.goto(`${prices.origin}/embed.html`);
    await page.getByText("needs JavaScript and WebAssembly").waitFor();
    assert.equal(await page.getByRole("link").getAttribute("href"), "prices.html");
  }),
);

test(
  "opened by itself, embed.html says what it is for",
  withPage({}, async ({ page }) => {
    const { prices } = await sites();
    await page.goto(`${prices.origin}/embed.html`);
    await page.getByText("This is an element for an iframe: the page around it says what to show.").waitFor();
    assert.equal(await page.getByRole("link", { name: "One Credit" }).evaluate(({ href }) => href), `${prices.origin}/`);
  }),
);

test("embed.html has the policy of the page, and checks every script and style", async () => {
  const policy = (html) => /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)[1];
  const html = await readFile(join(DIST, "embed.html"), "utf8");
  assert.equal(policy(html), policy(await readFile(join(DIST, "index.html"), "utf8")));
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  const loaded = html.match(/<(script|link)\b[^>]*>/g).filter((element) => !element.includes('rel="icon"'));
  assert.ok(loaded.length > 3);
  for (const element of loaded) assert.match(element, /integrity="sha384-[\w+/]{64}"/);
  const home = await elements();
  assert.ok(!html.includes(`${home}/frame.js`), "the page's side is not loaded into the frame");
});
