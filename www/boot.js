// Loads the program into #app. The build replaces both names by names with a hash of their content.
try {
  const { default: start } = await import("./page.js");
  await start({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
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
