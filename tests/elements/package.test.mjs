// The elements as files of the package: in Node, for bundlers, for editors. What the types allow is in types/.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { PACKAGE } from "./harness.mjs";

const run = promisify(execFile);
const modules = fileURLToPath(new URL("../node_modules/", import.meta.url));
const description = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8"));
const manifest = JSON.parse(await readFile(join(PACKAGE, description.customElements), "utf8"));

const declarations = Object.fromEntries(
  manifest.modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName).map((own) => [own.tagName, own]));

test("in Node the elements are imported and defined without a page, and nothing happens", async () => {
  const script = `
    const touched = [];
    for (const name of ["window", "document", "self", "customElements", "HTMLElement"]) {
      Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return undefined } });
    }
    globalThis.fetch = () => { throw new Error("fetched") };
    const { define, CreditEstimate, OneCredit, CreditBalance, version } = await import(${JSON.stringify(pathToFileURL(join(PACKAGE, "define.js")))});
    console.log(JSON.stringify([define(), [CreditEstimate, OneCredit, CreditBalance].map((own) => typeof own), version,
      touched.filter((name) => ["window", "document", "self"].includes(name))]));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  assert.deepEqual(JSON.parse(stdout), [{}, ["function", "function", "function"], description.version, []]);
});

test("only define.js has a side effect, and no file names what a page without a bundler cannot find", async () => {
  assert.deepEqual(description.sideEffects, ["./define.js"]);
  for (const name of await readdir(PACKAGE, { recursive: true })) {
    if (!name.endsWith(".js")) continue;
    const text = await readFile(join(PACKAGE, name), "utf8");
    for (const [, from] of text.matchAll(/^\s*(?:import|export)\b[^'"\n]*\bfrom ['"]([^'"]+)['"]/gm)) {
      assert.match(from, /^\.\.?\//, `${name} imports ${from}`);
    }
    assert.doesNotMatch(text, /\beval\(|new Function\(|document\.write/, name);
    // Preact has a way to set markup; the elements do not go it.
    if (!name.endsWith("preact.js")) assert.doesNotMatch(text, /innerHTML|insertAdjacentHTML|style: ?['"{]/i, name);
  }
});

test("Preact's licence stands beside it, and its file names it", async () => {
  assert.match(await readFile(join(PACKAGE, "elements/preact.js"), "utf8"), /^\/\*! preact, .*MIT License: see LICENSE-preact \*\//);
  assert.match(await readFile(join(PACKAGE, "LICENSE-preact"), "utf8"), /MIT License/);
});

test("the manifest names every element with its attributes, properties, events, slot, parts and variables", async () => {
  assert.deepEqual(Object.keys(declarations).sort(), ["credit-balance", "credit-estimate", "one-credit"]);
  for (const [tag, own] of Object.entries(declarations)) {
    const { default: _, ...module } = await import(pathToFileURL(join(PACKAGE, "elements/index.js")).href);
    const Class = module[own.name];
    assert.ok(manifest.modules.some(({ exports }) => exports.some(({ kind, name, declaration }) =>
      kind === "custom-element-definition" && name === tag && declaration.name === own.name)), `${tag} is defined`);
    assert.deepEqual(own.attributes.map(({ name }) => name).sort(), [...Class.observedAttributes].sort(), `attributes of ${tag}`);
    const fields = own.members.filter(({ kind, privacy }) => kind === "field" && privacy !== "private").map(({ name }) => name);
    for (const name of Class.properties) assert.ok(fields.includes(name), `${name} of ${tag}`);
    for (const list of [own.events, own.cssParts, own.cssProperties, own.slots]) {
      assert.ok(list.length > 0 && list.every(({ description }) => description?.endsWith(".")), `${tag}: ${JSON.stringify(list)}`);
    }
  }
});

test("every part of the manifest is drawn by some file, and every part that is drawn is in the manifest", async () => {
  const told = new Set(Object.values(declarations).flatMap(({ cssParts }) => cssParts.map(({ name }) => name)));
  const drawn = new Set();
  for (const name of (await readdir(join(PACKAGE, "elements"))).filter((name) => /^(note|.*-view)\.js$/.test(name))) {
    const text = await readFile(join(PACKAGE, "elements", name), "utf8");
    for (const [, , quoted] of text.matchAll(/\bpart: (?:[^,'}]*\? '([\w -]+)' : )?'([\w -]+)'/g)) for (const part of quoted.split(" ")) drawn.add(part);
  }
  // Drawn by names that are put together.
  for (const name of ["frame", "available", "reserved", "total", "missing"]) drawn.add(name);
  assert.deepEqual([...drawn].sort(), [...told].sort());
});

test("every variable of the manifest is a token of the page", async () => {
  const tokens = await readFile(join(PACKAGE, "elements/tokens.js"), "utf8");
  for (const { name } of declarations["credit-estimate"].cssProperties) {
    assert.ok(tokens.includes(`${name.replace("--credit-", "--")}: var(${name}, `), `${name} is not read`);
  }
});

test("the manifest is the same whenever it is written", async () => {
  // Beside the package, because the analyzer takes the path of its settings from where it runs.
  const folder = await mkdtemp(join(PACKAGE, "../manifest-"));
  try {
    await cp(PACKAGE, folder, { recursive: true });
    await rm(join(folder, "custom-elements.json"));
    const analyzer = join(modules, "@custom-elements-manifest/analyzer/cem.js");
    await run(process.execPath, [analyzer, "analyze", "--quiet", "--outdir", ".", "--config", "../../xtask/manifest.config.mjs"], { cwd: folder });
    assert.equal(await readFile(join(folder, "custom-elements.json"), "utf8"), await readFile(join(PACKAGE, "custom-elements.json"), "utf8"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
