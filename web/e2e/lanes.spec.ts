import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { drag } from "./support/drag.ts";
import type { Row } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const cell = (page: Page, column: string, lane: string) =>
  page.getByRole("region", { name: `${column} · ${lane}`, exact: true });
const task = (id: string | undefined) => w.ana.get<Row>(`/tasks/${id}`);
const layout = (name: string) => w.board.replace(/board$/, name);

test("a board has lanes: a drop gives status and assignee at once, and one undo takes both back", async () => {
  const [one, two] = await w.tasks("To do", "First", "Second");
  await w.ana.patch(`/tasks/${one}`, { assignee_ids: [w.ana.id] });
  await w.ana.patch(`/tasks/${two}`, { assignee_ids: [w.bo.id] });
  const bo = await w.open(w.bo, `${w.board}?lane=assignee`);
  const ana = await w.open(w.ana);
  await card(ana, "First").waitFor();
  await ana.getByRole("button", { name: "Display" }).click();
  await ana.getByRole("combobox", { name: "Swimlanes" }).selectOption({ label: "Assignee" });
  await ana.keyboard.press("Escape");
  expect(new URL(ana.url()).searchParams.get("lane")).toBe("assignee");
  await cell(ana, "To do", "Ana Lindqvist").getByText("First").waitFor();
  await cell(ana, "To do", "Bo Chen").getByText("Second").waitFor();
  await accessible(ana);

  const into = (await cell(ana, "In progress", "Bo Chen").boundingBox()) ?? expect.fail("no such cell");
  await drag(ana, cell(ana, "To do", "Ana Lindqvist").locator("[data-task]"), {
    x: into.x + into.width / 2,
    y: into.y + into.height / 2,
  });
  await ana.mouse.up();
  await cell(ana, "In progress", "Bo Chen").getByText("First").waitFor();
  await cell(bo, "In progress", "Bo Chen").getByText("First").waitFor();
  await expect.poll(async () => (await task(one)).assignee_ids).toEqual([w.bo.id]);
  await expect.poll(async () => (await task(one)).status_id).toBe(w.status("In progress"));
  await ana.keyboard.press("Control+z");
  await cell(ana, "To do", "Ana Lindqvist").getByText("First").waitFor();
  await cell(bo, "To do", "Ana Lindqvist").getByText("First").waitFor();
  await expect.poll(async () => (await task(one)).assignee_ids).toEqual([w.ana.id]);
});

test("by keyboard one walks from lane to lane, moves within one, and makes tasks of it", async () => {
  const [one, two] = await w.tasks("To do", "First", "Second");
  await w.ana.patch(`/tasks/${one}`, { priority: "urgent" });
  await w.ana.patch(`/tasks/${two}`, { priority: "low" });
  const ana = await w.open(w.ana, `${w.board}?lane=priority`);
  await card(ana, "First").focus();
  await ana.keyboard.press("ArrowDown");
  await expect
    .poll(() => ana.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toMatch(/Second$/);
  await ana.keyboard.press("Alt+Shift+ArrowRight");
  await cell(ana, "In progress", "Low").getByText("Second").waitFor();
  await expect.poll(async () => (await task(two)).status_id).toBe(w.status("In progress"));
  expect((await task(two)).priority).toBe("low");
  await cell(ana, "Backlog", "Urgent").getByRole("button", { name: /^Add/ }).click();
  await ana.keyboard.type("Third");
  await ana.keyboard.press("Enter");
  await ana.keyboard.press("Escape");
  await cell(ana, "Backlog", "Urgent").getByText("Third").waitFor();
  await expect
    .poll(async () => {
      const { items } = await w.ana.get<{ items: Row[] }>(`/projects/${w.project.id}/tasks`);
      return items.find(one => one.title === "Third")?.priority;
    })
    .toBe("urgent");
  // A lane is shut, and stays so.
  await ana.getByRole("button", { name: /^Low/ }).click();
  await expect.poll(() => card(ana, "Second").count()).toBe(0);
  await ana.reload();
  await card(ana, "First").waitFor();
  expect(await card(ana, "Second").count()).toBe(0);
});

test("lanes on a phone, in Arabic, and in a saved view", async () => {
  const [one] = await w.tasks("To do", "First");
  await w.ana.patch(`/tasks/${one}`, { priority: "high" });
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const path = `${w.board}?lane=priority`;
  const { id } = await w.ana.post(`/workspaces/${w.workspace.id}/views`, {
    name: "By urgency",
    project_id: w.project.id,
    layout: "board",
    lane_by: "priority",
  });
  const ana = await w.open(w.ana, path, phone);
  await card(ana, "First").waitFor();
  await ana.evaluate(() => {
    const prefs = JSON.parse(localStorage.getItem("tf.prefs") ?? "{}");
    localStorage.setItem("tf.prefs", JSON.stringify({ ...prefs, locale: "ar" }));
  });
  await ana.reload();
  await card(ana, "First").waitFor();
  expect(await ana.evaluate(() => document.documentElement.dir)).toBe("rtl");
  expect(await ana.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await accessible(ana);
  const bo = await w.open(w.ana, `/${w.workspace.slug}/views/${id}`);
  await cell(bo, "To do", "High").getByText("First").waitFor();
});

test("a timeline says where the bars are that are out of sight, and goes there", async () => {
  const [soon, far] = await w.tasks("To do", "Soon", "Far");
  const day = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
  await w.ana.patch(`/tasks/${soon}`, { due: { date: day } });
  await w.ana.patch(`/tasks/${far}`, { due: { date: "2012-05-06" } });
  const ana = await w.open(w.ana, layout("timeline"));
  const away = (id: string | undefined) => ana.locator(`li[data-id="${id}"] [data-away]`);
  await away(soon).waitFor();
  expect(await away(far).isDisabled()).toBe(true);
  await accessible(ana);
  await away(soon).click();
  await expect.poll(() => away(soon).count()).toBe(0);
  const bar = (await ana.locator(`li[data-id="${soon}"] [data-bar]`).boundingBox()) ?? expect.fail("no bar");
  expect(bar.x).toBeGreaterThan(500);
  expect(bar.x).toBeLessThan(1280);
});

test("a timeline has groups that shut", async () => {
  const [one, two] = await w.tasks("To do", "First", "Second");
  await w.ana.patch(`/tasks/${one}`, { priority: "high", due: { date: "2031-05-06" } });
  await w.ana.patch(`/tasks/${two}`, { due: { date: "2031-05-08" } });
  await w.ana.post(`/tasks/${one}/relations`, { kind: "blocks", task_id: two });
  const ana = await w.open(w.ana, layout("timeline"));
  await ana.locator("li[data-task]").first().waitFor();
  await ana.getByRole("button", { name: "Display" }).click();
  await ana.getByRole("combobox", { name: "Group by" }).selectOption({ label: "Priority" });
  await ana.keyboard.press("Escape");
  const high = ana.getByRole("button", { name: /^High/ });
  await high.waitFor();
  await accessible(ana);
  const tops = await ana
    .locator("[data-board] ul > li")
    .evaluateAll(rows => rows.map(row => Math.round(row.getBoundingClientRect().height)));
  expect(new Set(tops)).toEqual(new Set([36]));
  await high.click();
  await expect.poll(() => ana.locator("li[data-task]").count()).toBe(1);
  await ana.locator("li[data-task]").first().focus();
  await ana.keyboard.press("Shift+ArrowRight");
  await expect.poll(async () => ((await task(two)).due as { date: string }).date).toBe("2031-05-09");
});
