// The service worker: the page without a network, each build whole. `xtask/src/worker.rs` writes before it what the build
// is: BUILD, its name; VERIFIED, the day on which its prices were last checked; FILES, what the page is made of, as paths
// with the hash of each. A build has a cache of its own, so files of two builds never meet.
const scope = self.registration.scope;
const PREFIX = `one-credit ${scope} `;
const OWN = PREFIX + BUILD;
const at = (path) => new URL(path, scope).href;
const HOME = at("./");
// A site's own file may change at any time, and never belongs to a build.
const HOST = at("host.js");
// Under such an address the cache of a build remembers each tab that was opened with it.
const CLIENT = at("client/");
// The name of such a file says what is in it.
const HASHED = /-[0-9a-f]{16}\.\w+$/;
// The server may have sent a file packed in several ways; it is the same file.
const WHOLE = { ignoreVary: true };
// How long the network has for a site's own file, in milliseconds; the page itself waits for it no longer than 3000.
const PATIENCE = 2000;

const known = new Set(FILES.map(([path]) => at(path)));

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = answerTo(event);
  if (answer) event.respondWith(answer);
});
self.addEventListener("message", ({ data, ports }) => {
  if (data === "about") ports[0]?.postMessage({ build: BUILD, verified: VERIFIED });
  if (data === "take over") self.skipWaiting();
});

/** All files or none: where one is missing or is of another build, nothing of this build stays. */
async function install() {
  const cache = await caches.open(OWN);
  // The page itself is put in last, so a cache with it is whole; it is there when a site goes back to an earlier build.
  if (await cache.match(HOME, WHOLE)) return;
  try {
    const files = FILES.map(([path, integrity]) => [at(path), integrity]);
    await Promise.all(files.filter(([url]) => url !== HOME).map((file) => take(cache, ...file)));
    await fetch(HOST, { signal: AbortSignal.timeout(PATIENCE) }).then(
      (response) => response.ok && cache.put(HOST, response),
      () => {},
    );
    await Promise.all(files.filter(([url]) => url === HOME).map((file) => take(cache, ...file)));
  } catch (cause) {
    await caches.delete(OWN);
    throw cause;
  }
}

/** Puts one file into the cache: from another build that has the very same, or from the server. */
async function take(cache, url, integrity) {
  const isHashed = HASHED.test(url);
  const earlier = isHashed && (await caches.match(url, WHOLE));
  if (earlier) return cache.put(url, earlier);
  // The browser refuses what has not this hash.
  const response = await fetch(url, { integrity, cache: isHashed ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  const { status, statusText, headers } = response;
  // What a host has sent elsewhere may not answer an address that the visitor opens.
  const whole = response.redirected ? new Response(response.body, { status, statusText, headers }) : response;
  await cache.put(url, whole);
}

async function activate() {
  await self.clients.claim();
  // What is being installed meanwhile has a cache as well.
  if (!self.registration.installing && !self.registration.waiting) await tidy();
}

/** Drops the caches of earlier builds, but for the one before and those that an open tab was opened with. */
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN);
  const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = new Set(tabs.map(({ id }) => CLIENT + id));
  let isLast = true;
  for (const name of names.reverse()) {
    const cache = await caches.open(name);
    const isWhole = await cache.match(HOME, WHOLE);
    const ids = (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(CLIENT));
    if (!(isWhole && isLast) && !ids.some((id) => open.has(id))) {
      await caches.delete(name);
      continue;
    }
    isLast &&= !isWhole;
    await Promise.all(ids.filter((id) => !open.has(id)).map((id) => cache.delete(id)));
  }
}

/** The answer to a request; nothing where it is none of the page's, and takes its way as if there were no worker. */
function answerTo(event) {
  const { request } = event;
  if (request.method !== "GET" || request.headers.has("range")) return undefined;
  const url = new URL(request.url);
  url.hash = "";
  if (request.mode === "navigate") {
    // Whatever a link adds behind the question mark, it is the same page.
    url.search = "";
    const page = url.href === at("index.html") ? HOME : url.href;
    return known.has(page) ? open(event, page) : undefined;
  }
  if (url.href === HOST) return host(event);
  const isOfPage = known.has(url.href) || (url.href.startsWith(scope) && HASHED.test(url.href));
  return isOfPage ? file(request, url.href) : undefined;
}

/** A page of this build. */
async function open(event, url) {
  const cache = await caches.open(OWN);
  const page = await cache.match(url, WHOLE);
  if (!page) return fetch(event.request);
  if (event.resultingClientId) event.waitUntil(cache.put(CLIENT + event.resultingClientId, new Response()));
  return page;
}

/** A file of this build, or of the build that the tab was opened with. */
async function file(request, url) {
  const cache = await caches.open(OWN);
  const found = (await cache.match(url, WHOLE)) || (HASHED.test(url) && (await caches.match(url, WHOLE)));
  return found || fetch(request);
}

/** A site's own file: as it is now, else as it was last. */
async function host(event) {
  const cache = await caches.open(OWN);
  const last = () => cache.match(HOST, WHOLE);
  const now = fetch(event.request).then(async (response) => {
    if (response.ok) event.waitUntil(cache.put(HOST, response.clone()));
    return response.status < 500 ? response : ((await last()) ?? response);
  }, async () => (await last()) ?? Response.error());
  const late = new Promise((done) => setTimeout(done, PATIENCE)).then(async () => (await last()) ?? now);
  return Promise.race([now, late]);
}
