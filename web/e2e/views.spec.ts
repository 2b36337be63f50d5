import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { drag } from "./support/drag.ts";
import { card, shown, world } from "./support/two-browsers.ts";

const at = world();

const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const titles = (page: Page) => page.locator("[data-task] p").allTextContents();

describe("filters", () => {
  test("rows and text are one filter, which live rows enter and leave", async () => {
    const [one] = await at.tasks("To do", "mine", "nobody's");
    await at.ana.patch(`/tasks/${one}`, { assignee_ids: [at.ana.id] });
    const ana = await at.open(at.ana);
    await card(ana, "mine").waitFor();
    await ana.getByRole("button", { name: "Filter" }).waitFor();
    await ana.keyboard.press("f");
    const panel = ana.getByRole("dialog", { name: "Filter tasks" });
    await panel.getByLabel("Field").selectOption("assignee");
    await panel.getByRole("button", { name: "Value" }).click();
    await ana.getByRole("option", { name: "Me" }).click();
    await ana.keyboard.press("Escape");
    const text = panel.getByLabel("As text");
    await expect.poll(() => text.inputValue()).toBe("assignee = me");
    await expect.poll(() => param(ana, "filter")).toBe("assignee = me");
    await expect.poll(() => titles(ana)).toEqual(["mine"]);
    await accessible(ana);
    await text.fill("assignee = me or title ~ ");
    await panel.getByText("Column 26: Expected a value.").waitFor();
    await text.fill('assignee = me or title ~ "nobody"');
    await expect.poll(() => titles(ana)).toEqual(["mine", "nobody's"]);
    expect(await panel.getByLabel("Field").count()).toBe(2);
    await text.fill("assignee = me");
    await panel.getByRole("button", { name: "Done" }).click();
    await expect.poll(() => titles(ana)).toEqual(["mine"]);
    await at.bo.post(`/projects/${at.project.id}/tasks`, {
      title: "from Bo",
      status_id: at.status("In progress"),
      assignee_ids: [at.ana.id],
    });
    await expect.poll(() => titles(ana)).toEqual(["mine", "from Bo"]);
    await ana.reload();
    await expect.poll(() => titles(ana)).toEqual(["mine", "from Bo"]);
    await ana.getByRole("button", { name: "Remove Assignee" }).click();
    await expect.poll(async () => (await titles(ana)).length).toBe(3);
    expect(param(ana, "filter")).toBeNull();
  });

  test("a move on a filtered board keeps to the neighbours that are seen", async () => {
    const ids = await at.tasks("To do", "a", "hidden", "b");
    await at.tasks("In progress", "x");
    for (const id of [ids[0], ids[2]]) {
      await at.ana.patch(`/tasks/${id}`, { priority: "high" });
    }
    const ana = await at.open(at.ana, `${at.board}?filter=priority+%3D+high`);
    await expect.poll(() => shown(ana, "To do")).toEqual(["a", "b"]);
    await card(ana, "b").focus();
    await ana.keyboard.press("Alt+Shift+ArrowUp");
    await expect.poll(() => at.column("To do")).toEqual(["b", "a", "hidden"]);
    await ana.keyboard.press("Alt+Shift+ArrowRight");
    await expect.poll(() => at.column("In progress")).toEqual(["x", "b"]);
    expect(await ana.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toMatch(/ b$/);
  });
});

describe("groups", () => {
  test("a board of people: a drop gives the task to somebody and takes it from whom it was with", async () => {
    const [id] = await at.tasks("To do", "chore");
    await at.ana.patch(`/tasks/${id}`, { assignee_ids: [at.bo.id] });
    const ana = await at.open(at.ana);
    await ana.getByRole("button", { name: "Display" }).waitFor();
    await ana.keyboard.press("v");
    await ana.getByLabel("Group by").selectOption("assignee");
    await ana.keyboard.press("Escape");
    await expect.poll(() => shown(ana, "Bo Chen")).toEqual(["chore"]);
    const column = ana.locator('[data-column="Ana Lindqvist"]');
    const box = await column.boundingBox();
    await drag(ana, card(ana, "chore").locator("p"), { x: (box?.x ?? 0) + 80, y: (box?.y ?? 0) + 70 });
    await ana.mouse.up();
    await expect
      .poll(
        async () => (await at.ana.get<{ id: string; assignee_ids: string[] }>(`/tasks/${id}`)).assignee_ids,
      )
      .toEqual([at.ana.id]);
    await card(ana, "chore").focus();
    await ana.keyboard.press("Alt+Shift+ArrowRight");
    await expect.poll(() => shown(ana, "Bo Chen")).toEqual(["chore"]);
  });

  test("columns of a custom field, and what is shown on cards", async () => {
    const field = await at.ana.post<{ id: string; options: { id: string }[] }>(
      `/projects/${at.project.id}/custom-fields`,
      { name: "Team", type: "select", options: [{ name: "Blue" }, { name: "Red" }] },
    );
    const [id] = await at.tasks("To do", "chore");
    await at.ana.patch(`/tasks/${id}`, { estimate: 5 });
    const ana = await at.open(at.ana, `${at.board}?group=field.${field.id}`);
    await expect.poll(() => shown(ana, "No Team")).toEqual(["chore"]);
    await card(ana, "chore").focus();
    await ana.keyboard.press("Alt+Shift+ArrowLeft");
    await expect.poll(() => shown(ana, "Red")).toEqual(["chore"]);
    await expect
      .poll(
        async () => (await at.ana.get<{ id: string; custom_fields: object }>(`/tasks/${id}`)).custom_fields,
      )
      .toEqual({ [field.id]: field.options[1]?.id });
    await ana.getByRole("button", { name: "Display" }).click();
    await ana.getByRole("button", { name: "Estimate" }).click();
    await ana.keyboard.press("Escape");
    await card(ana, "chore")
      .getByText(/^Estimate5$/)
      .waitFor();
  });
});

describe("saved views", () => {
  test("kept, shared, changed, and at hand in the sidebar", async () => {
    await at.tasks("To do", "a bug", "a wish");
    const [ana, bo] = await Promise.all([at.open(at.ana), at.open(at.bo)]);
    await ana.goto(`${at.server.origin}${at.board}?filter=title+~+bug&group=priority`);
    await ana.getByRole("button", { name: "Save as view" }).click();
    await ana.getByLabel("Name").fill("Bugs");
    await ana.getByLabel("Shared").check();
    await ana.getByRole("button", { name: "Save", exact: true }).click();
    await ana.waitForURL(/\/views\//);
    await expect.poll(() => titles(ana)).toEqual(["a bug"]);
    await bo.getByRole("link", { name: "Bugs" }).click();
    await expect.poll(() => titles(bo)).toEqual(["a bug"]);
    expect(new URL(bo.url()).search).toBe("");
    await ana.getByRole("button", { name: "Filter" }).click();
    await ana.getByLabel("As text").fill("title ~ wish");
    await ana.getByRole("button", { name: "Done" }).click();
    await ana.getByRole("button", { name: "Save", exact: true }).click();
    await expect.poll(() => titles(bo)).toEqual(["a wish"]);
    await ana.getByRole("button", { name: "Add to favourites" }).click();
    await ana.getByRole("region", { name: "Favourites" }).getByRole("link", { name: "Bugs" }).waitFor();
    expect(await bo.getByRole("button", { name: "Save", exact: true }).count()).toBe(0);
    // A second favourite, which is put before the first.
    await ana.getByRole("link", { name: "Board", exact: true }).click();
    await ana.getByRole("button", { name: "Add to favourites" }).click();
    const favourites = ana.getByRole("region", { name: "Favourites" });
    const name = String(at.project["name"]);
    await favourites.getByRole("button", { name: `Actions for ${name}` }).click();
    await ana.getByRole("menuitem", { name: "Move up" }).click();
    await expect.poll(() => favourites.getByRole("link").allTextContents()).toEqual([name, "Bugs"]);
    await ana.reload();
    await expect.poll(() => favourites.getByRole("link").allTextContents()).toEqual([name, "Bugs"]);
  });

  test("favourites keep the order one gave them, by keys or by hand, in every browser", async () => {
    const names = ["Anvils", "Bells", "Crates"];
    for (const name of names) {
      const view = await at.ana.post(`/workspaces/${at.workspace.id}/views`, {
        name,
        layout: "list",
        filter: "",
      });
      await at.ana.post(`/workspaces/${at.workspace.id}/favourites`, {
        target_type: "view",
        target_id: view.id,
      });
    }
    const [ana, other] = await Promise.all([at.open(at.ana), at.open(at.ana)]);
    const favourites = (page: Page) => page.getByRole("region", { name: "Favourites" });
    // Others of this file may be there, too.
    const order = async (page: Page) =>
      (await favourites(page).getByRole("link").allTextContents()).filter(name => names.includes(name));
    const everywhere = async (wanted: string[]) => {
      await expect.poll(() => order(ana)).toEqual(wanted);
      await expect.poll(() => order(other)).toEqual(wanted);
    };
    await everywhere(names);
    const link = (name: string) => favourites(ana).getByRole("link", { name });
    await link("Crates").focus();
    await ana.keyboard.press("Alt+Shift+ArrowUp");
    await everywhere(["Anvils", "Crates", "Bells"]);
    expect(await ana.evaluate(() => document.activeElement?.textContent)).toBe("Crates");
    await ana.getByText(/^Moved, position \d+ of \d+\.$/).waitFor({ state: "attached" });
    await ana.keyboard.press("Alt+Shift+ArrowUp");
    await everywhere(["Crates", "Anvils", "Bells"]);
    await ana.keyboard.press("Alt+Shift+ArrowDown");
    await everywhere(["Anvils", "Crates", "Bells"]);
    const box = await link("Anvils").boundingBox();
    await drag(ana, link("Bells"), { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 6 });
    await ana.mouse.up();
    await everywhere(["Bells", "Anvils", "Crates"]);
    await ana.reload();
    await everywhere(["Bells", "Anvils", "Crates"]);
  });

  test("a condition on a field that is gone is struck through, and can be taken away", async () => {
    const field = await at.ana.post<{ id: string; options: { id: string }[] }>(
      `/projects/${at.project.id}/custom-fields`,
      { name: "Crew", type: "select", options: [{ name: "Blue" }, { name: "Red" }] },
    );
    const [id] = await at.tasks("To do", "a chore", "a wish");
    await at.ana.patch(`/tasks/${id}`, { custom_fields: { [field.id]: field.options[1]?.id } });
    const view = await at.ana.post(`/workspaces/${at.workspace.id}/views`, {
      project_id: at.project.id,
      name: "Red chores",
      layout: "board",
      filter: "title ~ chore and field.Crew = Red",
    });
    const address = `/${at.workspace.slug}/views/${view.id}`;
    const ana = await at.open(at.ana, address);
    await expect.poll(() => titles(ana)).toEqual(["a chore"]);
    const conditions = ana.getByRole("list", { name: "Conditions" }).getByRole("listitem");
    expect(await conditions.locator("s").count()).toBe(0);
    await at.ana.delete(`/custom-fields/${field.id}`);
    await expect
      .poll(() => conditions.locator("s").allTextContents())
      .toEqual([expect.stringMatching(/^Crew/)]);
    expect(await conditions.count()).toBe(2);
    await accessible(ana);
    await ana.reload();
    await ana.getByRole("button", { name: "Remove Crew" }).click();
    await expect.poll(() => conditions.count()).toBe(1);
    expect(await conditions.locator("s").count()).toBe(0);
    await expect.poll(() => titles(ana)).toEqual(["a chore"]);
    await ana.getByRole("button", { name: "Save", exact: true }).click();
    await expect
      .poll(async () => (await at.ana.get(`/views/${view.id}`))["filter"])
      .toMatch(/^title ~ "?chore"?$/);
    await ana.goto(at.server.origin + address);
    await expect.poll(() => titles(ana)).toEqual(["a chore"]);
  });
});
