import { expect, test, vi } from "vitest";
import type { Api } from "../../src/api/client.ts";
import { NoAnswer, Problem } from "../../src/api/problems.ts";
import { type Change, type Command, commandOf } from "../../src/sync/command.ts";
import { deliverer, type World } from "../../src/sync/deliver.ts";
import type { Data } from "../../src/sync/frames.ts";

const THING = { entity: "task", id: "t" };
const TITLE: Change = {
  thing: THING,
  kind: "patch",
  fields: { title: "mine" },
  method: "PATCH",
  path: "/tasks/t",
  body: { title: "mine" },
  guard: ["title"],
  answers: "task",
};
const SEEN: Data = { id: "t", version: 3, title: "old", priority: "none", tag_ids: ["a", "b"] };

function world(row: Data | undefined = SEEN) {
  const finished = vi.fn();
  const abandoned = vi.fn();
  const made = {
    base: () => row,
    begin: () => ({ done: finished, failed: abandoned }),
    refused: vi.fn(),
    conflict: vi.fn(),
  } satisfies World;
  return { ...made, finished, abandoned };
}

function answering(...answers: (unknown | Error)[]) {
  const send = vi.fn(async (..._: unknown[]) => {
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return { status: 200, data: answer, position: { epoch: 1, seq: 9 } };
  });
  return { api: { send } as unknown as Api, send };
}

const conflict = (current: Data) => new Problem(412, { code: "version_conflict", current });

test("a request carries its key and the version that was on screen", async () => {
  const { api, send } = answering({ id: "t", version: 4 });
  const told = world();
  const command = commandOf("w", TITLE, SEEN, 1);
  expect(await deliverer(api, told)(command)).toEqual({ kind: "done" });
  expect(send).toHaveBeenCalledWith("PATCH", "/tasks/t", {
    key: command.id,
    body: { title: "mine" },
    ifMatch: 3,
  });
  expect(told.finished).toHaveBeenCalledWith({ id: "t", version: 4 }, 9);
});

test("edits that began long ago carry that version, not the newest", () => {
  const began = { fields: { title: "older" }, version: 1 };
  expect(commandOf("w", { ...TITLE, began }, SEEN, 1)).toMatchObject({
    ifMatch: 1,
    base: { title: "older" },
  });
  const status: Change = { ...TITLE, fields: { status_id: "s" }, guard: [] };
  expect(commandOf("w", status, SEEN, 1)).not.toHaveProperty("ifMatch");
});

test("others changed other fields: sent again against today's version, nobody is asked", async () => {
  const { api } = answering(conflict({ ...SEEN, version: 7, priority: "high" }));
  const told = world();
  const verdict = await deliverer(api, told)(commandOf("w", TITLE, SEEN, 1));
  expect(verdict).toMatchObject({ kind: "instead", command: { ifMatch: 7, body: { title: "mine" } } });
  expect(told.conflict).not.toHaveBeenCalled();
});

test("others wrote the same text: both are put to the person, nothing is sent", async () => {
  const current = { ...SEEN, version: 7, title: "theirs" };
  const { api, send } = answering(conflict(current));
  const told = world();
  const command = commandOf("w", TITLE, SEEN, 1);
  expect(await deliverer(api, told)(command)).toEqual({ kind: "refused" });
  expect(told.conflict).toHaveBeenCalledWith(command, ["title"], current);
  expect(told.refused).not.toHaveBeenCalled();
  expect(send).toHaveBeenCalledTimes(1);
});

test("others wrote what I wrote: there is nothing to ask", async () => {
  const { api } = answering(conflict({ ...SEEN, version: 7, title: "mine" }));
  const told = world();
  expect(await deliverer(api, told)(commandOf("w", TITLE, SEEN, 1))).toMatchObject({ kind: "instead" });
});

test("of two fields only the one that clashes is asked about", async () => {
  const both: Change = {
    ...TITLE,
    fields: { title: "mine", estimate: 3 },
    body: { title: "mine", estimate: 3 },
  };
  const { api } = answering(conflict({ ...SEEN, version: 7, title: "theirs" }));
  const told = world();
  const verdict = await deliverer(api, told)(commandOf("w", both, SEEN, 1));
  expect(verdict).toMatchObject({ kind: "instead", command: { body: { estimate: 3 }, ifMatch: 7 } });
  expect(told.conflict).toHaveBeenCalledOnce();
});

test("lists merge: put together when sent, and again when somebody was faster", async () => {
  const tags: Change = {
    thing: THING,
    kind: "patch",
    merge: { tag_ids: { add: ["c"], remove: ["a"] } },
    method: "PATCH",
    path: "/tasks/t",
    answers: "task",
  };
  const { api } = answering(conflict({ ...SEEN, version: 8, tag_ids: ["a", "b", "x"] }), {
    id: "t",
    version: 9,
  });
  const deliver = deliverer(api, world());
  const first = await deliver(commandOf("w", tags, SEEN, 1));
  expect(first).toMatchObject({ kind: "instead", command: { body: { tag_ids: ["b", "c"] }, ifMatch: 3 } });
  const second = await deliver((first as { command: Command }).command);
  expect(second).toMatchObject({ command: { body: { tag_ids: ["b", "x", "c"] }, ifMatch: 8 } });
  expect(await deliver((second as { command: Command }).command)).toEqual({ kind: "done" });
});

test.each([
  [new NoAnswer("network"), "again"],
  [new Problem(503, { code: "busy" }, 2_000), "again"],
  [new Problem(429, { code: "rate_limited" }, 1_000), "again"],
  [new Problem(409, { code: "idempotency_in_progress" }), "again"],
  [new Problem(401, { code: "session_ended" }), "signed_out"],
  [new Problem(403, { code: "forbidden" }), "refused"],
  [new Problem(404, { code: "not_found" }), "refused"],
  [new Problem(409, { code: "task_in_trash" }), "refused"],
  [new Problem(422, { code: "too_long" }), "refused"],
  [new TypeError("a fault"), "again"],
])("%s is %s", async (error, kind) => {
  const told = world();
  const verdict = await deliverer(answering(error).api, told)(commandOf("w", TITLE, SEEN, 1));
  expect(verdict.kind).toBe(kind);
  expect(told.refused).toHaveBeenCalledTimes(kind === "refused" ? 1 : 0);
  expect(told.abandoned).toHaveBeenCalledOnce();
  if (error instanceof Problem && error.retryAfterMs !== undefined) {
    expect(verdict).toMatchObject({ afterMs: error.retryAfterMs });
  }
});

test("deleting what is gone is done", async () => {
  const change: Change = { thing: THING, kind: "remove", method: "DELETE", path: "/tasks/t" };
  const told = world();
  const { api } = answering(new Problem(404, { code: "not_found" }));
  expect(await deliverer(api, told)(commandOf("w", change, SEEN, 1))).toEqual({ kind: "done" });
});
