import { useCallback, useEffect, useSyncExternalStore } from "react";
import { Problem } from "../api/problems.ts";
import { api, session } from "./server.ts";
import { Store } from "./store.ts";

/** What the server answered to a question that the live copies do not. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  reload(): void;
}

interface Entry {
  readonly store: Store<{ data: unknown; error: Error | undefined; loading: boolean }>;
  at: number;
}

const entries = new Map<string, Entry>();
/** An answer this young is shown without asking again. */
const FRESH_MS = 5_000;
const NOTHING = { data: undefined, error: undefined, loading: false };

function entryOf(path: string): Entry {
  let entry = entries.get(path);
  if (!entry) {
    entry = { store: new Store({ ...NOTHING, loading: true }), at: 0 };
    entries.set(path, entry);
  }
  return entry;
}

async function ask(path: string): Promise<void> {
  const entry = entryOf(path);
  entry.at = Date.now();
  entry.store.update(now => ({ ...now, loading: true }));
  try {
    entry.store.set({
      data: await api.get(path, { anonymous: session.state === "signed_out" }),
      error: undefined,
      loading: false,
    });
  } catch (error) {
    const data = error instanceof Problem ? undefined : entry.store.get().data;
    entry.store.set({ data, error: error as Error, loading: false });
  }
}

/** Asks for `path` below `/api/v1`; the last answer is shown while it is asked again. */
export function useAsked<T>(path: string | undefined): Asked<T> {
  const store = path === undefined ? undefined : entryOf(path).store;
  const now = useSyncExternalStore(
    useCallback(listener => store?.listen(listener) ?? (() => {}), [store]),
    () => store?.get() ?? NOTHING,
  );
  useEffect(() => {
    if (path !== undefined && Date.now() - entryOf(path).at > FRESH_MS) {
      void ask(path);
    }
  }, [path]);
  return {
    ...(now as { data: T | undefined; error: Error | undefined; loading: boolean }),
    reload: () => path && void ask(path),
  };
}

/** What is asked for is another by now: those that are shown are asked for again. */
export function stale(start: string): void {
  for (const [path, entry] of entries) {
    if (path.startsWith(start)) {
      entry.at = 0;
      void ask(path);
    }
  }
}

/** Puts an answer where it would come to by asking. */
export function answered(path: string, data: unknown): void {
  entryOf(path).store.set({ data, error: undefined, loading: false });
}

// Another person's answers are not kept.
session.subscribe(() => {
  if (session.state === "signed_out") {
    entries.clear();
  }
});
