// 100,000 transactions of three lines each in the journal of a browser's own profile: how long until the history shows,
// and how long the page's thread is held meanwhile, by a key press in a filter, and by a frame of scrolling.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchOn } from "../e2e/browser.mjs";
import { openTab } from "../e2e/journal.mjs";
import { serve } from "../e2e/server.mjs";
import { median } from "./measure.mjs";

const ROWS = 100_000;
const LOADS = 3;
const FRAMES = 240;
const TYPED = ["board 07", "azure trans", "calls", "zzz"];

/** How long a task held the thread, without the time that other programs of the machine took meanwhile. */
const held = ({ own }) => own;

const folder = await mkdtemp(join(tmpdir(), "one-credit-bench-"));
const server = await serve();
const { context, kill } = await launchOn(folder);
try {
  const tab = await openTab(context, server.origin);
  const bytes = await tab.evaluate(fill, ROWS);
  await tab.close();

  const shown = [];
  const longest = [];
  for (let run = 0; run < LOADS; run += 1) {
    const page = await context.newPage();
    const tasks = await traced(page, async () => {
      await page.addInitScript(watchRows);
      await page.goto(`${server.origin}/#/transactions?tab=history`);
      await page.locator(".history .entry").first().waitFor({ timeout: 120_000 });
    });
    shown.push(await page.evaluate(() => globalThis.rowsAt));
    longest.push(Math.max(...tasks.map(held)));
    await page.close();
  }

  const page = await context.newPage();
  await page.goto(`${server.origin}/#/transactions?tab=history`);
  await page.locator(".history .entry").first().waitFor({ timeout: 120_000 });
  await page.waitForTimeout(1000);
  const keys = await typing(page);
  const frames = await scrolling(page);

  console.log(`A history of ${ROWS.toLocaleString("en")} transactions of 3 lines, ${(bytes / 2 ** 20).toFixed(0)} MiB in the journal of a profile, in Chromium, milliseconds`);
  row("opening the page until the rows show", median(shown), Math.max(...shown), "");
  row("longest the thread was held while loading", median(longest), Math.max(...longest), "one frame (16)");
  row("key press in a filter, with its frame", median(keys), Math.max(...keys), "one frame (16)");
  row("a frame of scrolling", median(frames), Math.max(...frames), "one frame (16)");
} finally {
  await kill();
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

function row(what, middle, worst, budget) {
  const figures = `median ${middle.toFixed(1).padStart(8)}  worst ${worst.toFixed(1).padStart(8)}`;
  console.log(`  ${what.padEnd(44)}${figures}${budget && `  budget ${budget}`}`);
}

/** Runs in the browser: writes the history, and answers with its bytes. */
async function fill(rows) {
  const names = ["Board meeting", "Calls to Spanish speech", "Product pages in German", "Answers to tickets", "Übersetzung"];
  const models = [
    ["Transcribe", "aws/transcribe", "Amazon Web Services", "speech-recognition", "seconds.audio", "0.024", "60"],
    ["Translate", "azure/translator", "Microsoft Azure", "translation", "characters", "10", "1000000"],
    ["Speak", "google/text-to-speech", "Google Cloud", "speech-synthesis", "characters", "16", "1000000"],
    ["Answer", "openai/gpt-5-mini", "OpenAI", "text-generation", "tokens.output", "2", "1000000"],
  ];
  const start = Date.UTC(2024, 0, 1);
  // Millionths of a credit, so that balances are exact.
  const text = (millionths) => `${millionths < 0 ? "-" : ""}${Math.trunc(Math.abs(millionths) / 1e6)}.${String(Math.abs(millionths) % 1e6).padStart(6, "0")}`;
  let balance = 0;
  let bytes = 0;
  let last = 0;
  let records = [];
  let record = [];
  for (let place = 0; place < rows; place += 1) {
    const time = new Date(start + place * 900_000).toISOString();
    if (place % 500 === 0) {
      balance += 1_000_000_000;
      record.push({ kind: "top-up", time, id: `top-up-${place}`, credits: "1000", balance: text(balance), note: "Credit card" });
    } else {
      const lines = [0, 1, 2].map((line) => {
        const [label, model, supplier, work, meter, amount, per] = models[(place + line) % 4];
        const credits = ((place * 7919 + line * 104_729) % 900_000) + 1;
        return { step: String(line + 1), label, model, supplier, function: work, meter, quantity: String(credits * 3), rate: { amount, per }, rateFrom: "2023-10-13", credits: text(credits), estimated: text(credits + 17), cost: credits };
      });
      const cost = lines.reduce((sum, line) => sum + line.cost, 0);
      balance -= cost;
      for (const line of lines) delete line.cost;
      const id = `${(place * 2_654_435_761 % 2 ** 32).toString(16)}-${place}`;
      record.push({ kind: "usage", time, id, credits: text(-cost), balance: text(balance), job: { id: `job-${id}`, name: `${names[place % 5]} ${place % 97}`, estimated: text(cost + 51), lines } });
    }
    if (record.length === 33 || place === rows - 1) {
      const written = JSON.stringify(record);
      bytes += written.length;
      records.push(written);
      record = [];
    }
    if (records.length === 200 || place === rows - 1) {
      const texts = records;
      last = await globalThis.journal.append(last, () => texts);
      records = [];
    }
  }
  return bytes;
}

/** Runs in every document: notes when the journal begins to be read, and when the first row is there. */
function watchRows() {
  let isReading = false;
  new MutationObserver((_, observer) => {
    if (!isReading && document.querySelector("#reading")) {
      isReading = true;
      performance.mark("one-credit-begins");
    }
    if (!document.querySelector(".history .entry")) return;
    globalThis.rowsAt = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** The tasks of the page's main thread while `body` ran: `{ from, to, own, names }` in milliseconds, with what happened inside. */
async function traced(page, body) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((done) => session.once("Tracing.tracingComplete", done));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel", "blink.user_timing"] },
  });
  await page.evaluate(() => performance.mark("one-credit-begins")).catch(() => {});
  await body();
  await page.evaluate(() => performance.mark("one-credit-ends"));
  await page.waitForTimeout(100);
  await session.send("Tracing.end");
  await complete;
  const mark = (name) => events.filter((event) => event.name === name).sort((a, b) => b.ts - a.ts)[0];
  const [begins, ends] = [mark("one-credit-begins"), mark("one-credit-ends")];
  // The thread that the marks were made on is the page's own.
  const own = events.filter((event) => event.pid === ends.pid && event.tid === ends.tid && event.ts > begins.ts && event.ts < ends.ts);
  const tasks = own
    .filter((event) => event.ph === "X" && event.name === "RunTask")
    .sort((a, b) => a.ts - b.ts)
    .map(({ ts, dur, tdur }) => ({ from: ts / 1000, to: (ts + dur) / 1000, own: (tdur ?? dur) / 1000, names: new Set() }));
  if (tasks.length === 0) throw new Error("The trace holds no task of the page's thread");
  for (const { name, ts, args } of own) {
    const task = tasks.findLast(({ from, to }) => from <= ts / 1000 && ts / 1000 < to);
    task?.names.add(name === "EventDispatch" ? args.data.type : name);
  }
  return tasks;
}

/** Types words into the search and takes them out again; how long each key held the thread: its own task and the frame after it. */
async function typing(page) {
  await page.getByLabel("Job, note or id").focus();
  const tasks = await traced(page, async () => {
    for (const word of TYPED) {
      const keys = [...word].map((key) => (key === " " ? "Space" : key));
      for (const key of [...keys, ...keys.map(() => "Backspace")]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(120);
      }
    }
  });
  return tasks.flatMap((task, place) => {
    if (!task.names.has("input")) return [];
    const frame = task.names.has("Paint") ? null : tasks.slice(place + 1).find(({ names }) => names.has("Paint"));
    return [held(task) + (frame ? held(frame) : 0)];
  });
}

/** Scrolls through the history, by rows and by leaps; how long each frame held the thread. */
async function scrolling(page) {
  const tasks = await traced(page, () => page.evaluate(async (frames) => {
    for (let frame = 0; frame < frames; frame += 1) {
      scrollBy(0, frame % 60 === 59 ? 200_000 : 160);
      await new Promise((next) => requestAnimationFrame(next));
    }
  }, FRAMES));
  return tasks.filter(({ names }) => names.has("scroll")).map(held);
}
