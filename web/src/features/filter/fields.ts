/** The fields of a filter, and how each may be compared. docs/FILTERS.md describes them. */

export type Compare = "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not-in" | "~";

/** What a value may be a name of. */
export type Kind = "project" | "status" | "person" | "tag" | "task" | "milestone" | "cycle";

export type Shape = "choice" | "rank" | "scale" | "text" | "words";

const EQUAL: readonly Compare[] = ["=", "!=", "in", "not-in"];
const ORDER: readonly Compare[] = ["=", "!=", "<", "<=", ">", ">=", "in", "not-in"];

export const TAKES: Record<Shape, readonly Compare[]> = {
  choice: EQUAL,
  rank: ORDER,
  scale: ORDER,
  text: ["=", "!=", "in", "not-in", "~"],
  words: ["~"],
};

/** What kind of value a field has, beyond how it compares: what picks one. */
export type Value = "name" | "category" | "priority" | "day" | "instant" | "number" | "text";

interface Field {
  readonly shape: Shape;
  readonly value: Value;
  readonly names?: Kind;
  /** Every task has one. */
  readonly always?: boolean;
}

export const FIELDS = {
  status: { shape: "choice", value: "name", names: "status", always: true },
  "status.category": { shape: "choice", value: "category", always: true },
  priority: { shape: "rank", value: "priority", always: true },
  assignee: { shape: "choice", value: "name", names: "person" },
  tag: { shape: "choice", value: "name", names: "tag" },
  due: { shape: "scale", value: "day" },
  start: { shape: "scale", value: "day" },
  milestone: { shape: "choice", value: "name", names: "milestone" },
  cycle: { shape: "choice", value: "name", names: "cycle" },
  estimate: { shape: "scale", value: "number" },
  creator: { shape: "choice", value: "name", names: "person", always: true },
  created: { shape: "scale", value: "instant", always: true },
  updated: { shape: "scale", value: "instant", always: true },
  completed: { shape: "scale", value: "instant" },
  project: { shape: "choice", value: "name", names: "project", always: true },
  parent: { shape: "choice", value: "name", names: "task" },
  key: { shape: "choice", value: "name", names: "task", always: true },
  number: { shape: "scale", value: "number", always: true },
  title: { shape: "text", value: "text", always: true },
  text: { shape: "words", value: "text", always: true },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

export const STATES = [
  "open",
  "done",
  "overdue",
  "blocked",
  "recurring",
  "subtask",
  "trashed",
  "archived",
] as const;
export type State = (typeof STATES)[number];

export const CUSTOM_SHAPES = {
  text: "text",
  url: "text",
  number: "scale",
  date: "scale",
  select: "choice",
  multi_select: "choice",
  person: "choice",
} as const;

export function isNegative(compare: Compare): boolean {
  return compare === "!=" || compare === "not-in";
}
