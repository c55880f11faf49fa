// The page's side of the iframe against those who do not keep to the protocol: frames that lie, other windows, and pages that
// take the frame's place.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { withPage } from "./browser.mjs";
import { close, frameAt, sites } from "./frame.mjs";

after(close);

const SECRET = { pipeline: { nodes: [{ number: 0, type: "INPUT", label: "Secret" }], links: [] } };
const OPEN = '{"type":"open","element":"credit-estimate","version":"1.0.0"}';

/** A page of the host that connects to the frame at `src`: `globalThis.state` is how far that is, `heard` what it heard. */
async function around(page, { src, origin, options = {}, sandbox }) {
  const { designer } = await sites();
  await page.goto(`${designer.origin}/blank.html`);
  await page.evaluate(
    async ({ src, options, sandbox }) => {
      const { connect } = await import("/one-credit/frame.js");
      const iframe = document.createElement("iframe");
      iframe.title = "What it costs";
      if (sandbox) iframe.setAttribute("sandbox", sandbox);
      iframe.src = src;
      document.body.append(iframe);
      globalThis.iframe = iframe;
      globalThis.state = "waiting";
      globalThis.heard = [];
      connect(iframe, options).then(
        (frame) => {
          globalThis.frame = frame;
          globalThis.state = "connected";
          for (const type of ["ready", "change", "checkout", "error", "close"]) {
            frame.on(type, (detail) => globalThis.heard.push([type, detail]));
          }
        },
        (why) => (globalThis.state = why.message),
      );
    },
    { src, options: { origin, properties: SECRET, ...options }, sandbox },
  );
}

const state = (page) => page.evaluate(() => globalThis.state);
const becomes = (page, wanted) => page.waitForFunction((wanted) => new RegExp(wanted).test(globalThis.state), wanted);
const heard = (page, type) => page.evaluate((type) => globalThis.heard.filter(([name]) => name === type).map(([, detail]) => detail), type);
const hears = (page, type, count = 1) =>
  page.waitForFunction(([type, count]) => globalThis.heard.filter(([name]) => name === type).length >= count, [type, count]);

/** A frame that lies, in a page that trusts its origin. */
async function rogue(page, options) {
  const { elsewhere } = await sites();
  await around(page, { src: `${elsewhere.origin}/rogue.html`, origin: elsewhere.origin, ...options });
  return frameAt(page, "rogue.html");
}

/** The same, after the handshake. */
async function opened(page, options) {
  const frame = await rogue(page, options);
  await frame.evaluate(() => globalThis.hello());
  await frame.waitForFunction(() => globalThis.welcomes.some(({ data }) => data.includes("welcome")));
  await frame.evaluate(() => globalThis.open());
  await becomes(page, "connected");
  return frame;
}

test(
  "a page answers only a hello of its own frame, of the origin it gave, in the version it knows",
  withPage({}, async ({ page }) => {
    const { elsewhere, prices } = await sites();
    // Another origin than the one that the page gave.
    await around(page, { src: `${elsewhere.origin}/rogue.html`, origin: prices.origin });
    let frame = await frameAt(page, "rogue.html");
    const openUnasked = () => {
      globalThis.hello();
      globalThis.open();
    };
    await frame.evaluate(openUnasked);
    await page.waitForTimeout(200);
    assert.equal(await state(page), "waiting");
    const answers = await frame.evaluate(() => globalThis.welcomes.filter(({ data }) => data.includes("welcome")));
    assert.deepEqual([answers, await frame.evaluate(() => globalThis.heard)], [[], []]);

    // The right origin, but another window of it.
    frame = await rogue(page);
    await page.evaluate((src) => {
      const sibling = document.createElement("iframe");
      sibling.src = `${src}/rogue.html?sibling`;
      document.body.append(sibling);
    }, elsewhere.origin);
    const sibling = await frameAt(page, "?sibling");
    await sibling.evaluate(openUnasked);
    await page.waitForTimeout(200);
    assert.equal(await state(page), "waiting");
    assert.deepEqual(await sibling.evaluate(() => [globalThis.welcomes, globalThis.heard]), [[], []]);

    // Greetings that are none.
    await frame.evaluate(() => {
      parent.postMessage({ "one-credit": 1, type: "hello", nonce: "0" }, "*", [new MessageChannel().port1]);
      parent.postMessage("{", "*");
      globalThis.hello({ more: 1 });
      globalThis.hello({ nonce: "x".repeat(300) });
      globalThis.hello({ type: "welcome" });
      globalThis.hello({}, []);
      globalThis.hello({}, [new MessageChannel().port1, new MessageChannel().port1]);
    });
    await page.waitForTimeout(200);
    assert.equal(await state(page), "waiting");

    await frame.evaluate(() => globalThis.hello({ "one-credit": 2 }));
    await becomes(page, "speaks version 2 of this protocol, and this page version 1");
  }),
);

test(
  "nothing is handed over before the frame has opened, and what it says before is refused",
  withPage({}, async ({ page }) => {
    const frame = await rogue(page);
    await frame.evaluate(() => globalThis.hello());
    await frame.waitForFunction(() => globalThis.welcomes.some(({ data }) => data.includes("welcome")));
    await frame.evaluate(() => globalThis.say('{"type":"ready"}', '{"type":"height","pixels":3000}'));
    await page.waitForTimeout(200);
    assert.equal(await state(page), "waiting");
    assert.deepEqual(await frame.evaluate(() => globalThis.heard), []);
    assert.equal(await page.evaluate(() => globalThis.iframe.style.height), "");
    await frame.evaluate(() => globalThis.open());
    await becomes(page, "connected");
    await frame.waitForFunction(() => globalThis.heard.length === 1);
    assert.match((await frame.evaluate(() => globalThis.heard))[0], /"label":"Secret"/);
  }),
);

const ESTIMATE = { total: "1", low: "1", high: "1", complete: true, at: "2023-10-13T00:00:00Z", lines: [], gaps: [], assumptions: [], warnings: [] };
const change = (fields) => JSON.stringify({ type: "change", estimate: { ...ESTIMATE, ...fields } });

const REFUSED = {
  "what is not JSON": "}",
  "what is no object": "[1]",
  "no type": "{}",
  "a type that does not exist": '{"type":"navigate"}',
  "a type that every object has": '{"type":"constructor"}',
  "a second opening": OPEN,
  "a field too many": '{"type":"ready","more":1}',
  "a field too few": '{"type":"pong"}',
  "money as a number": change({ total: 1 }),
  "money as words": change({ total: "1e3" }),
  "an unknown field of the estimate": change({ script: "x" }),
  "a hidden field of the estimate": change({}).replace('"total"', '"__proto__":{"x":1},"total"'),
  "a gap that counts 0": change({ lines: [{ id: "a", credits: 0 }] }),
  "a badge for no node": '{"type":"change","badges":{"constructor":{"credits":null,"text":"x","range":null,"gap":null}}}',
  "a badge of markup": '{"type":"change","badges":{"1":{"html":"<b>"}}}',
  "a height below 0": '{"type":"height","pixels":-1}',
  "a height as text": '{"type":"height","pixels":"100vh"}',
  "an endless height": '{"type":"height","pixels":1e99}',
  "an order in another currency": '{"type":"checkout","order":{"version":1,"credits":"1","missing":null,"currency":"EUR","wallet":{"total":"1","reserved":"0","available":"1"},"estimate":null}}',
  "an endless error": JSON.stringify({ type: "error", code: "x", message: "x".repeat(3000), path: "" }),
};

test(
  "a page refuses every message that version 1 does not describe, and says so",
  withPage({}, async ({ page }) => {
    const frame = await opened(page);
    const cases = Object.entries(REFUSED);
    assert.equal(cases.length, 20, "as many as are refused before the connection ends");
    for (const [place, [title, text]] of cases.entries()) {
      await frame.evaluate((text) => globalThis.say(text), text);
      await hears(page, "error", place + 1).catch(() => assert.fail(`${title} was not refused`));
    }
    const errors = await heard(page, "error");
    assert.deepEqual([...new Set(errors.map(({ code }) => code))], ["bad_message"]);
    for (const { message } of errors) assert.match(message, /refused/);
    for (const type of ["change", "checkout", "ready", "close"]) assert.deepEqual(await heard(page, type), [], type);
    assert.equal(await page.evaluate(() => globalThis.iframe.style.height), "");
    assert.equal(await page.evaluate(() => ({}).x), undefined);

    // What it does describe is still taken.
    await frame.evaluate((text) => globalThis.say(text), change({}));
    await hears(page, "change");
    assert.deepEqual(await heard(page, "change"), [{ estimate: ESTIMATE }]);

    // One more than may be refused.
    await frame.evaluate(() => globalThis.say("}"));
    await hears(page, "close");
    await frame.evaluate((text) => globalThis.say(text), change({ total: "2" }));
    await page.waitForTimeout(100);
    assert.equal((await heard(page, "change")).length, 1);
  }),
);

test(
  "a message that is too long, or not text, is refused unread",
  withPage({}, async ({ page }) => {
    const frame = await opened(page);
    await frame.evaluate(() => {
      globalThis.say(`{"type":"ready"${" ".repeat(2 ** 22)}}`);
      globalThis.port.postMessage({ type: "ready" });
    });
    await hears(page, "error", 2);
    const [long, object] = await heard(page, "error");
    assert.match(long.message, /4194320 characters was refused; the most is 4194304/);
    assert.match(object.message, /not text/);
    assert.deepEqual(await heard(page, "ready"), []);
  }),
);

test(
  "a frame that floods its page is cut off",
  withPage({}, async ({ page }) => {
    const frame = await opened(page);
    await frame.evaluate(() => {
      for (let count = 0; count < 5000; count += 1) globalThis.say(`{"type":"height","pixels":${count}}`);
    });
    await hears(page, "close");
    const errors = await heard(page, "error");
    assert.deepEqual(errors.map(({ code }) => code), ["too_often"]);
  }),
);

test(
  "a height is taken up to what the page allows",
  withPage({}, async ({ page }) => {
    const frame = await opened(page, { options: { maxHeight: 700 } });
    await frame.evaluate(() => globalThis.say('{"type":"height","pixels":999999}'));
    await page.waitForFunction(() => globalThis.iframe.style.height !== "");
    assert.equal(await page.evaluate(() => globalThis.iframe.clientHeight), 700);
  }),
);

test(
  "a page that takes the frame's place gets nothing, and the page around is told",
  withPage({}, async ({ page }) => {
    const { elsewhere, prices } = await sites();
    await around(page, { src: `${prices.origin}/embed.html`, origin: prices.origin });
    await becomes(page, "connected");
    await hears(page, "ready");
    await page.evaluate((src) => (globalThis.iframe.src = src), `${elsewhere.origin}/rogue.html`);
    const frame = await frameAt(page, "rogue.html");
    await frame.evaluate(() => globalThis.hello());
    await page.evaluate(() => globalThis.frame.set({ heading: "Secret" }));
    await hears(page, "error");
    assert.deepEqual((await heard(page, "error")).map(({ code }) => code), ["gone"]);
    assert.deepEqual(await frame.evaluate(() => [globalThis.heard, globalThis.welcomes]), [[], []]);

    // When the right one is back, it is given what it had.
    await page.evaluate((src) => (globalThis.iframe.src = src), `${prices.origin}/embed.html#credit-estimate`);
    await hears(page, "ready", 2);
    await page.frameLocator("iframe").getByText("Secret").first().waitFor();
  }),
);

test(
  "a frame that only reloads goes on",
  withPage({}, async ({ page }) => {
    const { prices } = await sites();
    await around(page, { src: `${prices.origin}/embed.html`, origin: prices.origin, options: { properties: { ...SECRET, heading: "Still here" } } });
    await becomes(page, "connected");
    await page.frameLocator("iframe").getByText("Still here").waitFor();
    await (await frameAt(page, "embed.html")).evaluate(() => location.reload());
    await hears(page, "ready", 2);
    await page.frameLocator("iframe").getByText("Still here").waitFor();
    // Longer than a frame has to answer.
    await page.waitForTimeout(3300);
    assert.deepEqual(await heard(page, "error"), []);
  }),
);

test(
  "of sandboxed pages only the first is taken: the origin \"null\" is anybody's",
  withPage({}, async ({ page }) => {
    const { elsewhere, prices } = await sites();
    await around(page, { src: `${prices.origin}/embed.html`, origin: "null", sandbox: "allow-scripts" });
    await becomes(page, "connected");
    await hears(page, "ready");
    await page.evaluate((src) => (globalThis.iframe.src = src), `${elsewhere.origin}/rogue.html`);
    const frame = await frameAt(page, "rogue.html");
    await frame.evaluate(() => globalThis.hello());
    await hears(page, "close");
    assert.deepEqual((await heard(page, "error")).map(({ code }) => code), ["gone"]);
    assert.deepEqual(await frame.evaluate(() => [globalThis.heard, globalThis.welcomes]), [[], []]);
  }),
);
