import { Store } from "../../app/store.ts";

export interface Moved {
  readonly ids: readonly string[];
  readonly done?: (first: string) => void;
}

/** The tasks for which a new place is being chosen. */
export const movingTo = new Store<Moved | undefined>(undefined);
