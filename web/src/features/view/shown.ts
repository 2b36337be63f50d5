import { Store, useStore } from "../../app/store.ts";

/** What is shown of each task on cards and rows. */

export const USUAL = ["key", "priority", "tags", "due", "assignees", "subtasks", "comments"] as const;
export const MORE = ["estimate", "start", "milestone", "cycle", "created"] as const;
export type Property = (typeof USUAL)[number] | (typeof MORE)[number];

/** Nothing chosen: what is usual. */
export const shown = new Store<ReadonlySet<string> | undefined>(undefined);

export function useShown(): (property: Property) => boolean {
  const chosen = useStore(shown);
  return property => (chosen ? chosen.has(property) : USUAL.some(one => one === property));
}

/** Whether something is shown that cards have no place for by themselves. */
export function useMore(): ReadonlySet<string> | undefined {
  const chosen = useStore(shown);
  return chosen && MORE.some(property => chosen.has(property)) ? chosen : undefined;
}
