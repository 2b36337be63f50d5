import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const dialog = (page: Page) => page.getByRole("dialog", { name: "Command palette" });
const options = (page: Page) => dialog(page).getByRole("option");
const first = (page: Page) => options(page).first().textContent();

async function ask(page: Page, text: string): Promise<void> {
  if ((await dialog(page).count()) === 0) {
    await page.keyboard.press("Control+k");
    await dialog(page).waitFor();
  }
  await dialog(page).getByRole("combobox").fill(text);
}

test("actions for the card come first, then what was found, then places; each with its keys", async () => {
  const [id] = await w.tasks("To do", "Set the table", "Lamp");
  const ana = await w.open(w.ana);
  await card(ana, "Set the table").focus();
  await ask(ana, "set");
  await expect.poll(() => first(ana)).toMatch(/^Set (status|priority|tags|due|start|estimate)/);
  const texts = await options(ana).allTextContents();
  const at = (text: RegExp) => texts.findIndex(one => text.test(one));
  expect(at(/^Set status/)).toBeGreaterThanOrEqual(0);
  expect(at(/^Set status/)).toBeLessThan(at(/^Set the table/));
  expect(at(/^Set the table/)).toBeLessThan(at(/^Settings/));
  await accessible(ana);
  await ask(ana, "set priority");
  await ana.keyboard.press("Enter");
  await ana.getByRole("option", { name: "Urgent" }).click();
  await expect.poll(async () => (await w.ana.get(`/tasks/${id}`)).priority).toBe("urgent");
  // What may not be done now is not there.
  await ana.goto(`${w.server.origin}/${w.workspace.slug}/trash`);
  await ana.getByRole("heading", { level: 1, name: "Trash" }).waitFor();
  await ask(ana, "set priority");
  expect((await options(ana).allTextContents()).filter(text => /^Set priority/.test(text))).toEqual([]);
});

test("tasks by key or words, projects, views and people are found; prefixes narrow", async () => {
  await w.tasks("To do", "Repair the lamp");
  await w.ana.post(`/workspaces/${w.workspace.id}/views`, {
    name: "Lamps of all rooms",
    layout: "list",
    filter: "title ~ lamp",
  });
  const ana = await w.open(w.ana);
  await card(ana, "Repair the lamp").waitFor();
  await ask(ana, "lamp");
  await options(ana).filter({ hasText: "Repair the lamp" }).waitFor();
  await options(ana).filter({ hasText: "Lamps of all rooms" }).waitFor();
  await options(ana).filter({ hasText: "Search for “lamp”" }).waitFor();
  await ask(ana, "bo ch");
  await options(ana).filter({ hasText: "Bo Chen" }).waitFor();
  await ask(ana, "@");
  await expect.poll(async () => (await options(ana).allTextContents()).length).toBe(2);
  await ask(ana, "#web");
  await expect.poll(() => first(ana)).toMatch(/^Web/);
  await ask(ana, ">inbox");
  await expect.poll(() => first(ana)).toMatch(/^Inbox/);
  await ask(ana, `${w.project.key}-1`);
  await ana.keyboard.press("Enter");
  await ana.getByRole("article", { name: /Repair the lamp$/ }).waitFor();
});

test("the language is a page of its own, Backspace leads out of it, and the palette opens beside settings, too", async () => {
  const ana = await w.open(w.ana, "/account/profile");
  await ask(ana, "language");
  await ana.keyboard.press("Enter");
  await options(ana).filter({ hasText: "Deutsch" }).waitFor();
  await expect.poll(() => options(ana).count()).toBe(3);
  await dialog(ana).getByRole("combobox").press("Backspace");
  await expect.poll(() => options(ana).count()).toBeGreaterThan(5);
  await ask(ana, "language");
  await ana.keyboard.press("Enter");
  await options(ana).filter({ hasText: "Deutsch" }).waitFor();
  await ana.keyboard.type("deu");
  await ana.keyboard.press("Enter");
  await ana.getByRole("heading", { level: 1, name: "Kontoeinstellungen" }).waitFor();
  await ana.keyboard.press("g");
  await ana.keyboard.press("m");
  await ana.waitForURL(/\/acme\/my$/);
});

test("search finds in what is loaded and on the server, goes on, and says when it could not ask", {
  timeout: 60_000,
}, async () => {
  const titles = Array.from({ length: 60 }, (_, count) => `Lantern ${count + 1}`);
  const [first] = await w.tasks("To do", ...titles);
  await w.ana.post(`/tasks/${first}/comments`, { body: "A lantern of paper" });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/search`);
  await ana.getByRole("searchbox", { name: "Search" }).fill("lantern");
  const hits = ana.locator("[data-hit]");
  await ana.getByText("The first 50 results").waitFor();
  await expect.poll(() => hits.count()).toBe(50);
  await ana.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => hits.count()).toBe(61);
  await ana.getByText("61 results").waitFor();
  await accessible(ana);
  await ana.getByText("Comments", { exact: true }).click();
  await ana.getByText("1 result", { exact: true }).waitFor();
  await ana.getByText("Tasks", { exact: true }).click();
  await ana.getByText("The first 50 results").waitFor();
  // What was looked for lately is offered; what is here is found without a server.
  await ana.getByRole("searchbox", { name: "Search" }).fill("");
  await ana.getByRole("region", { name: "Recent searches" }).getByRole("button", { name: "lantern" }).click();
  await hits.first().waitFor();
  await ana.context().setOffline(true);
  await ana.getByRole("searchbox", { name: "Search" }).fill("lantern 7");
  await ana.getByText("The server cannot be asked now", { exact: false }).waitFor();
  await expect.poll(() => hits.count()).toBeGreaterThan(0);
});
