// Loads the program into #app, and once its first view is on screen the rest of it, with what this browser keeps and
// what the host offers; the program goes on without either, and says what is wrong. The build replaces the names by
// names with a hash of their content.

// How long the second half of a program waits for a host's file, in milliseconds.
const PATIENCE = 3000;

const root = document.documentElement;
const leaveFirst = watch(".hero");
const leaveRest = watch("#below");

try {
  const { default: start, open, prepare } = await import("./page.js");
  const first = await start({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
  await turn();
  prepare();
  await turn();
  // What stands below is kept on screen, unless the address leads elsewhere.
  if (root.dataset.opened) document.getElementById("below")?.remove();
  delete root.dataset.opened;
  const redo = leaveFirst();
  const late = {};
  open(late, () => fetchRest(first, late));
  redo();
} catch (cause) {
  delete root.dataset.opened;
  const note = document.getElementById("boot-note");
  if (note) {
    note.hidden = false;
    note.setAttribute("role", "alert");
    note.textContent =
      "The calculator could not start: this browser refused WebAssembly, or a file did not arrive. " +
      "Reload the page, or open it in a current browser.";
  }
  throw cause;
}

// The second half of the program, which every view but the first needs, and what it is given in `late`. It works on
// the memory of the first, and `arrive` tells the first that it is here.
async function fetchRest(first, late) {
  late.journal ??= import("./journal.js").then(({ openJournal }) => openJournal());
  // The program looks at it once it is here.
  late.journal.catch(() => {});
  const host = import("./host.js").then(({ default: host }) => host ?? null, (cause) => new Error(cause.message));
  let rest;
  try {
    const dressed = dress();
    // A build for development is whole.
    rest = await (first.arrive ? first : instantiate(new URL("./rest.wasm", import.meta.url), { first }));
    await dressed;
  } catch {
    first.miss();
    return;
  }
  const patience = new Promise((done) => setTimeout(() => done(new Error("host.js did not arrive in time")), PATIENCE));
  late.host = await Promise.race([host, patience]);
  const redo = leaveRest();
  rest.arrive();
  redo();
  // Whatever stands in its way, the page goes on without a worker.
  import("./renew.js").then(({ renew }) => renew(), () => {});
}

// The style sheet of what only the second half draws, beside that of the first. The single file has one with everything.
async function dress() {
  const sheet = document.querySelector("link[rel=stylesheet]");
  const href = new URL("./later.css", import.meta.url);
  if (!sheet || document.querySelector(`[href="${href}"]`)) return;
  const later = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  await new Promise((done, failed) => {
    later.onload = done;
    later.onerror = () => (later.remove(), failed());
    sheet.after(later);
  });
}

async function instantiate(address, imports) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  // Compiled while it arrives, and beside the page's own work; a host that gives it another type has it compiled afterwards.
  const isNamed = response.headers.get("Content-Type")?.startsWith("application/wasm");
  const { instance } = await (isNamed
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports));
  return instance.exports;
}

// Lets the browser do what it has to before the next step.
function turn() {
  return new Promise((done) => setTimeout(done));
}

// What visitors type, choose and press in a part of the static page before its program is there is done again once it is.
// Gives what is to be called before the program takes the part's place; that gives what is to be called after.
function watch(selector) {
  const controls = () => [...document.querySelectorAll(`:is(${selector}) :is(input, select, button)`)];
  const old = controls();
  const given = old.map(({ value }) => value);
  const pressed = [];
  const press = ({ target }) => pressed.push(old.indexOf(target.closest("button")));
  document.querySelector(selector)?.addEventListener("click", press);
  return () => {
    const active = document.activeElement;
    return () => setTimeout(() => {
      const now = controls();
      if (now.length === old.length) {
        old.forEach(({ value }, place) => {
          if (value !== given[place]) enter(now[place], value);
        });
        pressed.forEach((place) => now[place]?.click());
      }
      const focused = active?.isConnected ? active : now[old.indexOf(active)];
      focused?.focus({ preventScroll: true });
    });
  };
}

function enter(control, value) {
  control.value = value;
  control.dispatchEvent(new InputEvent("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}
