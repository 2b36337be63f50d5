import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { card, offline, shown, shows, world } from "./support/two-browsers.ts";

const at = world();

const state = (page: Page) => page.locator("[role=status][data-state]").first().getAttribute("data-state");
const said = (page: Page) => page.locator("[role=status][data-state]").first().textContent();

/** Makes a task with the column's own button. */
async function make(page: Page, column: string, title: string): Promise<void> {
  const region = page.getByRole("region", { name: column });
  await region.getByRole("button", { name: `Add a task to ${column}` }).click();
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
}

async function once(title: string): Promise<void> {
  const { items } = await at.ana.get<{ items: { title: string }[] }>(
    `/projects/${at.project.id}/tasks?limit=200`,
  );
  expect(items.filter(task => task.title === title)).toHaveLength(1);
}

describe("without the server", () => {
  test("it is killed while one works: what was done is saved later, and the other sees each once", async () => {
    await at.tasks("To do", "one", "two");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    await at.server.kill();
    await make(ana, "To do", "made without");
    await card(ana, "one").focus();
    await ana.keyboard.press("Alt+Shift+ArrowRight");
    await card(ana, "two").focus();
    await ana.keyboard.press("p");
    await ana.getByRole("option", { name: "Urgent" }).click();
    await shows(ana, "In progress", ["one"]);
    await expect.poll(() => state(ana), { timeout: 15_000 }).toMatch(/reconnecting|offline/);
    expect(await ana.locator("[data-pending]").count()).toBe(3);
    await at.server.start();
    await expect.poll(() => said(ana), { timeout: 30_000 }).toContain("All changes saved");
    await shows(bo, "In progress", ["one"], 30_000);
    await shows(bo, "To do", ["made without", "two"], 30_000);
    expect(await ana.locator("[data-pending]").count()).toBe(0);
    await once("made without");
    expect(await at.column("In progress")).toEqual(["one"]);
    const { items } = await at.ana.get<{ items: { title: string; priority: string }[] }>(
      `/projects/${at.project.id}/tasks`,
    );
    expect(items.find(task => task.title === "two")?.priority).toBe("urgent");
  });

  test("offline, through a reload: made, moved, commented, and each arrives once", async () => {
    await at.tasks("To do", "one", "two");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    await ana.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await ana.reload();
    await shows(ana, "To do", ["one", "two"]);
    // The first cards come before the rest of the workspace, which is then kept on the disk.
    await expect.poll(() => state(ana)).toBe("live");
    await ana.waitForTimeout(1_000);
    await offline(ana);
    await expect.poll(() => state(ana)).toBe("offline");
    await make(ana, "To do", "offline");
    await card(ana, "two").focus();
    await ana.keyboard.press("Alt+Shift+ArrowRight");
    await card(ana, "one").click();
    await ana.getByRole("textbox", { name: "Comment" }).fill("written offline");
    await ana.keyboard.press("Control+Enter");
    await ana.getByText("written offline").waitFor();
    await ana.reload();
    await shows(ana, "To do", ["offline", "one"]);
    await shows(ana, "In progress", ["two"]);
    await ana.getByText("written offline").waitFor();
    expect(await state(ana)).toBe("offline");
    await ana.context().setOffline(false);
    await expect.poll(() => said(ana), { timeout: 30_000 }).toContain("All changes saved");
    await shows(bo, "To do", ["offline", "one"]);
    await shows(bo, "In progress", ["two"]);
    await once("offline");
    const [id] = await ids("one");
    const { items } = await at.ana.get<{ items: { body: string }[] }>(`/tasks/${id}/comments`);
    expect(items.map(comment => comment.body)).toEqual(["written offline"]);
  });

  test("the same title on both sides: both are offered, and nothing is overwritten before one has chosen", async () => {
    const [id] = await at.tasks("To do", "first");
    const ana = await at.open(at.ana);
    await shows(ana, "To do", ["first"]);
    await offline(ana);
    await card(ana, "first").focus();
    await ana.keyboard.press("r");
    await ana.keyboard.press("Control+a");
    await ana.keyboard.type("mine");
    await ana.keyboard.press("Enter");
    await shows(ana, "To do", ["mine"]);
    await at.bo.patch(`/tasks/${id}`, { title: "theirs" });
    await ana.context().setOffline(false);
    const dialog = ana.getByRole("dialog", { name: "Your texts" });
    await dialog.waitFor({ timeout: 20_000 });
    expect(await dialog.getByText("mine", { exact: true }).count()).toBe(1);
    expect(await dialog.getByText("theirs", { exact: true }).count()).toBe(1);
    expect((await at.ana.get(`/tasks/${id}`)).title).toBe("theirs");
    expect(await shown(ana, "To do")).toEqual(["theirs"]);
    await dialog.getByRole("button", { name: "Keep mine" }).click();
    await shows(ana, "To do", ["mine"]);
    await expect.poll(async () => (await at.ana.get(`/tasks/${id}`)).title).toBe("mine");
    expect(await dialog.count()).toBe(0);
  });

  test("a server that stores nothing at the moment is told of, and what waits is saved when it does again", async () => {
    await at.tasks("To do", "one");
    const ana = await at.open(at.ana, at.board, { serviceWorkers: "block" });
    await card(ana, "one").waitFor();
    let full = true;
    await ana.route("**/api/v1/tasks/**", async route => {
      const problem = { code: "storage_unavailable", status: 503, detail: "The disk is full." };
      await (full && route.request().method() !== "GET"
        ? route.fulfill({
            status: 503,
            contentType: "application/problem+json",
            body: JSON.stringify(problem),
          })
        : route.continue());
    });
    await card(ana, "one").focus();
    await ana.keyboard.press("p");
    await ana.getByRole("option", { name: "Urgent" }).click();
    const strip = ana.getByText("The server takes no changes at the moment. Yours waits here.");
    await strip.waitFor();
    expect(await card(ana, "one").getAttribute("data-pending")).not.toBeNull();
    full = false;
    await strip.waitFor({ state: "detached", timeout: 40_000 });
    await expect.poll(() => state(ana)).toBe("live");
    const { items } = await at.ana.get<{ items: { priority: string }[] }>(`/projects/${at.project.id}/tasks`);
    expect(items[0]?.priority).toBe("urgent");
  });
});

async function ids(title: string): Promise<string[]> {
  const { items } = await at.ana.get<{ items: { id: string; title: string }[] }>(
    `/projects/${at.project.id}/tasks?limit=200`,
  );
  return items.filter(task => task.title === title).map(task => task.id);
}
