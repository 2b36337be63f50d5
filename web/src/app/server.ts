import { useSyncExternalStore } from "react";
import { Api } from "../api/client.ts";
import { Session } from "../api/session.ts";
import type { User } from "../api/types.ts";

/** What a browser remembers of having been signed in: visitors are not made to ask for a token. */
const KNOWN = "tf.known";

export const session = new Session(location.origin);
export const api = new Api(location.origin, session);

session.subscribe(() => {
  if (session.state === "signed_in") {
    localStorage.setItem(KNOWN, "yes");
  } else if (session.state === "signed_out") {
    localStorage.removeItem(KNOWN);
  }
});

/** Looks, once at the start, whether this browser is signed in. */
export async function findSession(): Promise<void> {
  if (localStorage.getItem(KNOWN) === null) {
    session.leave();
    return;
  }
  // What fails for now is asked for again by whatever needs it.
  await session.bearer().catch(() => undefined);
}

export function wasSignedIn(): boolean {
  return localStorage.getItem(KNOWN) !== null;
}

export async function signOut(): Promise<void> {
  await api.post("/auth/logout").catch(() => undefined);
  session.leave();
}

export function useSessionState(): Session["state"] {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

export function useUser(): User | undefined {
  return useSyncExternalStore(session.subscribe, () => session.user);
}
