import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { PASSWORD, Person, type Row } from "./seed.ts";
import { Server } from "./server.ts";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

type Options = Parameters<Browser["newContext"]>[0];

/** A workspace with two members and a project, and browsers to look at it. */
export interface World {
  readonly server: Server;
  readonly ana: Person;
  readonly bo: Person;
  readonly workspace: Row;
  readonly project: Row;
  readonly statuses: readonly (Row & { name: string })[];
  /** The board's address. */
  readonly board: string;
  /** A new browser in which nobody is signed in, at `path`. */
  visit(path: string, options?: Options): Promise<Page>;
  /** A new browser in which the person is signed in, at `path`. */
  open(person: Person, path?: string, options?: Options): Promise<Page>;
  /** What browsers say of this is no fault of the spec that runs. */
  forgive(pattern: RegExp): void;
  status(name: string): string;
  /** Makes tasks in a column, from top to bottom; answers their ids. */
  tasks(column: string, ...titles: string[]): Promise<string[]>;
  /** The titles of a column as the API has them, from top to bottom. */
  column(name: string): Promise<string[]>;
}

let count = 0;

/** Everything for one file of specs, with settings of the server; what browsers complain of fails the spec that ran. */
export function world(settings: Readonly<Record<string, string>> = {}): World {
  const server = new Server(settings);
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  let forgiven: RegExp | undefined;
  let browser: Browser;
  const made: Partial<Record<string, unknown>> = {};

  beforeAll(async () => {
    await server.start();
    browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox"] });
    const ana = await Person.register(server.origin, "Ana Lindqvist");
    const bo = await Person.register(server.origin, "Bo Chen");
    const workspace = await ana.post("/workspaces", { name: "Acme" });
    await ana.invite(workspace.id, bo, to => server.mail(to));
    Object.assign(made, { ana, bo, workspace });
    await project();
  }, 60_000);

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") {
      // What was on the screens, for whoever looks into it.
      await Promise.all(
        contexts
          .flatMap(context => context.pages())
          .map((page, at) =>
            page.screenshot({
              path: `${import.meta.dirname}/../failed/${task.name.replaceAll(/\W+/g, "-")}-${at}.png`,
            }),
          ),
      );
    }
    await Promise.all(contexts.splice(0).map(context => context.close()));
    expect(complaints.splice(0).filter(one => !forgiven?.test(one))).toEqual([]);
    forgiven = undefined;
    await project();
  });

  afterAll(async () => {
    await browser?.close();
    await server.remove();
  });

  /** A fresh project for each spec. */
  async function project(): Promise<void> {
    count += 1;
    const { ana, workspace } = made as unknown as World;
    const created = await ana.post(`/workspaces/${workspace.id}/projects`, {
      name: `Web ${count}`,
      key: `W${count}`,
    });
    const { items } = await ana.get<{ items: Row[] }>(`/projects/${created.id}/statuses`);
    Object.assign(made, {
      project: created,
      statuses: items,
      board: `/${workspace.slug}/p/${created.key}/board`,
    });
  }

  const self = {
    server,
    async visit(path: string, options: Options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on("pageerror", error => void complaints.push(String(error.stack)));
      page.on("console", message => {
        if (
          message.type() === "error" &&
          !/Failed to load resource|WebSocket connection/.test(message.text())
        ) {
          complaints.push(message.text());
        }
      });
      await page.goto(server.origin + path);
      return page;
    },
    async open(person: Person, path = self.board, options: Options = {}) {
      const page = await self.visit("/signin", options);
      await page.getByRole("textbox", { name: "Email" }).fill(person.email);
      await page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.waitForURL(url => url.pathname !== "/signin");
      await page.goto(server.origin + path);
      await page.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
      return page;
    },
    forgive(pattern: RegExp) {
      forgiven = pattern;
    },
    status(name: string) {
      return self.statuses.find(status => status.name === name)?.id ?? expect.fail(`no status ${name}`);
    },
    async tasks(column: string, ...titles: string[]) {
      const ids: string[] = [];
      for (const title of titles) {
        const body = { title, status_id: self.status(column), position: "bottom" };
        ids.push((await self.ana.post(`/projects/${self.project.id}/tasks`, body)).id);
      }
      return ids;
    },
    async column(name: string) {
      const query = `status_id=${self.status(name)}&sort=position&limit=200`;
      const { items } = await self.ana.get<{ items: { title: string }[] }>(
        `/projects/${self.project.id}/tasks?${query}`,
      );
      return items.map(task => task.title);
    },
  } as World;
  for (const name of ["ana", "bo", "workspace", "project", "statuses", "board"]) {
    Object.defineProperty(self, name, { get: () => made[name] });
  }
  return self;
}

/** Takes the network away once the browser has kept the app: of a page opened just now, parts may not have come before that. */
export async function offline(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
    timeout: 30_000,
  });
  await page.context().setOffline(true);
}

/** The notices on a page. Their words stand in the page a second time, for who hears them. */
export function notices(page: Page) {
  return page.getByRole("region", { name: "Notifications" });
}

/** A card by its title. */
export function card(page: Page, title: string) {
  return page.locator("[data-task]").filter({ has: page.getByText(title, { exact: true }) });
}

/** The titles of a column as they are on screen, from top to bottom. */
export async function shown(page: Page, column: string): Promise<string[]> {
  return page
    .locator(`[data-column="${column}"] [data-task] p`)
    .evaluateAll(titles => titles.map(title => title.textContent ?? ""));
}

/** Waits until a column shows exactly these titles; answers how long that took, in milliseconds. */
export async function shows(
  page: Page,
  column: string,
  titles: readonly string[],
  ms = 10_000,
): Promise<number> {
  const began = performance.now();
  await expect.poll(() => shown(page, column), { timeout: ms, interval: 10 }).toEqual(titles);
  return performance.now() - began;
}
