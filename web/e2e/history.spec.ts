import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

/** Then and now, without what keeps directions apart. */
const values = async (page: Page, field: string) =>
  (await page.locator(`tr[data-field=${field}] td`).allTextContents()).map(text =>
    text.replace(/[\u2066-\u2069]/g, ""),
  );

test("a task's past is walked through with the slider, and one change of it is undone", async () => {
  const [id] = await w.tasks("To do", "Old title");
  await w.bo.patch(`/tasks/${id}`, { title: "New title" });
  await w.bo.patch(`/tasks/${id}`, { priority: "urgent" });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/t/${w.project.key}-1`);
  await ana.getByRole("link", { name: "Look back in time" }).click();
  const slider = ana.getByRole("slider", { name: "As of" });
  await slider.waitFor();
  expect(await values(ana, "title")).toEqual(["New title", "New title"]);
  await accessible(ana);

  // Keys go back: first before the priority, then before the title.
  await slider.focus();
  await ana.keyboard.press("ArrowLeft");
  await expect.poll(() => values(ana, "priority")).toEqual(["No priority", "Urgent"]);
  expect(await slider.getAttribute("aria-valuetext")).toContain("Bo Chen");
  await ana.keyboard.press("ArrowLeft");
  await expect.poll(() => values(ana, "title")).toEqual(["Old title", "New title"]);
  expect(new URL(ana.url()).searchParams.get("at")).toMatch(/^\d+$/);
  await ana.getByText("2 things were different").waitFor();
  await accessible(ana);
  await ana.reload();
  await expect.poll(() => values(ana, "title")).toEqual(["Old title", "New title"]);

  await ana
    .locator("[data-entry='task.updated']")
    .filter({ hasText: "set priority to Urgent" })
    .getByRole("button", { name: /^Undo/ })
    .click();
  await expect.poll(async () => (await w.ana.get(`/tasks/${id}`)).priority).toBe("none");
  expect((await w.ana.get(`/tasks/${id}`)).title).toBe("New title");
  await ana.getByRole("button", { name: "Back to now" }).click();
  await expect.poll(() => values(ana, "priority")).toEqual(["No priority", "No priority"]);
});

test("what somebody has changed since is not undone, and it is said who and what", async () => {
  const [id] = await w.tasks("To do", "One");
  await w.bo.patch(`/tasks/${id}`, { title: "Two" });
  await w.ana.patch(`/tasks/${id}`, { title: "Three" });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/t/${w.project.key}-1/history`);
  const entry = ana.locator("[data-entry]").filter({ hasText: "set title to Two" });
  await entry.getByRole("button", { name: /^Undo/ }).click();
  await ana
    .getByRole("alert")
    .getByText(/Not undone\. Ana Lindqvist has changed it since \(Title/)
    .waitFor();
  await accessible(ana);
  expect((await w.ana.get(`/tasks/${id}`)).title).toBe("Three");
  await ana.getByRole("button", { name: "Show that change" }).click();
  await expect.poll(() => ana.locator("[aria-current=step]").textContent()).toContain("set title to Three");
});

test("a project's past: its name, its columns, and who changed them, for everybody who sees it", async () => {
  const path = `/projects/${w.project.id}`;
  const before = String(w.project.name);
  await w.ana.patch(path, { name: "Atlas" });
  await w.ana.post(`${path}/statuses`, { name: "Review", category: "in_progress" });
  const bo = await w.open(w.bo, w.board.replace(/board$/, "overview"));
  await bo.getByRole("link", { name: "Look back in time" }).click();
  await bo.getByText("Status created").waitFor();
  await bo.getByRole("button", { name: "One change earlier" }).click();
  await expect.poll(async () => (await values(bo, "statuses"))[0]).not.toContain("Review");
  expect((await values(bo, "statuses"))[1]).toContain("Review");
  await bo.getByRole("button", { name: "One change earlier" }).click();
  await expect.poll(() => values(bo, "name")).toEqual([before, "Atlas"]);
  await accessible(bo);
  // An editor may not rename it back, and is not asked to.
  await bo.locator("[data-entry='project.updated']").waitFor();
  expect(await bo.getByRole("button", { name: /^Undo/ }).count()).toBe(0);

  const ana = await w.open(w.ana, w.board.replace(/board$/, "history"));
  await ana.locator("[data-entry='project.updated']").getByRole("button", { name: /^Undo/ }).click();
  await expect.poll(async () => (await w.ana.get(path)).name).toBe(before);
  await w.ana.patch(path, { name: before });
});

test("after a reload one's last change is undone by the server, and redone", async () => {
  const [id] = await w.tasks("To do", "Careful");
  const priority = async () => (await w.ana.get(`/tasks/${id}`)).priority;
  const ana = await w.open(w.ana, w.board);
  await ana.locator("[data-task]").first().focus();
  await ana.keyboard.press("p");
  await ana.getByRole("combobox").press("1");
  await expect.poll(priority).toBe("urgent");
  await ana.reload();
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  await ana.locator("[data-task]").first().waitFor();
  await ana.keyboard.press("Control+z");
  await ana.getByRole("region", { name: "Notifications" }).getByText("Change undone.").waitFor();
  await expect.poll(priority).toBe("none");
  await ana.getByRole("button", { name: "Redo" }).click();
  await expect.poll(priority).toBe("urgent");

  // What this page did comes first; and an undo is not undone by the next page.
  await ana.locator("[data-task]").first().focus();
  await ana.keyboard.press("p");
  await ana.getByRole("combobox").press("2");
  await expect.poll(priority).toBe("high");
  await ana.keyboard.press("Control+z");
  await expect.poll(priority).toBe("urgent");
  await ana.reload();
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  await ana.locator("[data-task]").first().waitFor();
  await ana.keyboard.press("Control+z");
  await ana.waitForTimeout(500);
  expect(await priority()).toBe("urgent");
});
