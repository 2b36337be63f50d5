import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { LOOPBACK, Receiver, signedBy } from "./support/receiver.ts";
import { until } from "./support/seed.ts";
import { world } from "./support/two-browsers.ts";

const w = world(LOOPBACK);
const receiver = new Receiver();
beforeAll(() => receiver.start());
afterAll(() => receiver.stop());
beforeEach(async () => {
  receiver.status = 200;
  receiver.got.length = 0;
  const path = `/workspaces/${w.workspace.id}/webhooks`;
  const { items } = await w.ana.get<{ items: { id: string }[] }>(path);
  await Promise.all(items.map(({ id }) => w.ana.delete(`${path}/${id}`)));
});

const page = () => `/${w.workspace.slug}/settings/webhooks`;
const deliveries = (ana: Page) =>
  ana.getByRole("list", { name: "Deliveries" }).getByRole("listitem").filter({ visible: true });

/** A webhook that is there already. */
async function webhook(more: object = {}): Promise<{ id: string; secret: string }> {
  return w.ana.post(`/workspaces/${w.workspace.id}/webhooks`, { url: receiver.url, ...more });
}

test("a webhook is made by hand, shows its secret once, and what it sends is signed", async () => {
  const ana = await w.open(w.ana, page());
  await ana.getByText("No webhooks yet").waitFor();
  await accessible(ana);
  await ana.getByRole("button", { name: "New webhook" }).click();
  const dialog = ana.getByRole("dialog", { name: "New webhook" });
  await dialog.getByRole("textbox", { name: "Address" }).fill("https://user@10.0.0.1/x");
  await dialog.getByRole("button", { name: "Make webhook" }).click();
  await dialog.locator("[aria-invalid]").waitFor();
  await dialog.getByRole("textbox", { name: "Address" }).fill(receiver.url);
  await dialog.getByText("Only some events").click();
  await dialog.getByRole("button", { name: "Add an event" }).click();
  await ana.getByRole("combobox", { name: "Chosen events" }).fill("task.created");
  await ana.keyboard.press("Enter");
  await ana.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Remove Task created" }).waitFor();

  // A condition that makes no sense shows where it does not.
  const filter = dialog.getByRole("textbox", { name: "As text" });
  await filter.fill("priority >= hig");
  await dialog.getByText(/^Column 13:/).waitFor();
  expect(await dialog.locator("[data-fault] mark").textContent()).toBe("hig");
  await accessible(ana);
  await filter.fill("priority >= high");
  await dialog.locator("[data-fault]").waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: "Make webhook" }).click();

  const once = ana.getByRole("dialog", { name: "The webhook is made" });
  const secret = (await once.locator("code").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await accessible(ana);
  await once.getByRole("button", { name: "I have kept it" }).click();
  await ana.getByRole("heading", { name: "Deliveries" }).waitFor();
  expect(await ana.getByText(secret).count()).toBe(0);

  await w.ana.post(`/projects/${w.project.id}/tasks`, { title: "Dull", priority: "low" });
  await w.ana.post(`/projects/${w.project.id}/tasks`, { title: "Loud", priority: "urgent" });
  const got = await until(() => receiver.got[0]);
  expect(JSON.parse(got.body)).toMatchObject({ type: "task.created", data: { entity: "task" } });
  expect(signedBy(secret, got)).toBe(1);
  expect(receiver.got.length).toBe(1);
});

test("tests, requests with their answers, and a second secret while the first still signs", async () => {
  const made = await webhook({ event_types: ["comment.*"] });
  const ana = await w.open(w.ana, `${page()}/${made.id}`);
  await ana.getByText("Nothing was sent yet").waitFor();
  await ana.getByRole("button", { name: "Send test" }).click();
  await deliveries(ana).getByText("Test message").waitFor();
  await deliveries(ana).getByText("Delivered").first().waitFor();
  await accessible(ana);
  await deliveries(ana).getByRole("button").first().click();
  const dialog = ana.getByRole("dialog", { name: "Test message" });
  await dialog.getByText("webhook-signature").waitFor();
  await dialog.getByRole("region", { name: "Response" }).getByText("Thank you").waitFor();
  await accessible(ana);
  await ana.keyboard.press("Escape");

  await ana.getByRole("button", { name: "Actions for this webhook" }).click();
  await ana.getByRole("menuitem", { name: "Exchange secret" }).click();
  await ana.getByRole("button", { name: "Make new secret" }).click();
  const once = ana.getByRole("dialog", { name: "The new secret" });
  const second = (await once.locator("code").textContent()) ?? "";
  await once.getByRole("button", { name: "I have kept it" }).click();
  await ana.getByText(/signs as well until/).waitFor();
  receiver.got.length = 0;
  await ana.getByRole("button", { name: "Send test" }).click();
  const got = await until(() => receiver.got[0]);
  expect([signedBy(made.secret, got), signedBy(second, got)]).toEqual([1, 1]);
});

test("a receiver that is gone turns it off; it is switched on again and what failed is sent again", async () => {
  const made = await webhook({ event_types: ["task.*"] });
  receiver.status = 410;
  const ana = await w.open(w.ana, `${page()}/${made.id}`);
  await w.tasks("To do", "Nobody listens");
  await until(() => receiver.got[0]);
  await expect
    .poll(
      async () => {
        await ana.reload();
        await ana.getByRole("heading", { name: "Deliveries" }).waitFor();
        return ana.getByText("Off: receiver is gone").count();
      },
      { timeout: 10_000, interval: 500 },
    )
    .toBe(1);
  await accessible(ana);
  receiver.status = 200;
  await ana.getByRole("button", { name: "Switch on" }).click();
  await ana.getByText("Healthy").waitFor();
  await ana.getByText("Failed", { exact: true }).first().click();
  await deliveries(ana).getByRole("button").first().click();
  await ana.getByRole("dialog", { name: "Task created" }).getByRole("button", { name: "Send again" }).click();
  await until(() => receiver.got[1]);
  expect(receiver.got[1]?.headers["webhook-id"]).toBe(receiver.got[0]?.headers["webhook-id"]);
  await ana.getByRole("dialog").getByText("Delivered", { exact: true }).waitFor();
});

test("the list switches on and off; who is no admin is told who may", async () => {
  const made = await webhook({ description: "Build server" });
  const ana = await w.open(w.ana, page());
  await ana.getByRole("switch", { name: /^Switch .* off$/ }).click();
  await ana.getByRole("switch", { name: /^Switch .* on$/ }).waitFor();
  await expect
    .poll(async () => (await w.ana.get(`/workspaces/${w.workspace.id}/webhooks/${made.id}`)).state)
    .toBe("disabled");
  await accessible(ana);
  const bo = await w.open(w.bo, page());
  await bo.getByText("Owners and admins of the workspace can change this.").waitFor();
});
