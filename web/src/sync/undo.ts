import type { Change } from "./command.ts";
import type { Data, Thing } from "./frames.ts";
import { same } from "./same.ts";

/** One thing that a step changed. */
export interface Done {
  readonly cause: string;
  readonly thing: Thing;
  /** What it set: undoing is refused where somebody has moved on from this. */
  after: Data;
  readonly back: NonNullable<Change["undo"]>;
}

/** What one key press or click did; undone together. */
export interface Step {
  readonly label: string;
  readonly at: number;
  readonly done: Done[];
}

export interface Undone {
  readonly label: string;
  readonly changes: readonly Change[];
  /** Things that somebody else has changed since. */
  readonly moved: readonly Thing[];
}

const MOST = 50;

/** The last changes of this tab, and the way back. */
export class Undo {
  readonly #past: Step[] = [];
  readonly #future: Step[] = [];
  readonly #row: (thing: Thing) => Data | undefined;

  constructor(row: (thing: Thing) => Data | undefined) {
    this.#row = row;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** A new step of the person's: what was undone cannot be redone any more. */
  did(step: Step): void {
    // What cannot be undone is no step.
    if (step.done.length > 0) {
      push(this.#past, step);
      this.#future.length = 0;
    }
  }

  /** The server chose these values for what `cause` set, such as a position. */
  settled(cause: string, fields: Data): void {
    for (const step of [...this.#past, ...this.#future]) {
      for (const done of step.done) {
        if (done.cause === cause && "position" in done.after && "position" in fields) {
          done.after = { ...done.after, position: fields.position };
        }
      }
    }
  }

  /** It never happened: the server refused it. */
  refused(cause: string): void {
    for (const steps of [this.#past, this.#future]) {
      for (const [at, step] of [...steps.entries()].reverse()) {
        const kept = step.done.filter(done => done.cause !== cause);
        if (kept.length === 0 && step.done.length > 0) {
          steps.splice(at, 1);
        } else if (kept.length < step.done.length) {
          step.done.splice(0, step.done.length, ...kept);
        }
      }
    }
  }

  /** Takes the last step. `make` is called with each change that undoes it, which the next may stand on. */
  takeUndo(make: (change: Change) => void = () => {}): Undone | undefined {
    return this.#take(this.#past, make);
  }

  takeRedo(make: (change: Change) => void = () => {}): Undone | undefined {
    return this.#take(this.#future, make);
  }

  /** What an undo did, so that it can be redone. */
  undid(step: Step): void {
    push(this.#future, step);
  }

  /** What a redo did. */
  redid(step: Step): void {
    push(this.#past, step);
  }

  /** What this tab did to a thing since, the newest first. */
  since(thing: Thing, instant: number): Done[] {
    return this.#past
      .filter(step => step.at >= instant)
      .flatMap(step => step.done)
      .filter(done => done.thing.id === thing.id && done.thing.entity === thing.entity)
      .reverse();
  }

  clear(): void {
    this.#past.length = 0;
    this.#future.length = 0;
  }

  #take(steps: Step[], make: (change: Change) => void): Undone | undefined {
    const step = steps.pop();
    if (!step) {
      return undefined;
    }
    const changes: Change[] = [];
    const moved: Thing[] = [];
    // The last one first: it may stand on those before it.
    for (const { thing, after, back } of step.done.toReversed()) {
      const now = this.#row(thing);
      const untouched = Object.entries(after).every(([field, value]) => stands(field, value, now?.[field]));
      const found = [(untouched && back(now)) || []].flat();
      if (found.length === 0) {
        moved.push(thing);
      }
      for (const change of found) {
        changes.push(change);
        make(change);
      }
    }
    return { label: step.label, changes, moved };
  }
}

/** The server sets its own instants: what counts is whether there is one. */
function stands(field: string, value: unknown, now: unknown): boolean {
  return field.endsWith("_at") ? ((value ?? null) === null) === ((now ?? null) === null) : same(now, value);
}

function push(steps: Step[], step: Step): void {
  if (step.done.length > 0) {
    steps.push(step);
    steps.splice(0, steps.length - MOST);
  }
}
