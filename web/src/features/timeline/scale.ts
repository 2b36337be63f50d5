import { addDays, atNoon, daysBetween } from "../../app/times.ts";

/** Days as places on a line. Pure. */

export const ZOOMS = ["day", "week", "month", "quarter"] as const;
export type Zoom = (typeof ZOOMS)[number];

/** How wide a day is, in pixels. */
export const WIDTHS: Record<Zoom, number> = { day: 40, week: 18, month: 7, quarter: 2.5 };

export interface Scale {
  readonly from: string;
  readonly to: string;
  readonly day: number;
  readonly width: number;
  /** Where a day begins. */
  x(day: string): number;
  /** The day at a place. */
  at(x: number): string;
}

/** A line that holds all of these days, with room before and behind them. */
export function scaleOf(days: readonly string[], now: string, zoom: Zoom): Scale {
  const day = WIDTHS[zoom];
  const room = Math.ceil(600 / day);
  const sorted = [...days, now].sort();
  // A date that is years away would make a line of miles.
  const most = 366 * 3;
  const first = sorted.find(one => daysBetween(one, now) <= most) ?? now;
  const last = sorted.findLast(one => daysBetween(now, one) <= most) ?? now;
  const from = `${addDays(first, -room).slice(0, 7)}-01`;
  const to = addDays(last, room);
  const count = daysBetween(from, to) + 1;
  return {
    from,
    to,
    day,
    width: count * day,
    x: one => daysBetween(from, one) * day,
    at: x => addDays(from, Math.floor(x / day)),
  };
}

export interface Tick {
  readonly day: string;
  readonly x: number;
  readonly width: number;
}

/** The months, or quarters, that a stretch of the line touches. */
export function months(scale: Scale, from: number, to: number, size: 1 | 3): Tick[] {
  const ticks: Tick[] = [];
  const [year = 0, month = 1] = scale.at(Math.max(0, from)).split("-").map(Number);
  const begin = (at: number) =>
    new Date(Date.UTC(year, Math.floor((month - 1) / size) * size + at * size, 1, 12))
      .toISOString()
      .slice(0, 10);
  for (let at = 0; ; at += 1) {
    const day = begin(at);
    const x = scale.x(day);
    if (x > to) {
      return ticks;
    }
    ticks.push({ day, x, width: scale.x(begin(at + 1)) - x });
  }
}

/** The days, or first days of weeks, of a stretch of the line. */
export function ticks(scale: Scale, from: number, to: number, size: 1 | 7, weekStart: number): Tick[] {
  const found: Tick[] = [];
  let day = scale.at(Math.max(0, from));
  if (size === 7) {
    const weekday = atNoon(day).getUTCDay() || 7;
    day = addDays(day, -((weekday - weekStart + 7) % 7));
  }
  for (let x = scale.x(day); x <= to; x += size * scale.day) {
    found.push({ day, x, width: size * scale.day });
    day = addDays(day, size);
  }
  return found;
}

interface End {
  readonly x: number;
  readonly y: number;
}

/** An arrow from the end of one bar to the beginning of another. `side` is 1 where lines run to the right. */
export function arrow(from: End, to: End): string {
  const out = from.x + 8;
  const into = to.x - 8;
  if (out <= into) {
    return `M${from.x} ${from.y} H${out} V${to.y} H${to.x}`;
  }
  // Back around: between the rows.
  const middle = from.y + (to.y > from.y ? 18 : -18);
  return `M${from.x} ${from.y} H${out} V${middle} H${into} V${to.y} H${to.x}`;
}

/** The way by which `to` already blocks `from`: linking them would close a circle. */
export function circle(
  blocks: readonly { readonly task_id: string; readonly other_id: string }[],
  from: string,
  to: string,
): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { task_id, other_id } of blocks) {
    next.set(task_id, [...(next.get(task_id) ?? []), other_id]);
  }
  const ways: string[][] = [[to]];
  const seen = new Set([to]);
  for (let way = ways.shift(); way; way = ways.shift()) {
    const at = way.at(-1) ?? "";
    if (at === from) {
      return way;
    }
    for (const one of next.get(at) ?? []) {
      if (!seen.has(one)) {
        seen.add(one);
        ways.push([...way, one]);
      }
    }
  }
  return undefined;
}
