import { expect, test } from "vitest";
import type { Member, Status, Task } from "../../src/api/types.ts";
import { Heights } from "../../src/features/board/rows.ts";
import { endOfWeek, grouped, linesOf, whenDue } from "../../src/features/list/groups.ts";

const statuses = [{ id: "todo" }, { id: "done" }] as Status[];
const members = [
  { user_id: "bo", name: "Bo" },
  { user_id: "ana", name: "Ana" },
] as Member[];
const known = { statuses, members, today: "2026-12-02", weekEnd: "2026-12-06" };

let number = 0;
function task(fields: Partial<Task>): Task {
  number += 1;
  return {
    id: `t${number}`,
    project_id: "p",
    number,
    status_id: "todo",
    priority: "none",
    assignee_ids: [],
    position: "a0",
    ...fields,
  } as Task;
}

const names = (groups: ReturnType<typeof grouped>) => groups.map(({ key, ids }) => [key, ids.length]);

test("statuses all stand there, also the empty ones, and their tasks by place", () => {
  const [late, early] = [task({ position: "a2" }), task({ position: "a1" })];
  const groups = grouped([late, early], "status", known);
  expect(names(groups)).toEqual([
    ["todo", 2],
    ["done", 0],
  ]);
  expect(groups[0]?.ids).toEqual([early.id, late.id]);
});

test("what has no value comes last, and who has left does not take tasks along", () => {
  const tasks = [
    task({ assignee_ids: ["bo", "ana"] }),
    task({}),
    task({ assignee_ids: ["gone"] }),
    task({ assignee_ids: ["bo"] }),
  ];
  expect(names(grouped(tasks, "assignee", known))).toEqual([
    ["ana", 1],
    ["bo", 2],
    ["nobody", 2],
  ]);
  expect(names(grouped([task({}), task({ priority: "urgent" })], "priority", known))).toEqual([
    ["urgent", 1],
    ["none", 1],
  ]);
});

test("due dates fall into today, this week and later, the earliest first", () => {
  const due = (date: string) => task({ due: { date } });
  const tasks = [due("2026-12-07"), due("2026-12-05"), due("2026-12-02"), due("2026-12-01"), task({})];
  expect(names(grouped(tasks, "due", known)).map(([name]) => name)).toEqual([
    "overdue",
    "today",
    "week",
    "later",
    "none",
  ]);
  expect(whenDue({ due: { date: "2026-12-06" } }, known)).toBe("week");
});

test("a week ends on the day before it begins", () => {
  expect(endOfWeek("2026-12-02", 1)).toBe("2026-12-06");
  expect(endOfWeek("2026-12-06", 1)).toBe("2026-12-06");
  expect(endOfWeek("2026-12-02", 7)).toBe("2026-12-05");
  expect(endOfWeek("2026-12-06", 7)).toBe("2026-12-12");
});

test("a shut group shows its head alone; a line's name is its own", () => {
  const shared = task({ assignee_ids: ["bo", "ana"] });
  const lines = linesOf(grouped([shared], "assignee", known), new Set());
  expect([...lines.keys()]).toEqual(["head ana", shared.id, "head bo", `${shared.id} bo`]);
  expect([...linesOf(grouped([shared], "assignee", known), new Set(["ana"])).keys()]).toEqual([
    "head ana",
    "head bo",
    shared.id,
  ]);
});

test("rows of various heights: where they stand, which are seen, where a drop goes", () => {
  const heights = new Heights(100, 10);
  heights.set(["a", "b", "c", "d"]);
  expect([heights.top(0), heights.top(3), heights.total]).toEqual([0, 330, 430]);
  expect(heights.measured("b", 40)).toBe(true);
  expect(heights.measured("b", 40)).toBe(false);
  expect([heights.top(2), heights.total]).toEqual([160, 370]);
  expect(heights.between(105, 165)).toEqual([0, 3]);
  expect(heights.between(-50, 20)).toEqual([0, 1]);
  expect([
    heights.slot(0),
    heights.slot(60),
    heights.slot(129),
    heights.slot(131),
    heights.slot(9_999),
  ]).toEqual([0, 1, 1, 2, 4]);
  heights.set([]);
  expect([heights.total, heights.slot(50)]).toEqual([0, 0]);
});
