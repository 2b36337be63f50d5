import type { Thing } from "./frames.ts";
import { nameOf } from "./rows.ts";
import { glowTopic, type Topic } from "./topics.ts";

const GLOW_MS = 700;

/** What somebody else changed just now. */
export class Glow {
  readonly #touch: (topic: Topic) => void;
  readonly #lit = new Map<string, number>();

  constructor(touch: (topic: Topic) => void) {
    this.#touch = touch;
  }

  has(thing: Thing): boolean {
    return this.#lit.has(nameOf(thing));
  }

  light(things: readonly Thing[]): void {
    if (things.length === 0) {
      return;
    }
    const now = Date.now();
    for (const thing of things) {
      this.#lit.set(nameOf(thing), now);
      this.#touch(glowTopic(thing));
    }
    setTimeout(() => {
      for (const thing of things) {
        if (this.#lit.get(nameOf(thing)) === now) {
          this.#lit.delete(nameOf(thing));
          this.#touch(glowTopic(thing));
        }
      }
    }, GLOW_MS);
  }
}
