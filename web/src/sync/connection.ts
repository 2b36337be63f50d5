import { Backoff, between, pause } from "./backoff.ts";
import { againAfter } from "./close.ts";
import type { Event, State } from "./events.ts";
import type { Fetch } from "./fetches.ts";
import { type Frame, readFrame, type SnapshotRow, type Stream } from "./frames.ts";
import { type Access, getTicket, isSignedOut, readLines } from "./http.ts";
import { type Applied, ENDS_LOG, type Outcome } from "./outcome.ts";
import { Replica } from "./replica.ts";
import type { Line } from "./staging.ts";

export type { Event, State };

const PROTOCOL = "taskflow.sync.v1";
/** Opening a connection, up to the server's welcome. */
const PATIENCE_MS = 20_000;
/** Frames that come out of order soon come in order; no need to ask at the first one. */
const GAP_MS = 250;
/** The wait after a failed request. */
const PAUSE_MS = [500, 4_000] as const;

/** Keeps copies live over HTTP and a WebSocket, through any disconnect, until it is closed. */
export class Connection {
  readonly replicas: ReadonlyMap<Stream, Replica>;
  readonly #access: Access;
  readonly #tell: (event: Event) => void;
  readonly #backoff = new Backoff();
  readonly #ended = new AbortController();
  /** Copies that wait for a snapshot or the log: they are subscribed when that has come. */
  readonly #away = new Set<Stream>();
  /** Copies that will be subscribed again because something is missing. */
  readonly #asking = new Set<Stream>();
  /** Copies that the last hello spoke of. */
  #greeted: ReadonlySet<Stream> = new Set();
  #socket: WebSocket | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #silenceMs = PATIENCE_MS;
  #skip: (() => void) | undefined;
  #state: State = "connecting";

  /** A stream may come with the copy that was kept of it. */
  constructor(access: Access, streams: readonly (Stream | Replica)[], tell: (event: Event) => void) {
    this.#access = access;
    this.#tell = tell;
    const replicas = streams.map(stream => (typeof stream === "string" ? new Replica(stream) : stream));
    this.replicas = new Map(replicas.map(replica => [replica.stream, replica]));
    void this.#connect();
  }

  get state(): State {
    return this.#state;
  }

  /** Ends it for good. */
  close(): void {
    this.#end("closed");
  }

  /** Breaks the socket, as a network does. It comes back by itself. */
  cut(): void {
    this.#lost(this.#socket, 1006);
  }

  /** Does not wait any longer before the next try: the network is back. */
  hurry(): void {
    this.#skip?.();
  }

  /** Says a frame that may be lost, such as presence; false when there is no connection. */
  say(frame: object): boolean {
    if (this.#socket?.readyState !== 1 || this.#state !== "open") {
      return false;
    }
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Shows the rows of an answer to a request of one's own, for which the replica's `beginRequest` gave `id`. */
  answered(stream: Stream, id: number, rows: readonly SnapshotRow[], position?: number): void {
    const replica = this.replicas.get(stream);
    if (replica) {
      this.#followUp(replica, { kind: "applied", ...replica.answered(id, rows, position) });
    }
  }

  async #connect(): Promise<void> {
    this.#become("connecting");
    this.#silenceMs = PATIENCE_MS;
    for (const replica of this.replicas.values()) {
      if (replica.token === undefined) {
        this.#restart(replica, 0);
      }
    }
    let ticket: string;
    try {
      ticket = await getTicket(this.#access, this.#ended.signal);
    } catch (error) {
      if (isSignedOut(error)) {
        this.#end("signed_out");
        return;
      }
      return this.#wait();
    }
    if (this.#ended.signal.aborted) {
      return;
    }
    const socket = new WebSocket(`${this.#access.origin.replace(/^http/, "ws")}/api/v1/ws`, PROTOCOL);
    this.#socket = socket;
    this.#heard();
    socket.onopen = () => socket.send(JSON.stringify(this.#hello(ticket)));
    socket.onclose = event => this.#lost(socket, event.code);
    socket.onmessage = event => {
      // What comes from a connection that was given up is of the past.
      if (this.#socket === socket) {
        this.#heard();
        this.#hear(socket, String(event.data));
      }
    };
  }

  #hello(ticket: string): object {
    const here = [...this.replicas.values()].filter(replica => !this.#away.has(replica.stream));
    this.#greeted = new Set(here.map(replica => replica.stream));
    const me = here.find(replica => replica.stream === "me");
    const workspaces = here
      .filter(replica => replica !== me)
      .map(({ stream, token, scope }) => ({ id: stream, token, scope }));
    return { type: "hello", ticket, client_id: "taskflow-web", me: me && { token: me.token }, workspaces };
  }

  #hear(socket: WebSocket, text: string): void {
    let frame: Frame;
    try {
      frame = readFrame(text);
    } catch {
      // A server that speaks what cannot be read is come back to later.
      this.#lost(socket, 1006);
      return;
    }
    switch (frame.type) {
      case "welcome":
        this.#silenceMs = Math.max(frame.ping_s, 1) * 2_000;
        this.#heard();
        this.#backoff.succeeded();
        this.#become("open");
        // What came back after the hello was said.
        for (const replica of this.replicas.values()) {
          if (!this.#away.has(replica.stream) && !this.#greeted.has(replica.stream)) {
            this.#subscribe(replica);
          }
        }
        break;
      case "notice":
        this.#backoff.told(frame.backoff_ms);
        break;
      case "ping":
        socket.send('{"type":"pong"}');
        for (const replica of this.replicas.values()) {
          this.#apply(replica, frame);
        }
        break;
      case "presence":
      case "text":
      case "text_closed":
      case "cursor":
        this.#tell({ kind: "presence", stream: frame.workspace, frame });
        break;
      case "error":
        this.#tell({ kind: "error", stream: frame.workspace, frame });
        break;
      default: {
        const replica = this.replicas.get(frame.workspace);
        if (replica) {
          if (frame.type === "resume") {
            this.#asking.delete(replica.stream);
          }
          this.#apply(replica, frame);
        }
      }
    }
  }

  #apply(replica: Replica, frame: Frame): void {
    if (!this.#away.has(replica.stream)) {
      this.#followUp(replica, replica.apply(frame));
    }
  }

  /** Does what an outcome asks for. */
  #followUp(replica: Replica, outcome: Outcome): void {
    const { stream } = replica;
    switch (outcome.kind) {
      case "applied":
        this.#tell({ ...outcome, stream });
        break;
      case "gap":
        this.#askAgainSoon(replica);
        break;
      case "read_log":
        void this.#readLog(replica);
        break;
      case "reset":
        this.#tell({ kind: "reset", stream });
        this.#restart(replica, between(outcome.frame.min_delay_ms ?? 0, outcome.frame.max_delay_ms ?? 0));
        break;
      case "gone":
        this.#away.add(stream);
        this.#tell({ kind: "gone", stream });
        break;
      case "live":
        this.#tell({ kind: "live", stream });
        break;
      default:
    }
    for (let fetch = replica.nextFetch(); fetch; fetch = replica.nextFetch()) {
      void this.#fetch(replica, fetch);
    }
  }

  #askAgainSoon(replica: Replica): void {
    if (this.#asking.has(replica.stream)) {
      return;
    }
    this.#asking.add(replica.stream);
    setTimeout(() => {
      if (this.#asking.has(replica.stream) && !this.#away.has(replica.stream)) {
        this.#subscribe(replica);
      }
    }, GAP_MS);
  }

  #subscribe({ stream, token, scope }: Replica): void {
    // While there is no connection, the next hello says it.
    if (this.#socket?.readyState === 1 && this.#state === "open") {
      this.#socket.send(JSON.stringify({ type: "subscribe", workspace: stream, token, scope }));
    }
  }

  #restart(replica: Replica, afterMs: number): void {
    if (!this.#away.has(replica.stream)) {
      this.#away.add(replica.stream);
      void this.#snapshot(replica, afterMs);
    }
  }

  async #snapshot(replica: Replica, afterMs: number): Promise<void> {
    await pause(afterMs, this.#ended.signal);
    let whole = false;
    while (!whole && !this.#ended.signal.aborted) {
      whole = await this.#try(async signal => {
        let done = false;
        await readLines(this.#access, replica.stream, "snapshot", signal, line => {
          done = replica.snapshotLine(line as Line);
        });
        return done;
      });
    }
    if (whole) {
      this.#tell({ kind: "snapshot", stream: replica.stream });
      this.#back(replica);
    }
  }

  async #readLog(replica: Replica): Promise<void> {
    if (this.#away.has(replica.stream)) {
      return;
    }
    this.#away.add(replica.stream);
    let last: Outcome = { kind: "read_log" };
    while (!ENDS_LOG.has(last.kind) && !this.#ended.signal.aborted) {
      await this.#try(async signal => {
        const query = new URLSearchParams({ after: replica.token ?? "" });
        if (replica.scope !== undefined) {
          query.set("scope", replica.scope);
        }
        await readLines(this.#access, replica.stream, `log?${query}`, signal, line => {
          last = replica.apply(line as Frame);
          if (last.kind === "applied") {
            this.#followUp(replica, last);
          }
        });
        return true;
      });
    }
    if (this.#ended.signal.aborted) {
      return;
    }
    this.#away.delete(replica.stream);
    this.#followUp(replica, last);
    if (!this.#away.has(replica.stream)) {
      this.#back(replica);
    }
  }

  #back(replica: Replica): void {
    this.#away.delete(replica.stream);
    this.#subscribe(replica);
  }

  async #fetch(replica: Replica, fetch: Fetch): Promise<void> {
    let applied: Applied | undefined;
    await this.#try(async signal => {
      const { fetchPart, merge } = await import("./fetching.ts");
      const part = await fetchPart(this.#access, replica.stream, fetch, signal);
      applied = part && replica.fetched(fetch.id, part, merge);
      return part !== undefined;
    });
    if (this.#ended.signal.aborted) {
      return;
    }
    if (applied) {
      this.#followUp(replica, { kind: "applied", ...applied });
    } else {
      replica.fetchFailed(fetch.id);
      this.#followUp(replica, { kind: "dropped" });
    }
  }

  /** False when it failed, after a pause. */
  async #try(work: (signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    try {
      if (await work(this.#ended.signal)) {
        return true;
      }
    } catch (error) {
      if (isSignedOut(error)) {
        this.#end("signed_out");
      }
    }
    await pause(between(...PAUSE_MS), this.#ended.signal);
    return false;
  }

  /** Silence is not health: without any frame for long enough the connection is given up. */
  #heard(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#silence = setTimeout(() => this.#lost(socket, 1006), this.#silenceMs);
  }

  #lost(socket: WebSocket | undefined, code: number): void {
    if (!socket || this.#socket !== socket) {
      return;
    }
    this.#drop();
    const again = againAfter(code);
    if (again === "yes") {
      void this.#wait();
    } else {
      this.#end(again === "no" ? "refused" : "signed_out");
    }
  }

  async #wait(): Promise<void> {
    if (this.#ended.signal.aborted) {
      return;
    }
    this.#become("waiting");
    await Promise.race([
      pause(this.#backoff.wait(), this.#ended.signal),
      new Promise<void>(resolve => {
        this.#skip = resolve;
      }),
    ]);
    this.#skip = undefined;
    if (!this.#ended.signal.aborted) {
      await this.#connect();
    }
  }

  #end(state: State): void {
    if (!this.#ended.signal.aborted) {
      this.#ended.abort();
      this.#drop();
      this.#become(state);
      if (state === "signed_out") {
        this.#access.ended?.();
      }
    }
  }

  #drop(): void {
    clearTimeout(this.#silence);
    this.#asking.clear();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #become(state: State): void {
    if (this.#state !== state) {
      this.#state = state;
      this.#tell({ kind: "state", state });
    }
  }
}
