import type { Project, Status, Task } from "../../api/types.ts";
import { list } from "../../app/times.ts";
import { valueName } from "../task/said.ts";

/** What of a thing is laid side by side, then and now, in this order. */

const TASK: readonly (keyof Task)[] = [
  "title",
  "status_id",
  "priority",
  "assignee_ids",
  "tag_ids",
  "start_on",
  "due",
  "estimate",
  "recurrence",
  "milestone_id",
  "cycle_id",
  "parent_id",
  "project_id",
  "custom_fields",
  "completed_at",
  "archived_at",
  "deleted_at",
];

const PROJECT: readonly (keyof Project)[] = [
  "name",
  "key",
  "lead_id",
  "visibility",
  "parent_id",
  "start_on",
  "target_on",
  "icon",
  "colour",
  "archived_at",
  "deleted_at",
];

/** A field then and now. */
export interface Pair {
  readonly field: string;
  readonly past: string;
  readonly now: string;
  readonly differs: boolean;
}

type Values = Readonly<Record<string, unknown>>;

const isNothing = (value: unknown) =>
  value === null ||
  value === undefined ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** Lists of ids are sets; of the rest the order counts. */
function same(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) =>
    JSON.stringify(isNothing(value) ? null : Array.isArray(value) ? [...value].sort() : value);
  return plain(one) === plain(other);
}

/** How something looks is no news unless it changed. */
const LOOKS: ReadonlySet<string> = new Set(["icon", "colour"]);

/** What there was or is; what never had a value says nothing. */
export function pairsOf(kind: "task" | "project", then: object, now: object): Pair[] {
  const [before, after] = [then as Values, now as Values];
  return (kind === "task" ? TASK : PROJECT)
    .filter(field => !isNothing(before[field]) || !isNothing(after[field]))
    .map(field => ({
      field,
      past: valueName(field, isNothing(before[field]) ? null : before[field]),
      now: valueName(field, isNothing(after[field]) ? null : after[field]),
      differs: !same(before[field], after[field]),
    }))
    .filter(({ field, differs }) => differs || !LOOKS.has(field));
}

/** The columns of a board as one more line. */
export function statusPair(then: readonly Status[], now: readonly Status[]): Pair {
  const names = (statuses: readonly Status[]) => list(statuses.map(status => status.name));
  return { field: "statuses", past: names(then), now: names(now), differs: names(then) !== names(now) };
}
