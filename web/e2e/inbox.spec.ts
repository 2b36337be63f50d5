import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

const inbox = () => `/${w.workspace.slug}/inbox`;
const rows = (page: Page) => page.locator("[data-group]");
const row = (page: Page, title: string) => rows(page).filter({ has: page.getByText(title, { exact: true }) });

/** Ana gives a task to Bo. */
async function assign(...titles: string[]): Promise<string[]> {
  const ids = await w.tasks("To do", ...titles);
  for (const id of ids) {
    await w.ana.patch(`/tasks/${id}`, { assignee_ids: [w.bo.id] });
  }
  return ids;
}

/** Bo starts with nothing. */
async function clear(): Promise<void> {
  const { items } = await w.bo.get<{ items: { id: string }[] }>("/notifications?limit=200");
  for (const { id } of items) {
    await w.bo.post(`/notifications/${id}/archive`);
  }
}

test("what concerns one comes live, is read by looking, and is counted on the tab", async () => {
  await clear();
  const bo = await w.open(w.bo, inbox());
  await bo.getByText("You are all caught up").waitFor();
  const [first] = await assign("Fix the lamp", "Paint the wall");
  await row(bo, "Fix the lamp").waitFor();
  await row(bo, "Paint the wall").waitFor();
  await expect.poll(() => bo.title()).toMatch(/^\(2\) Inbox/);
  await accessible(bo);

  // One task is one row, whatever is said of it.
  await w.ana.post(`/tasks/${first}/comments`, { body: "The **switch** is broken" });
  await row(bo, "Fix the lamp").getByText("2 notifications").waitFor();
  expect(await rows(bo).count()).toBe(2);
  await row(bo, "Fix the lamp").getByText("The switch is broken").waitFor();

  await row(bo, "Fix the lamp").locator("a").click();
  await bo.getByRole("article", { name: /Fix the lamp/ }).waitFor();
  await expect.poll(() => bo.title()).toMatch(/^\(1\) Inbox/);
  await accessible(bo);
});

test("keys read, put off, put away and mute; undo brings back", async () => {
  await clear();
  const [, , third] = await assign("One", "Two", "Three");
  const bo = await w.open(w.bo, inbox());
  await row(bo, "Three").waitFor();
  await bo.keyboard.press("ArrowDown");
  await bo.getByRole("article", { name: /Three/ }).waitFor();
  await expect.poll(() => bo.title()).toMatch(/^\(2\) /);
  await bo.keyboard.press("u");
  await expect.poll(() => bo.title()).toMatch(/^\(3\) /);

  await bo.keyboard.press("e");
  await row(bo, "Three").waitFor({ state: "detached" });
  await bo.getByRole("article", { name: /Two/ }).waitFor();
  await bo.keyboard.press("Control+z");
  await row(bo, "Three").waitFor();
  // As it was: unread. What was read stays read; Two is by being looked at.
  await expect.poll(() => bo.title()).toMatch(/^\(2\) /);
  await row(bo, "Two").locator("a").click();
  await bo.keyboard.press("e");
  await row(bo, "Two").waitFor({ state: "detached" });
  await bo.getByRole("article", { name: /One/ }).waitFor();
  await expect.poll(() => bo.title()).toMatch(/^\(1\) /);
  await bo.keyboard.press("Control+z");
  await row(bo, "Two").waitFor();
  await expect.poll(() => bo.title()).toMatch(/^\(1\) /);
  await expect
    .poll(async () => {
      const { items } = await w.bo.get<{ items: { read_at?: string | null }[] }>("/notifications");
      return items.map(item => Boolean(item.read_at)).sort();
    })
    .toEqual([false, true, true]);
  await row(bo, "Two").locator("a").click();

  await bo.keyboard.press("h");
  await bo.getByRole("menuitem", { name: /Tomorrow/ }).click();
  await row(bo, "Two").waitFor({ state: "detached" });
  await bo.getByRole("button", { name: "Snoozed", exact: true }).click();
  await row(bo, "Two")
    .getByText(/Back Tomorrow/)
    .waitFor();
  await accessible(bo);
  await bo.getByRole("button", { name: "All", exact: true }).click();

  await row(bo, "Three").locator("a").click();
  await bo.keyboard.press("Shift+M");
  await row(bo, "Three").getByText("Muted").waitFor();
  const wishes = await w.bo.get<{ muted_task_ids: string[] }>("/notifications/preferences");
  expect(wishes.muted_task_ids).toEqual([third]);
  await bo.keyboard.press("Shift+U");
  await expect.poll(() => bo.title()).toMatch(/^Inbox/);
});

test("one says what to be told, where and when", async () => {
  const bo = await w.open(w.bo, "/account/notifications");
  const box = bo.getByRole("checkbox", { name: "Comments on what I watch: Mail" });
  await box.check();
  await bo.getByRole("checkbox", { name: /Quiet hours/ }).check();
  await bo.getByLabel("Quiet from").fill("21:30");
  await bo.getByLabel("Quiet until").focus();
  await bo.getByRole("checkbox", { name: /Daily mail/ }).check();
  await expect
    .poll(() => w.bo.get("/notifications/preferences"))
    .toMatchObject({
      kinds: { commented: { email: true } },
      quiet_hours: { from: "21:30", to: "07:00" },
      daily_digest: "08:00",
    });
  await accessible(bo);
  // In one workspace it can be otherwise.
  await bo.getByRole("combobox", { name: "For" }).selectOption({ label: "Acme" });
  await box.uncheck();
  await expect
    .poll(() => w.bo.get("/notifications/preferences"))
    .toMatchObject({ workspaces: { [w.workspace.id]: { kinds: { commented: { email: false } } } } });
  await bo.getByRole("button", { name: "As for all workspaces" }).click();
  await expect.poll(() => box.isChecked()).toBe(true);
});

test("a phone shows the list, and the task on a page of its own", async () => {
  await assign("Call the printer");
  const bo = await w.open(w.bo, inbox(), { viewport: { width: 390, height: 844 }, hasTouch: true });
  await row(bo, "Call the printer").waitFor();
  const wide = await bo.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
  await accessible(bo);
  await row(bo, "Call the printer").locator("a").tap();
  await bo.waitForURL(/\/t\/W\d+-1$/);
});
