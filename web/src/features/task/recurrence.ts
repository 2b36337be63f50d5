import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { fullDay, list, weekdays } from "../../app/times.ts";

export type Recurrence = NonNullable<Task["recurrence"]>;

/** How it goes on: when an occurrence is done, or by the calendar. */
export type Mode = NonNullable<Recurrence["mode"]>;

const UNITS = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;
const WEEKDAYS = "MO,TU,WE,TH,FR";
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** The parts of an RFC 5545 rule. */
export function partsOf(rrule: string): Record<string, string> {
  const text = rrule.replace(/^RRULE:/, "");
  return Object.fromEntries(text.split(";").map(part => part.split("=") as [string, string]));
}

/** A rule in words: `Every 2 weeks on Monday and Thursday`. What it cannot say it shows as it stands. */
export function inWords(recurrence: Recurrence): string {
  const parts = partsOf(recurrence.rrule);
  const unit = UNITS[parts["FREQ"] as keyof typeof UNITS];
  const known = new Set(["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST"]);
  if (!unit || Object.keys(parts).some(name => !known.has(name))) {
    return recurrence.rrule;
  }
  if (parts["BYDAY"] === WEEKDAYS && (parts["INTERVAL"] ?? "1") === "1" && unit === "week") {
    return withEnd([t("task.every_weekday")], parts, recurrence.mode);
  }
  const every = t(`task.every.${unit}`, { count: Number(parts["INTERVAL"] ?? 1) });
  const days = parts["BYDAY"]?.split(",") ?? [];
  if (days.some(day => !DAYS.includes(day))) {
    return recurrence.rrule;
  }
  const names = weekdays();
  const onDays = days.map(day => names[DAYS.indexOf(day)]?.name ?? day);
  const text = [every];
  if (onDays.length > 0) {
    text.push(t("task.on_days", { days: list(onDays) }));
  }
  if (parts["BYMONTHDAY"]) {
    const day = Number(parts["BYMONTHDAY"]);
    text.push(day === -1 ? t("task.on_last_day") : t("task.on_monthday", { day }));
  }
  return withEnd(text, parts, recurrence.mode);
}

/** When it ends, and what it counts from. */
function withEnd(text: string[], parts: Record<string, string>, mode: Recurrence["mode"]): string {
  if (parts["COUNT"]) {
    text.push(t("task.times", { count: Number(parts["COUNT"]) }));
  }
  if (parts["UNTIL"]) {
    text.push(
      t("task.until", { date: fullDay(parts["UNTIL"].replace(/^(\d{4})(\d\d)(\d\d).*/, "$1-$2-$3")) }),
    );
  }
  if (mode === "completion") {
    text.push(t("task.after_completion"));
  } else if (mode === "calendar") {
    text.push(t("task.on_its_date"));
  }
  return text.join(t("task.and_so"));
}

/** The rules that are one choice away. `date` is the due date that they start from. */
export function commonRules(date: string): { id: string; rule: Recurrence }[] {
  const at = new Date(`${date}T12:00:00Z`);
  const day = DAYS[(at.getUTCDay() + 6) % 7] ?? "MO";
  const rule = (rrule: string): Recurrence => ({ rrule, mode: "schedule" });
  return [
    { id: "daily", rule: rule("FREQ=DAILY") },
    { id: "weekdays", rule: rule("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR") },
    { id: "weekly", rule: rule(`FREQ=WEEKLY;BYDAY=${day}`) },
    { id: "fortnightly", rule: rule(`FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`) },
    { id: "monthly", rule: rule(`FREQ=MONTHLY;BYMONTHDAY=${at.getUTCDate()}`) },
    { id: "yearly", rule: rule("FREQ=YEARLY") },
  ];
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
