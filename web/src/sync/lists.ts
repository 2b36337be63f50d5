import type { Data } from "./frames.ts";
import { comparePlace } from "./place.ts";
import type { Index } from "./sorted.ts";

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const byPlace = (one: Data, other: Data): number => comparePlace(text(one.position), text(other.position));
const byTime = (one: Data, other: Data): number => comparePlace(text(one.created_at), text(other.created_at));
const isHere = (row: Data): boolean => !row.deleted_at && !row.archived_at;

/** The lists that screens are made of. */
export const LISTS: readonly Index[] = [
  /** A column of a board: by `project/status`. */
  {
    name: "column",
    entity: "task",
    keys: row => (isHere(row) ? [`${row.project_id}/${row.status_id}`] : []),
    compare: byPlace,
  },
  /** All tasks of a project that are neither archived nor in the trash. */
  {
    name: "project",
    entity: "task",
    keys: row => (isHere(row) ? [`${row.project_id}`] : []),
    compare: byPlace,
  },
  {
    name: "subtasks",
    entity: "task",
    keys: row => (isHere(row) && row.parent_id ? [`${row.parent_id}`] : []),
    compare: byPlace,
  },
  {
    name: "assigned",
    entity: "task",
    keys: row => (isHere(row) ? ((row.assignee_ids as string[] | undefined) ?? []) : []),
    compare: byTime,
  },
  {
    name: "created",
    entity: "task",
    keys: row => (isHere(row) ? [`${row.creator_id}`] : []),
    compare: byTime,
  },
  {
    name: "watched",
    entity: "watcher",
    keys: row => [`${row.user_id}`],
    compare: byTime,
  },
  { name: "watchers", entity: "watcher", keys: row => [`${row.task_id}`], compare: byTime },
  { name: "statuses", entity: "status", keys: row => [`${row.project_id}`], compare: byPlace },
  { name: "projects", entity: "project", keys: row => (row.deleted_at ? [] : ["all"]), compare: byPlace },
  { name: "time", entity: "time_entry", keys: row => [`${row.task_id}`], compare: byTime },
  /** Timers that run, by person. */
  {
    name: "running",
    entity: "time_entry",
    keys: row => (row.ended_at ? [] : [`${row.user_id}`]),
    compare: byTime,
  },
  { name: "comments", entity: "comment", keys: row => [`${row.task_id}`], compare: byTime },
  {
    name: "relations",
    entity: "relation",
    keys: row => [`${row.task_id}`, `${row.other_id}`],
    compare: byTime,
  },
  /** Finds a task by its key: `WEB-12`. */
  { name: "key", entity: "task", keys: row => (row.key ? [`${row.key}`] : []), compare: () => 0 },
];
