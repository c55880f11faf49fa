// Registers the service worker once the page has nothing better to do, and tells the program when a newer build is ready:
// by the event `one-credit:update` of the window, whose detail is `{ verified, accept() }`, the day on which the prices of
// that build were last checked, and the call that reloads the page with it. Where there are no workers, nothing happens.
const WORKER = new URL("sw.js", import.meta.url).href;
// How long a tab that is open looks for no newer build, in milliseconds: browsers look by themselves at each visit.
const PAUSE = 3_600_000;
// How long a worker that is ready has to take over before the page is reloaded without waiting for it.
const PATIENCE = 3000;

let isAsked = false;

/** Does all of it; never rejects. */
export async function renew() {
  try {
    await leisure();
    const workers = navigator.serviceWorker;
    let isOwned = Boolean(workers.controller);
    const registration = await workers.register(trusted(), { updateViaCache: "none" });
    workers.addEventListener("controllerchange", () => {
      if (isAsked) location.reload();
      // Another tab went on to the newer build; this one goes on as it is until its visitor wants to.
      else if (isOwned) offer(registration, registration.active);
      isOwned = true;
    });
    // A page that was loaded past the worker has the newest build already.
    const look = () => workers.controller && registration.waiting && offer(registration, registration.waiting);
    look();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - looked < PAUSE) return;
      looked = Date.now();
      // Without a network it fails, and the page goes on.
      registration.update().catch(() => {});
    });
  } catch {
    // Storage may be refused, or the page may stand in a frame that has none.
  }
}

/** What `require-trusted-types-for` asks for; the policy makes this one address and no other. */
function trusted() {
  const policy = globalThis.trustedTypes?.createPolicy("one-credit-worker", { createScriptURL: () => WORKER });
  return policy?.createScriptURL("") ?? WORKER;
}

async function leisure() {
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  await new Promise((done) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(done, { timeout: 5000 });
    else setTimeout(done, 1000);
  });
}

async function offer(registration, worker) {
  const { verified } = await about(worker);
  const accept = () => {
    if (isAsked) return;
    isAsked = true;
    if (registration.waiting) {
      registration.waiting.postMessage("take over");
      setTimeout(() => location.reload(), PATIENCE);
    } else location.reload();
  };
  dispatchEvent(new CustomEvent("one-credit:update", { detail: { verified, accept } }));
}

function about(worker) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    worker.postMessage("about", [port2]);
  });
}
