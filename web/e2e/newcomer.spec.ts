import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PASSWORD, until } from "./support/seed.ts";
import { card, notices, world } from "./support/two-browsers.ts";

const w = world();

/** The address that the newest mail to somebody leads to. */
async function mailed(to: string, path: string): Promise<string> {
  return until(() => new RegExp(`https?://[^/\\s]+(/${path}[^\\s"<>]+)`).exec(w.server.mail(to))?.[1]);
}

async function signUp(page: Page, name: string, email?: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  if (email) {
    await page.getByRole("textbox", { name: "Email" }).fill(email);
  }
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
}

test("from nothing to a first task on a board that an invited colleague sees", {
  timeout: 60_000,
}, async () => {
  const page = await w.visit("/");
  await page.getByRole("link", { name: "Create account" }).click();
  await signUp(page, "Nora Newcomer", "nora@example.org");
  await page.getByRole("textbox", { name: "Workspace name" }).fill("Harbour");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Project name" }).fill("Boats");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Email addresses" }).fill("ole@example.org");
  await page.getByRole("button", { name: "Send invitations" }).click();
  await page.getByRole("dialog", { name: "Quick add" }).getByRole("textbox").fill("Paint the hull");
  await page.keyboard.press("Enter");
  await card(page, "Paint the hull").waitFor();

  // Her own address is confirmed by the mail that came.
  const confirm = await mailed("nora@example.org", "verify-email");
  await page.goto(w.server.origin + confirm);
  await page.getByRole("heading", { name: "Your address is confirmed" }).waitFor();

  const ole = await w.visit(await mailed("ole@example.org", "invitations"));
  await ole.getByRole("heading", { name: "Join Harbour" }).waitFor();
  await ole.getByRole("button", { name: "Create account" }).click();
  await signUp(ole, "Ole Invited");
  await ole.getByRole("link", { name: "Boats" }).click();
  await card(ole, "Paint the hull").waitFor();
});

test("who forgot the password gets in with the link that was mailed", { timeout: 30_000 }, async () => {
  const page = await w.visit("/signin");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(w.bo.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await page.goto(w.server.origin + (await mailed(w.bo.email, "reset-password")));
  await page.getByRole("textbox", { name: "New password" }).fill("four quite different words");
  await page.getByRole("button", { name: "Save password" }).click();
  await notices(page).getByText("Your password is saved. Sign in with it.").waitFor();
  await page.getByRole("textbox", { name: "Email" }).fill(w.bo.email);
  await page.getByRole("textbox", { name: "Password" }).fill("four quite different words");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(url => url.pathname.startsWith("/acme/"));
});

test("a workspace without a project asks for one before the first task, which is not typed twice", {
  timeout: 30_000,
}, async () => {
  const { slug } = await w.ana.post("/workspaces", { name: "Empty" });
  const page = await w.open(w.ana, `/${slug}/my`);
  await page.keyboard.press("c");
  const quickAdd = page.getByRole("dialog", { name: "Quick add" });
  await quickAdd.getByRole("textbox").fill("Sweep the floor");
  await quickAdd.getByText("A task needs a project.").waitFor();
  await quickAdd.getByRole("button", { name: "New project" }).click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.waitFor();
  await page.keyboard.type("House");
  await page.keyboard.press("Enter");
  await page.waitForURL(url => url.pathname.includes("/p/"));
  await page.keyboard.press("c");
  expect(await quickAdd.getByRole("textbox").inputValue()).toBe("Sweep the floor");
  await page.keyboard.press("Enter");
  await card(page, "Sweep the floor").waitFor();
});
