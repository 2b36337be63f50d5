import type { Task } from "../../api/types.ts";
import { addDays, daysBetween } from "../../app/times.ts";

/** Tasks on the days of a calendar. Pure. */

export type Mode = "month" | "week";

export function startOfWeek(day: string, weekStart: number): string {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay() || 7;
  return addDays(day, -((weekday - weekStart + 7) % 7));
}

/** The weeks that are shown around a day: those of its month, or its own. Each is seven days. */
export function weeksOf(day: string, mode: Mode, weekStart: number): string[][] {
  const first = startOfWeek(mode === "week" ? day : `${day.slice(0, 7)}-01`, weekStart);
  const weeks: string[][] = [];
  for (let start = first; ; start = addDays(start, 7)) {
    if (weeks.length > 0 && (mode === "week" || start.slice(0, 7) > day.slice(0, 7))) {
      return weeks;
    }
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(start, at)));
  }
}

/** The same day of another month, or its last one; or of another week. */
export function step(day: string, mode: Mode, by: 1 | -1): string {
  if (mode === "week") {
    return addDays(day, 7 * by);
  }
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + by, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + by, Math.min(date, last), 12)).toISOString().slice(0, 10);
}

export interface Span {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** From start to due; a task with one of them is of that day alone. */
export function spanOf({ id, start_on, due }: Pick<Task, "id" | "start_on" | "due">): Span | undefined {
  const to = due?.date ?? start_on;
  if (!to) {
    return undefined;
  }
  const [from = to, until = to] = [start_on ?? to, to].sort();
  return { id, from, to: until };
}

export interface Placed extends Span {
  /** Columns of the week, the last one included. */
  readonly first: number;
  readonly last: number;
  readonly lane: number;
  /** It goes on before, or after, this week. */
  readonly before: boolean;
  readonly after: boolean;
}

export interface WeekLayout {
  readonly placed: readonly Placed[];
  /** By day: those that have no room. */
  readonly hidden: readonly (readonly string[])[];
}

/** Puts spans, in their order, into the lanes of a week; `lanes` is how many there is room for. */
export function layout(days: readonly string[], spans: readonly Span[], lanes: number): WeekLayout {
  const [monday, sunday] = [days[0] ?? "", days.at(-1) ?? ""];
  const here = spans.filter(span => span.from <= sunday && span.to >= monday);
  // What lasts longer comes first, so that it stays in one line; the rest as it came.
  const ordered = here
    .map((span, at) => ({ span, at, long: daysBetween(span.from, span.to) }))
    .sort(
      (one, other) =>
        Number(other.long > 0) - Number(one.long > 0) || other.long - one.long || one.at - other.at,
    );
  const taken: boolean[][] = [];
  const all: Placed[] = ordered.map(({ span }) => {
    const first = Math.max(0, daysBetween(monday, span.from));
    const last = Math.min(days.length - 1, daysBetween(monday, span.to));
    let lane = 0;
    while (taken[lane]?.slice(first, last + 1).some(Boolean)) {
      lane += 1;
    }
    taken[lane] ??= days.map(() => false);
    (taken[lane] as boolean[]).fill(true, first, last + 1);
    return { ...span, first, last, lane, before: span.from < monday, after: span.to > sunday };
  });
  const crowded = days.map((_, day) =>
    all.some(one => one.lane >= lanes && one.first <= day && one.last >= day),
  );
  // Where some do not fit, the last line says how many.
  const fits = (one: Placed) => {
    const tight = crowded.slice(one.first, one.last + 1).some(Boolean);
    return one.lane < (tight ? Math.max(0, lanes - 1) : lanes);
  };
  return {
    placed: all.filter(fits),
    hidden: days.map((_, day) =>
      all.filter(one => !fits(one) && one.first <= day && one.last >= day).map(one => one.id),
    ),
  };
}

export type Handle = "whole" | "start" | "end";

/** The dates after a drag by some days, or undefined when nothing changes. */
export function moved(
  { start_on, due }: Pick<Task, "start_on" | "due">,
  handle: Handle,
  by: number,
): { start_on?: string; due?: NonNullable<Task["due"]> } | undefined {
  if (by === 0 || (!start_on && !due)) {
    return undefined;
  }
  if (handle === "whole") {
    return {
      ...(start_on && { start_on: addDays(start_on, by) }),
      ...(due && { due: { ...due, date: addDays(due.date, by) } }),
    };
  }
  const end = due?.date ?? start_on ?? "";
  const begin = start_on ?? end;
  if (handle === "end") {
    const date = addDays(end, by);
    return { due: { ...(due ?? {}), date: [date, begin].sort().at(-1) ?? date } };
  }
  const date = addDays(begin, by);
  return {
    start_on: [date, end].sort()[0] ?? date,
    // What had no due date begins elsewhere, and ends where it was.
    ...(!due && { due: { date: end } }),
  };
}
