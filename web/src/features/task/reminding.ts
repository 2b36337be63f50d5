import type { Reminder, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, times, today } from "../../app/times.ts";
import type { Change } from "../../sync/command.ts";
import { newId } from "../../sync/ids.ts";
import { morning } from "./soon.ts";

/** One's own reminders of a task: when they ring, in words, and how they come and go. Pure, but for new ids. */

/** When one wants to be reminded: at an instant, or so many minutes before the task is due. */
export type When = { readonly at: string } | { readonly before_minutes: number };

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
export const UNITS = { minutes: 1, hours: HOUR, days: DAY, weeks: WEEK } as const;
export type Unit = keyof typeof UNITS;
/** The server takes no more: a year. */
export const MOST_MINUTES = 365 * DAY;

/** What is usual before a due date that has a time, and before one that has none. */
export function usualBefore(due: Task["due"]): readonly number[] {
  return due?.time ? [0, 10, HOUR, DAY] : [0, DAY, 2 * DAY, WEEK];
}

/** `1 hour before`, in the largest unit that it is whole in. */
export function beforeInWords(minutes: number, due: Task["due"]): string {
  if (minutes === 0) {
    const clock = times.clock(morning(today()).getTime());
    return due && !due.time ? t("remind.on_day", { time: clock }) : t("remind.when_due");
  }
  const unit = (["weeks", "days", "hours"] as const).find(name => minutes % UNITS[name] === 0) ?? "minutes";
  return t(`remind.${unit}_before`, { count: minutes / UNITS[unit] });
}

export function instantInWords(at: string): string {
  return t("remind.at", { day: dayName(today(new Date(at))), time: times.clock(at) });
}

export function inWords(reminder: Pick<Reminder, "at" | "before_minutes">, due: Task["due"]): string {
  return reminder.at ? instantInWords(reminder.at) : beforeInWords(reminder.before_minutes ?? 0, due);
}

/** The next to ring first, then those that have rung. */
export function inOrder(reminders: readonly Reminder[]): Reminder[] {
  const rings = (one: Reminder) => (hasRung(one) ? "9" : "0") + (one.fires_at ?? one.at ?? "5");
  return [...reminders].sort((one, other) => (rings(one) < rings(other) ? -1 : 1));
}

export function hasRung(reminder: Reminder): boolean {
  return Boolean(reminder.fired_at);
}

/** Whether there is such a reminder already. */
export function isSame(reminder: Reminder, when: When): boolean {
  return "at" in when
    ? !!reminder.at && new Date(reminder.at).getTime() === new Date(when.at).getTime()
    : !reminder.at && reminder.before_minutes === when.before_minutes;
}

export function remind(
  task: Pick<Task, "id" | "workspace_id">,
  me: string,
  when: When,
  id = newId(),
  now = new Date().toISOString(),
): Change {
  const row = {
    id,
    workspace_id: task.workspace_id,
    task_id: task.id,
    user_id: me,
    at: "at" in when ? when.at : null,
    before_minutes: "at" in when ? null : when.before_minutes,
    fires_at: "at" in when ? when.at : null,
    fired_at: null,
    version: 0,
    created_at: now,
    updated_at: now,
  } satisfies Reminder;
  return {
    thing: { entity: "reminder", id },
    stream: "me",
    kind: "create",
    fields: row,
    method: "POST",
    path: `/tasks/${task.id}/reminders`,
    body: { id, ...when },
    after: [{ entity: "task", id: task.id }],
    answers: "reminder",
    undo: row => row && forget(row as unknown as Reminder),
  };
}

/** Taken away; undo sets one like it. */
export function forget(reminder: Reminder): Change {
  const task = { id: reminder.task_id, workspace_id: reminder.workspace_id };
  const when = reminder.at ? { at: reminder.at } : { before_minutes: reminder.before_minutes ?? 0 };
  return {
    thing: { entity: "reminder", id: reminder.id },
    stream: "me",
    kind: "remove",
    method: "DELETE",
    path: `/reminders/${reminder.id}`,
    undo: () => remind(task, reminder.user_id, when),
  };
}
