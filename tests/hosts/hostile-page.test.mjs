// The frame's side of the iframe against those who do not keep to the protocol: pages around it that lie, and other windows.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { withPage } from "./browser.mjs";
import { close, frameAt, sites } from "./frame.mjs";

after(close);

/** embed.html in a page that speaks the protocol by hand: `hellos`, `answer(hello, fields)`, `say`, `said`. */
async function byHand(page) {
  const { designer, prices } = await sites();
  await page.goto(`${designer.origin}/blank.html`);
  await page.evaluate((src) => {
    globalThis.hellos = [];
    globalThis.said = [];
    addEventListener("message", ({ data, origin, ports }) => {
      const hello = { ...JSON.parse(data), origin, port: ports[0] };
      globalThis.hellos.push(hello);
      hello.port.onmessage = ({ data }) => globalThis.said.push(JSON.parse(data));
    });
    const iframe = document.createElement("iframe");
    iframe.title = "What it costs";
    iframe.src = `${src}/embed.html`;
    document.body.append(iframe);
    globalThis.iframe = iframe;
    globalThis.post = (fields) => iframe.contentWindow.postMessage(typeof fields === "string" ? fields : JSON.stringify(fields), "*");
    globalThis.welcome = (hello, fields = {}) => globalThis.post({ "one-credit": 1, type: "welcome", nonce: hello.nonce, ...fields });
    globalThis.say = (text) => globalThis.hellos.at(-1).port.postMessage(typeof text === "string" ? text : JSON.stringify(text));
  }, prices.origin);
  await page.waitForFunction(() => globalThis.hellos.length === 1);
}

const said = (page, type) => page.evaluate((type) => globalThis.said.filter((message) => message.type === type), type);
const says = (page, type, count = 1) =>
  page.waitForFunction(([type, count]) => globalThis.said.filter((message) => message.type === type).length >= count, [type, count]);

test(
  "a hello says nothing, and no two are the same",
  withPage({}, async ({ page }) => {
    const { prices } = await sites();
    await byHand(page);
    await page.evaluate(() => globalThis.post({ "one-credit": 1, type: "call", nonce: "" }));
    await page.waitForFunction(() => globalThis.hellos.length === 2);
    const [first, second] = await page.evaluate(() => globalThis.hellos.map(({ port, ...hello }) => hello));
    assert.deepEqual({ ...first, nonce: "" }, { "one-credit": 1, type: "hello", nonce: "", origin: prices.origin });
    assert.match(first.nonce, /^[0-9a-f]{32}$/);
    assert.match(second.nonce, /^[0-9a-f]{32}$/);
    assert.notEqual(first.nonce, second.nonce);
  }),
);

test(
  "a frame opens for a welcome with its own nonce only, and only once",
  withPage({}, async ({ page }) => {
    await byHand(page);
    await page.evaluate(() => {
      const [hello] = globalThis.hellos;
      globalThis.welcome(hello, { nonce: "" });
      globalThis.welcome(hello, { nonce: "0".repeat(32) });
      globalThis.welcome(hello, { "one-credit": 2 });
      globalThis.welcome(hello, { more: 1 });
      globalThis.post("}");
      globalThis.post("x".repeat(2 ** 20));
      globalThis.iframe.contentWindow.postMessage({ "one-credit": 1, type: "welcome", nonce: hello.nonce }, "*");
      globalThis.say({ type: "set", properties: { heading: "Too early" } });
    });
    await page.frameLocator("iframe").locator("credit-estimate").waitFor({ state: "attached" });
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate(() => globalThis.said), []);

    await page.evaluate(() => {
      globalThis.welcome(globalThis.hellos[0]);
      globalThis.welcome(globalThis.hellos[0]);
    });
    await says(page, "ready");
    await page.evaluate(() => globalThis.welcome(globalThis.hellos[0]));
    await page.waitForTimeout(200);
    assert.equal((await said(page, "open")).length, 1, "a welcome that is sent again opens nothing");
  }),
);

test(
  "a window that is not the parent cannot speak for it",
  withPage({}, async ({ page }) => {
    const { elsewhere } = await sites();
    await byHand(page);
    await page.evaluate((src) => {
      const sibling = document.createElement("iframe");
      sibling.src = `${src}/rogue.html`;
      document.body.append(sibling);
    }, elsewhere.origin);
    const sibling = await frameAt(page, "rogue.html");
    const nonce = await page.evaluate(() => globalThis.hellos[0].nonce);
    // Even with the nonce, which it cannot know.
    await sibling.evaluate((nonce) => {
      parent.frames[0].postMessage(JSON.stringify({ "one-credit": 1, type: "welcome", nonce }), "*");
      parent.frames[0].postMessage(JSON.stringify({ "one-credit": 1, type: "call", nonce: "" }), "*");
    }, nonce);
    await page.waitForTimeout(300);
    assert.deepEqual(await page.evaluate(() => [globalThis.hellos.length, globalThis.said]), [1, []]);
  }),
);

const PIPELINE = { nodes: [{ number: 0, type: "INPUT" }, { number: 1, type: "OUTPUT" }], links: [{ from: 0, to: 1 }] };

test(
  "a frame refuses what version 1 does not describe, says so, and in the end hears no more",
  withPage({}, async ({ page }) => {
    await byHand(page);
    await page.evaluate(() => globalThis.welcome(globalThis.hellos[0]));
    await says(page, "ready");
    const wrong = [
      "}",
      "null",
      '{"type":"open"}',
      '{"type":"set"}',
      '{"type":"set","properties":{"innerHTML":"<img src=x>"}}',
      '{"type":"set","properties":{"__proto__":{"pipeline":null}}}',
      '{"type":"set","properties":{"constructor":null}}',
      '{"type":"set","properties":{"checkoutUrl":"javascript:alert(1)"}}',
      '{"type":"set","properties":{"theme":"url(x)"}}',
      '{"type":"set","properties":{"heading":7}}',
      '{"type":"set","properties":{"compact":"yes"}}',
      '{"type":"set","properties":[]}',
      '{"type":"set","properties":{},"more":1}',
      '{"type":"ping","id":"1"}',
    ];
    for (const [place, text] of wrong.entries()) {
      await page.evaluate((text) => globalThis.say(text), text);
      await says(page, "error", place + 1).catch(() => assert.fail(`${text} was not refused`));
    }
    await page.evaluate(() => globalThis.say(`{"type":"close"${" ".repeat(2 ** 22)}}`));
    await says(page, "error", wrong.length + 1);
    const errors = await said(page, "error");
    assert.deepEqual([...new Set(errors.map(({ code }) => code))], ["bad_message"]);
    assert.match(errors.at(-1).message, /the most is 4194304/);

    // It still works.
    await page.evaluate((pipeline) => globalThis.say({ type: "set", properties: { pipeline, heading: "Good" } }), PIPELINE);
    await says(page, "change");
    await page.frameLocator("iframe").getByText("Good").waitFor();

    // Up to 20 are refused; with the next the frame ends it.
    for (let more = wrong.length + 1; more < 21; more += 1) await page.evaluate(() => globalThis.say("}"));
    await says(page, "error", 21);
    await page.evaluate(() => globalThis.say({ type: "ping", id: 1 }));
    await page.waitForTimeout(200);
    assert.deepEqual(await said(page, "pong"), []);
  }),
);

test(
  "many settings at once are shown once, and after close none is",
  withPage({}, async ({ page }) => {
    await byHand(page);
    await page.evaluate(() => globalThis.welcome(globalThis.hellos[0]));
    await says(page, "ready");
    await page.evaluate((pipeline) => {
      for (let count = 0; count < 200; count += 1) {
        const nodes = [...pipeline.nodes, { number: 2, type: "ASSET", label: `Node ${count}`, function: "translation" }];
        globalThis.say({ type: "set", properties: { pipeline: { nodes, links: [{ from: 0, to: 2 }] }, volumes: { 0: { characters: "1" } } } });
      }
      globalThis.say({ type: "ping", id: 1 });
    }, PIPELINE);
    await says(page, "pong");
    await page.waitForFunction(() => JSON.stringify(globalThis.said.filter(({ type }) => type === "change").at(-1))?.includes("Node 199"));
    assert.ok((await said(page, "change")).length < 100, "not one change for each setting");
    await page.evaluate((pipeline) => {
      globalThis.say({ type: "close" });
      globalThis.say({ type: "set", properties: { pipeline, heading: "After close" } });
    }, PIPELINE);
    await page.waitForTimeout(300);
    assert.equal(await page.frameLocator("iframe").getByText("After close").count(), 0);
    // It can be called again.
    await page.evaluate(() => globalThis.post({ "one-credit": 1, type: "call", nonce: "" }));
    await page.waitForFunction(() => globalThis.hellos.length === 2);
  }),
);

test(
  "the origin that answered first stays, though another page may sit in its window later",
  withPage({}, async ({ page }) => {
    const { designer, elsewhere, prices } = await sites();
    // The frame's parent is itself a frame, so that its origin can change while the window stays the same.
    await byHand(page);
    await page.evaluate(() => globalThis.welcome(globalThis.hellos[0]));
    await says(page, "ready");
    const frame = await frameAt(page, `${prices.origin}/embed.html`);
    // What the frame would hear from the same window with another origin, as its own listener gets it.
    await frame.evaluate(
      async ([nonce, origin]) => {
        const event = { data: JSON.stringify({ "one-credit": 1, type: "call", nonce: "" }), origin, source: parent };
        dispatchEvent(new MessageEvent("message", event));
        const welcome = { data: JSON.stringify({ "one-credit": 1, type: "welcome", nonce }), origin, source: parent };
        dispatchEvent(new MessageEvent("message", welcome));
      },
      [await page.evaluate(() => globalThis.hellos[0].nonce), elsewhere.origin],
    );
    await page.waitForFunction(() => globalThis.hellos.length === 2);
    await frame.evaluate(
      ([nonce, origin]) => {
        dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ "one-credit": 1, type: "welcome", nonce }), origin, source: parent }));
      },
      [await page.evaluate(() => globalThis.hellos[1].nonce), elsewhere.origin],
    );
    await page.waitForTimeout(200);
    assert.equal((await said(page, "open")).length, 1);
    await page.evaluate(() => globalThis.welcome(globalThis.hellos[1]));
    await says(page, "open", 2);
    assert.ok(designer.origin !== elsewhere.origin);
  }),
);
