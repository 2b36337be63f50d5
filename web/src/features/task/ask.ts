import { Store } from "../../app/store.ts";

export type Field =
  | "status"
  | "assignees"
  | "priority"
  | "tags"
  | "due"
  | "start"
  | "estimate"
  | "repeat"
  | "remind"
  | "template"
  | "project"
  | "milestone"
  | "cycle"
  | "relation"
  | `custom:${string}`;

interface Asking {
  readonly field: Field;
  /** The tasks that it is about. */
  readonly ids: readonly string[];
  readonly anchor: DOMRect;
}

/** What a command lets people choose for tasks: a field, or the place they move to. */
export interface Question {
  readonly field: Field | "move";
  readonly ids: readonly string[];
  /** Called when they were moved, with the first of them. */
  done?(first: string): void;
}

/** The field of some tasks that is being chosen. One at a time, whatever screen asked. */
export const asking = new Store<Asking | undefined>(undefined);

/** Asks for a field of tasks, beside `element` or in the middle of the screen. */
export function askField(field: Field, ids: readonly string[], element?: Element | null): void {
  const box = element?.getBoundingClientRect();
  const anchor = box && box.width > 0 ? box : new DOMRect(innerWidth / 2 - 128, innerHeight / 4, 256, 0);
  asking.set({ field, ids, anchor });
}
