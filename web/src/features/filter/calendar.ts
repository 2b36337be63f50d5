import { addDays } from "../../app/times.ts";
import { Fault } from "./fault.ts";
import type { Given } from "./parse.ts";

/** Dates as people write them in filters: `today`, `yesterday+2w`, `end_of_month`, `2026-12-01`. */

/** The moment and the place for which a filter is read. */
export interface Calendar {
  /** In milliseconds. */
  readonly now: number;
  /** A name of the IANA time zone database. */
  readonly zone: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekStart: number;
}

/** A whole day of the calendar, or an instant in milliseconds. */
export type When = { readonly day: string } | { readonly at: number };

const FARTHEST = 100_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function parts(at: number, zone: string): { day: string; ms: number } {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  const found = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = `${found.year?.padStart(4, "0")}-${found.month}-${found.day}`;
  const ms = (Number(found.hour) * 60 + Number(found.minute)) * 60_000 + Number(found.second) * 1_000;
  return { day, ms };
}

/** The day of an instant, there. */
export function dayOf(at: number, zone: string): string {
  return parts(at, zone).day;
}

/** The first instant of a day, there. */
export function startOf(day: string, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`);
  // Zones are at most a day off; a second look settles the days on which clocks change.
  let at = wall;
  for (let look = 0; look < 3; look += 1) {
    const seen = parts(at, zone);
    const off = Date.parse(`${seen.day}T00:00:00Z`) + seen.ms - wall;
    if (off === 0) {
      return at;
    }
    at -= off;
  }
  return at;
}

export function endOf(day: string, zone: string): number {
  return startOf(addDays(day, 1), zone);
}

/** Reads a value. */
export function read(given: Given, calendar: Calendar): When {
  const text = given.text.toLowerCase();
  if (isDate(text)) {
    return { day: text };
  }
  if (/^\d.*t/.test(text)) {
    const at = Date.parse(given.text);
    if (!Number.isNaN(at) && /(z|[+-]\d\d:?\d\d)$/.test(text)) {
      return { at };
    }
  }
  const sign = text.search(/[+-]/);
  const name = sign < 0 ? text : text.slice(0, sign);
  const steps = stepsOf(sign < 0 ? "" : text.slice(sign));
  if (!steps) {
    throw new Fault(given.column, "date");
  }
  if (name === "now") {
    return {
      at: steps.reduce((at, [count, unit]) => at + count * hours(unit, given) * 3_600_000, calendar.now),
    };
  }
  let day = named(name, calendar);
  for (const [count, unit] of steps) {
    day = day && step(day, count, unit);
  }
  if (!day || !isDate(day)) {
    throw new Fault(given.column, "date");
  }
  return { day };
}

function hours(unit: string, given: Given): number {
  const found = { h: 1, d: 24, w: 168 }[unit];
  if (!found) {
    throw new Fault(given.column, "date");
  }
  return found;
}

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") {
    return false;
  }
  const at = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

function named(name: string, { now, zone, weekStart }: Calendar): string | undefined {
  const today = dayOf(now, zone);
  const week = () => {
    const weekday = new Date(`${today}T12:00:00Z`).getUTCDay() || 7;
    return addDays(today, -((weekday - weekStart + 7) % 7));
  };
  switch (name) {
    case "today":
      return today;
    case "yesterday":
      return addDays(today, -1);
    case "tomorrow":
      return addDays(today, 1);
    case "start_of_week":
      return week();
    case "end_of_week":
      return addDays(week(), 6);
    case "start_of_month":
      return `${today.slice(0, 7)}-01`;
    case "end_of_month":
      return lastOfMonth(today);
    case "start_of_year":
      return `${today.slice(0, 4)}-01-01`;
    case "end_of_year":
      return `${today.slice(0, 4)}-12-31`;
    default:
      return undefined;
  }
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0, 12)).toISOString().slice(0, 10);
}

function step(day: string, count: number, unit: string): string | undefined {
  if (unit === "d" || unit === "w") {
    return within(() => addDays(day, count * (unit === "w" ? 7 : 1)));
  }
  if (unit !== "m" && unit !== "y") {
    return undefined;
  }
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1 + count * (unit === "y" ? 12 : 1), 1, 12));
  return within(() => {
    const start = first.toISOString().slice(0, 10);
    const last = Number(lastOfMonth(start).slice(8));
    return `${start.slice(0, 8)}${String(Math.min(date, last)).padStart(2, "0")}`;
  });
}

function within(make: () => string): string | undefined {
  try {
    const day = make();
    return isDate(day) ? day : undefined;
  } catch {
    return undefined;
  }
}

/** Reads `+2w-1d`: counts and units. */
function stepsOf(text: string): [number, string][] | undefined {
  const found = [...text.matchAll(/([+-]\d+)([a-z])/gy)];
  const whole = found.map(([all]) => all).join("") === text;
  const steps = found.map(([, count, unit]): [number, string] => [Number(count), unit ?? ""]);
  return whole && steps.every(([count]) => Math.abs(count) <= FARTHEST) ? steps : undefined;
}
