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
  await start({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
  const late = new Promise((done) => setTimeout(() => done(new Error("host.js did not arrive in time")), PATIENCE));
  open(journal, await Promise.race([host, late]));
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
