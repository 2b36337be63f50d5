import type { Task } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import { getLive } from "../../sync/hooks.ts";
import { taskOf } from "./order.ts";

/** What the pickers of a task's fields share. */

export interface Props {
  tasks: readonly Task[];
  first: Task;
  anchor: DOMRect;
  onClose(): void;
}

export function change(changes: readonly Change[], label: string): void {
  if (changes.length > 0) {
    getLive()?.change(changes, label);
  }
}

/** The tasks that are still there. */
export function tasksOf(ids: readonly string[]): Task[] {
  const live = getLive();
  return live ? ids.map(id => taskOf(live.entities, id)).filter(task => task !== undefined) : [];
}

/** The tasks as they are now, not as they were when the picker opened. */
export function fresh(tasks: readonly Task[]): Task[] {
  return tasksOf(tasks.map(task => task.id));
}
