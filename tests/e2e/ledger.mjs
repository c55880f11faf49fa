// A history for tests: rows are written with their amounts alone, and stand in the journal before the page is opened.
import { openTab } from "./journal.mjs";

// Amounts as whole trillionths of a credit, so that balances add up exactly.
const DIGITS = 12;

function whole(text) {
  const [, sign, digits, decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  return BigInt(sign + digits + decimals.padEnd(DIGITS, "0"));
}

function plain(amount) {
  const digits = String(amount < 0n ? -amount : amount).padStart(DIGITS + 1, "0");
  const decimals = digits.slice(-DIGITS).replace(/0+$/, "");
  return (amount < 0n ? "-" : "") + digits.slice(0, -DIGITS) + (decimals && `.${decimals}`);
}

/** Entries of a journal for rows: `{ kind, time, credits }`, or for a usage `{ time, name, lines: [[model, supplier, function, credits]] }`. */
export function entries(rows) {
  let balance = 0n;
  return rows.map((row, place) => {
    const { lines, name, kind = "usage", credits, ...rest } = row;
    if (kind === "recurring" || kind === "opening") return { kind, credits, ...rest };
    const amount = lines ? -lines.map((line) => whole(line[3])).reduce((sum, line) => sum + line, 0n) : whole(credits);
    balance += amount;
    const job = lines && {
      id: `j${place}`,
      name,
      lines: lines.map(([model, supplier, work, cost]) => ({ model, supplier, function: work, meter: "characters", credits: cost })),
    };
    return { kind, id: `t${place}`, credits: plain(amount), balance: plain(balance), ...(job && { job }), ...rest };
  });
}

/** Writes rows into the journal of a context, in records of a hundred. */
export async function keep(context, origin, rows) {
  const tab = await openTab(context, origin);
  const all = entries(rows);
  const texts = [];
  for (let at = 0; at < all.length; at += 100) texts.push(JSON.stringify(all.slice(at, at + 100)));
  await tab.evaluate((texts) => globalThis.journal.append(0, () => texts), texts);
  await tab.close();
}

/** For `before`: it is noon of a day (timers go on as ever), and these rows are in the journal. */
export const on = (day, rows) => async ({ context, origin }) => {
  await context.addInitScript(stand, Date.parse(`${day}T12:00:00Z`));
  await keep(context, origin, rows);
};

/** Has the clock of a page stand at a moment, in milliseconds since 1970: for `addInitScript`. */
export function stand(now) {
  globalThis.Date = class extends Date {
    constructor(...given) {
      super(...(given.length ? given : [now]));
    }
    static now() {
      return now;
    }
  };
}
