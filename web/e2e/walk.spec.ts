import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const article = (page: Page, title: string) => page.getByRole("article", { name: new RegExp(`${title}$`) });
const task = (number: number) => `/${w.workspace.slug}/t/${w.project.key}-${number}`;

test("a peek walks with the arrows of the board, and by itself to the next and previous", async () => {
  await w.tasks("To do", "First", "Second", "Third");
  const ana = await w.open(w.ana);
  await card(ana, "First").focus();
  await ana.keyboard.press("Space");
  await article(ana, "First").waitFor();
  await ana.keyboard.press("ArrowDown");
  await article(ana, "Second").waitFor();
  await ana.getByRole("button", { name: "Next task" }).click();
  await article(ana, "Third").waitFor();
  await ana.keyboard.press("Alt+ArrowUp");
  await article(ana, "Second").waitFor();
  // One step back leads to the board, not through all that one passed.
  await ana.goBack();
  await expect.poll(() => ana.locator("[data-peek]").count()).toBe(0);

  // As a page, too, though the board is not on screen any more.
  await card(ana, "First").focus();
  await ana.keyboard.press("Enter");
  await ana.waitForURL(/\/t\//);
  await article(ana, "First").waitFor();
  await ana.keyboard.press("Alt+ArrowDown");
  await article(ana, "Second").waitFor();
  await ana.goBack();
  await card(ana, "First").waitFor();
});

test("in the task keys watch, relate, add below and put at hand; a subtask leads up", async () => {
  const [top = ""] = await w.tasks("To do", "Top", "Other");
  const ana = await w.open(w.ana, task(1));
  await article(ana, "Top").waitFor();
  const mine = async () => (await w.ana.get<{ items: Row[] }>(`/tasks/${top}/watchers`)).items.length;
  const before = await mine();
  await ana.keyboard.press("w");
  await expect.poll(mine).toBe(before === 0 ? 1 : 0);
  await ana.keyboard.press("*");
  await ana.getByRole("navigation", { name: "Main navigation" }).getByText("Top").waitFor();
  await ana.keyboard.press("b");
  await ana.getByRole("option", { name: "Blocks", exact: true }).click();
  await ana.getByRole("option", { name: /Other/ }).click();
  await ana.getByRole("region", { name: "Relations" }).getByText("Other").waitFor();
  await ana.keyboard.press("Shift+C");
  await ana.keyboard.type("Below");
  await ana.keyboard.press("Enter");
  await ana.keyboard.press("Escape");
  await ana.getByRole("region", { name: "Subtasks" }).getByText("Below").waitFor();
  await accessible(ana);
  await ana.goto(w.server.origin + task(3));
  await ana.getByRole("link", { name: /Part of.*Top/ }).click();
  await article(ana, "Top").waitFor();

  await w.ana.post(`/tasks/${top}/archive`);
  await ana.getByText("This task is archived.").waitFor();
  await accessible(ana);
  await ana.getByRole("button", { name: "Restore" }).click();
  await expect.poll(() => ana.getByText("This task is archived.").count()).toBe(0);
});

test("search is of one project, when one says so", async () => {
  await w.tasks("To do", "Lamp here");
  const other = await w.ana.post(`/workspaces/${w.workspace.id}/projects`, {
    name: `Lab ${w.project.key}`,
    key: `L${w.project.key}`,
  });
  await w.ana.post(`/projects/${other.id}/tasks`, { title: "Lamp there" });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/search?q=lamp`);
  const hit = (text: string) => ana.locator("[data-hit]").filter({ hasText: text });
  await hit("Lamp here").waitFor();
  await hit("Lamp there").waitFor();
  await ana.getByRole("combobox", { name: "Project" }).selectOption({ label: `Lab ${w.project.key}` });
  await expect.poll(() => hit("Lamp here").count()).toBe(0);
  await hit("Lamp there").waitFor();
  await accessible(ana);
});

test("somebody joins by a link that they paste", async () => {
  const ana = await w.open(w.ana);
  await ana.getByRole("button", { name: /^Switch workspace/ }).click();
  await ana.getByRole("menuitem", { name: "Join by invitation" }).click();
  const link = ana.getByRole("textbox", { name: "Invitation link" });
  await link.fill("not a link");
  await ana.getByRole("button", { name: "Continue" }).click();
  await ana.getByText("This is no invitation link.").waitFor();
  await accessible(ana);
});

test("what was deleted while one looked at it stays readable, to be copied", async () => {
  const [id = ""] = await w.tasks("To do", "Secret plan");
  await w.ana.patch(`/tasks/${id}`, { description: "Step one, step two" });
  const bo = await w.open(w.bo, task(1), { permissions: ["clipboard-read", "clipboard-write"] });
  await article(bo, "Secret plan").waitFor();
  await w.ana.patch(`/projects/${w.project.id}`, { visibility: "private" });
  await bo.getByText("It was deleted, or is no longer shared with you").first().waitFor();
  await bo.getByText("Step one, step two").waitFor();
  await accessible(bo);
  await bo.getByRole("button", { name: "Copy" }).click();
  expect(await bo.evaluate(() => navigator.clipboard.readText())).toContain("Step one, step two");
});
