import { expect, test } from "vitest";
import { PASSWORD } from "./support/seed.ts";
import { card, world } from "./support/two-browsers.ts";

const at = world();

test("no mouse: sign in, make a task, set five fields, open it, comment, complete, undo; the focus is never lost", async () => {
  const ana = await at.open(at.ana);
  await ana.context().clearCookies();
  await ana.evaluate(() => localStorage.clear());
  await ana.goto(`${at.server.origin}/signin`);
  const lost: string[] = [];
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await ana.keyboard.press(key);
      // Where the focus is once everything has settled.
      const onBody = () =>
        ana.evaluate(() => document.activeElement === document.body || document.activeElement === null);
      await expect
        .poll(onBody, { timeout: 2_000 })
        .toBe(false)
        .catch(() => lost.push(key));
    }
  };
  const email = ana.getByRole("textbox", { name: "Email" });
  await email.waitFor();
  await email.focus();
  await ana.keyboard.type(at.ana.email);
  await press("Tab");
  await ana.keyboard.type(PASSWORD);
  await ana.keyboard.press("Enter");
  await ana.waitForURL(url => url.pathname !== "/signin");
  await ana.goto(at.server.origin + at.board);
  await at.tasks("To do", "first");
  await card(ana, "first").waitFor();

  await ana.keyboard.press("ArrowDown");
  await press("n");
  await ana.keyboard.type("made by keys");
  await press("Enter", "Escape");
  await card(ana, "made by keys").waitFor();
  await expect.poll(() => card(ana, "made by keys").getAttribute("data-task")).toMatch(/^W\d+-2$/);
  await press("Home");
  await expect
    .poll(() => ana.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toMatch(/made by keys$/);

  const ask = async (key: string) => {
    await press(key);
    await ana.getByRole("combobox").waitFor();
  };
  await ask("p");
  await ana.keyboard.type("high");
  await press("Enter");
  await ask("a");
  await ana.keyboard.type("bo");
  await press("Enter", "Escape");
  await ask("t");
  await ana.keyboard.type("urgent matters");
  await press("Enter", "Escape", "d");
  await press("Tab", "Enter");
  await ask("e");
  await ana.keyboard.type("3");
  await press("Enter");
  const [id] = (
    await at.ana.get<{ items: { id: string; title: string }[] }>(`/projects/${at.project.id}/tasks`)
  ).items
    .filter(task => task.title === "made by keys")
    .map(task => task.id);
  const now = () =>
    at.ana.get<Record<string, unknown> & { id: string; assignee_ids: string[]; tag_ids: string[] }>(
      `/tasks/${id}`,
    );
  await expect.poll(async () => (await now()).priority).toBe("high");
  await expect.poll(async () => (await now()).assignee_ids).toEqual([at.bo.id]);
  await expect.poll(async () => (await now()).tag_ids.length).toBe(1);
  await expect.poll(async () => (await now()).due).not.toBeNull();
  await expect.poll(async () => (await now()).estimate).toBe(3);

  await press("Enter");
  await ana.waitForURL(url => url.pathname.includes("/t/"));
  const article = ana.getByRole("article", { name: /made by keys$/ });
  await article.waitFor();
  await article.getByRole("textbox", { name: "Comment" }).focus();
  await ana.keyboard.type("done by keys");
  await press("Control+Enter");
  await article.getByText("done by keys").waitFor();
  await article.getByRole("button", { name: /^Status/ }).focus();
  await press("Enter");
  await ana.keyboard.type("done");
  await press("Enter");
  await expect.poll(async () => (await now()).status_category).toBe("done");
  await press("Control+z");
  await expect.poll(async () => (await now()).status_category).toBe("todo");
  expect(lost).toEqual([]);
});
