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

/** The middle of what a locator finds, as the mouse takes it. */
export const middle = async (locator) => {
  const { x, y, width, height } = await locator.boundingBox();
  return [x + width / 2, y + height / 2];
};

/** Pulls with the mouse from one point to another. */
export const pull = async (page, from, to) => {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 8 });
  await page.mouse.up();
};

/** What the page keeps alive, each time it is asked: nodes, listeners, bytes. */
export const keeping = async (page, context) => {
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable");
  return async () => {
    await cdp.send("HeapProfiler.collectGarbage");
    const { metrics } = await cdp.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  };
};
