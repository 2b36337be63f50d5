import type { StatusCategory, Task } from "../../api/types.ts";

/** How far work is. Pure. */

export interface Figures {
  readonly all: number;
  readonly done: number;
  readonly open: number;
  readonly cancelled: number;
  readonly overdue: number;
  readonly unassigned: number;
  readonly by: Readonly<Record<StatusCategory, number>>;
  /** Done among all that were not cancelled, 0 to 1; nothing when there are none. */
  readonly progress: number | undefined;
}

export function figuresOf(tasks: readonly Task[], today: string): Figures {
  const by: Record<StatusCategory, number> = { backlog: 0, todo: 0, in_progress: 0, done: 0, cancelled: 0 };
  let overdue = 0;
  let unassigned = 0;
  for (const task of tasks) {
    by[task.status_category] += 1;
    const open = task.status_category !== "done" && task.status_category !== "cancelled";
    overdue += open && task.due && task.due.date < today ? 1 : 0;
    unassigned += open && task.assignee_ids.length === 0 ? 1 : 0;
  }
  const all = tasks.length;
  const counted = all - by.cancelled;
  return {
    all,
    done: by.done,
    open: counted - by.done,
    cancelled: by.cancelled,
    overdue,
    unassigned,
    by,
    progress: counted > 0 ? by.done / counted : undefined,
  };
}
