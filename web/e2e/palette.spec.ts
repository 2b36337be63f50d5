import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { card, offline, world } from "./support/two-browsers.ts";

const w = world();

const dialog = (page: Page) => page.getByRole("dialog", { name: "Command palette" });
const options = (page: Page) => dialog(page).getByRole("option");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
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

test("an action asks for its value on a second page; Backspace leads out of it, a choice ends it", async () => {
  const ids = await w.tasks("To do", "one", "two", "three");
  const of = async (field: string) =>
    Promise.all(ids.map(async id => (await w.ana.get<Row & Record<string, unknown>>(`/tasks/${id}`))[field]));
  const ana = await w.open(w.ana);
  await card(ana, "one").focus();
  await ana.keyboard.press("x");
  await ana.keyboard.press("Shift+ArrowDown");
  await ask(ana, "set status");
  await ana.keyboard.press("Enter");
  const field = (name: string) => dialog(ana).getByRole("combobox", { name });
  await field("Status").waitFor();
  expect(await focused(ana)).toBe("Status");
  await dialog(ana).getByText("2 tasks").waitFor();
  expect(await ana.getByRole("dialog").count()).toBe(1);
  await accessible(ana);
  // What is typed is taken back first, then the page.
  await ana.keyboard.type("d");
  await ana.keyboard.press("Backspace");
  expect(await focused(ana)).toBe("Status");
  await ana.keyboard.press("Backspace");
  await field("Command palette").waitFor();
  expect(await focused(ana)).toBe("Command palette");
  await ana.keyboard.type("set status");
  await ana.keyboard.press("Tab");
  await field("Status").waitFor();
  await ana.keyboard.type("prog");
  await ana.keyboard.press("Enter");
  await dialog(ana).waitFor({ state: "detached" });
  await expect.poll(() => w.column("In progress")).toEqual(["one", "two"]);
  await expect.poll(() => focused(ana)).toMatch(/(one|two)$/);

  // Several may be chosen, and made: the page stays. The way back is there to be pressed, too.
  await ana.keyboard.press("Escape");
  await card(ana, "three").focus();
  await ask(ana, "set tags");
  await ana.keyboard.press("Enter");
  await field("Tags").waitFor();
  await dialog(ana)
    .getByText(/-3 three$/)
    .waitFor();
  await ana.keyboard.type("lamp");
  await ana.keyboard.press("Enter");
  await expect.poll(async () => ((await of("tag_ids"))[2] as string[]).length).toBe(1);
  await dialog(ana).getByRole("button", { name: "Back" }).click();
  await field("Command palette").fill("due date");
  await ana.keyboard.press("Enter");
  await dialog(ana)
    .getByRole("group", { name: "Due date" })
    .getByRole("button", { name: "Tomorrow" })
    .click();
  await dialog(ana).waitFor({ state: "detached" });
  await expect.poll(async () => (await of("due"))[2]).toBeTruthy();
  expect(await focused(ana)).toMatch(/three$/);
  await ask(ana, "move to");
  await ana.keyboard.press("Enter");
  await dialog(ana).getByRole("combobox", { name: "Column" }).selectOption("Done");
  await accessible(ana);
  await dialog(ana).getByRole("button", { name: "Move", exact: true }).click();
  await dialog(ana).waitFor({ state: "detached" });
  await expect.poll(() => w.column("Done")).toEqual(["three"]);
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
  await offline(ana);
  await ana.getByRole("searchbox", { name: "Search" }).fill("lantern 7");
  await ana.getByText("The server cannot be asked now", { exact: false }).waitFor();
  await expect.poll(() => hits.count()).toBeGreaterThan(0);
});
