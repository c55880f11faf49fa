// What a visitor sees and does in either designer, by role and name.

export const node = (page, name) => page.getByRole("group", { name, exact: true });
export const cost = (page, name) => page.getByRole("status", { name: `Cost of ${name}`, exact: true });
export const says = (locator, text) => locator.filter({ hasText: text }).waitFor();

/** The whole text of a status, its no-break spaces as spaces. */
export const reads = (locator, text) => says(locator, new RegExp(`^${text.replaceAll(".", "\\.").replaceAll(" ", "\\s")}$`));

export const add = async (page, kind) => {
  const nodes = page.getByRole("button", { name: /^Delete / });
  const there = await nodes.count();
  await page.getByLabel("Kind").selectOption(kind);
  await page.getByRole("button", { name: "Add node" }).click();
  await nodes.nth(there).waitFor();
};
