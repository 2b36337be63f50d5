import type { Data } from "./frames.ts";
import { type Index, Sorted } from "./sorted.ts";
import { kindTopic, listTopic, rowTopic, type Topic } from "./topics.ts";

export { kindTopic, listTopic, rowTopic, type Topic } from "./topics.ts";

/**
 * What the screen shows: rows by kind and id, and lists of ids kept sorted. A write tells only who looks at that row or
 * at a list it enters, leaves or moves in; all writes of one turn are told together, afterwards.
 */
export class Entities {
  readonly #kinds = new Map<string, Map<string, Data>>();
  readonly #indexes = new Map<string, Sorted>();
  readonly #byKind = new Map<string, Sorted[]>();
  readonly #lists = new Map<string, readonly Data[]>();
  readonly #listeners = new Map<Topic, Set<() => void>>();
  readonly #dirty = new Set<Topic>();
  readonly #everyone = new Set<() => void>();
  #queued = false;
  #held = 0;
  /** Grows with every telling; for what is worked out from everything. */
  revision = 0;

  constructor(indexes: readonly Index[] = []) {
    for (const index of indexes) {
      const sorted = new Sorted(index);
      this.#indexes.set(index.name, sorted);
      this.#byKind.set(index.entity, [...(this.#byKind.get(index.entity) ?? []), sorted]);
    }
  }

  get(entity: string, id: string): Data | undefined {
    return this.#kinds.get(entity)?.get(id);
  }

  ofKind(entity: string): ReadonlyMap<string, Data> {
    return this.#kinds.get(entity) ?? NONE;
  }

  kinds(): string[] {
    return [...this.#kinds.keys()];
  }

  /** All rows of a kind. The same array until one of them changes. */
  list(entity: string): readonly Data[] {
    let list = this.#lists.get(entity);
    if (!list) {
      list = [...this.ofKind(entity).values()];
      this.#lists.set(entity, list);
    }
    return list;
  }

  /** The ids of a list, in order. The same array until the list changes. */
  ids(index: string, key: string): readonly string[] {
    return this.#indexes.get(index)?.ids(key) ?? [];
  }

  /** The keys under which an index has something. */
  keys(index: string): string[] {
    return this.#indexes.get(index)?.keys() ?? [];
  }

  /** Puts a row, or with nothing takes it away. */
  set(entity: string, id: string, data: Data | undefined): void {
    let rows = this.#kinds.get(entity);
    const before = rows?.get(id);
    if (before === data) {
      return;
    }
    if (data) {
      if (!rows) {
        rows = new Map();
        this.#kinds.set(entity, rows);
      }
      rows.set(id, data);
    } else {
      rows?.delete(id);
    }
    this.#lists.delete(entity);
    for (const index of this.#byKind.get(entity) ?? []) {
      index.change(id, before, data, key => this.#touch(listTopic(index.name, key)));
    }
    this.#touch(rowTopic(entity, id));
    this.#touch(kindTopic(entity));
  }

  /** Writes many rows: lists are sorted once, when they are read. */
  bulk(write: () => void): void {
    for (const index of this.#indexes.values()) {
      index.bulk = true;
    }
    write();
    for (const index of this.#indexes.values()) {
      index.bulk = false;
    }
  }

  subscribe(topic: Topic, listener: () => void): () => void {
    let listeners = this.#listeners.get(topic);
    if (!listeners) {
      listeners = new Set();
      this.#listeners.set(topic, listeners);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) {
        this.#listeners.delete(topic);
      }
    };
  }

  /** Tells after every change, whatever it is. */
  subscribeAll(listener: () => void): () => void {
    this.#everyone.add(listener);
    return () => this.#everyone.delete(listener);
  }

  /** Marks a topic that is not a row or list of this store; its listeners are told with the rest. */
  touch(topic: Topic): void {
    this.#touch(topic);
  }

  /** Tells nobody until it is let go: a hidden page is told once a second. */
  hold(): () => void {
    this.#held += 1;
    return () => {
      this.#held -= 1;
      this.#queue();
    };
  }

  /** Tells now what would be told at the end of this turn. */
  flush(): void {
    if (this.#dirty.size === 0) {
      return;
    }
    const topics = [...this.#dirty];
    this.#dirty.clear();
    this.revision += 1;
    for (const topic of topics) {
      for (const listener of [...(this.#listeners.get(topic) ?? [])]) {
        listener();
      }
    }
    for (const listener of [...this.#everyone]) {
      listener();
    }
  }

  #touch(topic: Topic): void {
    this.#dirty.add(topic);
    this.#queue();
  }

  #queue(): void {
    if (!this.#queued && this.#held === 0 && this.#dirty.size > 0) {
      this.#queued = true;
      queueMicrotask(() => {
        this.#queued = false;
        if (this.#held === 0) {
          this.flush();
        }
      });
    }
  }
}

const NONE: ReadonlyMap<string, Data> = new Map();
