import { earlyData } from "./early.ts";
import { fetchSoon } from "./fetch.ts";
import { isPassing, NoAnswer, Problem, readProblem } from "./problems.ts";
import type { Session } from "./session.ts";

export interface Ask {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** The version that was on screen when editing began. */
  readonly ifMatch?: number;
  /** The request is carried out once, however often it is sent. */
  readonly key?: string;
  readonly signal?: AbortSignal;
  /** Ask as nobody: registering, signing in. */
  readonly anonymous?: boolean;
}

export interface Answer<T> {
  readonly status: number;
  readonly data: T;
  /** Where the log stood after it: `epoch:seq`. */
  readonly position: { readonly epoch: number; readonly seq: number } | undefined;
}

const READS = 3;
const FIRST_MS = 300;

/** Asks the server; refreshes the access token when it has expired, and repeats reads that passing trouble ended. */
export class Api {
  readonly origin: string;
  readonly session: Session;

  constructor(origin: string, session: Session) {
    this.origin = origin;
    this.session = session;
  }

  async get<T>(path: string, ask: Ask = {}): Promise<T> {
    const early = await earlyData(path + queryOf(ask.query));
    if (early !== undefined) {
      return early as T;
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.send<T>("GET", path, ask)).data;
      } catch (error) {
        const wait = error instanceof Problem ? error.retryAfterMs : undefined;
        if (!isPassing(error) || attempt >= READS || (wait ?? 0) > 5_000 || ask.signal?.aborted) {
          throw error;
        }
        await new Promise(resolve => setTimeout(resolve, wait ?? FIRST_MS * 2 ** attempt));
      }
    }
  }

  async post<T>(path: string, body?: unknown, ask: Ask = {}): Promise<T> {
    return (await this.send<T>("POST", path, { ...ask, body })).data;
  }

  async patch<T>(path: string, body: unknown, ask: Ask = {}): Promise<T> {
    return (await this.send<T>("PATCH", path, { ...ask, body })).data;
  }

  async put<T>(path: string, body?: unknown, ask: Ask = {}): Promise<T> {
    return (await this.send<T>("PUT", path, { ...ask, body })).data;
  }

  async delete<T = void>(path: string, ask: Ask = {}): Promise<T> {
    return (await this.send<T>("DELETE", path, ask)).data;
  }

  /** One request below `/api/v1`. Throws `Problem` for a refusal, `NoAnswer` when none came. */
  async send<T>(method: string, path: string, ask: Ask = {}): Promise<Answer<T>> {
    if (ask.anonymous) {
      return this.#once<T>(method, path, ask, undefined);
    }
    const bearer = await this.session.bearer();
    try {
      return await this.#once<T>(method, path, ask, bearer);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) {
        throw error;
      }
      return this.#once<T>(method, path, ask, await this.session.refresh(bearer));
    }
  }

  async #once<T>(method: string, path: string, ask: Ask, bearer: string | undefined): Promise<Answer<T>> {
    const headers = new Headers({ accept: "application/json" });
    if (bearer !== undefined) {
      headers.set("authorization", `Bearer ${bearer}`);
    }
    if (ask.key !== undefined) {
      headers.set("idempotency-key", ask.key);
    }
    if (ask.ifMatch !== undefined) {
      headers.set("if-match", `"${ask.ifMatch}"`);
    }
    const isForm = typeof FormData !== "undefined" && ask.body instanceof FormData;
    if (ask.body !== undefined && !isForm) {
      headers.set("content-type", "application/json");
    }
    let answer: Response;
    try {
      // A file takes as long to send as it takes.
      answer = await (isForm ? fetch : fetchSoon)(`${this.origin}/api/v1${path}${queryOf(ask.query)}`, {
        method,
        headers,
        credentials: "same-origin",
        ...(ask.body !== undefined && { body: isForm ? (ask.body as FormData) : JSON.stringify(ask.body) }),
        ...(ask.signal && { signal: ask.signal }),
      });
    } catch (error) {
      throw ask.signal?.aborted ? error : new NoAnswer(error);
    }
    if (!answer.ok) {
      throw await readProblem(answer);
    }
    let text: string;
    try {
      text = answer.status === 204 ? "" : await answer.text();
    } catch (error) {
      throw new NoAnswer(error);
    }
    const data = text === "" ? undefined : JSON.parse(text);
    return { status: answer.status, data: data as T, position: readPosition(answer.headers) };
  }
}

function readPosition(headers: Headers): Answer<unknown>["position"] {
  const [, epoch, seq] = /^(\d+):(\d+)$/.exec(headers.get("sync-position") ?? "") ?? [];
  return epoch === undefined ? undefined : { epoch: Number(epoch), seq: Number(seq) };
}

function queryOf(query: Ask["query"]): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) {
      pairs.set(name, Array.isArray(value) ? value.join(",") : String(value));
    }
  }
  const text = pairs.toString();
  return text === "" ? "" : `?${text}`;
}
