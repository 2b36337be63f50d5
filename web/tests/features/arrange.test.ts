import { expect, test } from "vitest";
import type { CustomField, Cycle, Member, Milestone, Status, Tag, Task, View } from "../../src/api/types.ts";
import { assigned } from "../../src/features/list/assign.ts";
import { grouped } from "../../src/features/list/groups.ts";
import { slotAmong } from "../../src/features/task/order.ts";
import { createView, favour, saveView } from "../../src/features/view/changes.ts";
import { groupingOf } from "../../src/features/view/grouping.ts";
import { lookOf } from "../../src/features/view/look.ts";
import { orderOf, printSort, sortOf } from "../../src/features/view/sort.ts";

const team = {
  id: "team",
  name: "Team",
  type: "select",
  options: [
    { id: "blue", name: "Blue" },
    { id: "red", name: "Red" },
  ],
} as unknown as CustomField;
const known = {
  statuses: [{ id: "todo" }] as Status[],
  members: [
    { user_id: "ana", name: "Ana", state: "active" },
    { user_id: "bo", name: "Bo", state: "active" },
  ] as Member[],
  tags: [{ id: "bug", name: "bug" }] as Tag[],
  milestones: [{ id: "beta", name: "Beta", state: "open" }] as Milestone[],
  cycles: [{ id: "one", name: "One", state: "completed" }] as Cycle[],
  fields: [team],
  today: "2026-12-02",
  weekEnd: "2026-12-06",
};

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
    tag_ids: [],
    custom_fields: {},
    position: "a0",
    created_at: `2026-12-01T00:00:0${number % 10}Z`,
    title: `Task ${number}`,
    ...fields,
  } as Task;
}

const counts = (groups: ReturnType<typeof grouped>) => groups.map(({ key, ids }) => [key, ids.length]);

test("tags, milestones, cycles and custom fields divide tasks; those without come last", () => {
  const tasks = [
    task({ tag_ids: ["bug"], milestone_id: "beta" }),
    task({ custom_fields: { team: "red" } as never }),
  ];
  expect(counts(grouped(tasks, "tag", known))).toEqual([
    ["bug", 1],
    ["no_tag", 1],
  ]);
  expect(counts(grouped(tasks, "milestone", known))).toEqual([
    ["beta", 1],
    ["no_milestone", 1],
  ]);
  expect(counts(grouped(tasks, "field.team", known))).toEqual([
    ["red", 1],
    ["no_value", 1],
  ]);
});

test("columns stand there without tasks, but for what is over", () => {
  const columns = { ...known, empty: true };
  expect(counts(grouped([], "assignee", columns))).toEqual([
    ["ana", 0],
    ["bo", 0],
    ["nobody", 0],
  ]);
  expect(counts(grouped([], "cycle", columns))).toEqual([["no_cycle", 0]]);
  expect(counts(grouped([], "field.team", columns))).toEqual([
    ["blue", 0],
    ["red", 0],
    ["no_value", 0],
  ]);
});

test("a drop gives what makes a task belong, and takes what made it belong before", () => {
  const groups = (by: Parameters<typeof grouped>[1]) => grouped([], by, { ...known, empty: true });
  const of = (by: Parameters<typeof grouped>[1], key: string) =>
    groups(by).find(one => one.key === key) ?? expect.fail(`no group ${key}`);
  const mine = task({ assignee_ids: ["bo"] });
  const [given] = assigned([mine], of("assignee", "ana"), of("assignee", "bo"));
  expect(given?.merge).toEqual({ assignee_ids: { add: ["ana"], remove: ["bo"] } });
  expect(assigned([mine], of("assignee", "nobody"))[0]?.merge).toEqual({
    assignee_ids: { add: [], remove: ["bo"] },
  });
  expect(assigned([mine], of("assignee", "bo"))).toEqual([]);
  expect(assigned([mine], of("milestone", "beta"))[0]?.fields).toEqual({ milestone_id: "beta" });
  expect(assigned([mine], of("field.team", "blue"))[0]?.body).toEqual({ custom_fields: { team: "blue" } });
  expect(
    assigned([task({ custom_fields: { team: "blue" } as never })], of("field.team", "no_value"))[0]?.body,
  ).toEqual({
    custom_fields: { team: null },
  });
});

test("a drop onto “this week” is of the week that the workspace has", () => {
  // It begins on Sunday: the last day is Saturday the fifth.
  const sunday = { ...known, weekEnd: "2026-12-05", empty: true };
  const due = (key: string, was?: string) => {
    const group = grouped([], "due", sunday).find(one => one.key === key) ?? expect.fail(key);
    return assigned([task(was === undefined ? {} : { due: { date: was } })], group).map(
      change => change.fields?.["due"],
    );
  };
  expect(due("week")).toEqual([{ date: "2026-12-05" }]);
  expect(due("later")).toEqual([{ date: "2026-12-06" }]);
  expect(due("later", "2026-12-06")).toEqual([]);
  expect(due("week", "2026-12-06")).toEqual([{ date: "2026-12-05" }]);
  expect(due("none", "2026-12-06")).toEqual([null]);
});

test("orders are read as the API writes them; nothing comes last in either direction", () => {
  expect(printSort(sortOf("-priority,due,nonsense,-priority"))).toBe("-priority,due");
  const tasks = [
    task({ priority: "low" }),
    task({ priority: "urgent", due: { date: "2026-12-09" } }),
    task({}),
  ];
  const sorted = (text: string) => [...tasks].sort(orderOf(text, [])).map(one => one.id);
  const [low, urgent, none] = tasks.map(one => one.id);
  expect(sorted("-priority")).toEqual([urgent, low, none]);
  expect(sorted("due")[0]).toBe(urgent);
  expect(sorted("-due")[0]).toBe(urgent);
  expect(orderOf("", [])).toBeUndefined();
});

test("where a row of what is shown stands among all of its column", () => {
  const all = ["a", "b", "c", "d"];
  expect(slotAmong(all, ["b", "d"], 0)).toBe(1);
  expect(slotAmong(all, ["b", "d"], 1)).toBe(3);
  expect(slotAmong(all, ["b"], 1)).toBe(2);
  expect(slotAmong(all, [], 0)).toBe(4);
});

test("groupings of the address are known ones", () => {
  expect(groupingOf("priority", [team], "status")).toBe("priority");
  expect(groupingOf("field.team", [team], "status")).toBe("field.team");
  expect(groupingOf("field.gone", [team], "status")).toBe("status");
});

test("views keep what the API has no word for among their options, and look the same again", () => {
  const look = { filter: "is open", sort: "-due", group: "field.team", lane: "" };
  const fresh = { workspace: "w", project: "p", owner: "ana", name: "Mine", shared: false, position: "a" };
  const made = createView({ ...look, layout: "board", columns: ["key"] }, fresh, "v", "2026-12-01T00:00:00Z");
  expect(made.body).toMatchObject({ group_by: null, options: { group: "field.team" }, project_id: "p" });
  const view = made.fields as unknown as View;
  expect(lookOf(view)).toEqual(look);
  const saved = saveView(view, { ...look, group: "priority", layout: "board", columns: [] });
  expect(saved.body).toMatchObject({ group_by: "priority", options: {} });
  expect(saved.undo?.(view as never)).toMatchObject({
    body: { group_by: null, options: { group: "field.team" } },
  });
});

test("a favourite is put at hand, and away again", () => {
  const made = favour({ type: "view", id: "v" }, "w", "ana", undefined, "f", "2026-12-01T00:00:00Z");
  expect(made.body).toEqual({ id: "f", target_type: "view", target_id: "v" });
  expect(favour({ type: "view", id: "v" }, "w", "ana", "f").path).toBe("/favourites/f");
});
