import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { drag } from "./support/drag.ts";
import { card, offline, shows, world } from "./support/two-browsers.ts";

const w = world();

/** A task with something in every field, in a project where Bo may only look. */
async function shared(role: "viewer" | "commenter" = "viewer"): Promise<string> {
  const { ana, bo, project, workspace } = w;
  await ana.patch(`/projects/${project.id}`, { visibility: "private" });
  await ana.post(`/projects/${project.id}/members`, { user_id: bo.id, role });
  const [id = "", other] = await w.tasks("To do", "Readable", "Second");
  const tag = await ana.post(`/workspaces/${workspace.id}/tags`, { name: `seen ${project.key}` });
  await ana.patch(`/tasks/${id}`, {
    priority: "high",
    assignee_ids: [ana.id],
    tag_ids: [tag.id],
    due: { date: "2031-05-06" },
    description: "Some **words**",
  });
  await ana.post(`/projects/${project.id}/tasks`, { title: "Part", parent_id: id });
  await ana.post(`/tasks/${id}/relations`, { kind: "blocks", task_id: other });
  const said = await ana.post(`/tasks/${id}/comments`, { body: "Well said" });
  await ana.put(`/comments/${said.id}/reactions/${encodeURIComponent("👍")}`);
  return id;
}

const article = (page: Page) => page.getByRole("article", { name: /Readable$/ });
const names = (page: Page) =>
  article(page)
    .getByRole("button")
    .evaluateAll(all => all.map(one => one.getAttribute("aria-label") ?? one.textContent?.trim() ?? ""));

test("who may only look reads a task, and nothing there pretends to be more", async () => {
  const id = await shared();
  const bo = await w.open(w.bo, `/${w.workspace.slug}/t/${w.project.key}-1`);
  await article(bo).getByText("words").waitFor();
  await article(bo).getByText("Well said").waitFor();
  await article(bo).getByText("takes the role Editor").waitFor();
  for (const text of ["High", "Ana Lindqvist", "Part", "Second", `seen ${w.project.key}`]) {
    await article(bo).getByText(text).first().waitFor();
  }
  expect(await article(bo).getByRole("textbox").count()).toBe(0);
  const offered = await names(bo);
  // One's own reminders and watching, and ways to read on: nothing of the task itself.
  expect(
    offered.filter(name => /^(Status|Priority|Assignees|Due|Tags|Project|Repeat|Estimate)/.test(name)),
  ).toEqual([]);
  expect(
    offered.filter(name => /Add|Edit|Reply|reaction|Complete|Remove|Start the timer|Send/.test(name)),
  ).toEqual([]);
  expect(offered.some(name => /^Reminders/.test(name))).toBe(true);
  await article(bo).getByRole("img", { name: /👍/ }).waitFor();
  await accessible(bo);

  // Keys and the menu offer what one may, and that alone.
  for (const key of ["s", "p", "e", "Shift+C", "Delete"]) {
    await bo.keyboard.press(key);
  }
  expect(await bo.getByRole("combobox").count()).toBe(0);
  await bo.getByRole("button", { name: `Actions for ${w.project.key}-1` }).click();
  await bo.getByRole("menuitem", { name: /^Copy link/ }).waitFor();
  expect(await bo.getByRole("menuitem", { name: /^(Set|Assign|Rename|Archive|Move)/ }).count()).toBe(0);
  await bo.keyboard.press("Escape");
  expect((await w.ana.get(`/tasks/${id}`)).deleted_at ?? null).toBe(null);
});

test("a commenter says something, and changes nothing else", async () => {
  const id = await shared("commenter");
  const bo = await w.open(w.bo, `/${w.workspace.slug}/t/${w.project.key}-1`);
  await article(bo).getByText("look at this task and comment on it").waitFor();
  await bo.getByRole("textbox", { name: "Comment" }).click();
  await bo.keyboard.type("So it is");
  await bo.keyboard.press("Control+Enter");
  await expect
    .poll(async () => (await w.ana.get<{ items: unknown[] }>(`/tasks/${id}/comments`)).items.length)
    .toBe(2);
  expect((await names(bo)).some(name => /^Status|^Edit description/.test(name))).toBe(false);
});

test("board, list and table of a viewer are to look at; with another role they can be used at once", async () => {
  await shared();
  const bo = await w.open(w.bo);
  await shows(bo, "To do", ["Readable", "Second", "Part"]);
  expect(await bo.getByRole("button", { name: /^Add a task to/ }).count()).toBe(0);
  expect(await bo.getByRole("main").getByRole("button", { name: "New task" }).count()).toBe(0);
  const done = await bo.getByRole("region", { name: "Done" }).boundingBox();
  await drag(bo, card(bo, "Readable"), { x: (done?.x ?? 0) + 60, y: (done?.y ?? 0) + 90 });
  await bo.mouse.up();
  await card(bo, "Second").focus();
  await bo.keyboard.press("Alt+Shift+ArrowRight");
  await bo.keyboard.press("n");
  await shows(bo, "To do", ["Readable", "Second", "Part"]);
  expect(await w.column("To do")).toEqual(["Readable", "Second", "Part"]);
  expect(await bo.getByRole("main").getByRole("textbox").count()).toBe(0);
  await accessible(bo);

  await bo.goto(w.server.origin + w.board.replace("/board", "/list"));
  await card(bo, "Readable").waitFor();
  expect(await card(bo, "Readable").getByRole("button").count()).toBe(1);
  await card(bo, "Readable").getByRole("img", { name: "High" }).waitFor();
  await accessible(bo);
  await bo.goto(w.server.origin + w.board.replace("/board", "/table"));
  const cell = card(bo, "Readable").locator("[data-cell=priority]");
  await cell.waitFor();
  expect(await cell.getAttribute("aria-readonly")).toBe("true");
  await cell.dblclick();
  await article(bo).waitFor();
  expect(await bo.getByRole("combobox").count()).toBe(0);

  // The role is another one: the same page follows, without being loaded again.
  const { items } = await w.ana.get<{ items: { id: string; user_id?: string }[] }>(
    `/projects/${w.project.id}/members`,
  );
  const grant = items.find(one => one.user_id === w.bo.id)?.id;
  await w.ana.patch(`/projects/${w.project.id}/members/${grant}`, { role: "editor" });
  await article(bo).getByRole("textbox", { name: "Title" }).waitFor();
  await article(bo)
    .getByRole("button", { name: /^Priority/ })
    .waitFor();
});

test("who is suspended sees nothing more of the workspace, not even what the browser had kept", async () => {
  await w.tasks("To do", "Not for everybody");
  const bo = await w.open(w.bo);
  await card(bo, "Not for everybody").waitFor();
  const member = `/workspaces/${w.workspace.id}/members/${w.bo.id}`;
  await w.ana.patch(member, { state: "suspended" });
  await card(bo, "Not for everybody").waitFor({ state: "detached" });
  await bo.getByRole("heading", { name: "Nothing is here" }).first().waitFor();
  await offline(bo);
  await bo.reload();
  await bo.getByRole("navigation").first().waitFor();
  expect(await bo.getByText("Not for everybody").count()).toBe(0);
  await bo.context().setOffline(false);
  await w.ana.patch(member, { state: "active" });
  await bo.reload();
  await card(bo, "Not for everybody").waitFor();
});
