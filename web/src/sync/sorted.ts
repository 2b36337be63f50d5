import type { Data } from "./frames.ts";

/** A family of lists: under which keys a row stands, and in which order. */
export interface Index {
  readonly name: string;
  readonly entity: string;
  /** The lists it belongs to; none hides it. */
  keys(row: Data): readonly string[];
  /** The order; rows that are equal go by id. */
  compare(one: Data, other: Data): number;
}

interface Item {
  readonly id: string;
  readonly row: Data;
}

interface List {
  items: Item[];
  sorted: boolean;
  /** What was handed out, until it is no longer so. */
  ids: readonly string[] | undefined;
}

/** Lists of one index, kept sorted by insertion in place. */
export class Sorted {
  readonly name: string;
  readonly #index: Index;
  readonly #lists = new Map<string, List>();
  /** While true, rows are only appended; the next reading sorts. */
  bulk = false;

  constructor(index: Index) {
    this.name = index.name;
    this.#index = index;
  }

  ids(key: string): readonly string[] {
    const list = this.#lists.get(key);
    if (!list) {
      return NOTHING;
    }
    this.#sort(list);
    list.ids ??= list.items.map(item => item.id);
    return list.ids;
  }

  keys(): string[] {
    return [...this.#lists.keys()];
  }

  /** A row became another. Calls `touched` for each list whose ids or order changed. */
  change(
    id: string,
    before: Data | undefined,
    after: Data | undefined,
    touched: (key: string) => void,
  ): void {
    const from = before ? this.#index.keys(before) : NOTHING;
    const to = after ? this.#index.keys(after) : NOTHING;
    for (const key of from) {
      if (before && after && to.includes(key)) {
        if (this.#replace(key, { id, row: before }, { id, row: after })) {
          touched(key);
        }
      } else if (before) {
        this.#remove(key, { id, row: before });
        touched(key);
      }
    }
    for (const key of to) {
      if (after && !from.includes(key)) {
        this.#insert(key, { id, row: after });
        touched(key);
      }
    }
  }

  #order = (one: Item, other: Item): number =>
    this.#index.compare(one.row, other.row) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

  #sort(list: List): void {
    if (!list.sorted) {
      list.items.sort(this.#order);
      list.sorted = true;
    }
  }

  /** True when it stands elsewhere now. */
  #replace(key: string, before: Item, after: Item): boolean {
    const list = this.#list(key);
    this.#sort(list);
    const at = this.#find(list, before);
    const previous = list.items[at - 1];
    const next = list.items[at + 1];
    const stays = (!previous || this.#order(previous, after) < 0) && (!next || this.#order(after, next) < 0);
    if (stays) {
      list.items[at] = after;
      return false;
    }
    list.items.splice(at, 1);
    list.items.splice(this.#find(list, after), 0, after);
    list.ids = undefined;
    return true;
  }

  #insert(key: string, item: Item): void {
    const list = this.#list(key);
    list.ids = undefined;
    if (this.bulk) {
      list.items.push(item);
      list.sorted = false;
      return;
    }
    this.#sort(list);
    list.items.splice(this.#find(list, item), 0, item);
  }

  #remove(key: string, item: Item): void {
    const list = this.#list(key);
    if (!list.sorted) {
      list.items = list.items.filter(other => other.id !== item.id);
    } else {
      list.items.splice(this.#find(list, item), 1);
    }
    list.ids = undefined;
    if (list.items.length === 0) {
      this.#lists.delete(key);
    }
  }

  #list(key: string): List {
    let list = this.#lists.get(key);
    if (!list) {
      list = { items: [], sorted: true, ids: undefined };
      this.#lists.set(key, list);
    }
    return list;
  }

  /** Where it stands, or would. */
  #find(list: List, item: Item): number {
    let low = 0;
    let high = list.items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#order(list.items[middle] as Item, item) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

const NOTHING: readonly string[] = [];
