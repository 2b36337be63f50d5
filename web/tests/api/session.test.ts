import { afterEach, expect, test, vi } from "vitest";
import { Api } from "../../src/api/client.ts";
import { NoAnswer, Problem } from "../../src/api/problems.ts";
import { Session } from "../../src/api/session.ts";
import type { SignedIn } from "../../src/api/types.ts";

const sessions: Session[] = [];
let now = 0;

afterEach(() => {
  for (const session of sessions.splice(0)) {
    session.close();
  }
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function signedIn(token: string, id = "u1"): SignedIn {
  return { access_token: token, token_type: "Bearer", expires_in: 900, user: { id } } as SignedIn;
}

type Answer = (path: string, init: RequestInit & { headers: Headers }) => Response | Error;

/** A network that answers by path. */
function network(answer: Answer): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit & { headers: Headers }) => {
    const path = url.split("/api/v1")[1] ?? "";
    asked.push(`${init.method} ${path}`);
    const answered = answer(path, init);
    if (answered instanceof Error) {
      throw answered;
    }
    return answered;
  });
  return asked;
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

function session(): Session {
  const made = new Session("http://host", () => now);
  sessions.push(made);
  return made;
}

test("one refresh serves all who ask at once", async () => {
  const asked = network(() => json(signedIn("one")));
  const who = session();
  expect(await Promise.all([who.bearer(), who.bearer(), who.bearer()])).toEqual(["one", "one", "one"]);
  expect(asked).toEqual(["POST /auth/refresh"]);
  expect(who.state).toBe("signed_in");
  now += 850_000;
  expect(await who.bearer()).toBe("one");
  now += 21_000;
  await who.bearer();
  expect(asked).toHaveLength(2);
});

test("an expired token is refreshed and the request sent again, as it was", async () => {
  const bodies: unknown[] = [];
  let tokens = 0;
  network((path, init) => {
    if (path === "/auth/refresh") {
      tokens += 1;
      return json(signedIn(`t${tokens}`));
    }
    bodies.push([init.headers.get("authorization"), init.headers.get("idempotency-key"), init.body]);
    return init.headers.get("authorization") === "Bearer t1"
      ? json({ code: "token_expired" }, 401)
      : json({ id: "x" }, 200, { "sync-position": "2:17" });
  });
  const api = new Api("http://host", session());
  const answer = await api.send("PATCH", "/tasks/x", { body: { title: "a" }, key: "k", ifMatch: 3 });
  expect(answer).toEqual({ status: 200, data: { id: "x" }, position: { epoch: 2, seq: 17 } });
  expect(bodies).toEqual([
    ["Bearer t1", "k", '{"title":"a"}'],
    ["Bearer t2", "k", '{"title":"a"}'],
  ]);
});

test("who was signed in and is no longer is told so; the first look only finds nobody", async () => {
  network(() => json({ code: "no_refresh_token" }, 401));
  const nobody = session();
  await expect(nobody.bearer()).rejects.toMatchObject({ status: 401 });
  expect(nobody.state).toBe("signed_out");
  const somebody = session();
  somebody.accept(signedIn("one"));
  now += 900_000;
  await expect(somebody.bearer()).rejects.toBeInstanceOf(Problem);
  expect([somebody.state, somebody.user?.id]).toEqual(["ended", "u1"]);
});

test("without a network nobody is signed out", async () => {
  network(() => new TypeError("failed to fetch"));
  const who = session();
  await expect(who.bearer()).rejects.toBeInstanceOf(NoAnswer);
  expect(who.state).toBe("unknown");
});

test("tabs share what one of them got; another person in another tab ends this one", async () => {
  network(() => json(signedIn("one")));
  const [one, other] = [session(), session()];
  await one.bearer();
  await vi.waitFor(() => expect(other.state).toBe("signed_in"));
  expect(await other.bearer()).toBe("one");
  one.accept(signedIn("two", "somebody else"));
  await vi.waitFor(() => expect(other.state).toBe("signed_out"));
});

test("reads are repeated after passing trouble, changes are not", async () => {
  vi.useFakeTimers();
  let failures = 2;
  const asked = network(path => {
    if (path === "/auth/refresh") {
      return json(signedIn("one"));
    }
    failures -= 1;
    return failures >= 0 ? json({ code: "busy" }, 503) : json([1]);
  });
  const api = new Api("http://host", session());
  const read = api.get("/things", { query: { limit: 2, sort: ["a", "b"], cursor: undefined } });
  await vi.runAllTimersAsync();
  expect(await read).toEqual([1]);
  expect(asked.slice(1)).toEqual(Array(3).fill("GET /things?limit=2&sort=a%2Cb"));
  failures = 1;
  await expect(api.post("/things", {})).rejects.toMatchObject({ status: 503, code: "busy" });
});

test("a refusal says which field is wrong, also when a proxy sent it", async () => {
  const body = { code: "invalid", errors: [{ pointer: "/due/time", code: "invalid_time", message: "?" }] };
  network(path => (path === "/bad" ? json(body, 422) : new Response("<html>", { status: 502 })));
  const api = new Api("http://host", session());
  const refused = await api.send("POST", "/bad", { anonymous: true }).catch(error => error as Problem);
  expect(refused).toMatchObject({ status: 422 });
  expect((refused as Problem).fault("due")?.code).toBe("invalid_time");
  await expect(api.send("POST", "/proxy", { anonymous: true })).rejects.toMatchObject({
    status: 502,
    code: "unknown",
  });
});
