// Builds of the page that follow each other at one address: the one in dist/, and others made of it.
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIST, serve } from "./server.mjs";

const HASHED = /^(.+)-([0-9a-f]{16})\.(\w+)$/;
const TEXT = /\.(js|html|css)$/;

/**
 * A site of its own: `{ origin, first, second, switchTo(build), close() }`. `first` is the build in dist/, `second` one
 * whose program, glue and page differ, and whose prices were checked on 31 December 2030. Each is `{ folder, files }`.
 */
export async function site() {
  const home = await mkdtemp(join(tmpdir(), "one-credit-"));
  const first = await copyOf(DIST, join(home, "first"));
  const second = await copyOf(DIST, join(home, "second"));
  await change(second);
  const current = join(home, "current");
  await symlink(first.folder, current);
  const server = await serve(current);
  return {
    origin: server.origin,
    first,
    second,
    /** From now on the server has the files of this build and no others. */
    async switchTo(build) {
      const next = join(home, "next");
      await symlink(build.folder, next);
      await rename(next, current);
    },
    async close() {
      await server.close();
      await rm(home, { recursive: true });
    },
  };
}

async function copyOf(from, folder) {
  // The server sends the copies of a file that are there, and those would be of the file as it was.
  await cp(from, folder, { recursive: true, filter: (name) => !/\.(br|gz)$|[/\\](package|elements-\w+)$/.test(name) });
  return { folder, files: await readdir(folder) };
}

async function change(build) {
  const { folder } = build;
  for (const name of build.files.filter((file) => /^(page_bg|rest)-/.test(file))) {
    // A custom section, which every engine passes over: its kind, its length, the length of its name, its name.
    const section = Buffer.from([0, 3, 2, 0x6f, 0x63]);
    await writeFile(join(folder, name), Buffer.concat([await readFile(join(folder, name)), section]));
  }
  const glue = build.files.find((file) => /^page-/.test(file));
  await edit(folder, glue, (text) => `${text}\n// second\n`);
  await edit(folder, "index.html", (text) => text.replace("<head>", '<head><meta name="build" content="second">'));
  await nameByContent(folder);
  await edit(folder, "sw.js", (text) => text.replace(/VERIFIED="[^"]*"/, 'VERIFIED="2030-12-31"'));
  build.files = await readdir(folder);
}

/** What `cargo xtask` does: every name follows from the content, and the worker knows them all. */
async function nameByContent(folder) {
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const name of await readdir(folder)) {
      const [, stem, hash, extension] = HASHED.exec(name) ?? [];
      if (!stem) continue;
      const content = await readFile(join(folder, name));
      const right = createHash("sha256").update(content).digest("hex").slice(0, 16);
      if (right === hash) continue;
      isChanged = true;
      const next = `${stem}-${right}.${extension}`;
      await rename(join(folder, name), join(folder, next));
      for (const other of (await readdir(folder)).filter((file) => TEXT.test(file))) {
        await edit(folder, other, (text) => text.replaceAll(name, next));
      }
    }
  }
  const hashes = new Map();
  for (const name of await readdir(folder, { recursive: true })) {
    const content = await readFile(join(folder, name)).catch(() => null);
    if (content) hashes.set(name.replaceAll("\\", "/"), `sha384-${createHash("sha384").update(content).digest("base64")}`);
  }
  const byAttribute = /(href|src)="([^"]+)" integrity="[^"]+"/g;
  await edit(folder, "index.html", (text) => text.replace(byAttribute, (_, kind, name) => `${kind}="${name}" integrity="${hashes.get(name)}"`));
  hashes.set("./", `sha384-${createHash("sha384").update(await readFile(join(folder, "index.html"))).digest("base64")}`);
  await signWorker(folder, hashes);
}

async function signWorker(folder, hashes) {
  await edit(folder, "sw.js", (text) => {
    const signed = text.replace(/\["([^"]+)","sha384-[^"]+"\]/g, (_, path) => `["${path}","${hashes.get(path)}"]`);
    const build = createHash("sha256").update(signed).digest("hex").slice(0, 16);
    return signed.replace(/BUILD="[^"]*"/, `BUILD="${build}"`);
  });
}

/** Changes a text of a build, and nothing else of it. */
export async function edit(folder, name, change) {
  const file = join(folder, name);
  await writeFile(file, change(await readFile(file, "utf8")));
}

/** Resolves once the page has a worker that serves it. */
export async function served(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
}

/** The names of the program's files that this page has loaded. */
export function loaded(page) {
  return page.evaluate(() => performance.getEntriesByType("resource")
    .map(({ name }) => name.split("/").at(-1))
    .filter((name) => /^(page|page_bg|rest|boot)-/.test(name)));
}
