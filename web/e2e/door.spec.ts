import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { PASSWORD, Person, until } from "./support/seed.ts";
import { notices, world } from "./support/two-browsers.ts";

const w = world();
const other = "a horse of another colour";

const field = (page: Page, name: string) => page.getByRole("textbox", { name });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });

/** The address that a mail leads to. */
function link(to: string, page: string): Promise<string> {
  return until(() => new RegExp(`/${page}#token=[\\w-]{20,}`).exec(w.server.mail(to))?.[0]);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await field(page, "Email").fill(email);
  await field(page, "Password").fill(password);
  await press(page, "Sign in");
}

test("what is wrong with an account stands at its field, and the first of it has the focus", async () => {
  const page = await w.visit(w.board);
  await page.waitForURL(/\/signin\?next=/);
  await page.getByRole("link", { name: "Create account" }).click();
  await field(page, "Name").fill("Cleo Park");
  await field(page, "Email").fill("cleo.example.org");
  await field(page, "Password").fill("short");
  await press(page, "Create account");
  await page.getByText("This is not an email address.").waitFor();
  await page.getByText("This is too short.").waitFor();
  await expect
    .poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name))
    .toBe("email");
  await accessible(page);
  await field(page, "Email").fill("cleo@example.org");
  await field(page, "Password").fill(PASSWORD);
  await press(page, "Create account");
  // What was wanted before is not shared with them, and they are told so.
  await heading(page, "Nothing is here").waitFor();
});

test("an address is confirmed by its mail; a link that does not work is told in one's language", async () => {
  const dora = await Person.register(w.server.origin, "Dora Diaz");
  const path = await link(dora.email, "verify-email");
  const page = await w.visit(path);
  await heading(page, "Your address is confirmed").waitFor();
  expect((await dora.get("/users/me")).email_verified).toBe(true);
  const german = await w.visit(`/verify-email#token=${"x".repeat(43)}`, { locale: "de-DE" });
  await heading(german, "Dieser Link funktioniert nicht").waitFor();
  await german.getByText("Dieser Link wurde schon benutzt, ist abgelaufen oder unvollständig.").waitFor();
});

test("who has forgotten a password gets a link; what is wrong at the door is never said by halves", async () => {
  const finn = await Person.register(w.server.origin, "Finn Olsen");
  const page = await w.visit("/signin");
  for (const email of [finn.email, "nobody@example.org"]) {
    await signIn(page, email, "not the password");
    await page.getByText("The email address or the password is wrong.").waitFor();
    await page.reload();
  }
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await field(page, "Email").fill(finn.email);
  await press(page, "Send link");
  await heading(page, "Look at your mail").waitFor();
  await accessible(page);
  const path = await link(finn.email, "reset-password");
  await page.goto(w.server.origin + path);
  const password = field(page, "New password");
  await password.fill(other);
  await press(page, "Show password");
  expect(await password.getAttribute("type")).toBe("text");
  await press(page, "Save password");
  await notices(page).getByText("Your password is saved. Sign in with it.").waitFor();
  await signIn(page, finn.email, PASSWORD);
  await page.getByText("The email address or the password is wrong.").waitFor();
  await signIn(page, finn.email, other);
  await heading(page, "Name your workspace").waitFor();

  // The link was good once.
  const late = await w.visit(path);
  await field(late, "New password").fill(PASSWORD);
  await press(late, "Save password");
  await late.getByText("This link was used before, has expired, or is incomplete.").waitFor();
});

test("an invitation is accepted by a new account, and tells who opens it as somebody else", async () => {
  const invite = (email: string) =>
    w.ana.post(`/workspaces/${w.workspace.id}/invitations`, { emails: [email], role: "guest" });
  await invite("gus@example.org");
  const path = await link("gus@example.org", "invitations");

  const bo = await w.open(w.bo, "/account/profile");
  await bo.goto(w.server.origin + path);
  await heading(bo, "Join Acme").waitFor();
  await bo.getByText(`The invitation is for g***@example.org; you are signed in as ${w.bo.email}.`).waitFor();
  await accessible(bo);

  const gus = await w.visit(path);
  await heading(gus, "Join Acme").waitFor();
  await gus.getByText("Ana Lindqvist invites you. Your role: Guest.").waitFor();
  await press(gus, "Create account");
  await field(gus, "Name").fill("Gus Grant");
  await field(gus, "Password").fill(PASSWORD);
  await press(gus, "Create account");
  await gus.waitForURL(/\/acme\/my$/);
  const { items } = await w.ana.get<{ items: { email: string; role: string }[] }>(
    `/workspaces/${w.workspace.id}/members`,
  );
  expect(items.find(member => member.email === "gus@example.org")?.role).toBe("guest");

  // Nobody is told that they are somebody else.
  const hal = await Person.register(w.server.origin, "Hal Holt", "hal");
  await invite("hal@example.org");
  const joins = await w.open(hal, "/account/profile");
  await joins.goto(w.server.origin + (await link("hal@example.org", "invitations")));
  await heading(joins, "Join Acme").waitFor();
  expect(await joins.getByText("you are signed in as", { exact: false }).count()).toBe(0);
  await press(joins, "Accept invitation");
  await joins.waitForURL(/\/acme\/my$/);

  const again = await w.visit(path);
  await heading(again, "This invitation is no longer valid").waitFor();
});

test("a session that ends while somebody writes is taken up again over the page, and what was typed stays", async () => {
  await w.tasks("To do", "Write the letter");
  const bo = await w.open(w.bo, `/${w.workspace.slug}/t/${w.project.key}-1`);
  const comment = bo.getByRole("textbox", { name: "Comment" });
  await comment.click();
  await bo.keyboard.type("Dear all");
  // All sessions but the one that asks.
  await w.bo.delete("/auth/sessions");
  const dialog = bo.getByRole("dialog", { name: "Your session has ended" });
  await dialog.waitFor();
  await accessible(bo);
  await bo.keyboard.press("Escape");
  await dialog.getByText(w.bo.email).waitFor();
  await field(bo, "Password").fill(PASSWORD);
  await press(bo, "Sign in");
  await dialog.waitFor({ state: "detached" });
  await comment.click();
  await bo.keyboard.press("Control+Enter");
  await bo.getByRole("article").getByText("Dear all").waitFor();
  const [task] = (await w.ana.get<{ items: { id: string }[] }>(`/projects/${w.project.id}/tasks`)).items;
  await expect
    .poll(async () => (await w.ana.get<{ items: object[] }>(`/tasks/${task?.id}/comments`)).items.length)
    .toBe(1);
});
