// The two pipeline designers, each a site of its own under the strictest policy that it works with.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { MODULES, pack, passing } from "./packed.mjs";
import { site } from "./site.mjs";

const here = (name) => fileURLToPath(new URL(`./${name}/`, import.meta.url));

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
  return site({ folders, pages: { "/favicon.ico": "" }, headers: { "Content-Security-Policy": POLICY } });
}

/** The designer on React Flow: built by esbuild, with everything it imports, as its author would build it. */
export async function reactFlow() {
  const { folder } = await pack();
  const out = await passing("react-flow");
  await build({
    entryPoints: [join(here("react-flow"), "main.jsx")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".wasm": "file" },
    outdir: out,
    // The packed package first; then what a project has beside it.
    nodePaths: [join(folder, "node_modules"), MODULES],
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const pages = { "/index.html": await readFile(join(here("react-flow"), "index.html")), "/favicon.ico": "" };
  const policy = `${POLICY}; require-trusted-types-for 'script'`;
  return site({ folders: { "/": out }, pages, headers: { "Content-Security-Policy": policy } });
}
