// What tests of credits share: a host in the place of host.js, credits in the demo wallet, the number of no card.

/** Options of a page whose `host.js` says `export default <source>`. */
export const withHost = (source, more = {}) => ({
  ...more,
  async before(given) {
    await given.context.route("**/host.js", (route) => route.fulfill({
      contentType: "text/javascript",
      body: `export default ${source};`,
    }));
    await more.before?.(given);
  },
});

export const balance = (page) => page.getByRole("button", { name: /^(Demo balance|Balance)/ });

/** Opens the balance menu; gives its region. */
export async function menu(page) {
  await balance(page).click();
  const region = page.getByRole("region", { name: "Balance" });
  await region.waitFor();
  return region;
}

/** The figure beside a name in a list of figures. */
export const figure = (within, name) =>
  within.locator("dl > div").filter({ has: within.page().getByText(name, { exact: true }) }).locator("dd");

/** Goes to a view by its hash, as a link does. */
export const go = (page, hash) => page.evaluate((to) => { location.hash = to; }, hash);

/** Adds credits to the demo wallet. */
export async function topUp(page, credits) {
  await go(page, `#/checkout?credits=${credits}`);
  await page.getByRole("button", { name: /^Pay .*\(demo\)$/ }).click();
  await page.getByRole("heading", { level: 1, name: /added$/ }).waitFor();
}

/**
 * A number of 16 digits with a right check digit, made here so that none stands in a file. None of its beginnings is a
 * number of its own, except that with `early` the first 15 digits are.
 */
export function cardNumber({ early = false } = {}) {
  // The doubled sum of the first 15 is 4 and this digit.
  const body = "4" + "0".repeat(13) + (early ? "6" : "1");
  const sum = [...body].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
}
