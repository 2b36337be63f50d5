import type { Data, Thing } from "./frames.ts";
import { newId } from "./ids.ts";
import type { ListChange } from "./overlay.ts";
import { nameOf } from "./rows.ts";

export type Method = "POST" | "PATCH" | "PUT" | "DELETE";

/** A change as a feature asks for it. */
export interface Change {
  /** What it is about. */
  readonly thing: Thing;
  /** How it looks until the server has answered. `none`: nothing to be seen. */
  readonly kind: "create" | "patch" | "remove" | "none";
  readonly fields?: Data;
  readonly merge?: Readonly<Record<string, ListChange>>;
  readonly method: Method;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly body?: Data;
  /** Texts that must not be overwritten when somebody else changed them meanwhile. */
  readonly guard?: readonly string[];
  /** What was on screen when editing began, when that was not just now. */
  readonly began?: { readonly fields: Data; readonly version: number };
  /** Other things that must have been made before. */
  readonly after?: readonly Thing[];
  /** The kind of thing that the answer shows; absent: the answer shows none. */
  readonly answers?: string;
  /** What is one's own alone is in one's own stream; absent: the workspace's. */
  readonly stream?: "me";
  /** How it is undone, told from the row as it will be then; absent: it cannot be. */
  readonly undo?: (now: Data | undefined) => Change | readonly Change[] | undefined;
}

/** A change on its way: what is stored until the server has answered. */
export interface Command {
  /** Its idempotency key, for ever; and the `cause` of what it does. */
  readonly id: string;
  /** Commands go out in this order, where they touch the same things. */
  readonly order: number;
  readonly stream: string;
  readonly thing: Thing;
  readonly kind: Change["kind"];
  readonly fields: Data;
  readonly merge?: Readonly<Record<string, ListChange>>;
  readonly base: Data;
  readonly baseVersion: number;
  readonly method: Method;
  readonly path: string;
  readonly body?: Data;
  readonly ifMatch?: number;
  readonly guard: readonly string[];
  readonly lanes: readonly string[];
  readonly answers?: string;
  readonly attempts: number;
  /** Not to be tried again before this instant, in milliseconds. */
  readonly notBefore: number;
}

/** The command that carries a change out; `row` is the thing as it is on screen. */
export function commandOf(stream: string, change: Change, row: Data | undefined, order: number): Command {
  const fields = change.fields ?? {};
  const began = change.began ?? {
    fields: pick(row ?? {}, [...Object.keys(fields), ...Object.keys(change.merge ?? {})]),
    version: Number(row?.version ?? 0),
  };
  const guard = change.guard ?? [];
  // Lists are put together when it is sent, from what they are then.
  const body = change.merge ? undefined : change.body;
  return {
    id: newId(),
    order,
    stream: change.stream ?? stream,
    thing: change.thing,
    kind: change.kind,
    fields,
    ...(change.merge && { merge: change.merge }),
    base: began.fields,
    baseVersion: began.version,
    method: change.method,
    path: change.path,
    ...(body !== undefined && { body }),
    ...(guard.length > 0 && began.version > 0 && { ifMatch: began.version }),
    guard,
    lanes: [change.thing, ...(change.after ?? [])].map(nameOf),
    ...(change.answers !== undefined && { answers: change.answers }),
    attempts: 0,
    notBefore: 0,
  };
}

export function pick(row: Data, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.filter(field => field in row).map(field => [field, row[field]]));
}
