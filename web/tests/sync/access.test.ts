import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Api } from "../../src/api/client.ts";
import { NoAnswer, Problem } from "../../src/api/problems.ts";
import { accessOf } from "../../src/sync/access.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function ending(...answers: (Error | string)[]) {
  const refresh = vi.fn(async () => {
    const answer = answers.shift() ?? "token";
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  });
  const session = { state: "signed_in", refresh };
  accessOf({ origin: "http://host", session } as unknown as Api).ended?.();
  return { session, refresh };
}

test("a session that ended while the network was away is renewed when that is back", async () => {
  const { refresh } = ending(new NoAnswer("asleep"), new Problem(503, { code: "busy" }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(refresh).toHaveBeenCalledTimes(3);
});

test("who is signed out is not asked about again", async () => {
  const { refresh } = ending(new Problem(401, { code: "session_ended" }));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(refresh).toHaveBeenCalledOnce();
  const other = ending(new NoAnswer("asleep"));
  other.session.state = "signed_out";
  await vi.advanceTimersByTimeAsync(60_000);
  expect(other.refresh).toHaveBeenCalledOnce();
});
