// The balance on every view: what the menu says, and how it opens and closes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { withPage } from "./harness.mjs";
import { balance, cardNumber, figure, menu, topUp, withHost } from "./wallet.mjs";

const focused = (locator) => locator.evaluate((element) => element === document.activeElement);

for (const path of ["/", "/#/pipeline", "/#/benchmark", "/#/transactions", "/#/settings", "/#/checkout"]) {
  test(`the balance stands on ${path}; the demo wallet begins empty`, withPage({ path }, async ({ page, axe }) => {
    await page.getByRole("button", { name: "Demo balance 0.00 C available" }).waitFor();
    const open = await menu(page);
    assert.equal(await figure(open, "Total").innerText(), "0.00\u00a0C");
    assert.equal(await figure(open, "Reserved").innerText(), "0.00\u00a0C");
    assert.equal(await figure(open, "Available").innerText(), "0.00\u00a0C");
    await open.getByText("The demo wallet is empty.").waitFor();
    await open.getByText("No payment is taken.").waitFor();
    await axe();
  }));
}

for (const [width, scheme] of [[320, "light"], [320, "dark"], [360, "dark"], [1280, "dark"]]) {
  test(`the open menu at ${width} px, ${scheme}, and from right to left`, withPage({ width, scheme }, async ({ page, axe }) => {
    const open = await menu(page);
    await axe();
    const inside = async () => {
      const box = await open.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width, `${box.x} to ${box.x + box.width}`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${over} px stand out`);
    };
    await inside();
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    await inside();
    await axe();
  }));
}

test("the menu opens by keyboard and closes by Escape, by a press outside and by its ways", withPage({}, async ({ page }) => {
  const region = page.getByRole("region", { name: "Balance" });
  await balance(page).focus();
  await page.keyboard.press("Enter");
  await region.waitFor();
  await page.keyboard.press("Tab");
  assert.ok(await focused(page.getByRole("button", { name: "Add credits" })));
  await page.keyboard.press("Escape");
  await region.waitFor({ state: "hidden" });
  assert.ok(await focused(balance(page)), "the focus came back");
  await page.keyboard.press("Space");
  await region.waitFor();
  await page.mouse.click(5, 400);
  await region.waitFor({ state: "hidden" });
  await menu(page);
  await region.getByRole("link", { name: "Team settings" }).click();
  await page.getByRole("heading", { level: 1, name: "Team settings" }).waitFor();
  await region.waitFor({ state: "hidden" });
  await menu(page);
  assert.equal(await region.getByRole("link", { name: "Team settings" }).getAttribute("aria-current"), "page");
  await region.getByRole("link", { name: "View transactions" }).click();
  await page.getByRole("heading", { level: 1, name: "Transactions" }).waitFor();
}));

test("what was added is there after a reload and in another tab", withPage({}, async ({ page, context }) => {
  await topUp(page, "10.5");
  await page.getByRole("button", { name: "Demo balance 10.50 C available" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Demo balance 10.50 C available" }).waitFor();
  const other = await context.newPage();
  await other.goto(page.url().split("#")[0]);
  await other.getByRole("button", { name: "Demo balance 10.50 C available" }).waitFor();
  await topUp(page, "1");
  await other.getByRole("button", { name: "Demo balance 11.50 C available" }).waitFor();
  await other.close();
}));

test("the host’s figures win, to their last digit", withPage(withHost(
  `{ version: 1, wallet: () => ({ totalBalance: 12.345678, reservedBalance: "0.345677" }) }`,
), async ({ page, axe }) => {
  // 12.345678 - 0.345677
  await page.getByRole("button", { name: "Balance 12.000001 C available" }).waitFor();
  const open = await menu(page);
  assert.equal(await figure(open, "Total").innerText(), "12.345678\u00a0C");
  assert.equal(await figure(open, "Reserved").innerText(), "0.345677\u00a0C");
  assert.equal(await open.getByText("Demo").count(), 0);
  await axe();
}));

test("a host’s wallet that cannot be read is a problem in words, not a 0", withPage(withHost(
  `{ version: 1, wallet: async () => ({ totalBalance: "a lot" }) }`,
), async ({ page, axe }) => {
  await page.getByRole("button", { name: "Balance Problem Not known" }).waitFor();
  const open = await menu(page);
  await open.getByText(/The site gave a wallet that cannot be read: .*totalBalance/).waitFor();
  await axe();
}));

test("a host of another version is said so and asked nothing", withPage(withHost(
  `{ version: 2, wallet() { throw new Error("asked") } }`,
), async ({ page }) => {
  const open = await menu(page);
  await open.getByText("does not speak version 1").waitFor();
}));

test("an overdrawn balance is said in words", withPage(withHost(
  `{ version: 1, wallet: () => ({ totalBalance: "-0.4" }) }`,
), async ({ page, axe }) => {
  await page.getByRole("button", { name: /^Balance Overdrawn/ }).waitFor();
  const open = await menu(page);
  await open.getByText("0.40\u00a0C more was used than there was.").waitFor();
  await axe();
}));

test("where the browser keeps nothing the wallet lives in the tab, and the menu says so", withPage({
  before: ({ context }) => context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("no", "SecurityError"); } });
  }),
}, async ({ page, axe }) => {
  await topUp(page, "5");
  const open = await menu(page);
  await open.getByText("What happens here is forgotten when this tab closes.").waitFor();
  assert.equal(await figure(open, "Available").innerText(), "5.00\u00a0C");
  await axe();
}));

for (const [path, name] of [["/", "Credits"], ["/", "Search"], ["/#/pipeline?sample=dub", "Talk, audio"], ["/#/benchmark", "Search models"]]) {
  test(`the number of a card is kept out of “${name}”`, withPage({ path }, async ({ page, axe }) => {
    const number = cardNumber();
    const field = page.getByRole("textbox", { name, exact: true }).or(page.getByRole("searchbox", { name, exact: true }));
    await field.fill(number);
    await page.getByRole("alert").getByText("No field here takes the number of a card.").waitFor();
    assert.equal(await field.inputValue(), "");
    // The link follows the view after a pause.
    await page.waitForTimeout(600);
    assert.equal(decodeURIComponent(page.url()).includes(number), false);
    const kept = await page.evaluate(async () => {
      const found = [document.body.innerHTML, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise((opened) => { indexedDB.open(name).onsuccess = ({ target }) => opened(target.result); });
        for (const store of db.objectStoreNames) {
          const all = db.transaction(store).objectStore(store).getAll();
          await new Promise((done) => { all.onsuccess = done; });
          found.push(JSON.stringify(all.result));
        }
        db.close();
      }
      return found.join("\n");
    });
    assert.equal(kept.includes(number), false);
    await axe();
    await field.fill("1");
    await page.getByRole("alert").waitFor({ state: "detached" });
  }));
}

test("a number is kept out whole when its first digits are one already", withPage({}, async ({ page, axe }) => {
  const field = page.getByRole("textbox", { name: "Credits" });
  await field.fill("");
  await field.pressSequentially(cardNumber({ early: true }));
  await page.getByRole("alert").getByText("No field here takes the number of a card.").waitFor();
  assert.equal(await field.inputValue(), "");
  await axe();
  await field.fill("2");
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await field.inputValue(), "2");
}));

test("the field for pasted JSON takes JSON, and no card", withPage({ path: "/#/pipeline" }, async ({ page }) => {
  await page.getByRole("button", { name: "Paste JSON" }).click();
  const field = page.getByRole("textbox", { name: "A pipeline as JSON" });
  await field.pressSequentially(cardNumber());
  await page.getByRole("alert").getByText("No field here takes the number of a card.").waitFor();
  assert.equal(await field.inputValue(), "");
  // A moment in milliseconds in a file is no card, whatever its digits add up to.
  const file = `{ "nodes": [], "createdAt": ${cardNumber()} }`;
  await field.fill(file);
  await page.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await field.inputValue(), file);
}));

test("a pasted number of a card never reaches the field", withPage({ before: ({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]) }, async ({ page }) => {
  const spaced = cardNumber().replace(/(.{4})(?=.)/g, "$1 ");
  const field = page.getByRole("textbox", { name: "Credits" });
  await page.evaluate((text) => navigator.clipboard.writeText(text), spaced);
  await field.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await page.getByRole("alert").getByText("No field here takes the number of a card.").waitFor();
  assert.equal(await field.inputValue(), "1");
}));

test("the host’s history is taken over once, however often the page is opened", withPage(withHost(`{
  version: 1,
  transactions: async () => [
    { id: "a", time: "2026-11-01T09:00:00Z", kind: "top-up", credits: "10", balance: "10" },
    { id: "b", time: "2026-11-02T09:00:00Z", kind: "usage", credits: -2.5, balance: 7.5 },
  ],
}`), async ({ page }) => {
  // 10 - 2.5
  await page.getByRole("button", { name: "Balance 7.50 C available" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Balance 7.50 C available" }).waitFor();
  await page.waitForTimeout(300);
  await page.getByRole("button", { name: "Balance 7.50 C available" }).waitFor();
}));

test("a host’s history that is damaged is refused whole, with the reason", withPage(withHost(`{
  version: 1,
  transactions: () => [
    { id: "a", time: "2026-11-01T09:00:00Z", kind: "top-up", credits: "10", balance: "10" },
    { id: "b", time: "2026-11-02T09:00:00Z", kind: "usage", credits: "-2.5", balance: "9" },
  ],
}`), async ({ page, axe }) => {
  const open = await menu(page);
  await open.getByText("The site’s history was not taken over:").waitFor();
  assert.equal(await figure(open, "Total").innerText(), "0.00\u00a0C");
  await axe();
}));

test("data of a newer version: not known, why, and what to do", withPage({
  before: async ({ page, context, origin }) => {
    await context.route("**/blank.html", (route) => route.fulfill({
      contentType: "text/html", body: "<!doctype html><title>Blank</title><link rel=icon href=data:,>",
    }));
    await page.goto(`${origin}/blank.html`);
    await page.evaluate(() => new Promise((done) => {
      const opening = indexedDB.open("one-credit", 999);
      opening.onsuccess = () => { opening.result.close(); done(); };
    }));
  },
}, async ({ page, axe }) => {
  await page.getByRole("button", { name: "Demo balance Problem Not known" }).waitFor();
  const open = await menu(page);
  await open.getByText("A newer version of this page has the data now. Reload the page to get that version.").waitFor();
  await axe();
}));
