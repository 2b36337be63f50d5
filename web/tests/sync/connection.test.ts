import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection, type Event } from "../../src/sync/connection.ts";
import { type Answers, FakeSocket, network } from "./fake.ts";

const W = "10000000-0000-4000-8000-000000000001";
const P = "a0000000-0000-4000-8000-000000000001";
const access = { origin: "http://host", bearer: () => "secret" };
const token = (seq: number) => `1:${seq}:chain`;

function snapshot(seq: number, ...rows: object[]): object[] {
  return [
    { type: "snapshot", workspace: W, token: token(seq), scope: "s1" },
    ...rows,
    { type: "end", rows: rows.length },
  ];
}

function project(version: number): object {
  return { entity: "project", id: P, version, data: { id: P, version } };
}

function delta(from: number, to: number, ...ops: object[]): object {
  return { type: "delta", workspace: W, from, to, token: token(to), ops };
}

const answers = (): Answers => ({
  ticket: () => [{ ticket: "good" }],
  [`${W}/snapshot`]: () => snapshot(4, project(1)),
});

let connection: Connection;
let events: Event[];

function open(): void {
  events = [];
  connection = new Connection(access, [W], event => events.push(event));
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const seq = () => connection.replicas.get(W)?.seq;

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});

afterEach(() => {
  connection.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a ticket, a snapshot, and a hello from where it stands; the ticket is in no address", async () => {
  const asked = network(answers());
  open();
  await settled();
  FakeSocket.last.welcome();
  expect(asked.sort()).toEqual([`${W}/snapshot`, "ticket"]);
  expect([FakeSocket.last.url, FakeSocket.last.protocol]).toEqual([
    "ws://host/api/v1/ws",
    "taskflow.sync.v1",
  ]);
  const workspaces = [{ id: W, token: token(4), scope: "s1" }];
  expect(FakeSocket.last.said).toEqual([
    { type: "hello", ticket: "good", client_id: "taskflow-web", workspaces },
  ]);
  FakeSocket.last.hear(delta(4, 5, { seq: 5, op: "upsert", ...project(2), cause: "mine" }));
  expect(events.at(-1)).toMatchObject({ kind: "applied", stream: W, causes: ["mine"] });
  FakeSocket.last.hear({ type: "ping", positions: { [W]: token(9) } });
  expect(FakeSocket.last.said.at(-1)).toEqual({ type: "pong" });
  expect(seq()).toBe(9);
});

test("a snapshot that comes after the hello is subscribed", async () => {
  let first = true;
  network({ ...answers(), [`${W}/snapshot`]: () => (first ? 503 : snapshot(4)) });
  open();
  await settled();
  FakeSocket.last.readyState = 1;
  FakeSocket.last.onopen?.();
  first = false;
  await vi.advanceTimersByTimeAsync(4_000);
  FakeSocket.last.hear({ type: "welcome", ping_s: 20, max_frame: 1 });
  expect(FakeSocket.last.said[0]).toMatchObject({ type: "hello", workspaces: [] });
  expect(FakeSocket.last.said[1]).toMatchObject({ type: "subscribe", workspace: W, token: token(4) });
});

test("a cut is mended from where the copy stands, without another snapshot", async () => {
  const asked = network(answers());
  open();
  await settled();
  FakeSocket.last.welcome();
  FakeSocket.last.hear(delta(4, 5));
  const old = FakeSocket.last;
  old.end(1006);
  expect(connection.state).toBe("waiting");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(FakeSocket.all).toHaveLength(2);
  FakeSocket.last.welcome();
  expect(FakeSocket.last.said[0]).toMatchObject({ workspaces: [{ id: W, token: token(5), scope: "s1" }] });
  expect(asked.filter(path => path.includes("snapshot"))).toHaveLength(1);
  old.hear(delta(5, 6));
  expect(seq()).toBe(5);
});

test("silence is not health", async () => {
  network(answers());
  open();
  await settled();
  FakeSocket.last.welcome();
  await vi.advanceTimersByTimeAsync(39_000);
  expect(connection.state).toBe("open");
  FakeSocket.last.hear({ type: "ping", positions: {} });
  await vi.advanceTimersByTimeAsync(39_000);
  expect(connection.state).toBe("open");
  await vi.advanceTimersByTimeAsync(1_001);
  expect(connection.state).toBe("waiting");
});

test("waits double, and are what the server asks for", async () => {
  network({ ...answers(), ticket: () => 503 });
  open();
  await settled();
  expect(FakeSocket.all).toHaveLength(0);
  network(answers());
  await vi.advanceTimersByTimeAsync(1_250);
  FakeSocket.last.welcome();
  FakeSocket.last.hear({ type: "notice", notice: "drain", backoff_ms: [100, 200] });
  FakeSocket.last.end(4400);
  await vi.advanceTimersByTimeAsync(150);
  expect(FakeSocket.all).toHaveLength(2);
});

test.each([
  [4401, "signed_out"],
  [4510, "signed_out"],
  [4503, "refused"],
  [4500, "waiting"],
  [4429, "waiting"],
] as const)("after %i it is %s", async (code, state) => {
  network(answers());
  open();
  await settled();
  FakeSocket.last.welcome();
  FakeSocket.last.end(code);
  expect(connection.state).toBe(state);
});

test("what is missing is asked for once, a moment later", async () => {
  network(answers());
  open();
  await settled();
  FakeSocket.last.welcome();
  FakeSocket.last.hear(delta(6, 7));
  FakeSocket.last.hear(delta(7, 8));
  await vi.advanceTimersByTimeAsync(250);
  const subscribes = FakeSocket.last.said.filter(said => said.type === "subscribe");
  expect(subscribes).toEqual([{ type: "subscribe", workspace: W, token: token(4), scope: "s1" }]);
  FakeSocket.last.hear({ type: "resume", workspace: W, from: 4, head: 8, mode: "replay" });
  FakeSocket.last.hear(delta(4, 6));
  expect(seq()).toBe(8);
});

test("who missed much reads the log over HTTP, and then subscribes", async () => {
  const pages = [
    [delta(4, 6), { type: "more", workspace: W, token: token(6) }],
    [delta(6, 9), { type: "live", workspace: W, seq: 9, token: token(9), scope: "s1" }],
  ];
  const asked = network({ ...answers(), [`${W}/log`]: () => pages.shift() ?? 500 });
  open();
  await settled();
  FakeSocket.last.welcome();
  FakeSocket.last.hear({ type: "resume", workspace: W, from: 4, head: 9, mode: "http" });
  await settled();
  expect(asked.filter(path => path.includes("log")).map(path => path.split("after=")[1])).toEqual([
    "1%3A4%3Achain&scope=s1",
    "1%3A6%3Achain&scope=s1",
  ]);
  expect(FakeSocket.last.said.at(-1)).toMatchObject({ type: "subscribe", token: token(9) });
});

test("a reset drops the copy and starts from a snapshot, after the wait that was asked for", async () => {
  network(answers());
  open();
  await settled();
  FakeSocket.last.welcome();
  FakeSocket.last.hear({ type: "reset", workspace: W, min_delay_ms: 100, max_delay_ms: 300 });
  expect(seq()).toBe(-1);
  await vi.advanceTimersByTimeAsync(199);
  expect(seq()).toBe(-1);
  await vi.advanceTimersByTimeAsync(1);
  await settled();
  expect(FakeSocket.last.said.at(-1)).toMatchObject({ type: "subscribe", token: token(4) });
});

test("what came into sight is fetched, again after a failure", async () => {
  // It comes with the first fetch; the clock of the test does not wait for it.
  await import("../../src/sync/fetching.ts");
  let failing = true;
  const part = [
    { type: "snapshot", workspace: W, token: token(5), scope: "s2" },
    project(3),
    { type: "end", rows: 1 },
  ];
  network({
    ...answers(),
    [`${W}/snapshot`]: () => snapshot(4),
    [`${W}/snapshot?project=${P}`]: () => (failing ? 503 : part),
  });
  open();
  await settled();
  FakeSocket.last.welcome();
  const added = [{ entity: "project", id: P }];
  FakeSocket.last.hear({ type: "scope", workspace: W, seq: 5, scope: "s2", added, removed: [] });
  await settled();
  failing = false;
  expect(connection.replicas.get(W)?.isComplete).toBe(false);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(connection.replicas.get(W)?.get("project", P)?.version).toBe(3);
  expect(connection.replicas.get(W)?.isComplete).toBe(true);
});
