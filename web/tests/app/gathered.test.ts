import { expect, test, vi } from "vitest";
import { gathered } from "../../src/app/gathered.ts";

test("what comes close together is handed on as one", () => {
  vi.useFakeTimers();
  const taken: (readonly string[])[] = [];
  const give = gathered<string>(300, all => void taken.push(all));
  give("a");
  vi.advanceTimersByTime(200);
  give("b");
  vi.advanceTimersByTime(299);
  expect(taken).toEqual([]);
  vi.advanceTimersByTime(1);
  give("c");
  vi.advanceTimersByTime(300);
  expect(taken).toEqual([["a", "b"], ["c"]]);
  vi.useRealTimers();
});
