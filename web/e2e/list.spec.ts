import { describe, expect, test } from "vitest";
import { below, drag } from "./support/drag.ts";
import { card, world } from "./support/two-browsers.ts";

const at = world();

describe("lists", () => {
  test("grouped by status: walked, selected, moved and dropped like the board, live for the other", async () => {
    await at.tasks("To do", "one", "two", "three");
    await at.tasks("In progress", "a");
    const address = at.board.replace("/board", "/list");
    const [ana, bo] = await Promise.all([at.open(at.ana, address), at.open(at.bo, address)]);
    const titles = (page: typeof ana) => page.locator("[data-task] p").allTextContents();
    await expect.poll(() => titles(bo)).toEqual(["one", "two", "three", "a"]);
    await card(ana, "one").focus();
    await ana.keyboard.press("Alt+Shift+ArrowDown");
    await expect.poll(() => titles(bo)).toEqual(["two", "one", "three", "a"]);
    expect(await ana.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/ one$/);
    await drag(ana, card(ana, "three").locator("p"), await below(card(ana, "a")));
    await ana.mouse.up();
    await expect.poll(() => titles(bo)).toEqual(["two", "one", "a", "three"]);
    await expect.poll(() => at.column("In progress")).toEqual(["a", "three"]);
    await card(ana, "two").focus();
    await ana.keyboard.press("Shift+ArrowDown");
    await ana.getByText("2 selected").waitFor();
    await ana.keyboard.press("p");
    await ana.getByRole("option", { name: "High" }).click();
    await expect.poll(() => bo.getByRole("button", { name: "High" }).count()).toBe(2);
  });

  test("by priority: the address says so, and a drop into a group sets it", async () => {
    const [one] = await at.tasks("To do", "one", "two");
    const [two] = (await at.tasks("To do", "three")) as [string];
    await at.ana.patch(`/tasks/${two}`, { priority: "urgent" });
    const ana = await at.open(at.ana, at.board.replace("/board", "/list"));
    await ana.getByRole("button", { name: "Display" }).click();
    await ana.getByLabel("Group by").selectOption("priority");
    await ana.keyboard.press("Escape");
    await expect.poll(() => new URL(ana.url()).searchParams.get("group")).toBe("priority");
    await drag(ana, card(ana, "one").locator("p"), await below(card(ana, "three")));
    await ana.mouse.up();
    await expect.poll(async () => (await at.ana.get(`/tasks/${one}`)).priority).toBe("urgent");
    await ana.reload();
    await ana.getByRole("button", { name: /^Urgent\s*2$/ }).waitFor();
  });

  test("my tasks come from all projects, by when they are due, and a drop sets the date", async () => {
    const [today, undated] = await at.tasks("To do", "due today", "some day");
    const date = new Date().toLocaleDateString("en-CA");
    await at.ana.patch(`/tasks/${today}`, { assignee_ids: [at.ana.id], due: { date } });
    await at.ana.patch(`/tasks/${undated}`, { assignee_ids: [at.ana.id] });
    const ana = await at.open(at.ana, `/${at.workspace.slug}/my`);
    await card(ana, "due today").waitFor();
    await ana.getByRole("button", { name: /^Today\s*1$/ }).waitFor();
    await drag(ana, card(ana, "some day").locator("p"), await below(card(ana, "due today")));
    await ana.mouse.up();
    await expect
      .poll(
        async () =>
          (await at.ana.get<{ id: string; due: { date: string } | null }>(`/tasks/${undated}`)).due?.date,
      )
      .toBe(date);
    await card(ana, "due today").focus();
    await ana.keyboard.press("Delete");
    await expect.poll(() => card(ana, "due today").count()).toBe(0);
    expect(await ana.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(
      / some day$/,
    );
    await ana.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
    await card(ana, "due today").waitFor();
  });
});
