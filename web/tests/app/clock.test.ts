import { afterEach, expect, test, vi } from "vitest";
import { onTick } from "../../src/app/clock.ts";
import { ago, today } from "../../src/app/times.ts";

vi.mock("../../src/app/i18n.ts", () => ({ t: (id: string) => id, region: () => "en" }));

afterEach(() => void vi.useRealTimers());

test("a page that is open at midnight is told of the new day, and rests when nobody looks", () => {
  vi.useFakeTimers({ now: new Date(2031, 2, 29, 23, 59, 50) });
  const days: string[] = [];
  const end = onTick(() => void days.push(today()));
  vi.advanceTimersByTime(30_000);
  expect(days).toEqual(["2031-03-30"]);
  end();
  vi.advanceTimersByTime(3_600_000);
  expect(days).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("where the clock is slow nothing has happened in the future", () => {
  const now = Date.UTC(2031, 2, 29, 12);
  expect(ago(new Date(now + 300_000).toISOString(), now)).toBe("app.just_now");
  expect(ago(new Date(now - 300_000).toISOString(), now)).toBe("5 minutes ago");
  expect(ago(new Date(now - 10_000).toISOString(), now)).toBe("app.just_now");
});
