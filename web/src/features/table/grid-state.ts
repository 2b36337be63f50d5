import { useSyncExternalStore } from "react";
import type { ColumnName } from "./columns.ts";

export interface Spot {
  readonly row: string;
  readonly column: ColumnName;
}

/** Where somebody is in a table, what is marked, and what was refused. */
export class GridState {
  /** As they stand. */
  rows: readonly string[] = [];
  columns: readonly ColumnName[] = [];
  #active: Spot | undefined;
  #anchor: Spot | undefined;
  #editing = false;
  #taking = false;
  #refused: ReadonlyMap<string, string> = new Map();
  readonly #listeners = new Set<() => void>();

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get active(): Spot | undefined {
    return this.#active;
  }

  get editing(): boolean {
    return this.#editing;
  }

  /** Goes to a cell; with `extend` what was marked grows to it. */
  go(spot: Spot | undefined, { extend = false, take = true } = {}): void {
    this.#anchor = extend ? (this.#anchor ?? this.#active) : undefined;
    this.#active = spot;
    this.#editing = false;
    this.#taking = take && spot !== undefined;
    this.#tell();
  }

  edit(on: boolean): void {
    this.#editing = on;
    this.#taking = !on;
    this.#tell();
  }

  /** Whether the active cell has to take the focus now; asked once. */
  takes(): boolean {
    const takes = this.#taking;
    this.#taking = false;
    return takes;
  }

  /** The rows and columns that are marked: at least the active cell. */
  range(): { rows: readonly string[]; columns: readonly ColumnName[] } {
    const active = this.#active;
    if (!active) {
      return { rows: [], columns: [] };
    }
    const anchor = this.#anchor ?? active;
    const between = <T>(all: readonly T[], one: T, other: T): readonly T[] => {
      const places = [all.indexOf(one), all.indexOf(other)];
      return all.slice(Math.max(0, Math.min(...places)), Math.max(...places) + 1);
    };
    return {
      rows: between(this.rows, anchor.row, active.row),
      columns: between(this.columns, anchor.column, active.column),
    };
  }

  get isRange(): boolean {
    return this.#anchor !== undefined && this.#anchor !== this.#active;
  }

  /** What a row shows: its active cell and its marked ones, as one text. */
  markOf(row: string): string {
    const active = this.#active?.row === row ? this.#active.column : "";
    const editing = active !== "" && this.#editing ? "edit" : "";
    let marked = "";
    if (this.#anchor) {
      const range = this.range();
      marked = range.rows.includes(row) ? range.columns.join(" ") : "";
    }
    return `${active}|${editing}|${marked}`;
  }

  /** Why a cell did not take what was pasted, by `row column`. */
  refuse(cells: ReadonlyMap<string, string>): void {
    this.#refused = cells;
    this.#tell();
  }

  refusedOf(row: string): ReadonlyMap<string, string> | undefined {
    return [...this.#refused.keys()].some(name => name.startsWith(`${row} `)) ? this.#refused : undefined;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

export function useGrid<T>(state: GridState, read: (state: GridState) => T): T {
  return useSyncExternalStore(state.listen, () => read(state));
}
