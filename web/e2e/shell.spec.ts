import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { accessible } from "./support/axe.ts";
import { card, notices, world } from "./support/two-browsers.ts";

/** A copy of the app, so that a newer one can take its place. */
const app = mkdtempSync(join(tmpdir(), "taskflow-app-"));
cpSync(fileURLToPath(new URL("../dist/app", import.meta.url)), app, { recursive: true });
afterAll(() => rmSync(app, { recursive: true, force: true }));

const w = world({ TASKFLOW_WEB_DIR: app });

const nav = (page: Page) => page.getByRole("navigation", { name: "Main navigation" });
const drawer = (page: Page) => page.getByRole("dialog", { name: "Menu" });
const marked = (page: Page) => page.evaluate(() => "marked" in globalThis);
const mark = (page: Page) => page.evaluate(() => Object.assign(globalThis, { marked: true }));

test("the sidebar gives way on a tablet and lies over the page when it is asked for", async () => {
  await w.tasks("To do", "one");
  const ana = await w.open(w.ana, w.board, { viewport: { width: 900, height: 700 } });
  await card(ana, "one").waitFor();
  const box = await nav(ana).boundingBox();
  expect(box?.width).toBeLessThan(70);
  const opens = nav(ana).getByRole("button", { name: "Collapse or expand the sidebar" });
  await opens.click();
  await drawer(ana).waitFor();
  await accessible(ana);
  // It holds the focus, Esc closes it, and the focus is where it was.
  expect(await ana.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
  await ana.keyboard.press("Escape");
  await drawer(ana).waitFor({ state: "detached" });
  await expect
    .poll(() => ana.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("Collapse or expand the sidebar");
  await ana.getByRole("main").focus();
  await ana.keyboard.press("[");
  await drawer(ana).getByRole("link", { name: "My tasks" }).click();
  await ana.waitForURL(/\/acme\/my$/);
  await drawer(ana).waitFor({ state: "detached" });
  // With room it stands beside the page, and folds up there.
  await ana.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(async () => (await nav(ana).boundingBox())?.width).toBeGreaterThan(200);
  await ana.getByRole("main").focus();
  await ana.keyboard.press("[");
  await expect.poll(async () => (await nav(ana).boundingBox())?.width).toBeLessThan(70);
});

test("a phone has its bar, and the rest behind it", async () => {
  const ana = await w.open(w.ana, w.board, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await ana.evaluate(() => localStorage.setItem("tf.prefs", JSON.stringify({ locale: "ar" })));
  await ana.reload();
  await expect.poll(() => ana.evaluate(() => document.documentElement.dir)).toBe("rtl");
  await ana.locator("nav").last().getByRole("button").last().tap();
  await ana.getByRole("dialog").waitFor();
  await accessible(ana);
  // At the side where the page begins.
  const box = await ana.getByRole("dialog").boundingBox();
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBe(390);
  await ana.touchscreen.tap(20, 400);
  await ana.getByRole("dialog").waitFor({ state: "detached" });
});

test("with forced colours the current page, what is chosen and what lies over the page keep a boundary", async () => {
  const ana = await w.open(w.ana, "/account/appearance", { forcedColors: "active" });
  const outlined = (selector: string) =>
    ana
      .locator(selector)
      .first()
      .evaluate(element => getComputedStyle(element).outlineStyle);
  expect(await outlined('nav [aria-current="page"]')).toBe("solid");
  expect(await outlined("label:has(> input:checked)")).toBe("solid");
  await ana.keyboard.press("Control+k");
  const palette = ana.getByRole("dialog", { name: "Command palette" });
  await palette.waitFor();
  expect(await palette.evaluate(element => getComputedStyle(element).borderTopStyle)).toBe("solid");
  expect(await outlined("[role=option][data-current]")).toBe("solid");
});

test("an address of nothing says so and leads on; what fails takes nothing else along", async () => {
  const ana = await w.open(w.ana, `/${w.workspace.slug}/p/NONE/board`, { serviceWorkers: "block" });
  await ana.getByText("Nothing is here").first().waitFor();
  await ana.goto(`${w.server.origin}/${w.workspace.slug}/no/such/page`);
  await ana.getByRole("heading", { name: "Nothing is here" }).waitFor();
  await ana.getByRole("main").getByRole("link", { name: "Search" }).click();
  await ana.getByRole("searchbox", { name: "Search" }).waitFor();
  await ana.goto(`${w.server.origin}/%E0%A4%A/p/%E0/board`);
  await ana.getByText("Nothing is here").first().waitFor();
  await ana.goto(`${w.server.origin}/${w.workspace.slug}/my`);
  // A part of the app that does not come.
  w.forgive(/dynamically imported module|app\/trash|at Lazy|Failed to fetch/);
  await ana.route(/\/assets\/trash-/, route => route.abort());
  await nav(ana).getByRole("link", { name: "Trash" }).click();
  const broken = ana.getByRole("alert").filter({ hasText: "Something went wrong here" });
  await broken.waitFor();
  await accessible(ana);
  await nav(ana).getByRole("link", { name: "My tasks" }).click();
  await ana.getByRole("heading", { level: 1, name: "My tasks" }).waitFor();
  expect(await broken.count()).toBe(0);
  // What would lie over the page.
  w.forgive(/dynamically imported module|app\/trash|at Lazy|Failed to fetch/);
  await ana.route(/\/assets\/quickadd-/, route => route.abort());
  await ana.locator("#main").focus();
  await ana.keyboard.press("q");
  await ana.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Reload" }).waitFor();
  await ana.getByRole("heading", { level: 1, name: "My tasks" }).waitFor();
});

test("without a network, what has not come yet is told, and comes with the network", async () => {
  const [id = ""] = await w.tasks("To do", "Read");
  await w.ana.patch(`/tasks/${id}`, { description: "Some **bold** words" });
  const ana = await w.open(w.ana, w.board, { serviceWorkers: "block" });
  // As on a slow line: nothing of these has come when the network goes.
  let away = true;
  await ana.route(/\/assets\/(timeline|help|markdown)-[\w-]{7}\.js$/, route =>
    away ? route.abort() : route.continue(),
  );
  const network = async (there: boolean) => {
    away = !there;
    await ana.context().setOffline(away);
  };
  // What nobody pressed for has something that stands in for it.
  await card(ana, "Read").click();
  await ana.getByText("Some **bold** words").waitFor();
  await network(false);
  await network(true);
  await ana.locator("strong").getByText("bold").waitFor();

  await network(false);
  await ana.locator("#main").focus();
  await ana.keyboard.press("?");
  await notices(ana).getByText("The server cannot be reached. Try again in a moment.").waitFor();
  await ana.getByRole("link", { name: "Timeline" }).click();
  const alert = ana.getByRole("alert").filter({ hasText: "The server cannot be reached" });
  await alert.waitFor();
  await accessible(ana);
  await alert.getByRole("button", { name: "Try again" }).click();
  await alert.waitFor();
  await network(true);
  await ana
    .getByRole("main")
    .getByRole("list", { name: `Tasks of ${w.project["name"]}` })
    .waitFor();
  await ana.keyboard.press("?");
  await ana.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
});

test("a page whose live layer did not come goes live once it can be fetched", async () => {
  await w.tasks("To do", "one");
  const ana = await w.open(w.ana, `/${w.workspace.slug}/my`, { serviceWorkers: "block" });
  let tries = 0;
  await ana.route(/\/assets\/start-live-/, route => (++tries < 3 ? route.abort() : route.continue()));
  await ana.goto(w.server.origin + w.board);
  await card(ana, "one").waitFor({ timeout: 25_000 });
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached", timeout: 25_000 });
  expect(tries).toBeGreaterThan(2);
});

test("a newer version is offered in every tab, taken by a press, and forced on nobody", {
  timeout: 60_000,
}, async () => {
  await w.tasks("To do", "one");
  const ana = await w.open(w.ana);
  await ana.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const other = await ana.context().newPage();
  await other.goto(`${w.server.origin}/${w.workspace.slug}/my`);
  await other.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  for (const page of [ana, other]) {
    await mark(page);
  }
  await w.server.kill();
  const worker = join(app, "sw.js");
  const text = readFileSync(worker, "utf8");
  writeFileSync(worker, text.replace(/const VERSION = "\w+"/, 'const VERSION = "newer"'));
  for (const packed of [".br", ".gz"]) {
    rmSync(`${worker}${packed}`, { force: true });
  }
  await w.server.start();
  const offers = (page: Page) =>
    page.getByRole("region", { name: "Notifications" }).getByText("A new version is ready");
  await offers(ana).waitFor({ timeout: 30_000 });
  await offers(other).waitFor({ timeout: 30_000 });
  await accessible(ana);
  await ana.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => marked(ana), { timeout: 15_000 }).toBe(false);
  await card(ana, "one").waitFor();
  // The other tab is left as it is until its own press.
  await offers(other).waitFor();
  expect(await marked(other)).toBe(true);
  await other.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => marked(other), { timeout: 15_000 }).toBe(false);
});
