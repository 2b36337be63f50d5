import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

const settings = (page: string) => w.board.replace(/board$/, `settings/${page}`);
const task = (id = `${w.project.key}-1`) => `/${w.workspace.slug}/t/${id}`;
const value = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}:`) });

test("a manager makes fields, and people fill them in, each seeing the other at once", async () => {
  await w.tasks("To do", "Ship it");
  const ana = await w.open(w.ana, settings("fields"));
  await ana.getByRole("button", { name: "New field" }).click();
  await ana.getByRole("textbox", { name: "Name" }).fill("Size");
  await ana.getByRole("combobox", { name: "Kind" }).selectOption("select");
  await ana.getByRole("textbox", { name: "Option 1" }).fill("Small");
  await ana.getByRole("textbox", { name: "Option 2" }).fill("Large");
  await ana.getByRole("button", { name: "Save" }).click();
  await ana.getByRole("list", { name: "Custom fields" }).getByText("Size").waitFor();
  for (const [name, kind] of [
    ["Spec", "url"],
    ["Effort", "number"],
  ]) {
    await ana.getByRole("button", { name: "New field" }).click();
    await ana.getByRole("textbox", { name: "Name" }).fill(name ?? "");
    await ana.getByRole("combobox", { name: "Kind" }).selectOption(kind ?? "");
    await ana.getByRole("button", { name: "Save" }).click();
    await ana
      .getByRole("list", { name: "Custom fields" })
      .getByText(name ?? "", { exact: true })
      .waitFor();
  }
  await accessible(ana);

  const bo = await w.open(w.bo, task());
  await ana.goto(w.server.origin + task());
  await value(ana, "Size").click();
  await ana.getByRole("option", { name: "Large" }).click();
  await value(bo, "Size").getByText("Large").waitFor();
  await value(bo, "Spec").click();
  await bo.getByRole("textbox", { name: "Spec" }).fill("no address");
  await bo.keyboard.press("Enter");
  await bo.getByText("Give a web address").waitFor();
  await bo.getByRole("textbox", { name: "Spec" }).fill("example.org/spec");
  await bo.keyboard.press("Enter");
  expect(await ana.getByRole("link", { name: /example.org\/spec/ }).getAttribute("href")).toBe(
    "https://example.org/spec",
  );
  await value(ana, "Effort").click();
  await ana.getByRole("textbox", { name: "Effort" }).fill("2,5");
  await ana.keyboard.press("Enter");
  await value(bo, "Effort").getByText("2.5").waitFor();
  await accessible(bo);
  // Undo gives back what was there, which was nothing, and leaves Bo's link alone.
  await ana.keyboard.press("Control+z");
  await value(bo, "Effort").getByText("None").waitFor();
  await value(ana, "Spec").getByText("example.org/spec").waitFor();
});

test("a cycle is planned, started and completed; what is unfinished goes on in the next", async () => {
  const [first] = await w.tasks("To do", "Left over");
  const [done] = await w.tasks("Done", "Finished");
  const ana = await w.open(w.ana, settings("cycles"));
  for (const name of ["Sprint one", "Sprint two"]) {
    await ana.getByRole("button", { name: "New cycle" }).click();
    await ana.getByRole("textbox", { name: "Name" }).fill(name);
    await ana.getByRole("button", { name: "Save" }).click();
    await ana.getByText(name).waitFor();
  }
  await ana.getByRole("button", { name: "Start Sprint one" }).click();
  await ana.getByRole("list", { name: "Running" }).getByText("Sprint one").waitFor();

  await ana.goto(w.server.origin + task());
  await value(ana, "Cycle").click();
  await ana.getByRole("option", { name: "Sprint one" }).click();
  await value(ana, "Cycle").getByText("Sprint one").waitFor();
  const { items } = await w.ana.get<{ items: Row[] }>(`/projects/${w.project.id}/cycles?state=active`);
  await w.ana.patch(`/tasks/${done}`, { cycle_id: items[0]?.id ?? "" });

  await ana.goto(w.server.origin + settings("cycles"));
  await ana.getByText("1 of 2 done").waitFor();
  await ana.getByRole("button", { name: "Complete", exact: true }).click();
  const dialog = ana.getByRole("dialog", { name: "Complete Sprint one" });
  await dialog.getByText("One task is not finished").waitFor();
  await accessible(ana);
  await dialog.getByRole("button", { name: "Complete" }).click();
  await ana.getByRole("list", { name: "Completed" }).getByText("Sprint one").waitFor();
  const { items: planned } = await w.ana.get<{ items: Row[] }>(
    `/projects/${w.project.id}/cycles?state=planned`,
  );
  expect((await w.ana.get(`/tasks/${first}`)).cycle_id).toBe(planned[0]?.id);
});

test("milestones have an order, a day and a share that is done", async () => {
  await w.tasks("To do", "Build");
  const ana = await w.open(w.ana, settings("milestones"));
  for (const name of ["Alpha", "Beta"]) {
    await ana.getByRole("button", { name: "New milestone" }).click();
    await ana.getByRole("textbox", { name: "Name" }).fill(name);
    await ana.getByLabel("Target date").fill("2030-05-04");
    await ana.getByRole("button", { name: "Save" }).click();
    await ana.getByText(name).waitFor();
  }
  await ana.getByRole("button", { name: "Move Beta up" }).click();
  const names = ana.getByRole("list", { name: "Milestones" }).getByRole("listitem");
  await expect.poll(() => names.first().textContent()).toContain("Beta");
  await accessible(ana);
  await ana.goto(w.server.origin + task());
  await value(ana, "Milestone").click();
  await ana.getByRole("option", { name: /Alpha/ }).click();
  await value(ana, "Milestone").getByText("Alpha").waitFor();
  await ana.goto(w.server.origin + settings("milestones"));
  await ana.getByText("0 of 1 done").waitFor();
});

test("time: a timer that everybody's screen knows, and a stretch by hand", async () => {
  await w.tasks("To do", "Think", "Write");
  const ana = await w.open(w.ana, task());
  const other = await w.open(w.ana, w.board);
  await ana.getByRole("button", { name: "Start the timer" }).click();
  const running = other.getByRole("region", { name: "Your timer" });
  await running.getByText(`${w.project.key}-1`).waitFor();
  // Starting another stops the first.
  await ana.goto(w.server.origin + task(`${w.project.key}-2`));
  await ana.getByRole("button", { name: "Start the timer" }).click();
  await running.getByText(`${w.project.key}-2`).waitFor();
  await running.getByRole("button", { name: /^Stop the timer/ }).click();
  await running.waitFor({ state: "detached" });
  await ana.getByRole("button", { name: "Start the timer" }).waitFor();

  await value(ana, "Time").click();
  const dialog = ana.getByRole("dialog", { name: /^Time on/ });
  await dialog.getByRole("textbox", { name: "How long" }).fill("soon");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("Write it like").waitFor();
  await dialog.getByRole("textbox", { name: "How long" }).fill("1h 30m");
  await dialog.getByRole("textbox", { name: "Note" }).first().fill("Outline");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("1 hr 30 min").first().waitFor();
  await accessible(ana);
  await ana.keyboard.press("Escape");
  await value(ana, "Time").getByText("1 hr 30 min").waitFor();
});

test("repetition is said in words, shown in dates, and one occurrence is skipped", async () => {
  const [id] = await w.tasks("To do", "Water plants");
  await w.ana.patch(`/tasks/${id}`, { due: { date: "2030-05-06" } });
  const ana = await w.open(w.ana, task());
  await value(ana, "Repeat").click();
  const dialog = ana.getByRole("dialog", { name: "Repeat" });
  await dialog.getByRole("textbox", { name: "In words" }).fill("every 2 weeks on monday");
  await dialog.getByText("20 May 2030").or(dialog.getByText("May 20, 2030")).waitFor();
  await accessible(ana);
  await ana.keyboard.press("Enter");
  await value(ana, "Repeat").getByText("Every 2 weeks, on Monday").waitFor();
  await ana.getByRole("button", { name: "Skip this occurrence" }).click();
  await expect.poll(async () => (await w.ana.get(`/tasks/${id}`)).due).toMatchObject({ date: "2030-05-20" });
  await ana.getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await w.ana.get(`/tasks/${id}`)).due).toMatchObject({ date: "2030-05-06" });
});

test("people are given roles in a project; who may not change it is told who may", async () => {
  const ana = await w.open(w.ana, settings("members"));
  await ana.getByRole("button", { name: "Add people" }).click();
  await ana.getByRole("option", { name: /Bo Chen/ }).click();
  const role = ana.getByRole("combobox", { name: "Role of Bo Chen" });
  await role.selectOption("viewer");
  await expect
    .poll(async () => (await w.ana.get<{ items: Row[] }>(`/projects/${w.project.id}/members`)).items[0]?.role)
    .toBe("viewer");
  await accessible(ana);
  const bo = await w.open(w.bo, settings("statuses"));
  await bo.getByText("Managers of the project can change this").waitFor();
  expect(await bo.getByRole("button", { name: "New status" }).count()).toBe(0);
  await ana.goto(w.server.origin + settings("general"));
  await ana.getByRole("button", { name: "Archive", exact: true }).click();
  await ana.getByRole("button", { name: "Restore", exact: true }).click();
  await ana.getByRole("button", { name: "Archive", exact: true }).waitFor();
});
