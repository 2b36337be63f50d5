import { expect, test } from "vitest";
import { card, shows, world } from "./support/two-browsers.ts";

const at = world();
const PRIORITIES = ["none", "low", "medium", "high"] as const;

test("twenty selected get a priority, and one undo gives each its own back, in both browsers", async () => {
  const names = Array.from({ length: 20 }, (_, count) => `t${String(count).padStart(2, "0")}`);
  const ids = await at.tasks("To do", ...names);
  await Promise.all(
    ids.map((id, count) => at.ana.patch(`/tasks/${id}`, { priority: PRIORITIES[count % 4] })),
  );
  const priorities = async () => {
    const { items } = await at.ana.get<{ items: { title: string; priority: string }[] }>(
      `/projects/${at.project.id}/tasks?limit=200`,
    );
    return items.sort((one, other) => one.title.localeCompare(other.title)).map(task => task.priority);
  };
  const before = await priorities();
  const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
  await card(ana, "t00").focus();
  await ana.keyboard.press("Control+a");
  await ana.getByText("20 selected").waitFor();
  await ana.keyboard.press("p");
  await ana.getByRole("option", { name: "Urgent" }).click();
  const urgent = (page: typeof ana) =>
    page.locator("[data-task]").getByRole("img", { name: "Urgent" }).count();
  await expect.poll(() => urgent(ana)).toBeGreaterThan(5);
  await expect.poll(priorities).toEqual(Array(20).fill("urgent"));
  await expect.poll(() => urgent(bo)).toBeGreaterThan(5);
  await ana.keyboard.press("Control+z");
  await expect.poll(() => urgent(ana)).toBe(0);
  await expect.poll(priorities).toEqual(before);
  await expect.poll(() => urgent(bo)).toBe(0);
  for (const page of [ana, bo]) {
    expect(await card(page, "t01").getByRole("img", { name: "Low" }).count()).toBe(1);
    expect(await card(page, "t03").getByRole("img", { name: "High" }).count()).toBe(1);
  }
  await shows(ana, "Done", []);
});

test("what somebody has changed since is left as it is by an undo, which says so", async () => {
  const [one, two] = await at.tasks("To do", "one", "two");
  const ana = await at.open(at.ana);
  await card(ana, "one").focus();
  await ana.keyboard.press("Control+a");
  await ana.keyboard.press("p");
  await ana.getByRole("option", { name: "High" }).click();
  await expect.poll(async () => (await at.ana.get(`/tasks/${two}`)).priority).toBe("high");
  await at.bo.patch(`/tasks/${one}`, { priority: "urgent" });
  await card(ana, "one").getByRole("img", { name: "Urgent" }).waitFor();
  await ana.keyboard.press("Control+z");
  await expect.poll(async () => (await at.ana.get(`/tasks/${two}`)).priority).toBe("none");
  expect((await at.ana.get(`/tasks/${one}`)).priority).toBe("urgent");
  await ana.getByText("One task was left as it is").first().waitFor();
});
