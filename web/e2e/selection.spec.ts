import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const items = async <T = Row>(path: string) => (await w.ana.get<{ items: T[] }>(path)).items;
const watchers = (id: string) => items(`/tasks/${id}/watchers`);

/** Marks cards with the keyboard. */
async function select(page: Page, ...titles: string[]): Promise<void> {
  for (const title of titles) {
    await card(page, title).focus();
    await page.keyboard.press("x");
  }
  await page.getByText(`${titles.length} selected`).waitFor();
}

test("on a board's selection keys watch, relate, put at hand; on one card they add below", async () => {
  const [one = "", two = "", goal = ""] = await w.tasks("To do", "One", "Two", "Goal");
  const bo = await w.open(w.bo);
  await card(bo, "Two").waitFor();
  await select(bo, "One", "Two");
  const mine = async () =>
    (await Promise.all([one, two].map(watchers))).map(all => all.some(row => row["user_id"] === w.bo.id));
  expect(await mine()).toEqual([false, false]);
  await bo.keyboard.press("w");
  await expect.poll(mine).toEqual([true, true]);
  await bo.keyboard.press("w");
  await expect.poll(mine).toEqual([false, false]);

  await bo.keyboard.press("*");
  const sidebar = bo.getByRole("navigation", { name: "Main navigation" });
  await sidebar.getByText("One").waitFor();
  await sidebar.getByText("Two").waitFor();
  await bo.keyboard.press("*");
  await expect.poll(() => sidebar.getByText("One").count()).toBe(0);

  await bo.keyboard.press("b");
  await bo.getByRole("option", { name: "Blocks", exact: true }).waitFor();
  await accessible(bo);
  await bo.getByRole("option", { name: "Blocks", exact: true }).click();
  await bo.keyboard.type("goal");
  await bo.keyboard.press("Enter");
  await expect
    .poll(async () => (await items(`/tasks/${goal}/relations`)).map(row => row["kind"]))
    .toEqual(["blocked_by", "blocked_by"]);
  // One step: one undo takes both back.
  await bo.keyboard.press("Control+z");
  await expect.poll(async () => (await items(`/tasks/${goal}/relations`)).length).toBe(0);

  await bo.keyboard.press("Escape");
  await card(bo, "Goal").focus();
  await bo.keyboard.press("Shift+C");
  const dialog = bo.getByRole("dialog", { name: "Quick add" });
  await dialog.getByText("Part of").waitFor();
  await accessible(bo);
  await bo.keyboard.type("Below it");
  await bo.keyboard.press("Enter");
  await expect
    .poll(
      async () =>
        (await items(`/projects/${w.project.id}/tasks?limit=50`)).find(row => row["title"] === "Below it")?.[
          "parent_id"
        ],
    )
    .toBe(goal);
});

test("marks end as the last key says, however slow what went before is", async () => {
  const [one = ""] = await w.tasks("To do", "One");
  const bo = await w.open(w.bo);
  await card(bo, "One").focus();
  const asked: string[] = [];
  await bo.route(/\/(favourites|watchers)/, async route => {
    if (route.request().method() === "DELETE") {
      await bo.waitForTimeout(300);
    }
    asked.push(route.request().method());
    await route.continue();
  });
  const sidebar = bo.getByRole("navigation", { name: "Main navigation" });
  await bo.keyboard.press("*");
  await sidebar.getByText("One").waitFor();
  await expect.poll(() => asked).toEqual(["POST"]);
  await bo.keyboard.press("*");
  await sidebar.getByText("One").waitFor({ state: "detached" });
  await bo.keyboard.press("*");
  await sidebar.getByText("One").waitFor();
  await expect.poll(() => asked).toEqual(["POST", "DELETE", "POST"]);
  const atHand = async () =>
    (await w.bo.get<{ items: Row[] }>(`/workspaces/${w.workspace.id}/favourites`)).items.map(
      row => row["target_id"],
    );
  await expect.poll(atHand).toEqual([one]);
  asked.splice(0);
  const watches = async () => (await watchers(one)).some(row => row["user_id"] === w.bo.id);
  await bo.keyboard.press("w");
  await expect.poll(watches).toBe(true);
  await bo.keyboard.press("w");
  await bo.keyboard.press("w");
  await expect.poll(() => asked).toEqual(["PUT", "DELETE", "PUT"]);
  await expect.poll(watches).toBe(true);
});

test("the palette offers what can be done with the selection, also while one types", async () => {
  const [one = "", two = ""] = await w.tasks("To do", "One", "Two");
  const bo = await w.open(w.bo);
  await card(bo, "Two").waitFor();
  await select(bo, "One", "Two");
  await bo.keyboard.press("Control+k");
  await bo.getByRole("dialog", { name: "Command palette" }).waitFor();
  await bo.keyboard.type("stop watching");
  await bo.getByRole("option", { name: /^Watch or stop watching/ }).waitFor();
  await bo.keyboard.press("Enter");
  await expect
    .poll(async () =>
      (await Promise.all([one, two].map(watchers))).every(all => all.some(row => row["user_id"] === w.bo.id)),
    )
    .toBe(true);
});
