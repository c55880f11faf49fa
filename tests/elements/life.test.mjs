// The life of an element: set early, moved, removed, in numbers, in another document; what its listeners may do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, POLICY, sample, told, withHost } from "./harness.mjs";

const dub = await sample("dub");
const HOUR = { 0: { "seconds.audio": "3600" } };
const ESTIMATE = `<credit-estimate id="own"></credit-estimate>`;
const given = (properties) => `Object.assign(document.querySelector("credit-estimate"), ${JSON.stringify(properties)})`;

test("properties set before the class is defined count, each of them", withHost({
  body: `<credit-estimate id="a"></credit-estimate><one-credit id="b"></one-credit><credit-balance id="c"></credit-balance>`,
  entry: null,
  setup: `
    const [a, b, c] = ["a", "b", "c"].map((id) => document.getElementById(id));
    Object.assign(a, { pipeline: ${JSON.stringify(dub)}, volumes: ${JSON.stringify(HOUR)}, wallet: { total: 1 }, heading: "Early", compact: true, locale: "de" });
    Object.assign(b, { credits: 2 });
    Object.assign(c, { wallet: { total: 8 }, low: 9 });
    globalThis.wasDefined = customElements.get("credit-estimate") !== undefined;
    import("/package/define.js");`,
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "Early" });
  await region.getByText("3,021228").first().waitFor();
  await region.getByText(/missing/).waitFor();
  assert.equal(await page.evaluate(() => globalThis.wasDefined), false);
  assert.equal(await page.getByRole("textbox", { name: "Credits" }).inputValue(), "2");
  await page.getByText("Low", { exact: true }).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(document.querySelector("#a"))), [], "nothing hides the accessors of the class");
}));

test("an element made by a script and filled before it is on the page shows the same", withHost({
  setup: `
    import { define } from "/package/elements/index.js";
    define();
    const element = document.createElement("credit-estimate");
    element.pipeline = ${JSON.stringify(JSON.stringify(dub))};
    element.volumes = ${JSON.stringify(HOUR)};
    document.querySelector("main").append(element);`,
  entry: null,
}, async ({ page }) => {
  await page.getByRole("region", { name: "What it costs" }).getByText("3.021228").first().waitFor();
}));

test("until the engine is ready the host's own content stands there, and then makes room", withHost({
  body: `<credit-estimate><p>Prices are coming.</p></credit-estimate>`,
  setup: `${given({ pipeline: dub, volumes: HOUR })}; globalThis.bring = () => import("/package/define.js");`,
  entry: null,
}, async ({ page, context }) => {
  let send;
  const asked = new Promise((seen) => context.route("**/engine_bg.wasm", async (route) => {
    seen();
    await new Promise((go) => (send = go));
    await route.continue();
  }));
  assert.ok(await page.getByText("Prices are coming.").isVisible());
  await page.evaluate(() => globalThis.bring().then(() => {}));
  await asked;
  assert.ok(await page.getByText("Prices are coming.").isVisible());
  assert.equal(await page.locator("credit-estimate").evaluate((element) => element.estimate), null);
  send();
  await page.getByRole("region", { name: "What it costs" }).waitFor();
  assert.ok(!(await page.getByText("Prices are coming.").isVisible()));
}));

test("ready is told once, then the change; both reach the page from within another shadow tree", withHost({
  setup: `
    const outer = document.createElement("div");
    outer.attachShadow({ mode: "open" }).append(document.createElement("credit-estimate"));
    document.querySelector("main").append(outer);
    Object.assign(outer.shadowRoot.firstChild, { pipeline: ${JSON.stringify(dub)}, volumes: ${JSON.stringify(HOUR)} });`,
}, async ({ page }) => {
  await told(page, "credit-change");
  const types = await page.evaluate(() => globalThis.events.map(({ type }) => type));
  assert.deepEqual(types, ["credit-ready", "credit-change"]);
  const [{ version, prices }] = await heard(page, "credit-ready");
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.match(prices.sha256, /^[0-9a-f]{64}$/);
  const [estimate] = await heard(page, "credit-change");
  assert.equal(estimate.total, "3.02122752");
  assert.equal(typeof estimate.lines[0].credits.expected, "string");
}));

test("a listener that sets properties when it hears of a change does not meet the engine at work", withHost({
  body: ESTIMATE,
  setup: `${given({ pipeline: dub, volumes: HOUR })};
    const element = document.querySelector("credit-estimate");
    const totals = (globalThis.totals = []);
    element.addEventListener("credit-change", ({ detail }) => {
      totals.push([detail.total, element.estimate === detail, element.shadowRoot.querySelector("[part=amount]").textContent]);
      if (totals.length === 1) {
        element.volumes = { 0: { "seconds.audio": "7200" } };
        element.heading = "Two hours";
        element.wallet = { total: "1" };
      } else {
        element.wallet = { total: "2" };
      }
    });`,
}, async ({ page }) => {
  await page.getByRole("region", { name: "Two hours" }).getByText(/^2\.00\sC available/).waitFor();
  await page.waitForTimeout(100);
  // Twice 3.02122752.
  assert.deepEqual(await page.evaluate(() => globalThis.totals), [["3.02122752", true, "3.021228"], ["6.04245504", true, "6.042455"]]);
  assert.deepEqual(await heard(page, "credit-error"), []);
}));

test("a listener that sets a property when it hears of an error is not told without end", withHost({
  body: ESTIMATE,
  setup: `${given({ pipeline: "{" })};
    document.querySelector("credit-estimate").addEventListener("credit-error", ({ target }) => { target.heading = "Oh" + Math.random() });`,
}, async ({ page }) => {
  await told(page, "credit-error");
  await page.waitForTimeout(200);
  assert.equal((await heard(page, "credit-error")).length, 1);
}));

test("several changes of one turn are answered once", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  await told(page, "credit-change");
  await page.locator("credit-estimate").evaluate((element) => {
    for (const seconds of ["60", "120", "180", "7200"]) element.volumes = { 0: { "seconds.audio": seconds } };
  });
  await told(page, "credit-change", 2);
  assert.deepEqual((await heard(page, "credit-change")).map(({ total }) => total), ["3.02122752", "6.04245504"]);
}));

test("an element that is moved stays as it is: nodes, what is typed, what is open; with moveBefore the focus too", withHost({
  body: `${ESTIMATE}<section id="elsewhere"></section>`, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  await page.getByText("What we assume").click();
  const field = page.getByRole("textbox", { name: /minute.*, expected$/ });
  await field.fill("1000");
  await told(page, "credit-change", 2);
  const moved = await page.evaluate(async () => {
    const element = document.querySelector("credit-estimate");
    const root = element.shadowRoot;
    const before = [...root.querySelectorAll("*")];
    const isSame = () => {
      const now = [...root.querySelectorAll("*")];
      return now.length === before.length && now.every((node, place) => node === before[place]);
    };
    const elsewhere = document.querySelector("#elsewhere");
    const seen = [];
    const look = async () => {
      await new Promise((later) => setTimeout(later, 30));
      seen.push([isSame(), root.querySelector("details").open, root.activeElement?.value ?? null]);
    };
    elsewhere.append(element);
    await look();
    element.remove();
    document.querySelector("main").prepend(element);
    await look();
    root.querySelectorAll("input")[1].focus();
    elsewhere.moveBefore(element, null);
    await look();
    return { seen, value: root.querySelectorAll("input")[1].value };
  });
  assert.deepEqual(moved.seen, [[true, true, null], [true, true, null], [true, true, "1000"]]);
  assert.equal(moved.value, "1000");
  assert.equal((await heard(page, "credit-ready")).length, 1);
  assert.equal((await heard(page, "credit-change")).length, 2);
}));

test("an element that comes into another document keeps its look", withHost({
  body: `${ESTIMATE}<iframe title="Other" src="/other.html"></iframe>`, setup: given({ pipeline: dub, volumes: HOUR }),
  policy: `${POLICY}; frame-src 'self'`,
  pages: { "/other.html": "<!doctype html><html lang=en><title>Other</title><body></body></html>" },
}, async ({ page }) => {
  await told(page, "credit-change");
  await page.waitForFunction(() => document.querySelector("iframe").contentDocument?.title === "Other");
  const display = await page.evaluate(() => {
    const element = document.querySelector("credit-estimate");
    const other = document.querySelector("iframe").contentDocument;
    // By way of a document that nobody looks at.
    document.implementation.createHTMLDocument().body.append(element);
    other.body.append(element);
    const { defaultView } = other;
    return [element.shadowRoot.adoptedStyleSheets.length, defaultView.getComputedStyle(element).display];
  });
  assert.deepEqual(display, [2, "block"]);
}));

test("elements share one engine and their style sheets", withHost({
  body: Array.from({ length: 20 }, () => `<credit-estimate></credit-estimate><one-credit></one-credit>`).join(""),
}, async ({ page, asked }) => {
  await told(page, "credit-ready", 40);
  assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1);
  const sheets = await page.evaluate(() =>
    new Set([...document.querySelectorAll("credit-estimate, one-credit")].flatMap((element) => element.shadowRoot.adoptedStyleSheets)).size);
  assert.equal(sheets, 3, "the shared one, and one for each of two kinds");
}));

test("importing and showing the elements leaves the page's globals alone", withHost({
  body: `${ESTIMATE}<one-credit></one-credit><credit-balance></credit-balance>`,
  setup: `globalThis.before = new Set(Object.getOwnPropertyNames(globalThis)); ${given({ pipeline: dub, volumes: HOUR })}`,
}, async ({ page }) => {
  await told(page, "credit-ready", 3);
  const leaked = await page.evaluate(() => Object.getOwnPropertyNames(globalThis).filter((name) => !globalThis.before.has(name)));
  assert.deepEqual(leaked.filter((name) => name !== "before"), []);
}));

test("a thousand elements added, moved and removed leave the heap within 5 per cent", withHost({
  setup: `globalThis.pipeline = ${JSON.stringify(dub)}; globalThis.volumes = ${JSON.stringify(HOUR)};`,
  body: `<section id="a"></section><section id="b"></section>`,
}, async ({ page, context }) => {
  const cycles = (times) => page.evaluate(async (times) => {
    const [a, b] = [document.querySelector("#a"), document.querySelector("#b")];
    const ready = (element) => new Promise((done) => element.addEventListener("credit-ready", done, { once: true }));
    for (let cycle = 0; cycle < times; cycle += 1) {
      const estimate = document.createElement("credit-estimate");
      const others = [document.createElement("one-credit"), document.createElement("credit-balance")];
      estimate.pipeline = globalThis.pipeline;
      estimate.volumes = globalThis.volumes;
      others[1].wallet = { total: "5" };
      const all = [estimate, ...others];
      const arrived = Promise.all(all.map(ready));
      a.append(...all);
      await arrived;
      b.append(...all);
      estimate.volumes = { 0: { "seconds.audio": String(cycle + 1) } };
      await 0;
      for (const element of all) element.remove();
    }
    // The page's own notes of what it was told hold elements' details.
    globalThis.events.length = 0;
  }, times);
  const session = await context.newCDPSession(page);
  const heap = async () => {
    for (let times = 0; times < 3; times += 1) {
      await session.send("HeapProfiler.collectGarbage");
      await page.waitForTimeout(50);
    }
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const { nodes } = await session.send("Memory.getDOMCounters");
    return { usedSize, nodes };
  };
  // The browser compiles for some hundred cycles what is called often, which takes room of its own.
  await cycles(500);
  const before = await heap();
  await cycles(1000);
  const after = await heap();
  assert.ok(after.usedSize <= before.usedSize * 1.05, `${before.usedSize} bytes became ${after.usedSize}`);
  assert.equal(after.nodes, before.nodes, "nodes of the document tree and of shadow trees");
}));
