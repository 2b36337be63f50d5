import { useSyncExternalStore } from "react";

/** Wide enough for the whole sidebar beside the page: below, it lies over it. */
const wide = matchMedia("(min-width: 1100px)");

export function hasRoom(): boolean {
  return wide.matches;
}

export function useRoom(): boolean {
  return useSyncExternalStore(listener => {
    wide.addEventListener("change", listener);
    return () => wide.removeEventListener("change", listener);
  }, hasRoom);
}
