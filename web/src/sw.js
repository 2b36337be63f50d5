// The service worker: starts the app from what the browser keeps, also without a network. Data is the live layer's.
const VERSION = "{{version}}";
const FILES = "{{files}}";
const CACHE = `taskflow-${VERSION}`;
const FONTS = "taskflow-fonts";

self.addEventListener("install", event => {
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(["/", ...FILES])));
});

self.addEventListener("activate", event => {
  const old = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter(name => name !== CACHE && name !== FONTS).map(name => caches.delete(name)),
    );
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener("message", event => {
  if (event.data === "take over") {
    self.skipWaiting();
  }
});

self.addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (
    request.method !== "GET" ||
    url.origin !== location.origin ||
    /^\/(api|health|metrics)(\/|$)/.test(url.pathname)
  ) {
    return;
  }
  if (request.mode === "navigate") {
    // Every address is the app's; what the network has is newer.
    event.respondWith(
      fetch(request).catch(async () => (await caches.match("/", { cacheName: CACHE })) ?? Response.error()),
    );
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(kept(request, url.pathname.endsWith(".woff2") ? FONTS : CACHE));
  }
});

async function kept(request, name) {
  const cache = await caches.open(name);
  const found = await cache.match(request);
  if (found) {
    return found;
  }
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
  }
  return answer;
}
