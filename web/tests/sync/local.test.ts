import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../../src/api/client.ts";
import { Session } from "../../src/api/session.ts";
import type { SignedIn } from "../../src/api/types.ts";
import { favour } from "../../src/features/view/changes.ts";
import type { Change } from "../../src/sync/command.ts";
import { Live } from "../../src/sync/live.ts";
import type { News } from "../../src/sync/news.ts";
import { FakeSocket } from "./fake.ts";

const W = "10000000-0000-4000-8000-000000000001";
const P = "a0000000-0000-4000-8000-000000000001";
const token = (seq: number) => `1:${seq}:chain`;

interface Asked {
  method: string;
  path: string;
  key: string | null;
  body: Record<string, unknown>;
  ifMatch: string | null;
}

let count = 0;
let me = "";
let live: Live;
let session: Session;
let news: News[];
let asked: Asked[];
let answer: (asked: Asked) => Response | Promise<Response>;

const task = (version: number, fields: object = {}) => ({
  id: "t1",
  project_id: P,
  status_id: "todo",
  key: "WEB-1",
  title: "old",
  position: "a0",
  version,
  ...fields,
});
const json = (body: unknown, status = 200, seq = 9) =>
  new Response(JSON.stringify(body), { status, headers: { "sync-position": `1:${seq}` } });
const titled = (title: string): Change => ({
  thing: { entity: "task", id: "t1" },
  kind: "patch",
  fields: { title },
  method: "PATCH",
  path: "/tasks/t1",
  body: { title },
  guard: ["title"],
  answers: "task",
  undo: () => titled("old"),
});
const shown = () => live.entities.get("task", "t1")?.title;
const upsert = (seq: number, data: { id: string; version: number }, cause?: string) =>
  FakeSocket.last.hear({
    type: "delta",
    workspace: W,
    from: seq - 1,
    to: seq,
    token: token(seq),
    ops: [{ seq, op: "upsert", entity: "task", id: data.id, version: data.version, data, cause }],
  });

function lines(stream: string): string {
  const rows =
    stream === "me"
      ? []
      : [
          { entity: "project", id: P, version: 1, data: { id: P, version: 1 } },
          { entity: "task", id: "t1", version: 1, data: task(1) },
        ];
  const all = [
    { type: "snapshot", workspace: stream, token: token(4), scope: "s" },
    ...rows,
    { type: "end", rows: rows.length },
  ];
  return all.map(line => `${JSON.stringify(line)}\n`).join("");
}

/** A page of the person, open on the workspace. */
async function page(): Promise<void> {
  const api = new Api("http://host", session);
  live = new Live(api, me);
  news = [];
  live.on(item => void news.push(item));
  await live.start();
  const sockets = FakeSocket.all.length;
  await live.open(W);
  await vi.waitFor(() => expect(FakeSocket.all.length).toBe(sockets + 1));
  await vi.waitFor(() => expect(live.isLoaded).toBe(true));
  connect();
}

function connect(): void {
  FakeSocket.last.welcome();
  for (const workspace of ["me", W]) {
    FakeSocket.last.hear({ type: "live", workspace, seq: 4, token: token(4), scope: "s" });
  }
}

beforeEach(async () => {
  count += 1;
  me = `person-${count}`;
  FakeSocket.all = [];
  asked = [];
  answer = () => json({}, 503);
  vi.stubGlobal("WebSocket", FakeSocket);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const path = url.split("/api/v1")[1] ?? "";
    if (path.startsWith("/sync/")) {
      const stream = path.split("/")[2] ?? "";
      return stream === "ticket" ? json({ ticket: "good" }) : new Response(lines(stream));
    }
    const headers = new Headers(init.headers);
    const one = {
      method: String(init.method),
      path,
      key: headers.get("idempotency-key"),
      body: init.body ? JSON.parse(String(init.body)) : {},
      ifMatch: headers.get("if-match"),
    };
    asked.push(one);
    return answer(one);
  });
  session = new Session("http://host");
  session.accept({ access_token: "t", expires_in: 900, user: { id: me } } as SignedIn);
  await page();
});

afterEach(async () => {
  await live.close();
  session.close();
  vi.unstubAllGlobals();
});

test("a change shows at once, is pending until it is answered, and then is what the server says", async () => {
  let resolve: (answer: Response) => void = () => {};
  answer = () => new Promise(done => (resolve = done));
  live.change([titled("mine")], "title");
  expect(shown()).toBe("mine");
  expect(live.isPending({ entity: "task", id: "t1" })).toBe(true);
  expect(live.status.now).toMatchObject({ state: "saving", pending: 1 });
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(asked[0]).toMatchObject({ ifMatch: '"1"', body: { title: "mine" } });
  resolve(json(task(2, { title: "mine" })));
  await vi.waitFor(() => expect(live.status.now.state).toBe("live"));
  expect([shown(), live.isPending({ entity: "task", id: "t1" })]).toEqual(["mine", false]);
  expect(live.entities.get("task", "t1")?.version).toBe(2);
});

test("the delta with our cause is the answer, also when it comes first, and does not glow", async () => {
  let resolve: (answer: Response) => void = () => {};
  answer = () => new Promise(done => (resolve = done));
  live.change([titled("mine")], "title");
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  upsert(5, task(2, { title: "mine" }), asked[0]?.key ?? "");
  expect(live.isPending({ entity: "task", id: "t1" })).toBe(false);
  upsert(6, task(3, { title: "renamed" }));
  expect(shown()).toBe("renamed");
  expect(live.glow.has({ entity: "task", id: "t1" })).toBe(true);
  resolve(json(task(2, { title: "mine" })));
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  expect(shown()).toBe("renamed");
});

test("a refused change is put back, told, and its text kept", async () => {
  answer = () => json({ code: "forbidden", detail: "no" }, 403);
  live.change([titled("mine")], "title");
  await vi.waitFor(() => expect(news).toHaveLength(1));
  expect(shown()).toBe("old");
  expect(news[0]).toMatchObject({ kind: "refused", name: "WEB-1 mine", problem: { code: "forbidden" } });
  expect(live.kept.items).toMatchObject([{ kind: "refused", mine: { title: "mine" } }]);
  expect(live.undo.canUndo).toBe(false);
});

test("what was done without a network survives the page and goes out in order, each once", async () => {
  answer = () => {
    throw new TypeError("failed to fetch");
  };
  const create: Change = {
    thing: { entity: "task", id: "t2" },
    kind: "create",
    fields: { id: "t2", project_id: P, status_id: "todo", title: "new", position: "a1", key: "" },
    method: "POST",
    path: `/projects/${P}/tasks`,
    body: { id: "t2", title: "new" },
    answers: "task",
  };
  live.change([create], "create");
  live.change([{ ...titled("newer"), thing: create.thing, path: "/tasks/t2" }], "title");
  expect(live.entities.ids("column", `${P}/todo`)).toEqual(["t1", "t2"]);
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  await vi.waitFor(() => expect(live.outbox.waiting()[0]?.attempts).toBeGreaterThan(0));
  await live.close();
  const key = asked[0]?.key;
  asked.length = 0;
  let version = 0;
  answer = ({ body }) => {
    version += 1;
    return json({ ...task(version), id: "t2", key: "WEB-2", position: "a1", ...body }, 200, 4 + version);
  };
  await page();
  expect(live.entities.get("task", "t2")?.title).toBe("newer");
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST /projects/${P}/tasks`,
    "PATCH /tasks/t2",
  ]);
  expect(asked[0]?.key).toBe(key);
  expect(live.entities.get("task", "t2")).toMatchObject({ title: "newer", key: "WEB-2", version: 2 });
});

test("the page starts from what was kept, with nothing to wait for", async () => {
  upsert(5, task(2, { title: "kept" }));
  await live.save();
  await live.close();
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("failed to fetch");
  });
  live = new Live(new Api("http://host", session), me);
  await live.start();
  await live.open(W);
  expect(shown()).toBe("kept");
  expect(live.isLoaded).toBe(true);
});

test("the same title on both sides: theirs stands, both are kept, mine goes out when chosen", async () => {
  answer = () => json({ code: "version_conflict", current: task(2, { title: "theirs" }) }, 412);
  live.change([titled("mine")], "title");
  upsert(5, task(2, { title: "theirs" }));
  await vi.waitFor(() => expect(live.kept.items).toHaveLength(1));
  expect(shown()).toBe("theirs");
  expect(live.kept.items[0]).toMatchObject({
    kind: "conflict",
    mine: { title: "mine" },
    theirs: { title: "theirs" },
    base: { title: "old" },
    version: 2,
  });
  expect(news).toMatchObject([{ kind: "conflict" }]);
});

test("undo goes back, says where somebody moved on, and can be redone", async () => {
  let version = 1;
  answer = ({ body }) => {
    version += 1;
    return json(task(version, body));
  };
  live.change([titled("mine")], "title");
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  live.undoLast();
  expect(shown()).toBe("old");
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  expect(news.at(-1)).toMatchObject({ kind: "undone", label: "title", moved: [] });
  live.change([titled("again")], "title");
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  upsert(5, task(9, { title: "somebody's" }));
  live.undoLast();
  expect(shown()).toBe("somebody's");
  expect(news.at(-1)).toMatchObject({ kind: "undone", moved: [{ entity: "task", id: "t1" }] });
});

test("a move is undone also when its delta came, and its answer did not yet", async () => {
  answer = () => new Promise(() => {});
  const moved = (position: string): Change => ({
    ...titled(""),
    kind: "patch",
    fields: { position },
    body: { position },
    guard: [],
    undo: () => moved("a0"),
  });
  live.change([moved("a1")], "move");
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  // The server found another place between the same two.
  upsert(5, task(2, { position: "a1V" }), asked[0]?.key ?? "");
  live.undoLast();
  expect(news.at(-1)).toMatchObject({ kind: "undone", moved: [] });
  expect(live.entities.get("task", "t1")?.position).toBe("a0");
});

const finished: Change = {
  ...titled(""),
  fields: { status_id: "done" },
  body: { status_id: "done" },
  guard: [],
  undo: () => undefined,
};
const OVERRULED = [{ kind: "replaced", field: "status_id", mine: "done", theirs: "doing" }];

test("whose status is overruled is told", async () => {
  answer = ({ body }) => json(task(2, body));
  live.change([finished], "status");
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  upsert(5, task(3, { status_id: "doing" }));
  expect(news).toMatchObject(OVERRULED);
});

test("also when one's own change comes with the other's, in one frame", async () => {
  answer = ({ body }) => json(task(2, body));
  live.change([finished], "status");
  await vi.waitFor(() => expect(live.outbox.size).toBe(0));
  const op = { op: "upsert", entity: "task", id: "t1" };
  FakeSocket.last.hear({
    type: "delta",
    workspace: W,
    from: 4,
    to: 6,
    token: token(6),
    ops: [
      { ...op, seq: 5, version: 2, data: task(2, { status_id: "done" }), cause: asked[0]?.key },
      { ...op, seq: 6, version: 3, data: task(3, { status_id: "doing" }) },
    ],
  });
  expect(news).toMatchObject(OVERRULED);
});

test("what is at hand stays so between the answer and the log, and the log of a person is not the workspace's", async () => {
  const id = "f1";
  const thing = { entity: "favourite", id };
  const has = () => live.entities.get("favourite", id) !== undefined;
  const seen: boolean[] = [];
  live.entities.subscribe("favourite *", () => void seen.push(has()));
  // The person's log is far behind the workspace's, and its news come after the answers.
  for (const version of [2, 3, 4]) {
    upsert(3 + version, task(version));
  }
  answer = ({ body }) => json({ ...body, version: 1, position: "a0" }, 201, 5);
  live.change([favour({ type: "task", id: "t1" }, W, me, undefined, id)], "favourite");
  await vi.waitFor(() => expect(live.status.now.state).toBe("live"));
  expect(seen.includes(false)).toBe(false);
  expect(has()).toBe(true);
  answer = () => new Response(null, { status: 204, headers: { "sync-position": "1:6" } });
  live.change([favour({ type: "task", id: "t1" }, W, me, id)], "favourite");
  seen.splice(0);
  await vi.waitFor(() => expect(live.status.now.state).toBe("live"));
  upsert(8, task(5));
  expect(has() || seen.includes(true)).toBe(false);
  expect(live.isPending(thing)).toBe(false);
});
