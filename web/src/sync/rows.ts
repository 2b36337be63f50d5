import type { Data, Stream, Thing } from "./frames.ts";
import { carries, hangsOn } from "./hanging.ts";

/** A row as it is shown. */
export interface Row {
  readonly version: number;
  readonly data: Data;
  /**
   * As the stream told it, when an answer to a request of one's own is ahead of that; of version 0 when it did not yet.
   * The answer moves nothing: what comes and goes with it is told later.
   */
  readonly told?: Pick<Row, "version" | "data">;
}

interface Kept extends Row {
  /** An entry at which it was as told, the last that is known. */
  asOf: number;
  /** The entry at which all that hung on it was read; -1 when it was not. */
  wholeAsOf: number;
}

/** The rows of a copy, and what hangs on what. */
export class Rows {
  readonly #kinds = new Map<string, Map<string, Kept>>();
  /** By what they hang on; also when that is not held. */
  readonly #hanging = new Map<string, Map<string, Thing>>();
  /** Rows that came before what they hang on, by name. */
  readonly #early = new Map<string, Thing>();
  readonly #loose: boolean;

  /** In a person's own stream nothing hangs on anything. */
  constructor(stream: Stream) {
    this.#loose = stream === "me";
  }

  get(entity: string, id: string): Row | undefined {
    return this.#kinds.get(entity)?.get(id);
  }

  /** Whether the stream told of it. */
  has(thing: Thing): boolean {
    return (this.#told(thing)?.version ?? 0) > 0;
  }

  ofKind(entity: string): ReadonlyMap<string, Row> {
    return this.#kinds.get(entity) ?? NONE;
  }

  *all(): Generator<[Thing, Row]> {
    for (const [entity, rows] of this.#kinds) {
      for (const [id, row] of rows) {
        yield [{ entity, id }, row];
      }
    }
  }

  /** Keeps the row with the larger version; true when that is this one. It was so at the entry `asOf`. */
  put(thing: Thing, version: number, data: Data, asOf: number): boolean {
    const before = this.#kept(thing);
    const told = before?.told ?? before;
    if (before && told && told.version >= version) {
      before.asOf = told.version === version ? Math.max(before.asOf, asOf) : before.asOf;
      return false;
    }
    if (told) {
      this.#untie(thing, told);
    }
    const isAhead = before !== undefined && before.version >= version;
    const shown = isAhead ? { version: before.version, data: before.data } : { version, data };
    const isBehind = shown.version > version;
    const wholeAsOf = before?.wholeAsOf ?? -1;
    this.#set(
      thing,
      isBehind ? { ...shown, told: { version, data }, asOf, wholeAsOf } : { ...shown, asOf, wholeAsOf },
    );
    this.#tie(thing, data);
    return !isAhead;
  }

  /** Shows the newer row of an answer; true when none is held, or an older one. */
  show(thing: Thing, version: number, data: Data, asOf: number): boolean {
    const before = this.#kept(thing);
    if (before && before.version >= version) {
      return false;
    }
    if (before) {
      const told = before.told ?? { version: before.version, data: before.data };
      this.#set(thing, { ...before, version, data, told });
    } else {
      this.#set(thing, { version, data, told: { version: 0, data }, asOf, wholeAsOf: -1 });
      this.#tie(thing, data);
    }
    return true;
  }

  #tie(thing: Thing, data: Data): void {
    for (const on of this.#hangsOn(data)) {
      let things = this.#hanging.get(on.id);
      if (!things) {
        things = new Map();
        this.#hanging.set(on.id, things);
      }
      things.set(nameOf(thing), { entity: thing.entity, id: thing.id });
    }
    if (this.#isOrphan(thing)) {
      this.#early.set(nameOf(thing), { entity: thing.entity, id: thing.id });
    }
  }

  /** Drops a row unless a newer one than `version` was told, with all that hangs on it. What was dropped goes to `gone`. */
  remove(thing: Thing, version: number, gone: Thing[]): void {
    const top = this.#told(thing);
    if (top && top.version > version) {
      return;
    }
    const falling: Thing[] = [thing];
    for (let next = falling.pop(); next; next = falling.pop()) {
      const row = this.#told(next);
      if (row) {
        this.#kinds.get(next.entity)?.delete(next.id);
        this.#untie(next, row);
        gone.push(next);
      }
      if (carries(next)) {
        falling.push(...this.#hangingOn(next));
        this.#hanging.delete(next.id);
      }
    }
  }

  /** Drops what hangs on it. */
  strip(thing: Thing, gone: Thing[]): void {
    for (const hanging of this.#hangingOn(thing)) {
      this.remove(hanging, Number.POSITIVE_INFINITY, gone);
    }
  }

  /** All that hung on it at the entry `seq` was read, and is held. */
  setWhole(on: Thing, seq: number): void {
    const row = this.#kept(on);
    if (row) {
      row.wholeAsOf = Math.max(row.wholeAsOf, seq);
    }
  }

  /** Whether all that hangs on it was read at this entry or later. */
  isWholeAt(on: Thing, seq: number): boolean {
    return (this.#kept(on)?.wholeAsOf ?? -1) >= seq;
  }

  /**
   * Whether not all is known of what hangs on a task that was there before and is upserted: it is not held, or without its
   * project; it leaves a project that is awaited; or it comes into one that was gained since it was read, where it may
   * have been at the time, out of sight.
   */
  lacks(task: Thing, data: Data, awaited: readonly string[]): boolean {
    const before = this.projectOf(task);
    const after = hangsOn(data).find(on => on.entity === "project");
    const moves = before?.id !== after?.id;
    return (
      !this.isTied(task) ||
      (moves && before !== undefined && awaited.includes(before.id)) ||
      (moves && after !== undefined && this.#wasReadBefore(task, after))
    );
  }

  /** Whether a project is not held, or was read after the task was. */
  #wasReadBefore(task: Thing, project: Thing): boolean {
    const [one, other] = [this.#kept(task)?.wholeAsOf ?? -1, this.#kept(project)?.wholeAsOf];
    return other === undefined || (one >= 0 && other > one);
  }

  /** What hangs on it, and was so at the entry `seq` or before. */
  hangingAsOf(on: Thing, seq: number): Thing[] {
    return carries(on) ? this.#hangingOn(on).filter(thing => (this.#kept(thing)?.asOf ?? seq) <= seq) : [];
  }

  /** What it hangs on, as the stream told it. */
  onWhat(thing: Thing): Thing[] {
    const told = this.#told(thing);
    return told ? this.#hangsOn(told.data) : [];
  }

  /** Where the stream has it. */
  projectOf(thing: Thing): Thing | undefined {
    return this.onWhat(thing).find(on => on.entity === "project");
  }

  /** Whether all that hung, at this entry or a later one, on what this hangs on is held. */
  isKnownAt(data: Data, seq: number): boolean {
    const things = this.#hangsOn(data);
    return things.length > 0 && things.every(on => this.isWholeAt(on, seq));
  }

  /** Whether it is held with all that it hangs on. */
  isTied(thing: Thing): boolean {
    return this.has(thing) && !this.#isOrphan(thing);
  }

  /** Whether a task is held, and its project is, too, or is one of those that are still to be fetched. */
  stays(task: Thing, awaited: readonly string[]): boolean {
    return this.isTied(task) || awaited.includes(this.projectOf(task)?.id ?? "");
  }

  /** Nothing is on its way: drops the rows whose task or project is not held. */
  dropOrphans(gone: Thing[]): void {
    for (const thing of this.#early.values()) {
      if (this.#isOrphan(thing)) {
        this.remove(thing, Number.POSITIVE_INFINITY, gone);
      }
    }
    this.#early.clear();
  }

  /** Whether it is shown although something that it hangs on is not. */
  #isOrphan(thing: Thing): boolean {
    return !this.onWhat(thing).every(on => this.#kept(on));
  }

  #kept(thing: Thing): Kept | undefined {
    return this.#kinds.get(thing.entity)?.get(thing.id);
  }

  #told(thing: Thing): Row | undefined {
    const row = this.#kept(thing);
    return row?.told ?? row;
  }

  #set(thing: Thing, row: Kept): void {
    const rows = this.#kinds.get(thing.entity);
    if (rows) {
      rows.set(thing.id, row);
    } else {
      this.#kinds.set(thing.entity, new Map([[thing.id, row]]));
    }
  }

  #hangingOn(thing: Thing): Thing[] {
    return [...(this.#hanging.get(thing.id)?.values() ?? [])];
  }

  #hangsOn(data: Data): Thing[] {
    return this.#loose ? [] : hangsOn(data);
  }

  #untie(thing: Thing, row: Row): void {
    for (const on of this.#hangsOn(row.data)) {
      const things = this.#hanging.get(on.id);
      things?.delete(nameOf(thing));
      if (things?.size === 0) {
        this.#hanging.delete(on.id);
      }
    }
  }
}

const NONE: ReadonlyMap<string, Row> = new Map();

/** A thing as one text. */
export function nameOf(thing: Thing): string {
  return `${thing.entity} ${thing.id}`;
}

/** A row as an answer shows it. */
export function rowOf(entity: string, data: Data) {
  return { entity, id: String(data.id), version: Number(data.version), data };
}
