import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Api } from "../../src/api/client.ts";
import { NoAnswer } from "../../src/api/problems.ts";
import { Session } from "../../src/api/session.ts";
import { getTicket, readLines } from "../../src/sync/http.ts";

const asked: RequestInit[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A network that takes every request and never says anything. */
function silence(): void {
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    asked.push(init);
    return new Promise((_resolve, reject) =>
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason)),
    );
  });
}

/** How a promise stands. */
function watch(promise: Promise<unknown>): { state: unknown } {
  const seen = { state: "waits" as unknown };
  const ends = (state: unknown) => {
    seen.state = state;
  };
  promise.then(() => ends("done"), ends);
  return seen;
}

const api = () => new Api("http://host", new Session("http://host"));
const anonymous = { anonymous: true } as const;
const access = { origin: "http://host", bearer: () => "token" };

test("a request that nobody answers is over after 30 seconds, as one that found no network", async () => {
  silence();
  const seen = watch(api().post("/tasks", {}, { ...anonymous, key: "k" }));
  await vi.advanceTimersByTimeAsync(29_900);
  expect(seen.state).toBe("waits");
  await vi.advanceTimersByTimeAsync(200);
  expect(seen.state).toBeInstanceOf(NoAnswer);
  // So is what it waits for first: the session.
  const waits = watch(api().post("/tasks", {}));
  await vi.advanceTimersByTimeAsync(30_100);
  expect(waits.state).toBeInstanceOf(NoAnswer);
  const ticket = watch(getTicket(access, new AbortController().signal));
  await vi.advanceTimersByTimeAsync(30_100);
  expect(ticket.state).toBeInstanceOf(Error);
});

test("whoever ends it themselves is told so, not that there is no network", async () => {
  silence();
  const ended = new AbortController();
  const seen = watch(api().post("/x", {}, { ...anonymous, signal: ended.signal }));
  await vi.advanceTimersByTimeAsync(100);
  ended.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen.state).toMatchObject({ name: "AbortError" });
});

test("files, and streams of rows, take as long as they take", async () => {
  silence();
  const file = watch(api().post("/files", new FormData(), anonymous));
  const rows = watch(readLines(access, "me", "snapshot", new AbortController().signal, () => {}));
  await vi.advanceTimersByTimeAsync(300_000);
  expect(asked).toHaveLength(2);
  expect([file.state, rows.state]).toEqual(["waits", "waits"]);
});

test("only the beginning of an answer is waited for: its body may come later", async () => {
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const body = new ReadableStream({
      start(controller) {
        init.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
        setTimeout(() => {
          controller.enqueue(new TextEncoder().encode("[1]"));
          controller.close();
        }, 60_000);
      },
    });
    return new Response(body);
  });
  const seen = api().get("/slow", anonymous);
  await vi.advanceTimersByTimeAsync(60_100);
  expect(await seen).toEqual([1]);
});
