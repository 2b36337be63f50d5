import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { Person, type Row } from "./support/seed.ts";
import { offline, world } from "./support/two-browsers.ts";

const w = world();

const task = () => `/${w.workspace.slug}/t/${w.project.key}-1`;
const value = (page: Page) => page.getByRole("button", { name: /^Reminders:/ });
const mine = async (id: string) =>
  (await w.ana.get<{ items: Row[] }>(`/tasks/${id}/reminders`)).items as (Row & {
    at?: string | null;
    before_minutes?: number | null;
  })[];

test("reminders are set by a press or by hand, are one's own, and undo brings back", async () => {
  const [id = ""] = await w.tasks("To do", "Call the printer");
  await w.ana.patch(`/tasks/${id}`, {
    due: { date: "2031-05-06", time: "15:00", timezone: "Europe/Berlin" },
  });
  const ana = await w.open(w.ana, task());
  const other = await w.open(w.ana, task());
  const bo = await w.open(w.bo, task());
  await value(ana).click();
  const dialog = ana.getByRole("dialog", { name: "Reminders" });
  await dialog.getByRole("button", { name: "1 hour before" }).click();
  await dialog.getByRole("list", { name: "Your reminders" }).getByText("1 hour before").waitFor();
  // Pressed again it goes, and once more it is back.
  const hour = dialog.getByRole("button", { name: "1 hour before", exact: true });
  expect(await hour.getAttribute("aria-pressed")).toBe("true");
  await hour.click();
  await expect.poll(() => hour.getAttribute("aria-pressed")).toBe("false");
  await hour.click();
  await dialog.getByText("Before it is due").click();
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("Write a number").waitFor();
  await dialog.getByRole("textbox", { name: "How many" }).fill("3");
  await dialog.getByRole("combobox", { name: "Unit" }).selectOption("weeks");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("3 weeks before").waitFor();
  await dialog.getByText("At a time").click();
  await dialog.getByLabel("Day", { exact: true }).fill("2020-01-01");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("Choose a time to come.").waitFor();
  await dialog.getByLabel("Day", { exact: true }).fill("2031-05-01");
  await dialog.getByLabel("Time", { exact: true }).fill("08:30");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText(/1 May 2031|May 1, 2031/).waitFor();
  await accessible(ana);
  await expect
    .poll(async () => (await mine(id)).map(one => one.before_minutes ?? "at").sort())
    .toEqual([30_240, 60, "at"]);
  await ana.keyboard.press("Escape");
  expect(await ana.evaluate(() => document.activeElement?.textContent)).toContain("Reminders");
  await value(ana).getByText("+2").waitFor();
  // In one's other browser they stand at once; nobody else sees them.
  await value(other).getByText("+2").waitFor();
  await value(bo).getByText("None").waitFor();

  await value(ana).click();
  await dialog.getByRole("button", { name: "Delete the reminder: 1 hour before" }).click();
  expect(await ana.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Reminders");
  await expect.poll(async () => (await mine(id)).length).toBe(2);
  await ana.keyboard.press("Escape");
  await ana.keyboard.press("Control+z");
  await expect.poll(async () => (await mine(id)).length).toBe(3);
  await value(other).getByText("+2").waitFor();
});

test("without a due date one is reminded at a time; on a phone, and offline, too", async () => {
  const [id = ""] = await w.tasks("To do", "Water the plants");
  const ana = await w.open(w.ana, task(), { viewport: { width: 390, height: 844 }, hasTouch: true });
  await offline(ana);
  await ana.locator('[role=status][data-state="offline"]').first().waitFor({ state: "attached" });
  await value(ana).click();
  const dialog = ana.getByRole("dialog", { name: "Reminders" });
  await dialog.getByText("With a due date").waitFor();
  await dialog.getByRole("button", { name: /^Tomorrow/ }).click();
  await accessible(ana);
  await ana.keyboard.press("Escape");
  await value(ana)
    .getByText(/^Tomorrow/)
    .waitFor();
  expect(await ana.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await ana.context().setOffline(false);
  await expect.poll(async () => (await mine(id)).length, { timeout: 15_000 }).toBe(1);
});

test("a workspace with something unread has a dot in the switcher", async () => {
  const other = await w.ana.post("/workspaces", { name: "Beta" });
  const before = w.server.mail(w.bo.email);
  await w.ana.invite(other.id, w.bo, to => [w.server.mail(to)].find(mail => mail !== before) ?? "");
  const project = await w.ana.post(`/workspaces/${other.id}/projects`, { name: "Lab", key: "LAB" });
  const bo = await w.open(w.bo);
  const switcher = bo.getByRole("button", { name: /^Switch workspace/ });
  await switcher.waitFor();
  expect(await bo.locator("nav [data-unread-dot]").count()).toBe(0);
  await w.ana.post(`/projects/${project.id}/tasks`, { title: "Measure", assignee_ids: [w.bo.id] });
  await bo.locator("nav").getByText("unread in other workspaces").waitFor({ state: "attached" });
  await switcher.click();
  const item = bo.getByRole("menuitemradio", { name: /Beta/ });
  await item.locator("[data-unread-dot]").waitFor();
  await accessible(bo);
  await item.click();
  await bo.waitForURL(/\/beta/);
  await bo.locator("nav [data-unread]").first().waitFor();
  await expect.poll(() => bo.locator("nav").first().getByText("unread in other workspaces").count()).toBe(0);
});

test("who is in no workspace is told the truth about the connection", async () => {
  const cleo = await Person.register(w.server.origin, "Cleo Marchetti");
  // Opening waits for “live”.
  const page = await w.open(cleo, "/account/profile");
  await page.getByRole("heading", { name: "Profile" }).first().waitFor();
  await page.waitForTimeout(11_000);
  expect(await page.locator("[role=status][data-state]").first().getAttribute("data-state")).toBe("live");
  await offline(page);
  await page.locator('[role=status][data-state="offline"]').first().waitFor({ state: "attached" });
});
