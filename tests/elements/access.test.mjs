// Whoever they are and however they see the page: axe, keyboard, narrow panels, the other direction, forced colours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sample, SEED, told, withHost } from "./harness.mjs";

const dub = await sample("dub");
const route = await sample("route");
const HOUR = { 0: { "seconds.audio": "3600" } };

const BODY = `
  <one-credit id="one" at="${SEED}"></one-credit>
  <credit-estimate id="whole" at="${SEED}"></credit-estimate>
  <credit-estimate id="gaps" compact heading="With gaps"></credit-estimate>
  <credit-estimate id="wrong" heading="With a problem"></credit-estimate>
  <credit-balance id="balance" low="5"></credit-balance>`;
const SETUP = `
  const give = (id, properties) => Object.assign(document.getElementById(id), properties);
  give("whole", { pipeline: ${JSON.stringify(dub)}, volumes: ${JSON.stringify(HOUR)}, wallet: { total: "2" }, assumptions: { "speech.characters_per_minute": "950" } });
  give("gaps", { pipeline: ${JSON.stringify(route)}, volumes: { 0: { characters: "1000" } }, wallet: { total: "20" } });
  give("wrong", { pipeline: ${JSON.stringify(dub)}, volumes: ${JSON.stringify(HOUR)} });
  document.getElementById("wrong").addEventListener("credit-ready", ({ target }) => { target.pipeline = "{" });
  give("balance", { wallet: { total: "3", reserved: "1" } });`;

/** Everything is there, open where it opens. */
async function settle(page) {
  await told(page, "credit-ready", 5);
  await told(page, "credit-error");
  await page.locator("#whole").getByText("What we assume").click();
}

const overflows = (page) => page.evaluate(() => {
  const wide = [];
  const look = (root, name) => {
    for (const node of root.querySelectorAll("*")) {
      const box = node.getBoundingClientRect();
      const isSeen = box.width > 1 && !node.closest(".unseen");
      if (isSeen && (box.right > innerWidth + 1 || box.left < -1)) wide.push(`${name} ${node.localName} ${node.className}`);
      if (node.shadowRoot) look(node.shadowRoot, node.localName);
    }
  };
  look(document, "");
  return { wide, page: document.documentElement.scrollWidth > innerWidth };
});

for (const scheme of ["light", "dark"]) {
  for (const [width, dir] of [[280, "ltr"], [360, "ltr"], [1280, "ltr"], [280, "rtl"], [1280, "rtl"]]) {
    test(`axe finds nothing and nothing sticks out: ${scheme}, ${width} px, ${dir}`, withHost({
      body: BODY, setup: SETUP, scheme, width, dir, locale: dir === "rtl" ? "ar-EG" : "en-GB",
    }, async ({ page, axe }) => {
      await settle(page);
      await axe();
      assert.deepEqual(await overflows(page), { wide: [], page: false });
    }));
  }
}

test("forced colours: edges stay, and what is pressed is marked", withHost({ body: BODY, setup: SETUP, forcedColors: true }, async ({ page, axe }) => {
  await settle(page);
  await axe();
  const button = page.locator("#balance").getByRole("button", { name: "Add credits" }).first();
  assert.equal(await button.evaluate((own) => getComputedStyle(own).borderTopWidth), "3px");
}));

test("nothing moves where less motion is asked for", withHost({ body: BODY, setup: SETUP, reducedMotion: true }, async ({ page }) => {
  await settle(page);
  const durations = await page.evaluate(() => [...document.querySelectorAll("main > *")].flatMap(({ shadowRoot }) =>
    shadowRoot ? [...shadowRoot.querySelectorAll("*")].map((node) => getComputedStyle(node).transitionDuration) : []));
  assert.deepEqual([...new Set(durations)], ["0s"]);
}));

test("dark is the host's: its color-scheme decides, not the visitor's system", withHost({
  body: BODY, setup: SETUP, scheme: "light", pages: { "/host.css": ":root { color-scheme: dark; background: #111412; color: white; }" },
}, async ({ page }) => {
  await settle(page);
  const panel = page.locator("#whole [part=panel]");
  assert.equal(await panel.evaluate((own) => getComputedStyle(own).backgroundColor), "rgb(25, 29, 26)", "the raised ground of the tokens in the dark");
}));

test("a host's CSS variables and parts change the look, from anywhere above", withHost({
  body: BODY, setup: SETUP,
  pages: { "/host.css": `:root { --credit-accent: rgb(1, 2, 3); --accent: red; --raised: red; } #whole { --credit-raised: rgb(4, 5, 6); --credit-radius-large: 0px; }
    credit-estimate::part(heading) { font-style: italic; }` },
}, async ({ page }) => {
  await settle(page);
  const look = (locator, name) => locator.evaluate((own, name) => getComputedStyle(own)[name], name);
  assert.equal(await look(page.locator("#whole").getByRole("button", { name: "Add credits" }), "backgroundColor"), "rgb(1, 2, 3)");
  assert.equal(await look(page.locator("#whole [part=panel]"), "backgroundColor"), "rgb(4, 5, 6)");
  assert.equal(await look(page.locator("#whole [part=panel]"), "borderTopLeftRadius"), "0px");
  assert.equal(await look(page.locator("#gaps [part=panel]"), "backgroundColor"), "rgb(255, 255, 255)", "a host's own names do not reach in");
  assert.equal(await look(page.locator("#whole").getByRole("heading"), "fontStyle"), "italic");
}));

test("the tokens do not leak into the host's own content", withHost({
  body: `<credit-estimate><p id="own">Ours</p></credit-estimate>`, pages: { "/host.css": "#own { color: var(--ink, rgb(7, 7, 7)); }" },
}, async ({ page }) => {
  await told(page, "credit-ready");
  assert.equal(await page.locator("#own").evaluate((own) => getComputedStyle(own).color), "rgb(7, 7, 7)");
}));

test("everything is reached and worked by keyboard", withHost({ body: BODY, setup: SETUP }, async ({ page }) => {
  await told(page, "credit-ready", 5);
  const focused = () => page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute("aria-label") ?? active?.textContent;
  });
  const seen = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await focused();
    if (now?.includes("What we assume") && !seen.some((text) => text?.includes("What we assume"))) {
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      seen.push(now, await focused());
      continue;
    }
    seen.push(now);
  }
  for (const name of ["Credits", "Credits, in steps", "10 credits", "Add credits", "Characters in a minute of English speech, low"]) {
    assert.ok(seen.includes(name), `${name} in ${seen.join(" | ")}`);
  }
}));

test("in an Arabic page figures are written in its way, and English words in theirs, on the side where it begins", withHost({
  body: `<credit-estimate at="${SEED}" locale="ar-EG"></credit-estimate>`, dir: "rtl",
  setup: `Object.assign(document.querySelector("credit-estimate"), { pipeline: ${JSON.stringify(dub)}, volumes: ${JSON.stringify(HOUR)} })`,
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  const figure = region.locator("bdi", { hasText: "٣٫٠٢١٢٢٨" }).first();
  await figure.waitFor();
  assert.equal(await region.evaluate((own) => getComputedStyle(own).direction), "rtl");
  const range = region.getByText(/^between/);
  assert.deepEqual(await range.evaluate((own) => [getComputedStyle(own).unicodeBidi, getComputedStyle(own).textAlign]), ["plaintext", "right"]);
}));
