import { earlySession } from "./early.ts";
import { fetchSoon } from "./fetch.ts";
import { NoAnswer, readProblem } from "./problems.ts";
import type { SignedIn, User } from "./types.ts";

/** `unknown` until the first look at the cookie; `ended` when the server ended it while somebody worked. */
export type SessionState = "unknown" | "signed_out" | "signed_in" | "ended";

/** What tabs tell each other. */
type Word = { readonly token: string; readonly until: number; readonly user: User } | { readonly out: true };

const EARLY_MS = 30_000;

/**
 * Who is signed in. The access token lives in memory only; the refresh token in a cookie that no script can read. All
 * tabs share one refresh, for each refresh token is good once.
 */
export class Session {
  readonly #origin: string;
  readonly #now: () => number;
  readonly #channel: BroadcastChannel | undefined;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = "unknown";
  #user: User | undefined;
  #token = "";
  #until = 0;
  #refreshing: Promise<string> | undefined;

  constructor(origin: string, now: () => number = Date.now) {
    this.#origin = origin;
    this.#now = now;
    if (typeof BroadcastChannel !== "undefined") {
      this.#channel = new BroadcastChannel("taskflow-session");
      this.#channel.onmessage = event => this.#heard(event.data as Word);
    }
  }

  get state(): SessionState {
    return this.#state;
  }

  get user(): User | undefined {
    return this.#user;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The answer to signing in, registering or refreshing. */
  accept(answer: SignedIn): void {
    this.#take(answer.access_token, this.#now() + answer.expires_in * 1_000, answer.user);
    this.#channel?.postMessage({ token: this.#token, until: this.#until, user: answer.user } satisfies Word);
  }

  /** Their profile as it is now. */
  updated(user: User): void {
    this.#user = user;
    this.#tell();
  }

  /** Who was signed in the last time, until it is known who is now: what they kept here is shown meanwhile. */
  assume(user: User): void {
    if (this.#state === "unknown") {
      this.#user = user;
    }
  }

  /** The person signed out. */
  leave(): void {
    this.#drop("signed_out");
    this.#channel?.postMessage({ out: true } satisfies Word);
  }

  /** An access token that is good for a while. Throws `Problem` 401 when nobody is signed in. */
  async bearer(): Promise<string> {
    return this.#token !== "" && this.#until - EARLY_MS > this.#now() ? this.#token : this.refresh();
  }

  /** A new access token; once, however many ask. `stale` was refused: if there is another by now, that one serves. */
  async refresh(stale?: string): Promise<string> {
    this.#refreshing ??= this.#refresh(stale).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  close(): void {
    this.#channel?.close();
  }

  async #refresh(stale: string | undefined): Promise<string> {
    const before = stale ?? this.#token;
    return alone("taskflow-refresh", async () => {
      // Another tab did it while this one waited for its turn.
      if (this.#token !== "" && this.#token !== before && this.#until - EARLY_MS > this.#now()) {
        return this.#token;
      }
      const early = await earlySession();
      if (early) {
        this.accept(early);
        return this.#token;
      }
      let answer: Response;
      try {
        answer = await fetchSoon(`${this.#origin}/api/v1/auth/refresh`, {
          method: "POST",
          credentials: "same-origin",
        });
      } catch (error) {
        throw new NoAnswer(error);
      }
      if (!answer.ok) {
        const problem = await readProblem(answer);
        if (problem.status === 401) {
          // Whoever works here signs in again over what they have open; only who never was here starts anew.
          this.#drop(this.#user ? "ended" : "signed_out");
        }
        throw problem;
      }
      this.accept((await answer.json()) as SignedIn);
      return this.#token;
    });
  }

  #take(token: string, until: number, user: User): void {
    this.#token = token;
    this.#until = until;
    this.#user = user;
    this.#state = "signed_in";
    this.#tell();
  }

  #drop(state: SessionState): void {
    this.#token = "";
    this.#until = 0;
    this.#state = state;
    if (state === "signed_out") {
      this.#user = undefined;
    }
    this.#tell();
  }

  #heard(word: Word): void {
    if ("out" in word) {
      this.#drop("signed_out");
    } else if (this.#user === undefined || this.#user.id === word.user.id) {
      this.#take(word.token, word.until, word.user);
    } else {
      // Somebody else signed in, in another tab: this one's cookie is theirs now.
      this.#drop("signed_out");
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return typeof navigator !== "undefined" && navigator.locks ? navigator.locks.request(name, work) : work();
}
