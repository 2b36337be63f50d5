export type StateName = "live" | "saving" | "reconnecting" | "offline";

/** What may be said about the connection and one's own changes. It never says more than is known. */
export interface StatusNow {
  readonly state: StateName;
  /** Changes that are not saved yet. */
  readonly pending: number;
  /** Since when there is no connection, in milliseconds. */
  readonly since: number | undefined;
  /** Nothing has been up to date yet since the page was opened. */
  readonly first: boolean;
  /** Changes that waited for the connection have all been saved just now. */
  readonly caughtUp: boolean;
  /** The server is there, but stores nothing at the moment: changes wait. */
  readonly stopped: boolean;
}

/** Hiccups shorter than this are not worth a word. */
const QUIET_MS = 2_000;
/** Out of reach for so long is offline. */
const OFFLINE_MS = 10_000;
const CAUGHT_UP_MS = 4_000;

/** Works out the one state that is shown from the socket, the network and the outbox. */
export class Status {
  readonly #tell: () => void;
  readonly #now: () => number;
  #connected = false;
  #online = true;
  readonly #waiting = new Map<string, number>();
  #pending = 0;
  #lostAt: number | undefined;
  #waited = false;
  #stopped = false;
  #first = true;
  #caughtUpAt = Number.NEGATIVE_INFINITY;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #shown: StatusNow;

  constructor(tell: () => void, now: () => number = Date.now) {
    this.#tell = tell;
    this.#now = now;
    this.#lostAt = now();
    this.#shown = this.#work();
    this.#later();
  }

  get now(): StatusNow {
    return this.#shown;
  }

  /** Connected, and everything that happened elsewhere is here. */
  connected(connected: boolean): void {
    if (connected === this.#connected) {
      return;
    }
    this.#connected = connected;
    if (connected) {
      this.#lostAt = undefined;
      this.#first = false;
      this.#settle();
    } else {
      this.#lostAt = this.#now();
      this.#later();
    }
    this.#update();
  }

  /** What the browser says of the network. */
  online(online: boolean): void {
    this.#online = online;
    this.#update();
  }

  /** How much is not saved yet, of one kind of several. */
  pending(own: number, kind = "", stopped = this.#stopped): void {
    this.#waiting.set(kind, own);
    this.#stopped = stopped;
    const count = [...this.#waiting.values()].reduce((all, some) => all + some, 0);
    if (count === this.#pending) {
      this.#update();
      return;
    }
    this.#pending = count;
    if (count > 0 && !this.#connected) {
      this.#waited = true;
    }
    this.#settle();
    this.#update();
  }

  stop(): void {
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    this.#timers = [];
  }

  /** Whether what waited is saved now. */
  #settle(): void {
    if (this.#waited && this.#connected && this.#pending === 0) {
      this.#waited = false;
      this.#caughtUpAt = this.#now();
      this.#timers.push(setTimeout(() => this.#update(), CAUGHT_UP_MS + 1));
    }
  }

  #later(): void {
    this.stop();
    this.#timers = [QUIET_MS, OFFLINE_MS].map(ms => setTimeout(() => this.#update(), ms + 1));
  }

  #work(): StatusNow {
    const since = this.#lostAt;
    const away = since === undefined ? 0 : this.#now() - since;
    let state: StateName = this.#pending > 0 ? "saving" : "live";
    if (!this.#connected) {
      if (!this.#online || away > OFFLINE_MS) {
        state = "offline";
      } else if (away > QUIET_MS || this.#first) {
        state = "reconnecting";
      }
    }
    const caughtUp = state === "live" && this.#now() - this.#caughtUpAt <= CAUGHT_UP_MS;
    const stopped = state === "saving" && this.#stopped;
    return { state, pending: this.#pending, since, first: this.#first, caughtUp, stopped };
  }

  #update(): void {
    const next = this.#work();
    const before = this.#shown;
    if (
      next.state !== before.state ||
      next.pending !== before.pending ||
      next.since !== before.since ||
      next.first !== before.first ||
      next.caughtUp !== before.caughtUp ||
      next.stopped !== before.stopped
    ) {
      this.#shown = next;
      this.#tell();
    }
  }
}
