import type { Entities } from "./entities.ts";
import { rowTopic } from "./entities.ts";
import type { Data, Thing } from "./frames.ts";
import type { Overlay } from "./overlay.ts";
import { nameOf } from "./rows.ts";

/** Where the rows come from that the server has confirmed. */
export interface Base {
  get(entity: string, id: string): { readonly data: Data } | undefined;
  rows(): Iterable<[Thing, { readonly data: Data }]>;
}

/** Keeps what is shown equal to what is confirmed with one's own changes over it. */
export class View {
  readonly #entities: Entities;
  readonly #overlay: Overlay;
  #bases: readonly Base[] = [];
  #preview: readonly Base[] = [];

  constructor(entities: Entities, overlay: Overlay) {
    this.#entities = entities;
    this.#overlay = overlay;
  }

  /** Shows these copies from now on. What the former ones had goes. */
  show(bases: readonly Base[]): void {
    this.#bases = bases;
    this.reload(true);
  }

  /** Shows these rows where the copies have none, until they are whole. */
  preview(rows: Base): void {
    this.#preview = [rows];
    this.reload(false);
  }

  base(thing: Thing): Data | undefined {
    for (const base of [...this.#bases, ...this.#preview]) {
      const row = base.get(thing.entity, thing.id);
      if (row) {
        return row.data;
      }
    }
    return undefined;
  }

  /** These may have changed. */
  refresh(things: Iterable<Thing>): void {
    for (const thing of things) {
      this.#entities.set(thing.entity, thing.id, this.#overlay.over(thing, this.base(thing)));
    }
  }

  /** Its row is the same, but what is pending about it is not. */
  touch(thing: Thing): void {
    this.#entities.touch(rowTopic(thing.entity, thing.id));
  }

  /** Everything may have changed; copies that are whole need no preview. */
  reload(whole: boolean): void {
    this.#preview = whole ? [] : this.#preview;
    const seen = new Set<string>();
    this.#entities.bulk(() => {
      for (const base of [...this.#preview, ...this.#bases]) {
        for (const [thing, row] of base.rows()) {
          seen.add(nameOf(thing));
          this.#entities.set(thing.entity, thing.id, this.#overlay.over(thing, row.data));
        }
      }
      for (const thing of this.#overlay.things()) {
        seen.add(nameOf(thing));
        this.#entities.set(thing.entity, thing.id, this.#overlay.over(thing, this.base(thing)));
      }
    });
    for (const kind of this.#entities.kinds()) {
      for (const id of [...this.#entities.ofKind(kind).keys()]) {
        if (!seen.has(nameOf({ entity: kind, id }))) {
          this.#entities.set(kind, id, undefined);
        }
      }
    }
  }
}
