import { useSyncExternalStore } from "react";

/** Where something in the hand would go: before row `slot` of a column. */
export interface Slot {
  readonly column: string;
  readonly slot: number;
}

export interface Hand {
  readonly ids: readonly string[];
  readonly over: Slot | undefined;
  /** The column that they were taken from. */
  readonly from?: string | undefined;
}

/** What one column can do for the board. */
export interface ColumnHandle {
  reveal(id: string): void;
  slotAt(clientY: number): number;
  element(): HTMLElement | null;
}

/** What a person does on a board: where they are, what is selected, what is in their hand. It outlives no page. */
export class BoardState {
  readonly columns = new Map<string, ColumnHandle>();
  /** What happens with cards that are dropped. */
  drop: ((ids: readonly string[], slot: Slot, from?: string) => void) | undefined;
  #focused: string | undefined;
  #taking = false;
  #orphan: string | undefined;
  #selected: ReadonlySet<string> = new Set();
  #anchor: string | undefined;
  #hand: Hand | undefined;
  #composing: string | undefined;
  #renaming: string | undefined;
  /** A card that is to be brought into view as soon as its column has it. */
  #wanted: string | undefined;
  readonly #listeners = new Set<() => void>();

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get focused(): string | undefined {
    return this.#focused;
  }

  get selected(): ReadonlySet<string> {
    return this.#selected;
  }

  get hand(): Hand | undefined {
    return this.#hand;
  }

  get composing(): string | undefined {
    return this.#composing;
  }

  get renaming(): string | undefined {
    return this.#renaming;
  }

  /** Goes to a card. With `take`, the card takes the keyboard's focus as soon as it is drawn. */
  focus(id: string | undefined, take = true): void {
    this.#focused = id;
    this.#taking = take && id !== undefined;
    this.#orphan = undefined;
    this.#tell();
  }

  /** Whether the card is to take the focus. */
  wants(id: string): boolean {
    return this.#taking && this.#focused === id;
  }

  /** Whether the card has to take the focus now; asked once. */
  takes(id: string): boolean {
    const takes = this.wants(id);
    if (takes) {
      this.#taking = false;
      this.#orphan = undefined;
    }
    return takes;
  }

  /** A card goes from its place while it has the keyboard's focus: it takes it where it is drawn next. */
  uproot(id: string): void {
    if (this.#focused === id) {
      this.#taking = true;
      this.#orphan = id;
    }
  }

  /** The card that was uprooted, until something has the focus again. */
  get orphan(): string | undefined {
    return this.#orphan;
  }

  /** Brings a card into view, now or as soon as its column has it. */
  reveal(id: string): void {
    this.#wanted = id;
    this.#tell();
  }

  /** The card that a column has to bring into view; asked once. */
  reveals(has: (id: string) => boolean): string | undefined {
    const id = this.#wanted;
    if (id === undefined || !has(id)) {
      return undefined;
    }
    this.#wanted = undefined;
    return id;
  }

  get wanted(): string | undefined {
    return this.#wanted;
  }

  toggle(id: string): void {
    const next = new Set(this.#selected);
    if (!next.delete(id)) {
      next.add(id);
    }
    this.#anchor = id;
    this.select(next);
  }

  select(ids: ReadonlySet<string>): void {
    this.#selected = ids;
    this.#tell();
  }

  /** Selects from where selecting began to `to`, in the given order. */
  extend(from: string, to: string, order: readonly string[]): void {
    this.#anchor = this.#anchor !== undefined && order.includes(this.#anchor) ? this.#anchor : from;
    const [one, other] = [order.indexOf(this.#anchor), order.indexOf(to)];
    this.select(new Set(order.slice(Math.min(one, other), Math.max(one, other) + 1)));
  }

  clear(): void {
    this.#anchor = undefined;
    if (this.#selected.size > 0) {
      this.select(new Set());
    }
  }

  /** Forgets what is not there any more. */
  keep(exists: (id: string) => boolean): void {
    const kept = [...this.#selected].filter(exists);
    if (kept.length < this.#selected.size) {
      this.select(new Set(kept));
    }
  }

  /** Takes cards into the hand. */
  lift(ids: readonly string[], from?: string): void {
    this.#hand = { ids, over: undefined, from };
    this.#tell();
  }

  over(slot: Slot | undefined): void {
    const hand = this.#hand;
    if (hand && (hand.over?.column !== slot?.column || hand.over?.slot !== slot?.slot)) {
      this.#hand = { ...hand, over: slot };
      this.#tell();
    }
  }

  letGo(): void {
    if (this.#hand) {
      this.#hand = undefined;
      this.#tell();
    }
  }

  rename(id: string | undefined): void {
    this.#renaming = id;
    this.#tell();
  }

  compose(column: string | undefined): void {
    this.#composing = column;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

/** What `read` says of the board; it must be a plain value, or the same as long as nothing changed. */
export function useBoard<T>(state: BoardState, read: (state: BoardState) => T): T {
  return useSyncExternalStore(state.listen, () => read(state));
}
