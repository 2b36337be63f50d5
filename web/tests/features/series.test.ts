import { afterEach, expect, test } from "vitest";
import type { Task } from "../../src/api/types.ts";
import { setCustom, setFields, setList } from "../../src/features/task/changes.ts";
import { excepting, inMode, latestOf } from "../../src/features/task/recurrence.ts";
import { chosenReach, isInSeries } from "../../src/features/task/series.ts";

const RULE = { rrule: "FREQ=WEEKLY", mode: "schedule" } as const;
const task = (fields: Partial<Task>) =>
  ({ id: "t", title: "Rent", assignee_ids: [], tag_ids: [], custom_fields: {}, ...fields }) as Task;
const latest = task({ id: "b", recurrence: RULE, series_id: "a" });
const older = task({ id: "a", recurrence: null, series_id: "a" });

afterEach(() => chosenReach.set(undefined));

test("a change says for which occurrences it counts where that is not what happens anyway", () => {
  expect(setFields(task({}), { title: "x" }).path).toBe("/tasks/t");
  expect(setFields(latest, { title: "x" }).path).toBe("/tasks/b");
  chosenReach.set({ id: "b", reach: "this" });
  expect(setFields(latest, { title: "x" }).path).toBe("/tasks/b?series=this");
  expect(setList(latest, "tag_ids", { add: ["bug"], remove: [] }).path).toBe("/tasks/b?series=this");
  expect(setCustom(latest, "f", 1).path).toBe("/tasks/b?series=this");
  // The rule is of the whole series; another task is another choice.
  expect(setFields(latest, { recurrence: null }).path).toBe("/tasks/b");
  expect(setFields(older, { title: "x" }).path).toBe("/tasks/a");
  chosenReach.set({ id: "a", reach: "following" });
  const change = setFields(older, { title: "x" });
  expect(change.path).toBe("/tasks/a?series=following");
  // What is taken back is taken back where it was done, whatever is chosen by then.
  chosenReach.set(undefined);
  expect(change.undo?.(older as never)).toMatchObject({ path: "/tasks/a?series=following" });
});

test("the latest occurrence has the rule", () => {
  expect(latestOf(older, [older, latest])).toBe(latest);
  expect(latestOf(latest, [older, latest])).toBe(latest);
  expect(latestOf(older, [older])).toBeUndefined();
  expect([isInSeries(older), isInSeries(latest), isInSeries(task({}))]).toEqual([true, true, false]);
});

test("dates are left out and taken in again; another way to go on drops what it does not know", () => {
  const two = excepting(excepting(RULE, "2031-05-19", true), "2031-05-12", true);
  expect(two.except).toEqual(["2031-05-12", "2031-05-19"]);
  expect(excepting(excepting(two, "2031-05-12", false), "2031-05-19", false)).toEqual(RULE);
  expect(inMode({ ...two, missed: "all" }, "completion")).toEqual({ ...RULE, mode: "completion" });
  expect(inMode({ ...two, missed: "all" }, "calendar")).toEqual({ ...two, mode: "calendar", missed: "all" });
});
