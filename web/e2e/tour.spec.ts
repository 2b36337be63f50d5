import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { violations } from "./support/axe.ts";
import { world } from "./support/two-browsers.ts";

const w = world();

const HOSTILE = `<img src=x onerror="window.__pwned=1">"'&{{7*7}} ${"long ".repeat(20)}`;
const MARKDOWN = [
  "<script>window.__pwned=1</script>",
  "<img src=x onerror=window.__pwned=1>",
  "[click](javascript:window.__pwned=1) and [data](data:text/html,<script>window.__pwned=1</script>)",
  "![picture](javascript:window.__pwned=1)",
  "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
  "**bold** `code` [site](https://example.org)",
].join("\n\n");

/** A screen, and what stands open on it. */
interface Stop {
  readonly path: () => string;
  readonly ready: string;
  readonly open?: (page: Page) => Promise<void>;
}

const inProject = (rest: string) => () => w.board.replace(/board$/, rest);
const dialog = async (page: Page, name: string) => {
  await page.getByRole("main").getByRole("button", { name }).click();
  await page.getByRole("dialog", { name }).waitFor();
};
const inWorkspace = (rest: string) => () => `/${w.workspace.slug}/${rest}`;
const key = () => `${w.project.key}-1`;

const SIGNED_IN: Record<string, Stop> = {
  board: { path: () => w.board, ready: "main" },
  palette: {
    path: () => w.board,
    ready: "main",
    open: async page => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog", { name: "Command palette" }).waitFor();
    },
  },
  help: {
    path: () => w.board,
    ready: "main",
    open: async page => {
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    },
  },
  "quick add": {
    path: () => w.board,
    ready: "main",
    open: async page => {
      await page.keyboard.press("c");
      await page.getByRole("dialog", { name: "Quick add" }).waitFor();
    },
  },
  "new project": {
    path: inWorkspace("settings/projects"),
    ready: "main",
    open: async page => {
      await page.getByRole("main").getByRole("button", { name: "New project" }).click();
      await page.getByRole("dialog", { name: "New project" }).waitFor();
    },
  },
  table: { path: () => w.board.replace(/board$/, "table"), ready: "[role=row][data-task]" },
  "columns of the table": {
    path: () => w.board.replace(/board$/, "table"),
    ready: "[role=row][data-task]",
    open: async page => {
      await page.getByRole("button", { name: "Columns" }).click();
      await page.getByRole("dialog", { name: "Columns" }).waitFor();
    },
  },
  calendar: { path: () => w.board.replace(/board$/, "calendar"), ready: "[data-day]" },
  week: { path: () => `${w.board.replace(/board$/, "calendar")}?range=week`, ready: "[data-day]" },
  timeline: { path: () => w.board.replace(/board$/, "timeline"), ready: "li[data-task]" },
  overview: { path: () => w.board.replace(/board$/, "overview"), ready: "[role=progressbar]" },
  "new view": {
    path: () => w.board,
    ready: "main",
    open: async page => {
      await page.getByRole("button", { name: "New view" }).click();
      await page.getByRole("dialog", { name: "New view" }).waitFor();
    },
  },
  "board with lanes": { path: () => `${w.board}?lane=priority`, ready: "[data-lane]" },
  "timeline with groups": { path: inProject("timeline?group=priority"), ready: "[data-group]" },
  "templates of the workspace": { path: inWorkspace("settings/templates"), ready: "main section" },
  "templates of the project": { path: inProject("settings/templates"), ready: "main section" },
  list: { path: () => w.board.replace(/board$/, "list"), ready: "main" },
  filter: {
    path: () => w.board,
    ready: "main",
    open: async page => {
      await page.getByRole("button", { name: "Filter" }).click();
      await page.getByRole("dialog", { name: "Filter tasks" }).waitFor();
    },
  },
  display: {
    path: () => w.board,
    ready: "main",
    open: async page => {
      await page.getByRole("button", { name: "Display" }).click();
      await page.getByRole("dialog", { name: "Display" }).waitFor();
    },
  },
  "grouped board": {
    path: () =>
      `${w.board}?group=priority&filter=${encodeURIComponent("due is null and not title ~ nothing")}`,
    ready: "[data-task]",
  },
  "nothing found": {
    path: () => `${w.board}?filter=${encodeURIComponent("tag is not null")}`,
    ready: "main",
  },
  "filter that makes no sense": { path: () => `${w.board}?filter=tag`, ready: "main" },
  "my tasks": { path: inWorkspace("my"), ready: "main" },
  task: { path: () => `/${w.workspace.slug}/t/${key()}`, ready: "article" },
  "due date": {
    path: () => `/${w.workspace.slug}/t/${key()}`,
    ready: "article",
    open: async page => {
      await page.getByRole("button", { name: /^Due date/ }).click();
      await page.getByRole("dialog", { name: "Due date" }).waitFor();
    },
  },
  repeat: {
    path: () => `/${w.workspace.slug}/t/${key()}`,
    ready: "article",
    open: async page => {
      await page.getByRole("button", { name: /^Repeat/ }).click();
      await page.getByRole("dialog", { name: "Repeat" }).waitFor();
    },
  },
  time: {
    path: () => `/${w.workspace.slug}/t/${key()}`,
    ready: "article",
    open: async page => {
      await page.getByRole("button", { name: /^Time:/ }).click();
      await page.getByRole("dialog", { name: /^Time on/ }).waitFor();
    },
  },
  "description editor": {
    path: () => `/${w.workspace.slug}/t/${key()}`,
    ready: "article",
    open: async page => {
      await page.getByRole("button", { name: "Edit description" }).click();
      await page.locator(".cm-content[aria-label=Description]").waitFor();
    },
  },
  activity: {
    path: () => `/${w.workspace.slug}/t/${key()}`,
    ready: "article",
    open: async page => {
      await page.getByText("Activity", { exact: true }).click();
      await page.getByText("created this task").first().waitFor();
    },
  },
  search: { path: inWorkspace("search?q=long"), ready: "[data-hit]" },
  trash: { path: inWorkspace("trash"), ready: "main" },
  general: { path: inWorkspace("settings/general"), ready: "main form" },
  members: { path: inWorkspace("settings/members"), ready: "main li" },
  teams: { path: inWorkspace("settings/teams"), ready: "main h2" },
  projects: { path: inWorkspace("settings/projects"), ready: "main li" },
  "project settings": { path: inProject("settings"), ready: "main form" },
  "project members": { path: inProject("settings/members"), ready: "main h2" },
  statuses: { path: inProject("settings/statuses"), ready: "main li" },
  "new status": {
    path: inProject("settings/statuses"),
    ready: "main li",
    open: page => dialog(page, "New status"),
  },
  "project fields": { path: inProject("settings/fields"), ready: "main h2" },
  "new field": {
    path: inProject("settings/fields"),
    ready: "main h2",
    open: async page => {
      await dialog(page, "New field");
      await page.getByRole("combobox", { name: "Kind" }).selectOption("select");
    },
  },
  milestones: { path: inProject("settings/milestones"), ready: "main h2" },
  "new milestone": {
    path: inProject("settings/milestones"),
    ready: "main h2",
    open: page => dialog(page, "New milestone"),
  },
  cycles: { path: inProject("settings/cycles"), ready: "main h2" },
  "new cycle": {
    path: inProject("settings/cycles"),
    ready: "main h2",
    open: page => dialog(page, "New cycle"),
  },
  fields: { path: inWorkspace("settings/fields"), ready: "main h2" },
  tags: { path: inWorkspace("settings/tags"), ready: "main h2" },
  webhooks: { path: inWorkspace("settings/webhooks"), ready: "main h2" },
  "new webhook": {
    path: inWorkspace("settings/webhooks"),
    ready: "main h2",
    open: async page => {
      await dialog(page, "New webhook");
      await page.getByText("Only some events").click();
    },
  },
  automation: { path: inWorkspace("settings/automation"), ready: "main h2" },
  "new rule": {
    path: inProject("settings/automation/new"),
    ready: "main form",
    open: async page => {
      await page.getByText("At a time of the day").click();
      await page.getByRole("button", { name: "Add an action" }).click();
    },
  },
  audit: {
    path: inWorkspace("settings/audit"),
    ready: "li[data-entry]",
    open: page => page.locator("li[data-entry] summary").first().click(),
  },
  "security log": { path: () => "/account/log", ready: "li[data-entry]" },
  "history of a task": {
    path: () => `/${w.workspace.slug}/t/${key()}/history`,
    ready: "[data-entry]",
    open: page => page.getByRole("button", { name: "One change earlier" }).click(),
  },
  "history of a project": { path: inProject("history"), ready: "[data-entry]" },
  import: { path: inWorkspace("settings/import"), ready: "main h2" },
  export: { path: inWorkspace("settings/export"), ready: "main h2" },
  "server status": { path: () => "/admin", ready: "main dl" },
  users: { path: () => "/admin/users", ready: "main li" },
  workspaces: { path: () => "/admin/workspaces", ready: "main li" },
  mail: { path: () => "/admin/mail", ready: "main dl" },
  profile: { path: () => "/account/profile", ready: "main form" },
  appearance: { path: () => "/account/appearance", ready: "main h2" },
  shortcuts: { path: () => "/account/shortcuts", ready: "main li" },
  security: { path: () => "/account/security", ready: "main li" },
  tokens: { path: () => "/account/tokens", ready: "main h2" },
  "new workspace": { path: () => "/new", ready: "main form" },
  nothing: { path: inWorkspace("no/such/page"), ready: "main" },
};

const SIGNED_OUT = [
  "/signin",
  "/register",
  "/forgot-password",
  "/reset-password#token=none",
  "/verify-email#token=none",
  "/invitations#token=none",
];

async function hostile(): Promise<void> {
  const [first] = await w.tasks("To do", HOSTILE, "Rent");
  await w.ana.patch(`/tasks/${first}`, { description: MARKDOWN });
  await w.ana.post(`/tasks/${first}/comments`, { body: MARKDOWN });
  await w.ana.post(`/workspaces/${w.workspace.id}/tags`, { name: `<b>${w.project.key}`, colour: "#E5484D" });
}

async function unharmed(page: Page): Promise<void> {
  expect(await page.evaluate(() => (globalThis as { __pwned?: number }).__pwned)).toBeUndefined();
}

for (const theme of ["light", "dark"] as const) {
  test(`every screen in the ${theme} theme is accessible, says nothing on the console, and runs nothing that people wrote`, {
    timeout: 300_000,
  }, async () => {
    await hostile();
    const page = await w.open(w.ana, w.board, { colorScheme: theme });
    const faults: string[] = [];
    for (const [name, stop] of Object.entries(SIGNED_IN)) {
      await page.goto(w.server.origin + stop.path());
      await page.locator(stop.ready).first().waitFor({ timeout: 10_000 });
      await stop.open?.(page);
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))),
      );
      faults.push(...(await violations(page)).map(line => `${name}: ${line}`));
      await unharmed(page);
      expect(await page.locator("h1").count(), `${name} has one h1`).toBe(1);
    }
    expect(faults).toEqual([]);
  });
}

test("the screens of visitors are accessible in both themes", { timeout: 60_000 }, async () => {
  const page = await w.open(w.ana);
  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  const faults: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of SIGNED_OUT) {
      await page.goto("about:blank");
      await page.goto(w.server.origin + path);
      await page.locator("main h1").waitFor();
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))),
      );
      faults.push(...(await violations(page)).map(line => `${scheme} ${path}: ${line}`));
    }
  }
  expect(faults).toEqual([]);
});

test("what people write is text, and leads only to the web", { timeout: 30_000 }, async () => {
  await hostile();
  const page = await w.open(w.ana, `/${w.workspace.slug}/t/${key()}`);
  const article = page.getByRole("article");
  await article.getByRole("link", { name: "site" }).first().waitFor();
  const links = await article
    .locator("a[href]")
    .evaluateAll(all => all.map(one => (one as HTMLAnchorElement).protocol));
  expect(links.every(protocol => /^(https?|mailto):$/.test(protocol))).toBe(true);
  expect(await article.locator("script, iframe, img:not(.cm-editor img)").count()).toBe(0);
  await unharmed(page);
});
