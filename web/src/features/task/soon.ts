import { addDays, atNoon, today } from "../../app/times.ts";

/** Moments that people put things off to. Pure. */

export const SNOOZES = ["later", "tomorrow", "week"] as const;
export type Snooze = (typeof SNOOZES)[number];

const MORNING = 9;
const LATER_MS = 3 * 3_600_000;

/** Nine in the morning of a day, where one is. */
export function morning(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day, MORNING);
}

/** Until when something is put off. The week begins at `weekStart`; 1 is Monday. */
export function snoozedUntil(snooze: Snooze, weekStart: number, now = new Date()): Date {
  const date = today(now);
  switch (snooze) {
    case "later":
      return new Date(now.getTime() + LATER_MS);
    case "tomorrow":
      return morning(addDays(date, 1));
    case "week": {
      const ahead = (weekStart - (atNoon(date).getUTCDay() || 7) + 7) % 7;
      return morning(addDays(date, ahead === 0 ? 7 : ahead));
    }
  }
}
