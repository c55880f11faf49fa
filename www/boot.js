// Loads the program into #app, and with it what this browser keeps and what the host offers; the program starts
// without either, and says what is wrong. The build replaces the names by names with a hash of their content.
const journal = import("./journal.js").then(({ openJournal }) => openJournal());
// The program looks at it once it has started.
journal.catch(() => {});
const host = import("./host.js").then(({ default: host }) => host ?? null, (cause) => new Error(cause.message));
// How long a program that is ready waits for a host's file, in milliseconds.
const PATIENCE = 3000;

try {
  const { default: start, open } = await import("./page.js");
  const first = await start({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
  const late = new Promise((done) => setTimeout(() => done(new Error("host.js did not arrive in time")), PATIENCE));
  open(journal, await Promise.race([host, late]), () => fetchRest(first));
} catch (cause) {
  const note = document.getElementById("boot-note");
  if (note) {
    note.setAttribute("role", "alert");
    note.textContent =
      "The calculator could not start: this browser refused WebAssembly, or a file did not arrive. " +
      "Reload the page, or open it in a current browser.";
  }
  throw cause;
}

// The second half of the program, which every view but the first needs. It works on the memory of the first, and
// `arrive` tells the first that it is here.
async function fetchRest(first) {
  let rest;
  try {
    // A build for development is whole.
    rest = await (first.arrive ? first : instantiate(new URL("./rest.wasm", import.meta.url), { first }));
  } catch {
    first.miss();
    return;
  }
  rest.arrive();
}

async function instantiate(address, imports) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  const { instance } = await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  return instance.exports;
}
