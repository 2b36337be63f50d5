import type { CustomField } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { Around } from "../view/known.ts";
import type { SortName } from "../view/sort.ts";

/** The columns that a table of tasks can have. */

export const BUILT_IN = [
  "title",
  "key",
  "status",
  "priority",
  "assignees",
  "tags",
  "due",
  "start",
  "estimate",
  "milestone",
  "cycle",
  "project",
  "created",
  "updated",
] as const;
export type ColumnName = (typeof BUILT_IN)[number] | `field.${string}`;

/** Shown until somebody chooses; the title always is, and is first. */
export const USUAL_COLUMNS: readonly ColumnName[] = [
  "title",
  "key",
  "status",
  "priority",
  "assignees",
  "tags",
  "due",
  "estimate",
];

const WIDTHS: Partial<Record<ColumnName, number>> = {
  title: 320,
  key: 88,
  status: 140,
  priority: 128,
  assignees: 160,
  tags: 176,
  due: 190,
  start: 120,
  estimate: 96,
};

export const NARROWEST = 64;
export const WIDEST = 800;

export interface Column {
  readonly name: ColumnName;
  readonly label: string;
  readonly width: number;
  /** By what the table is sorted when it is sorted by this; absent when it cannot be. */
  readonly sort?: SortName;
  readonly field?: CustomField;
  readonly fixed?: boolean;
}

/** What is frozen leaves room for the rest on a small screen. */
function within(name: ColumnName, width: number): number {
  return name === "title" && globalThis.innerWidth < 768 ? Math.min(width, 200) : width;
}

const SORTS: Partial<Record<ColumnName, SortName>> = {
  title: "title",
  key: "number",
  priority: "priority",
  due: "due",
  created: "created",
  updated: "updated",
};

/** All columns there are, with the widths that somebody gave them. */
export function columnsOf(
  around: Around,
  wide: boolean,
  widths: Readonly<Record<string, number>>,
): ReadonlyMap<ColumnName, Column> {
  const all: Column[] = BUILT_IN.filter(name => wide || name !== "project").map(name => ({
    name,
    label: t(`table.column.${name}`),
    width: within(name, widths[name] ?? WIDTHS[name] ?? 128),
    ...(SORTS[name] && { sort: SORTS[name] }),
    ...(name === "title" && { fixed: true }),
  }));
  const custom: Column[] = around.fields.map(field => {
    const name: ColumnName = `field.${field.id}`;
    return {
      name,
      label: field.name,
      width: widths[name] ?? 136,
      field,
      ...(field.type !== "multi_select" && { sort: name }),
    };
  });
  return new Map([...all, ...custom].map(column => [column.name, column]));
}
