import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { Person } from "./support/seed.ts";
import { card, notices, world } from "./support/two-browsers.ts";

const w = world();

const settings = (page: string) => `/${w.workspace.slug}/settings/${page}`;
const list = (page: Page, name: string) => page.getByRole("list", { name });
const row = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });
const role = async (id: string) =>
  (await w.ana.get<{ role: string; state: string }>(`/workspaces/${w.workspace.id}/members/${id}`)).role;

test("many are invited at once, in a role that is told in words; an invitation is taken back", async () => {
  const ana = await w.open(w.ana, settings("members"));
  await ana.getByText("Make projects, work in those that are shared").first().waitFor();
  await ana
    .getByRole("textbox", { name: "Email addresses" })
    .fill("Mia Wong <mia@example.org>, noah@example.org;\nnot an address, mia@example.org");
  await ana.getByRole("combobox", { name: "Role" }).selectOption({ label: "Guest" });
  await ana.getByText("Only what was shared with them").first().waitFor();
  await accessible(ana);
  await ana.getByRole("button", { name: "Invite 2 people" }).click();
  await notices(ana).getByText("2 invitations are on their way").waitFor();
  const open = list(ana, "Open invitations");
  await open.getByText("mia@example.org").waitFor();
  await row(ana, "noah@example.org")
    .getByText(/^Guest/)
    .waitFor();
  await row(ana, "noah@example.org").getByRole("button", { name: "Take back" }).click();
  await expect.poll(() => open.getByRole("listitem").count()).toBe(1);
  await row(ana, "mia@example.org").getByRole("button", { name: "Take back" }).click();
  await open.waitFor({ state: "detached" });
});

test("roles are given, people suspended and let in again; the last owner stays", async () => {
  const ana = await w.open(w.ana, settings("members"));
  const bo = await w.open(w.bo);
  await bo.getByRole("region", { name: "To do" }).waitFor();
  await ana.getByRole("button", { name: "Actions for Bo Chen" }).click();
  await accessible(ana);
  await ana.getByRole("menuitemradio", { name: "Admin" }).click();
  await expect.poll(() => role(w.bo.id)).toBe("admin");
  await ana.getByRole("button", { name: "Actions for Bo Chen" }).click();
  await ana.getByRole("menuitem", { name: "Suspend" }).click();
  await row(ana, w.bo.email).getByText("Suspended").waitFor();
  // At once.
  const sees = () =>
    w.bo.get(`/projects/${w.project.id}`).then(
      () => true,
      () => false,
    );
  await expect.poll(sees).toBe(false);
  await ana.getByRole("button", { name: "Actions for Bo Chen" }).click();
  await ana.getByRole("menuitem", { name: "Activate" }).click();
  await row(ana, w.bo.email).getByText("Suspended").waitFor({ state: "detached" });
  await w.ana.patch(`/workspaces/${w.workspace.id}/members/${w.bo.id}`, { role: "member" });

  await ana.getByRole("button", { name: "Actions for Ana Lindqvist" }).click();
  await ana.getByRole("menuitem", { name: "Leave workspace" }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Leave workspace" }).click();
  await ana.getByText("The last owner cannot leave. Make somebody else an owner first.").waitFor();
  expect(await role(w.ana.id)).toBe("owner");
  // Who may not manage sees the people, and no way to change them.
  await bo.goto(w.server.origin + settings("members"));
  await list(bo, "Members").getByText(w.ana.email).waitFor();
  expect(await bo.getByRole("button", { name: "Actions for Ana Lindqvist" }).count()).toBe(0);
  expect(await bo.getByRole("textbox", { name: "Email addresses" }).count()).toBe(0);
});

test("an admin tells everybody, or some, something; it comes to their inbox", async () => {
  const bo = await w.open(w.bo, `/${w.workspace.slug}/inbox`);
  const ana = await w.open(w.ana, settings("members"));
  const tell = async (text: string, whom: "Everybody" | "Some") => {
    await ana.getByRole("button", { name: "Tell people" }).click();
    const dialog = ana.getByRole("dialog", { name: "Tell people" });
    await dialog.getByRole("textbox", { name: "Notice" }).fill(text);
    await dialog.getByText(whom, { exact: true }).click();
    if (whom === "Some") {
      await dialog.getByRole("button", { name: "Add people" }).click();
      await ana.getByRole("option", { name: /Bo Chen/ }).click();
      await ana.keyboard.press("Escape");
      await accessible(ana);
    }
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
  };
  await tell("The office is shut on Friday", "Everybody");
  await bo.getByText("The office is shut on Friday").first().waitFor();
  await tell("Bo, the key is at the desk", "Some");
  await ana.getByText("1 person is told").last().waitFor();
  await bo.getByText("Bo, the key is at the desk").first().waitFor();
  await ana.goto(`${w.server.origin}/${w.workspace.slug}/inbox`);
  await ana.getByRole("heading", { level: 1, name: "Inbox" }).waitFor();
  expect(await ana.getByText("Bo, the key is at the desk").count()).toBe(0);
});

test("among many somebody is found by name or address", async () => {
  for (const name of ["Kai Aho", "Lena Berg", "Moe Cruz", "Nia Dore", "Oli Ekman", "Pia Frey", "Quin Gale"]) {
    await w.ana.invite(w.workspace.id, await Person.register(w.server.origin, name), to => w.server.mail(to));
  }
  const ana = await w.open(w.ana, settings("members"));
  const members = list(ana, "Members");
  await expect.poll(() => members.getByRole("listitem").count()).toBe(9);
  await ana.getByRole("searchbox", { name: "Find a person" }).fill("frey");
  await expect.poll(() => members.getByRole("listitem").count()).toBe(1);
  await members.getByText("Pia Frey").waitFor();
  await ana.getByRole("searchbox", { name: "Find a person" }).fill("nobody of this name");
  await ana.getByText("Nothing found").waitFor();
  await accessible(ana);
});

test("a team is made, filled, renamed and deleted", async () => {
  const ana = await w.open(w.ana, settings("teams"));
  await ana.getByText("No teams yet").waitFor();
  await ana.getByRole("button", { name: "New team" }).click();
  await ana.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Design");
  await ana.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await ana.getByRole("button", { name: "People of Design" }).click();
  await ana.getByRole("option", { name: /Bo Chen/ }).click();
  await ana.keyboard.press("Escape");
  const inside = async () =>
    (await w.ana.get<{ items: { member_ids: string[] }[] }>(`/workspaces/${w.workspace.id}/teams`)).items[0]
      ?.member_ids;
  await expect.poll(inside).toEqual([w.bo.id]);
  await accessible(ana);
  await ana.getByRole("button", { name: "Edit Design" }).click();
  await ana.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Craft");
  await ana.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await ana.getByRole("button", { name: "Delete Craft" }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await ana.getByText("No teams yet").waitFor();
});

test("a workspace gets another name and address; statuses and tags are made, put in order and refused for a reason", async () => {
  const ana = await w.open(w.ana, settings("general"));
  await ana.getByRole("textbox", { name: "Workspace name" }).fill("Acme Works");
  await ana.getByRole("textbox", { name: "Address" }).fill("No Spaces!");
  await ana.getByRole("button", { name: "Save" }).click();
  await ana.getByText("Small letters, digits and dashes only.").waitFor();
  await accessible(ana);
  await ana.getByRole("textbox", { name: "Address" }).fill("acme-works");
  await ana.getByRole("button", { name: "Save" }).click();
  await ana.waitForURL(/\/acme-works\/settings\/general$/);
  await ana.getByRole("button", { name: "Switch workspace: Acme Works" }).waitFor();
  await w.ana.patch(`/workspaces/${w.workspace.id}`, { name: "Acme", slug: w.workspace.slug });

  await w.tasks("In progress", "Busy");
  await ana.goto(w.server.origin + w.board.replace(/board$/, "settings/statuses"));
  await ana.getByRole("button", { name: "New status" }).click();
  const dialog = ana.getByRole("dialog", { name: "New status" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("In review");
  await dialog.getByRole("spinbutton", { name: "Limit" }).fill("3");
  await dialog.getByRole("button", { name: "Save" }).click();
  await row(ana, "In review").getByText("at most 3").waitFor();
  const names = list(ana, "Statuses").locator("bdi");
  const place = async () => (await names.allTextContents()).indexOf("In review");
  const before = await place();
  await ana.getByRole("button", { name: "Move In review up" }).click();
  await expect.poll(place).toBe(before - 1);
  const bo = await w.open(w.bo);
  await bo.getByRole("region", { name: "In review" }).waitFor();
  await ana.getByRole("button", { name: "Delete In progress" }).click();
  await ana.getByText("There are tasks with this status.").waitFor();
  await ana.getByRole("button", { name: "Delete In review" }).click();
  await bo.getByRole("region", { name: "In review" }).waitFor({ state: "detached" });

  await ana.goto(w.server.origin + settings("tags"));
  await ana.getByRole("button", { name: "New tag" }).click();
  await ana.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Urgent matter");
  await ana.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await ana.getByRole("button", { name: "Edit Urgent matter" }).waitFor();
  await ana.getByRole("button", { name: "New tag" }).click();
  await ana.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("urgent matter");
  await ana.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await ana.getByText("There is a tag with this name.").waitFor();
  await accessible(ana);
});

test("what is in the trash comes back or goes for good, also when it is much", {
  timeout: 60_000,
}, async () => {
  const ids = await w.tasks("To do", ...Array.from({ length: 55 }, (_, count) => `Old ${count + 1}`));
  for (const id of ids) {
    await w.ana.delete(`/tasks/${id}`);
  }
  const ana = await w.open(w.ana, `/${w.workspace.slug}/trash`);
  const tasks = list(ana, "Tasks").getByRole("listitem");
  await expect.poll(() => tasks.count()).toBe(50);
  await ana.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => tasks.count()).toBe(55);
  await accessible(ana);
  await row(ana, `${w.project.key}-55`).getByRole("button", { name: "Restore" }).click();
  await notices(ana).getByText(`${w.project.key}-55 is back`).waitFor();
  await ana.getByRole("button", { name: `Delete ${w.project.key}-54 for good` }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Delete for good" }).click();
  await row(ana, `${w.project.key}-54`).waitFor({ state: "detached" });
  await ana.goto(w.server.origin + w.board);
  await card(ana, "Old 55").waitFor();
  expect(await w.column("To do")).toEqual(["Old 55"]);
});
