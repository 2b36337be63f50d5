import { Problem } from "../api/problems.ts";
import type { Command } from "./command.ts";
import type { Disk } from "./disk.ts";

/** What became of an attempt. */
export type Verdict =
  /** It was answered for good: done, or refused for good, with a reason unless that was told already. It leaves. */
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly problem?: Problem }
  /** The network or the server could not. It stays. `stopped`: the server stores nothing at the moment, and said so. */
  | { readonly kind: "again"; readonly afterMs?: number; readonly stopped?: boolean }
  /** To be sent again at once in this form. */
  | { readonly kind: "instead"; readonly command: Command }
  /** Nobody is signed in: everything waits. */
  | { readonly kind: "signed_out" };

export type Send = (command: Command) => Promise<Verdict>;

/** What tabs tell each other. */
type Word =
  | { readonly added: Command }
  | { readonly gone: string; readonly refused?: ReturnType<Problem["toJSON"]> | undefined };

const AT_ONCE = 4;
const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * Commands on their way, stored until they are answered. One tab at a time sends; order is kept among those that touch
 * the same things.
 */
export class Outbox {
  readonly #disk: Disk;
  readonly #name: string;
  readonly #send: Send;
  readonly #changed: () => void;
  readonly #now: () => number;
  readonly #commands = new Map<string, Command>();
  readonly #sending = new Set<string>();
  /** Being written to the disk: not found there yet. */
  readonly #storing = new Set<string>();
  /** The disk could not take them. They are sent all the same, and live as long as the page. */
  readonly #loose = new Set<string>();
  readonly #channel: BroadcastChannel | undefined;
  readonly #heard: (word: Word) => void;
  #draining = false;
  #paused = false;
  #closed = false;
  #stopped = false;
  #wake: (() => void) | undefined;
  #last = 0;

  constructor(options: {
    disk: Disk;
    /** One for all tabs of a person. */
    name: string;
    send: Send;
    changed?: () => void;
    /** Another tab added a command, or one is gone from there: it may have been made here, and refused. */
    added?: (command: Command) => void;
    gone?: (command: Command, refused: Problem | undefined) => void;
    now?: () => number;
  }) {
    this.#disk = options.disk;
    this.#name = options.name;
    this.#send = options.send;
    this.#changed = options.changed ?? (() => {});
    this.#now = options.now ?? Date.now;
    this.#heard = word => {
      if ("added" in word) {
        this.#commands.set(word.added.id, word.added);
        options.added?.(word.added);
        this.poke();
      } else {
        const command = this.#commands.get(word.gone);
        if (command) {
          this.#commands.delete(word.gone);
          options.gone?.(command, word.refused && new Problem(word.refused.status, word.refused));
        }
      }
      this.#changed();
    };
    if (typeof BroadcastChannel !== "undefined") {
      this.#channel = new BroadcastChannel(options.name);
      this.#channel.onmessage = event => this.#heard(event.data as Word);
    }
  }

  /** Reads what an earlier page left. Answers it in order. */
  async load(): Promise<Command[]> {
    for (const command of await this.#disk.all<Command>("outbox")) {
      this.#commands.set(command.id, command);
      this.#last = Math.max(this.#last, command.order);
    }
    this.#changed();
    this.poke();
    return this.waiting();
  }

  /** In the order in which they were made. */
  waiting(): Command[] {
    return [...this.#commands.values()].sort((one, other) => one.order - other.order);
  }

  get size(): number {
    return this.#commands.size;
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** The server takes no changes at the moment. */
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** A number that is larger than all before, also those of other tabs. */
  nextOrder(): number {
    this.#last = Math.max(this.#last + 1, this.#now() * 1_000);
    return this.#last;
  }

  /** Stores them, then sends. Resolves when they are stored. */
  async add(commands: readonly Command[]): Promise<void> {
    for (const command of commands) {
      this.#commands.set(command.id, command);
      this.#storing.add(command.id);
    }
    this.#changed();
    const stored = await this.#store(new Map(commands.map(command => [command.id, command])));
    for (const command of commands) {
      this.#storing.delete(command.id);
      if (stored) {
        this.#say({ added: command });
      } else {
        this.#loose.add(command.id);
      }
    }
    this.poke();
  }

  /** Something got better: try at once what waits. */
  poke(all = false): void {
    if (all) {
      this.#paused = false;
      for (const command of this.#commands.values()) {
        this.#commands.set(command.id, { ...command, notBefore: 0 });
      }
    }
    this.#wake?.();
    void this.#drain();
  }

  /** Sends nothing until it is poked with everything: nobody is signed in. */
  pause(): void {
    this.#paused = true;
  }

  close(): void {
    this.#closed = true;
    this.#channel?.close();
    this.#wake?.();
  }

  /** Whether the disk took it: it may be full, or forbidden. */
  async #store(put: ReadonlyMap<string, Command>, remove: readonly string[] = []): Promise<boolean> {
    try {
      await this.#disk.write("outbox", put, remove);
      return true;
    } catch {
      return false;
    }
  }

  #say(word: Word): void {
    if (!this.#closed) {
      this.#channel?.postMessage(word);
    }
  }

  async #drain(): Promise<void> {
    if (this.#draining || this.#closed || this.#paused || this.#commands.size === 0) {
      return;
    }
    this.#draining = true;
    try {
      await locked(this.#name, () => this.#run());
    } finally {
      this.#draining = false;
    }
  }

  async #run(): Promise<void> {
    // Another tab may have sent some of them while this one waited for its turn.
    const stored = new Set(await this.#disk.keys("outbox").catch(() => [...this.#commands.keys()]));
    for (const id of [...this.#commands.keys()]) {
      if (!stored.has(id) && !this.#storing.has(id) && !this.#loose.has(id)) {
        this.#commands.delete(id);
      }
    }
    this.#changed();
    while (!this.#closed && !this.#paused && this.#commands.size > 0) {
      // What is due is due by one look at the clock: what came due in between would be waited for for ever.
      const now = this.#now();
      for (const command of this.#ready(now)) {
        void this.#attempt(command);
      }
      await this.#pause(now);
    }
  }

  /** Those that may go now: nothing earlier is on the same lanes. */
  #ready(now: number): Command[] {
    const ready: Command[] = [];
    const busy = new Set<string>();
    let room = AT_ONCE - this.#sending.size;
    for (const command of this.waiting()) {
      const free = command.lanes.every(lane => !busy.has(lane));
      if (
        free &&
        room > 0 &&
        command.notBefore <= now &&
        !this.#storing.has(command.id) &&
        !this.#sending.has(command.id)
      ) {
        ready.push(command);
        room -= 1;
      }
      for (const lane of command.lanes) {
        busy.add(lane);
      }
    }
    return ready;
  }

  async #attempt(command: Command): Promise<void> {
    this.#sending.add(command.id);
    let verdict: Verdict;
    try {
      verdict = await this.#send(command);
    } catch {
      verdict = { kind: "again" };
    }
    this.#sending.delete(command.id);
    if (!this.#closed) {
      await this.#judge(command, verdict);
    }
    this.#wake?.();
  }

  async #judge(command: Command, verdict: Verdict): Promise<void> {
    this.#stopped = verdict.kind === "again" && verdict.stopped === true;
    switch (verdict.kind) {
      case "done":
      case "refused":
        this.#commands.delete(command.id);
        this.#loose.delete(command.id);
        await this.#store(new Map(), [command.id]);
        this.#say({
          gone: command.id,
          refused: verdict.kind === "refused" ? verdict.problem?.toJSON() : undefined,
        });
        break;
      case "instead":
        this.#commands.set(command.id, verdict.command);
        await this.#store(new Map([[command.id, verdict.command]]));
        break;
      case "again": {
        const attempts = command.attempts + 1;
        const wait = verdict.afterMs ?? Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 10), MOST_MS);
        this.#commands.set(command.id, { ...command, attempts, notBefore: this.#now() + wait });
        break;
      }
      case "signed_out":
        this.#paused = true;
        break;
    }
    this.#changed();
  }

  /** Until something happened, or the next is due. */
  async #pause(now: number): Promise<void> {
    const next = Math.min(
      ...this.waiting()
        .filter(command => command.notBefore > now && !this.#sending.has(command.id))
        .map(command => command.notBefore - now),
    );
    await new Promise<void>(resolve => {
      const timer = Number.isFinite(next) ? setTimeout(resolve, next) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

/** One tab at a time. */
async function locked(name: string, work: () => Promise<void>): Promise<void> {
  if (typeof navigator !== "undefined" && navigator.locks) {
    await navigator.locks.request(name, work);
  } else {
    await work();
  }
}
