import { expect, test } from "vitest";
import type { Comment } from "../../src/api/types.ts";
import { type Shown, stream } from "../../src/features/task/stream.ts";
import type { Entry } from "../../src/features/task/told.ts";

const said = (id: string, created_at: string, parent_id: string | null = null) =>
  ({ id, created_at, parent_id }) as unknown as Comment;
const did = (id: string, at: string, entity = "task") => ({ id, at, entity }) as unknown as Entry;

const comments = [
  said("first", "2026-11-01T10:00:00Z"),
  said("answer", "2026-11-03T10:00:00Z", "first"),
  said("second", "2026-11-02T10:00:00.500Z"),
];
// As the server tells them: the newest first.
const entries = [
  did("moved", "2026-11-02T11:00:00Z"),
  did("commented", "2026-11-02T10:00:00.500Z", "comment"),
  did("tagged", "2026-11-02T10:00:00Z"),
  did("named", "2026-11-02T10:00:00Z"),
  did("made", "2026-10-31T10:00:00Z"),
];

const ids = (shown: Shown) =>
  stream(comments, entries, shown).map(one => ("said" in one ? one.said.id : one.did.id));

test("what was said and done stands in one order, from the past to now", () => {
  expect(ids("all")).toEqual(["made", "first", "named", "tagged", "second", "moved"]);
});

test("answers stand with what they answer, whenever they were given", () => {
  const [, first] = stream(comments, entries, "all");
  expect(first && "said" in first && first.answers.map(one => one.id)).toEqual(["answer"]);
});

test("a comment is not told a second time, unless only what was done is wanted", () => {
  expect(ids("all")).not.toContain("commented");
  expect(ids("activity")).toEqual(["made", "named", "tagged", "commented", "moved"]);
  expect(ids("comments")).toEqual(["first", "second"]);
});
