import type { CustomField, Member, Priority, Task } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Entities } from "../../sync/entities.ts";
import { type Calendar, read } from "../filter/calendar.ts";
import { setCustom, setFields, setList } from "../task/changes.ts";
import { columnIds, movesTo } from "../task/order.ts";
import { mayChange } from "../task/rights.ts";
import type { Around } from "../view/known.ts";
import type { Column } from "./columns.ts";

/** Cells as texts, for copying, and back again, for pasting. Pure. */

export interface Paper {
  readonly around: Around;
  readonly calendar: Calendar;
  readonly entities: Entities;
  /** What priorities are called. */
  readonly priorities: Readonly<Record<Priority, string>>;
}

const namesOf = (ids: readonly string[], rows: readonly { readonly id: string; readonly name: string }[]) =>
  ids.flatMap(id => rows.find(row => row.id === id)?.name ?? []).join(", ");

export function textOf(task: Task, { name, field }: Column, { around, priorities }: Paper): string {
  switch (name) {
    case "title":
      return task.title;
    case "key":
      return task.key;
    case "status":
      return around.statuses.find(status => status.id === task.status_id)?.name ?? "";
    case "priority":
      return priorities[task.priority];
    case "assignees":
      return namesOf(task.assignee_ids, people(around.members));
    case "tags":
      return namesOf(task.tag_ids, around.tags);
    case "due":
      return task.due ? [task.due.date, task.due.time].filter(Boolean).join(" ") : "";
    case "start":
      return task.start_on ?? "";
    case "estimate":
      return task.estimate == null ? "" : String(task.estimate);
    case "milestone":
      return around.milestones.find(one => one.id === task.milestone_id)?.name ?? "";
    case "cycle":
      return around.cycles.find(one => one.id === task.cycle_id)?.name ?? "";
    case "project":
      return around.projects.find(one => one.id === task.project_id)?.name ?? "";
    case "created":
      return task.created_at.slice(0, 10);
    case "updated":
      return task.updated_at.slice(0, 10);
    default:
      return field ? customText(valueOfField(task, field), field, around) : "";
  }
}

const people = (members: readonly Member[]) => members.map(({ user_id, name }) => ({ id: user_id, name }));

export function valueOfField(task: Task, field: CustomField): unknown {
  return (task.custom_fields as Record<string, unknown> | undefined)?.[field.id];
}

export function customText(value: unknown, field: CustomField, around: Around): string {
  if (value == null) {
    return "";
  }
  const names = field.type === "person" ? people(around.members) : field.options;
  return field.type === "person" || field.options.length > 0
    ? namesOf([value].flat().map(String), names)
    : String(value);
}

/** Why a text does not go into a cell. */
export type Refusal = "read_only" | "required" | "number" | "date" | "name" | "too_long";

export type Pasted =
  | { readonly changes: readonly Change[] }
  | { readonly refused: Refusal; readonly about: string };

const NOTHING: Pasted = { changes: [] };
const refuse = (refused: Refusal, about = ""): Pasted => ({ refused, about });
const one = (change: Change): Pasted => ({ changes: [change] });

/** What puts a text into a cell. */
export function paste(task: Task, column: Column, raw: string, paper: Paper): Pasted {
  const text = raw.trim();
  if (text === textOf(task, column, paper).trim()) {
    return NOTHING;
  }
  if (!mayChange(task)) {
    return refuse("read_only");
  }
  const { around } = paper;
  switch (column.name) {
    case "title": {
      const title = text.replace(/\s+/gu, " ");
      return title === ""
        ? refuse("required")
        : title.length > 500
          ? refuse("too_long")
          : one(setFields(task, { title }));
    }
    case "status":
      return pasteStatus(task, text, paper);
    case "priority": {
      const found = (Object.keys(paper.priorities) as Priority[]).find(
        priority => same(priority, text) || same(paper.priorities[priority], text),
      );
      const priority = text === "" ? "none" : found;
      return priority ? one(setFields(task, { priority })) : refuse("name", text);
    }
    case "assignees":
      return pasteList(
        task,
        "assignee_ids",
        text,
        name =>
          around.members.find(member => same(member.name, name) || same(member.email ?? "", name))?.user_id,
      );
    case "tags":
      return pasteList(task, "tag_ids", text, name => around.tags.find(tag => same(tag.name, name))?.id);
    case "due": {
      const date = dayOf(text, paper.calendar);
      if (text !== "" && date === undefined) {
        return refuse("date", text);
      }
      // A time of its own stays with it.
      return one(setFields(task, { due: date === undefined ? null : { ...(task.due ?? {}), date } }));
    }
    case "start": {
      const date = dayOf(text, paper.calendar);
      return text !== "" && date === undefined
        ? refuse("date", text)
        : one(setFields(task, { start_on: date ?? null }));
    }
    case "estimate": {
      const number = numberOf(text);
      return text !== "" && (number === undefined || number < 0 || number > 1_000_000)
        ? refuse("number", text)
        : one(setFields(task, { estimate: number ?? null }));
    }
    case "milestone": {
      const found = around.milestones.find(
        milestone => milestone.project_id === task.project_id && same(milestone.name, text),
      );
      return text !== "" && !found
        ? refuse("name", text)
        : one(setFields(task, { milestone_id: found?.id ?? null }));
    }
    case "cycle": {
      const found = around.cycles.find(
        cycle =>
          cycle.project_id === task.project_id && (same(cycle.name, text) || String(cycle.number) === text),
      );
      return text !== "" && !found
        ? refuse("name", text)
        : one(setFields(task, { cycle_id: found?.id ?? null }));
    }
    case "key":
    case "project":
    case "created":
    case "updated":
      return refuse("read_only");
    default:
      return column.field ? pasteCustom(task, column.field, text, paper) : refuse("read_only");
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function pasteStatus(task: Task, text: string, { around, entities }: Paper): Pasted {
  if (text === "") {
    return refuse("required");
  }
  const status = around.statuses.find(
    found => found.project_id === task.project_id && same(found.name, text),
  );
  if (!status) {
    return refuse("name", text);
  }
  const end = columnIds(entities, task.project_id, status.id).length;
  return { changes: movesTo(entities, [task], task.project_id, status, end) };
}

function pasteList(
  task: Task,
  field: "assignee_ids" | "tag_ids",
  text: string,
  find: (name: string) => string | undefined,
): Pasted {
  const names = text.split(/[,;]/).flatMap(name => name.trim() || []);
  const ids = names.map(find);
  const unknown = names[ids.indexOf(undefined)];
  if (unknown !== undefined) {
    return refuse("name", unknown);
  }
  const wanted = ids.filter(id => id !== undefined);
  const add = wanted.filter(id => !task[field].includes(id));
  const remove = task[field].filter(id => !wanted.includes(id));
  return add.length + remove.length === 0 ? NOTHING : one(setList(task, field, { add, remove }));
}

function pasteCustom(task: Task, field: CustomField, text: string, { around, calendar }: Paper): Pasted {
  if (text === "") {
    return field.required ? refuse("required") : one(setCustom(task, field.id, null));
  }
  switch (field.type) {
    case "number": {
      const number = numberOf(text);
      return number === undefined ? refuse("number", text) : one(setCustom(task, field.id, number));
    }
    case "date": {
      const date = dayOf(text, calendar);
      return date === undefined ? refuse("date", text) : one(setCustom(task, field.id, date));
    }
    case "select":
    case "multi_select":
    case "person": {
      const rows = field.type === "person" ? people(around.members) : field.options;
      const names = field.type === "multi_select" ? text.split(/[,;]/).map(name => name.trim()) : [text];
      const ids = names.map(name => rows.find(row => same(row.name, name))?.id);
      const unknown = names[ids.indexOf(undefined)];
      return unknown !== undefined
        ? refuse("name", unknown)
        : one(setCustom(task, field.id, field.type === "multi_select" ? ids : ids[0]));
    }
    default:
      return one(setCustom(task, field.id, text));
  }
}

function numberOf(text: string): number | undefined {
  const number = Number(text.replace(",", "."));
  return text !== "" && Number.isFinite(number) ? number : undefined;
}

function dayOf(text: string, calendar: Calendar): string | undefined {
  try {
    // A time behind the date is not of a day.
    const when = read({ text: text.split(" ")[0] ?? "", quoted: false, column: 1 }, calendar);
    return "day" in when ? when.day : undefined;
  } catch {
    return undefined;
  }
}

/** Rows of cells as spreadsheets write them to the clipboard. */
export function toClipboard(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map(row => row.map(cell).join("\t")).join("\n");
}

export function fromClipboard(text: string): string[][] {
  const rows: string[][] = [[]];
  const body = text.replaceAll("\r\n", "\n").replace(/\n$/, "");
  let at = 0;
  while (at <= body.length) {
    const row = rows.at(-1) as string[];
    let cell = "";
    if (body[at] === '"') {
      at += 1;
      while (at < body.length && !(body[at] === '"' && body[at + 1] !== '"')) {
        cell += body[at];
        at += body[at] === '"' ? 2 : 1;
      }
      at += 1;
    } else {
      const end = body.slice(at).search(/[\t\n]/);
      cell = end < 0 ? body.slice(at) : body.slice(at, at + end);
      at += cell.length;
    }
    row.push(cell);
    if (at >= body.length) {
      break;
    }
    if (body[at] === "\n") {
      rows.push([]);
    }
    at += 1;
  }
  return rows;
}
