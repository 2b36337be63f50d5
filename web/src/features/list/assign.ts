import type { Task } from "../../api/types.ts";
import { addDays, today } from "../../app/times.ts";
import type { Change } from "../../sync/command.ts";
import type { Live } from "../../sync/live.ts";
import { setFields, setList } from "../task/changes.ts";
import { endOfWeek, type Group, whenDue } from "./groups.ts";

/** Gives tasks what makes them belong to a group: dropped there, they are of it. */
export function assign(live: Live, tasks: readonly Task[], group: Group): void {
  const changes = tasks.flatMap(task => changeFor(task, group));
  if (changes.length > 0) {
    live.change(changes, group.priority ? "priority" : group.when ? "due" : "assignees");
  }
}

function changeFor(task: Task, group: Group): Change[] {
  if (group.priority) {
    return task.priority === group.priority ? [] : [setFields(task, { priority: group.priority })];
  }
  if (group.person) {
    const id = group.person.user_id;
    return task.assignee_ids.includes(id) ? [] : [setList(task, "assignee_ids", { add: [id], remove: [] })];
  }
  if (group.when) {
    const now = today();
    const weekEnd = endOfWeek(now, 1);
    if (whenDue(task, { today: now, weekEnd }) === group.when) {
      return [];
    }
    const date = {
      overdue: addDays(now, -1),
      today: now,
      week: weekEnd,
      later: addDays(weekEnd, 1),
      none: undefined,
    }[group.when];
    return [setFields(task, { due: date === undefined ? null : { ...(task.due ?? {}), date } })];
  }
  return [];
}
