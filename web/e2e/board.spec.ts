import { describe, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { isCalm } from "./support/calm.ts";
import { below, drag } from "./support/drag.ts";
import { card, shown, shows, world } from "./support/two-browsers.ts";

const at = world();

/** A change is seen by everybody within this. */
const SOON_MS = 500;

describe("two people on one board", () => {
  test("a card dragged between two cards of another column appears there for the other", async () => {
    await at.tasks("To do", "one", "two");
    await at.tasks("In progress", "a", "b", "c");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    await shows(bo, "In progress", ["a", "b", "c"]);
    await drag(ana, card(ana, "one"), await below(card(ana, "a")));
    expect(await ana.locator("[data-drop-line]").count()).toBe(1);
    await ana.mouse.up();
    const took = await shows(bo, "In progress", ["a", "one", "b", "c"]);
    if (isCalm()) {
      expect(took).toBeLessThan(SOON_MS);
    }
    expect(await shown(ana, "In progress")).toEqual(["a", "one", "b", "c"]);
    await expect.poll(() => at.column("In progress")).toEqual(["a", "one", "b", "c"]);
    await expect.poll(() => ana.locator("[data-pending]").count()).toBe(0);
  });

  test("Esc leaves a dragged card where it was", async () => {
    await at.tasks("To do", "one", "two");
    await at.tasks("In progress", "a");
    const ana = await at.open(at.ana);
    await drag(ana, card(ana, "one"), await below(card(ana, "a")));
    await ana.keyboard.press("Escape");
    await ana.mouse.up();
    await ana.waitForTimeout(200);
    expect(await shown(ana, "To do")).toEqual(["one", "two"]);
    expect(await ana.locator("[data-drop-line]").count()).toBe(0);
  });

  test("by keyboard: the focus follows the card, and what happened is said", async () => {
    await at.tasks("To do", "one", "two");
    await at.tasks("In progress", "a");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    await card(ana, "two").focus();
    await ana.keyboard.press("Alt+Shift+ArrowRight");
    await shows(bo, "In progress", ["a", "two"]);
    const focused = () => ana.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
    expect(await focused()).toMatch(/^W\d+-2 two$/);
    expect(await ana.locator("#live-polite").textContent()).toMatch(
      /^W\d+-2, two\. Moved to In progress, position 2 of 2\.\s*$/u,
    );
    await ana.keyboard.press("Alt+Shift+ArrowUp");
    await shows(bo, "In progress", ["two", "a"]);
    await ana.keyboard.press("Alt+Shift+End");
    await shows(bo, "In progress", ["a", "two"]);
    await ana.keyboard.press("Control+z");
    await shows(bo, "In progress", ["two", "a"]);
    expect(await focused()).toMatch(/^W\d+-2 two$/);
    await expect.poll(() => at.column("In progress")).toEqual(["two", "a"]);
  });

  test("by Move to… on a phone, without dragging", async () => {
    await at.tasks("To do", "one", "two");
    await at.tasks("In progress", "a", "b", "c");
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const [ana, bo] = await Promise.all([at.open(at.ana, at.board, phone), at.open(at.bo)]);
    await ana.getByRole("navigation", { name: "Columns" }).getByRole("button", { name: "To do" }).tap();
    await card(ana, "one")
      .getByRole("button", { name: /^Actions for W\d+-1$/ })
      .tap();
    await ana.getByRole("menuitem", { name: "Move to…" }).tap();
    const dialog = ana.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Column" }).selectOption("In progress");
    await dialog.getByRole("spinbutton", { name: "Position" }).fill("3");
    await accessible(ana);
    await dialog.getByRole("button", { name: "Move", exact: true }).tap();
    await shows(bo, "In progress", ["a", "b", "one", "c"]);
    await expect.poll(() => at.column("In progress")).toEqual(["a", "b", "one", "c"]);
  });

  test("several selected are dragged as one, and come back by one undo", async () => {
    await at.tasks("To do", "one", "two", "three", "four");
    await at.tasks("In progress", "z");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    await card(ana, "one").focus();
    await ana.keyboard.press("x");
    await ana.keyboard.press("ArrowDown");
    await ana.keyboard.press("ArrowDown");
    await ana.keyboard.press("x");
    await drag(ana, card(ana, "three"), await below(card(ana, "z")));
    await ana.mouse.up();
    await shows(bo, "In progress", ["z", "one", "three"]);
    await shows(bo, "To do", ["two", "four"]);
    await ana.keyboard.press("Control+z");
    await shows(bo, "To do", ["one", "two", "three", "four"]);
    await expect.poll(() => at.column("To do")).toEqual(["one", "two", "three", "four"]);
  });

  test("twenty rounds of two people dropping into one gap end in one order", async () => {
    const names = Array.from({ length: 40 }, (_, count) => `t${count}`);
    await at.tasks("To do", ...names);
    await at.tasks("In progress", "top", "bottom");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    const hold = async (page: typeof ana, title: string) =>
      drag(page, card(page, title), await below(card(page, "top")));
    for (let round = 0; round < 20; round += 1) {
      const [one, other] = [`t${2 * round}`, `t${2 * round + 1}`];
      await Promise.all([hold(ana, one), hold(bo, other)]);
      await Promise.all([ana.mouse.up(), bo.mouse.up()]);
      for (const page of [ana, bo]) {
        await expect.poll(() => shown(page, "To do")).not.toEqual(expect.arrayContaining([one]));
        await expect.poll(() => shown(page, "To do")).not.toEqual(expect.arrayContaining([other]));
      }
    }
    await expect.poll(async () => (await at.column("In progress")).length, { timeout: 10_000 }).toBe(42);
    const order = await at.column("In progress");
    expect(new Set(order).size).toBe(42);
    expect([order[0], order.at(-1)]).toEqual(["top", "bottom"]);
    for (const page of [ana, bo]) {
      await expect.poll(() => page.locator("[data-pending]").count()).toBe(0);
      const all: string[] = [];
      for (let step = 0; all.length < 42 && step < 60; step += 1) {
        for (const title of await shown(page, "In progress")) {
          if (!all.includes(title)) {
            all.push(title);
          }
        }
        await page
          .locator('[data-column="In progress"] .overflow-y-auto')
          .evaluate(list => list.scrollBy(0, 400));
        await page.waitForTimeout(50);
      }
      expect(all).toEqual(order);
    }
  });

  test("renamed by one and moved by the other at once: both are kept", async () => {
    const [id] = await at.tasks("To do", "one");
    await at.tasks("In progress", "a");
    const [ana] = await Promise.all([at.open(at.ana)]);
    await drag(ana, card(ana, "one"), await below(card(ana, "a")));
    await Promise.all([ana.mouse.up(), at.bo.patch(`/tasks/${id}`, { title: "renamed" })]);
    await shows(ana, "In progress", ["a", "renamed"]);
    await expect.poll(() => at.column("In progress")).toEqual(["a", "renamed"]);
  });
});
