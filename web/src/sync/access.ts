import type { Api } from "../api/client.ts";
import { isPassing, isSignedOut } from "../api/problems.ts";
import type { Session } from "../api/session.ts";
import { Backoff, pause } from "./backoff.ts";
import { type Access, Refused } from "./http.ts";

/** The session's tokens, as connections ask for them. */
export function accessOf(api: Api): Access {
  return {
    origin: api.origin,
    bearer: async () => {
      try {
        return await api.session.bearer();
      } catch (error) {
        throw isSignedOut(error) ? new Refused(401) : error;
      }
    },
    ended: () => void renewed(api.session),
  };
}

/**
 * Either the session's token was only old, or whoever works here is asked to sign in again. Which of them it is must be
 * asked until there is an answer: nothing else would bring the connection back.
 */
async function renewed(session: Session): Promise<void> {
  const backoff = new Backoff();
  const never = new AbortController().signal;
  while (session.state === "signed_in") {
    try {
      await session.refresh();
      return;
    } catch (error) {
      if (!isPassing(error)) {
        return;
      }
      await pause(backoff.wait(), never);
    }
  }
}
