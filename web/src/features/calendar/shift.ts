import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName } from "../../app/times.ts";
import { getLive } from "../../sync/hooks.ts";
import { announce } from "../../ui/announce.ts";
import { setFields } from "../task/changes.ts";
import { type Handle, moved } from "./days.ts";

/** Moves the dates of tasks by days, and says where they are. */
export function shift(tasks: readonly Task[], handle: Handle, by: number): void {
  const changes = tasks.flatMap(task => {
    const fields = moved(task, handle, by);
    return fields ? [setFields(task, fields)] : [];
  });
  if (changes.length > 0) {
    getLive()?.change(changes, "due");
    const [first] = tasks;
    const after = first && moved(first, handle, by);
    const date = after?.due?.date ?? after?.start_on;
    if (first && date) {
      announce(t("calendar.moved", { key: first.key, title: first.title, day: dayName(date) }));
    }
  }
}

/** Gives tasks without dates a day. */
export function schedule(tasks: readonly Task[], date: string): void {
  if (tasks.length > 0) {
    getLive()?.change(
      tasks.map(task => setFields(task, { due: { ...(task.due ?? {}), date } })),
      "due",
    );
    const [first] = tasks;
    if (first) {
      announce(t("calendar.moved", { key: first.key, title: first.title, day: dayName(date) }));
    }
  }
}
