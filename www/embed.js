// The frame's side of an element in an iframe; the page's side is package/frame.js, and message.js says what passes between.
// The address says which element: embed.html#credit-estimate, #one-credit or #credit-balance.

import { FROM_FRAME, FROM_PAGE, greet, greeting, known, nonce, read, VERSION, write } from "./elements/message.js";

/** What each element's `credit-change` is to the page around. */
const NEWS = {
  "credit-estimate": (estimate) => ({ estimate, badges: element.badges }),
  "one-credit": (equivalents) => ({ equivalents }),
  "credit-balance": (balance) => ({ balance }),
};
const ELEMENTS = Object.keys(NEWS);
const MOST_REFUSED = 20;
/** Between two changes of the element, so that a page that sets without end is not told without end. */
const LEAST_MS = 16;

const frame = document.getElementById("embed");
const name = location.hash.slice(1) || ELEMENTS[0];

let element;
let version = "";
/** The handshake that is under way or done: its nonce, the port, whether the page has answered. */
let session;
/** The origin of the page that was the first to answer. It stays, whoever speaks later. */
let host;
let pending;
let applied = 0;
let isReady = false;
let change;
/** Why there is nothing to show: the engine did not start, or the element did not load. */
let problem;
let failure;
/** The height that the page knows. */
let told;

/** Instead of the element, and to the page around. */
function fail(code, sentence) {
  failure = { code, message: sentence, path: "" };
  const note = document.createElement("p");
  note.id = "note";
  note.className = "error";
  note.setAttribute("role", "alert");
  note.textContent = sentence;
  frame.replaceChildren(note);
  send("error", failure);
}

/** Makes itself known to the page around. A frame cannot know who that is, so this goes to anybody and says nothing. */
function hello() {
  session?.port.close();
  const { port1, port2 } = new MessageChannel();
  session = { nonce: nonce(), port: port1, isOpen: false, refused: 0 };
  parent.postMessage(greet("hello", session.nonce), "*", [port2]);
}

/** Only the page directly around this one, and only in its own words. */
function hear({ source, origin, data }) {
  if (source !== parent) return;
  const said = greeting(data);
  if (said?.type === "call") hello();
  else if (said?.type === "welcome") welcome(said, origin);
}

function welcome(said, origin) {
  if (said.version !== VERSION || said.nonce !== session.nonce || session.isOpen) return;
  host ??= origin;
  if (origin !== host) return;
  session.isOpen = true;
  if (failure) send("error", failure);
  else if (element) open();
}

/** Says everything that the page has missed, and begins to listen: until here, what it says waits in the port. */
function open() {
  const { port } = session;
  port.onmessage = ({ data }) => receive(port, data);
  port.onmessageerror = () => refuse(port, "a message that cannot be read was refused");
  send("open", { element: name, version });
  told = undefined;
  measure();
  if (isReady) send("ready", {});
  if (change) send("change", change);
  if (problem) send("error", problem);
}

function receive(port, data) {
  if (port !== session.port) return;
  let message;
  try {
    message = read(data, FROM_PAGE);
  } catch (why) {
    refuse(port, why.message);
    return;
  }
  if (message.type === "set") set(message.properties);
  else if (message.type === "ping") send("pong", { id: message.id });
  else leave();
}

function refuse(port, why) {
  if (port !== session.port) return;
  session.refused += 1;
  send("error", { code: "bad_message", message: why, path: "" });
  if (session.refused > MOST_REFUSED) leave();
}

/** The page may call again; until then it hears nothing and is not heard. */
function leave() {
  session.isOpen = false;
  session.port.close();
}

/** What arrives together is shown once. A timer and not a frame of animation: a frame out of sight has none of those. */
function set(properties) {
  if (pending) {
    Object.assign(pending, properties);
    return;
  }
  pending = { ...properties };
  setTimeout(apply, Math.max(0, applied + LEAST_MS - performance.now()));
}

function apply() {
  applied = performance.now();
  const { theme, locale, ...given } = pending;
  pending = undefined;
  if (theme !== undefined) document.documentElement.dataset.theme = theme ?? "";
  if (locale !== undefined) document.documentElement.lang = locale ?? "en";
  Object.assign(element, locale === undefined ? given : { ...given, locale });
}

function send(type, fields) {
  if (!session?.isOpen) return;
  try {
    session.port.postMessage(write(type, known(type, fields, FROM_FRAME), FROM_FRAME));
  } catch (why) {
    if (type !== "error") send("error", { code: "too_long", message: why.message, path: type });
  }
}

function measure() {
  const pixels = Math.ceil(frame.getBoundingClientRect().height);
  if (!session?.isOpen || pixels === told) return;
  told = pixels;
  send("height", { pixels });
}

function attend() {
  element.addEventListener("credit-ready", () => {
    isReady = true;
    problem = undefined;
    send("ready", {});
  });
  element.addEventListener("credit-change", ({ detail }) => {
    change = NEWS[name](detail);
    send("change", change);
  });
  element.addEventListener("credit-error", ({ detail }) => {
    if (!isReady) problem = detail;
    send("error", detail);
  });
  element.addEventListener("credit-checkout", (event) => {
    // The page around decides where to pay; without one the element says that nobody takes the order.
    if (!session?.isOpen) return;
    event.preventDefault();
    send("checkout", { order: event.detail });
  });
  new ResizeObserver(measure).observe(frame);
}

/** What stands in an element that nobody gives anything, as this page was opened by itself. */
function explain() {
  const note = document.createElement("p");
  const link = document.createElement("a");
  note.id = "note";
  link.href = "./";
  link.textContent = "One Credit";
  note.append("This is an element for an iframe: the page around it says what to show. The whole calculator is ", link, ".");
  return note;
}

async function begin() {
  if (parent !== window) {
    addEventListener("message", hear);
    hello();
  }
  if (!ELEMENTS.includes(name)) {
    fail("unknown_element", `There is no element "${name.slice(0, 40)}". The address ends with #${ELEMENTS.join(", #")}.`);
    return;
  }
  try {
    ({ version } = (await import("./elements/define.js")).OneCredit);
  } catch (why) {
    fail("unreachable", `The prices could not be loaded: ${why.message}`);
    return;
  }
  element = document.createElement(name);
  attend();
  if (parent === window) element.append(explain());
  frame.replaceChildren(element);
  if (session?.isOpen) open();
}

begin();
