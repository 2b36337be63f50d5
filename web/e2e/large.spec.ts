import { expect, test } from "vitest";
import { isCalm } from "./support/calm.ts";
import { card, world } from "./support/two-browsers.ts";

const at = world();
const MANY = 5_000;

async function fill(count: number): Promise<string[]> {
  const ids: string[] = [];
  const names = ["Backlog", "To do", "In progress", "Done"];
  let next = 0;
  const worker = async () => {
    for (let number = next++; number < count; number = next++) {
      const body = {
        title: `Task number ${number}`,
        status_id: at.status(names[number % 4] ?? ""),
        position: "bottom",
      };
      ids[number] = (await at.ana.post(`/projects/${at.project.id}/tasks`, body)).id;
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  return ids;
}

test("five thousand tasks: soon there, few in the page, End reaches the last, and changes by others do not get in the way", async () => {
  const ids = await fill(MANY);
  const ana = await at.open(at.ana, `/${at.workspace.slug}/my`);
  const began = Date.now();
  await ana.goto(at.server.origin + at.board);
  await ana.locator("[data-task]").first().waitFor();
  const took = Date.now() - began;
  if (isCalm()) {
    expect(took).toBeLessThan(3_000);
  }
  await ana.locator('[role=status][data-state="live"]').waitFor({ state: "attached" });
  expect(await ana.locator("[data-task]").count()).toBeLessThan(400);

  const column = ana.getByRole("region", { name: "To do" });
  await column.locator("[data-task]").first().focus();
  await ana.keyboard.press("End");
  const last = await at.column("To do");
  const total = MANY / 4;
  await expect
    .poll(() =>
      ana.evaluate(() => [
        document.activeElement?.getAttribute("aria-posinset"),
        document.activeElement?.getAttribute("aria-setsize"),
      ]),
    )
    .toEqual([String(total), String(total)]);
  expect(last.length).toBe(200);
  expect(await ana.locator("[data-task]").count()).toBeLessThan(400);

  // Somebody else changes 500 tasks in ten seconds while one types.
  await column.getByRole("button", { name: "Add a task to To do" }).click();
  await ana.evaluate(() => {
    const found: number[] = [];
    Object.assign(globalThis, { longTasks: found });
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) {
        found.push(Math.round(entry.duration));
      }
    }).observe({ type: "longtask" });
  });
  const changing = (async () => {
    for (let round = 0; round < 100; round += 1) {
      const next = new Promise(resolve => setTimeout(resolve, 100));
      await Promise.all(
        Array.from({ length: 5 }, (_, count) => {
          const id = ids[(round * 5 + count) * 9] as string;
          return count % 2 === 0
            ? at.bo.patch(`/tasks/${id}`, { title: `Changed ${round} ${count}` })
            : at.bo.post(`/tasks/${id}/move`, { status_id: at.status("In progress") });
        }),
      );
      await next;
    }
  })();
  await ana.keyboard.type("While others work, typing goes on as ever, letter by letter.", { delay: 120 });
  await changing;
  await ana.keyboard.press("Enter");
  const long = await ana.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  await card(ana, "While others work, typing goes on as ever, letter by letter.").waitFor();
  if (isCalm()) {
    expect(long.filter(ms => ms > 50)).toEqual([]);
  }

  // What is shown in the end is what the API says.
  const { total: counted } = await at.ana.get<{ total: number }>(
    `/projects/${at.project.id}/tasks?status_id=${at.status("In progress")}&include=total&limit=1`,
  );
  await expect
    .poll(() => ana.locator('[data-column="In progress"] [data-task]').first().getAttribute("aria-setsize"))
    .toBe(String(counted));

  // The same tasks as a table: as few in the page, and the last row as near.
  await ana.goto(at.server.origin + at.board.replace(/board$/, "table"));
  await ana.locator("[role=row][data-task]").first().waitFor();
  await ana.locator('[data-cell="title"]').first().click();
  await ana.keyboard.press("Control+End");
  await expect
    .poll(() =>
      ana.evaluate(() => document.activeElement?.closest("[role=row]")?.getAttribute("aria-rowindex")),
    )
    .toBe(String(MANY + 2));
  expect(await ana.locator("[role=row][data-task]").count()).toBeLessThan(400);
}, 240_000);
