// The page without a network: installable, and whole after the first visit.
import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { edit, loaded, served, site } from "./builds.mjs";
import { withPage } from "./harness.mjs";
import { DIST } from "./server.mjs";

// Without a network the worker asks for a site's own file in vain, and the browser for a newer worker.
const OFFLINE = [/host\.js/, /sw\.js/, /ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/];

const settled = (page) => page.getByRole("button", { name: /available/ }).waitFor();

test("a browser can install the page", withPage({ worker: true }, async ({ page, context }) => {
  await served(page);
  const protocol = await context.newCDPSession(page);
  const { errors, data } = await protocol.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await protocol.send("Page.getInstallabilityErrors");
  // Headless contexts are private ones, from which nothing is ever installed; nothing else may be in the way.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"), []);
  const { name, short_name: short, display, start_url: start, scope } = JSON.parse(data);
  assert.deepEqual([name, short, display, start, scope], ["One Credit: what will it cost?", "One Credit", "standalone", "./", "./"]);
}));

test("icons have the sizes that the manifest gives", async () => {
  const { icons } = JSON.parse(await readFile(join(DIST, "manifest.webmanifest"), "utf8"));
  const sizes = [];
  for (const { src, sizes: given } of [...icons.filter(({ type }) => type === "image/png"), { src: "icons/apple-touch-icon.png", sizes: "180x180" }]) {
    const file = await readFile(join(DIST, src));
    assert.equal(file.toString("latin1", 1, 4), "PNG", src);
    sizes.push(given);
    assert.equal(`${file.readUInt32BE(16)}x${file.readUInt32BE(20)}`, given, src);
  }
  assert.deepEqual(sizes, ["192x192", "512x512", "512x512", "180x180"]);
  assert.ok(icons.some(({ purpose, sizes: given }) => purpose === "maskable" && given === "512x512"));
});

test("the bar of the browser has the colour of the page, light and dark", withPage({ scheme: "dark" }, async ({ page }) => {
  const paper = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const theme = await page.evaluate(() => {
    const meta = [...document.querySelectorAll('meta[name="theme-color"]')].find((each) => matchMedia(each.media).matches);
    const probe = document.createElement("canvas").getContext("2d");
    probe.fillStyle = meta.content;
    return probe.fillStyle;
  });
  const [red, green, blue] = paper.match(/\d+/g);
  assert.equal(theme, `#${[red, green, blue].map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`);
}));

test("after the first visit every view is there without a network", withPage({ worker: true, expected: OFFLINE }, async ({ page, context, origin }) => {
  await served(page);
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  await page.getByText(/50 pages/).first().waitFor();
  assert.ok((await loaded(page)).some((name) => name.startsWith("rest-")));

  await page.getByRole("link", { name: "Pipeline" }).click();
  await page.getByRole("button", { name: /Dub a talk/ }).click();
  await page.getByRole("region", { name: "Total" }).getByText("C", { exact: false }).first().waitFor();
  await page.getByRole("link", { name: "Benchmark" }).click();
  await page.locator(".samples button").first().click();
  await page.getByRole("region", { name: "Total" }).waitFor();
  for (const [path, heading] of [["/#/transactions", "Transactions"], ["/#/settings", "Team settings"], ["/index.html?from=a-link#/checkout", "Checkout"]]) {
    await page.goto(origin + path);
    await settled(page);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  }
  if (await readFile(join(DIST, "prices.html")).catch(() => null)) {
    await page.goto(`${origin}/prices.html`);
    await page.getByRole("table").first().waitFor();
  }
}));

test("the worker answers for the page's own files alone", withPage({ worker: true, expected: [...OFFLINE, /Failed to fetch/, /Failed to load/] }, async ({ page, context }) => {
  await served(page);
  const boot = await page.locator('script[src^="boot-"]').getAttribute("src");
  await context.setOffline(true);
  const outcomes = await page.evaluate(async (name) => {
    const asked = [[name], [`${name}?x`], [name, { method: "POST" }], [name, { headers: { Range: "bytes=0-3" } }], ["_headers"], ["sw.js"]];
    return Promise.all(asked.map(([address, options]) => fetch(address, options).then(({ status }) => status, () => "no network")));
  }, boot);
  assert.deepEqual(outcomes, [200, "no network", "no network", "no network", "no network", "no network"]);
}));

test("a site's own file is the newest there is, and the last one without a network", withPage({ site, worker: true, expected: OFFLINE }, async ({ page, context, site: { first } }) => {
  await served(page);
  const host = () => page.evaluate(() => fetch("host.js").then((response) => response.text()));
  await edit(first.folder, "host.js", () => "export default null; // changed\n");
  assert.equal(await host(), "export default null; // changed\n");
  await context.setOffline(true);
  assert.equal(await host(), "export default null; // changed\n");
}));

for (const [what, spoil] of [
  ["a file of it is missing", (folder, name) => rm(join(folder, name))],
  ["a file of it is of another build", (folder, name) => edit(folder, name, (text) => `${text}\n// other\n`)],
]) {
  test(`a newer build is not taken when ${what}`, withPage({ site, worker: true, expected: [...OFFLINE, /404/, /integrity/i] }, async ({ page, context, site: { first, second, switchTo } }) => {
    await served(page);
    const glue = second.files.find((name) => name.startsWith("page-"));
    await spoil(second.folder, glue);
    await switchTo(second);
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const installing = new Promise((found) => registration.addEventListener("updatefound", () => found(registration.installing), { once: true }));
      await registration.update();
      const worker = await installing;
      while (worker.state === "installing") await new Promise((done) => setTimeout(done, 20));
      return { worker: worker.state, waiting: Boolean(registration.waiting), caches: (await caches.keys()).length };
    });
    assert.deepEqual(state, { worker: "redundant", waiting: false, caches: 1 });
    await context.setOffline(true);
    await page.reload();
    await settled(page);
    assert.ok((await loaded(page)).every((name) => first.files.includes(name)));
  }));
}

for (const [what, refuse] of [
  ["refuses workers", () => { ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("refused", "SecurityError")); }],
  ["throws at their name", () => Object.defineProperty(Navigator.prototype, "serviceWorker", { get() { throw new DOMException("refused", "SecurityError"); } })],
  ["has none", () => delete Navigator.prototype.serviceWorker],
]) {
  test(`the page works where the browser ${what}`, withPage({ worker: true, before: ({ context }) => context.addInitScript(refuse) }, async ({ page }) => {
    await settled(page);
    await page.waitForTimeout(300);
    await page.getByRole("textbox", { name: "Credits" }).fill("2");
    await page.getByText(/100 pages/).first().waitFor();
  }));
}

test("the policy for the worker's address makes no other", withPage({ worker: true }, async ({ page }) => {
  // It is fetched when the page has nothing else to do.
  const renew = await page.waitForFunction(() => performance.getEntriesByType("resource").find(({ name }) => /\/renew-/.test(name))?.name);
  const made = await renew.evaluate(async (script) => {
    const text = await (await fetch(script)).text();
    return /createPolicy\("one-credit-worker",\{createScriptURL:\(\)=>/.test(text);
  });
  assert.ok(made);
}));
