import { expect, test } from "vitest";
import type { TaskPlan } from "../../src/api/types.ts";
import {
  indented,
  type Line,
  linesOf,
  ofTasks,
  tasksOf,
  treeOf,
  withAfter,
  without,
} from "../../src/features/template/plan.ts";

const TREE: TaskPlan[] = [
  { title: "a", priority: "high", subtasks: [{ title: "b", subtasks: [{ title: "c", subtasks: [] }] }] },
  { title: "d", subtasks: [] },
];

const shape = (lines: readonly Line[]) => lines.map(({ depth, plan }) => `${depth}${plan.title}`).join(" ");

test("a tree becomes lines and a tree again; what is not shown stays", () => {
  const lines = linesOf(TREE);
  expect(shape(lines)).toBe("1a 2b 3c 1d");
  expect(treeOf(lines)).toEqual(TREE);
  expect(tasksOf({ task: { title: "top", subtasks: TREE } })).toBe(5);
});

test("lines go in and out with what is below them, and never deeper than they may", () => {
  const lines = linesOf(TREE);
  expect(shape(indented(lines, 1, -1))).toBe("1a 1b 2c 1d");
  expect(shape(indented(lines, 3, 1))).toBe("1a 2b 3c 2d");
  expect(indented(lines, 0, 1)).toBe(lines);
  expect(indented(lines, 0, -1)).toBe(lines);
  expect(indented(lines, 2, 1)).toBe(lines);
});

test("a new line stands behind what is below; a removed one takes that along", () => {
  const lines = linesOf(TREE);
  expect(shape(withAfter(lines, 0))).toBe("1a 2b 3c 1 1d");
  expect(shape(withAfter(lines, -1))).toBe("1a 2b 3c 1d 1");
  expect(shape(without(lines, 1))).toBe("1a 1d");
  // Lines without a title are none.
  const blank = lines.map((line, at) => (at === 1 ? { ...line, plan: { title: " " } } : line));
  expect(shape(linesOf(treeOf(blank)))).toBe("1a 2c 1d");
});

test("tasks are made of their project's templates and of those for all", () => {
  const one = (name: string, project_id: string | null, type = "task") =>
    ({ name, project_id, type }) as Parameters<typeof ofTasks>[0][number];
  const all = [one("Zebra", null), one("Ant", "p"), one("Bee", "q"), one("Site", null, "project")];
  expect(ofTasks(all, "p").map(({ name }) => name)).toEqual(["Ant", "Zebra"]);
  expect(ofTasks(all, undefined).map(({ name }) => name)).toEqual(["Zebra"]);
});
