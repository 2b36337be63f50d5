import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Task } from "../../src/api/types.ts";
import { check, type Known } from "../../src/features/filter/check.ts";
import { Fault } from "../../src/features/filter/fault.ts";
import { knownFrom } from "../../src/features/filter/names.ts";
import { type Expr, parse } from "../../src/features/filter/parse.ts";
import { print } from "../../src/features/filter/print.ts";

/** The table that the server's SQL and its predicate are held to. */
const TABLE = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../crates/taskflow/tests/it/filter/cases.json"), "utf8"),
) as {
  now: string;
  timezone: string;
  cycles: { name: string; start_on: string; end_on: string; state: string }[];
  fields: { name: string; type: string; options?: string[] }[];
  tasks: (Record<string, unknown> & { name: string; title: string })[];
  cases: { filter: string; finds: string[] }[];
  faults: { filter: string; column: number }[];
};

const PROJECT = "project";
const people = { olga: "user-olga", mia: "user-mia" } as Record<string, string>;
const CATEGORY: Record<string, string> = {
  Backlog: "backlog",
  "To do": "todo",
  "In progress": "in_progress",
  Done: "done",
};

function rows(): Record<string, unknown[]> {
  const named = (kind: string, names: Iterable<string>) =>
    [...new Set(names)].map(name => ({ id: `${kind}-${name}`, name, project_id: PROJECT }));
  const many = (name: string) => TABLE.tasks.flatMap(task => (task[name] as string[] | undefined) ?? []);
  const tags = new Map<string, string>();
  for (const tag of many("tags")) {
    tags.set(tag.toLowerCase(), tags.get(tag.toLowerCase()) ?? tag);
  }
  const fields = TABLE.fields.map((field, at) => ({
    id: `field-${field.name}`,
    name: field.name,
    type: field.type,
    project_id: at % 2 === 0 ? null : PROJECT,
    options: (field.options ?? []).map(name => ({ id: `option-${name}`, name })),
  }));
  const now = TABLE.now;
  const tasks = TABLE.tasks.map((task, at) => {
    const custom = Object.entries((task["fields"] as Record<string, unknown> | undefined) ?? {});
    const id = (word: unknown) => {
      const text = String(word);
      const option = fields.flatMap(field => field.options).find(one => one.name === text);
      return people[text] ?? option?.id ?? word;
    };
    const status = String(task["status"] ?? "To do");
    return {
      id: `task-${task.name}`,
      number: at + 1,
      project_id: PROJECT,
      title: task.title,
      description: task["description"] ?? "",
      status_id: `status-${status}`,
      status_category: CATEGORY[status],
      priority: task["priority"] ?? "none",
      assignee_ids: ((task["assignees"] as string[] | undefined) ?? []).map(name => people[name]),
      tag_ids: ((task["tags"] as string[] | undefined) ?? []).map(
        name => `tag-${tags.get(name.toLowerCase())}`,
      ),
      creator_id: people["olga"],
      due: task["due"] ?? null,
      // The table's times are all of winter in Berlin.
      due_at: dueAt(task["due"] as { date: string; time?: string } | undefined),
      start_on: task["start_on"] ?? null,
      estimate: task["estimate"] ?? null,
      recurrence: task["recurrence"] ?? null,
      parent_id: task["parent"] ? `task-${task["parent"]}` : null,
      milestone_id: task["milestone"] ? `milestone-${task["milestone"]}` : null,
      cycle_id: task["cycle"] ? `cycle-${task["cycle"]}` : null,
      custom_fields: Object.fromEntries(
        custom.map(([name, value]) => [`field-${name}`, Array.isArray(value) ? value.map(id) : id(value)]),
      ),
      created_at: now,
      updated_at: now,
      completed_at: CATEGORY[status] === "done" ? now : null,
    };
  });
  return {
    project: [{ id: PROJECT, key: "WEB", name: "Web" }],
    status: named("status", [...Object.keys(CATEGORY), "Cancelled"]),
    member: Object.entries(people).map(([name, user_id]) => ({
      user_id,
      name,
      email: `${name}@example.org`,
    })),
    tag: named("tag", tags.values()),
    milestone: named(
      "milestone",
      TABLE.tasks.flatMap(task => (task["milestone"] as string | undefined) ?? []),
    ),
    cycle: TABLE.cycles.map((cycle, at) => ({
      ...cycle,
      id: `cycle-${cycle.name}`,
      number: at + 1,
      project_id: PROJECT,
    })),
    custom_field: fields,
    task: tasks,
  };
}

function dueAt(due: { date: string; time?: string } | undefined): string | null {
  return due?.time ? new Date(`${due.date}T${due.time}:00+01:00`).toISOString() : null;
}

const all = rows();
const known: Known = knownFrom(
  { list: entity => (all[entity] ?? []) as never[] },
  people["olga"] as string,
  { now: Date.parse(TABLE.now), zone: TABLE.timezone, weekStart: 1 },
  PROJECT,
);
const tasks = all["task"] as Task[];
const blocked = new Set(TABLE.tasks.filter(task => task["blocked_by"]).map(task => `task-${task.name}`));

function finds(expr: Expr): string[] {
  const test = check(expr, known);
  return tasks
    .filter(task => test({ task, blocked: blocked.has(task.id) }))
    .map(task => task.id.slice(5))
    .sort();
}

describe("the server's table of filters", () => {
  test.each(TABLE.cases)("$filter", ({ filter, finds: wanted }) => {
    const expr = parse(filter);
    expect(finds(expr)).toEqual([...wanted].sort());
    // Written again, it says the same.
    expect(finds(parse(print(expr)))).toEqual([...wanted].sort());
  });

  test.each(TABLE.faults)("column $column of $filter", ({ filter, column }) => {
    let fault: unknown;
    try {
      check(parse(filter), known);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).column).toBe(column);
  });
});

test("what is too much is refused", () => {
  const deep = `${"(".repeat(40)}is done${")".repeat(40)}`;
  const long = `title = "${"x".repeat(4_000)}"`;
  const many = Array.from({ length: 101 }, () => "is done").join(" or ");
  const values = `title in (${Array.from({ length: 101 }, () => "x").join(",")})`;
  for (const bad of [deep, long, many, values]) {
    expect(() => parse(bad)).toThrow(Fault);
  }
});
