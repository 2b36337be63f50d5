import type { Locator, Page } from "playwright-core";

/** Drags with single mouse steps, as a hand does: what comes in one jump is not taken for a drag. */
export async function drag(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const box = await from.boundingBox();
  if (!box) {
    throw new Error("what is to be dragged is not on screen");
  }
  const start = { x: box.x + box.width / 3, y: box.y + 14 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 3, start.y + 3);
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.move(to.x + 1, to.y + 1);
}

/** The middle of the gap below a card. */
export async function below(card: Locator): Promise<{ x: number; y: number }> {
  const box = await card.boundingBox();
  if (!box) {
    throw new Error("the card is not on screen");
  }
  return { x: box.x + box.width / 2, y: box.y + box.height + 4 };
}
