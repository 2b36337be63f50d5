import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { card, shows, world } from "./support/two-browsers.ts";

const at = world();
const PHONE = { viewport: { width: 900, height: 800 }, hasTouch: true };

/** One finger, as the browser itself gets it. */
async function finger(page: Page) {
  const session = await page.context().newCDPSession(page);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", x = 0, y = 0) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  return send;
}

test("a long press lifts a card; it lands where the finger leaves it", async () => {
  await at.tasks("Backlog", "one", "two");
  await at.tasks("To do", "a", "b");
  const [ana, bo] = await Promise.all([at.open(at.ana, at.board, PHONE), at.open(at.bo)]);
  await ana.waitForTimeout(500);
  const from = await card(ana, "one").boundingBox();
  const to = await card(ana, "a").boundingBox();
  if (!from || !to) {
    throw new Error("the cards are not on screen");
  }
  const touch = await finger(ana);
  await touch("touchStart", from.x + 40, from.y + 20);
  await ana.waitForTimeout(550);
  for (let step = 1; step <= 10; step += 1) {
    const part = step / 10;
    await touch(
      "touchMove",
      from.x + 40 + (to.x - from.x) * part,
      from.y + 20 + (to.y + to.height - 12 - from.y) * part,
    );
    await ana.waitForTimeout(16);
  }
  expect(await ana.locator("[data-drop-line]").count()).toBe(1);
  await touch("touchEnd");
  await shows(bo, "To do", ["a", "one", "b"]);
  await expect.poll(() => at.column("To do")).toEqual(["a", "one", "b"]);
});

test("a plain swipe scrolls and moves nothing", async () => {
  await at.tasks("Backlog", ...Array.from({ length: 30 }, (_, count) => `t${count}`));
  const ana = await at.open(at.ana, at.board, PHONE);
  await ana.waitForTimeout(500);
  const box = await card(ana, "t3").boundingBox();
  const touch = await finger(ana);
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20];
  await touch("touchStart", x, y);
  for (let step = 1; step <= 10; step += 1) {
    await touch("touchMove", x, y - step * 20);
    await ana.waitForTimeout(16);
  }
  await touch("touchEnd");
  const scrolled = () =>
    ana.locator('[data-column="Backlog"] .overflow-y-auto').evaluate(list => list.scrollTop);
  await expect.poll(scrolled).toBeGreaterThan(50);
  expect((await at.column("Backlog"))[3]).toBe("t3");
});
