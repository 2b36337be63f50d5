import { expect, test } from "vitest";
import { parse } from "../../src/features/filter/parse.ts";
import { rowsOf, textOf } from "../../src/features/filter/rows.ts";

const again = (text: string) => textOf(rowsOf(parse(text)));

test("what rows can say, they say again", () => {
  for (const text of [
    "assignee = me",
    'tag in ("bug", "docs") and priority >= high',
    "is open or is not blocked",
    "due is null and milestone is not null",
    'not title ~ "spam" and field."Story points" > 3',
    'status not in ("Done", "Cancelled")',
  ]) {
    expect(again(text)).toBe(text);
  }
});

test("one value needs no list, several do", () => {
  expect(again("tag in (bug)")).toBe("tag = bug");
  expect(
    textOf({ join: "and", rows: [{ field: "tag", compare: "!=", values: [word("a"), word("b")] }] }),
  ).toBe("tag not in (a, b)");
});

test("what they cannot say stands there as text, and keeps its meaning", () => {
  const rows = rowsOf(parse("is open and (tag = bug or not (priority = low and due < today))"));
  expect(rows.rows.map(row => row.raw)).toEqual([
    undefined,
    "tag = bug or not (priority = low and due < today)",
  ]);
  expect(textOf(rows)).toBe("is open and (tag = bug or not (priority = low and due < today))");
});

test("rows that ask for nothing yet are left out", () => {
  const rows = rowsOf(parse("is open"));
  const more = { ...rows, rows: [...rows.rows, { field: "tag", compare: "=" as const, values: [] }] };
  expect(textOf(more)).toBe("is open");
});

function word(text: string) {
  return { text, quoted: false };
}
