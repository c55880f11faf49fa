// The elements in Firefox: on a plain page under a strict policy, in a designer, and in a sandboxed iframe.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { after, test } from "node:test";
import { drawflow, reactFlow } from "../hosts/designers.mjs";
import { close, sites } from "../hosts/frame.mjs";
import { site } from "../hosts/site.mjs";
import { role, says, withFirefox } from "./harness.mjs";

const PACKAGE = fileURLToPath(new URL("../../dist/package/", import.meta.url));
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types 'none'";
const dub = await readFile(new URL("../../src/app/pipeline/samples/dub.json", import.meta.url), "utf8");

const opened = [];
after(async () => {
  await close();
  for (const each of opened) await each.close();
});

const on = async (making) => {
  const made = await making;
  opened.push(made);
  return made.origin;
};

/** The exact total that the page's element has told last. */
const total = (page, figure) =>
  page.waitForFunction((figure) => document.querySelector("credit-estimate")?.estimate?.total === figure, {}, figure);

/** Types over what stands in a field with this name. */
async function type(page, name, text) {
  const field = await role(page, "textbox", name).waitHandle();
  await field.focus();
  await field.evaluate((input) => input.select());
  await page.keyboard.type(text);
}

test("a pipeline is priced on a host's page, and an order can be taken over", withFirefox({}, async ({ page }) => {
  const origin = await on(site({
    pages: {
      "/index.html": `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><link rel="icon" href="data:,">
        <script type="module" src="/setup.js"></script><script type="module" src="/package/define.js"></script>
        <credit-estimate at="2023-10-13" checkout-url="/pay.html"></credit-estimate></html>`,
      "/setup.js": `globalThis.told = [];
        for (const type of ["credit-change", "credit-checkout"]) addEventListener(type, (event) => { told.push([type, event.detail, event.composed]); event.preventDefault(); });
        Object.assign(document.querySelector("credit-estimate"), { pipeline: ${dub}, volumes: { 0: { "seconds.audio": "3600" } }, wallet: { total: "2" } });`,
    },
    folders: { "/package/": PACKAGE },
    headers: { "Content-Security-Policy": POLICY },
  }));
  await page.goto(`${origin}/`);
  // 60 min at 0.024; 54,420 characters at 10 a million; these x 1.191 at 16 a million.
  await total(page, "3.02122752");
  await says(page, "between 2.434176 and 3.597864");
  await page.locator("::-p-text(Add credits)").click();
  await page.waitForFunction(() => globalThis.told.some(([type]) => type === "credit-checkout"));
  const told = await page.evaluate(() => globalThis.told.map(([type, { total, estimate, missing, credits }, composed]) => [type, total ?? estimate?.total, missing, credits, composed]));
  // 3.02122752 - 2, and that to the cent above.
  assert.deepEqual(told.filter(([type]) => type === "credit-checkout").map(([, , missing, credits, composed]) => [missing, credits, composed]), [["1.02122752", "1.03", true]]);
  assert.equal(new URL(page.url()).pathname, "/", "the host took the order over");
}));

test("the badges of a designer on React Flow follow an edit", withFirefox({}, async ({ page }) => {
  await page.goto(`${await on(reactFlow())}/?at=2023-10-13`);
  await total(page, "3.02122752");
  await says(page, "0.5442");
  await type(page, "Volume", "7200");
  // Two hours in seconds: twice of all three; 2 x 0.5442.
  await total(page, "6.04245504");
  await says(page, "1.0884");
}));

test("the badges of a designer on Drawflow follow an edit", withFirefox({}, async ({ page }) => {
  await page.goto(`${await on(drawflow())}/?at=2023-10-13`);
  await says(page, "3.021228");
  await type(page, "Volume", "2.5");
  // 2.5 min at 0.024; 2,267.5 characters at 10 a million; these x 1.191 at 16 a million: 0.12588448.
  await says(page, "0.125884");
  await says(page, "0.022675");
}));

for (const name of ["plain", "sandboxed"]) {
  test(`an element in a ${name} frame and the page around it speak with each other`, withFirefox({
    // The host's own policy has no icon.
    expected: [/favicon\.ico/],
  }, async ({ page }) => {
    const { designer } = await sites();
    await page.goto(`${designer.origin}/${name}/`);
    await says(page, "3.02122752");
    await page.locator("#minutes").fill("120");
    await says(page, "6.04245504");
    await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 150);
  }));
}
