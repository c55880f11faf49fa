// Debian's nginx with its shipped configuration and the site that the release ships, on a loopback port.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DIST } from "../e2e/server.mjs";

const CACHE = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");

/** Where `cargo xtask` unpacked Debian's packages, as they would lie below `/`. */
const DEBIAN = process.env.ONE_CREDIT_NGINX ?? join(CACHE, "one-credit/tools/nginx-debian-1");

const SITE = "one-credit.nginx.conf";

/**
 * Serves `folder` by nginx; gives `{ origin, log(), asked(), close() }`, `asked` being the paths that were asked for, one
 * for each request. `folder` holds the site file that is used, or, if it is around a built page, `site` names the folder
 * that does. `brotli` false leaves the site as it is shipped, for a machine without the module for brotli.
 */
export async function serveByNginx(folder = DIST, { site = folder, brotli = true } = {}) {
  const home = await mkdtemp(join(tmpdir(), "one-credit-nginx-"));
  let child;
  const close = async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGTERM");
      await ended;
    }
    await rm(home, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    const file = await configure(home, { folder: resolve(folder), site, brotli, port });
    const program = join(DEBIAN, "usr/sbin/nginx");
    const prefix = join(DEBIAN, "usr/share/nginx");
    // In the foreground: the process that was started is the one that is ended.
    const own = ["-p", prefix, "-c", file, "-e", join(home, "error.log"), "-g", "daemon off;"];
    child = spawn(program, own, { stdio: "ignore" });
    const log = () => readFile(join(home, "error.log"), "utf8");
    await listening(child, port, log);
    const asked = async () => [...(await readFile(join(home, "access.log"), "utf8")).matchAll(/"GET (\S+) HTTP/g)].map(([, path]) => path);
    return { origin: `http://127.0.0.1:${port}`, log, asked, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Writes Debian's configuration with only process, logs and site replaced; gives its file. */
async function configure(home, { folder, site, brotli, port }) {
  const debian = join(DEBIAN, "etc/nginx");
  const modules = join(DEBIAN, "usr/share/nginx/modules-available");
  const sites = join(home, "sites-enabled");
  await mkdir(sites);
  const main = edit(await readFile(join(debian, "nginx.conf"), "utf8"), [
    // The workers' user is the one who made the files; only root may name another.
    [/^user www-data;\n/m, process.getuid() === 0 ? "user root;\n" : ""],
    ["pid /run/nginx.pid;", `pid ${join(home, "nginx.pid")};`],
    ["error_log /var/log/nginx/error.log;", `error_log ${join(home, "error.log")};`],
    ["access_log /var/log/nginx/access.log;", `access_log ${join(home, "access.log")};`],
    ["include /etc/nginx/modules-enabled/*.conf;", brotli ? `include ${join(modules, "mod-http-brotli-static.conf")};` : ""],
    ["include /etc/nginx/mime.types;", `include ${join(debian, "mime.types")};`],
    ["include /etc/nginx/conf.d/*.conf;", ""],
    ["include /etc/nginx/sites-enabled/*;", `include ${join(sites, "*")};`],
  ]);
  const shipped = edit(await readFile(join(site, SITE), "utf8"), [
    ["listen 80;", `listen 127.0.0.1:${port};`],
    ["listen [::]:80;", ""],
    ["root /var/www/one-credit;", `root ${folder};`],
    ["#brotli_static on;", brotli ? "brotli_static on;" : "#brotli_static on;"],
  ]);
  await writeFile(join(sites, "one-credit"), shipped);
  const file = join(home, "nginx.conf");
  // Where an unprivileged nginx keeps what it receives.
  const bodies = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${join(home, kind)};`);
  await writeFile(file, edit(main, [["http {", `http {\n${bodies.join("\n")}`]]));
  return file;
}

/** `text` with each place replaced, which must be there exactly once. */
function edit(text, changes) {
  return changes.reduce((text, [from, to]) => {
    const parts = text.split(from);
    if (parts.length !== 2) throw new Error(`The configuration of nginx holds \`${from}\` ${parts.length - 1} times, not once`);
    return parts.join(to);
  }, text);
}

async function freePort() {
  const server = createServer();
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(child, port, log) {
  let failure;
  child.once("error", (cause) => { failure = cause; });
  for (let tries = 0; tries < 200; tries += 1) {
    if (failure) throw new Error(`Debian's nginx did not start; \`cargo xtask setup\` unpacks it: ${failure.message}`);
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}: ${await log()}`);
    if (await fetch(`http://127.0.0.1:${port}/`).then((response) => response.body?.cancel() ?? true, () => false) !== false) return;
    await pause(25);
  }
  throw new Error("nginx did not listen in 5 s");
}
