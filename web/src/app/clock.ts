import { useSyncExternalStore } from "react";
import { ago, today } from "./times.ts";

/** What a page says of today, overdue and how long ago stays true for as long as it is left open. */

const EVERY_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

/** Calls `listener` from time to time until the answer is called. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    timer = setInterval(tick, EVERY_MS);
    // Timers rest with the machine: who comes back to the page sees it at once.
    globalThis.document?.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      globalThis.document?.removeEventListener("visibilitychange", tick);
    }
  };
}

/** Today where the user is. */
export function useToday(): string {
  return useSyncExternalStore(onTick, today);
}

/** `5 minutes ago`, and later `6 minutes ago`. */
export function useAgo(at: string): string {
  return useSyncExternalStore(onTick, () => ago(at));
}
