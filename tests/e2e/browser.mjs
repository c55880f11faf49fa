// Chromium for tests and benchmarks: the one that xtask found, or the first in PATH.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** A headless browser with a fresh profile. */
export function launch() {
  const given = process.env.ONE_CREDIT_BROWSER_ARGUMENTS ?? "";
  return chromium.launch({
    executablePath: process.env.CHROME ?? inPath(),
    // Playwright adds its own way of being headless.
    args: given.split(" ").filter((argument) => argument && argument !== "--headless"),
  });
}

function inPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const programs = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = programs.find((program) => {
    try {
      accessSync(program, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("There is no Chromium in PATH: name one in CHROME");
  return found;
}
