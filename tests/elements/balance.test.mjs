// <credit-balance> and the way to a payment: what is understood, what is handed over, and to whom.
import assert from "node:assert/strict";
import { test } from "node:test";
import { heard, sample, told, withHost } from "./harness.mjs";

const dub = await sample("dub");
const wallet = (properties) => `Object.assign(document.querySelector("credit-balance"), ${JSON.stringify(properties)})`;
const BALANCE = "<credit-balance></credit-balance>";

const figures = async (page) => {
  const text = await page.getByRole("region", { name: "Balance" }).locator("dl").innerText();
  return text.replaceAll("\u00a0", " ").split(/\s*\n\s*/).filter(Boolean);
};

test("the balance is total, reserved and available", withHost({
  body: BALANCE, setup: wallet({ wallet: { total: "25", reserved: "3.5" } }),
}, async ({ page }) => {
  await page.getByRole("region", { name: "Balance" }).waitFor();
  assert.deepEqual(await figures(page), ["Available", "21.50 C", "Reserved", "3.50 C", "Total", "25.00 C"]);
  assert.deepEqual(await heard(page, "credit-change"), [
    { total: "25", reserved: "3.5", available: "21.5", left: null, missing: null, low: false },
  ]);
  assert.equal(await page.getByText("Low", { exact: true }).count(), 0);
}));

test("figures are read exactly, as numbers or texts, and by the platform's own names", withHost({
  body: BALANCE, setup: wallet({ wallet: { totalBalance: 0.3, reservedBalance: "0.1" } }),
}, async ({ page }) => {
  await told(page, "credit-change");
  // As floats 0.3 - 0.1 is 0.19999999999999998.
  assert.equal((await heard(page, "credit-change"))[0].available, "0.2");
}));

test("a low balance says so in words with an icon, and an overdrawn one", withHost({
  body: BALANCE, setup: wallet({ wallet: { total: "1.99" } }),
}, async ({ page }) => {
  const low = page.getByText("Low", { exact: true });
  await low.waitFor();
  assert.equal(await low.locator("svg").count(), 1);
  const element = page.locator("credit-balance");
  await element.evaluate((own) => { own.wallet = { total: "2" }; });
  await low.waitFor({ state: "detached" });
  await element.evaluate((own) => { own.low = "2.01"; });
  await low.waitFor();
  await element.evaluate((own) => { own.wallet = { total: "1", reserved: "1.5" }; });
  await page.getByText("Overdrawn", { exact: true }).waitFor();
  assert.equal((await figures(page))[1], "-0.50 C");
}));

test("what is needed and missing stands among the figures, and is what is proposed to the cent above", withHost({
  body: BALANCE, setup: wallet({ wallet: { total: "2" }, needed: "4.5678" }),
}, async ({ page }) => {
  await page.getByText(/^2\.5678\sC$/).waitFor();
  await page.getByRole("button", { name: "Add credits" }).click();
  assert.equal(await page.getByRole("textbox", { name: "Amount" }).inputValue(), "2.57");
  await page.getByRole("button", { name: "Continue to payment" }).click();
  const [order] = await heard(page, "credit-checkout");
  assert.deepEqual(order, {
    version: 1, credits: "2.57", missing: "2.5678", currency: "USD", wallet: { total: "2", reserved: "0", available: "2" }, estimate: null,
  });
}));

test("an amount is understood as people write it, and what it was understood as is said", withHost({
  body: BALANCE, setup: `${wallet({ wallet: { total: "25" } })}; addEventListener("credit-checkout", (event) => event.preventDefault());`,
}, async ({ page }) => {
  await page.getByRole("button", { name: "Add credits" }).click();
  const field = page.getByRole("textbox", { name: "Amount" });
  assert.equal(await page.evaluate(() => document.querySelector("credit-balance").shadowRoot.activeElement?.id), "amount", "the focus follows");
  assert.equal(await field.inputValue(), "5");
  for (const [text, credits, shown] of [["10", "10", "10.00"], ["10,50", "10.5", "10.50"], ["$25", "25", "25.00"], ["1,234.5", "1234.5", "1,234.50"]]) {
    await field.fill(text);
    await page.getByText(`Understood as ${shown}\u00a0C`).waitFor();
    await field.press("Enter");
    assert.equal((await heard(page, "credit-checkout")).at(-1).credits, credits);
    await page.getByRole("button", { name: "Add credits" }).click();
  }
  for (const [text, says] of [["", /./], ["ten", /./], ["0.50", /no less than 1 C/], ["-5", /./], ["1e3", /./]]) {
    await field.fill(text);
    await page.waitForFunction(() => document.querySelector("credit-balance").shadowRoot.querySelector("#amount").getAttribute("aria-invalid") === "true");
    assert.match(await page.locator("#understood").innerText(), says);
    await field.press("Enter");
  }
  assert.equal((await heard(page, "credit-checkout")).length, 4, "what is not understood is not handed over");
  await page.getByRole("button", { name: "100", exact: true }).click();
  await page.getByText("Understood as 100.00\u00a0C").waitFor();
  await field.press("Escape");
  await field.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.querySelector("credit-balance").shadowRoot.activeElement?.textContent), "Add credits");
}));

test("an amount is read in the element's language", withHost({
  body: `<credit-balance locale="de"></credit-balance>`, setup: wallet({ wallet: { total: "25" } }),
}, async ({ page }) => {
  await page.getByRole("button", { name: "Add credits" }).click();
  await page.getByRole("textbox", { name: "Amount" }).fill("1.234,50");
  await page.getByText("Understood as 1.234,50\u00a0C").waitFor();
}));

const WITH_URL = (address) => `<credit-balance checkout-url="${address}"></credit-balance>`;
const pay = async (page) => {
  await page.getByRole("button", { name: "Add credits" }).click();
  await page.getByRole("button", { name: "Continue to payment" }).click();
};

for (const [name, address, own] of [["of this page's origin", "/pay.html", true], ["over https", "https://pay.example/start?team=7", false]]) {
  test(`an order that no listener takes goes to the host's checkout page ${name}, behind the #`, withHost({
    body: WITH_URL(address), setup: wallet({ wallet: { total: "25" } }), pages: { "/pay.html": "<!doctype html><title>Pay</title>" },
    expected: [/leaves the origin/],
  }, async ({ page, context, origin }) => {
    await context.route("https://pay.example/**", (route) => route.fulfill({ body: "<!doctype html><title>Pay</title>", contentType: "text/html" }));
    const opened = context.waitForEvent("page");
    await pay(page);
    const other = await opened;
    await other.waitForURL(/order=/);
    const url = new URL(other.url());
    assert.equal(url.origin, own ? origin : "https://pay.example");
    assert.equal(url.search, own ? "" : "?team=7", "what the host wrote stays");
    assert.equal(JSON.parse(decodeURIComponent(url.hash.slice("#order=".length))).credits, "5");
    assert.equal(await other.evaluate(() => globalThis.opener), null);
    assert.equal(new URL(page.url()).pathname, "/", "this page stays");
  }));
}

for (const address of ["http://pay.example/", "javascript:globalThis.ran=true", "data:text/html,x", "//[", ""]) {
  test(`no order goes to ${JSON.stringify(address)}`, withHost({
    body: WITH_URL(address), setup: wallet({ wallet: { total: "25" } }),
  }, async ({ page, context }) => {
    await told(page, "credit-ready");
    await pay(page);
    await page.getByRole("alert").filter({ hasText: "This page does not take payments." }).waitFor();
    assert.equal((await heard(page, "credit-checkout")).length, 1);
    assert.equal(context.pages().length, 1);
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  }));
}

test("a listener that cancels takes the order over: nothing is opened", withHost({
  body: `<credit-estimate checkout-url="/pay.html"></credit-estimate>`,
  setup: `Object.assign(document.querySelector("credit-estimate"), { pipeline: ${JSON.stringify(dub)}, volumes: { 0: { "seconds.audio": "3600" } }, wallet: { total: "2" } });
    addEventListener("credit-checkout", (event) => event.preventDefault());`,
}, async ({ page, context }) => {
  await page.getByRole("button", { name: "Add credits" }).click();
  await told(page, "credit-checkout");
  await page.waitForTimeout(200);
  assert.equal(context.pages().length, 1);
  const [order] = await heard(page, "credit-checkout");
  // 3.02122752 - 2, and that to the cent above.
  assert.deepEqual([order.missing, order.credits], ["1.02122752", "1.03"]);
}));

test("the host's own content stands there until a wallet is given", withHost({
  body: "<credit-balance><p>Sign in to see your balance.</p></credit-balance>",
}, async ({ page }) => {
  await told(page, "credit-ready");
  assert.ok(await page.getByText("Sign in to see your balance.").isVisible());
  await page.locator("credit-balance").evaluate((own) => { own.wallet = { total: "2" }; });
  await page.getByRole("region", { name: "Balance" }).waitFor();
}));
