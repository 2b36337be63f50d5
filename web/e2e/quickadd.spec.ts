import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

type Made = Row & {
  title: string;
  assignee_ids: string[];
  tag_ids: string[];
  due: { date: string; time?: string } | null;
};

const dialog = (page: Page) => page.getByRole("dialog", { name: "Quick add" });
const chips = (page: Page) => page.getByRole("list", { name: "Understood" }).getByRole("button");
const tasks = async () =>
  (await w.ana.get<{ items: Made[] }>(`/projects/${w.project.id}/tasks?limit=50`)).items;

async function open(page: Page): Promise<void> {
  await page.locator("#main").focus();
  await page.keyboard.press("q");
  await dialog(page).waitFor();
}

test("what the chips show is what is saved; a tag that is not there is made", async () => {
  const ana = await w.open(w.ana);
  await open(ana);
  await ana.keyboard.type("Fix the login @flaky +bo !high tomorrow 15:00 every 2 weeks");
  await ana.getByRole("button", { name: "Create “flaky”" }).click();
  await expect.poll(() => ana.getByRole("button", { name: "Create “flaky”" }).count()).toBe(0);
  // Tag, person, priority, date and repetition.
  await expect.poll(() => chips(ana).count()).toBe(5);
  await accessible(ana);
  await ana.getByRole("button", { name: "Create task" }).click();
  await card(ana, "Fix the login").waitFor();
  await expect.poll(async () => (await tasks()).length).toBe(1);
  const [made] = await tasks();
  expect(made).toMatchObject({
    title: "Fix the login",
    priority: "high",
    assignee_ids: [w.bo.id],
    recurrence: { rrule: expect.stringContaining("INTERVAL=2") },
  });
  expect(made?.due?.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(JSON.stringify(made?.due)).toContain("15:00");
  expect(made?.tag_ids).toHaveLength(1);
});

test("a chip becomes text again for good, by a press or by Backspace; what is quoted never was one", async () => {
  const ana = await w.open(w.ana);
  await open(ana);
  await ana.keyboard.type("Read tomorrow");
  await expect.poll(() => chips(ana).count()).toBe(1);
  await ana.keyboard.press("Backspace");
  await expect.poll(() => chips(ana).count()).toBe(0);
  await ana.keyboard.type(" never knows !urgent");
  await expect.poll(() => chips(ana).count()).toBe(1);
  await chips(ana).first().click();
  await expect.poll(() => chips(ana).count()).toBe(0);
  await ana.keyboard.press("Enter");
  await card(ana, "Read tomorrow never knows !urgent").waitFor();
  await open(ana);
  await ana.keyboard.type('Watch "Friday night" in the Renovation channel');
  await ana.waitForTimeout(500);
  expect(await chips(ana).count()).toBe(0);
  await ana.keyboard.press("Enter");
  await expect.poll(async () => (await tasks()).length).toBe(2);
  expect((await tasks()).every(task => task.due === null && task.priority === "none")).toBe(true);
});

test("lines become tasks, more can follow, and what was typed is kept", async () => {
  const ana = await w.open(w.ana);
  await open(ana);
  const field = dialog(ana).getByRole("textbox", { name: "Title" });
  await field.fill("Buy paint\nBuy brushes\n\nPaint the wall !low");
  await ana.getByRole("button", { name: "Create 3 tasks" }).waitFor();
  await expect.poll(() => chips(ana).count()).toBe(1);
  await dialog(ana).getByRole("checkbox", { name: "Create more" }).check();
  await ana.getByRole("button", { name: "Create 3 tasks" }).click();
  await card(ana, "Paint the wall").waitFor({ state: "attached" });
  expect(await dialog(ana).count()).toBe(1);
  expect(await field.inputValue()).toBe("");
  await expect.poll(() => w.column("To do")).toEqual(["Buy paint", "Buy brushes", "Paint the wall"]);
  // Esc closes, and keeps; so does a reload.
  await field.fill("Half a thought");
  await ana.keyboard.press("Escape");
  await dialog(ana).waitFor({ state: "detached" });
  await ana.waitForTimeout(1_000);
  await ana.reload();
  await card(ana, "Buy paint").waitFor();
  await open(ana);
  expect(await field.inputValue()).toBe("Half a thought");
});

test("who presses Enter before the text has been read gets what it says", async () => {
  const ana = await w.open(w.ana);
  await open(ana);
  await ana.route(/\/tasks\/quick$/, async route => {
    await new Promise(resolve => setTimeout(resolve, 300));
    await route.continue();
  });
  await ana.keyboard.type("Buy milk tomorrow !high");
  await ana.keyboard.press("Enter");
  await dialog(ana).waitFor({ state: "detached" });
  await expect.poll(async () => (await tasks()).length).toBe(1);
  const [made] = await tasks();
  expect(made).toMatchObject({ title: "Buy milk", priority: "high", due: { date: expect.any(String) } });

  // Nobody can be asked: it stays as it was typed.
  await open(ana);
  await ana.route(/\/tasks\/quick$/, route => route.abort());
  await ana.keyboard.type("Call tomorrow");
  await ana.keyboard.press("Enter");
  await card(ana, "Call tomorrow").waitFor();
});

test("a title that is too long is not cut: nothing is saved until it is shorter", async () => {
  const ana = await w.open(w.ana);
  await open(ana);
  const field = dialog(ana).getByRole("textbox", { name: "Title" });
  const long = "x".repeat(501);
  await field.fill(`Short\n${long}`);
  await dialog(ana).getByRole("alert").getByText("A title has at most 500 characters.").waitFor();
  await accessible(ana);
  await ana.keyboard.press("Enter");
  // Read or not by then, it stays.
  await ana.waitForTimeout(2_500);
  expect(await field.inputValue()).toBe(`Short\n${long}`);
  expect(await ana.getByRole("button", { name: "Create 2 tasks" }).isDisabled()).toBe(true);
  expect(await tasks()).toEqual([]);
  await ana.keyboard.press("Backspace");
  await expect.poll(() => dialog(ana).getByRole("alert").count()).toBe(0);
  await ana.keyboard.press("Enter");
  await expect.poll(async () => (await tasks()).map(task => task.title.length).sort()).toEqual([5, 500]);

  // So it is in a column.
  await card(ana, "Short").focus();
  await ana.keyboard.press("n");
  const composer = ana.getByRole("textbox", { name: /^New task in/ });
  await composer.fill(long);
  await ana.getByRole("alert").getByText("A title has at most 500 characters.").waitFor();
  await ana.keyboard.press("Enter");
  await ana.waitForTimeout(300);
  expect(await composer.inputValue()).toBe(long);
});

test("who wants no chips gets none", async () => {
  const ana = await w.open(w.ana, "/account/appearance");
  await ana.getByRole("checkbox", { name: /^Understand dates/ }).uncheck();
  await ana.goto(w.server.origin + w.board);
  await open(ana);
  await ana.keyboard.type("Call tomorrow !high");
  await ana.waitForTimeout(500);
  expect(await chips(ana).count()).toBe(0);
  await ana.keyboard.press("Enter");
  await card(ana, "Call tomorrow !high").waitFor();
});
