import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { offline, world } from "./support/two-browsers.ts";

const at = world();

const field = (page: Page) => page.getByRole("textbox", { name: "Description" });
const lines = (page: Page) =>
  field(page).evaluate(element => [...element.querySelectorAll(".cm-line")].map(line => line.textContent));
const described = async (id: string) => (await at.ana.get(`/tasks/${id}`)).description;

/** A task with a description, and its page. */
async function task(description: string): Promise<{ id: string; path: string }> {
  const [id = ""] = await at.tasks("To do", "one");
  const { key } = await at.ana.patch(`/tasks/${id}`, { description });
  return { id, path: `/${at.workspace.slug}/t/${key}` };
}

async function write(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Edit|Add a) description$/ }).click();
  await field(page).waitFor();
}

test("two write one description: each sees the other's words, name and cursor, and it is saved", async () => {
  const { id, path } = await task("Walls\nDoors");
  const [ana, bo] = await Promise.all([at.open(at.ana, path), at.open(at.bo, path)]);
  await Promise.all([write(ana), write(bo)]);
  await ana.keyboard.press("Control+Home");
  await ana.keyboard.type("All ");
  await bo.keyboard.type(" in white");
  await expect.poll(() => lines(bo)).toEqual(["All Walls", "Doors in white"]);
  await expect.poll(() => lines(ana)).toEqual(["All Walls", "Doors in white"]);
  await bo.locator('[data-peer="Ana Lindqvist"]').waitFor();
  await ana.locator('[data-peer="Bo Chen"]').waitFor();
  await ana.getByRole("list", { name: "Writing here too" }).getByRole("img", { name: "Bo Chen" }).waitFor();
  // Both in one line, at once.
  await Promise.all([ana.keyboard.type("the "), bo.keyboard.type(", and soon")]);
  await expect.poll(() => lines(ana)).toEqual(["All the Walls", "Doors in white, and soon"]);
  await expect.poll(() => lines(bo)).toEqual(["All the Walls", "Doors in white, and soon"]);
  // Undo is one's own.
  await ana.keyboard.press("Control+z");
  await expect.poll(async () => (await lines(bo))[1]).toBe("Doors in white, and soon");
  await ana.keyboard.press("Control+Shift+z");
  await ana.keyboard.press("Control+Enter");
  await ana.getByText("All the Walls").waitFor();
  expect(await field(ana).count()).toBe(0);
  await expect.poll(() => described(id)).toBe("All the Walls\nDoors in white, and soon");
  await bo.keyboard.type("!");
  // Nobody says to be done: it is saved soon.
  await expect
    .poll(() => described(id), { timeout: 15_000 })
    .toBe("All the Walls\nDoors in white, and soon!");
  await ana.getByText("and soon!").waitFor();
  await bo.getByRole("button", { name: "Done" }).click();
});

test("what is typed offline, through a reload, is merged with what the other wrote meanwhile", async () => {
  const { id, path } = await task("Walls");
  const [ana, bo] = await Promise.all([at.open(at.ana, path), at.open(at.bo, path)]);
  await ana.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await ana.reload();
  await Promise.all([write(ana), write(bo)]);
  await offline(ana);
  await ana.keyboard.press("Control+End");
  await ana.keyboard.type(", offline");
  await bo.keyboard.press("Control+Home");
  await bo.keyboard.type("Online: ");
  await expect.poll(() => described(id), { timeout: 15_000 }).toBe("Online: Walls");
  expect(await lines(ana)).toEqual(["Walls, offline"]);
  await ana.waitForTimeout(600);
  await ana.reload();
  await ana.getByText("Walls, offline").waitFor();
  await ana.context().setOffline(false);
  await expect.poll(() => lines(bo), { timeout: 30_000 }).toEqual(["Online: Walls, offline"]);
  await expect.poll(() => described(id), { timeout: 15_000 }).toBe("Online: Walls, offline");
  // Its socket may have waited for long already.
  await ana.getByText("Online: Walls, offline").waitFor({ timeout: 40_000 });
}, 120_000);

test("two tabs offline keep each its own words; who comes next sends both", async () => {
  const { id, path } = await task("Walls and doors");
  const one = await at.open(at.ana, path);
  await one.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await one.reload();
  const other = await one.context().newPage();
  await other.goto(at.server.origin + path);
  await write(one);
  await write(other);
  await offline(one);
  await one.keyboard.press("Control+End");
  await one.keyboard.type("!");
  await other.keyboard.press("Control+Home");
  await other.keyboard.type("All ");
  await Promise.all([one.waitForTimeout(700), other.waitForTimeout(700)]);
  const last = await one.context().newPage();
  await Promise.all([one.close({ runBeforeUnload: false }), other.close({ runBeforeUnload: false })]);
  await last.goto(at.server.origin + path);
  await last.getByText("All Walls and doors!").waitFor();
  await last.context().setOffline(false);
  await expect.poll(() => described(id), { timeout: 30_000 }).toBe("All Walls and doors!");
}, 90_000);

test("who loses the project keeps what was typed, and hears no more", async () => {
  const { id, path } = await task("Walls");
  const [ana, bo] = await Promise.all([at.open(at.ana, path), at.open(at.bo, path)]);
  await Promise.all([write(ana), write(bo)]);
  await bo.keyboard.type(" mine");
  await expect.poll(() => lines(ana)).toEqual(["Walls mine"]);
  await at.ana.delete(`/tasks/${id}`);
  await bo.getByText("Your text is kept here").waitFor();
  expect(await field(bo).inputValue()).toBe("Walls mine");
});

test("a description that is changed otherwise comes into what is being written", async () => {
  const { id, path } = await task("- walls\n- doors");
  const ana = await at.open(at.ana, path);
  await write(ana);
  await ana.keyboard.type(" in white");
  await at.bo.patch(`/tasks/${id}`, { description: "- all walls\n- doors" });
  await expect.poll(() => lines(ana)).toEqual(["- all walls", "- doors in white"]);
  await expect.poll(() => described(id), { timeout: 15_000 }).toBe("- all walls\n- doors in white");
});
