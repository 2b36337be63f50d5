import type { Status, Task } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Entities } from "../../sync/entities.ts";
import { comparePlace, placeBetween } from "../../sync/place.ts";
import { moveTo, type Place } from "./changes.ts";

/** Where tasks stand in columns, and how they get elsewhere. */

export const columnKey = (projectId: string, statusId: string): string => `${projectId}/${statusId}`;

export function columnIds(entities: Entities, projectId: string, statusId: string): readonly string[] {
  return entities.ids("column", columnKey(projectId, statusId));
}

export function taskOf(entities: Entities, id: string): Task | undefined {
  return entities.get("task", id) as Task | undefined;
}

/**
 * The changes that put `tasks` together into a column, before the task that stands at `slot` of the column as it is on
 * screen. What stands there already is not moved.
 */
export function movesTo(
  entities: Entities,
  tasks: readonly Task[],
  projectId: string,
  status: Status,
  slot: number,
): Change[] {
  const ids = columnIds(entities, projectId, status.id);
  const moving = new Set(tasks.map(task => task.id));
  const before = ids.slice(0, slot).findLast(id => !moving.has(id));
  const after = ids.slice(slot).find(id => !moving.has(id));
  if (stands(ids, tasks, before, after)) {
    return [];
  }
  const high = after === undefined ? undefined : taskOf(entities, after)?.position;
  let low = before === undefined ? undefined : taskOf(entities, before)?.position;
  let previous = before;
  return tasks.map(task => {
    const position = placeBetween(low, high);
    const place: Place = {
      status,
      afterId: previous,
      beforeId: after,
      position,
      ...(task.project_id !== projectId && { projectId }),
    };
    low = position;
    previous = task.id;
    return moveTo(task, place, backOf(entities, task));
  });
}

/** Where a row of what is shown stands among all of its column. */
export function slotAmong(all: readonly string[], shown: readonly string[], slot: number): number {
  const before = shown[slot];
  if (before !== undefined) {
    return all.indexOf(before);
  }
  const last = shown.at(-1);
  return last === undefined ? all.length : all.indexOf(last) + 1;
}

/** Whether they stand there already, in this order. */
function stands(
  ids: readonly string[],
  tasks: readonly Task[],
  before: string | undefined,
  after: string | undefined,
): boolean {
  const from = before === undefined ? 0 : ids.indexOf(before) + 1;
  const to = after === undefined ? ids.length : ids.indexOf(after);
  return to - from === tasks.length && tasks.every((task, at) => ids[from + at] === task.id);
}

/** The place that a task has now, for whoever wants it back there later. */
function backOf(entities: Entities, task: Task): (now: Task) => Place | undefined {
  const { status_id, position, project_id, id } = task;
  return now => {
    const status = entities.get("status", status_id) as Status | undefined;
    if (!status) {
      return undefined;
    }
    const ids = columnIds(entities, project_id, status_id).filter(other => other !== id);
    const next = ids.findIndex(other => {
      const there = taskOf(entities, other)?.position ?? "";
      return comparePlace(there, position) > 0 || (there === position && other > id);
    });
    const slot = next < 0 ? ids.length : next;
    return {
      status,
      afterId: ids[slot - 1],
      beforeId: ids[slot],
      position,
      ...(now.project_id !== project_id && { projectId: project_id }),
    };
  };
}
