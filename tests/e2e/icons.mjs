// The icons as PNG, drawn from www/icons/icon.svg in Chromium: `node tests/e2e/icons.mjs`, after the drawing changed.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";

const folder = new URL("../../www/icons/", import.meta.url);
const svg = await readFile(new URL("icon.svg", folder), "utf8");
// The colour of the coin: where systems cut their own shape, it reaches to the edge, and the mark stays in the middle.
const [, ground] = /<circle[^>]*fill="([^"]+)"/.exec(svg);
const icons = [
  { name: "icon-192", size: 192, scale: 1 },
  { name: "icon-512", size: 512, scale: 1 },
  // Systems may cut off a tenth on each side.
  { name: "maskable-512", size: 512, scale: 0.8, ground },
  { name: "apple-touch-icon", size: 180, scale: 0.9, ground },
];

const browser = await launch();
for (const { name, size, scale, ground: fill = "transparent" } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  await page.setContent(`<body style="margin:0;background:${fill};display:grid;place-items:center;block-size:100vh"><img src="${image}" width="${size * scale}" height="${size * scale}">`);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, folder)), omitBackground: true });
  await page.close();
}
await browser.close();
