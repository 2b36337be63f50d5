import { expect, test } from "vitest";
import type { CustomField, Member, Status, Tag, Task } from "../../src/api/types.ts";
import { fromClipboard, type Paper, paste, textOf, toClipboard } from "../../src/features/table/cells.ts";
import type { Column, ColumnName } from "../../src/features/table/columns.ts";
import { GridState } from "../../src/features/table/grid-state.ts";
import { Entities } from "../../src/sync/entities.ts";
import { LISTS } from "../../src/sync/lists.ts";

const team = {
  id: "team",
  name: "Team",
  type: "select",
  required: false,
  options: [{ id: "blue", name: "Blue" }],
} as unknown as CustomField;

const paper: Paper = {
  around: {
    projects: [],
    statuses: [
      { id: "todo", project_id: "p", name: "To do", category: "todo" },
      { id: "done", project_id: "p", name: "Done", category: "done" },
    ] as Status[],
    members: [{ user_id: "ana", name: "Ana" }] as Member[],
    tags: [
      { id: "bug", name: "bug" },
      { id: "docs", name: "docs" },
    ] as Tag[],
    milestones: [],
    cycles: [],
    fields: [team],
  },
  calendar: { now: Date.parse("2026-12-02T12:00:00Z"), zone: "UTC", weekStart: 1 },
  entities: new Entities(LISTS),
  priorities: { none: "No priority", low: "Low", medium: "Medium", high: "High", urgent: "Urgent" },
};

const task = {
  id: "t",
  project_id: "p",
  title: "Fix login",
  key: "WEB-1",
  status_id: "todo",
  status_category: "todo",
  priority: "none",
  assignee_ids: [],
  tag_ids: ["bug"],
  due: { date: "2026-12-03", time: "09:00", timezone: "UTC" },
  estimate: 3,
  custom_fields: {},
  created_at: "2026-12-01T10:00:00Z",
} as unknown as Task;

const column = (name: ColumnName): Column => ({
  name,
  label: name,
  width: 100,
  ...(name === "field.team" && { field: team }),
});
const put = (name: ColumnName, text: string) => {
  const result = paste(task, column(name), text, paper);
  return "refused" in result ? result.refused : result.changes.map(change => change.merge ?? change.fields);
};

test("cells as texts and back: what is the same changes nothing", () => {
  for (const name of ["title", "status", "priority", "assignees", "tags", "due", "estimate"] as const) {
    expect(put(name, textOf(task, column(name), paper)), name).toEqual([]);
  }
});

test("texts find what they name", () => {
  expect(put("status", "done")).toMatchObject([{ status_id: "done" }]);
  expect(put("priority", "urgent")).toEqual([{ priority: "urgent" }]);
  expect(put("assignees", "ana")).toEqual([{ assignee_ids: { add: ["ana"], remove: [] } }]);
  expect(put("tags", "docs; bug")).toEqual([{ tag_ids: { add: ["docs"], remove: [] } }]);
  expect(put("due", "today")).toMatchObject([{ due: { date: "2026-12-02" } }]);
  expect(put("due", "2026-12-24")).toMatchObject([{ due: { date: "2026-12-24", time: "09:00" } }]);
  expect(put("estimate", "1,5")).toEqual([{ estimate: 1.5 }]);
  expect(put("field.team", "BLUE")).toEqual([{ custom_fields: { team: "blue" } }]);
  expect(put("estimate", "")).toEqual([{ estimate: null }]);
});

test("what does not fit is refused, with the reason", () => {
  expect(put("title", " ")).toBe("required");
  expect(put("status", "Nowhere")).toBe("name");
  expect(put("status", "")).toBe("required");
  expect(put("due", "soon")).toBe("date");
  expect(put("estimate", "many")).toBe("number");
  expect(put("tags", "bug, nothing")).toBe("name");
  expect(put("key", "WEB-2")).toBe("read_only");
  expect(put("field.team", "Green")).toBe("name");
});

test("the clipboard's rows keep tabs, lines and quotes", () => {
  const rows = [
    ["a", 'say "no"', "two\nlines"],
    ["", "tab\there", "z"],
  ];
  expect(fromClipboard(toClipboard(rows))).toEqual(rows);
  expect(fromClipboard("a\tb\r\nc\t\r\n")).toEqual([
    ["a", "b"],
    ["c", ""],
  ]);
  expect(fromClipboard("")).toEqual([[""]]);
});

test("what is marked reaches from where one began to where one is", () => {
  const state = new GridState();
  state.rows = ["1", "2", "3"];
  state.columns = ["title", "key", "status"];
  state.go({ row: "3", column: "key" });
  expect(state.range()).toEqual({ rows: ["3"], columns: ["key"] });
  state.go({ row: "2", column: "status" }, { extend: true });
  expect(state.range()).toEqual({ rows: ["2", "3"], columns: ["key", "status"] });
  expect(state.markOf("3")).toBe("||key status");
  expect(state.markOf("1")).toBe("||");
});
