import type { Api } from "../api/client.ts";
import { isSignedOut } from "../api/problems.ts";
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
    // Either it was only old, or whoever works here is asked to sign in again.
    ended: () => void api.session.refresh().catch(() => undefined),
  };
}
