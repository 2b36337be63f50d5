import { expect, test } from "vitest";
import { card, shows, world } from "./support/two-browsers.ts";

const at = world();

test("who is here, what they look at, and that they type", async () => {
  const [id] = await at.tasks("To do", "one");
  const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
  const here = bo.getByRole("list", { name: "People here" });
  await here.getByRole("img", { name: "Ana Lindqvist" }).waitFor();
  await card(ana, "one").click();
  await card(bo, "one").getByRole("img", { name: "Ana Lindqvist has it open" }).waitFor();
  await card(bo, "one").click();
  const comment = ana.getByRole("textbox", { name: "Comment" });
  await comment.click();
  await ana.keyboard.type("Well");
  await bo.getByText("Ana Lindqvist is typing…").waitFor();
  await ana.context().close();
  await expect.poll(() => here.count(), { timeout: 15_000 }).toBe(0);
  expect((await at.ana.get(`/tasks/${id}`)).title).toBe("one");
});

test("what others do glows once, and moves neither focus nor scrolling", async () => {
  await at.tasks("To do", ...Array.from({ length: 40 }, (_, count) => `t${count}`));
  const ana = await at.open(at.ana);
  const list = ana.locator('[data-column="To do"] .overflow-y-auto');
  await card(ana, "t0").focus();
  for (let step = 0; step < 20; step += 1) {
    await ana.keyboard.press("ArrowDown");
  }
  const before = await card(ana, "t20").boundingBox();
  const [top] = await at.tasks("To do", "new below");
  await at.bo.post(`/tasks/${top}/move`, { before_id: (await ids())[0] });
  await at.bo.patch(`/tasks/${(await ids())[21]}`, { title: "t20 renamed" });
  const renamed = card(ana, "t20 renamed");
  await renamed.waitFor();
  expect(await renamed.evaluate(element => element.classList.contains("glow"))).toBe(true);
  expect(await ana.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(
    / t20 renamed$/,
  );
  const after = await renamed.boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  await expect.poll(() => renamed.evaluate(element => element.classList.contains("glow"))).toBe(false);
  expect(await list.evaluate(element => element.scrollTop)).toBeGreaterThan(0);

  // What came out of sight is told, and a click away.
  const news = ana.getByRole("button", { name: "1 new", exact: true });
  await news.click();
  expect(await list.evaluate(element => element.scrollTop)).toBe(0);
  await card(ana, "new below").waitFor();
  expect(await news.count()).toBe(0);

  async function ids(): Promise<string[]> {
    const { items } = await at.ana.get<{ items: { id: string }[] }>(
      `/projects/${at.project.id}/tasks?status_id=${at.status("To do")}&sort=position&limit=200`,
    );
    return items.map(task => task.id);
  }
});

test("a status that somebody else overrules is told, with a way back", async () => {
  const [id] = await at.tasks("To do", "one");
  const ana = await at.open(at.ana);
  await card(ana, "one").focus();
  await ana.keyboard.press("Alt+Shift+ArrowRight");
  await shows(ana, "In progress", ["one"]);
  await expect.poll(() => at.column("In progress")).toEqual(["one"]);
  await at.bo.post(`/tasks/${id}/move`, { status_id: at.status("Done") });
  await shows(ana, "Done", ["one"]);
  const toasts = ana.getByRole("region", { name: "Notifications" });
  await toasts.getByText("Status is now Done").waitFor();
  await toasts.getByRole("button", { name: "Change back" }).click();
  await expect.poll(() => at.column("In progress")).toEqual(["one"]);
});

test("a limit is shown and warns without refusing; a collapsed column still takes cards", async () => {
  await at.tasks("To do", "one", "two");
  await at.tasks("In progress", "a");
  await at.ana.patch(`/statuses/${at.status("In progress")}`, { wip_limit: 1 });
  const ana = await at.open(at.ana);
  const column = ana.getByRole("region", { name: "In progress" });
  await column.getByText("1/1").waitFor();
  await card(ana, "one").focus();
  await ana.keyboard.press("Alt+Shift+ArrowRight");
  await column.getByText("2/1").waitFor();
  await expect.poll(() => at.column("In progress")).toEqual(["one", "a"]);
  await column.getByRole("button", { name: "Collapse In progress" }).click();
  expect(await column.getByRole("listitem").count()).toBe(0);
  await card(ana, "two").focus();
  await ana.keyboard.press("Alt+Shift+ArrowRight");
  await expect.poll(async () => (await at.column("In progress")).length).toBe(3);
  await ana.reload();
  await column.getByRole("button", { name: "Expand In progress" }).click();
  await shows(ana, "In progress", await at.column("In progress"));
});
