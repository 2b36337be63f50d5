import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { world } from "./support/two-browsers.ts";

const at = world();

interface Dated extends Row {
  readonly title: string;
  readonly start_on: string | null;
  readonly due: { readonly date: string } | null;
  readonly priority: string;
  readonly estimate: number | null;
}

const layout = (name: string) => at.board.replace(/board$/, name);
const task = (id: string | undefined) => at.ana.get<Dated>(`/tasks/${id}`);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
/** A day near today. */
const soon = (by: number) => new Date(Date.now() + by * 86_400_000).toLocaleDateString("en-CA");
/** A day of this month that is in the middle of it. */
const day = (of: number) =>
  `${new Date().toLocaleDateString("en-CA").slice(0, 8)}${String(of).padStart(2, "0")}`;

async function pull(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 6, from.y + 2, { steps: 2 });
  await page.mouse.move(to.x, to.y, { steps: 6 });
  await page.mouse.up();
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox();
  return box ?? expect.fail(`${selector} is not on screen`);
}

describe("the table", () => {
  test("is a grid: walked, edited, copied and pasted, with refusals marked; live for the other", async () => {
    const ids = await at.tasks("To do", "one", "two", "three");
    await at.ana.patch(`/tasks/${ids[0]}`, { estimate: 5, priority: "high" });
    const context = { permissions: ["clipboard-read", "clipboard-write"] };
    const [ana, bo] = await Promise.all([
      at.open(at.ana, layout("table"), context),
      at.open(at.bo, layout("table")),
    ]);
    const grid = ana.getByRole("grid");
    await ana.getByText("one", { exact: true }).waitFor();
    expect(await grid.getAttribute("aria-rowcount")).toBe("4");
    await accessible(ana);
    await ana.locator('[data-cell="title"]').first().click();
    await ana.keyboard.press("ArrowDown");
    await ana.keyboard.press("Enter");
    await ana.getByRole("textbox", { name: "Title" }).fill("second");
    await ana.keyboard.press("Enter");
    await expect.poll(async () => (await task(ids[1])).title).toBe("second");
    await bo.getByText("second", { exact: true }).waitFor();
    // The estimate of the first goes to the two below it.
    const estimate = (row: number) => ana.getByRole("row").nth(row).locator('[data-cell="estimate"]');
    await estimate(1).click();
    await ana.keyboard.press("Control+c");
    await ana.keyboard.press("ArrowDown");
    await ana.keyboard.press("Shift+ArrowDown");
    await ana.keyboard.press("Control+v");
    await expect.poll(() => Promise.all(ids.map(async id => (await task(id)).estimate))).toEqual([5, 5, 5]);
    await ana.keyboard.press("Control+z");
    await expect
      .poll(() => Promise.all(ids.map(async id => (await task(id)).estimate)))
      .toEqual([5, null, null]);
    await ana.evaluate(() => navigator.clipboard.writeText("urgent\tAna Lindqvist\nsoon\tNobody Here"));
    await ana.getByRole("row").nth(1).locator('[data-cell="priority"]').click();
    await ana.keyboard.press("Control+v");
    await expect.poll(async () => (await task(ids[0])).priority).toBe("urgent");
    await expect.poll(() => ana.locator("[aria-invalid=true]").count()).toBe(2);
    await ana.getByText(/2 cells changed, 2 refused/).waitFor();
    await accessible(ana);
  });

  test("a number that is none leaves what was there", async () => {
    const field = await at.ana.post(`/projects/${at.project.id}/custom-fields`, {
      name: "Litres",
      type: "number",
    });
    const [id = ""] = await at.tasks("To do", "Water");
    await at.ana.patch(`/tasks/${id}`, { custom_fields: { [field.id]: 7 } });
    const ana = await at.open(at.ana, layout("table"));
    await ana.getByRole("button", { name: "Columns" }).click();
    await ana.getByRole("option", { name: "Litres" }).click();
    await ana.keyboard.press("Escape");
    const cell = ana.getByRole("row").last().locator(`[data-cell="field.${field.id}"]`);
    await cell.getByText("7").dblclick();
    await ana.keyboard.press("Control+a");
    await ana.keyboard.type("1-");
    await ana.keyboard.press("Enter");
    await cell.getByText("7").waitFor();
    await cell.getByText("7").dblclick();
    await ana.keyboard.press("Control+a");
    await ana.keyboard.type("9");
    await ana.keyboard.press("Enter");
    await cell.getByText("9").waitFor();
    await expect
      .poll(async () => (await at.ana.get(`/tasks/${id}`))["custom_fields"])
      .toEqual({ [field.id]: 9 });
  });

  test("columns are hidden, moved and widened, and stay so", async () => {
    await at.tasks("To do", "one");
    const ana = await at.open(at.ana, layout("table"));
    const heads = () => ana.getByRole("columnheader").allTextContents();
    await ana.getByText("one", { exact: true }).waitFor();
    await ana.getByRole("columnheader", { name: "Priority" }).getByRole("button").click();
    await ana.getByRole("menuitem", { name: "Hide column" }).click();
    await expect.poll(heads).not.toContain("Priority");
    await ana.getByRole("columnheader", { name: "Tags" }).getByRole("button").click();
    await ana.getByRole("menuitem", { name: "Move towards the start" }).click();
    await expect.poll(async () => (await heads()).indexOf("Tags")).toBe(3);
    const before = (await boxOf(ana, '[data-head="title"]')).width;
    const handle = await boxOf(ana, '[data-resize="title"]');
    await pull(ana, { x: handle.x + 4, y: handle.y + 10 }, { x: handle.x + 84, y: handle.y + 10 });
    await expect
      .poll(async () => Math.round((await boxOf(ana, '[data-head="title"]')).width))
      .toBe(Math.round(before + 80));
    const key = await boxOf(ana, '[data-head="key"]');
    const due = await boxOf(ana, '[data-head="due"]');
    await pull(ana, { x: key.x + 30, y: key.y + 18 }, { x: due.x + 30, y: due.y + 18 });
    await expect
      .poll(async () => (await heads()).indexOf("Key"))
      .toBe((await heads()).indexOf("Due date") + 1);
    const all = await heads();
    await ana.reload();
    await expect.poll(heads).toEqual(all);
  });
});

describe("the calendar", () => {
  const on = (of: string) => `[data-day="${of}"]`;

  test("tasks are dragged to other days and made longer; a task without a date is put on one", async () => {
    const [dated, loose] = await at.tasks("To do", "dated", "loose");
    await at.ana.patch(`/tasks/${dated}`, { due: { date: day(14) } });
    const [ana, bo] = await Promise.all([
      at.open(at.ana, layout("calendar")),
      at.open(at.bo, layout("calendar")),
    ]);
    await ana.setViewportSize({ width: 1500, height: 900 });
    await named(ana, "dated").waitFor();
    await accessible(ana);
    const chip = await boxOf(ana, `li[data-id="${dated}"]`);
    const to = await boxOf(ana, on(day(16)));
    await pull(ana, { x: chip.x + 40, y: chip.y + 12 }, { x: to.x + 40, y: to.y + 50 });
    await expect.poll(async () => (await task(dated)).due?.date).toBe(day(16));
    await expect.poll(async () => (await boxOf(bo, `li[data-id="${dated}"]`)).x).toBeGreaterThan(0);
    const tray = await boxOf(ana, `[data-tray] li[data-id="${loose}"]`);
    const there = await boxOf(ana, on(day(15)));
    await pull(ana, { x: tray.x + 40, y: tray.y + 12 }, { x: there.x + 40, y: there.y + 60 });
    await expect.poll(async () => (await task(loose)).due?.date).toBe(day(15));
    expect(await ana.getByRole("dialog").count()).toBe(0);
  });

  test("a task is made longer at its edges, and the other sees it", async () => {
    const [id] = await at.tasks("To do", "long");
    await at.ana.patch(`/tasks/${id}`, { start_on: day(14), due: { date: day(15) } });
    const path = `${layout("calendar")}?on=${day(14)}`;
    const [ana, bo] = await Promise.all([at.open(at.ana, path), at.open(at.bo, path)]);
    for (const page of [ana, bo]) {
      await page.setViewportSize({ width: 1500, height: 900 });
      await named(page, "long").waitFor();
    }
    const chips = `li[data-id="${id}"]`;
    const centre = async (of: string) => {
      const box = await boxOf(ana, on(of));
      return { x: box.x + box.width / 2, y: box.y + box.height - 12 };
    };
    const last = await ana.locator(`${chips} [data-handle="end"]`).last().boundingBox();
    const end = last ?? expect.fail("no end to pull");
    await pull(ana, { x: end.x + end.width / 2, y: end.y + end.height / 2 }, await centre(day(17)));
    await expect.poll(async () => (await task(id)).due?.date).toBe(day(17));
    expect((await task(id)).start_on).toBe(day(14));
    const first = await ana.locator(`${chips} [data-handle="start"]`).first().boundingBox();
    const start = first ?? expect.fail("no start to pull");
    await pull(ana, { x: start.x + start.width / 2, y: start.y + start.height / 2 }, await centre(day(12)));
    await expect.poll(async () => (await task(id)).start_on).toBe(day(12));
    expect((await task(id)).due?.date).toBe(day(17));
    // It does not turn round: the start stays at the end, at most.
    await expect
      .poll(
        async () =>
          Math.round((await boxOf(bo, chips)).x) <= Math.round((await boxOf(bo, on(day(12)))).x) + 8,
      )
      .toBe(true);
    await ana.keyboard.press("Control+z");
    await expect.poll(async () => (await task(id)).start_on).toBe(day(14));
  });

  test("by keyboard: the cursor walks, a task's dates change, a new task is of the day", async () => {
    const [id] = await at.tasks("To do", "dated");
    await at.ana.patch(`/tasks/${id}`, { start_on: day(12), due: { date: day(14) } });
    const ana = await at.open(at.ana, `${layout("calendar")}?on=${day(14)}`);
    await ana.locator(`li[data-id="${id}"]`).first().focus();
    await ana.keyboard.press("Shift+ArrowRight");
    await expect.poll(async () => (await task(id)).due?.date).toBe(day(15));
    await ana.keyboard.press("Alt+ArrowRight");
    await expect.poll(async () => (await task(id)).start_on).toBe(day(13));
    expect(await focused(ana)).toMatch(/ dated$/);
    await ana.locator(on(day(14))).focus();
    await ana.keyboard.press("ArrowRight");
    await expect.poll(() => new URL(ana.url()).searchParams.get("on")).toBe(day(15));
    await ana.keyboard.press("n");
    await ana.getByRole("textbox", { name: /^New task in/ }).fill("made here");
    await ana.keyboard.press("Enter");
    await expect
      .poll(async () => {
        const { items } = await at.ana.get<{ items: Dated[] }>(`/projects/${at.project.id}/tasks`);
        return items.find(one => one.title === "made here")?.due?.date;
      })
      .toBe(day(15));
  });

  test("a crowded day says how many more, and lists them", async () => {
    const ids = await at.tasks("To do", ...Array.from({ length: 9 }, (_, n) => `task ${n}`));
    for (const id of ids) {
      await at.ana.patch(`/tasks/${id}`, { due: { date: day(14) } });
    }
    const ana = await at.open(at.ana, `${layout("calendar")}?on=${day(14)}`);
    await ana.getByRole("button", { name: /more tasks? on/ }).click();
    const dialog = ana.getByRole("dialog");
    await expect.poll(() => dialog.getByRole("listitem").count()).toBe(9);
    await accessible(ana);
  });
});

function named(page: Page, title: string) {
  return page.locator("[data-task]").filter({ hasText: title }).first();
}

describe("the timeline", () => {
  test("bars are dragged, arrows drawn, and a circle refused by name", async () => {
    const [one, two] = await at.tasks("To do", "one", "two");
    await at.ana.patch(`/tasks/${one}`, { start_on: soon(-3), due: { date: soon(-1) } });
    await at.ana.patch(`/tasks/${two}`, { start_on: soon(1), due: { date: soon(3) } });
    await at.ana.post(`/tasks/${one}/relations`, { kind: "blocks", task_id: two });
    const ana = await at.open(at.ana, `${layout("timeline")}?zoom=day`);
    const bar = (id: string | undefined) => `li[data-id="${id}"] [data-bar]`;
    await ana.locator(bar(one)).waitFor();
    await expect.poll(() => ana.locator("[data-arrow]").count()).toBe(1);
    await accessible(ana);
    const from = await boxOf(ana, bar(two));
    await pull(ana, { x: from.x + 60, y: from.y + 12 }, { x: from.x + 60 + 80, y: from.y + 12 });
    await expect.poll(async () => (await task(two)).due?.date).toBe(soon(5));
    await expect.poll(async () => (await task(two)).start_on).toBe(soon(3));
    await ana.locator(`li[data-id="${two}"]`).focus();
    await ana.keyboard.press("Shift+ArrowLeft");
    await expect.poll(async () => (await task(two)).due?.date).toBe(soon(4));
    await ana.locator(`li[data-id="${two}"]`).hover();
    const end = await boxOf(ana, bar(two));
    const start = await boxOf(ana, bar(one));
    await pull(ana, { x: end.x + end.width + 8, y: end.y + 12 }, { x: start.x + 30, y: start.y + 12 });
    await ana.getByText(/Not linked, they would wait for each other: .*-2 → .*-1 → .*-2/).waitFor();
    expect((await at.ana.get<{ items: Row[] }>(`/tasks/${two}/relations`)).items.length).toBe(1);
  });
});

describe("the overview", () => {
  test("says what the project is about, how far it is, and what it is to reach", async () => {
    await at.tasks("To do", "one");
    await at.tasks("Done", "two");
    const [ana, bo] = await Promise.all([
      at.open(at.ana, layout("overview")),
      at.open(at.bo, layout("overview")),
    ]);
    await ana.getByText("1 of 2 tasks done").waitFor();
    await accessible(ana);
    const opens = ana.getByRole("button", { name: "New milestone" });
    const name = ana.getByLabel("Name of the milestone");
    const has = (one: typeof name) => one.evaluate(element => element === document.activeElement);
    await opens.click();
    await expect.poll(() => has(name)).toBe(true);
    await ana.keyboard.press("Escape");
    await name.waitFor({ state: "detached" });
    expect(await has(opens)).toBe(true);
    // The same by the keyboard.
    await ana.keyboard.press("Enter");
    await expect.poll(() => has(name)).toBe(true);
    await ana.keyboard.type("Beta");
    await ana.keyboard.press("Enter");
    await name.waitFor({ state: "detached" });
    expect(await has(opens)).toBe(true);
    await bo.getByRole("button", { name: "Beta", exact: true }).waitFor();
    await ana.getByRole("button", { name: /^Lead/ }).click();
    await ana.getByRole("option", { name: /^Bo Chen/ }).click();
    await expect.poll(async () => (await at.ana.get(`/projects/${at.project.id}`))["lead_id"]).toBe(at.bo.id);
    await ana.getByRole("button", { name: /^To do\s*1$/ }).click();
    await expect.poll(() => new URL(ana.url()).searchParams.get("filter")).toBe("status.category = todo");
  });

  test("of an archived project there is a way back", async () => {
    await at.ana.post(`/projects/${at.project.id}/archive`);
    const ana = await at.open(at.ana, layout("overview"));
    await ana.getByText("This project is archived").waitFor();
    await ana.getByRole("button", { name: "Restore" }).click();
    await expect
      .poll(async () => (await at.ana.get(`/projects/${at.project.id}`))["archived_at"] ?? null)
      .toBe(null);
    await expect.poll(() => ana.getByText("This project is archived").count()).toBe(0);
  });
});
