import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

const inProject = (rest = "") => w.board.replace(/board$/, `settings/automation${rest}`);
const action = (page: Page, at: number) => page.getByRole("listitem", { name: new RegExp(`^Action ${at}:`) });

test("a rule is built, tried on what happened, made, and does it", async () => {
  const [first, second] = await w.tasks("To do", "Leak in the roof", "Buy nails");
  await w.ana.patch(`/tasks/${first}`, { priority: "urgent" });
  const ana = await w.open(w.ana, inProject());
  await ana.getByText("No rules yet").waitFor();
  await accessible(ana);
  await ana.getByRole("main").getByRole("button", { name: "New rule" }).click();
  await ana.getByRole("textbox", { name: "Name" }).fill("Urgent work is Bo’s");

  await ana.getByRole("button", { name: "Add an event" }).click();
  await ana.getByRole("combobox", { name: "Any of these happens" }).fill("Task changed");
  await ana.keyboard.press("Enter");
  await ana.keyboard.press("Escape");
  await ana.getByRole("button", { name: "Remove Task created" }).click();
  await ana.getByRole("region", { name: "When" }).getByRole("button", { name: "Add a field" }).click();
  await ana.getByRole("combobox", { name: /one of these fields/ }).fill("Priority");
  await ana.keyboard.press("Enter");
  await ana.keyboard.press("Escape");

  const filter = ana.getByRole("textbox", { name: "As text" });
  await filter.fill("priority = urgnt");
  await ana.locator("[data-fault] mark").getByText("urgnt").waitFor();
  await filter.fill("priority = urgent");

  await action(ana, 1).getByRole("combobox", { name: "What is done" }).selectOption("assign");
  await action(ana, 1).getByRole("button", { name: "Add people" }).first().click();
  await ana.getByRole("combobox", { name: "Put on" }).fill("Bo");
  await ana.keyboard.press("Enter");
  await ana.keyboard.press("Escape");
  await ana.getByRole("button", { name: "Add an action" }).click();
  await action(ana, 2).getByRole("combobox", { name: "What is done" }).selectOption("comment");
  await action(ana, 2).getByRole("textbox", { name: "Text" }).fill("{{task.key}} cannot wait.");
  await accessible(ana);

  await ana.getByRole("button", { name: "Try it" }).click();
  const tried = ana.getByRole("region", { name: "What it would do" });
  await tried.getByText("It would have run once").waitFor();
  await tried.getByText("Leak in the roof").waitFor();
  await tried.getByText(/W\d+-1 cannot wait\./).waitFor();
  await accessible(ana);
  expect((await w.ana.get<{ assignee_ids: string[] }>(`/tasks/${first}`)).assignee_ids).toEqual([]);

  await ana.getByRole("button", { name: "Make rule" }).click();
  await ana.getByRole("heading", { name: "Urgent work is Bo’s" }).waitFor();
  await ana.getByText("It did not run yet").waitFor();
  await w.ana.patch(`/tasks/${second}`, { priority: "urgent" });
  await expect
    .poll(async () => (await w.ana.get<{ assignee_ids: string[] }>(`/tasks/${second}`)).assignee_ids)
    .toEqual([w.bo.id]);
  await ana.getByRole("button", { name: "Refresh" }).click();
  const run = ana.getByRole("list", { name: "Runs" }).getByRole("listitem");
  await run.getByText("Buy nails").waitFor();
  await run.getByText("Done", { exact: true }).waitFor();
  await accessible(ana);
});

test("a rule is changed, switched off and deleted; who manages nothing only looks", async () => {
  const rule = await w.ana.post(`/workspaces/${w.workspace.id}/rules`, {
    name: "Morning",
    project_id: w.project.id,
    trigger: { on: "schedule", time: "09:00", timezone: "Europe/Berlin", weekdays: [] },
    filter: "is overdue",
    actions: [{ do: "set", fields: { priority: "high" } }],
  });
  const read = () => w.ana.get<{ enabled: boolean; trigger: object; actions: object[] }>(`/rules/${rule.id}`);
  const ana = await w.open(w.ana, inProject());
  await ana.getByText("Every day at 09:00 → Set fields").waitFor();
  await ana.getByRole("switch", { name: "Switch Morning off" }).click();
  await ana.getByRole("switch", { name: "Switch Morning on" }).waitFor();
  expect((await read()).enabled).toBe(false);
  await ana.getByRole("link", { name: /Morning/ }).click();
  await ana.getByText("It is switched off and does nothing.").waitFor();
  await ana.getByRole("button", { name: "Switch on", exact: true }).click();
  await ana.getByRole("button", { name: "Monday" }).click();
  await action(ana, 1).getByRole("button", { name: "Add a field" }).click();
  await action(ana, 1).getByRole("combobox", { name: "Status", exact: true }).selectOption("In progress");
  await ana.getByRole("textbox", { name: "As text" }).fill("assignee = nobody_at_all");
  await ana.getByRole("button", { name: "Save", exact: true }).click();
  await ana.getByText(/^Column 12:/).waitFor();
  await ana.getByRole("textbox", { name: "As text" }).fill("is overdue");
  await ana.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(read).toMatchObject({
    enabled: true,
    trigger: { weekdays: ["monday"] },
    actions: [{ do: "set", fields: { priority: "high", status_id: w.status("In progress") } }],
  });

  const bo = await w.open(w.bo, inProject(`/${rule.id}`));
  await bo.getByRole("heading", { name: "Morning" }).waitFor();
  expect(await bo.getByRole("textbox", { name: "Name" }).isDisabled()).toBe(true);
  expect(await bo.getByRole("button", { name: "Delete", exact: true }).count()).toBe(0);
  await accessible(bo);

  await ana.getByRole("button", { name: "Delete", exact: true }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await ana.getByText("No rules yet").waitFor();
});

test("a rule waits for due dates, tells people and calls a webhook", async () => {
  const [task] = await w.tasks("To do", "Send the offer");
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  await w.ana.patch(`/tasks/${task}`, { due: { date: soon }, assignee_ids: [w.bo.id] });
  const hook = await w.ana.post(`/workspaces/${w.workspace.id}/webhooks`, {
    url: "https://hooks.example.org/taskflow",
    event_types: ["automation.called"],
  });
  const ana = await w.open(w.ana, inProject("/new"));
  await ana.getByRole("textbox", { name: "Name" }).fill("Nothing is late");
  await ana.getByText("Around the due date").click();
  await ana.getByRole("spinbutton", { name: "How long" }).fill("3");
  await ana.getByRole("combobox", { name: "Unit" }).selectOption("days");
  await action(ana, 1).getByRole("combobox", { name: "What is done" }).selectOption("notify");
  await action(ana, 1).getByRole("checkbox", { name: "Watchers" }).check();
  await action(ana, 1).getByRole("textbox", { name: "Text" }).fill("{{task.key}} is due soon");
  await ana.getByRole("button", { name: "Add an action" }).click();
  await action(ana, 2).getByRole("combobox", { name: "What is done" }).selectOption("call_webhook");
  await action(ana, 2)
    .getByRole("combobox", { name: "Webhook" })
    .selectOption("https://hooks.example.org/taskflow");
  await accessible(ana);

  // What was written is a draft until it is saved.
  await ana.waitForTimeout(600);
  await ana.reload();
  await expect.poll(() => ana.getByRole("textbox", { name: "Name" }).inputValue()).toBe("Nothing is late");
  await ana.getByRole("button", { name: "Try it" }).click();
  await ana.getByRole("region", { name: "What it would do" }).waitFor();
  await ana.getByRole("button", { name: "Make rule" }).click();
  await ana.getByRole("heading", { name: "Nothing is late" }).waitFor();
  const { items } = await w.ana.get<{ items: object[] }>(
    `/workspaces/${w.workspace.id}/rules?project_id=${w.project.id}`,
  );
  expect(items).toMatchObject([
    {
      name: "Nothing is late",
      trigger: { on: "due", minutes: -3 * 24 * 60 },
      actions: [
        { do: "notify", roles: ["assignees", "watchers"], text: "{{task.key}} is due soon" },
        { do: "call_webhook", webhook_id: hook.id },
      ],
    },
  ]);
  await ana.getByRole("link", { name: "Automation" }).last().click();
  await ana.getByText("3 days before it is due → Notify and Call a webhook").waitFor();
});

test("a rule for all projects is its admins' alone", async () => {
  const ana = await w.open(w.ana, `/${w.workspace.slug}/settings/automation`);
  await ana.getByRole("main").getByRole("button", { name: "New rule" }).click();
  await ana.getByRole("textbox", { name: "Name" }).fill("Say hello");
  await action(ana, 1).getByRole("combobox", { name: "What is done" }).selectOption("create_task");
  await ana.getByRole("button", { name: "Make rule" }).click();
  await action(ana, 1).getByRole("alert").waitFor();
  await action(ana, 1).getByRole("textbox", { name: "Title" }).fill("Follow up on {{task.title}}");
  await ana.getByRole("button", { name: "Make rule" }).click();
  await ana.getByRole("heading", { name: "Say hello" }).waitFor();
  const bo = await w.open(w.bo, `/${w.workspace.slug}/settings/automation`);
  await bo.getByText("Owners and admins of the workspace can change this.").waitFor();
});
