/** What is wrong with one field. */
export interface Fault {
  /** A JSON pointer into the body, or `?name` for a query parameter. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal of the server, as RFC 9457 writes it. `code` is stable; texts are for people. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly errors: readonly Fault[];
  /** With 412: the thing as it is now. */
  readonly current: Readonly<Record<string, unknown>> | undefined;
  /** With 409 of what is done whole or not at all: the parts that cannot be done. */
  readonly refused: readonly Readonly<Record<string, unknown>>[];
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: Partial<Record<string, unknown>>, retryAfterMs?: number) {
    const detail = typeof body.detail === "string" ? body.detail : `The server answered ${status}.`;
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.code = typeof body.code === "string" ? body.code : "unknown";
    this.detail = detail;
    this.requestId = typeof body.request_id === "string" ? body.request_id : undefined;
    this.errors = Array.isArray(body.errors) ? (body.errors as Fault[]) : [];
    this.current = (body.current ?? undefined) as Problem["current"];
    this.refused = Array.isArray(body.refused) ? body.refused : [];
    this.retryAfterMs = retryAfterMs;
  }

  /** What another one is made of, in another tab. */
  toJSON(): { readonly status: number; readonly [part: string]: unknown } {
    const { status, code, detail, errors, requestId } = this;
    return { status, code, detail, errors, request_id: requestId };
  }

  /** The fault of a field of the body, such as `title`. */
  fault(field: string): Fault | undefined {
    return this.errors.find(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`));
  }
}

/** No answer came: the network, or a server that is not there. */
export class NoAnswer extends Error {
  constructor(cause: unknown) {
    super("no answer came", { cause });
    this.name = "NoAnswer";
  }
}

/** Reads a refusal, whatever sent it: also a proxy that knows no problem+json. */
export async function readProblem(answer: Response): Promise<Problem> {
  const wait = retryAfter(answer.headers.get("retry-after"));
  try {
    return new Problem(answer.status, (await answer.json()) as Record<string, unknown>, wait);
  } catch {
    return new Problem(answer.status, {}, wait);
  }
}

function retryAfter(text: string | null): number | undefined {
  if (text === null || text === "") {
    return undefined;
  }
  const seconds = Number(text);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}

/** Whether the same request may do better later. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof NoAnswer ||
    (error instanceof Problem &&
      (error.status >= 500 ||
        error.status === 408 ||
        error.status === 429 ||
        error.code === "idempotency_in_progress" ||
        error.code === "memberships_changed"))
  );
}

/** Whether the person must sign in again. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.status === 401;
}
