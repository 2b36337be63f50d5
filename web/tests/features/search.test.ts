import { expect, test } from "vitest";
import { plain } from "../../src/features/search/hit.tsx";

test("a snippet shows what Markdown says, and keeps what only looks like it", () => {
  const text = (text: string) => plain({ text, hit: false }).text;
  expect(text("## Why people leave: **two of five** - [x] draw `the` page")).toBe(
    " Why people leave: two of five draw the page",
  );
  expect(text("C# and issue #12, 2 * 3, snake_case - as it is")).toBe(
    "C# and issue #12, 2 * 3, snake_case - as it is",
  );
});
