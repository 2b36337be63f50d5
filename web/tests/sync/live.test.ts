import { afterAll, beforeAll, expect, test } from "vitest";
import { Connection, type Event } from "../../src/sync/connection.ts";
import type { Replica } from "../../src/sync/replica.ts";
import { nameOf } from "../../src/sync/rows.ts";
import { type Person, Server } from "./server.ts";

const server = new Server();
const open: Connection[] = [];
let person: Person;

beforeAll(async () => {
  await server.start();
  person = await server.person("ada");
}, 30_000);

afterAll(async () => {
  for (const connection of open) {
    connection.close();
  }
  await server.remove();
});

/** A connection, and a wait for what its events make true. */
function follow(...streams: string[]) {
  const waiting = new Set<() => void>();
  const causes = new Set<string>();
  const heard = (event: Event) => {
    if (event.kind === "applied") {
      event.causes.forEach(cause => void causes.add(cause));
    }
    for (const look of waiting) {
      look();
    }
  };
  const connection = new Connection({ origin: server.origin, bearer: () => person.bearer }, streams, heard);
  open.push(connection);
  const until = (holds: () => boolean) =>
    new Promise<void>(resolve => {
      const look = () => {
        if (holds()) {
          waiting.delete(look);
          resolve();
        }
      };
      waiting.add(look);
      look();
    });
  const replica = (stream: string) =>
    connection.replicas.get(stream) ?? expect.fail(`${stream} is not followed`);
  return { connection, until, replica, causes };
}

function contents(replica: Replica): Record<string, unknown> {
  return Object.fromEntries([...replica.rows()].map(([thing, row]) => [nameOf(thing), row.data]));
}

test("through cuts and a killed server a copy ends as a fresh one", { timeout: 60_000 }, async () => {
  const workspace = String((await person.post("/workspaces", { name: "one", slug: "one" })).id);
  const project = String((await person.post(`/workspaces/${workspace}/projects`, { name: "first" })).id);
  const { connection, until, replica, causes } = follow("me", workspace);
  await until(() => replica(workspace).get("project", project) !== undefined);

  const create = async (title: string) =>
    String((await person.post(`/projects/${project}/tasks`, { title }, `key ${title}`)).id);
  const live = await create("live");
  await until(() => replica(workspace).get("task", live) !== undefined);
  expect(causes).toContain("key live");

  connection.cut();
  expect(connection.state).toBe("waiting");
  const missed = await create("missed");
  await until(() => replica(workspace).get("task", missed) !== undefined);

  await server.kill();
  await until(() => connection.state === "waiting");
  await server.start();
  const later = await create("later");
  await person.post(`/tasks/${later}/comments`, { body: "Well?" });
  await until(() => replica(workspace).ofKind("comment").size === 1);
  await until(() => connection.state === "open");

  const fresh = follow("me", workspace);
  await fresh.until(() => ["me", workspace].every(stream => fresh.replica(stream).isComplete));
  for (const stream of ["me", workspace]) {
    await until(() => replica(stream).seq >= fresh.replica(stream).seq);
    expect(contents(replica(stream))).toEqual(contents(fresh.replica(stream)));
  }
});
