import type { Data, Stream, Thing } from "./frames.ts";
import { nameOf } from "./rows.ts";

/** A change of one's own that is shown before the server has said yes. */
export interface Patch extends Thing {
  /** The idempotency key of the request that carries it. */
  readonly cause: string;
  readonly kind: "create" | "patch" | "remove";
  readonly fields: Data;
  /** What was on screen in these fields when editing began, and of which version. */
  readonly base: Data;
  readonly baseVersion: number;
  /** Additions and removals of a list, which merge with other people's. */
  readonly merge?: Readonly<Record<string, ListChange>>;
}

export interface ListChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Patches over rows, in the order they were made. */
export class Overlay {
  readonly #byThing = new Map<string, Patch[]>();
  readonly #byCause = new Map<string, Patch>();
  /** Answered, and shown until the copy of that stream has reached this entry of its log. */
  readonly #answered = new Map<string, { readonly stream: Stream; readonly seq: number }>();

  add(patch: Patch): void {
    const name = nameOf(patch);
    this.#byThing.set(name, [...(this.#byThing.get(name) ?? []), patch]);
    this.#byCause.set(patch.cause, patch);
  }

  has(cause: string): boolean {
    return this.#byCause.has(cause);
  }

  /** Takes a patch away; answers the thing that it was over. */
  drop(cause: string): Thing | undefined {
    const patch = this.#byCause.get(cause);
    if (!patch) {
      return undefined;
    }
    this.#byCause.delete(cause);
    this.#answered.delete(cause);
    const name = nameOf(patch);
    const rest = (this.#byThing.get(name) ?? []).filter(other => other !== patch);
    if (rest.length > 0) {
      this.#byThing.set(name, rest);
    } else {
      this.#byThing.delete(name);
    }
    return { entity: patch.entity, id: patch.id };
  }

  /** The server said yes; its effect is in the stream's log at `seq`. */
  answered(cause: string, stream: Stream, seq: number): void {
    if (this.#byCause.has(cause)) {
      this.#answered.set(cause, { stream, seq });
    }
  }

  /** Drops what a stream's copy, which now stands at `seq`, has in it. */
  reached(stream: Stream, seq: number): Thing[] {
    const done = [...this.#answered].filter(([, at]) => at.stream === stream && at.seq <= seq);
    return done.flatMap(([cause]) => this.drop(cause) ?? []);
  }

  /** Whether something about it has yet to be said yes to. */
  isPending(thing: Thing): boolean {
    return (this.#byThing.get(nameOf(thing)) ?? []).some(patch => !this.#answered.has(patch.cause));
  }

  things(): Thing[] {
    return [...this.#byThing.values()].flatMap(([first]) => first ?? []);
  }

  /** The row as it is shown. */
  over(thing: Thing, base: Data | undefined): Data | undefined {
    const patches = this.#byThing.get(nameOf(thing));
    if (!patches) {
      return base;
    }
    let row = base;
    for (const patch of patches) {
      if (patch.kind === "remove") {
        row = undefined;
      } else if (patch.kind === "create") {
        row = row ?? patch.fields;
      } else if (row) {
        row = { ...row, ...patch.fields, ...merged(row, patch.merge) };
      }
    }
    return row;
  }
}

/** The lists of a row after additions and removals. */
export function merged(row: Data, changes: Patch["merge"]): Record<string, readonly string[]> {
  const lists: Record<string, readonly string[]> = {};
  for (const [field, { add, remove }] of Object.entries(changes ?? {})) {
    const had = Array.isArray(row[field]) ? (row[field] as string[]) : [];
    const kept = had.filter(id => !remove.includes(id));
    lists[field] = [...kept, ...add.filter(id => !kept.includes(id))];
  }
  return lists;
}
