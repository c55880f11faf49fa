// The service worker behind Debian's nginx: the first visit is not paid for twice, and the page is there without a network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { served } from "../e2e/builds.mjs";
import { withPage } from "../e2e/harness.mjs";
import { serveByNginx } from "./nginx.mjs";

let nginx;
before(async () => { nginx = await serveByNginx(); });
after(() => nginx?.close());

test("what the first visit has fetched is not fetched again to be kept", withPage({
  worker: true,
  origin: () => nginx.origin,
  expected: [/host\.js/, /sw\.js/, /ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/],
}, async ({ page, context }) => {
  await served(page);
  const asked = (await nginx.asked()).filter((path) => /-[0-9a-f]{16}\./.test(path));
  assert.ok(asked.length >= 8, asked.join(" "));
  assert.deepEqual(asked.filter((path, place) => asked.indexOf(path) !== place), []);
  await context.setOffline(true);
  await page.reload();
  await page.getByRole("button", { name: /available/ }).waitFor();
}));
