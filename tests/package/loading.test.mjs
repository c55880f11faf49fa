// What importing and loading the package do, and what its folder holds.
import { homedir } from "node:os";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { engine, folder, load } from "./package.mjs";

const wasm = new URL("engine_bg.wasm", folder);

/** Runs a module in a process of its own, and gives what it prints. */
async function alone(script) {
  const index = JSON.stringify(new URL("index.js", folder).href);
  const text = script.replaceAll("INDEX", index).replaceAll("WASM", JSON.stringify(wasm.href));
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", text]);
  return stdout.trim();
}

test("an engine is loaded once", async () => {
  assert.equal(await load(), engine);
  assert.equal(await load({ wasm: new Uint8Array() }), engine);
});

test("importing has no side effects", async () => {
  const printed = await alone(`
    const before = Object.getOwnPropertyNames(globalThis).length;
    for (const name of ["fetch"]) globalThis[name] = () => { throw new Error("fetched") };
    const compile = WebAssembly.compile;
    WebAssembly.compile = WebAssembly.instantiate = WebAssembly.Module = () => { throw new Error("compiled") };
    const { load, OneCreditError } = await import(INDEX);
    console.log(Object.getOwnPropertyNames(globalThis).length - before, typeof load, OneCreditError.name);
  `);
  assert.equal(printed, "0 function OneCreditError");
});

const sources = {
  bytes: "await readFile(new URL(WASM))",
  "an ArrayBuffer": "new Uint8Array(await readFile(new URL(WASM))).buffer",
  "a module": "new WebAssembly.Module(await readFile(new URL(WASM)))",
  "a response": 'new Response(await readFile(new URL(WASM)), { headers: { "Content-Type": "application/wasm" } })',
  "a promise of a response of no type": "Promise.resolve(new Response(await readFile(new URL(WASM))))",
  "an address": "WASM",
};
for (const [title, source] of Object.entries(sources)) {
  test(`the WebAssembly may be given as ${title}`, async () => {
    const printed = await alone(`
      import { readFile } from "node:fs/promises";
      const { load } = await import(INDEX);
      const engine = await load({ wasm: ${source} });
      console.log(engine.price({ model: "azure/translator", usage: { characters: 1000 }, at: "2023-10-13" }).total);
    `);
    assert.equal(printed, "0.01");
  });
}

test("a load that fails says why, and a later one may succeed", async () => {
  const printed = await alone(`
    const { load, OneCreditError } = await import(INDEX);
    for (const wasm of [new Uint8Array([1, 2, 3]), new Response("", { status: 404 }), new URL("no.wasm", WASM)]) {
      await load({ wasm }).catch((why) => console.log(why instanceof OneCreditError, why.code, why.path));
    }
    console.log((await load()).prices.models > 0);
  `);
  assert.equal(printed, "true internal wasm\ntrue internal wasm\ntrue internal wasm\ntrue");
});

test("methods work on their own", () => {
  const { price } = engine;
  assert.equal(price({ model: "azure/translator", usage: { characters: 0 }, at: "2023-10-13" }).total, "0");
  assert.ok(Object.isFrozen(engine));
});

test("the folder holds what package.json promises, and nothing of the machine it was built on", async () => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, path, name }) => relative(fileURLToPath(folder), join(parentPath ?? path, name)));
  const text = await readFile(new URL("package.json", folder), "utf8");
  const description = JSON.parse(text);
  assert.match(description.version, /^(?!0\.0\.0$)\d+\.\d+\.\d+/);
  const targets = Object.values(description.exports).flatMap((to) => (typeof to === "string" ? to : Object.values(to)));
  assert.ok(targets.length > 3);
  for (const target of targets) assert.ok(names.includes(target.slice(2)), `${target} is missing`);
  for (const name of names) {
    const bytes = await readFile(new URL(name, folder));
    for (const trace of [homedir(), "/home/", "/Users/", ".cargo/registry"]) {
      assert.ok(!bytes.includes(trace), `${name} contains ${trace}`);
    }
  }
});
