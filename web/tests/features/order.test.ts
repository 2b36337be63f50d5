import { expect, test } from "vitest";
import type { Status, Task } from "../../src/api/types.ts";
import { moveTo } from "../../src/features/task/changes.ts";
import { movesTo } from "../../src/features/task/order.ts";
import { Entities } from "../../src/sync/entities.ts";
import type { Data } from "../../src/sync/frames.ts";
import { LISTS } from "../../src/sync/lists.ts";

const P = "p";
const todo = { id: "todo", project_id: P, category: "todo" } as Status;
const done = { id: "done", project_id: P, category: "done" } as Status;

function board(...rows: [string, string, string][]): Entities {
  const entities = new Entities(LISTS);
  entities.set("status", "todo", todo as unknown as Data);
  entities.set("status", "done", done as unknown as Data);
  for (const [id, status, position] of rows) {
    entities.set("task", id, { id, project_id: P, status_id: status, position, version: 1 });
  }
  return entities;
}

const task = (entities: Entities, id: string) => entities.get("task", id) as unknown as Task;
const ids = (entities: Entities, status: string) => entities.ids("column", `${P}/${status}`);

/** Shows changes as the live layer does. */
function show(entities: Entities, changes: ReturnType<typeof movesTo>): void {
  for (const { thing, fields } of changes) {
    entities.set(thing.entity, thing.id, { ...entities.get(thing.entity, thing.id), ...fields });
  }
}

test("between two cards: the neighbours are named, and the eye sees it there at once", () => {
  const entities = board(["a", "done", "a0"], ["b", "done", "a1"], ["x", "todo", "a0"]);
  const changes = movesTo(entities, [task(entities, "x")], P, done, 1);
  expect(changes).toHaveLength(1);
  expect(changes[0]).toMatchObject({
    method: "POST",
    path: "/tasks/x/move",
    body: { status_id: "done", after_id: "a", before_id: "b" },
  });
  show(entities, changes);
  expect(ids(entities, "done")).toEqual(["a", "x", "b"]);
  expect(ids(entities, "todo")).toEqual([]);
});

test("to the ends of a column, and into an empty one", () => {
  const entities = board(["a", "done", "a0"], ["x", "todo", "a0"], ["y", "todo", "a1"]);
  expect(movesTo(entities, [task(entities, "x")], P, done, 0)[0]?.body).toEqual({
    status_id: "done",
    before_id: "a",
  });
  expect(movesTo(entities, [task(entities, "x")], P, done, 1)[0]?.body).toEqual({
    status_id: "done",
    after_id: "a",
  });
  const empty = board(["x", "todo", "a0"]);
  expect(movesTo(empty, [task(empty, "x")], P, done, 0)[0]?.body).toEqual({ status_id: "done" });
});

test("several go together in their order, each behind the one before", () => {
  const entities = board(["a", "done", "a0"], ["b", "done", "a1"], ["x", "todo", "a0"], ["y", "todo", "a1"]);
  const changes = movesTo(entities, [task(entities, "x"), task(entities, "y")], P, done, 1);
  expect(changes.map(change => change.body)).toEqual([
    { status_id: "done", after_id: "a", before_id: "b" },
    { status_id: "done", after_id: "x", before_id: "b" },
  ]);
  show(entities, changes);
  expect(ids(entities, "done")).toEqual(["a", "x", "y", "b"]);
});

test("what stands there already is not moved", () => {
  const entities = board(["a", "todo", "a0"], ["b", "todo", "a1"], ["c", "todo", "a2"]);
  expect(movesTo(entities, [task(entities, "b")], P, todo, 1)).toEqual([]);
  expect(movesTo(entities, [task(entities, "b")], P, todo, 2)).toEqual([]);
  expect(movesTo(entities, [task(entities, "b")], P, todo, 3)).toHaveLength(1);
});

test("undo goes back between the neighbours of then, as far as they are still there", () => {
  const entities = board(["a", "todo", "a0"], ["b", "todo", "a1"], ["c", "todo", "a2"], ["z", "done", "a0"]);
  const [change] = movesTo(entities, [task(entities, "b")], P, done, 1);
  show(entities, [change as NonNullable<typeof change>]);
  entities.set("task", "a", undefined);
  const back = change?.undo?.(entities.get("task", "b"));
  expect(back).toMatchObject({ body: { status_id: "todo", before_id: "c" }, fields: { position: "a1" } });
  expect(back).not.toHaveProperty("body.after_id");
});

test("into another project the change says so", () => {
  const entities = board(["a", "todo", "a0"]);
  const other = { ...done, id: "other", project_id: "q" } as Status;
  const [change] = movesTo(entities, [task(entities, "a")], "q", other, 0);
  expect(change?.body).toEqual({ status_id: "other", project_id: "q" });
  expect(change?.fields).toMatchObject({ project_id: "q", status_id: "other" });
  expect(
    moveTo(
      task(entities, "a"),
      { status: other, afterId: undefined, beforeId: undefined, position: "a0" },
      undefined,
    ).undo,
  ).toBeUndefined();
});
