import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { PASSWORD } from "./support/seed.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

test("who looks after the server sees how it is, whose workspaces it has, and sends a mail", async () => {
  const ana = await w.open(w.ana);
  await ana.getByRole("button", { name: /^Account of/ }).click();
  await ana.getByRole("menuitem", { name: "Administration" }).click();
  await ana.getByText("SQLite").waitFor();
  await accessible(ana);
  await ana.getByRole("link", { name: "Workspaces" }).click();
  await ana.getByText("Owned by Ana Lindqvist").waitFor();
  await ana.getByRole("link", { name: "Mail" }).click();
  await ana.getByRole("button", { name: "Send test mail" }).click();
  await expect.poll(() => w.server.mail(w.ana.email)).toContain("Mail from TaskFlow gets through");
});

test("an address gets no more mail, and then again", async () => {
  const ana = await w.open(w.ana);
  await ana.goto(`${w.server.origin}/admin/mail`);
  await ana.getByText("None: mail goes to everybody.").waitFor();
  await ana.getByRole("textbox", { name: "Address" }).fill("nobody");
  await ana.getByRole("button", { name: "Send no more to it" }).click();
  await ana.locator("[aria-invalid]").waitFor();
  await ana.getByRole("textbox", { name: "Address" }).fill("Gone@example.org");
  await ana.getByRole("textbox", { name: "Why" }).fill("left the company");
  await ana.getByRole("button", { name: "Send no more to it" }).click();
  const row = ana.getByRole("list", { name: "Addresses that get no mail" }).getByRole("listitem");
  await row.getByText("gone@example.org").waitFor();
  await row.getByText(/left the company/).waitFor();
  await accessible(ana);
  await row.getByRole("button", { name: "Send again to gone@example.org" }).click();
  await ana.getByText("None: mail goes to everybody.").waitFor();
});

test("somebody is found, suspended and let in again; one's own account is safe", async () => {
  const ana = await w.open(w.ana);
  await ana.goto(`${w.server.origin}/admin/users`);
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  await ana.getByRole("searchbox", { name: "Find by name or address" }).fill("bo.");
  await ana.getByText("Nothing found").or(ana.getByText("Bo Chen")).first().waitFor();
  await ana.getByRole("searchbox", { name: "Find by name or address" }).fill("chen");
  const row = ana.getByRole("list", { name: "Users" }).getByRole("listitem");
  await row.getByText("Bo Chen").waitFor();
  await ana.getByRole("button", { name: "Actions for Bo Chen" }).click();
  await accessible(ana);
  await ana.getByRole("menuitem", { name: "Suspend" }).click();
  await ana.getByRole("dialog").getByRole("button", { name: "Suspend" }).click();
  await row.getByText("Suspended").waitFor();
  await expect(w.bo.get("/users/me")).rejects.toThrow("401");
  await ana.getByRole("button", { name: "Actions for Bo Chen" }).click();
  await ana.getByRole("menuitem", { name: "Activate" }).click();
  await row.getByText("Suspended").waitFor({ state: "detached" });
  const again = await fetch(`${w.server.origin}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: w.bo.email, password: PASSWORD }),
  });
  expect(again.status).toBe(200);
  await ana.getByRole("searchbox", { name: "Find by name or address" }).fill("ana");
  await ana.getByRole("button", { name: "Actions for Ana Lindqvist" }).click();
  expect(await ana.getByRole("menuitem", { name: "Suspend" }).count()).toBe(0);
});

test("others are told that it takes an administrator, and find no way there", async () => {
  const bo = await w.open(w.bo);
  await bo.getByRole("button", { name: /^Account of/ }).click();
  expect(await bo.getByRole("menuitem", { name: "Administration" }).count()).toBe(0);
  await bo.keyboard.press("Escape");
  await bo.goto(`${w.server.origin}/admin`);
  await bo.getByText("This takes an administrator of the server.").waitFor();
});
