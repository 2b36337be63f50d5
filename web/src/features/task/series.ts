import type { Task } from "../../api/types.ts";
import { Store } from "../../app/store.ts";
import type { Recurrence } from "./recurrence.ts";

/** Occurrences of a repeating task, and for which of them a change of one counts. */

export type Reach = "this" | "following";

/** How it goes on: when an occurrence is done, or by the calendar. */
export type Mode = NonNullable<Recurrence["mode"]>;

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

/** The occurrence that has the rule: the latest of the series. */
export function latestOf(task: Task, all: readonly Task[]): Task | undefined {
  return task.recurrence || task.series_id == null
    ? task
    : all.find(one => one.series_id === task.series_id && one.recurrence);
}

/** Whether dates of it can be left out: what counts from completion has none yet. */
export function takesExceptions(recurrence: Recurrence): boolean {
  return recurrence.mode !== "completion";
}

/** With a date left out, or taken in again. */
export function excepting(recurrence: Recurrence, date: string, out: boolean): Recurrence {
  const { except = [], ...rest } = recurrence;
  const next = except.filter(one => one !== date).concat(out ? [date] : []);
  return next.length > 0 ? { ...rest, except: next.sort() } : rest;
}

/** With another way to go on; what the way does not know goes. */
export function inMode(recurrence: Recurrence, mode: Mode): Recurrence {
  const { missed, except, ...rest } = recurrence;
  return {
    ...rest,
    mode,
    ...(mode === "calendar" && missed && { missed }),
    ...(mode !== "completion" && except && { except }),
  };
}
