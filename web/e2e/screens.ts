import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { LOOPBACK, Receiver } from "./support/receiver.ts";
import { PASSWORD } from "./support/seed.ts";
import { Server } from "./support/server.ts";
import { type Studio, studio } from "./support/studio.ts";

const OUT = join(import.meta.dirname, "../screens");
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Only screens, or looks, whose names fit: `SCREENS=task LOOKS=dark make screens`. */
const SCREENS = new RegExp(process.env.SCREENS ?? "");
const WANTED = new RegExp(process.env.LOOKS ?? "");

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  { name: "light", viewport: DESKTOP, colorScheme: "light", locale: "en" },
  { name: "dark", viewport: DESKTOP, colorScheme: "dark", locale: "en" },
  { name: "light.phone", viewport: PHONE, colorScheme: "light", locale: "en" },
  { name: "dark.phone", viewport: PHONE, colorScheme: "dark", locale: "en" },
  { name: "arabic", viewport: DESKTOP, colorScheme: "light", locale: "ar" },
  { name: "arabic.phone", viewport: PHONE, colorScheme: "dark", locale: "ar" },
  { name: "german", viewport: DESKTOP, colorScheme: "light", locale: "de" },
] as const;

interface Screen {
  readonly path: string;
  readonly open?: (page: Page) => Promise<void>;
}

/** Every screen of somebody who is signed in. Names of things differ by language, so what is opened goes by keys and places. */
function screens({ workspace, project, task, webhook, rule }: Studio): Record<string, Screen> {
  const ws = `/${workspace.slug}`;
  const own = `${ws}/p/${project.key}`;
  const at = (path: string, open?: Screen["open"]): Screen => ({ path, ...(open && { open }) });
  const keys =
    (...pressed: string[]) =>
    async (page: Page) => {
      for (const key of pressed) {
        await page.keyboard.press(key);
        await page.waitForTimeout(400);
      }
    };
  const press = (selector: string) => async (page: Page) => {
    await page.locator(selector).first().click();
    await page.waitForTimeout(500);
  };
  /** The second page of an action on the first card. */
  const second = (icon: string) =>
    at(`${own}/board`, async page => {
      await keys("j", "Control+k")(page);
      await press(`[role=option]:has(.lucide-${icon})`)(page);
    });
  const pages = (start: string, path: string, names: readonly string[]) =>
    Object.fromEntries(names.map(name => [`${start}.${name}`, at(`${path}/${name}`)]));
  return {
    board: at(`${own}/board`),
    peek: at(`${own}/board?peek=${task}`),
    palette: at(`${own}/board`, keys("j", "Control+k")),
    "palette.status": second("circle-dot"),
    "palette.assign": second("user-round"),
    "palette.tags": second("tag"),
    "palette.due": second("calendar-days"),
    "palette.remind": second("bell"),
    "palette.move": second("move-right"),
    help: at(`${own}/board`, keys("?")),
    "quick-add": at(`${own}/board`, async page => {
      await keys("c")(page);
      await page.keyboard.type("Fix the lamp tomorrow 15:00 @bug !high ~2h every 2 weeks");
      await page.waitForTimeout(400);
    }),
    list: at(`${own}/list`),
    lanes: at(`${own}/board?lane=assignee`),
    table: at(`${own}/table`),
    calendar: at(`${own}/calendar`),
    "calendar.week": at(`${own}/calendar?range=week`),
    timeline: at(`${own}/timeline`),
    "timeline.groups": at(`${own}/timeline?group=priority`),
    overview: at(`${own}/overview`),
    filter: at(
      `${own}/list?filter=${encodeURIComponent("priority >= medium and assignee is not null")}`,
      keys("f"),
    ),
    display: at(`${own}/board`, keys("v")),
    inbox: at(`${ws}/inbox`, press("[data-group] a")),
    my: at(`${ws}/my`),
    task: at(`${ws}/t/${task}`),
    "task.due": at(`${ws}/t/${task}`, press("dd button >> nth=3")),
    "task.repeat": at(`${ws}/t/${task}`, press("dd button:has(.lucide-repeat)")),
    "task.remind": at(`${ws}/t/${task}`, press("dd button:has(.lucide-bell)")),
    "task.time": at(`${ws}/t/${task}`, press("dd:has(.lucide-square) button")),
    search: at(`${ws}/search?q=the`),
    trash: at(`${ws}/trash`),
    "task.history": at(`${ws}/t/${task}/history`, async page => {
      for (const _ of [1, 2, 3]) {
        await press("button:has(.lucide-chevron-left):not(:disabled) >> nth=-1")(page);
      }
    }),
    "project.history": at(`${own}/history`, press("[data-entry='status.updated'] button")),
    "settings.webhook": at(`${ws}/settings/webhooks/${webhook}`),
    "settings.delivery": at(`${ws}/settings/webhooks/${webhook}`, press("main ul li button:has(.figures)")),
    "settings.new-webhook": at(`${ws}/settings/webhooks`, async page => {
      await press("main section button")(page);
      await page.locator("dialog textarea").fill("priority >= hig and tag = bug");
    }),
    "settings.audit.entry": at(`${ws}/settings/audit`, press("li[data-entry^='task'] summary")),
    "project.rule": at(`${own}/settings/automation/${rule}`),
    "project.rule.tried": at(`${own}/settings/automation/${rule}`, async page => {
      await press("button:has(.lucide-flask-conical)")(page);
      await page.locator("form section[aria-label]").last().scrollIntoViewIfNeeded();
    }),
    ...pages("settings", `${ws}/settings`, [
      "general",
      "members",
      "teams",
      "projects",
      "fields",
      "tags",
      "templates",
      "automation",
      "webhooks",
      "import",
      "export",
      "audit",
    ]),
    "settings.import.table": at(`${ws}/settings/import`, press("main ul li button")),
    ...pages("project", `${own}/settings`, [
      "general",
      "members",
      "statuses",
      "fields",
      "templates",
      "milestones",
      "cycles",
      "automation",
    ]),
    "project.new-field": at(`${own}/settings/fields`, async page => {
      await press("main section button")(page);
      await page.locator("dialog select").selectOption("select");
    }),
    "settings.new-template": at(`${ws}/settings/templates`, press("main section button")),
    "new-project": at(`${ws}/settings/projects`, press("main section button")),
    "project.complete-cycle": at(`${own}/settings/cycles`, press("button:has(.lucide-circle-check)")),
    ...pages("account", "/account", [
      "profile",
      "appearance",
      "notifications",
      "shortcuts",
      "security",
      "log",
      "tokens",
    ]),
    ...pages("admin", "/admin", ["status", "users", "workspaces", "mail"]),
    "new-workspace": at("/new"),
    "not-found": at(`${ws}/no/such/page`),
  };
}

const VISITORS = ["signin", "register", "forgot-password", "reset-password", "verify-email"];

const server = new Server(LOOPBACK);
const receiver = new Receiver();
let browser: Browser;
let made: Studio;

beforeAll(async () => {
  await server.start();
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox"] });
  await receiver.start();
  made = await studio(server, receiver);
  if (!process.env.SCREENS && !process.env.LOOKS) {
    rmSync(OUT, { recursive: true, force: true });
  }
  mkdirSync(OUT, { recursive: true });
});

afterAll(async () => {
  await browser?.close();
  receiver.stop();
  await server.remove();
});

async function shoot(page: Page, name: string, screen: Screen): Promise<void> {
  await page.goto(server.origin + screen.path);
  await page.locator("main").first().waitFor();
  await page.waitForTimeout(700);
  // Where a look has no such button, the picture shows it.
  await screen.open?.(page).catch(() => undefined);
  await page.waitForTimeout(250);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
}

async function context(look: (typeof LOOKS)[number]): Promise<BrowserContext> {
  const { viewport, colorScheme, locale } = look;
  const opened = await browser.newContext({ viewport, colorScheme, locale, deviceScaleFactor: 1 });
  opened.setDefaultTimeout(5_000);
  return opened;
}

for (const look of LOOKS.filter(({ name }) => WANTED.test(name))) {
  test(look.name, async () => {
    const opened = await context(look);
    const page = await opened.newPage();
    for (const name of VISITORS.filter(one => SCREENS.test(one))) {
      await shoot(page, `${name}.${look.name}`, { path: `/${name}` });
    }
    await page.goto(`${server.origin}/signin`);
    await page.locator('input[type="email"]').fill(made.ana.email);
    await page.locator('input[type="password"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
    await page.waitForURL(url => url.pathname !== "/signin");
    for (const [name, screen] of Object.entries(screens(made)).filter(([one]) => SCREENS.test(one))) {
      await shoot(page, `${name}.${look.name}`, screen);
    }
    await opened.close();
  });
}
