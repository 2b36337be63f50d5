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

// What somebody is told while no page is open; they asked for it.
self.addEventListener("push", event => {
  let told = {};
  try {
    told = event.data?.json() ?? {};
  } catch {
    // Not ours, and yet something has to be shown.
  }
  event.waitUntil(
    self.registration.showNotification(told.title ?? "TaskFlow", {
      body: told.body ?? "",
      tag: told.tag ?? "",
      renotify: Boolean(told.tag),
      lang: told.lang ?? "",
      dir: told.dir ?? "auto",
      icon: "/icon-192.png",
      badge: "/icon-192.png",
      data: { url: told.url ?? "/" },
    }),
  );
});

self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(show(event.notification.data?.url ?? "/"));
});

/** Shows a page of the app: in the window that has it open, in any other, or in a new one. */
async function show(path) {
  const url = new URL(path, location.origin);
  if (url.origin !== location.origin) {
    return;
  }
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find(one => new URL(one.url).pathname === url.pathname) ?? windows[0];
  if (!there) {
    await self.clients.openWindow(url.href);
    return;
  }
  // Both may be refused: focus without a click, and going elsewhere to a window of an older worker.
  await there.focus().catch(() => undefined);
  if (there.url !== url.href) {
    await there.navigate(url.href).catch(() => self.clients.openWindow(url.href));
  }
}

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
