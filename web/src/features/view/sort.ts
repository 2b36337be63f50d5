import type { CustomField, Task } from "../../api/types.ts";
import { comparePlace } from "../../sync/place.ts";

/** The order of tasks, as `sort=` of the API says it. Pure. */

export const SORTS = ["position", "priority", "due", "created", "updated", "number", "title"] as const;
export type SortName = (typeof SORTS)[number] | `field.${string}`;

export interface SortKey {
  readonly by: SortName;
  readonly descending: boolean;
}

const MOST = 3;

/** Reads a sort; what it does not know it leaves out. */
export function sortOf(text: string): SortKey[] {
  const keys: SortKey[] = [];
  for (const part of text.split(",")) {
    const descending = part.startsWith("-");
    const by = (descending ? part.slice(1) : part) as SortName;
    const known = by.startsWith("field.") || SORTS.some(name => name === by);
    if (known && keys.length < MOST && keys.every(key => key.by !== by)) {
      keys.push({ by, descending });
    }
  }
  return keys;
}

export function printSort(keys: readonly SortKey[]): string {
  return keys.map(({ by, descending }) => (descending ? `-${by}` : by)).join(",");
}

const RANK = { none: 0, low: 1, medium: 2, high: 3, urgent: 4 } as const;

type Order = (one: Task, other: Task) => number;

/** Compares tasks; without a value they come last, whatever the direction. */
export function orderOf(text: string, fields: readonly CustomField[]): Order | undefined {
  const keys = sortOf(text);
  if (keys.length === 0) {
    return undefined;
  }
  const orders = keys.map(({ by, descending }): Order => {
    const value = valueIn(by, fields);
    const sign = descending ? -1 : 1;
    return (one, other) => {
      const [a, b] = [value(one), value(other)];
      if (a === undefined || b === undefined) {
        return a === b ? 0 : a === undefined ? 1 : -1;
      }
      return a < b ? -sign : a > b ? sign : 0;
    };
  });
  return (one, other) => {
    for (const order of orders) {
      const found = order(one, other);
      if (found !== 0) {
        return found;
      }
    }
    return comparePlace(one.id, other.id);
  };
}

function valueIn(by: SortName, fields: readonly CustomField[]): (task: Task) => string | number | undefined {
  switch (by) {
    case "priority":
      return task => RANK[task.priority];
    case "due":
      return task => (task.due ? `${task.due.date} ${task.due.time ?? "24:00"}` : undefined);
    case "created":
      return task => task.created_at;
    case "updated":
      return task => task.updated_at;
    case "number":
      return task => task.number || Number.MAX_SAFE_INTEGER;
    case "title":
      return task => task.title.toLowerCase();
    case "position":
      return task => task.position;
    default: {
      const id = by.slice("field.".length);
      const field = fields.find(one => one.id === id);
      return task => {
        const value = (task.custom_fields as Record<string, unknown> | undefined)?.[id];
        const at = field?.options.findIndex(option => option.id === value) ?? -1;
        return at >= 0 ? at : typeof value === "number" || typeof value === "string" ? value : undefined;
      };
    }
  }
}
