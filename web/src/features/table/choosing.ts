import type { Task } from "../../api/types.ts";
import type { Column } from "./columns.ts";

/** A value that is being chosen for tasks, and where. */
export interface Choosing {
  readonly column: Column;
  readonly tasks: readonly Task[];
  readonly anchor: DOMRect;
}

/** Whether a column's values are chosen from a list that no other screen asks for. */
export function isChosenHere({ name, field }: Column): boolean {
  return (
    name === "milestone" ||
    name === "cycle" ||
    (field !== undefined && (field.options.length > 0 || field.type === "person"))
  );
}
