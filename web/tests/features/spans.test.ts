import { expect, test } from "vitest";
import { shifted } from "../../src/features/quickadd/spans.ts";

test("a span moves with what is typed before it, stays with what comes after, and goes when it is edited", () => {
  const text = "call Renovation tomorrow";
  const span = [[16, 24]] as const;
  expect(shifted(span, text, `please ${text}`)).toEqual([[23, 31]]);
  expect(shifted(span, text, `${text} at noon`)).toEqual([[16, 24]]);
  expect(shifted(span, text, "call Renovation tomorow")).toEqual([]);
  expect(shifted(span, text, "tomorrow")).toEqual([[0, 8]]);
  expect(shifted([], text, "")).toEqual([]);
});
