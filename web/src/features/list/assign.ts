import type { Task } from "../../api/types.ts";
import { addDays } from "../../app/times.ts";
import type { Change } from "../../sync/command.ts";
import type { Live } from "../../sync/live.ts";
import { setCustom, setFields, setList } from "../task/changes.ts";
import { type Group, whenDue } from "./groups.ts";

/** Gives tasks what makes them belong to a group: dropped there, they are of it. */
export function assign(live: Live, tasks: readonly Task[], group: Group): void {
  const changes = assigned(tasks, group);
  if (changes.length > 0) {
    live.change(changes, labelOf(group));
  }
}

/** What the step is called. */
export function labelOf(group: Group): string {
  if (group.priority) {
    return "priority";
  }
  if (group.when) {
    return "due";
  }
  if (group.tag || group.no === "tag") {
    return "tags";
  }
  return group.person || group.no === "assignee" ? "assignees" : "edit";
}

/** `from` is the group that they come from, of which they are not any more. */
export function assigned(tasks: readonly Task[], group: Group, from?: Group): Change[] {
  return tasks.flatMap(task => changeFor(task, group, from));
}

function changeFor(task: Task, group: Group, from: Group | undefined): Change[] {
  if (group.priority) {
    return task.priority === group.priority ? [] : [setFields(task, { priority: group.priority })];
  }
  if (group.person || group.no === "assignee") {
    return among(task, "assignee_ids", group.person?.user_id, from?.person?.user_id);
  }
  if (group.tag || group.no === "tag") {
    return among(task, "tag_ids", group.tag?.id, from?.tag?.id);
  }
  if (group.milestone || group.no === "milestone") {
    const id = group.milestone?.id ?? null;
    return (task.milestone_id ?? null) === id ? [] : [setFields(task, { milestone_id: id })];
  }
  if (group.cycle || group.no === "cycle") {
    const id = group.cycle?.id ?? null;
    return (task.cycle_id ?? null) === id ? [] : [setFields(task, { cycle_id: id })];
  }
  if (group.field) {
    return ofField(task, group, from);
  }
  if (group.when && group.days) {
    const { today, weekEnd } = group.days;
    if (whenDue(task, group.days) === group.when) {
      return [];
    }
    const date = {
      overdue: addDays(today, -1),
      today,
      week: weekEnd,
      later: addDays(weekEnd, 1),
      none: undefined,
    }[group.when];
    return [setFields(task, { due: date === undefined ? null : { ...(task.due ?? {}), date } })];
  }
  return [];
}

/** Adds one and takes the one they come from; with none to add, takes all. */
function among(
  task: Task,
  field: "assignee_ids" | "tag_ids",
  id: string | undefined,
  from: string | undefined,
): Change[] {
  const has = task[field];
  const add = id !== undefined && !has.includes(id) ? [id] : [];
  const remove = id === undefined ? has : has.filter(one => one === from && one !== id);
  return add.length + remove.length === 0 ? [] : [setList(task, field, { add, remove })];
}

function ofField(task: Task, { field, option }: Group, from: Group | undefined): Change[] {
  if (!field) {
    return [];
  }
  const value = (task.custom_fields as Record<string, unknown> | undefined)?.[field.id];
  if (field.type !== "multi_select") {
    const next = option?.id ?? null;
    return (value ?? null) === next ? [] : [setCustom(task, field.id, next)];
  }
  const had = Array.isArray(value) ? (value as string[]) : [];
  const kept = had.filter(one => one !== from?.option?.id);
  const next = option ? [...kept.filter(one => one !== option.id), option.id] : [];
  return next.join() === had.join() ? [] : [setCustom(task, field.id, next.length > 0 ? next : null)];
}
