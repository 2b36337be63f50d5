const FIRST_MS = [500, 2_000] as const;
const MOST_MS = 30_000;

/** How long to wait before the next try: half a second to two at random, doubling up to thirty. */
export class Backoff {
  readonly #random: () => number;
  #failures = 0;
  #told: readonly [number, number] | undefined;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** It worked: the next failure is the first again. */
  succeeded(): void {
    this.#failures = 0;
  }

  /** The server asked to wait between these, in milliseconds; it counts once. */
  told(between: readonly [number, number]): void {
    this.#told = between;
  }

  /** The next wait, in milliseconds. */
  wait(): number {
    const factor = 2 ** Math.min(this.#failures, 6);
    const most = Math.min(FIRST_MS[1] * factor, MOST_MS);
    const [least, last] = this.#told ?? [Math.min(FIRST_MS[0] * factor, most / 2), most];
    this.#told = undefined;
    this.#failures += 1;
    return between(least, last, this.#random);
  }
}

/** A number in between, so that not all come at once. */
export function between(least: number, most: number, random: () => number = Math.random): number {
  return least + (Math.max(most, least) - least) * random();
}

/** Waits, unless it is ended before. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) {
    return;
  }
  await new Promise<void>(resolve => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
