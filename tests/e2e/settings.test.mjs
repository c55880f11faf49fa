// Team settings: the payment methods of the host, and nothing more of them than may be shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { cardNumber, withHost } from "./wallet.mjs";

const path = "/#/settings";
const day = 86_400_000;
const month = (date) => date.toISOString().slice(0, 7);
const now = new Date();
const past = month(new Date(now.getTime() - 62 * day));
const soon = month(now);
const later = `${now.getUTCFullYear() + 3}-03`;

test("without a host the empty state explains", withPage({ path }, async ({ page, axe }) => {
  await page.getByRole("heading", { name: "Payment methods" }).waitFor();
  await page.getByText("No payment methods: this is the demo, and it takes no payment.").waitFor();
  await axe();
}));

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [320, "light"], [360, "dark"]]) {
  test(`the host’s methods with their life in words, ${width} px, ${scheme}`, withPage(withHost(`{
    version: 1,
    paymentMethods: async () => [
      { brand: "Visa", last4: "0123", expiry: "${later}", isDefault: true },
      { brand: "Mastercard", last4: 4567, expiry: "${soon}" },
      { brand: "Amex", last4: "8901", expiry: "${past}" },
    ],
    addPaymentMethodUrl: "./account/cards.html",
  }`, { path, width, scheme }), async ({ page, axe }) => {
    const items = page.getByRole("listitem");
    const visa = page.getByRole("listitem").filter({ hasText: "Visa ending in 0123" });
    await visa.getByText("Default").waitFor();
    await visa.getByText(`Expires 03/${later.slice(0, 4)}`).waitFor();
    await items.filter({ hasText: "Mastercard ending in 4567" }).getByText(/Expires soon/).waitFor();
    await items.filter({ hasText: "Amex ending in 8901" }).getByText(/^Expired/).waitFor();
    const add = page.getByRole("link", { name: "Add payment method" });
    assert.equal(await add.evaluate((link) => link.href), new URL("account/cards.html", page.url().split("#")[0]).href);
    await axe();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px stand out`);
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    await axe();
  }));
}

test("a whole number handed over by mistake gets its refusal alone", async () => {
  const number = cardNumber();
  await withPage(withHost(`{
    version: 1,
    paymentMethods: () => [
      { brand: "Visa", last4: "${number}", expiry: "${later}" },
      { brand: "${number}", last4: "0123", expiry: "${later}" },
      { brand: "Mastercard", last4: "4567", expiry: "${later}" },
    ],
  }`, { path }), async ({ page, axe }) => {
    await page.getByRole("listitem").filter({ hasText: "Mastercard ending in 4567" }).waitFor();
    await page.getByRole("alert").getByText("more of a payment method than its last four digits").waitFor();
    assert.equal(await page.getByText("Visa").count(), 0);
    assert.equal((await page.content()).includes(number), false);
    await axe();
  })();
});

for (const [what, url, origin] of [
  ["another origin", "https://cards.example/add", "https://cards.example"],
  ["no address of the web", "javascript:alert(1)", "an address that cannot be read"],
]) {
  test(`adding a method at ${what} is not offered`, withPage(withHost(
    `{ version: 1, paymentMethods: () => [], addPaymentMethodUrl: ${JSON.stringify(url)} }`, { path },
  ), async ({ page, axe }) => {
    await page.getByText("There are no payment methods yet.").waitFor();
    await page.getByText(`The site’s page at ${origin} is not on the list`).waitFor();
    assert.equal(await page.getByRole("link", { name: "Add payment method" }).count(), 0);
    await axe();
  }));
}

test("a host that fails is said so", withPage(withHost(
  `{ version: 1, paymentMethods() { throw new Error("the card service is down") } }`, { path },
), async ({ page, axe }) => {
  await page.getByText("could not say which payment methods it has: the card service is down").waitFor();
  await axe();
}));

test("a host without payment methods says so", withPage(withHost("{ version: 1 }", { path }), async ({ page }) => {
  await page.getByText("This site does not show its payment methods here.").waitFor();
}));
