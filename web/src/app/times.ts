import { region, t } from "./i18n.ts";

/** Dates and times as the user's language writes them. A date without a time has no zone. */

const made = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = region() + JSON.stringify(options);
  let found = made.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(region(), options);
    made.set(name, found);
  }
  return found;
}

/** `2026-12-01` as an instant at its UTC noon, for formatting in UTC alone. */
export function atNoon(date: string): Date {
  return new Date(`${date}T12:00:00Z`);
}

/** Today where the user is. */
export function today(now = new Date()): string {
  const part = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}

export function addDays(date: string, days: number): string {
  const at = atNoon(date);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / 86_400_000);
}

/** `Today`, `Fri`, `3 Dec`, `3 Dec 2027`: as short as it can be understood. */
export function dayName(date: string, now = today()): string {
  const away = daysBetween(now, date);
  if (away >= -1 && away <= 1) {
    const text = new Intl.RelativeTimeFormat(region(), { numeric: "auto" }).format(away, "day");
    return text.charAt(0).toLocaleUpperCase(region()) + text.slice(1);
  }
  if (away > 1 && away < 7) {
    return format({ weekday: "long", timeZone: "UTC" }).format(atNoon(date));
  }
  const sameYear = date.slice(0, 4) === now.slice(0, 4);
  return format({
    day: "numeric",
    month: "short",
    ...(!sameYear && { year: "numeric" }),
    timeZone: "UTC",
  }).format(atNoon(date));
}

export function fullDay(date: string): string {
  return format({ weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    atNoon(date),
  );
}

export const times = {
  clock: (at: number | string) => format({ hour: "numeric", minute: "2-digit" }).format(new Date(at)),
  full: (at: number | string) => format({ dateStyle: "full", timeStyle: "short" }).format(new Date(at)),
  date: (at: number | string) => format({ dateStyle: "medium" }).format(new Date(at)),
};

const STEPS = [
  ["minute", 60],
  ["hour", 3_600],
  ["day", 86_400],
  ["week", 604_800],
  ["month", 2_629_800],
  ["year", 31_557_600],
] as const;

/** `5 minutes ago`; by a clock that is slow, what has just happened is not to come. */
export function ago(at: string, now = Date.now()): string {
  const seconds = Math.min(0, (new Date(at).getTime() - now) / 1_000);
  const size = -seconds;
  if (size < 45) {
    return t("app.just_now");
  }
  const [unit, length] = STEPS.findLast(([, step]) => size >= step) ?? STEPS[0];
  return new Intl.RelativeTimeFormat(region(), { numeric: "auto" }).format(
    Math.round(seconds / length),
    unit,
  );
}

export function list(names: readonly string[]): string {
  return new Intl.ListFormat(region(), { type: "conjunction" }).format(names);
}

export function number(value: number): string {
  return new Intl.NumberFormat(region()).format(value);
}

/** `1 – 14 Dec`: two days as one stretch. */
export function span(from: string, to: string): string {
  const year = from.slice(0, 4) !== today().slice(0, 4) || to.slice(0, 4) !== from.slice(0, 4);
  return format({
    day: "numeric",
    month: "short",
    ...(year && { year: "numeric" }),
    timeZone: "UTC",
  }).formatRange(atNoon(from), atNoon(to));
}

/** The days of the week from Monday, which is 1. */
export function weekdays(style: "long" | "short" | "narrow" = "long"): { number: number; name: string }[] {
  return [1, 2, 3, 4, 5, 6, 7].map(number => ({
    number,
    // The first of January 2024 was a Monday.
    name: format({ weekday: style, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, number, 12))),
  }));
}
