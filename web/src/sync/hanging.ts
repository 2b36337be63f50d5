import type { Data, Thing } from "./frames.ts";

/**
 * What a row hangs on: it goes when that goes. Read off the fields' names, so that a kind of thing which this client
 * does not know yet falls with its task or project too.
 */
export function hangsOn(data: Data): Thing[] {
  const found: Thing[] = [];
  add(found, "project", data.project_id);
  add(found, "task", data.task_id);
  add(found, "task", data.other_id);
  return found;
}

/** How far from the root it hangs: rows are merged in this order. */
export function depth(data: Data): number {
  const on = hangsOn(data);
  return on.some(thing => thing.entity === "task") ? 2 : on.length;
}

/** Whether something can hang on it. A person's id is also that of their membership. */
export function carries(thing: Thing): boolean {
  return thing.entity === "task" || thing.entity === "project";
}

function add(found: Thing[], entity: string, id: unknown): void {
  if (typeof id === "string") {
    found.push({ entity, id });
  }
}
