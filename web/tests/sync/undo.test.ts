import { expect, test } from "vitest";
import type { Change } from "../../src/sync/command.ts";
import type { Data, Thing } from "../../src/sync/frames.ts";
import { type Done, Undo } from "../../src/sync/undo.ts";

const rows = new Map<string, Data>();
const thing = (id: string): Thing => ({ entity: "task", id });

function undo(): Undo {
  rows.clear();
  return new Undo(({ id }) => rows.get(id));
}

function patch(id: string, fields: Data): Change {
  return { thing: thing(id), kind: "patch", fields, method: "PATCH", path: `/tasks/${id}`, body: fields };
}

/** Sets a field and remembers how it was. */
function set(id: string, field: string, value: unknown): Done {
  const before = rows.get(id)?.[field];
  rows.set(id, { ...rows.get(id), [field]: value });
  return {
    cause: `${id} ${field} ${value}`,
    thing: thing(id),
    after: { [field]: value },
    back: () => patch(id, { [field]: before }),
  };
}

test("many things are one step, each back to its own value", () => {
  const history = undo();
  rows.set("a", { priority: "low" }).set("b", { priority: "high" });
  history.did({
    label: "priority",
    at: 0,
    done: [set("a", "priority", "none"), set("b", "priority", "none")],
  });
  expect(history.takeUndo()).toEqual({
    label: "priority",
    moved: [],
    changes: [patch("b", { priority: "high" }), patch("a", { priority: "low" })],
  });
  expect(history.takeUndo()).toBeUndefined();
});

test("where somebody moved on nothing is overwritten", () => {
  const history = undo();
  history.did({ label: "x", at: 0, done: [set("a", "priority", "low"), set("b", "priority", "low")] });
  rows.set("a", { priority: "urgent" });
  rows.set("b", { priority: "low", title: "renamed by somebody" });
  const taken = history.takeUndo();
  expect(taken?.moved).toEqual([thing("a")]);
  expect(taken?.changes).toHaveLength(1);
});

test("what one request does not bring back, several do", () => {
  const history = undo();
  const both = [patch("a", { read_at: null }), patch("a", { read_at: "then" })];
  history.did({ label: "x", at: 0, done: [{ ...set("a", "read_at", "now"), back: () => both }] });
  const made: Change[] = [];
  expect(history.takeUndo(change => void made.push(change))).toEqual({
    label: "x",
    moved: [],
    changes: both,
  });
  expect(made).toEqual(both);
});

test("the place that the server chose is the one that counts", () => {
  const history = undo();
  history.did({ label: "move", at: 0, done: [set("a", "position", "a0V")] });
  history.settled("a position a0V", { position: "a0G", title: "other" });
  rows.set("a", { position: "a0G" });
  expect(history.takeUndo()?.changes).toHaveLength(1);
});

test("an instant that the server set stands for the one that was shown", () => {
  const history = undo();
  history.did({ label: "trash", at: 0, done: [set("a", "deleted_at", "now")] });
  rows.set("a", { deleted_at: "a second later" });
  expect(history.takeUndo()?.moved).toEqual([]);
  history.did({ label: "trash", at: 0, done: [set("a", "deleted_at", "now")] });
  rows.set("a", {});
  expect(history.takeUndo()?.moved).toHaveLength(1);
});

test("what was refused is not undone", () => {
  const history = undo();
  history.did({ label: "one", at: 0, done: [set("a", "x", 1)] });
  history.did({ label: "two", at: 0, done: [set("a", "y", 1), set("b", "y", 1)] });
  history.refused("a x 1");
  history.refused("a y 1");
  expect(history.takeUndo()?.changes).toEqual([patch("b", { y: undefined })]);
  expect(history.canUndo).toBe(false);
});

test("redo ends with the next step of one's own, and fifty steps are kept", () => {
  const history = undo();
  for (let count = 0; count < 60; count += 1) {
    history.did({ label: `${count}`, at: count, done: [set("a", "n", count)] });
  }
  expect(history.takeUndo()?.label).toBe("59");
  history.undid({ label: "59", at: 60, done: [set("a", "n", 58)] });
  expect(history.canRedo).toBe(true);
  history.did({ label: "new", at: 61, done: [set("a", "n", 1)] });
  expect(history.canRedo).toBe(false);
  let count = 0;
  while (history.takeUndo()) {
    count += 1;
  }
  expect(count).toBe(50);
});
