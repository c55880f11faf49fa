// The package as npm would publish it: what is inside, what publint says, and that Node, TypeScript and a bundler take it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { MODULES, pack } from "./packed.mjs";

const run = promisify(execFile);
const TEMPLATE = fileURLToPath(new URL("../../www/package/", import.meta.url));

/** The ways into the package: `["one-credit", ...]`, those that are scripts. */
async function entries() {
  const { description } = await pack();
  return Object.entries(description.exports)
    .filter(([, to]) => (typeof to === "string" ? to : to.import)?.endsWith(".js"))
    .map(([name]) => name.replace(/^\./, "one-credit"));
}

test("npm would publish the template, the engine and the licences, and nothing else", async () => {
  const { files } = await pack();
  const template = await readdir(TEMPLATE, { recursive: true, withFileTypes: true });
  const written = template
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(TEMPLATE.length).replaceAll("\\", "/"));
  const engine = ["LICENSE-APACHE", "LICENSE-MIT", "engine.js", "engine_bg.wasm"];
  const elements = ["LICENSE-preact", "custom-elements.json", "elements/preact.js", "elements/tokens.js"];
  assert.deepEqual(files, [...new Set([...written, ...engine, ...elements])].sort());
});

test("publint finds nothing, suggestions included", async () => {
  const { tarball } = await pack();
  const bytes = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
  const { messages, pkg } = await publint({ strict: true, level: "suggestion", pack: { tarball: bytes } });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test("publint would say it if a way in led nowhere", async () => {
  const { description } = await pack();
  const broken = { ...description, exports: { ...description.exports, "./absent": "./absent.js" } };
  const files = [{ name: "package/package.json", data: JSON.stringify(broken) }];
  const { messages } = await publint({ strict: true, pkgDir: "package", pack: { files } });
  assert.ok(messages.some(({ code, type }) => code === "FILE_DOES_NOT_EXIST" && type === "error"));
});

test("every way in imports in Node, and touches neither window nor document nor the network", async () => {
  const { folder } = await pack();
  const names = await entries();
  assert.ok(names.includes("one-credit"));
  for (const name of names) {
    const script = `
      const touched = [];
      for (const name of ["window", "document", "self", "fetch", "localStorage"]) {
        Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name) } });
      }
      for (const name of ["compile", "instantiate", "Module"]) WebAssembly[name] = () => touched.push(name);
      const all = await import(${JSON.stringify(name)});
      console.log(JSON.stringify({ touched, exports: Object.keys(all) }));
    `;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder });
    const { touched } = JSON.parse(stdout);
    assert.deepEqual(touched, [], name);
  }
});

test("the engine in the tarball computes", async () => {
  const { folder } = await pack();
  const script = `
    import { load } from "one-credit";
    const engine = await load();
    console.log(engine.price({ model: "azure/translator", usage: { characters: 54420 }, at: "2023-10-13" }).total);
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder });
  // 54,420 characters at 10 credits a million.
  assert.equal(stdout.trim(), "0.5442");
});

for (const [module, moduleResolution] of [["esnext", "bundler"], ["nodenext", "nodenext"]]) {
  test(`the types resolve with moduleResolution ${moduleResolution}`, async () => {
    const { folder } = await pack();
    const home = join(folder, `types-${moduleResolution}`);
    await mkdir(home, { recursive: true });
    const names = await entries();
    const imports = names.map((name, place) => `import * as way${place} from ${JSON.stringify(name)};\nvoid way${place};`);
    const text = `${imports.join("\n")}
      import { load, OneCreditError, type Estimate } from "one-credit";
      export async function total(json: object): Promise<string> {
        const estimate: Estimate = (await load()).pipeline(json);
        // @ts-expect-error: money is text, never a number
        const wrong: number = estimate.total;
        return estimate.complete ? estimate.total : String(wrong);
      }
      import { connect } from "one-credit/frame";
      export async function around(iframe: HTMLIFrameElement, pay: (credits: string | null) => void): Promise<() => void> {
        const frame = await connect(iframe, { origin: "null", properties: { credits: 1, theme: "dark" } });
        frame.on("checkout", ({ credits }) => pay(credits));
        // @ts-expect-error: where to pay is for the page around to say
        frame.set({ checkoutUrl: "https://pay.example" });
        // @ts-expect-error: a frame tells nothing of this name
        frame.on("click", () => {});
        return frame.on("change", ({ estimate, badges }) => console.log(estimate?.total, badges?.[1]?.text));
      }
      export const isOurs = (error: unknown): error is OneCreditError => error instanceof OneCreditError;
    `;
    await writeFile(join(home, "package.json"), '{ "type": "module" }');
    await writeFile(join(home, "use.ts"), text);
    const options = { strict: true, noEmit: true, target: "es2022", module, moduleResolution, lib: ["es2022", "dom"], types: [] };
    await writeFile(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["use.ts"] }));
    const tsc = join(MODULES, "typescript", "bin", "tsc");
    const said = await run(process.execPath, [tsc, "--project", home]).then(({ stdout }) => stdout, ({ stdout }) => stdout);
    assert.equal(said, "");
  });
}

test("esbuild bundles every way in for a page, with the WebAssembly as a file beside", async () => {
  const { folder } = await pack();
  const imports = (await entries()).map((name) => `export * as ${name.replace(/\W/g, "_")} from ${JSON.stringify(name)};`);
  const text = `${imports.join("\n")}
    import { load } from "one-credit";
    import wasm from "one-credit/engine_bg.wasm";
    export const engine = () => load({ wasm });
  `;
  await writeFile(join(folder, "bundle.js"), text);
  const built = await build({
    entryPoints: [join(folder, "bundle.js")],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    outdir: join(folder, "bundle"),
    loader: { ".wasm": "file" },
    metafile: true,
    tsconfigRaw: {},
    logLevel: "silent",
  });
  assert.deepEqual([...built.warnings, ...built.errors], []);
  const names = await readdir(join(folder, "bundle"));
  assert.match(names.sort().join(" "), /^bundle\.js engine_bg-\w+\.wasm$/);
  // The bundle itself works: the address that esbuild puts in stands beside the script.
  const script = `
    const { engine } = await import("./bundle/bundle.js");
    console.log((await engine()).price({ model: "aws/transcribe", usage: { "seconds.audio": 3600 }, at: "2023-10-13" }).total);
  `;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: folder });
  // 60 minutes at 0.024.
  assert.equal(stdout.trim(), "1.44");
});
