// The package as npm would publish it: packed, and unpacked into the node_modules of a folder of its own.
import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGE = fileURLToPath(new URL("../../dist/package/", import.meta.url));

/** Where the tests' own packages are. */
export const MODULES = fileURLToPath(new URL("../node_modules/", import.meta.url));

let packed;

/**
 * `{ folder, tarball, files, description }`: a folder with `node_modules/one-credit`, the bytes that npm would upload, the
 * paths inside and the package.json that was published. Packed once for a test file.
 */
export function pack() {
  packed ??= make();
  return packed;
}

/** A folder that goes when this process ends, however it ends. */
export async function passing(name) {
  const folder = await mkdtemp(join(tmpdir(), `one-credit-${name}-`));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function make() {
  const folder = await passing("packed");
  const { stdout } = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: PACKAGE });
  const [{ filename, files }] = JSON.parse(stdout);
  const home = join(folder, "node_modules", "one-credit");
  await mkdir(home, { recursive: true });
  await run("tar", ["-xzf", join(folder, filename), "-C", home, "--strip-components=1"]);
  return {
    folder,
    tarball: await readFile(join(folder, filename)),
    files: files.map(({ path }) => path).sort(),
    description: JSON.parse(await readFile(join(home, "package.json"), "utf8")),
  };
}
