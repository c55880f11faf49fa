// The two pipeline designers, each a site of its own under the strictest policy that it works with.
import { mkdtemp, rm, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { MODULES, pack } from "./packed.mjs";
import { site } from "./site.mjs";

const here = (name) => fileURLToPath(new URL(`./${name}/`, import.meta.url));

const open = [];

after(async () => {
  for (const { close } of open) await close();
});

/**
 * What both need. No 'unsafe-inline' and no 'unsafe-eval': WebAssembly has a word of its own, and both libraries set styles
 * through CSSOM, which a policy does not reach.
 */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** The designer on Drawflow: no build at all, the packed package and Drawflow as plain files beside the page. */
export async function drawflow() {
  const { folder } = await pack();
  const folders = {
    "/": here("drawflow"),
    "/one-credit/": join(folder, "node_modules", "one-credit"),
    "/drawflow/": join(MODULES, "drawflow", "dist"),
  };
  // Drawflow empties its canvas through innerHTML, so Trusted Types cannot be asked for here.
  const served = await site({ folders, pages: { "/favicon.ico": "" }, headers: { "Content-Security-Policy": POLICY } });
  open.push(served);
  return served;
}
