/** Where rows of various heights stand in a long list of which only a part is in the page. Pure. */
export class Heights {
  readonly #known = new Map<string, number>();
  readonly #estimate: number;
  readonly #gap: number;
  #ids: readonly string[] = [];
  #tops: Float64Array = new Float64Array(1);
  #fresh = false;

  constructor(estimate: number, gap: number) {
    this.#estimate = estimate;
    this.#gap = gap;
  }

  set(ids: readonly string[]): void {
    if (ids !== this.#ids) {
      this.#ids = ids;
      this.#fresh = false;
    }
  }

  /** A row was measured; true when that is news. */
  measured(id: string, height: number): boolean {
    if (height <= 0 || Math.abs((this.#known.get(id) ?? 0) - height) < 0.5) {
      return false;
    }
    this.#known.set(id, height);
    this.#fresh = false;
    return true;
  }

  /** All heights may be others: another width, another density. */
  forget(): void {
    this.#known.clear();
    this.#fresh = false;
  }

  height(id: string): number {
    return this.#known.get(id) ?? this.#estimate;
  }

  /** Where row `at` begins; of one past the last row, where the list ends. */
  top(at: number): number {
    return this.#all()[Math.max(0, Math.min(at, this.#ids.length))] ?? 0;
  }

  get total(): number {
    return Math.max(0, this.top(this.#ids.length) - (this.#ids.length > 0 ? this.#gap : 0));
  }

  /** The rows that reach into a stretch: from the first to before the last. */
  between(from: number, to: number): [number, number] {
    return [this.#at(from), Math.min(this.#at(to) + 1, this.#ids.length)];
  }

  /** Before which row something dropped at `y` goes: rows are passed at their middle. */
  slot(y: number): number {
    const at = this.#at(y);
    const id = this.#ids[at];
    return id !== undefined && y > this.top(at) + this.height(id) / 2 ? at + 1 : at;
  }

  /** The row at `y`, or the nearest. */
  #at(y: number): number {
    const tops = this.#all();
    let low = 0;
    let high = this.#ids.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((tops[middle] ?? 0) <= y) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Math.max(0, low);
  }

  #all(): Float64Array {
    if (!this.#fresh) {
      const tops = new Float64Array(this.#ids.length + 1);
      let top = 0;
      for (const [at, id] of this.#ids.entries()) {
        tops[at] = top;
        top += this.height(id) + this.#gap;
      }
      tops[this.#ids.length] = top;
      this.#tops = tops;
      this.#fresh = true;
    }
    return this.#tops;
  }
}
