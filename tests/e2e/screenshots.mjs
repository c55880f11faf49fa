// The pictures of the README, taken from the built page and a designer with an element: `cargo xtask screenshots`.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { reactFlow } from "../hosts/designers.mjs";
import { launch } from "./browser.mjs";
import { serve } from "./server.mjs";

const folder = new URL("../../www/screenshots/", import.meta.url);
const views = [
  { name: "can", path: "/" },
  { name: "can-dark", path: "/", scheme: "dark" },
  { name: "pipeline", path: "/#/pipeline", act: (page) => page.getByRole("button", { name: /Dub a talk/ }).click() },
  {
    name: "benchmark",
    path: "/#/benchmark",
    act: (page) => page.locator(".samples button").first().click(),
  },
  {
    name: "transactions",
    path: "/#/transactions?tab=history",
    act: async (page) => {
      await page.getByRole("button", { name: "Fill with a sample history" }).click();
      await page.getByRole("row").nth(1).waitFor();
      await page.getByRole("link", { name: "Statistics" }).click();
      await page.getByRole("heading", { name: "Spend by day" }).waitFor();
    },
  },
];

await mkdir(folder, { recursive: true });
const [browser, server, designer] = await Promise.all([launch(), serve(), reactFlow()]);
const open = (scheme) =>
  browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: scheme, locale: "en-US", reducedMotion: "reduce" });
const take = (page, name) => page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)) });

for (const { name, path, scheme = "light", act } of views) {
  const page = await open(scheme);
  await page.goto(server.origin + path);
  await page.locator("#boot-note").waitFor({ state: "detached" });
  // The balance is there when the second half of the program and what this browser keeps are.
  await page.getByRole("button", { name: /available/ }).waitFor();
  if (act) {
    await act(page);
    await page.evaluate(() => scrollTo(0, 0));
  }
  await take(page, name);
  await page.close();
}

const page = await open("light");
await page.goto(designer.origin);
await page.getByText("complete", { exact: true }).waitFor();
await take(page, "designer");

await browser.close();
await Promise.all([server.close(), designer.close()]);
