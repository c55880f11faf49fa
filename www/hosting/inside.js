// Takes the place of `fetch` in the single file, where the two halves of the program lie in the document itself: each a
// block whose id is the name of its file, compressed by gzip and written in base64.
export async function fetch(address) {
  const name = new URL(address).pathname.split("/").pop();
  const block = document.getElementById(name);
  if (!block) throw new TypeError(`This file holds no ${name}`);
  const packed = Uint8Array.from(atob(block.textContent), (character) => character.charCodeAt(0));
  // What is unpacked is compiled as it comes, and needed once.
  block.remove();
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(bytes, { headers: { "Content-Type": "application/wasm" } });
}
