import { type Fetch, Fetches } from "./fetches.ts";
import type { Data, Delta, Frame, ResetFrame, ScopeFrame, Stream, Thing } from "./frames.ts";
import { carries, depth, hangsOn } from "./hanging.ts";
import { type Applied, NOBODY, type Outcome } from "./outcome.ts";
import type { Part } from "./part.ts";
import { nameOf, type Row, Rows } from "./rows.ts";
import { BadSnapshot, type Line, Staging } from "./staging.ts";
import { readToken, type Token } from "./token.ts";

/** Deltas kept while something before them is missing; those beyond come again with what is missing. */
const KEPT = 256;

/** What one person sees of one stream, by the "Rules for clients" of docs/SYNC.md. It does no input or output. */
export class Replica {
  readonly stream: Stream;
  #token: Token | undefined;
  #scope: string | undefined;
  #rows: Rows;
  #staging: Staging | undefined;
  readonly #fetches = new Fetches();
  /** Deltas that came before what is missing, by their `from`. */
  readonly #kept = new Map<number, Delta>();
  #gap = false;
  /** Rows that came before what they hang on, by name. */
  readonly #early = new Map<string, Thing>();

  constructor(stream: Stream) {
    this.stream = stream;
    this.#rows = new Rows(stream);
  }

  /** Where it stands; nothing before its first snapshot and after a reset. */
  get token(): string | undefined {
    return this.#token?.text;
  }

  /** The last entry it has; -1 when it has no copy. */
  get seq(): number {
    return this.#token?.seq ?? -1;
  }

  /** The rights it was told of last. */
  get scope(): string | undefined {
    return this.#scope;
  }

  /** It stands somewhere, and nothing of it is still to be fetched. */
  get isComplete(): boolean {
    return this.#token !== undefined && this.#fetches.isIdle;
  }

  get(entity: string, id: string): Row | undefined {
    return this.#rows.get(entity, id);
  }

  ofKind(entity: string): ReadonlyMap<string, Row> {
    return this.#rows.ofKind(entity);
  }

  rows(): Iterable<[Thing, Row]> {
    return this.#rows.all();
  }

  /**
   * Takes the next line of a snapshot; the first begins it anew. At the last one the copy is exchanged, and the answer
   * is true. Throws `BadSnapshot`: ask for another one; the copy is as it was.
   */
  snapshotLine(line: Line): boolean {
    if ("type" in line && line.type === "snapshot") {
      if (line.workspace !== undefined && line.workspace !== this.stream) {
        throw new BadSnapshot("it is of another stream");
      }
      this.#staging = new Staging(this.stream, line.token, line.scope ?? undefined);
      return false;
    }
    const staging = this.#staging;
    if (!staging) {
      throw new BadSnapshot("it does not begin with its token");
    }
    if (!("type" in line)) {
      staging.row(line);
      return false;
    }
    this.#staging = undefined;
    staging.end(line.rows);
    this.#forget();
    this.#token = staging.token;
    this.#scope = staging.scope;
    this.#rows = staging.rows;
    for (const thing of staging.things) {
      this.#early.set(nameOf(thing), thing);
    }
    this.#settle([]);
    return true;
  }

  /** Applies a frame. Ask `nextFetch` afterwards. */
  apply(frame: Frame): Outcome {
    if (frame.type === "ping") {
      const position = frame.positions[this.stream];
      return position === undefined ? IGNORED : this.#advance(position, { kind: "dropped" });
    }
    if (!("workspace" in frame) || frame.workspace !== this.stream) {
      return IGNORED;
    }
    switch (frame.type) {
      case "resume":
        if (frame.mode === "reset") {
          if (frame.reason === "gone") {
            return this.#reset({ type: "reset", workspace: this.stream, reason: "gone" });
          }
          // `reset` follows, and says how long to wait.
          this.#forget();
          return { kind: "dropped" };
        }
        if (frame.mode === "http") {
          return { kind: "read_log" };
        }
        // What was missing comes now, or was never missing.
        this.#gap = false;
        return { kind: "dropped" };
      case "delta":
        return this.#delta(frame);
      case "live":
        if (!this.#gap && this.#token && frame.scope !== undefined) {
          this.#scope = frame.scope;
        }
        return this.#advance(frame.token, { kind: "live" });
      case "more":
        return this.#advance(frame.token, { kind: "read_log" });
      case "scope":
        return this.#rescope(frame);
      case "reset":
        return this.#reset(frame);
      default:
        return IGNORED;
    }
  }

  /** The next part to ask a snapshot for, if any. End it with `fetched` or `fetchFailed`. */
  nextFetch(): Fetch | undefined {
    return this.#fetches.next();
  }

  /**
   * Call it before a request of one's own whose answer has rows: such an answer may come late as a fetch may. Hand the
   * rows to `fetched`, or say `endRequest` when there are none.
   */
  beginRequest(): number {
    return this.#fetches.begin([], [], []).id;
  }

  /** The request brought no rows: what goes away is not kept in mind for it any more. */
  endRequest(id: number): void {
    this.#fetches.end(id);
  }

  /** The fetch brought nothing. What is still wanted of it is given out again. */
  fetchFailed(id: number): void {
    this.#fetches.failed(id, thing => this.#rows.has(thing));
    this.#settle([]);
  }

  /** Merges what a fetch brought. */
  fetched(id: number, { rows, read }: Part): Applied {
    const fetch = this.#fetches.end(id);
    const changed: Thing[] = [];
    if (!fetch) {
      return { changed, ...NOBODY };
    }
    for (const row of rows.toSorted((one, other) => depth(one.data) - depth(other.data))) {
      const thing = { entity: row.entity, id: row.id };
      const stale = (fetch.removed.get(nameOf(thing)) ?? -1) >= row.version || fetch.hidden.has(row.entity);
      // Read before what it hangs on went away, unless that was read after it had come back.
      const fallen = hangsOn(row.data).some(on => fetch.removed.has(nameOf(on)));
      if (stale || fallen) {
        fetch.removed.set(nameOf(thing), Number.POSITIVE_INFINITY);
        continue;
      }
      fetch.removed.delete(nameOf(thing));
      if (this.#put(thing, row.version, row.data)) {
        changed.push(thing);
      }
    }
    // Read before it went away and came back: what hangs on it is missing.
    for (const task of fetch.asked.tasks.map(id => ({ entity: "task", id }))) {
      if (fetch.removed.has(nameOf(task)) && this.#rows.has(task)) {
        this.#fetches.needTask(task.id);
      }
    }
    if (read) {
      this.#fetches.doubt(fetch, rows, read, this.#seen());
    }
    this.#settle(changed);
    return { changed: once(changed), ...NOBODY };
  }

  #delta(delta: Delta): Outcome {
    if (!this.#token) {
      return IGNORED;
    }
    if (readToken(delta.token).epoch !== this.#token.epoch) {
      this.#gap = true;
      return { kind: "gap" };
    }
    if (delta.to <= this.seq) {
      return { kind: "dropped" };
    }
    if (delta.from > this.seq) {
      this.#gap = true;
      if (this.#kept.size < KEPT) {
        this.#kept.set(delta.from, delta);
      }
      return { kind: "gap" };
    }
    const changed: Thing[] = [];
    const causes = new Set<string>();
    const by = new Map<string, string | undefined>();
    this.#applyDelta(delta, changed, causes, by);
    for (const [from, next] of [...this.#kept].sort(([one], [other]) => one - other)) {
      if (from > this.seq) {
        break;
      }
      this.#kept.delete(from);
      if (next.to > this.seq) {
        this.#applyDelta(next, changed, causes, by);
      }
    }
    this.#gap = this.#kept.size > 0;
    this.#settle(changed);
    return { kind: "applied", changed: once(changed), causes: [...causes], by };
  }

  #applyDelta(
    delta: Delta,
    changed: Thing[],
    causes: Set<string>,
    by: Map<string, string | undefined>,
  ): void {
    const seq = this.seq;
    const removed: Thing[] = [];
    // What one has is not applied again: another copy of it may have been told to go meanwhile.
    for (const op of delta.ops.filter(op => op.seq > seq)) {
      if (op.cause !== undefined) {
        causes.add(op.cause);
      }
      const thing = { entity: op.entity, id: op.id };
      by.set(nameOf(thing), op.cause);
      if (op.op === "upsert" && op.data) {
        // It was there before: in a project of which the copy was not, or not yet, fetched.
        if (op.version > 1 && op.entity === "task" && !this.#rows.has(thing)) {
          this.#fetches.needTask(op.id);
        }
        if (this.#put(thing, op.version, op.data)) {
          changed.push(thing);
        }
      } else {
        this.#dropRow(thing, op.version, changed);
        // It is held as it came back: what hangs on it now is to be fetched.
        if (carries(thing) && this.#rows.has(thing)) {
          this.#fetches.need(thing);
        }
        removed.push(thing);
      }
    }
    // A task may leave and come back in one delta, and was told to be fetched before it.
    for (const thing of removed.filter(thing => !this.#rows.has(thing))) {
      this.#fetches.cancel(thing);
    }
    this.#token = readToken(delta.token);
  }

  #rescope(frame: ScopeFrame): Outcome {
    const removed = frame.removed ?? [];
    if (removed.some(thing => thing.entity === "workspace" && thing.id === this.stream)) {
      this.#forget();
      return { kind: "gone" };
    }
    if (!this.#token) {
      return IGNORED;
    }
    this.#scope = frame.scope ?? this.#scope;
    const changed: Thing[] = [];
    for (const thing of removed) {
      this.#hide(thing, changed);
    }
    if (frame.visible) {
      this.#seeOnly(new Set(frame.visible.projects), frame.visible.invitations, changed);
    }
    for (const thing of frame.added ?? []) {
      this.#fetches.need(thing);
    }
    this.#settle(changed);
    return { kind: "applied", changed: once(changed), ...NOBODY };
  }

  /** Drops it, whatever its version, and what is fetched of it. */
  #hide(thing: Thing, changed: Thing[]): void {
    this.#dropRow(thing, Number.POSITIVE_INFINITY, changed);
    this.#fetches.cancel(thing);
  }

  /** Drops a row unless it is newer than `version`, with all that hangs on it, and tells the fetches under way. */
  #dropRow(thing: Thing, version: number, changed: Thing[]): void {
    this.#fetches.removed(thing, version);
    const first = changed.length;
    this.#rows.remove(thing, version, changed);
    // A task that fell with its project may be on its way, as it was in another one.
    for (const gone of changed.slice(first).filter(gone => gone.entity === "task" && gone.id !== thing.id)) {
      this.#fetches.removed(gone, Number.POSITIVE_INFINITY);
    }
  }

  #seeOnly(projects: ReadonlySet<string>, invitations: boolean, changed: Thing[]): void {
    for (const id of new Set([...this.ofKind("project").keys(), ...this.#fetches.projects()])) {
      if (!projects.has(id)) {
        this.#hide({ entity: "project", id }, changed);
      }
    }
    for (const id of projects) {
      if (!this.get("project", id)) {
        this.#fetches.needProject(id);
      }
    }
    const held = [...this.ofKind("invitation").keys()];
    if (!invitations) {
      this.#fetches.hide("invitation");
      for (const id of held) {
        this.#hide({ entity: "invitation", id }, changed);
      }
    } else if (held.length === 0) {
      this.#fetches.needAll("invitation");
    }
  }

  /** The server says that everything up to `token` has been sent. */
  #advance(text: string, then: Outcome): Outcome {
    const token = readToken(text);
    if (!this.#token) {
      return IGNORED;
    }
    if (this.#gap || this.#token.epoch !== token.epoch) {
      return { kind: "gap" };
    }
    if (token.seq > this.seq) {
      this.#token = token;
      this.#fetches.settleDoubts(this.#seen());
    }
    return then;
  }

  #put(thing: Thing, version: number, data: Data): boolean {
    const put = this.#rows.put(thing, version, data);
    if (put && this.#rows.isOrphan(thing)) {
      this.#early.set(nameOf(thing), thing);
    }
    return put;
  }

  #seen() {
    return { seq: this.seq, scope: this.#scope, holds: (thing: Thing) => this.#rows.has(thing) };
  }

  /** Drops rows whose task or project is not held and will not come. */
  #settle(changed: Thing[]): void {
    this.#fetches.settleDoubts(this.#seen());
    if (!this.#fetches.isIdle) {
      return;
    }
    for (const thing of this.#early.values()) {
      if (this.#rows.isOrphan(thing)) {
        this.#rows.remove(thing, Number.POSITIVE_INFINITY, changed);
      }
    }
    this.#early.clear();
  }

  #reset(frame: ResetFrame): Outcome {
    this.#forget();
    return { kind: "reset", frame };
  }

  #forget(): void {
    this.#token = undefined;
    this.#scope = undefined;
    this.#rows = new Rows(this.stream);
    this.#staging = undefined;
    this.#fetches.clear();
    this.#kept.clear();
    this.#gap = false;
    this.#early.clear();
  }
}

const IGNORED: Outcome = { kind: "ignored" };

function once(things: readonly Thing[]): Thing[] {
  return [...new Map(things.map(thing => [nameOf(thing), thing])).values()];
}
