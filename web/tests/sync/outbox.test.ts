import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../src/api/problems.ts";
import type { Command } from "../../src/sync/command.ts";
import { Disk } from "../../src/sync/disk.ts";
import { Outbox, type Send, type Verdict } from "../../src/sync/outbox.ts";

let count = 0;
let disk: Disk;
const open: Outbox[] = [];

beforeEach(() => {
  count += 1;
  disk = new Disk(`outbox-${count}`);
});

afterEach(() => {
  for (const outbox of open.splice(0)) {
    outbox.close();
  }
});

function command(id: string, ...lanes: string[]): Command {
  return {
    id,
    order: count++,
    stream: "w",
    thing: { entity: "task", id: lanes[0] ?? id },
    kind: "patch",
    fields: {},
    base: {},
    baseVersion: 1,
    method: "PATCH",
    path: "/tasks/1",
    guard: [],
    lanes,
    attempts: 0,
    notBefore: 0,
  };
}

function outbox(send: Send, name = `box-${count}`): Outbox {
  const made = new Outbox({ disk, name, send });
  open.push(made);
  return made;
}

const DONE: Verdict = { kind: "done" };

/** A server whose answers the test gives. */
function server() {
  const asked: string[] = [];
  const waiting = new Map<string, (verdict: Verdict) => void>();
  const send: Send = ({ id }) => {
    asked.push(id);
    return new Promise(resolve => waiting.set(id, resolve));
  };
  const answer = async (id: string, verdict: Verdict = DONE) => {
    await vi.waitFor(() => expect([...waiting.keys()]).toContain(id));
    const resolve = waiting.get(id);
    waiting.delete(id);
    resolve?.(verdict);
  };
  return { asked, send, answer };
}

test("order is kept on a lane, others go side by side, four at once", async () => {
  const { asked, send, answer } = server();
  const box = outbox(send);
  await box.add([command("a1", "a"), command("a2", "a"), command("b1", "b"), command("ab", "a", "b")]);
  await vi.waitFor(() => expect(asked).toEqual(["a1", "b1"]));
  await answer("b1");
  await answer("a1");
  await vi.waitFor(() => expect(asked).toEqual(["a1", "b1", "a2"]));
  await answer("a2");
  await answer("ab");
  await vi.waitFor(() => expect(box.size).toBe(0));
  await box.add(["c", "d", "e", "f", "g"].map(lane => command(`${lane}1`, lane)));
  await vi.waitFor(() => expect(asked.slice(4)).toEqual(["c1", "d1", "e1", "f1"]));
});

test("what fails stays, keeps its key, and is tried again", async () => {
  const { asked, send, answer } = server();
  const box = outbox(send);
  await box.add([command("x", "x")]);
  await answer("x", { kind: "again", afterMs: 5 });
  await answer("x", { kind: "again", afterMs: 5 });
  expect(box.size).toBe(1);
  expect(await disk.keys("outbox")).toEqual(["x"]);
  await answer("x");
  await vi.waitFor(() => expect(box.size).toBe(0));
  expect(asked).toEqual(["x", "x", "x"]);
  expect(await disk.keys("outbox")).toEqual([]);
});

test("a long wait ends at once when something got better", async () => {
  const { asked, send, answer } = server();
  const box = outbox(send);
  await box.add([command("x", "x")]);
  await answer("x", { kind: "again", afterMs: 100_000 });
  await vi.waitFor(() => expect(box.waiting()[0]?.attempts).toBe(1));
  box.poke(true);
  await answer("x");
  expect(asked).toEqual(["x", "x"]);
});

test("the queue survives the page, in order", async () => {
  const first = outbox(() => new Promise(() => {}));
  await first.add([command("one", "a"), command("two", "a")]);
  first.close();
  // The lock of a page that is gone is free; here another name stands for that.
  const { send, answer } = server();
  const second = outbox(send, `after-${count}`);
  expect((await second.load()).map(({ id }) => id)).toEqual(["one", "two"]);
  await answer("one");
  await answer("two");
  await vi.waitFor(() => expect(second.size).toBe(0));
});

test("sent in another form under the same key", async () => {
  const forms: unknown[] = [];
  const box = outbox(async sent => {
    forms.push(sent.ifMatch);
    return sent.ifMatch === 2 ? DONE : { kind: "instead", command: { ...sent, ifMatch: 2 } };
  });
  await box.add([command("x", "x")]);
  await vi.waitFor(() => expect(box.size).toBe(0));
  expect(forms).toEqual([undefined, 2]);
});

test("nobody signed in: everything waits until somebody is", async () => {
  const { asked, send, answer } = server();
  const box = outbox(send);
  await box.add([command("x", "x"), command("y", "y")]);
  await answer("x", { kind: "signed_out" });
  await answer("y", { kind: "signed_out" });
  await vi.waitFor(() => expect(box.isPaused).toBe(true));
  await box.add([command("z", "z")]);
  expect(box.size).toBe(3);
  expect(asked).toEqual(["x", "y"]);
  box.poke(true);
  for (const id of ["x", "y", "z"]) {
    await answer(id);
  }
  await vi.waitFor(() => expect(box.size).toBe(0));
});

test("two tabs: each knows of the other's commands, and each is sent once", async () => {
  const name = `tabs-${count}`;
  const asked: string[] = [];
  const send: Send = async ({ id }) => {
    asked.push(id);
    await new Promise(resolve => setTimeout(resolve, 5));
    return DONE;
  };
  const gone: string[] = [];
  const one = outbox(send, name);
  const other = new Outbox({
    disk,
    name,
    send: () => new Promise(() => {}),
    gone: ({ id }) => void gone.push(id),
  });
  open.push(other);
  await one.add([command("x", "x"), command("y", "x")]);
  await vi.waitFor(() => expect(one.size).toBe(0));
  await vi.waitFor(() => expect(gone).toEqual(["x", "y"]));
  expect(asked).toEqual(["x", "y"]);
  expect(other.size).toBe(0);
});

test("a disk that takes nothing stops nothing", async () => {
  const { asked, send, answer } = server();
  vi.spyOn(disk, "write").mockRejectedValue(new Error("full"));
  const box = outbox(send);
  await box.add([command("x", "x")]);
  await answer("x", { kind: "again", afterMs: 1 });
  await answer("x");
  await vi.waitFor(() => expect(box.size).toBe(0));
  expect(asked).toEqual(["x", "x"]);
});

test("what comes due between two looks at the clock is sent", async () => {
  const { send, answer } = server();
  let clock = 0;
  const now = () => {
    clock += 3;
    return clock;
  };
  const box = new Outbox({ disk, name: `clock-${count}`, send, now });
  open.push(box);
  await box.add([command("x", "x")]);
  await answer("x", { kind: "again", afterMs: 5 });
  await answer("x");
  await vi.waitFor(() => expect(box.size).toBe(0));
});

test("what another tab sent and the server refused is told where it was made", async () => {
  const name = `told-${count}`;
  const problem = new Problem(403, { code: "forbidden", detail: "No." });
  const refused: (Problem | undefined)[] = [];
  // The tab that sends holds the lock: it has something else on its way.
  const sends = outbox(
    async ({ id }) => (id === "x" ? { kind: "refused", problem } : new Promise(() => {})),
    name,
  );
  await sends.add([command("busy", "busy")]);
  const other = new Outbox({
    disk,
    name,
    send: () => new Promise(() => {}),
    gone: (_, why) => void refused.push(why),
  });
  open.push(other);
  await other.add([command("x", "x")]);
  await vi.waitFor(() => expect(refused).toHaveLength(1));
  expect(refused[0]).toBeInstanceOf(Problem);
  expect(refused[0]).toMatchObject({ status: 403, code: "forbidden", detail: "No." });
});
