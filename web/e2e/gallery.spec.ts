import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();
const web = fileURLToPath(new URL("..", import.meta.url));
let vite: ChildProcess;
let origin = "";

/** Vite as `make dev` starts it, in front of the server of this spec. */
beforeAll(async () => {
  vite = spawn("node_modules/.bin/vite", ["--port", "0"], {
    cwd: web,
    env: { ...process.env, TASKFLOW_DEV_SERVER: w.server.origin, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (vite.stdout) {
    for await (const line of createInterface({ input: vite.stdout })) {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (found) {
        origin = found;
        vite.stdout.resume();
        return;
      }
    }
  }
}, 60_000);

afterAll(() => void vite.kill());

test("while one works on the app there is a gallery of its parts, in each theme; people get none", {
  timeout: 120_000,
}, async () => {
  const page = await w.visit("/signin");
  await page.goto(`${w.server.origin}/gallery`);
  await page
    .getByRole("heading", { name: "Nothing is here" })
    .or(page.getByText("Sign in").first())
    .first()
    .waitFor();
  expect(await page.locator("main section").count()).toBe(0);
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto(`${origin}/gallery`);
    await page.locator("main section").nth(5).waitFor({ timeout: 60_000 });
    await accessible(page);
  }
  // Through Vite one is at the same server.
  const answer = await page.evaluate(() => fetch("/api/v1/auth/providers").then(one => one.json()));
  expect(answer).toMatchObject({ password: true });
});
