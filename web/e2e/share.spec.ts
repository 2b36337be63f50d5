import { expect, test } from "vitest";
import { world } from "./support/two-browsers.ts";

const w = world();

test("what another app shares becomes a task, once somebody says so", async () => {
  const ana = await w.open(w.ana);
  const shared = new URLSearchParams({
    title: "A chair that folds",
    text: "A chair that folds",
    url: "https://example.org/chair",
  });
  await ana.goto(`${w.server.origin}/?${shared}`);
  const field = ana.getByRole("dialog", { name: "Quick add" }).getByRole("textbox");
  await expect.poll(() => field.inputValue()).toBe("A chair that folds https://example.org/chair");
  await ana.getByRole("button", { name: "Create task" }).click();
  await ana.getByText("Task created").first().waitFor();
  const manifest = await (await fetch(`${w.server.origin}/manifest.webmanifest`)).json();
  expect(manifest.share_target).toMatchObject({ action: "/", method: "GET" });
});

test("a page asks for its session and its first data before its scripts have come", async () => {
  const ana = await w.open(w.ana);
  const asked: string[] = [];
  ana.on("request", request => asked.push(new URL(request.url()).pathname));
  await ana.reload();
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  const count = (path: string) => asked.filter(one => one === path).length;
  expect(count("/api/v1/auth/refresh")).toBe(1);
  expect(count("/api/v1/workspaces")).toBe(1);
  // By the page's script alone: the app has a copy, and asks for none.
  const [, workspace] = w.board.split("/");
  expect(count(`/api/v1/workspaces/${workspace}/projects`)).toBe(1);
  const html = await (await fetch(w.server.origin + w.board, { headers: { accept: "text/html" } })).text();
  expect(html).toContain("modulepreload");
  expect(html).toContain("&quot;/workspaces?limit=200&quot;");
});
