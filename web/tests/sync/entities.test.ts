import { expect, test, vi } from "vitest";
import { Entities, kindTopic, listTopic, rowTopic } from "../../src/sync/entities.ts";
import { comparePlace, placeBetween } from "../../src/sync/place.ts";
import type { Index } from "../../src/sync/sorted.ts";

const COLUMN: Index = {
  name: "column",
  entity: "task",
  keys: row => (row.gone ? [] : [String(row.status)]),
  compare: (one, other) => comparePlace(String(one.position), String(other.position)),
};

const told = () => new Promise<void>(resolve => queueMicrotask(() => queueMicrotask(resolve)));

function store(...rows: [string, string, string][]): Entities {
  const entities = new Entities([COLUMN]);
  for (const [id, status, position] of rows) {
    entities.set("task", id, { status, position });
  }
  entities.flush();
  return entities;
}

test("lists are sorted by place, then by id, whatever the order of writing", () => {
  const entities = store(["c", "todo", "a1"], ["b", "todo", "a0"], ["a", "todo", "a1"], ["z", "done", "a0"]);
  expect(entities.ids("column", "todo")).toEqual(["b", "a", "c"]);
  expect(entities.ids("column", "done")).toEqual(["z"]);
  expect(entities.ids("column", "nothing")).toEqual([]);
});

test("a list is the same array until it changes; a row's other fields do not change it", async () => {
  const entities = store(["a", "todo", "a0"], ["b", "todo", "a1"]);
  const before = entities.ids("column", "todo");
  const list = vi.fn();
  const row = vi.fn();
  entities.subscribe(listTopic("column", "todo"), list);
  entities.subscribe(rowTopic("task", "a"), row);
  entities.set("task", "a", { status: "todo", position: "a0", title: "new" });
  await told();
  expect(entities.ids("column", "todo")).toBe(before);
  expect([list.mock.calls.length, row.mock.calls.length]).toEqual([0, 1]);
});

test("moving tells both lists, and whoever looks elsewhere is left alone", async () => {
  const entities = store(["a", "todo", "a0"], ["b", "todo", "a1"], ["c", "done", "a0"], ["d", "other", "a0"]);
  const calls: string[] = [];
  for (const key of ["todo", "done", "other"]) {
    entities.subscribe(listTopic("column", key), () => void calls.push(key));
  }
  entities.subscribe(rowTopic("task", "b"), () => void calls.push("row b"));
  entities.set("task", "a", { status: "done", position: "a1" });
  expect(calls).toEqual([]);
  await told();
  expect(calls.sort()).toEqual(["done", "todo"]);
  expect(entities.ids("column", "todo")).toEqual(["b"]);
  expect(entities.ids("column", "done")).toEqual(["c", "a"]);
});

test("all writes of a turn are told once, and everything is in place by then", async () => {
  const entities = store();
  const seen: number[] = [];
  entities.subscribe(
    listTopic("column", "todo"),
    () => void seen.push(entities.ids("column", "todo").length),
  );
  for (let count = 0; count < 50; count += 1) {
    entities.set("task", `t${count}`, { status: "todo", position: `a${count % 10}` });
  }
  await told();
  expect(seen).toEqual([50]);
});

test("what is held is told when it is let go", async () => {
  const entities = store();
  const listener = vi.fn();
  entities.subscribe(kindTopic("task"), listener);
  const letGo = entities.hold();
  entities.set("task", "a", { status: "todo", position: "a0" });
  await told();
  expect(listener).not.toHaveBeenCalled();
  letGo();
  await told();
  expect(listener).toHaveBeenCalledOnce();
});

test("rows that are hidden or gone stand in no list", () => {
  const entities = store(["a", "todo", "a0"], ["b", "todo", "a1"]);
  entities.set("task", "a", { status: "todo", position: "a0", gone: true });
  expect(entities.ids("column", "todo")).toEqual(["b"]);
  entities.set("task", "b", undefined);
  expect(entities.ids("column", "todo")).toEqual([]);
  expect(entities.keys("column")).toEqual([]);
});

test("random lives of 300 rows end as sorting everything anew would", () => {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  const entities = new Entities([COLUMN]);
  const rows = new Map<string, { status: string; position: string }>();
  for (let step = 0; step < 5_000; step += 1) {
    const id = `t${random(300)}`;
    if (random(6) === 0) {
      rows.delete(id);
      entities.set("task", id, undefined);
    } else {
      const row = { status: `s${random(4)}`, position: `a${random(40)}` };
      rows.set(id, row);
      const write = () => entities.set("task", id, row);
      random(3) === 0 ? entities.bulk(write) : write();
    }
  }
  for (const key of ["s0", "s1", "s2", "s3"]) {
    const expected = [...rows]
      .filter(([, row]) => row.status === key)
      .sort(([a, one], [b, other]) => comparePlace(one.position, other.position) || comparePlace(a, b))
      .map(([id]) => id);
    expect(entities.ids("column", key)).toEqual(expected);
  }
});

test("a place is between its neighbours, also where they nearly touch", () => {
  const pairs: [string | undefined, string | undefined][] = [
    [undefined, "a0"],
    ["a0", undefined],
    [undefined, undefined],
    ["a0", "a1"],
    ["a0", "a0V"],
    ["a0V", "a1"],
    ["Zz", "a0"],
    ["a0", "a001"],
    ["az", "b00"],
  ];
  for (const [low, high] of pairs) {
    const place = placeBetween(low, high);
    expect(low === undefined || place > low, `${place} after ${low}`).toBe(true);
    expect(high === undefined || place < high, `${place} before ${high}`).toBe(true);
  }
});

test("sixty drops into one gap find sixty places", () => {
  let high = "a1";
  for (let count = 0; count < 60; count += 1) {
    const place = placeBetween("a0", high);
    expect(place > "a0" && place < high, `${place} before ${high}`).toBe(true);
    high = place;
  }
});
