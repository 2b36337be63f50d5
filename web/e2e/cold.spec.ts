import { describe, expect, test } from "vitest";
import { PASSWORD } from "./support/seed.ts";
import { card, shown, world } from "./support/two-browsers.ts";

const at = world();

describe("a cold start", () => {
  test("the first cards stand there before the whole copy, can be used, and End reaches the last after it", async () => {
    await at.tasks("To do", ...Array.from({ length: 30 }, (_, n) => `task ${n + 1}`));
    const page = await at.open(at.ana);
    // A browser that has nothing of the workspace yet, and a copy that takes its time.
    await page.context().clearCookies();
    await page.evaluate(async () => {
      localStorage.clear();
      for (const { name } of await indexedDB.databases()) {
        indexedDB.deleteDatabase(name ?? "");
      }
    });
    let go: () => void = () => undefined;
    const held = new Promise<void>(resolve => {
      go = resolve;
    });
    await page.route("**/snapshot*", async route => {
      await held;
      await route.continue();
    });
    await page.goto(`${at.server.origin}/signin`);
    await page.getByRole("textbox", { name: "Email" }).fill(at.ana.email);
    await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(url => url.pathname !== "/signin");
    await page.goto(at.server.origin + at.board);
    await card(page, "task 1").waitFor();
    const column = page.getByRole("region", { name: "To do" });
    await column.getByText("30", { exact: true }).waitFor();
    expect(await page.locator("[data-task]").count()).toBeLessThanOrEqual(20);
    await card(page, "task 2").focus();
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await expect.poll(async () => (await at.column("To do")).slice(0, 2)).toEqual(["task 2", "task 1"]);
    go();
    await page.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
    await expect.poll(async () => (await shown(page, "To do")).slice(0, 2)).toEqual(["task 2", "task 1"]);
    await page.keyboard.press("End");
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toMatch(/ task 30$/);
  });
});
