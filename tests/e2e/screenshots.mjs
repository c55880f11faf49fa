// The pictures of the README, taken from the built page: `cargo xtask screenshots`.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const folder = new URL("../../www/screenshots/", import.meta.url);
const views = [
  { name: "can", path: "/" },
  { name: "can-dark", path: "/", scheme: "dark" },
  { name: "pipeline", path: "/#/pipeline", open: (page) => page.getByRole("button", { name: /Dub a talk/ }).click() },
  {
    name: "benchmark",
    path: "/#/benchmark",
    open: (page) => page.locator(".samples button").first().click(),
  },
  {
    name: "transactions",
    path: "/#/transactions?tab=history",
    open: async (page) => {
      await page.getByRole("button", { name: "Fill with a sample history" }).click();
      await page.getByRole("row").nth(1).waitFor();
      await page.getByRole("link", { name: "Statistics" }).click();
      await page.getByRole("heading", { name: "Spend by day" }).waitFor();
    },
  },
];

await mkdir(folder, { recursive: true });
const [browser, server] = await Promise.all([launch(), serve()]);
for (const { name, path, scheme = "light", open } of views) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: scheme, locale: "en-US", reducedMotion: "reduce" });
  await page.goto(server.origin + path);
  await page.locator("#boot-note").waitFor({ state: "detached" });
  // The balance is there when the second half of the program and what this browser keeps are.
  await page.getByRole("button", { name: /available/ }).waitFor();
  if (open) {
    await open(page);
    await page.evaluate(() => scrollTo(0, 0));
  }
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });
  await page.close();
}
await browser.close();
await server.close();
