import type { ProjectPlan, TaskPlan, Template } from "../../api/types.ts";
import { newId } from "../../sync/ids.ts";

/** What a template makes, as an editor has it: a tree becomes lines, and lines a tree again. Pure, but for new ids. */

/** The server's limit on how deep subtasks go. */
export const DEEPEST = 5;

/** A subtask as a line of a list; what the editor does not show of it stays. */
export interface Line {
  readonly id: string;
  /** 1 for a subtask of the task itself. */
  readonly depth: number;
  readonly plan: Omit<TaskPlan, "subtasks">;
}

export function linesOf(plans: readonly TaskPlan[] | undefined, depth = 1): Line[] {
  return (plans ?? []).flatMap(({ subtasks, ...plan }) => [
    { id: newId(), depth, plan },
    ...linesOf(subtasks, depth + 1),
  ]);
}

/** Lines without a title are none; what stood below them goes up. */
export function treeOf(lines: readonly Line[]): TaskPlan[] {
  const top: TaskPlan[] = [];
  const above: TaskPlan[] = [];
  for (const line of lines) {
    const title = line.plan.title.trim();
    if (title === "") {
      continue;
    }
    const plan: TaskPlan = { ...line.plan, title, subtasks: [] };
    const depth = Math.min(line.depth, above.length + 1);
    const parent = above[depth - 2];
    (parent?.subtasks ?? top).push(plan);
    above.splice(depth - 1, above.length, plan);
  }
  return top;
}

/** How deep a line may be: one deeper than the line before it, at most. */
export function deepestAt(lines: readonly Line[], at: number): number {
  return at === 0 ? 1 : Math.min(DEEPEST, (lines[at - 1]?.depth ?? 0) + 1);
}

/** Moves a line, and all below it, in or out; nothing when it cannot go there. */
export function indented(lines: readonly Line[], at: number, by: 1 | -1): readonly Line[] {
  const line = lines[at];
  if (!line || line.depth + by < 1 || line.depth + by > deepestAt(lines, at)) {
    return lines;
  }
  const end = endOf(lines, at);
  if (by > 0 && lines.slice(at, end).some(one => one.depth >= DEEPEST)) {
    return lines;
  }
  return lines.map((one, index) => (index >= at && index < end ? { ...one, depth: one.depth + by } : one));
}

/** Without a line and all below it. */
export function without(lines: readonly Line[], at: number): Line[] {
  return [...lines.slice(0, at), ...lines.slice(endOf(lines, at))];
}

/** With an empty line after a line and all below it. */
export function withAfter(lines: readonly Line[], at: number): Line[] {
  const end = at < 0 ? lines.length : endOf(lines, at);
  const fresh = { id: newId(), depth: lines[at]?.depth ?? 1, plan: { title: "" } };
  return [...lines.slice(0, end), fresh, ...lines.slice(end)];
}

function endOf(lines: readonly Line[], at: number): number {
  const depth = lines[at]?.depth ?? 0;
  const next = lines.findIndex((one, index) => index > at && one.depth <= depth);
  return next < 0 ? lines.length : next;
}

export function countOf(plan: TaskPlan): number {
  return 1 + (plan.subtasks ?? []).reduce((sum, one) => sum + countOf(one), 0);
}

/** How many tasks a template makes. */
export function tasksOf({ task, project }: Pick<Template, "task" | "project">): number {
  return task ? countOf(task) : (project?.tasks ?? []).reduce((sum, one) => sum + countOf(one), 0);
}

/** How much a project's template has of each. */
export function sizesOf(plan: ProjectPlan) {
  return {
    columns: plan.statuses?.length ?? 0,
    fields: plan.custom_fields?.length ?? 0,
    milestones: plan.milestones?.length ?? 0,
    templates: plan.task_templates?.length ?? 0,
    tasks: tasksOf({ project: plan }),
  };
}

export const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name.localeCompare(other.name);

/** The templates that tasks of a project, or with none given of all, can be made of. */
export function ofTasks(all: readonly Template[], project: string | undefined): Template[] {
  return all
    .filter(one => one.type === "task" && (one.project_id == null || one.project_id === project))
    .sort(byName);
}

export function ofProjects(all: readonly Template[]): Template[] {
  return all.filter(one => one.type === "project").sort(byName);
}
