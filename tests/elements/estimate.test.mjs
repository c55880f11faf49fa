// <credit-estimate>: what a person sees of a pipeline's or a benchmark's cost, and what a designer's code hears.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, sample, SEED, told, withHost } from "./harness.mjs";

const dub = await sample("dub");
const route = await sample("route");
const HOUR = { 0: { "seconds.audio": "3600" } };

const ESTIMATE = `<credit-estimate id="own" at="${SEED}"></credit-estimate>`;

/** A module that gives the page's estimate its data before its class is known. */
const given = (properties) => `Object.assign(document.querySelector("credit-estimate"), ${JSON.stringify(properties)})`;

const set = (page, properties) =>
  page.locator("credit-estimate").evaluate((element, properties) => void Object.assign(element, properties), properties);

const cells = async (region) => {
  const rows = await region.getByRole("row").allInnerTexts();
  return rows.map((text) => text.replaceAll("\u00a0", " ").split(/\s*[\n\t]\s*/).filter(Boolean));
};

// 60 min of English audio at AWS, Azure and Google at the seed's prices: 1.44 + 0.5442 + 1.03702752, and low and high likewise.
test("a pipeline is shown as a line for each node, a total with its range, and that it is complete", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.waitFor();
  assert.deepEqual((await cells(region)).slice(1), [
    ["Transcribe", "Amazon Web Services · 0.024 C per minute", "60", "minutes", "1.440000"],
    ["Translate", "Microsoft Azure · 10.00 C per 1M characters", "54,420", "characters", "0.544200", "0.360000 to 0.705000"],
    ["Speak", "Google · 16.00 C per 1M characters", "64,814.22", "characters", "1.037028", "0.634176 to 1.452864"],
  ]);
  await region.getByText("3.021228").first().waitFor();
  await region.getByText("between 2.434176 and 3.597864").waitFor();
  await region.getByText("exactly 3.02122752").waitFor();
  await region.getByText("complete", { exact: true }).waitFor();
}));

test("what has no price is amber, with an icon and words, and never a 0", withHost({
  body: ESTIMATE, setup: given({ pipeline: route, volumes: { 0: { characters: "1000" } } }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.getByText("1 line not priced", { exact: true }).waitFor();
  const gap = region.getByRole("row", { name: /Transcribe/ });
  const words = gap.getByText("not priced");
  assert.equal(await words.locator("svg").count(), 1);
  assert.equal(await words.evaluate((span) => getComputedStyle(span).color), "rgb(138, 82, 0)", "the amber of the tokens");
  assert.doesNotMatch(await gap.innerText(), /\b0\b/);
  const { badges, estimate } = await page.locator("credit-estimate").evaluate(({ badges, estimate }) => ({ badges, estimate }));
  assert.equal(badges[2].credits, null);
  assert.equal(badges[2].text, "not priced");
  assert.equal(badges[2].gap, estimate.gaps[0].reason);
  assert.equal(estimate.complete, false);
}));

test("a benchmark is shown by model, and its badges go by the models' places", withHost({
  body: ESTIMATE,
  // 1,000 input and 500 output tokens of GPT-4 at 30 and 60 C for 1M: 0.03 + 0.03.
  setup: given({ benchmark: { models: ["openai/gpt-4", "azure/translator"], rows: 10, row: { "tokens.input": 100, "tokens.output": 50 } } }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.getByRole("columnheader", { name: "Model" }).waitFor();
  assert.deepEqual((await cells(region)).slice(1, 3), [
    ["GPT-4", "OpenAI · 30.00 C per 1M input tokens · 0.006 C a row", "1,000", "input tokens", "0.03"],
    ["500", "output tokens", "0.03"],
  ]);
  const badges = await page.locator("credit-estimate").evaluate(({ badges }) => badges);
  assert.deepEqual(badges[0], { credits: { low: "0.06", expected: "0.06", high: "0.06" }, text: "0.06\u00a0C", range: null, gap: null });
  assert.equal(badges[1].text, "not priced");
}));

test("badges say for each node what stands beside it, low, expected and high as strings", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  await told(page, "credit-change");
  const badges = await page.locator("credit-estimate").evaluate(({ badges }) => badges);
  assert.deepEqual(badges, {
    1: { credits: { low: "1.44", expected: "1.44", high: "1.44" }, text: "1.44\u00a0C", range: null, gap: null },
    2: { credits: { low: "0.36", expected: "0.5442", high: "0.705" }, text: "0.5442\u00a0C", range: "0.36 to 0.705\u00a0C", gap: null },
    3: { credits: { low: "0.634176", expected: "1.037028", high: "1.452864" }, text: "1.037028\u00a0C", range: "0.634176 to 1.452864\u00a0C", gap: null },
  });
}));

test("an assumption is edited where it stands, is marked, and can be reset", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.getByText("What we assume").click();
  const group = region.getByRole("group", { name: "Characters in a minute of English speech" });
  const field = group.getByRole("textbox", { name: /, expected$/ });
  assert.equal(await field.inputValue(), "907");
  await field.fill("1000");
  await group.getByText("edited", { exact: true }).waitFor();
  // 60,000 characters at 10 C for 1M, and 60,000 × 1.191 at 16 C: 1.44 + 0.6 + 1.14336.
  await region.getByText("3.183360", { exact: true }).waitFor();
  const [, change] = await heard(page, "credit-change");
  assert.equal(change.total, "3.18336");
  assert.equal(change.assumptions.find(({ id }) => id === "speech.characters_per_minute").edited, true);
  const assumptions = await page.locator("credit-estimate").evaluate((element) => element.assumptions);
  assert.deepEqual(assumptions, { "speech.characters_per_minute": { low: "600", expected: "1000", high: "1175" } });
  await group.getByRole("button", { name: "Reset: Characters in a minute of English speech" }).click();
  await region.getByText("3.021228").first().waitFor();
  assert.equal(await region.getByText("edited", { exact: true }).count(), 0);
}));

test("an assumption that cannot be is refused at its field; the last good estimate stays", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.getByText("What we assume").click();
  const field = region.getByRole("textbox", { name: "Characters in a minute of English speech, expected" });
  await field.fill("9o7");
  await region.getByRole("alert").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal(await field.inputValue(), "9o7", "what was typed stays");
  await region.getByText("3.021228").first().waitFor();
  const [error] = await heard(page, "credit-error");
  assert.match(error.path, /^assumptions\.speech\.characters_per_minute/);
}));

test("a host's assumptions are marked; the same ones given again leave the visitor's edits alone", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR, assumptions: { "speech.characters_per_minute": "1000" } }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.getByText("1 edited").waitFor();
  await region.getByText("What we assume").click();
  const field = region.getByRole("textbox", { name: /in Spanish against.*, low$/ });
  await field.fill("1.1");
  await region.getByText("2 edited").waitFor();
  await set(page, { assumptions: { "speech.characters_per_minute": "1000" } });
  await region.getByText("2 edited").waitFor();
  await set(page, { assumptions: {} });
  await region.getByText("3.021228").first().waitFor();
  assert.equal(await field.inputValue(), "1.101");
}));

test("the wallet says what is left, or what is missing to the last digit with the way to add it", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR, wallet: { total: "2.5", reserved: 0.5 } }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  // 3.02122752 - (2.5 - 0.5)
  await region.getByText(/^2\.00\sC available, 1\.021228\sC missing$/).waitFor();
  await region.getByRole("button", { name: "Add credits" }).click();
  const [order] = await heard(page, "credit-checkout");
  assert.equal(order.version, 1);
  assert.equal(order.missing, "1.02122752");
  assert.deepEqual(order.wallet, { total: "2.5", reserved: "0.5", available: "2" });
  assert.equal(order.estimate.total, "3.02122752");
  await set(page, { wallet: { totalBalance: 10, reservedBalance: "0.5" } });
  await region.getByText(/^9\.50\sC available, 6\.478772\sC left after this$/).waitFor();
  assert.equal(await region.getByRole("button", { name: "Add credits" }).count(), 0);
}));

// 54,420 characters at 8 C for 1M are 0.43536: 1.44 + 0.43536 + 1.03702752.
test("a host's own rates take the place of the catalog's", withHost({
  body: ESTIMATE,
  setup: given({ pipeline: dub, volumes: HOUR, rates: { "azure/translator": { charges: [{ meter: "characters", per: 1_000_000, amount: "8" }] } } }),
}, async ({ page }) => {
  await told(page, "credit-change");
  assert.equal((await heard(page, "credit-change"))[0].total, "2.91238752");
  await page.getByRole("row", { name: /Translate.*8\.00\sC per 1M characters/ }).waitFor();
  await set(page, { rates: null });
  await told(page, "credit-change", 2);
  assert.equal((await heard(page, "credit-change"))[1].total, "3.02122752");
}));

test("the routes of a DECISION are weighed, and a node's model is exchanged", withHost({
  body: ESTIMATE,
  setup: given({
    pipeline: {
      nodes: [
        { number: 0, type: "INPUT", label: "Text", dataType: ["text"] },
        { number: 1, type: "DECISION", label: "Which" },
        { number: 2, type: "ASSET", label: "One", function: "translation", assetId: "azure/translator" },
        { number: 3, type: "ASSET", label: "Other", function: "translation", assetId: "azure/translator" },
      ],
      links: [{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 1, to: 3 }],
    },
    volumes: { 0: { characters: "1000000" } },
  }),
}, async ({ page }) => {
  await told(page, "credit-change");
  // Without weights every branch is charged: 10 C twice. Then a quarter and three quarters of it. Then 3/4 at 20 C for 1M.
  await page.getByText(/upper bound/).waitFor();
  await set(page, { routes: { 1: { 2: "0.25", 3: "0.75" } } });
  await told(page, "credit-change", 2);
  await set(page, { models: { 3: "google/translate" } });
  await told(page, "credit-change", 3);
  assert.deepEqual((await heard(page, "credit-change")).map(({ total }) => total), ["20", "10", "17.5"]);
}));

test("attributes name the heading, the day, the unit and the language of figures", withHost({
  body: `<credit-estimate heading="Preis" at="${SEED}" unit="Credits" locale="de"></credit-estimate>`,
  setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "Preis" });
  await region.getByText(/^3,021228$/).waitFor();
  await region.getByRole("columnheader", { name: "Credits, Credits" }).waitFor();
  await region.getByText("54.420", { exact: true }).waitFor();
  const element = page.locator("credit-estimate");
  assert.equal(await element.evaluate((own) => own.at), SEED);
  await element.evaluate((own) => Object.assign(own, { heading: "Kosten", at: new Date("2024-01-02T03:04:05Z"), locale: null, compact: true }));
  await page.getByRole("region", { name: "Kosten" }).getByText(/^3\.021228$/).waitFor();
  assert.equal(await element.getAttribute("at"), "2024-01-02T03:04:05.000Z");
  assert.equal(await element.getAttribute("locale"), null);
  assert.equal(await element.getAttribute("compact"), "");
  assert.equal(await page.getByRole("columnheader", { name: "Quantity" }).count(), 0, "compact leaves quantities out");
}));

test("the total is said in one polite live region", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  const status = page.getByRole("status");
  await status.waitFor({ state: "attached" });
  assert.equal(await status.count(), 1);
  assert.match(await status.innerText(), /^Total 3\.021228\sC, complete$/);
  await set(page, { volumes: null });
  await page.waitForFunction(() => /Total 0\.00\sC, 3 lines not priced/.test(document.querySelector("credit-estimate").shadowRoot.querySelector("[role=status]").textContent));
}));

test("a bad value keeps the last good view, and is told once", withHost({
  body: ESTIMATE, setup: given({ pipeline: dub, volumes: HOUR }),
}, async ({ page }) => {
  const region = page.getByRole("region", { name: "What it costs" });
  await region.waitFor();
  const bad = [
    [{ pipeline: "{" }, "bad_pipeline"],
    [{ pipeline: { nodes: [{ number: 1, type: "ASSET" }], links: [{ from: 1, to: 9 }] } }, "bad_pipeline"],
    [{ pipeline: dub, volumes: { 0: { "seconds.audio": -1 } } }, "bad_figure"],
    [{ volumes: HOUR, at: "yesterday" }, "bad_request"],
    [{ at: SEED, locale: "no_language" }, "bad_locale"],
    [{ locale: null, wallet: 7 }, "bad_request"],
    [{ wallet: null, benchmark: {} }, "bad_request"],
  ];
  for (const [place, [properties, code]] of bad.entries()) {
    await set(page, properties);
    await told(page, "credit-error", place + 1);
    const error = (await heard(page, "credit-error")).at(-1);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, /\S{2,}.*\s\S+/, "a sentence");
    await region.getByText(error.message).waitFor();
    await region.getByText("3.021228").first().waitFor();
  }
  await set(page, { benchmark: null });
  await page.waitForFunction(() => !document.querySelector("credit-estimate").shadowRoot.querySelector("[part~=problem]"));
  await set(page, { heading: "Still" });
  await page.getByRole("region", { name: "Still" }).waitFor();
  assert.equal((await heard(page, "credit-error")).length, bad.length);
  assert.equal((await heard(page, "credit-change")).length, 1, "the estimate itself never changed");
}));

test("a first value that is bad leaves the host's own content and says why", withHost({
  body: `<credit-estimate><p>Our own words</p></credit-estimate>`, setup: given({ pipeline: "{" }),
}, async ({ page }) => {
  await page.getByText(/^Prices cannot be shown: /).waitFor();
  assert.ok(await page.getByText("Our own words").isVisible());
  await set(page, { pipeline: dub, volumes: HOUR });
  await page.getByRole("region", { name: "What it costs" }).waitFor();
  assert.ok(!(await page.getByText("Our own words").isVisible()));
}));
