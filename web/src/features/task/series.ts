import type { Task } from "../../api/types.ts";
import { Store } from "../../app/store.ts";

/** Occurrences of a repeating task, and for which of them a change of one counts. */

export type Reach = "this" | "following";

/** Chosen for one task, for as long as it is looked at. */
export const chosenReach = new Store<{ readonly id: string; readonly reach: Reach } | undefined>(undefined);

export function isInSeries(task: Task): boolean {
  return task.recurrence != null || task.series_id != null;
}

/** What happens when nobody chooses: the latest hands on what it has, an older one is alone. */
export function usualReach(task: Pick<Task, "recurrence">): Reach {
  return task.recurrence ? "following" : "this";
}

export function reachOf(task: Task): Reach {
  const chosen = chosenReach.get();
  return chosen?.id === task.id ? chosen.reach : usualReach(task);
}

/** How a request says it; the rule itself is of the whole series. */
export function reachQuery(task: Task, fields: object, reach: Reach): string {
  return !isInSeries(task) || reach === usualReach(task) || "recurrence" in fields ? "" : `?series=${reach}`;
}
