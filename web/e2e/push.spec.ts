import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();
const list = () => w.bo.get<{ items: { id: string; host: string }[] }>("/push/subscriptions");

/** A headless browser has no push service: what it would answer stands in for it, and what is asked for is counted. */
async function withPushService(page: Page): Promise<void> {
  await page.context().grantPermissions(["notifications"]);
  await page.context().addInitScript(() => {
    let subscribed: unknown = null;
    const base64url = (length: number, first: number) =>
      btoa(String.fromCharCode(first, ...new Array(length - 1).fill(7)))
        .replaceAll("+", "-")
        .replaceAll("/", "_")
        .replaceAll("=", "");
    const asked = (window as { asked?: number }).asked ?? 0;
    (window as { asked?: number }).asked = asked;
    Object.assign(Notification, {
      requestPermission: () => {
        (window as { asked?: number }).asked = ((window as { asked?: number }).asked ?? 0) + 1;
        return Promise.resolve(Notification.permission);
      },
    });
    Object.assign(PushManager.prototype, {
      getSubscription: () => Promise.resolve(subscribed),
      subscribe: (options: { applicationServerKey: Uint8Array }) => {
        subscribed = {
          options: { applicationServerKey: options.applicationServerKey.buffer },
          toJSON: () => ({
            endpoint: "https://push.invalid/of-bo",
            expirationTime: null,
            keys: { p256dh: base64url(65, 4), auth: base64url(16, 1) },
          }),
          unsubscribe: () => {
            subscribed = null;
            return Promise.resolve(true);
          },
        };
        return Promise.resolve(subscribed);
      },
    });
  });
}

test("push is explained, turned on by a press, and off again", async () => {
  const bo = await w.open(w.bo, "/account/notifications");
  await withPushService(bo);
  await bo.reload();
  const on = bo.getByRole("button", { name: "Turn on here" });
  await on.waitFor();
  await bo.getByText("Messages are encrypted: only this browser reads them.", { exact: false }).waitFor();
  expect(await bo.evaluate(() => (window as { asked?: number }).asked)).toBe(0);
  await accessible(bo);
  await bo.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await on.click();
  await bo.getByText("On in this browser").waitFor();
  expect(await bo.evaluate(() => (window as { asked?: number }).asked)).toBe(1);
  expect((await list()).items).toMatchObject([{ host: "push.invalid" }]);
  await bo.getByRole("list", { name: "Browsers that are pushed to" }).getByText(/Chrom/).waitFor();
  await accessible(bo);
  const box = bo.getByRole("checkbox", { name: "Comments on what I watch: Push" });
  await box.check();
  await expect
    .poll(() => w.bo.get("/notifications/preferences"))
    .toMatchObject({ kinds: { commented: { push: true } } });
  await bo.getByRole("button", { name: "Turn off here" }).click();
  await on.waitFor();
  expect((await list()).items).toEqual([]);
});

test("what is pushed is shown, and a click opens its task", async () => {
  const [id] = await w.tasks("To do", "Fix the lamp");
  const { key } = await w.bo.get<{ key: string }>(`/tasks/${id}`);
  const bo = await w.open(w.bo, "/account/notifications");
  await bo.context().grantPermissions(["notifications"]);
  await bo.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await bo.reload();
  const client = await bo.context().newCDPSession(bo);
  const registered = new Promise<string>(resolve => {
    client.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(one => !one.isDeleted);
      if (found) {
        resolve(found.registrationId);
      }
    });
  });
  await client.send("ServiceWorker.enable");
  const url = `/${w.workspace.slug}/t/${key}`;
  const data = JSON.stringify({ title: `${key} is yours: Fix the lamp`, body: "Acme", url, tag: id });
  await client.send("ServiceWorker.deliverPushMessage", {
    origin: w.server.origin,
    registrationId: await registered,
    data,
  });
  const shown = () =>
    bo.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  await expect.poll(shown).toEqual([{ title: `${key} is yours: Fix the lamp`, body: "Acme", tag: id }]);
  const [worker] = bo.context().serviceWorkers();
  await worker?.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
    };
    const [notification] = await scope.registration.getNotifications();
    globalThis.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
  });
  await bo.waitForURL(address => address.pathname === url);
  await bo.getByText("Fix the lamp").first().waitFor();
  expect(await shown()).toEqual([]);
});
