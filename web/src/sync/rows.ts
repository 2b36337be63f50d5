import type { Data, Stream, Thing } from "./frames.ts";
import { carries, hangsOn } from "./hanging.ts";

export interface Row {
  readonly version: number;
  readonly data: Data;
}

/** The rows of a copy, and what hangs on what. */
export class Rows {
  readonly #kinds = new Map<string, Map<string, Row>>();
  /** By what they hang on; also when that is not held. */
  readonly #hanging = new Map<string, Map<string, Thing>>();
  readonly #loose: boolean;

  /** In a person's own stream nothing hangs on anything. */
  constructor(stream: Stream) {
    this.#loose = stream === "me";
  }

  get(entity: string, id: string): Row | undefined {
    return this.#kinds.get(entity)?.get(id);
  }

  has(thing: Thing): boolean {
    return this.#kinds.get(thing.entity)?.has(thing.id) ?? false;
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

  /** Keeps the row with the larger version; true when that is this one. */
  put(thing: Thing, version: number, data: Data): boolean {
    const before = this.get(thing.entity, thing.id);
    if (before && before.version >= version) {
      return false;
    }
    let rows = this.#kinds.get(thing.entity);
    if (!rows) {
      rows = new Map();
      this.#kinds.set(thing.entity, rows);
    }
    if (before) {
      this.#untie(thing, before);
    }
    rows.set(thing.id, { version, data });
    for (const on of this.#hangsOn(data)) {
      let things = this.#hanging.get(on.id);
      if (!things) {
        things = new Map();
        this.#hanging.set(on.id, things);
      }
      things.set(nameOf(thing), { entity: thing.entity, id: thing.id });
    }
    return true;
  }

  /**
   * Drops a row unless it is newer than `version`, and all that hangs on it: it went away in any case, and may have come
   * back without that. What was dropped goes to `gone`.
   */
  remove(thing: Thing, version: number, gone: Thing[]): void {
    const falling: Thing[] = [thing];
    for (let next = falling.pop(); next; next = falling.pop()) {
      const row = this.get(next.entity, next.id);
      if (row && (next !== thing || row.version <= version)) {
        this.#kinds.get(next.entity)?.delete(next.id);
        this.#untie(next, row);
        gone.push(next);
      }
      if (carries(next)) {
        falling.push(...(this.#hanging.get(next.id)?.values() ?? []));
        this.#hanging.delete(next.id);
      }
    }
  }

  /** Whether it is held although something that it hangs on is not. */
  isOrphan(thing: Thing): boolean {
    const row = this.get(thing.entity, thing.id);
    return row !== undefined && !this.#hangsOn(row.data).every(on => this.has(on));
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
