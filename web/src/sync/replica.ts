import { type Fetch, Fetches, FOR_GOOD, type Removal } from "./fetches.ts";
import type { Delta, Frame, ResetFrame, ScopeFrame, SnapshotRow, Stream, Thing } from "./frames.ts";
import { carries } from "./hanging.ts";
import type { merge } from "./merge.ts";
import { type Applied, NOBODY, type Outcome } from "./outcome.ts";
import type { Part } from "./part.ts";
import { nameOf, type Row, Rows } from "./rows.ts";
import { show } from "./shown.ts";
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
   * rows to `answered`, or say `endRequest` when there are none.
   */
  beginRequest(): number {
    return this.#fetches.begin([], [], []).id;
  }

  /** The request brought no rows: what goes away is not kept in mind for it any more. */
  endRequest(id: number): void {
    this.#fetches.end(id);
  }

  /**
   * Shows what a request was answered, before the stream tells it. `position` is the answer's `Sync-Position`, if it has
   * one: when the copy is there, it was told, and what is not held has gone.
   */
  answered(id: number, rows: readonly SnapshotRow[], position = Number.POSITIVE_INFINITY): Applied {
    const request = this.#fetches.end(id);
    const changed = request && position > this.seq ? show(this.#rows, request, rows, this.seq) : [];
    this.#settle(changed);
    return { changed: once(changed), ...NOBODY };
  }

  /** The fetch brought nothing. What is still wanted of it is given out again. */
  fetchFailed(id: number): void {
    this.#fetches.failed(id, thing => this.#rows.has(thing));
    this.#settle([]);
  }

  /** Merges what a fetch brought, by `merge`, which the first fetch loads: most pages need none. */
  fetched(id: number, part: Part, by: typeof merge): Applied {
    const fetch = this.#fetches.end(id);
    if (!fetch) {
      return { changed: [], ...NOBODY };
    }
    const { changed, again, doubts } = by(this.#rows, fetch, part, this.#scope, this.#fetches.projects());
    for (const task of again) {
      this.#fetches.needTask(task);
    }
    this.#fetches.doubt(doubts);
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
        // It is known to have gone since.
        if (!this.#rows.has(thing) && this.#rows.isKnownAt(op.data, op.seq)) {
          continue;
        }
        if (
          op.version > 1 &&
          op.entity === "task" &&
          this.#rows.lacks(thing, op.data, this.#fetches.projects())
        ) {
          this.#fetches.needTask(op.id);
        }
        if (this.#rows.put(thing, op.version, op.data, op.seq)) {
          changed.push(thing);
        }
      } else {
        this.#dropRow(thing, op, changed);
        this.#cameBack(thing, op.seq, changed);
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
    this.#dropRow(thing, FOR_GOOD, changed);
    this.#fetches.cancel(thing);
  }

  /** Drops a row unless it is newer than the removal, with all that hangs on it, and tells the fetches under way. */
  #dropRow(thing: Thing, { version, seq }: Removal, changed: Thing[]): void {
    this.#fetches.removed(thing, { version, seq });
    const first = changed.length;
    this.#rows.remove(thing, version, changed);
    // A task that fell with its project may be on its way, as it was in another one.
    for (const gone of changed.slice(first).filter(gone => gone.entity === "task" && gone.id !== thing.id)) {
      this.#fetches.removed(gone, { version: Number.POSITIVE_INFINITY, seq });
    }
  }

  /**
   * What is held although it went away at the entry `seq` came back, and was read later: what hung on it went, and what
   * hangs on it now is fetched, unless that was read with it.
   */
  #cameBack(thing: Thing, seq: number, changed: Thing[]): void {
    if (carries(thing) && this.#rows.has(thing) && !this.#rows.isWholeAt(thing, seq)) {
      this.#rows.strip(thing, changed);
      this.#fetches.need(thing);
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
      this.#settleDoubts();
    }
    return then;
  }

  #settleDoubts(): void {
    this.#fetches.settleDoubts(this.seq, this.#scope, this.#rows);
  }

  /** Drops rows whose task or project is not held and will not come. */
  #settle(changed: Thing[]): void {
    this.#settleDoubts();
    if (this.#fetches.isIdle) {
      this.#rows.dropOrphans(changed);
    }
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
  }
}

const IGNORED: Outcome = { kind: "ignored" };

function once(things: readonly Thing[]): Thing[] {
  return [...new Map(things.map(thing => [nameOf(thing), thing])).values()];
}
