import { api, session } from "../../app/server.ts";

/** Push to this very browser. Nothing here asks for permission but `turnOn`, which somebody presses. */

/** Whose push this browser is: whoever signs in next has not asked for it. */
const WHOSE = "tf.push";

export type Here = "unsupported" | "denied" | "off" | "on";

function worker(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration();
}

/** How it is in this browser for who is signed in. */
export async function here(): Promise<Here> {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    return "unsupported";
  }
  if (Notification.permission === "denied") {
    return "denied";
  }
  const subscription = await (await worker())?.pushManager.getSubscription();
  const mine = subscription && localStorage.getItem(WHOSE) === session.user?.id;
  return mine && Notification.permission === "granted" ? "on" : "off";
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}

function same(one: ArrayBuffer | null | undefined, other: Uint8Array): boolean {
  const mine = new Uint8Array(one ?? new ArrayBuffer(0));
  return mine.length === other.length && mine.every((byte, at) => byte === other[at]);
}

/** The browser's subscription by the server's key; one by an older key gives way. */
async function subscription(): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.ready;
  const { public_key } = await api.get<{ public_key: string }>("/push/key");
  const key = bytes(public_key);
  const before = await registration.pushManager.getSubscription();
  if (before && same(before.options.applicationServerKey, key)) {
    return before;
  }
  await before?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function register(): Promise<string> {
  const { id } = await api.post<{ id: string }>("/push/subscriptions", (await subscription()).toJSON());
  return id;
}

/** Asks for permission, if need be, and subscribes; how it is then. */
export async function turnOn(): Promise<Here> {
  if ((await Notification.requestPermission()) !== "granted") {
    return here();
  }
  await register();
  localStorage.setItem(WHOSE, session.user?.id ?? "");
  return "on";
}

/** Ends it in this browser, and at the server. */
export async function turnOff(): Promise<void> {
  const subscribed = await (await worker())?.pushManager.getSubscription();
  if (subscribed) {
    // Said again it is the same one.
    const { id } = await api.post<{ id: string }>("/push/subscriptions", subscribed.toJSON());
    await api.delete(`/push/subscriptions/${id}`);
    await subscribed.unsubscribe();
  }
  localStorage.removeItem(WHOSE);
}

/** Tells the server, after signing in anew, that this browser is still there. */
export async function refresh(): Promise<void> {
  if ((await here()) === "on") {
    await register();
  }
}
