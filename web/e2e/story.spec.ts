import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

test("comments and what was done are one stream, in its order; a filter of it is kept", async () => {
  const [id = ""] = await w.tasks("To do", "Told");
  await w.ana.post(`/tasks/${id}/comments`, { body: "Before the change" });
  await w.ana.patch(`/tasks/${id}`, { priority: "urgent" });
  await w.bo.post(`/tasks/${id}/comments`, { body: "After the change" });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/t/${w.project.key}-1`);
  const story = ana.getByRole("region", { name: "Comments and activity" });
  const told = () => story.locator("ol > li").allInnerTexts();
  const order = async () => {
    const all = await told();
    return ["created this task", "Before the change", "priority to Urgent", "After the change"].map(text =>
      all.findIndex(one => one.includes(text)),
    );
  };
  await expect.poll(order).toEqual([0, 1, 2, 3]);
  await accessible(ana);

  // What somebody does meanwhile comes last, also what one does oneself.
  await w.bo.patch(`/tasks/${id}`, { priority: "low" });
  await story.getByText("priority to Low").waitFor();
  expect((await told()).at(-1)).toContain("priority to Low");
  await story.getByRole("textbox", { name: "Comment" }).click();
  await ana.keyboard.type("Why low?");
  await ana.keyboard.press("Control+Enter");
  await expect.poll(async () => (await told()).at(-1)).toContain("Why low?");

  await story.getByRole("radio", { name: "Comments" }).focus();
  await ana.keyboard.press("Space");
  await expect.poll(async () => (await told()).length).toBe(3);
  await ana.reload();
  await expect.poll(async () => (await told()).length).toBe(3);
  expect(await story.getByRole("radio", { name: "Comments" }).isChecked()).toBe(true);
  await ana.keyboard.press("Tab");
  await story.getByRole("radio", { name: "Activity" }).check();
  await story.getByText("commented").first().waitFor();
  expect(await story.getByRole("textbox").count()).toBe(0);
  await story.getByRole("radio", { name: "All" }).check();

  // Threads and reactions are as they were.
  const head = story.locator("ol > li").filter({ hasText: "Before the change" });
  await head.getByRole("button", { name: "Reply" }).click();
  await ana.keyboard.type("Long before");
  await ana.keyboard.press("Control+Enter");
  await head.getByText("Long before").waitFor();
  await head.getByRole("button", { name: "Add a reaction" }).first().click();
  await ana.getByRole("button", { name: "🎉" }).click();
  await head.getByRole("button", { name: /🎉 1/ }).waitFor();
  await accessible(ana);
});
