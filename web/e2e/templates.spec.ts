import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { type Row, until } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const project = (page: string) => w.board.replace(/board$/, `settings/${page}`);
const workspace = (page: string) => `/${w.workspace.slug}/settings/${page}`;
const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });

test("a template is made, seen by all at once, and tasks are made of it in quick add", async () => {
  const bo = await w.open(w.bo, project("templates"));
  const ana = await w.open(w.ana, project("templates"));
  await ana.getByText("No templates yet").waitFor();
  await ana.getByRole("button", { name: "New template" }).click();
  const form = dialog(ana, "New template");
  await form.getByRole("textbox", { name: "Name of the template" }).fill("Release");
  await form.getByRole("textbox", { name: "Title" }).fill("Release a version");
  await form.getByRole("combobox", { name: "Priority" }).selectOption("high");
  await form.getByRole("spinbutton", { name: "Due after (days)", exact: true }).fill("7");
  await form.getByRole("button", { name: /^Assignees/ }).click();
  await ana.getByRole("option", { name: /Bo Chen/ }).click();
  await ana.keyboard.press("Escape");
  await form.getByRole("button", { name: "Add subtask" }).click();
  await ana.keyboard.type("Write the notes");
  await ana.keyboard.press("Enter");
  await ana.keyboard.type("Tell the customers");
  await form.getByRole("button", { name: "Subtask 2: one level in" }).click();
  await form.getByRole("spinbutton", { name: "Subtask 1: due after, in days" }).fill("3");
  await accessible(ana);
  await form.getByRole("button", { name: "Save" }).click();
  for (const page of [ana, bo]) {
    await page.getByRole("list", { name: "Task templates" }).getByText("Release").waitFor();
    await page.getByText("3 tasks").waitFor();
  }
  await accessible(bo);

  // What is written counts more than the template; the rest is as it says.
  await bo.goto(w.server.origin + w.board);
  await bo.getByRole("button", { name: "New task" }).first().click();
  const add = dialog(bo, "Quick add");
  await add.getByRole("combobox", { name: "Template" }).selectOption({ label: "Release" });
  await bo.keyboard.type("Release 2.1 !urgent");
  await add
    .getByRole("button", { name: /keep as text/i })
    .first()
    .waitFor();
  await accessible(bo);
  await bo.keyboard.press("Enter");
  await card(bo, "Release 2.1").waitFor();
  const made = await until(async () => {
    const { items } = await w.ana.get<{ items: Row[] }>(`/projects/${w.project.id}/tasks?limit=50`);
    return items.length === 3 ? items : undefined;
  });
  const top = made.find(one => one.title === "Release 2.1");
  expect(top).toMatchObject({ priority: "urgent", assignee_ids: [w.bo.id], parent_id: null });
  expect(top?.due).toBeTruthy();
  const notes = made.find(one => one.title === "Write the notes");
  expect(notes?.parent_id).toBe(top?.id);
  expect(made.find(one => one.title === "Tell the customers")?.parent_id).toBe(notes?.id);
});

test("a task is saved as a template for all, changed, and deleted", async () => {
  const [id] = await w.tasks("To do", "Welcome a customer");
  await w.ana.post(`/projects/${w.project.id}/tasks`, { title: "Open the account", parent_id: id });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/t/${w.project.key}-1`);
  await ana.getByRole("button", { name: `Actions for ${w.project.key}-1` }).click();
  await ana.getByRole("menuitem", { name: "Save as template…" }).click();
  const form = dialog(ana, "Save as template…");
  await form.getByRole("textbox", { name: "Name of the template" }).fill("New customer");
  await form.getByText("All projects").click();
  await form.getByText("With its subtask").waitFor();
  await accessible(ana);
  await form.getByRole("button", { name: "Save" }).click();
  await ana.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Open" }).click();
  const list = ana.getByRole("list", { name: "Task templates" });
  await list.getByText("New customer").waitFor();
  await list.getByText("2 tasks").waitFor();
  await ana.getByRole("button", { name: "Edit New customer" }).click();
  const edit = dialog(ana, "Edit template");
  await edit.getByRole("textbox", { name: "Subtask 1", exact: true }).fill("Open two accounts");
  await edit.getByRole("button", { name: "Save" }).click();
  await edit.waitFor({ state: "detached" });
  const { items } = await w.ana.get<{ items: (Row & { task: { subtasks: { title: string }[] } })[] }>(
    `/workspaces/${w.workspace.id}/templates`,
  );
  expect(items.find(one => one.name === "New customer")?.task.subtasks[0]?.title).toBe("Open two accounts");
  await ana.getByRole("button", { name: "Delete New customer" }).click();
  await dialog(ana, "Delete New customer").getByRole("button", { name: "Delete" }).click();
  await list.waitFor({ state: "detached" });
});

test("a project is saved as a template, and another is made of it, on a phone", async () => {
  await w.tasks("To do", "Book the hall", "Print the posters");
  const ana = await w.open(w.ana, project("general"));
  await ana.getByRole("button", { name: "Save as template…" }).click();
  const form = dialog(ana, "Save as template");
  await form.getByRole("textbox", { name: "Name of the template" }).fill("Fair");
  await accessible(ana);
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const bo = await w.open(w.bo, workspace("templates"), phone);
  await bo.getByRole("list", { name: "Project templates" }).getByText("Fair").waitFor();
  expect(await bo.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await bo.getByRole("button", { name: "Edit Fair" }).or(bo.getByText("Fair")).first().waitFor();
  await bo.goto(`${w.server.origin}${workspace("projects")}`);
  await bo.getByRole("main").getByRole("button", { name: "New project" }).click();
  const make = dialog(bo, "New project");
  await make.getByRole("combobox", { name: "Template" }).selectOption({ label: "Fair" });
  await make.getByRole("textbox", { name: "Name" }).fill("Spring fair");
  await make.getByLabel("Days are counted from").waitFor();
  await accessible(bo);
  await make.getByRole("button", { name: "Create project" }).click();
  await bo.waitForURL(/\/p\/[A-Z0-9]+\/board$/);
  await bo.getByText("Book the hall").first().waitFor({ state: "attached" });
});
