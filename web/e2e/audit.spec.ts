import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { BINARY } from "./support/server.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

test("who did what is found, opened with all that is known of it, and exported with its proof", async () => {
  const [id] = await w.tasks("To do", "Secret plan");
  await w.bo.patch(`/tasks/${id}`, { title: "Public plan" });
  const ana = await w.open(w.ana, `/${w.workspace.slug}/settings/audit`);
  const entries = ana.locator("li[data-entry]");
  await entries.first().waitFor();
  await accessible(ana);
  await ana.getByRole("combobox", { name: "Who" }).selectOption("Bo Chen");
  await ana.getByRole("combobox", { name: "What" }).selectOption("Tasks and comments");
  await ana.getByRole("combobox", { name: "When" }).selectOption("Today");
  await expect.poll(() => entries.count()).toBe(1);
  await entries.first().locator("summary").click();
  await entries.first().getByText("Secret plan").waitFor();
  await entries.first().getByText("127.0.0.1").last().waitFor();
  expect(await entries.first().locator("dd code").allTextContents()).toContain("task.updated");
  await accessible(ana);

  // The address is the question.
  await ana.reload();
  await expect.poll(() => entries.count()).toBe(1);
  const [file] = await Promise.all([
    ana.waitForEvent("download"),
    ana.getByRole("button", { name: "Export" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^audit-acme-\d{4}-\d\d-\d\d\.jsonl$/);
  const told = execFileSync(BINARY, ["audit", "verify", await file.path()], { encoding: "utf8" });
  expect(told).toMatch(/1/);

  await ana.getByRole("searchbox").fill("no such thing");
  await ana.getByText("Nothing like this happened").waitFor();
  await accessible(ana);
  await ana.getByRole("main").getByRole("button", { name: "Clear filters" }).click();
  await expect.poll(() => entries.count()).toBeGreaterThan(3);
});

test("who is no admin is told who may read it", async () => {
  const bo = await w.open(w.bo, `/${w.workspace.slug}/settings/audit`);
  await bo.getByText("Owners and admins of the workspace can read this.").waitFor();
});

test("one's own account has a log of its own: who failed to sign in, and from where", async () => {
  const refused = await fetch(`${w.server.origin}/api/v1/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: w.bo.email, password: "a wrong guess" }),
  });
  expect(refused.status).toBe(401);
  const bo = await w.open(w.bo, "/account/log");
  const entry = bo.locator("li[data-entry='user.sign_in_refused']");
  await expect
    .poll(async () => {
      await bo.reload();
      await bo.locator("li[data-entry]").first().waitFor();
      return entry.count();
    })
    .toBe(1);
  await entry.getByText("Somebody who did not show who they are").waitFor();
  await entry.locator("summary").click();
  await entry.getByText("node").first().waitFor();
  await accessible(bo);
  await bo.getByRole("combobox", { name: "What" }).selectOption("API tokens");
  await bo.getByText("Nothing like this happened").waitFor();
});
