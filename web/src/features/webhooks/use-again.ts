import { useEffect, useRef } from "react";

const PAUSE_MS = 1_500;

/** Asks again and again while something is about to happen that the live layer does not tell. */
export function useAgain(waits: boolean, reload: () => void): void {
  const now = useRef(reload);
  now.current = reload;
  useEffect(() => {
    if (!waits) {
      return undefined;
    }
    const timer = setInterval(() => now.current(), PAUSE_MS);
    return () => clearInterval(timer);
  }, [waits]);
}
