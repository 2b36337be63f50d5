import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import type { Row } from "./support/seed.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

interface Occurrence extends Row {
  readonly title: string;
  readonly due: { readonly date: string } | null;
  readonly recurrence: { readonly mode: string; readonly missed?: string; readonly except?: string[] } | null;
}

const page = (number: number) => `/${w.workspace.slug}/t/${w.project.key}-${number}`;
const value = (on: Page, name: string) => on.getByRole("button", { name: new RegExp(`^${name}:`) });
const get = (id: string) => w.ana.get<Occurrence>(`/tasks/${id}`);
const all = async () =>
  (await w.ana.get<{ items: Occurrence[] }>(`/projects/${w.project.id}/tasks?limit=50`)).items;

async function weekly(title: string): Promise<string> {
  const [id = ""] = await w.tasks("To do", title);
  await w.ana.patch(`/tasks/${id}`, {
    due: { date: "2031-05-05" },
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=MO", mode: "schedule" },
  });
  return id;
}

test("only this one is changed, or those that follow, too", async () => {
  const id = await weekly("Water the plants");
  await w.ana.post(`/projects/${w.project.id}/custom-fields`, { name: "Litres", type: "number" });
  const ana = await w.open(w.ana, page(1));
  await ana.getByText("Only this one").click();
  await ana.getByRole("textbox", { name: "Title" }).fill("Water the cactus");
  await ana.keyboard.press("Enter");
  await ana.getByText("Following ones keep their own: title.").waitFor();
  await value(ana, "Litres").click();
  await ana.getByRole("textbox", { name: "Litres" }).fill("3");
  const asked = ana.waitForRequest(request => request.method() === "PATCH");
  await ana.getByRole("button", { name: "Save" }).click();
  expect((await asked).url()).toContain("series=this");
  await accessible(ana);
  await ana.getByText("This and following").click();
  await value(ana, "Priority").click();
  await ana.getByRole("option", { name: "High" }).click();
  await expect.poll(async () => (await get(id))["priority"]).toBe("high");
  await w.ana.post(`/tasks/${id}/move`, { status_id: w.status("Done") });
  await expect
    .poll(async () => (await all()).map(({ title, priority }) => [title, priority]).sort())
    .toEqual([
      ["Water the cactus", "high"],
      ["Water the plants", "high"],
    ]);
});

test("a series opens by the calendar, catches up, and leaves dates out; on a phone", async () => {
  const id = await weekly("Weekly report");
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const ana = await w.open(w.ana, page(1), phone);
  await value(ana, "Repeat").click();
  const dialog = ana.getByRole("dialog", { name: "Repeat" });
  await dialog.getByRole("combobox", { name: "The next one opens" }).selectOption("calendar");
  await dialog.getByRole("combobox", { name: "After dates" }).selectOption("all");
  await expect
    .poll(async () => (await get(id)).recurrence)
    .toMatchObject({ mode: "calendar", missed: "all" });
  await dialog.getByRole("button", { name: /^Leave out .*(19 May|May 19)/ }).click();
  await dialog
    .getByRole("list", { name: "Left out" })
    .getByText(/19 May|May 19/)
    .waitFor();
  await expect
    .poll(() =>
      dialog
        .getByRole("list", { name: "Coming dates" })
        .getByText(/19 May|May 19/)
        .count(),
    )
    .toBe(0);
  await accessible(ana);
  await expect.poll(async () => (await get(id)).recurrence?.except).toEqual(["2031-05-19"]);
  await dialog.getByRole("button", { name: /^Take .* in again/ }).click();
  await expect.poll(async () => (await get(id)).recurrence?.except ?? []).toEqual([]);
  expect(await ana.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await ana.keyboard.press("Escape");
  await value(ana, "Repeat").getByText("also when one is open").waitFor();
});

test("an older occurrence shows the rule of the latest, and ends the series there", async () => {
  const id = await weekly("Payroll");
  await w.ana.post(`/tasks/${id}/move`, { status_id: w.status("Done") });
  await w.ana.post(`/tasks/${id}/move`, { status_id: w.status("To do") });
  const ana = await w.open(w.ana, page(1));
  await value(ana, "Repeat").getByText("Every week, on Monday").waitFor();
  await value(ana, "Repeat").click();
  await ana.getByRole("dialog", { name: "Repeat" }).getByRole("button", { name: "Never" }).click();
  await expect.poll(async () => (await all()).filter(one => one.recurrence).length).toBe(0);
});
