import type { Member, Priority, Status, Task } from "../../api/types.ts";
import { comparePlace } from "../../sync/place.ts";

/** How a list of tasks is divided. Pure. */

export type Grouping = "status" | "priority" | "assignee" | "due" | "none";
export const GROUPINGS: readonly Grouping[] = ["status", "priority", "assignee", "due", "none"];

export interface Group {
  readonly key: string;
  /** What it is of; absent for those without a value. */
  readonly status?: Status;
  readonly priority?: Priority;
  readonly person?: Member;
  readonly when?: When;
  readonly ids: readonly string[];
}

export const WHENS = ["overdue", "today", "week", "later", "none"] as const;
export type When = (typeof WHENS)[number];

const PRIORITIES: readonly Priority[] = ["urgent", "high", "medium", "low", "none"];

export interface Known {
  readonly statuses: readonly Status[];
  readonly members: readonly Member[];
  /** Today, such as `2026-12-01`. */
  readonly today: string;
  /** The last day of this week. */
  readonly weekEnd: string;
}

/** The tasks in groups; those that have no value come last. Empty groups are left out, but for statuses. */
export function grouped(tasks: readonly Task[], by: Grouping, known: Known): Group[] {
  switch (by) {
    case "status":
      return known.statuses.map(status => ({
        key: status.id,
        status,
        ids: ids(
          tasks.filter(task => task.status_id === status.id),
          byPlace,
        ),
      }));
    case "priority":
      return PRIORITIES.map(priority => ({
        key: priority,
        priority,
        ids: ids(
          tasks.filter(task => task.priority === priority),
          byKey,
        ),
      })).filter(filled);
    case "assignee": {
      const people = [...known.members].sort((one, other) => one.name.localeCompare(other.name));
      const of = (person: Member) => tasks.filter(task => task.assignee_ids.includes(person.user_id));
      const nobody = {
        key: "nobody",
        ids: ids(
          tasks.filter(task => task.assignee_ids.length === 0),
          byKey,
        ),
      };
      // Whoever has left may still have tasks.
      const names = new Set(people.map(person => person.user_id));
      const gone = tasks.filter(
        task => task.assignee_ids.length > 0 && !task.assignee_ids.some(id => names.has(id)),
      );
      return [
        ...people.map(person => ({ key: person.user_id, person, ids: ids(of(person), byKey) })),
        { ...nobody, ids: [...nobody.ids, ...ids(gone, byKey)] },
      ].filter(filled);
    }
    case "due":
      return WHENS.map(when => ({
        key: when,
        when,
        ids: ids(
          tasks.filter(task => whenDue(task, known) === when),
          byDue,
        ),
      })).filter(filled);
    case "none":
      return [{ key: "all", ids: ids(tasks, byKey) }];
  }
}

export function whenDue(task: Pick<Task, "due">, { today, weekEnd }: Pick<Known, "today" | "weekEnd">): When {
  const date = task.due?.date;
  if (date === undefined) {
    return "none";
  }
  return date < today ? "overdue" : date === today ? "today" : date <= weekEnd ? "week" : "later";
}

/** The last day of the week of a date; weeks begin on `start`, 1 for Monday to 7 for Sunday. */
export function endOfWeek(date: string, start: number): string {
  const at = new Date(`${date}T12:00:00Z`);
  const weekday = at.getUTCDay() === 0 ? 7 : at.getUTCDay();
  at.setUTCDate(at.getUTCDate() + ((start + 6 - weekday + 7) % 7));
  return at.toISOString().slice(0, 10);
}

function ids(tasks: readonly Task[], order: (one: Task, other: Task) => number): string[] {
  return [...tasks]
    .sort((one, other) => order(one, other) || comparePlace(one.id, other.id))
    .map(task => task.id);
}

function filled(group: Group): boolean {
  return group.ids.length > 0;
}

const byPlace = (one: Task, other: Task) => comparePlace(one.position, other.position);
const byKey = (one: Task, other: Task) =>
  comparePlace(one.project_id, other.project_id) ||
  (one.number || Number.MAX_SAFE_INTEGER) - (other.number || Number.MAX_SAFE_INTEGER);
const byDue = (one: Task, other: Task) =>
  comparePlace(one.due?.date ?? "", other.due?.date ?? "") ||
  comparePlace(one.due?.time ?? "", other.due?.time ?? "");

/** A line of the list: the head of a group, or a task of it. */
export type Line =
  | { readonly head: Group }
  | { readonly id: string; readonly at: number; readonly group: Group };

/** What is shown, from top to bottom; the tasks of a shut group are not. */
export function linesOf(groups: readonly Group[], shut: ReadonlySet<string>): Map<string, Line> {
  const lines = new Map<string, Line>();
  for (const group of groups) {
    lines.set(`head ${group.key}`, { head: group });
    if (!shut.has(group.key)) {
      for (const [at, id] of group.ids.entries()) {
        // Somebody's task stands under each of its people; a line has one name.
        lines.set(lines.has(id) ? `${id} ${group.key}` : id, { id, at, group });
      }
    }
  }
  return lines;
}
