import { expect, test } from "vitest";
import { world } from "./support/two-browsers.ts";

const w = world();

const LONG =
  "Überwachungskamerahalterungsbefestigungsschraubensortiment für die Niederlassung in Llanfairpwllgwyngyll";

/** 1280 px at 400 %. Boards, tables and timelines may scroll both ways; nothing else does. */
test("at 320 px nothing is cut off and nothing scrolls sideways but the board", {
  timeout: 120_000,
}, async () => {
  const [id] = await w.tasks("To do", LONG, "w".repeat(120));
  await w.ana.patch(`/tasks/${id}`, {
    description: `${LONG}\n\n| a | b |\n|---|---|\n| ${"x".repeat(80)} | y |`,
  });
  await w.ana.patch(`/statuses/${w.status("To do")}`, { name: "w".repeat(40) });
  await w.ana.post(`/projects/${w.project.id}/custom-fields`, {
    name: "Verantwortungsbereichszuordnung",
    type: "text",
  });
  const ws = `/${w.workspace.slug}`;
  const project = w.board.replace(/board$/, "");
  const paths = [
    `${project}list`,
    `${project}history`,
    `${ws}/inbox`,
    `${ws}/my`,
    `${ws}/t/${w.project.key}-1`,
    `${ws}/t/${w.project.key}-1/history`,
    `${ws}/search?q=w`,
    `${ws}/trash`,
    ...["general", "members", "teams", "projects", "fields", "tags", "templates", "automation"].map(
      page => `${ws}/settings/${page}`,
    ),
    ...["webhooks", "import", "export", "audit"].map(page => `${ws}/settings/${page}`),
    ...["general", "members", "statuses", "fields", "templates", "milestones", "cycles", "automation"].map(
      page => `${project}settings/${page}`,
    ),
    `${project}settings/automation/new`,
    ...["profile", "appearance", "notifications", "shortcuts", "security", "log", "tokens"].map(
      page => `/account/${page}`,
    ),
    ...["status", "users", "workspaces", "mail"].map(page => `/admin/${page}`),
  ];
  const page = await w.open(w.ana, w.board, { viewport: { width: 320, height: 640 } });
  const wide: string[] = [];
  for (const path of paths) {
    await page.goto(w.server.origin + path);
    await page.locator("main h1, h1").first().waitFor({ state: "attached" });
    await page.waitForTimeout(250);
    const found = await page.evaluate(() => {
      const main = document.querySelector("main");
      const root = document.documentElement;
      const over = [root, main].some(box => box && box.scrollWidth > box.clientWidth + 1);
      // What stands in a box that scrolls or cuts by itself does not move the page.
      const isHeld = (element: Element): boolean => {
        const parent = element.parentElement;
        return (
          parent !== null &&
          parent !== main &&
          (getComputedStyle(parent).overflowX !== "visible" || isHeld(parent))
        );
      };
      const beyond = [...(main?.querySelectorAll<HTMLElement>("*") ?? [])].filter(element => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1) && !isHeld(element);
      });
      return over || beyond.length > 0 ? `${beyond[0]?.outerHTML.slice(0, 160) ?? "the page"}` : undefined;
    });
    if (found) {
      wide.push(`${path}: ${found}`);
    }
  }
  expect(wide).toEqual([]);
});
