import { expect, test } from "vitest";
import { arrow, circle, months, scaleOf, ticks } from "../../src/features/timeline/scale.ts";

const scale = scaleOf(["2026-12-10", "2027-01-20"], "2026-12-01", "week");

test("days have places, and places days", () => {
  expect(scale.at(scale.x("2026-12-10"))).toBe("2026-12-10");
  expect(scale.at(scale.x("2026-12-10") + scale.day - 1)).toBe("2026-12-10");
  expect(scale.x("2026-12-11") - scale.x("2026-12-10")).toBe(scale.day);
});

test("a date that is ages away makes no line of miles", () => {
  expect(scaleOf(["1970-01-01", "2026-12-03"], "2026-12-01", "day").width).toBeLessThan(40 * 100);
});

test("months and weeks are where they begin", () => {
  const from = scale.x("2026-12-15");
  expect(months(scale, from, from + 600, 1).map(tick => tick.day)).toEqual(["2026-12-01", "2027-01-01"]);
  expect(months(scale, from, from + 10, 3)[0]?.day).toBe("2026-10-01");
  const weeks = ticks(scale, from, from + 14 * scale.day, 7, 1);
  expect(weeks[0]?.day).toBe("2026-12-14");
  expect(weeks[1]?.day).toBe("2026-12-21");
});

test("arrows go on, or around when there is no room", () => {
  expect(arrow({ x: 10, y: 18 }, { x: 60, y: 54 })).toBe("M10 18 H18 V54 H60");
  expect(arrow({ x: 60, y: 18 }, { x: 10, y: 54 })).toBe("M60 18 H68 V36 H2 V54 H10");
});

test("a circle is found, with the way that closes it", () => {
  const blocks = [
    { task_id: "a", other_id: "b" },
    { task_id: "b", other_id: "c" },
  ];
  expect(circle(blocks, "c", "a")).toEqual(["a", "b", "c"]);
  expect(circle(blocks, "a", "c")).toBeUndefined();
});
