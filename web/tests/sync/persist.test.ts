import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { Disk } from "../../src/sync/disk.ts";
import { Drafts } from "../../src/sync/drafts.ts";
import { readFrame } from "../../src/sync/frames.ts";
import { Persist } from "../../src/sync/persist.ts";
import { Replica } from "../../src/sync/replica.ts";

afterEach(() => void vi.useRealTimers());

test("who signs out leaves nothing that still writes", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  const disk = new Disk("persist");
  const replica = new Replica("w");
  replica.snapshotLine({ type: "snapshot", workspace: "w", token: "1:4:chain", scope: "s1" });
  replica.snapshotLine({ type: "end", rows: 0 });
  const persist = new Persist(disk, replica);
  persist.start();
  persist.replaced();
  persist.end();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(await disk.keys("copies")).toEqual([]);
});

test("a disk that takes nothing loses no draft, and is asked again", async () => {
  const disk = new Disk("drafts");
  const drafts = new Drafts(disk);
  const write = vi.spyOn(disk, "write").mockRejectedValueOnce(new Error("full"));
  drafts.set("comment", "On second thought");
  await drafts.save();
  expect(drafts.get("comment")).toBe("On second thought");
  await drafts.save();
  expect(write).toHaveBeenCalledTimes(2);
  expect(await disk.get("drafts", "comment")).toBe("On second thought");
});

test("a page that goes while its copy is being written leaves all of it", async () => {
  const disk = new Disk("torn");
  const replica = new Replica("w");
  replica.snapshotLine({ type: "snapshot", workspace: "w", token: "1:4:chain", scope: "s1" });
  const ids = ["a", "b", "c", "d", "e"];
  for (const id of ids) {
    replica.snapshotLine({ entity: "tag", id, version: 1, data: { id } });
  }
  replica.snapshotLine({ type: "end", rows: ids.length });
  const persist = new Persist(disk, replica);
  persist.replaced();
  void persist.save(true);
  await vi.waitFor(async () => expect(await disk.keys("copies")).not.toEqual([]));
  const op = {
    seq: 5,
    op: "upsert",
    entity: "tag",
    id: "a",
    version: 2,
    data: { id: "a", name: "new" },
  } as const;
  replica.apply({ type: "delta", workspace: "w", from: 4, to: 5, token: "1:5:chain", ops: [op] });
  persist.changed([{ entity: "tag", id: "a" }]);
  await persist.save();
  const { replica: left } = await Persist.restore(disk, "w");
  expect([...left.ofKind("tag").keys()].sort()).toEqual(ids);
  // Nothing of the first comes later, over the second.
  await new Promise(resolve => setTimeout(resolve, 100));
  const { replica: again } = await Persist.restore(disk, "w");
  expect([...again.ofKind("tag").keys()].sort()).toEqual(ids);
  expect(again.get("tag", "a")?.data).toEqual({ id: "a", name: "new" });
  expect(again.token).toBe("1:5:chain");
});

test("what an answer showed is kept as the stream tells it, however soon it was saved", async () => {
  const disk = new Disk("ahead");
  const replica = new Replica("w");
  replica.snapshotLine({ type: "snapshot", workspace: "w", token: "1:4:chain", scope: "s1" });
  replica.snapshotLine({ entity: "tag", id: "a", version: 1, data: { id: "a" } });
  replica.snapshotLine({ type: "end", rows: 1 });
  const persist = new Persist(disk, replica);
  persist.replaced();
  const rows = [
    { entity: "tag", id: "a", version: 2, data: { id: "a", name: "new" } },
    { entity: "tag", id: "b", version: 1, data: { id: "b" } },
  ];
  persist.changed(replica.answered(replica.beginRequest(), rows, 6).changed);
  const tell = (from: number, to: number, ops: object[]) => {
    const frame = { type: "delta", workspace: "w", from, to, token: `1:${to}:chain`, ops };
    const outcome = replica.apply(readFrame(JSON.stringify(frame)));
    persist.changed(outcome.kind === "applied" ? outcome.changed : []);
  };
  tell(4, 5, []);
  await persist.save();
  expect((await Persist.restore(disk, "w")).replica.get("tag", "b")).toBeUndefined();
  tell(
    5,
    6,
    rows.map(row => ({ seq: 6, op: "upsert", ...row })),
  );
  await persist.save();
  const { replica: again } = await Persist.restore(disk, "w");
  expect(again.token).toBe("1:6:chain");
  expect([again.get("tag", "a")?.version, again.get("tag", "b")?.version]).toEqual([2, 1]);
});
