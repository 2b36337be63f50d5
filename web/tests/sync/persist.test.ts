import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { Disk } from "../../src/sync/disk.ts";
import { Drafts } from "../../src/sync/drafts.ts";
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
