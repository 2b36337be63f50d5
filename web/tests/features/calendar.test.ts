import { expect, test } from "vitest";
import { layout, moved, spanOf, startOfWeek, step, weeksOf } from "../../src/features/calendar/days.ts";

const week = weeksOf("2026-12-02", "week", 1)[0] as string[];

test("weeks begin where the workspace says, and a month shows all of its own", () => {
  expect(startOfWeek("2026-12-02", 1)).toBe("2026-11-30");
  expect(startOfWeek("2026-12-02", 7)).toBe("2026-11-29");
  const month = weeksOf("2026-12-15", "month", 1);
  expect([month[0]?.[0], month.at(-1)?.at(-1), month.length]).toEqual(["2026-11-30", "2027-01-03", 5]);
  // A February that fills four weeks exactly.
  expect(weeksOf("2027-02-10", "month", 1).length).toBe(4);
  expect(step("2026-01-31", "month", 1)).toBe("2026-02-28");
  expect(step("2026-12-31", "month", 1)).toBe("2027-01-31");
  expect(step("2026-12-02", "week", -1)).toBe("2026-11-25");
});

test("tasks lie from start to due, in lines that do not cross", () => {
  const spans = [
    { id: "b", from: "2026-12-02", to: "2026-12-02" },
    { id: "long", from: "2026-11-20", to: "2026-12-03" },
    { id: "a", from: "2026-12-04", to: "2026-12-20" },
    { id: "gone", from: "2026-12-08", to: "2026-12-09" },
  ];
  const { placed, hidden } = layout(week, spans, 3);
  const line = (id: string) => placed.find(one => one.id === id);
  expect(line("long")).toMatchObject({ first: 0, last: 3, lane: 0, before: true, after: false });
  expect(line("a")).toMatchObject({ first: 4, last: 6, lane: 0, before: false, after: true });
  expect(line("b")).toMatchObject({ first: 2, last: 2, lane: 1 });
  expect(line("gone")).toBeUndefined();
  expect(hidden.flat()).toEqual([]);
});

test("where there is no room, the last line says how many more", () => {
  const spans = ["a", "b", "c", "d", "e"].map(id => ({ id, from: "2026-12-01", to: "2026-12-01" }));
  const { placed, hidden } = layout(week, spans, 3);
  expect(placed.map(one => one.id)).toEqual(["a", "b"]);
  expect(hidden[1]).toEqual(["c", "d", "e"]);
});

test("drags change both dates, or one end, which never passes the other", () => {
  const task = {
    id: "t",
    start_on: "2026-12-01",
    due: { date: "2026-12-03", time: "09:00", timezone: "UTC" },
  };
  expect(spanOf(task)).toEqual({ id: "t", from: "2026-12-01", to: "2026-12-03" });
  expect(moved(task, "whole", 2)).toEqual({
    start_on: "2026-12-03",
    due: { date: "2026-12-05", time: "09:00", timezone: "UTC" },
  });
  expect(moved(task, "end", -9)?.due?.date).toBe("2026-12-01");
  expect(moved(task, "start", 9)).toEqual({ start_on: "2026-12-03" });
  expect(moved(task, "whole", 0)).toBeUndefined();
  expect(moved({ start_on: null, due: { date: "2026-12-03" } }, "start", -1)).toEqual({
    start_on: "2026-12-02",
  });
});
