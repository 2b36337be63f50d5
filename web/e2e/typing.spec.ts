import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const page = (number: number) => `/${w.workspace.slug}/t/${w.project.key}-${number}`;
const field = (on: Page) => on.getByRole("textbox", { name: "Title" });
const title = async (id: string) => (await w.ana.get(`/tasks/${id}`))["title"];
/** What has the keyboard's focus. */
const focused = (on: Page) => on.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");

test("a title is saved once, put back by Esc, and still takes what is typed then", async () => {
  const [id = ""] = await w.tasks("To do", "Lamp");
  const ana = await w.open(w.ana, page(1));
  let sent = 0;
  ana.on("request", request => {
    sent += request.method() === "PATCH" ? 1 : 0;
  });
  await field(ana).fill("Tall lamp");
  await ana.keyboard.press("Enter");
  await expect.poll(() => title(id)).toBe("Tall lamp");
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  expect(sent).toBe(1);
  await ana.keyboard.press("Control+z");
  await expect.poll(() => title(id)).toBe("Lamp");

  await field(ana).click();
  await ana.keyboard.press("End");
  await ana.keyboard.type(" or not");
  await ana.keyboard.press("Escape");
  expect(await field(ana).inputValue()).toBe("Lamp");
  await ana.keyboard.press("End");
  await ana.keyboard.type(" for the hall");
  expect(await field(ana).inputValue()).toBe("Lamp for the hall");
  await ana.keyboard.press("Tab");
  await expect.poll(() => title(id)).toBe("Lamp for the hall");
});

test("Esc leads out of the title of a peek, and then out of the peek", async () => {
  await w.tasks("To do", "Lamp");
  const ana = await w.open(w.ana, `${w.board}?peek=${w.project.key}-1`);
  await field(ana).click();
  await ana.keyboard.type("X");
  await ana.keyboard.press("Escape");
  await ana.keyboard.press("Escape");
  expect(await ana.evaluate(() => document.activeElement?.textContent)).toMatch(/^Status/);
  await ana.keyboard.press("Escape");
  await field(ana).waitFor({ state: "detached" });
});

test("two write one title: both texts wait for a decision, also after a reload", async () => {
  const [id = ""] = await w.tasks("To do", "Lamp");
  const ana = await w.open(w.ana, page(1));
  await field(ana).click();
  await ana.keyboard.press("End");
  await ana.keyboard.type(" of mine");
  await w.bo.patch(`/tasks/${id}`, { title: "Lamp of Bo" });
  await ana.keyboard.press("Tab");
  const texts = ana.getByRole("dialog", { name: "Your texts" });
  await texts.getByRole("button", { name: "Decide later" }).click();
  const notices = ana.getByRole("region", { name: "Notifications" });
  await notices.getByText("One text of yours waits for your decision.").waitFor();
  await ana.reload();
  await field(ana).waitFor();
  await notices.getByRole("button", { name: "Show my text" }).click();
  await texts.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(() => title(id)).toBe("Lamp of mine");
  expect(await notices.getByText("One text of yours waits").count()).toBe(0);
});

test("a title is saved by going back, and by a reload", async () => {
  const [id = ""] = await w.tasks("To do", "Lamp");
  const ana = await w.open(w.ana);
  await card(ana, "Lamp").focus();
  await ana.keyboard.press("Enter");
  await field(ana).click();
  await ana.keyboard.press("End");
  await ana.keyboard.type(" back");
  await ana.goBack();
  await card(ana, "Lamp back").waitFor();
  await expect.poll(() => title(id)).toBe("Lamp back");
  await ana.goto(w.server.origin + page(1));
  await field(ana).click();
  await ana.keyboard.press("End");
  await ana.keyboard.type(" again");
  await ana.reload();
  await expect.poll(() => title(id)).toBe("Lamp back again");
  await expect.poll(() => field(ana).inputValue()).toBe("Lamp back again");
});

test("a colleague who moves or deletes a card takes neither the focus nor what is being typed", async () => {
  const [one = "", two = ""] = await w.tasks("To do", "one", "two", "three");
  const ana = await w.open(w.ana);
  const move = (id: string, column: string) =>
    w.bo.post(`/tasks/${id}/move`, { status_id: w.status(column) });
  const inColumn = (name: string, text: string) =>
    ana.locator(`[data-column="${name}"]`).getByText(text, { exact: true });
  await card(ana, "one").focus();
  await move(one, "Done");
  await inColumn("Done", "one").waitFor();
  await expect.poll(() => focused(ana)).toMatch(/one$/);

  await ana.keyboard.press("r");
  await field(ana).waitFor();
  await ana.keyboard.press("End");
  await ana.keyboard.type(" and");
  await move(one, "To do");
  await ana.locator('[data-column="To do"]').getByRole("textbox", { name: "Title" }).waitFor();
  await ana.keyboard.type(" only");
  await ana.keyboard.press("Enter");
  await expect.poll(() => title(one)).toBe("one and only");

  await card(ana, "two").focus();
  await w.bo.delete(`/tasks/${two}`);
  await card(ana, "two").waitFor({ state: "detached" });
  await expect.poll(() => focused(ana)).toMatch(/three$/);
});

test("what is refused goes back with the focus on it, and many refusals are told as one", async () => {
  await w.tasks("To do", "one", "two", "three");
  const ana = await w.open(w.ana);
  const refuse = { status: 403, contentType: "application/problem+json", body: '{"code":"forbidden"}' };
  await ana.route(/\/api\/v1\/tasks\//, route =>
    route.request().method() === "GET" ? route.continue() : route.fulfill(refuse),
  );
  const notices = ana.getByRole("region", { name: "Notifications" });
  await card(ana, "two").focus();
  await ana.keyboard.press("Alt+Shift+ArrowRight");
  await notices.getByText("two was put back: Your role does not allow this.").waitFor();
  await ana.locator('[data-column="To do"]').getByText("two").waitFor();
  await expect.poll(() => focused(ana)).toMatch(/two$/);
  await ana.keyboard.press("Control+a");
  await ana.keyboard.press("p");
  await ana.getByRole("option", { name: "Urgent" }).click();
  await notices.getByText("3 changes were put back: Your role does not allow this.").waitFor();
  expect(await notices.getByText("was put back").count()).toBe(1);

  // Esc out of a new task: the keyboard is where it was.
  await ana.keyboard.press("Escape");
  await card(ana, "three").focus();
  await ana.keyboard.press("n");
  await ana.getByRole("textbox", { name: "New task in To do" }).waitFor();
  await ana.keyboard.press("Escape");
  await expect.poll(() => focused(ana)).toMatch(/three$/);
});

test("what a filter hides is told: a new task, and the limit of a column", async () => {
  await w.tasks("In progress", "one", "two", "three");
  await w.ana.patch(`/statuses/${w.status("In progress")}`, { wip_limit: 2 });
  await w.ana.patch(`/tasks/${(await w.tasks("To do", "high"))[0]}`, { priority: "high" });
  await w.ana.patch(`/tasks/${(await w.tasks("To do", "higher"))[0]}`, { priority: "high" });
  const ana = await w.open(w.ana, `${w.board}?filter=priority+%3D+high`);
  await card(ana, "high").waitFor();
  await ana.locator('[data-column="In progress"]').getByText("3/2").waitFor();
  await card(ana, "high").focus();
  await ana.keyboard.press("n");
  await ana.getByRole("textbox", { name: "New task in To do" }).fill("of no priority");
  await ana.keyboard.press("Enter");
  const notices = ana.getByRole("region", { name: "Notifications" });
  await notices.getByText("Task created").waitFor();
  await notices.getByRole("button", { name: "Open" }).click();
  await ana.getByRole("article", { name: /of no priority$/ }).waitFor();

  // A card that one's own change takes out of the filter leaves the keyboard to its neighbour.
  await ana.keyboard.press("Escape");
  await card(ana, "high").focus();
  await ana.keyboard.press("p");
  await ana.getByRole("option", { name: "Low" }).click();
  await card(ana, "high").waitFor({ state: "detached" });
  await expect.poll(() => focused(ana)).toMatch(/higher$/);
});

test("lines that are pasted below a task become as many subtasks", async () => {
  await w.tasks("To do", "Paint the hall");
  const ana = await w.open(w.ana, page(1), { permissions: ["clipboard-read", "clipboard-write"] });
  await ana.getByRole("button", { name: "Add a subtask" }).click();
  await ana.getByRole("textbox", { name: "New subtask" }).waitFor();
  await ana.evaluate(() => navigator.clipboard.writeText("Buy paint\nBuy brushes\r\n\nTape the doors"));
  await ana.keyboard.press("Control+v");
  const below = ana.getByRole("region", { name: "Subtasks" });
  await below.getByText("Tape the doors").waitFor();
  await expect
    .poll(() => w.column("To do"))
    .toEqual(["Paint the hall", "Buy paint", "Buy brushes", "Tape the doors"]);
  expect(await below.getByRole("listitem").count()).toBe(3);
});

test("a time that is typed is one change, and of several tasks each keeps its day", async () => {
  const [one = "", two = ""] = await w.tasks("To do", "one", "two");
  await w.ana.patch(`/tasks/${one}`, { due: { date: "2031-03-03" } });
  await w.ana.patch(`/tasks/${two}`, { due: { date: "2031-03-05" } });
  const ana = await w.open(w.ana);
  let sent = 0;
  ana.on("request", request => {
    sent += request.method() === "PATCH" ? 1 : 0;
  });
  await card(ana, "one").focus();
  await ana.keyboard.press("Control+a");
  await ana.keyboard.press("d");
  await ana.getByLabel("Time", { exact: true }).focus();
  await ana.keyboard.type("0345PM");
  await ana.keyboard.press("Enter");
  const due = async (id: string) => (await w.ana.get(`/tasks/${id}`))["due"];
  await expect
    .poll(() => due(one))
    .toMatchObject({ date: "2031-03-03", time: expect.stringMatching(/^15:45/) });
  await expect
    .poll(() => due(two))
    .toMatchObject({ date: "2031-03-05", time: expect.stringMatching(/^15:45/) });
  expect(sent).toBe(2);
});
