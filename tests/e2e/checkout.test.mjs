// From an amount to credits: the dialog, the review, the checkout, the hand-over to a host, and the demo that takes nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { balance, cardNumber, figure, go, menu, topUp, withHost } from "./wallet.mjs";

const dialog = (page) => page.getByRole("dialog");
const amount = (page) => dialog(page).getByRole("textbox");
const DEMO = "Demo: no payment is taken.";

async function open(page) {
  const region = await menu(page);
  await region.getByRole("button", { name: "Add credits" }).click();
  await dialog(page).getByRole("heading", { name: "Add credits" }).waitFor();
}

async function toCheckout(page, text) {
  await open(page);
  await amount(page).fill(text);
  await dialog(page).getByRole("button", { name: "Review" }).click();
  await dialog(page).getByRole("link", { name: "Continue to checkout" }).click();
  await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
}

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [320, "light"], [360, "dark"]]) {
  test(`the whole way of the demo, ${width} px, ${scheme}: every screen says that no payment is taken`, withPage({
    width, scheme, path: "/#/pipeline?sample=dub",
  }, async ({ page, axe }) => {
    const within = async () => {
      await axe();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} px stand out`);
    };
    await open(page);
    await dialog(page).getByText(DEMO).waitFor();
    await amount(page).fill("10.50");
    await dialog(page).getByText("Understood: $10.50").waitFor();
    assert.equal(await figure(dialog(page), "Fee").innerText(), "$0.00");
    assert.equal(await figure(dialog(page), "You pay").innerText(), "$10.50");
    assert.equal(await figure(dialog(page), "Available afterwards").innerText(), "10.50\u00a0C");
    // 10.5 at 10 C per 1,000,000 characters, 2,000 a page: 525, rounded down to 520.
    await dialog(page).getByText("520 pages translated").waitFor();
    await within();
    await dialog(page).getByRole("button", { name: "Review" }).click();
    await dialog(page).getByRole("heading", { name: "Review" }).waitFor();
    await dialog(page).getByText(DEMO).waitFor();
    await within();
    await dialog(page).getByRole("link", { name: "Continue to checkout" }).click();
    await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
    await dialog(page).waitFor({ state: "hidden" });
    await page.getByText(DEMO).waitFor();
    assert.ok(await page.getByRole("radio", { name: "Credit card" }).isChecked());
    await page.getByRole("radio", { name: "Google Pay" }).check();
    await within();
    await page.waitForURL(/credits=10\.50?&method=google-pay/);
    await page.getByRole("button", { name: "Pay $10.50 (demo)" }).click();
    await page.getByRole("heading", { level: 1, name: "10.50 C added" }).waitFor();
    await page.getByText("10.50 C are available now.").waitFor();
    await page.getByText(DEMO).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
    await within();
    // Back to the preview one came from, as it was.
    await page.getByRole("link", { name: /^Back to “Pipeline”/ }).click();
    await page.getByRole("heading", { level: 1, name: "Dub a talk into Spanish" }).waitFor();
    await page.getByRole("button", { name: "Demo balance 10.50 C available" }).waitFor();
  }));
}

test("by keyboard alone, and the focus goes where the visitor looks", withPage({}, async ({ page }) => {
  const focused = (locator) => locator.evaluate((element) => element === document.activeElement);
  await balance(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  assert.ok(await focused(amount(page)), "the field has the focus");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.ok(await focused(balance(page)), "the focus came back to the balance");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.type("25");
  await page.keyboard.press("Enter");
  assert.ok(await focused(dialog(page).getByRole("heading", { name: "Review" })));
  await page.keyboard.press("Shift+Tab");
  const link = dialog(page).getByRole("link", { name: "Continue to checkout" });
  for (let presses = 0; presses < 6 && !(await focused(link)); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Checkout" }).waitFor();
  const card = page.getByRole("radio", { name: "Credit card" });
  for (let presses = 0; presses < 20 && !(await focused(card)); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.getByRole("radio", { name: "Google Pay" }).isChecked());
  const pay = page.getByRole("button", { name: "Pay $25.00 (demo)" });
  for (let presses = 0; presses < 6 && !(await focused(pay)); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "25.00 C added" }).waitFor();
}));

for (const [locale, typed, understood] of [
  ["en-GB", "10", "$10.00"],
  ["en-GB", "10,50", "$10.50"],
  ["en-GB", "$1,234.50", "$1,234.50"],
  ["de-DE", "1.234,5", "$1.234,50"],
  ["fr-FR", "25 $", "$25,00"],
]) {
  test(`“${typed}” typed in ${locale} is understood as ${understood}`, withPage({ locale }, async ({ page }) => {
    await open(page);
    await amount(page).fill(typed);
    await dialog(page).getByText(`Understood: ${understood}`).waitFor();
  }));
}

for (const [typed, problem] of [
  ["", "An amount is missing; write one such as 10.50."],
  ["0", "The amount is 0; write one above 0."],
  ["-5", "\"-5\" is below 0; write an amount above 0."],
  ["0.5", "0.5 is too little; at least 1 can be added at once."],
  ["10001", "10001 is too much; at most 10000 can be added at once."],
  ["10.505", "an amount has at most two; write 10505 if thousands are meant."],
  ["€10", "is another currency"],
  ["ten", "is no amount; write one such as 10.50."],
]) {
  test(`“${typed}” gets a sentence and goes no further`, withPage({}, async ({ page, axe }) => {
    await open(page);
    await amount(page).fill(typed);
    await amount(page).press("Enter");
    await dialog(page).getByText(problem).waitFor();
    assert.equal(await amount(page).getAttribute("aria-invalid"), "true");
    await dialog(page).getByRole("heading", { name: "Add credits" }).waitFor();
    await axe();
  }));
}

test("presets and exactly what the estimate needs", withPage({ path: "/#/pipeline?sample=dub" }, async ({ page }) => {
  await page.getByText("This run needs 3.021228 C more.").waitFor();
  await page.getByRole("region", { name: "Total" }).getByRole("button", { name: "Add credits" }).click();
  // 3.02122752 to the next cent stands in the field at once.
  assert.equal(await amount(page).inputValue(), "3.03");
  await dialog(page).getByText("3.02122752 C more than is available, to the next cent.").waitFor();
  const exact = dialog(page).getByRole("button", { name: /^Exactly what this estimate needs: \$3\.03$/ });
  assert.equal(await exact.getAttribute("aria-pressed"), "true");
  await dialog(page).getByRole("button", { name: "$25" }).click();
  assert.equal(await amount(page).inputValue(), "25");
  assert.equal(await exact.getAttribute("aria-pressed"), "false");
  await exact.click();
  assert.equal(await amount(page).inputValue(), "3.03");
}));

test("a need below the least amount says so", withPage({ path: "/#/pipeline?sample=dub&in.0=1,0" }, async ({ page }) => {
  await page.getByRole("region", { name: "Total" }).getByRole("button", { name: "Add credits" }).click();
  // A sixtieth of the hour: 3.02122752 / 60.
  await dialog(page).getByText("0.050353792 C more than is available; this is the least that can be added.").waitFor();
  assert.equal(await amount(page).inputValue(), "1");
}));

test("a benchmark says what is missing too", withPage({
  path: "/#/benchmark?model=azure/translator&rows=1000&row.characters=2000",
}, async ({ page, axe }) => {
  await topUp(page, "5");
  await go(page, "#/benchmark");
  // 1,000 x 2,000 characters at 10 C for 1,000,000, less 5.
  await page.getByText("This run needs 15.00 C more.").waitFor();
  await axe();
}));

test("a link only fills in", withPage({ path: "/#/checkout?credits=12.5&method=google-pay" }, async ({ page }) => {
  await page.getByRole("button", { name: "Pay $12.50 (demo)" }).waitFor();
  assert.ok(await page.getByRole("radio", { name: "Google Pay" }).isChecked());
  await page.waitForTimeout(300);
  await page.getByRole("button", { name: "Demo balance 0.00 C available" }).waitFor();
}));

for (const [query, says] of [
  ["credits=0.001", "more than two decimals"],
  ["credits=1e9", "power of ten"],
  ["credits=99999999", "at most 10000"],
  ["credits=%3Cb%3E&method=cash&url=https://pay.example", "is no amount"],
]) {
  test(`a link with ${query} is not paid`, withPage({ path: `/#/checkout?${query}` }, async ({ page, axe }) => {
    await page.getByText(says).waitFor();
    assert.equal(await page.getByRole("button", { name: /^Pay/ }).count(), 0);
    await axe();
  }));
}

test("the number of a card is refused in the dialog as well", withPage({}, async ({ page, axe }) => {
  await open(page);
  await amount(page).fill(cardNumber());
  await dialog(page).getByRole("alert").getByText("No field here takes the number of a card.").waitFor();
  assert.equal(await amount(page).inputValue(), "");
  await axe();
}));

test("a demo that cannot be written comes back to the review with the amount", withPage({
  before: ({ context }) => context.addInitScript(() => {
    const { put, add } = IDBObjectStore.prototype;
    const full = () => { throw new DOMException("full", "QuotaExceededError"); };
    globalThis.fill = (is) => Object.assign(IDBObjectStore.prototype, is ? { put: full, add: full } : { put, add });
  }),
}, async ({ page, axe }) => {
  await toCheckout(page, "7");
  await page.evaluate(() => globalThis.fill(true));
  await page.getByRole("button", { name: "Pay $7.00 (demo)" }).click();
  await dialog(page).getByRole("alert").getByText("no room left").waitFor();
  assert.equal(await figure(dialog(page), "You pay").innerText(), "$7.00");
  await axe();
  await page.evaluate(() => globalThis.fill(false));
  await dialog(page).getByRole("link", { name: "Continue to checkout" }).click();
  await page.getByRole("button", { name: "Pay $7.00 (demo)" }).click();
  await page.getByRole("heading", { level: 1, name: "7.00 C added" }).waitFor();
}));

// With a host.

// What was still arriving when the page was left.
const LEFT = [/ERR_ABORTED/];

const payPage = (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Pay</title><h1>Pay here</h1>" });

test("the host’s page gets the order behind #, and the way back keeps it", withPage(withHost(
  `{ version: 1, wallet: () => ({ totalBalance: 1 }), checkout: { url: "./pay.html?shop=1#old" } }`,
  { before: ({ context }) => context.route("**/pay.html*", payPage), expected: LEFT },
), async ({ page, origin }) => {
  await toCheckout(page, "10.50");
  assert.equal(await page.getByText("Demo").count(), 0);
  await page.getByRole("button", { name: "Pay $10.50" }).click();
  await page.getByRole("heading", { name: "Pay here" }).waitFor();
  const url = new URL(page.url());
  assert.equal(url.origin + url.pathname + url.search, `${origin}/pay.html?shop=1`);
  const order = JSON.parse(decodeURIComponent(url.hash.replace("#order=", "")));
  assert.match(order.id, /^[0-9a-f]{32}$/);
  const { id, return: back, ...rest } = order;
  assert.deepEqual(rest, { version: 1, credits: "10.5", currency: "USD", amount: "10.50", fee: "0", method: "card" });
  assert.ok(back.startsWith(`${origin}/#/checkout?`) && back.includes(id));
  await page.goto(back);
  await page.getByText("You are back from the payment page.").waitFor();
  await page.getByRole("button", { name: "Pay $10.50" }).waitFor();
}));

for (const [what, url, named] of [
  ["another origin", "https://pay.example/checkout", "https://pay.example"],
  ["another port", "http://127.0.0.1:1/", "http://127.0.0.1:1"],
  ["a script", "javascript:document.title='paid'", "an address that cannot be read"],
  ["a name and password", "http://user:secret@127.0.0.1/", "an address that cannot be read"],
]) {
  test(`an order is not handed over to ${what}`, withPage(withHost(
    `{ version: 1, checkout: { url: ${JSON.stringify(url)} } }`,
  ), async ({ page, axe }) => {
    await toCheckout(page, "5");
    const before = page.url();
    await page.getByRole("button", { name: "Pay $5.00" }).click();
    const alert = dialog(page).getByRole("alert");
    await alert.getByText(named).waitFor();
    await alert.getByText("so nothing was sent").waitFor();
    assert.equal(page.url().split("#")[0], before.split("#")[0]);
    await axe();
  }));
}

/** The browser's payment sheet, played by the test: `ends` is what `show` does. */
const sheet = (ends, can = true) => ({ context }) => context.addInitScript(([ends, can]) => {
  globalThis.asked = [];
  globalThis.PaymentRequest = class {
    constructor(methods, details) { globalThis.asked.push({ methods, details }); }
    async canMakePayment() { return can; }
    async show() {
      if (ends !== "paid") throw new DOMException("It ended", ends);
      return { secret: "token", ended: null, async complete(result) { globalThis.ended = result; } };
    }
  };
}, [ends, can]);

const shop = (complete) => `{
  version: 1,
  wallet() { return { totalBalance: globalThis.paid ?? 0 }; },
  checkout: {
    url: "./pay.html",
    payment: (order) => ({ supportedMethods: "https://sheet.example/" + order.method, data: { id: order.id } }),
    complete: ${complete},
  },
}`;

test("the payment sheet’s answer goes to the host as it is, and the wallet is read again", withPage(withHost(
  shop(`async (order, response) => { globalThis.given = { order, response }; globalThis.paid = order.credits; }`),
  { before: sheet("paid") },
), async ({ page, axe }) => {
  await toCheckout(page, "12,5");
  await page.getByRole("radio", { name: "Google Pay" }).check();
  await page.getByRole("button", { name: "Pay $12.50" }).click();
  await page.getByRole("heading", { level: 1, name: "12.50 C added" }).waitFor();
  await page.getByRole("button", { name: "Balance 12.50 C available" }).waitFor();
  const seen = await page.evaluate(() => ({ asked, ended, given: { order: given.order, secret: given.response.secret } }));
  assert.equal(seen.asked.length, 1);
  assert.equal(seen.asked[0].methods[0].supportedMethods, "https://sheet.example/google-pay");
  assert.equal(seen.asked[0].methods[0].data.id, seen.given.order.id);
  assert.deepEqual(seen.asked[0].details.total.amount, { currency: "USD", value: "12.50" });
  assert.equal(seen.given.secret, "token");
  assert.equal(seen.ended, "success");
  // Nothing of it was kept here: the host has the wallet.
  await page.reload();
  await page.getByRole("button", { name: "Balance Low 0.00 C available" }).waitFor();
  await axe();
}));

for (const [ends, complete, says] of [
  ["AbortError", "async () => {}", "The payment was cancelled."],
  ["InvalidStateError", "async () => {}", "The payment failed: It ended."],
  ["paid", `async () => { throw new Error("the card was declined") }`, "The payment failed: the card was declined."],
]) {
  test(`${says} The amount is kept`, withPage(withHost(shop(complete), { before: sheet(ends) }), async ({ page, axe }) => {
    await toCheckout(page, "12.5");
    await page.getByRole("button", { name: "Pay $12.50" }).click();
    const alert = dialog(page).getByRole("alert");
    await alert.getByText(says).waitFor();
    assert.equal(await figure(dialog(page), "You pay").innerText(), "$12.50");
    await axe();
    await dialog(page).getByRole("link", { name: "Continue to checkout" }).click();
    await page.getByRole("button", { name: "Pay $12.50" }).waitFor();
  }));
}

for (const [what, ends, can] of [["cannot pay so", "paid", false], ["does not know the method", "NotSupportedError", true]]) {
  test(`a browser that ${what} goes to the host’s page`, withPage(withHost(shop("async () => {}"), {
    async before(given) {
      await sheet(ends, can)(given);
      await given.context.route("**/pay.html*", payPage);
    },
    expected: LEFT,
  }), async ({ page }) => {
    await toCheckout(page, "5");
    await page.getByRole("button", { name: "Pay $5.00" }).click();
    await page.getByRole("heading", { name: "Pay here" }).waitFor();
  }));
}

test("back from the host’s page, the order that its history has is done", withPage(withHost(`{
  version: 1,
  wallet: () => ({ totalBalance: globalThis.paid ? 10.5 : 0 }),
  transactions() {
    const order = new URLSearchParams(location.hash.split("?")[1]).get("order");
    globalThis.paid = order !== null;
    return order ? [{ id: order, time: "2026-11-01T09:00:00Z", kind: "top-up", credits: 10.5, balance: 10.5 }] : [];
  },
  checkout: { url: "./pay.html" },
}`, { path: "/#/checkout?credits=10.5&method=card&order=0123abcd" }), async ({ page, axe }) => {
  await page.getByRole("heading", { level: 1, name: "10.50 C added" }).waitFor();
  await axe();
}));

test("a host without a checkout takes no payment here", withPage(withHost(
  "{ version: 1 }", { path: "/#/checkout?credits=5" },
), async ({ page, axe }) => {
  await page.getByText("This site takes no payments here.").waitFor();
  // What is absent is not offered.
  const open = await menu(page);
  await open.getByRole("link", { name: "View transactions" }).waitFor();
  assert.equal(await open.getByRole("button", { name: "Add credits" }).count(), 0);
  assert.equal(await page.getByRole("button", { name: /^Pay/ }).count(), 0);
  await axe();
}));
