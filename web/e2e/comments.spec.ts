import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

interface Said {
  readonly id: string;
  readonly body: string;
  readonly parent_id: string | null;
}

const path = () => `/${w.workspace.slug}/t/${w.project.key}-1`;
const field = (page: Page, name = "Comment") => page.locator(`.cm-content[aria-label="${name}"]`);
const offered = (page: Page) => page.locator(".cm-tooltip-autocomplete li");
const said = async (task: string) => (await w.ana.get<{ items: Said[] }>(`/tasks/${task}/comments`)).items;

test("a comment names somebody, who is told; blocks are offered by their names", async () => {
  const [id = ""] = await w.tasks("To do", "Choose a lamp");
  const ana = await w.open(w.ana, path());
  await field(ana).click();
  await ana.keyboard.type("@bo");
  await offered(ana).filter({ hasText: "@Bo Chen" }).waitFor();
  await accessible(ana);
  await ana.waitForTimeout(100);
  await ana.keyboard.press("Enter");
  await ana.keyboard.type("which one?");
  await ana.keyboard.press("Enter");
  await ana.keyboard.type("/");
  await expect.poll(() => offered(ana).count()).toBe(7);
  await ana.keyboard.type("che");
  await expect.poll(() => offered(ana).allTextContents()).toEqual(["Checklist"]);
  await ana.waitForTimeout(100);
  await ana.keyboard.press("Enter");
  await ana.keyboard.type("the tall one");
  // Enter goes on with the list.
  await ana.keyboard.press("Enter");
  await ana.keyboard.type("the small one");
  await ana.keyboard.press("Control+Enter");
  await expect.poll(async () => (await said(id)).length).toBe(1);
  expect((await said(id))[0]?.body).toBe(
    `[@Bo Chen](user:${w.bo.id}) which one?\n- [ ] the tall one\n- [ ] the small one`,
  );
  await expect
    .poll(async () => (await w.bo.get<{ items: { kind: string }[] }>("/notifications")).items[0]?.kind)
    .toBe("mentioned");
});

test("comments are answered, liked, changed and deleted, each seen by the other at once", async () => {
  const [id = ""] = await w.tasks("To do", "Choose a lamp");
  await w.ana.post(`/tasks/${id}/comments`, { body: "The **tall** one" });
  const [ana, bo] = await Promise.all([w.open(w.ana, path()), w.open(w.bo, path())]);
  await bo.getByText("The tall one").waitFor();
  await bo.keyboard.press("Shift+R");
  await field(bo, "Reply").waitFor();
  await bo.keyboard.type("It is too bright");
  await bo.keyboard.press("Control+Enter");
  await ana.getByText("It is too bright").waitFor();
  // The keyboard stays in the thread.
  expect(await bo.evaluate(() => document.activeElement?.closest("[data-thread]") !== null)).toBe(true);
  const all = await said(id);
  expect(all.find(one => one.body === "It is too bright")?.parent_id).toBe(
    all.find(one => one.parent_id === null)?.id,
  );

  await bo.getByRole("button", { name: "Add a reaction" }).first().click();
  await bo.getByRole("button", { name: "🎉" }).click();
  const liked = ana.getByRole("button", { name: "🎉 1 by Bo Chen" });
  await liked.waitFor();
  await liked.click();
  await bo.getByRole("button", { name: /^🎉 2 by/ }).waitFor();
  await accessible(bo);

  await ana.getByRole("button", { name: "Actions for this comment" }).click();
  await ana.getByRole("menuitem", { name: "Edit" }).click();
  await field(ana, "Edit comment").waitFor();
  await ana.keyboard.press("Control+a");
  await ana.keyboard.type("The small one");
  await ana.getByRole("button", { name: "Save" }).click();
  await bo.getByText("The small one").waitFor();
  await bo.getByText("edited", { exact: true }).waitFor();
  // Of others' comments one changes nothing.
  expect(await bo.getByRole("button", { name: "Actions for this comment" }).count()).toBe(1);

  await bo.getByRole("button", { name: "Actions for this comment" }).click();
  await bo.getByRole("menuitem", { name: "Delete comment" }).click();
  await ana.getByText("It is too bright").waitFor({ state: "detached" });
  await bo.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Undo" }).click();
  await ana.getByText("It is too bright").waitFor();
  // It stays in the field of who presses the button, too.
  await field(bo).click();
  await bo.keyboard.type("Or none");
  await bo.getByRole("button", { name: "Send" }).click();
  await ana.getByText("Or none").waitFor();
  expect(await bo.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("Comment");
});

test("what was being written is there after a reload, also as a reply", async () => {
  const [id = ""] = await w.tasks("To do", "Choose a lamp");
  await w.bo.post(`/tasks/${id}/comments`, { body: "Which?" });
  const ana = await w.open(w.ana, path());
  await field(ana).click();
  await ana.keyboard.type("On second thought");
  await ana.getByRole("button", { name: "Reply" }).click();
  await field(ana, "Reply").waitFor();
  await ana.keyboard.type("The tall");
  await ana.waitForTimeout(1_000);
  await ana.reload();
  await ana.getByText("On second thought").waitFor();
  await ana.getByText("The tall").waitFor();

  // So is a change of what was said.
  const own = await w.ana.post(`/tasks/${id}/comments`, { body: "None" });
  const actions = ana.getByRole("button", { name: "Actions for this comment" });
  await actions.click();
  await ana.getByRole("menuitem", { name: "Edit" }).click();
  await field(ana, "Edit comment").waitFor();
  await ana.keyboard.press("Control+End");
  await ana.keyboard.type(" of them");
  await ana.waitForTimeout(1_000);
  await ana.reload();
  await field(ana, "Edit comment").getByText("None of them").waitFor();
  await ana.getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await said(id)).find(one => one.id === own.id)?.body).toBe("None of them");
});
