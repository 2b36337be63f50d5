import type { Status, Task } from "../../api/types.ts";
import { getLive } from "../../sync/hooks.ts";
import { columnIds, movesTo } from "./order.ts";

/** Completes tasks, or opens them again when all are done. */
export function toggleDone(tasks: readonly Task[]): void {
  const live = getLive();
  if (!live) {
    return;
  }
  const reopen = tasks.every(task => task.status_category === "done");
  const changes = tasks
    .filter(task => reopen || task.status_category !== "done")
    .flatMap(task => {
      const statuses = live.entities
        .ids("statuses", task.project_id)
        .map(id => live.entities.get("status", id) as Status | undefined)
        .filter(status => status !== undefined);
      const status = reopen
        ? (statuses.find(one => one.category === "todo") ?? statuses.find(one => one.category === "backlog"))
        : statuses.find(one => one.category === "done");
      const end = status ? columnIds(live.entities, task.project_id, status.id).length : 0;
      return status ? movesTo(live.entities, [task], task.project_id, status, end) : [];
    });
  if (changes.length > 0) {
    live.change(changes, "status");
  }
}
