import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { PASSWORD, Person } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const w = world();

const root = (page: Page, name: "theme" | "density") =>
  page.evaluate(asked => document.documentElement.dataset[asked], name);
const people = (page: Page) => page.getByRole("list", { name: "People here" });

test("theme, density and language change at once, and stay so", async () => {
  const ana = await w.open(w.ana, "/account/appearance", { colorScheme: "light" });
  await ana.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await ana.getByText("Dark", { exact: true }).click();
  expect(await root(ana, "theme")).toBe("dark");
  await ana.getByText("Compact", { exact: true }).click();
  expect(await root(ana, "density")).toBe("compact");
  await ana.getByRole("combobox", { name: "Language" }).selectOption({ label: "العربية" });
  await expect.poll(() => ana.evaluate(() => document.documentElement.dir)).toBe("rtl");
  await ana.getByRole("heading", { level: 1, name: "إعدادات الحساب" }).waitFor();
  await accessible(ana);
  // Nothing was loaded anew for it.
  expect(await ana.evaluate(() => (globalThis as { stayed?: boolean }).stayed)).toBe(true);
  await expect.poll(async () => (await w.ana.get("/users/me")).locale).toBe("ar");
  await ana.reload();
  await ana.getByRole("heading", { level: 1, name: "إعدادات الحساب" }).waitFor();
  expect([await root(ana, "theme"), await root(ana, "density")]).toEqual(["dark", "compact"]);
  await ana.getByRole("combobox", { name: "اللغة" }).selectOption({ label: "English" });
  await ana.getByRole("heading", { level: 1, name: "Account settings" }).waitFor();
});

test("weeks start as one wishes, whatever the workspace says", async () => {
  const ana = await w.open(w.ana, "/account/appearance");
  const first = async () => {
    await ana.goto(w.server.origin + w.board.replace(/board$/, "calendar"));
    const day = await ana.locator("[data-day]").first().getAttribute("data-day");
    return new Date(`${day}T12:00Z`).getUTCDay();
  };
  expect(await first()).toBe(1);
  await ana.goto(`${w.server.origin}/account/appearance`);
  await ana.getByRole("combobox", { name: "Week starts on" }).selectOption({ label: "Sunday" });
  expect(await first()).toBe(0);
});

test("shortcuts are changed, taken away and given back; single keys are off for who does not want them", async () => {
  const ana = await w.open(w.ana, "/account/shortcuts");
  const add = ana.getByRole("dialog", { name: "Quick add" });
  const keys = ana.getByRole("button", { name: /^New task: .*Change$/ });
  await keys.click();
  await ana.keyboard.press("/");
  await ana.getByText("“Search” has these keys already.", { exact: false }).waitFor();
  await ana.getByRole("button", { name: "Dismiss" }).click();
  await keys.click();
  await ana.keyboard.press("z");
  await expect.poll(() => keys.getAttribute("aria-label")).toBe("New task: z. Change");
  await accessible(ana);
  await ana.getByRole("main").focus();
  await ana.keyboard.press("c");
  await ana.waitForTimeout(200);
  expect(await add.count()).toBe(0);
  await ana.keyboard.press("z");
  await add.waitFor();
  await ana.keyboard.press("Escape");
  await add.waitFor({ state: "detached" });
  await ana.getByRole("button", { name: "Back to the given keys" }).click();
  await ana.getByRole("main").focus();
  await ana.keyboard.press("c");
  await add.waitFor();
  await ana.keyboard.press("Escape");
  await add.waitFor({ state: "detached" });
  // Keys of screens that are not open are there, too.
  const priority = ana.getByRole("button", { name: /^Set priority: .*Change$/ });
  await priority.click();
  await ana.keyboard.press("y");
  await expect.poll(() => priority.getAttribute("aria-label")).toBe("Set priority: y. Change");
  await w.tasks("To do", "one");
  await ana.goto(w.server.origin + w.board);
  await card(ana, "one").focus();
  await ana.keyboard.press("y");
  await ana.getByRole("option", { name: "Urgent" }).waitFor();
  await ana.keyboard.press("Escape");
  await ana.keyboard.press("?");
  const help = ana.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.getByText("Snooze").first().waitFor();
  await ana.keyboard.press("Escape");
  await ana.goto(`${w.server.origin}/account/shortcuts`);
  await ana.getByRole("checkbox", { name: /^Single-key shortcuts/ }).uncheck();
  await ana.getByRole("main").focus();
  await ana.keyboard.press("c");
  await ana.waitForTimeout(200);
  expect(await add.count()).toBe(0);
  // Those with Ctrl go on.
  await ana.keyboard.press("Control+k");
  await ana.getByRole("dialog", { name: "Command palette" }).waitFor();
});

test("signing out with changes that are not saved asks first", async () => {
  const [id] = await w.tasks("To do", "one");
  const noa = await Person.register(w.server.origin, "Noa Haddad");
  await w.ana.invite(w.workspace.id, noa, to => w.server.mail(to));
  const page = await w.open(noa, w.board, { serviceWorkers: "block" });
  await card(page, "one").waitFor();
  await page.route("**/api/v1/tasks/**", route =>
    route.request().method() === "GET" ? route.continue() : route.abort(),
  );
  await card(page, "one").focus();
  await page.keyboard.press("p");
  await page.getByRole("option", { name: "Urgent" }).click();
  await expect.poll(() => card(page, "one").getAttribute("data-pending")).not.toBeNull();
  const asked = page.getByRole("dialog", { name: "Sign out" });
  const answer = async (name: string) => {
    await asked.getByText("One change is not saved yet", { exact: false }).waitFor();
    await asked.getByRole("button", { name }).click();
    await asked.waitFor({ state: "detached" });
  };
  await page.getByRole("button", { name: "Account of Noa Haddad" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await answer("Cancel");
  expect(await card(page, "one").getAttribute("data-pending")).not.toBeNull();
  // So it is where the session has ended by itself.
  const elsewhere = await w.open(noa, "/account/security");
  await elsewhere.getByRole("button", { name: "Sign out others" }).click();
  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await ended.getByRole("button", { name: "Use another account" }).click();
  await answer("Cancel");
  await ended.waitFor();
  await ended.getByRole("button", { name: "Use another account" }).click();
  await answer("Sign out");
  await page.waitForURL(url => url.pathname === "/signin");
  expect((await w.ana.get(`/tasks/${id}`)).priority).toBe("none");
});

test("sessions are seen and ended, tokens shown once, and an account is deleted", async () => {
  const iris = await Person.register(w.server.origin, "Iris Ito");
  const elsewhere = await w.open(iris, "/account/profile");
  const page = await w.open(iris, "/account/security");
  const sessions = page.getByRole("list", { name: "Sessions" }).getByRole("listitem");
  await expect.poll(() => sessions.count()).toBe(3);
  await sessions.first().getByText("This device").waitFor();
  expect(await page.getByText("This device").count()).toBe(1);
  await accessible(page);
  await page.getByRole("button", { name: "Sign out others" }).click();
  await expect.poll(() => sessions.count()).toBe(1);
  await elsewhere.getByRole("dialog", { name: "Your session has ended" }).waitFor();
  await elsewhere.context().close();

  await page.goto(`${w.server.origin}/account/tokens`);
  await page.getByRole("button", { name: "New token" }).click();
  const making = page.getByRole("dialog", { name: "New token" });
  await making.getByRole("textbox", { name: "Name" }).fill("Deploys");
  await making.getByRole("button", { name: "Create token" }).click();
  const shown = page.getByRole("dialog", { name: "Your new token" });
  const secret = (await shown.locator("code").textContent()) ?? "";
  await accessible(page);
  const asked = () =>
    fetch(`${w.server.origin}/api/v1/users/me`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await asked()).status).toBe(200);
  // However often it is pressed, Esc does not take away what is shown this once.
  for (let count = 0; count < 5; count += 1) {
    await page.keyboard.press("Escape");
  }
  expect(await shown.isVisible()).toBe(true);
  await shown.getByRole("button", { name: "I have kept it" }).click();
  expect(await page.getByText(secret).count()).toBe(0);
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("No tokens yet").waitFor();
  expect((await asked()).status).toBe(401);

  await page.goto(`${w.server.origin}/account/profile`);
  await page.getByRole("button", { name: "Delete account" }).click();
  const farewell = page.getByRole("dialog", { name: "Delete account" });
  await farewell.getByRole("textbox", { name: "Password" }).fill("not the password");
  await farewell.getByRole("button", { name: "Delete for good" }).click();
  await farewell.getByText("The current password is wrong.").waitFor();
  await accessible(page);
  await farewell.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await farewell.getByRole("button", { name: "Delete for good" }).click();
  await page.waitForURL(/\/signin/);
  await page.getByRole("textbox", { name: "Email" }).fill(iris.email);
  await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByText("The email address or the password is wrong.").waitFor();
});

test("who wants is not seen on boards and tasks", async () => {
  await w.tasks("To do", "one");
  const ana = await w.open(w.ana, "/account/appearance");
  await ana.getByRole("checkbox", { name: /^Hide where I am/ }).check();
  await ana.goto(w.server.origin + w.board);
  await card(ana, "one").waitFor();
  const bo = await w.open(w.bo);
  await card(bo, "one").waitFor();
  // Bo is seen, Ana is not.
  await people(ana).getByRole("img", { name: "Bo Chen" }).waitFor();
  expect(await people(bo).count()).toBe(0);
  await ana.goto(`${w.server.origin}/account/appearance`);
  await ana.getByRole("checkbox", { name: /^Hide where I am/ }).uncheck();
  await ana.goto(w.server.origin + w.board);
  await people(bo).getByRole("img", { name: "Ana Lindqvist" }).waitFor();
});
