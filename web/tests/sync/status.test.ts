import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Presence } from "../../src/sync/presence.ts";
import { Status } from "../../src/sync/status.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("nothing is up to date before it is", () => {
  const status = new Status(() => {});
  expect(status.now).toMatchObject({ state: "reconnecting", first: true });
  status.connected(true);
  expect(status.now).toMatchObject({ state: "live", first: false, since: undefined });
});

test("a hiccup is not worth a word, a longer loss is, and a long one is offline since it began", () => {
  const tell = vi.fn();
  const status = new Status(tell);
  status.connected(true);
  const lost = Date.now();
  status.connected(false);
  expect(status.now.state).toBe("live");
  vi.advanceTimersByTime(2_010);
  expect(status.now.state).toBe("reconnecting");
  vi.advanceTimersByTime(8_000);
  expect(status.now).toMatchObject({ state: "offline", since: lost });
  status.connected(true);
  expect(status.now.state).toBe("live");
});

test("without a network it is offline at once", () => {
  const status = new Status(() => {});
  status.connected(true);
  status.online(false);
  status.connected(false);
  expect(status.now.state).toBe("offline");
});

test("changes that waited are said to be saved when they are, for a while", () => {
  const status = new Status(() => {});
  status.connected(true);
  status.pending(1);
  expect(status.now).toMatchObject({ state: "saving", pending: 1 });
  status.pending(0);
  expect(status.now).toMatchObject({ state: "live", caughtUp: false });
  status.connected(false);
  vi.advanceTimersByTime(3_000);
  status.pending(3);
  expect(status.now).toMatchObject({ state: "reconnecting", pending: 3 });
  status.connected(true);
  expect(status.now).toMatchObject({ state: "saving", caughtUp: false });
  status.pending(0);
  expect(status.now).toMatchObject({ state: "live", caughtUp: true });
  vi.advanceTimersByTime(4_100);
  expect(status.now.caughtUp).toBe(false);
});

test("a server that takes no changes is told of as long as one waits", () => {
  const status = new Status(() => {});
  status.connected(true);
  status.pending(1, "", true);
  expect(status.now).toMatchObject({ state: "saving", stopped: true });
  // Another kind of change says nothing of it.
  status.pending(1, "text");
  expect(status.now.stopped).toBe(true);
  status.pending(1, "", false);
  expect(status.now).toMatchObject({ state: "saving", stopped: false });
  status.stop();
});

test("people come, go elsewhere and leave; tasks they touch are told", () => {
  const touched: string[] = [];
  const presence = new Presence(
    () => true,
    topic => void touched.push(topic),
  );
  presence.enter("w");
  const at = (user_id: string, task_id?: string) => ({
    user_id,
    project_id: "p",
    ...(task_id && { task_id }),
  });
  presence.hear({ type: "presence", workspace: "other", people: [at("x")] });
  presence.hear({ type: "presence", workspace: "w", people: [at("ana", "t1"), at("bo")] });
  expect(presence.people().map(({ userId, taskId }) => [userId, taskId])).toEqual([
    ["ana", "t1"],
    ["bo", undefined],
  ]);
  touched.length = 0;
  presence.hear({ type: "presence", workspace: "w", people: [at("ana", "t2")], left: ["bo"] });
  expect(touched.sort()).toEqual(["presence", "presence t1", "presence t2"]);
  presence.forget();
  expect(presence.people()).toEqual([]);
});

test("one says where one is when that changes, and typing now and then", () => {
  const said: object[] = [];
  const presence = new Presence(
    frame => {
      said.push(frame);
      return true;
    },
    () => {},
  );
  presence.enter("w");
  presence.at({ projectId: "p" });
  presence.at({ projectId: "p" });
  presence.at({ projectId: "p", taskId: "t" });
  presence.typing();
  presence.typing();
  vi.advanceTimersByTime(4_000);
  presence.typing();
  const typing = { type: "presence", workspace: "w", project_id: "p", task_id: "t", typing: true };
  expect(said).toEqual([
    { type: "presence", workspace: "w", project_id: "p" },
    { type: "presence", workspace: "w", project_id: "p", task_id: "t" },
    typing,
    typing,
  ]);
});

test("who hides is nowhere, until they want to be seen again", () => {
  const said: object[] = [];
  const presence = new Presence(
    frame => said.push(frame) > 0,
    () => {},
  );
  presence.hides(true);
  presence.enter("w");
  presence.at({ projectId: "p", taskId: "t" });
  presence.typing();
  expect(said).toEqual([1, 2].map(() => ({ type: "presence", workspace: "w" })));
  presence.hides(false);
  expect(said.at(-1)).toEqual({ type: "presence", workspace: "w", project_id: "p", task_id: "t" });
});
