import type {
  CustomField,
  Cycle,
  Member,
  Milestone,
  Priority,
  Project,
  Status,
  StatusCategory,
  Tag,
  Task,
} from "../../api/types.ts";
import { comparePlace } from "../../sync/place.ts";

/** How a list of tasks is divided. Pure. */

export const GROUPINGS = [
  "status",
  "category",
  "priority",
  "assignee",
  "tag",
  "due",
  "milestone",
  "cycle",
  "project",
  "none",
] as const;
/** A custom field that offers options groups by them. */
export type Grouping = (typeof GROUPINGS)[number] | `field.${string}`;

export interface Group {
  readonly key: string;
  /** What it is of; absent for those without a value. */
  readonly status?: Status;
  readonly category?: StatusCategory;
  readonly priority?: Priority;
  readonly person?: Member;
  readonly when?: When;
  /** Around which days `when` is meant. */
  readonly days?: Days;
  readonly tag?: Tag;
  readonly milestone?: Milestone;
  readonly cycle?: Cycle;
  readonly project?: Project;
  readonly option?: CustomField["options"][number];
  /** What those without a value have none of. */
  readonly no?: "assignee" | "tag" | "milestone" | "cycle" | CustomField;
  readonly field?: CustomField;
  readonly ids: readonly string[];
}

export const WHENS = ["overdue", "today", "week", "later", "none"] as const;
export type When = (typeof WHENS)[number];

const PRIORITIES: readonly Priority[] = ["urgent", "high", "medium", "low", "none"];
const CATEGORIES: readonly StatusCategory[] = ["backlog", "todo", "in_progress", "done", "cancelled"];

export interface Days {
  /** Today, such as `2026-12-01`. */
  readonly today: string;
  /** The last day of this week. */
  readonly weekEnd: string;
}

export interface Known extends Days {
  readonly statuses: readonly Status[];
  readonly members: readonly Member[];
  readonly tags?: readonly Tag[];
  readonly milestones?: readonly Milestone[];
  readonly cycles?: readonly Cycle[];
  readonly projects?: readonly Project[];
  readonly fields?: readonly CustomField[];
  /** Groups without tasks stand there too, as columns do. */
  readonly empty?: boolean;
  /** The order within groups, where it is not their own. */
  readonly order?: Order | undefined;
}

type Order = (one: Task, other: Task) => number;
type Part = Omit<Group, "ids"> & { has(task: Task): boolean; readonly own?: Order; readonly keep?: boolean };

/** The tasks in groups; those that have no value come last. Empty groups are left out, but for statuses. */
export function grouped(tasks: readonly Task[], by: Grouping, known: Known): Group[] {
  return parts(tasks, by, known)
    .map(({ has, own, keep, ...group }) => ({
      group: { ...group, ids: ids(tasks.filter(has), known.order ?? own ?? byKey) },
      keep: keep ?? known.empty,
    }))
    .filter(({ group, keep }) => keep || group.ids.length > 0)
    .map(({ group }) => group);
}

function parts(tasks: readonly Task[], by: Grouping, known: Known): Part[] {
  switch (by) {
    case "status":
      return known.statuses.map(status => ({
        key: status.id,
        status,
        has: task => task.status_id === status.id,
        own: byPlace,
        keep: true,
      }));
    case "category":
      return CATEGORIES.map(category => ({
        key: category,
        category,
        has: task => task.status_category === category,
      }));
    case "priority":
      return PRIORITIES.map(priority => ({
        key: priority,
        priority,
        has: task => task.priority === priority,
      }));
    case "assignee": {
      const people = [...known.members].sort((one, other) => one.name.localeCompare(other.name));
      const names = new Set(people.map(person => person.user_id));
      return [
        ...people.map(
          (person): Part => ({
            key: person.user_id,
            person,
            has: task => task.assignee_ids.includes(person.user_id),
            keep: known.empty === true && person.state === "active" && people.length <= FEW,
          }),
        ),
        // Whoever has left may still have tasks.
        { key: "nobody", no: "assignee", has: task => !task.assignee_ids.some(id => names.has(id)) },
      ];
    }
    case "tag":
      return [
        ...(known.tags ?? []).map(
          (tag): Part => ({ key: tag.id, tag, has: task => task.tag_ids.includes(tag.id), keep: false }),
        ),
        { key: "no_tag", no: "tag", has: task => task.tag_ids.length === 0 },
      ];
    case "due":
      return WHENS.map(when => ({
        key: when,
        when,
        days: { today: known.today, weekEnd: known.weekEnd },
        has: task => whenDue(task, known) === when,
        own: byDue,
      }));
    case "milestone":
      return [
        ...(known.milestones ?? []).map(
          (milestone): Part => ({
            key: milestone.id,
            milestone,
            has: task => task.milestone_id === milestone.id,
            keep: known.empty === true && milestone.state === "open",
          }),
        ),
        { key: "no_milestone", no: "milestone", has: task => task.milestone_id == null },
      ];
    case "cycle":
      return [
        ...(known.cycles ?? []).map(
          (cycle): Part => ({
            key: cycle.id,
            cycle,
            has: task => task.cycle_id === cycle.id,
            keep: known.empty === true && cycle.state !== "completed",
          }),
        ),
        { key: "no_cycle", no: "cycle", has: task => task.cycle_id == null },
      ];
    case "project":
      return (known.projects ?? []).map(project => ({
        key: project.id,
        project,
        has: task => task.project_id === project.id,
        keep: false,
      }));
    case "none":
      return [{ key: "all", has: () => true, keep: tasks.length > 0 }];
    default:
      return ofField(by.slice("field.".length), known);
  }
}

const FEW = 12;

function ofField(id: string, known: Known): Part[] {
  const field = known.fields?.find(one => one.id === id);
  if (!field) {
    return [{ key: "all", has: () => true }];
  }
  const of = (task: Task): unknown[] =>
    [(task.custom_fields as Record<string, unknown> | undefined)?.[id] ?? []].flat();
  return [
    ...field.options.map(
      (option): Part => ({ key: option.id, field, option, has: task => of(task).includes(option.id) }),
    ),
    { key: "no_value", field, no: field, has: task => of(task).length === 0 },
  ];
}

export function whenDue(task: Pick<Task, "due">, { today, weekEnd }: Days): When {
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

function ids(tasks: readonly Task[], order: Order): string[] {
  return [...tasks]
    .sort((one, other) => order(one, other) || comparePlace(one.id, other.id))
    .map(task => task.id);
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
