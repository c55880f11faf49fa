// Chromium for tests and benchmarks: the one that xtask found, or the first in PATH.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const GIVEN = (process.env.ONE_CREDIT_BROWSER_ARGUMENTS ?? "").split(" ").filter(Boolean);

/** A headless browser with a fresh profile. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROME ?? inPath(),
    // Playwright adds its own way of being headless.
    args: GIVEN.filter((argument) => argument !== "--headless"),
  });
}

/**
 * A headless browser of its own on the profile in `folder`, to be killed: `{ browser, context, port, kill() }`. `kill` ends
 * all its processes at once, as a power cut would, and resolves when they are gone. It is steered through `port`.
 */
export async function launchOn(folder) {
  const file = join(folder, "DevToolsActivePort");
  await rm(file, { force: true });
  const own = [...new Set([...GIVEN, "--headless"]), "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"];
  // A group of its own, so that its processes can be ended together.
  const child = spawn(process.env.CHROME ?? inPath(), own, { detached: true, stdio: "ignore" });
  const kill = async () => {
    // Until none is left: one that is still ending holds its files.
    while (signal(-child.pid, "SIGKILL")) await pause(10);
  };
  try {
    const port = Number(await firstLine(file, child));
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    return { browser, context: browser.contexts()[0], port, kill };
  } catch (cause) {
    await kill();
    throw cause;
  }
}

/** Whether there was a process, or a group of them, to send a signal to. */
function signal(id, name) {
  try {
    return process.kill(id, name);
  } catch {
    return false;
  }
}

/** The first line of a file that a process is about to write. */
async function firstLine(file, child) {
  for (let tries = 0; tries < 600; tries += 1) {
    const [line, rest] = (await readFile(file, "utf8").catch(() => "")).split("\n");
    if (rest !== undefined) return line;
    if (child.exitCode !== null) throw new Error(`The browser ended with ${child.exitCode}`);
    await pause(50);
  }
  throw new Error("The browser did not open its port");
}

/** The first of these programs that is in PATH. */
export function inPath(names = NAMES) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const programs = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const found = programs.find((program) => {
    try {
      accessSync(program, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`There is no ${names.join(", no ")} in PATH: name the browser in CHROME or FIREFOX`);
  return found;
}
