import type { CustomField, Priority, StatusCategory, Task } from "../../api/types.ts";
import { type Calendar, dayOf, endOf, read, startOf } from "./calendar.ts";
import { testCustom } from "./custom.ts";
import { Fault } from "./fault.ts";
import { FIELDS, type FieldName, isNegative, type Kind, STATES, type State } from "./fields.ts";
import { type Comparison, type Expr, type Given, isWord } from "./parse.ts";

/** Types a filter against the fields, and makes of it a question to a task. */

/** Who asks, and what the names in the filter stand for. */
export interface Known {
  readonly me: string;
  readonly calendar: Calendar;
  /** What goes by a name in lower case; one may stand for several, such as a status for each project. */
  ids(kind: Kind, name: string): readonly string[];
  /** Cycles whose turn it is. */
  turn(which: "current" | "next" | "previous"): readonly string[];
  /** Custom fields by name or id, in lower case. */
  fields(name: string): readonly CustomField[];
}

/** A task, and what a filter may ask that is not part of it. */
export interface Subject {
  readonly task: Task;
  /** Whether an open task that is not in the trash blocks it. */
  readonly blocked: boolean;
}

export type Test = (subject: Subject) => boolean;

const CATEGORIES: readonly StatusCategory[] = ["backlog", "todo", "in_progress", "done", "cancelled"];
const RANKS: readonly Priority[] = ["none", "low", "medium", "high", "urgent"];

/** What is asked of a task; the first value that its field cannot have is thrown as a `Fault`. */
export function check(expr: Expr, known: Known): Test {
  if ("all" in expr) {
    const tests = expr.all.map(part => check(part, known));
    return subject => tests.every(test => test(subject));
  }
  if ("any" in expr) {
    const tests = expr.any.map(part => check(part, known));
    return subject => tests.some(test => test(subject));
  }
  if ("not" in expr) {
    const test = check(expr.not, known);
    return subject => !test(subject);
  }
  if ("is" in expr) {
    return stateTest(expr.is, expr.column, known.calendar);
  }
  const test = expr.test.field
    ? fieldTest(expr.test, expr.test.field, known)
    : testCustom(expr.test, expr.test.custom ?? "", known);
  return isNegative(expr.test.compare) ? subject => !test(subject) : test;
}

function stateTest(name: string, column: number, { now, zone }: Calendar): Test {
  const day = dayOf(now, zone);
  const tests: Record<State, Test> = {
    open: ({ task }) => isOpen(task),
    done: ({ task }) => task.status_category === "done",
    overdue: ({ task }) => isOpen(task) && dueBefore(task, now, day),
    blocked: ({ blocked }) => blocked,
    recurring: ({ task }) => task.recurrence != null,
    subtask: ({ task }) => task.parent_id != null,
    trashed: ({ task }) => task.deleted_at != null,
    archived: ({ task }) => task.archived_at != null,
  };
  const test = STATES.includes(name as State) ? tests[name as State] : undefined;
  if (!test) {
    throw new Fault(column, "states", STATES.join(", "));
  }
  return test;
}

export function isOpen(task: Pick<Task, "status_category">): boolean {
  return task.status_category !== "done" && task.status_category !== "cancelled";
}

function dueBefore(task: Task, at: number, day: string): boolean {
  return task.due_at ? Date.parse(task.due_at) < at : task.due ? task.due.date < day : false;
}

/** The test without its negation. */
function fieldTest(test: Comparison, field: FieldName, known: Known): Test {
  const { value } = FIELDS[field];
  switch (value) {
    case "category":
      return categories(test);
    case "priority":
      return priorities(test);
    case "day":
      return any(test, given => dayTest(test, given, field === "due" ? "due" : "start", known.calendar));
    case "instant":
      return any(test, given => instantTest(test, given, field as InstantField, known.calendar));
    case "number":
      return any(test, given => numberTest(test, given, field === "number" ? "number" : "estimate"));
    case "text":
      return any(test, given => textTest(test, given, field === "text"));
    case "name":
      return names(test, field, known);
  }
}

export function any(test: Comparison, make: (given: Given) => Test): Test {
  const tests = test.values.map(make);
  const [only] = tests;
  return tests.length === 1 && only ? only : subject => tests.some(one => one(subject));
}

/** `null` is only equal or not. */
export function nullOnly(test: Comparison, given: Given): void {
  if (!["=", "!=", "in", "not-in"].includes(test.compare)) {
    throw new Fault(given.column, "null_order");
  }
}

export function holds(compare: Comparison["compare"], order: number): boolean {
  switch (compare) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return order === 0;
  }
}

export const order = <T extends string | number>(one: T, other: T): number =>
  one < other ? -1 : one > other ? 1 : 0;

const IDS: Partial<Record<FieldName, (task: Task) => readonly (string | null | undefined)[]>> = {
  project: task => [task.project_id],
  status: task => [task.status_id],
  assignee: task => task.assignee_ids,
  creator: task => [task.creator_id],
  tag: task => task.tag_ids,
  parent: task => [task.parent_id],
  milestone: task => [task.milestone_id],
  cycle: task => [task.cycle_id],
  key: task => [task.id],
};

function names(test: Comparison, field: FieldName, known: Known): Test {
  const optional = !["key", "project", "status", "creator"].includes(field);
  const ids = new Set<string>();
  let without = false;
  for (const given of test.values) {
    if (optional && isWord(given, "null")) {
      without = true;
    } else {
      for (const id of idsOf(given, field, known)) {
        ids.add(id);
      }
    }
  }
  const of = IDS[field] ?? (() => []);
  return ({ task }) => {
    const has = of(task).filter(id => id != null);
    return (without && has.length === 0) || has.some(id => ids.has(id));
  };
}

const TURNS = ["current", "next", "previous"] as const;

function idsOf(given: Given, field: FieldName, known: Known): readonly string[] {
  const { value, names: kind } = FIELDS[field] as { value: string; names?: Kind };
  if (kind === "person" && isWord(given, "me")) {
    return [known.me];
  }
  const turn = kind === "cycle" ? TURNS.find(word => isWord(given, word)) : undefined;
  if (turn) {
    return known.turn(turn);
  }
  const found = kind && value === "name" ? known.ids(kind, given.text.toLowerCase()) : [];
  if (found.length > 0) {
    return found;
  }
  const id = asId(given.text);
  if (id === undefined) {
    throw new Fault(given.column, "name", kind);
  }
  return [id];
}

/** An id need not be anything that is there. */
export function asId(text: string): string | undefined {
  const bare = text.toLowerCase().replaceAll("-", "");
  return /^[0-9a-f]{32}$/.test(bare)
    ? bare.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
    : undefined;
}

function categories(test: Comparison): Test {
  const wanted = test.values.map(given => {
    const found = CATEGORIES.find(category => category === given.text);
    if (!found) {
      throw new Fault(given.column, "category", CATEGORIES.join(", "));
    }
    return found;
  });
  return ({ task }) => wanted.includes(task.status_category);
}

/** An order of five is a choice among them. */
function priorities(test: Comparison): Test {
  const wanted = test.values.flatMap(given => {
    const named = RANKS.indexOf(given.text as Priority);
    if (named < 0) {
      throw new Fault(given.column, "priority", RANKS.join(", "));
    }
    return RANKS.filter((_, rank) => holds(test.compare, order(rank, named)));
  });
  return ({ task }) => wanted.includes(task.priority);
}

function dayTest(test: Comparison, given: Given, field: "due" | "start", calendar: Calendar): Test {
  const of = (task: Task) => (field === "due" ? task.due?.date : task.start_on) ?? undefined;
  if (isWord(given, "null")) {
    nullOnly(test, given);
    return ({ task }) => of(task) === undefined;
  }
  const when = read(given, calendar);
  if ("day" in when) {
    return ({ task }) => {
      const date = of(task);
      return date !== undefined && holds(test.compare, order(date, when.day));
    };
  }
  if (field === "start") {
    throw new Fault(given.column, "day");
  }
  const day = dayOf(when.at, calendar.zone);
  if (test.compare === "<") {
    return ({ task }) => dueBefore(task, when.at, day);
  }
  if (test.compare === ">=") {
    return ({ task }) => task.due != null && !dueBefore(task, when.at, day);
  }
  throw new Fault(given.column, "due_instant");
}

type InstantField = "created" | "updated" | "completed";

/** Days are stretches of instants. */
function instantTest(test: Comparison, given: Given, field: InstantField, calendar: Calendar): Test {
  const of = (task: Task) => {
    const text = task[`${field}_at`];
    return text == null ? undefined : Date.parse(text);
  };
  if (isWord(given, "null")) {
    nullOnly(test, given);
    return ({ task }) => of(task) === undefined;
  }
  const when = read(given, calendar);
  const [from, to] =
    "at" in when
      ? [when.at, when.at + 1]
      : [startOf(when.day, calendar.zone), endOf(when.day, calendar.zone)];
  const fits =
    {
      "<": (at: number) => at < from,
      "<=": (at: number) => at < to,
      ">": (at: number) => at >= to,
      ">=": (at: number) => at >= from,
    }[test.compare as string] ?? ((at: number) => at >= from && at < to);
  return ({ task }) => {
    const at = of(task);
    return at !== undefined && fits(at);
  };
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export function numberOf(given: Given): number {
  const number = NUMBER.test(given.text) && !given.quoted ? Number(given.text) : Number.NaN;
  if (!Number.isFinite(number)) {
    throw new Fault(given.column, "number");
  }
  return number;
}

function numberTest(test: Comparison, given: Given, field: "estimate" | "number"): Test {
  if (field === "number") {
    if (given.quoted || !/^[+-]?\d+$/.test(given.text)) {
      throw new Fault(given.column, "whole");
    }
    return ({ task }) => holds(test.compare, order(task.number, Number(given.text)));
  }
  if (isWord(given, "null")) {
    nullOnly(test, given);
    return ({ task }) => task.estimate == null;
  }
  const number = numberOf(given);
  return ({ task }) => task.estimate != null && holds(test.compare, order(task.estimate, number));
}

/** Letters beyond ASCII count as they are written, as in the database. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

export function wordsOf(given: Given): string {
  if (given.text === "" || given.text.includes("\0")) {
    throw new Fault(given.column, "words");
  }
  return asciiLower(given.text);
}

function textTest(test: Comparison, given: Given, both: boolean): Test {
  const words = wordsOf(given);
  if (test.compare !== "~") {
    return ({ task }) => asciiLower(task.title) === words;
  }
  return ({ task }) =>
    asciiLower(task.title).includes(words) || (both && asciiLower(task.description).includes(words));
}
