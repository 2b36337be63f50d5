import type { Disk } from "./disk.ts";
import type { Data, SnapshotRow, Thing } from "./frames.ts";
import { Replica } from "./replica.ts";
import { nameOf } from "./rows.ts";

/** How the records look; another number is as good as none. */
const FORM = 1;
const EVERY_MS = 5_000;
const SOON_MS = 200;
const BREATH_MS = 20;
/** What belongs to a project, and the rest, is spread over so many records each. */
const SHARDS = 16;

interface Head {
  readonly form: number;
  readonly token: string;
  readonly scope: string | undefined;
  readonly parts: readonly string[];
}

/** Keeps a copy of one stream on the disk, some records a project. Only those are written of which something changed. */
export class Persist {
  readonly #disk: Disk;
  readonly #replica: Replica;
  readonly #where = new Map<string, string>();
  #dirty = new Set<string>();
  /** What is being written, and is not there yet. */
  readonly #unwritten = new Set<string>();
  #turn = 0;
  #token: string | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #writing: Promise<void> | undefined;
  #ended = false;

  constructor(disk: Disk, replica: Replica) {
    this.#disk = disk;
    this.#replica = replica;
  }

  /** The copy as it was kept; an empty one when there is none. */
  static async restore(disk: Disk, stream: string): Promise<{ replica: Replica; persist: Persist }> {
    const replica = new Replica(stream);
    const persist = new Persist(disk, replica);
    try {
      const head = await disk.get<Head>("copies", stream);
      if (head?.form === FORM) {
        await persist.#read(head);
      }
    } catch {
      // What cannot be read is fetched again.
      const fresh = new Replica(stream);
      return { replica: fresh, persist: new Persist(disk, fresh) };
    }
    return { replica, persist };
  }

  /** Writes from time to time until it is stopped. */
  start(): void {
    this.#timer ??= setInterval(() => void this.save(true), EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.save();
  }

  /** Writes nothing any more: what there is on the disk is about to be wiped. */
  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#ended = true;
    this.#turn += 1;
  }

  /** These rows are others now, or gone. */
  changed(things: readonly Thing[]): void {
    for (const thing of things) {
      const name = nameOf(thing);
      const before = this.#where.get(name);
      if (before !== undefined) {
        this.#dirty.add(before);
      }
      const row = this.#replica.get(thing.entity, thing.id);
      if (row) {
        const part = partOf(thing, row.data);
        this.#where.set(name, part);
        this.#dirty.add(part);
      } else {
        this.#where.delete(name);
      }
    }
  }

  /** Everything is another. */
  replaced(): void {
    for (const part of this.#where.values()) {
      this.#dirty.add(part);
    }
    this.#where.clear();
    for (const [thing, row] of this.#replica.rows()) {
      const part = partOf(thing, row.data);
      this.#where.set(nameOf(thing), part);
      this.#dirty.add(part);
    }
    this.#token = undefined;
    // A fresh copy is worth keeping soon.
    if (this.#timer !== undefined) {
      setTimeout(() => void this.save(true), SOON_MS);
    }
  }

  /** Nothing of it may be seen any more: this browser keeps none of it. */
  async forget(): Promise<void> {
    const { stream } = this.#replica;
    const parts = new Set([...this.#where.values(), ...this.#dirty]);
    this.#where.clear();
    this.#dirty.clear();
    this.#unwritten.clear();
    this.#turn += 1;
    this.#token = undefined;
    await this.#writing;
    await this.#disk.write("copies", new Map(), [stream, ...[...parts].map(part => `${stream}/${part}`)]);
  }

  /** Writes what changed since the last time. A copy of which something is missing is not written. */
  async save(calm = false): Promise<void> {
    if (calm) {
      await this.#writing;
    }
    const { token, scope, stream } = this.#replica;
    if (this.#ended || !this.#replica.isComplete || token === undefined) {
      return;
    }
    if (token === this.#token && this.#unwritten.size === 0) {
      return;
    }
    const parts = new Map<string, SnapshotRow[]>(
      [...this.#dirty, ...this.#unwritten].map(part => [part, []]),
    );
    // What answers showed is told later, and is no change of what is seen then.
    const ahead = new Set<string>();
    for (const [thing, row] of parts.size > 0 ? this.#replica.rows() : []) {
      const { version, data } = row.told ?? row;
      const part = this.#where.get(nameOf(thing)) ?? "";
      if (row.told) {
        ahead.add(part);
      }
      if (version > 0) {
        parts.get(part)?.push({ ...thing, version, data });
      }
    }
    const all = [...new Set(this.#where.values())];
    const put = new Map<string, unknown>([[stream, { form: FORM, token, scope, parts: all } satisfies Head]]);
    const gone: string[] = [];
    for (const [part, rows] of parts) {
      if (rows.length > 0) {
        put.set(`${stream}/${part}`, rows);
      } else {
        gone.push(`${stream}/${part}`);
      }
    }
    this.#dirty = ahead;
    for (const part of parts.keys()) {
      this.#unwritten.add(part);
    }
    this.#token = token;
    this.#turn += 1;
    this.#writing = this.#write(put, gone, calm, this.#turn).catch(() => {
      // The disk is full, or forbidden: the next start fetches everything.
      this.#token = undefined;
      for (const part of parts.keys()) {
        this.#dirty.add(part);
      }
    });
    await this.#writing;
  }

  /**
   * Calmly record by record, the token last: rows may be newer than it, never older. One that begins meanwhile has all
   * that is not there yet.
   */
  async #write(
    put: ReadonlyMap<string, unknown>,
    gone: readonly string[],
    calm: boolean,
    turn: number,
  ): Promise<void> {
    const [head, ...parts] = put;
    // When the page is about to go, what is begun now is finished, what would come after may not be.
    for (const part of calm ? parts : []) {
      if (turn !== this.#turn) {
        return;
      }
      await this.#disk.write("copies", new Map([part]));
      await new Promise(resolve => setTimeout(resolve, BREATH_MS));
    }
    if (head && turn === this.#turn) {
      await this.#disk.write("copies", calm ? new Map([head]) : put, gone);
      if (turn === this.#turn) {
        this.#unwritten.clear();
      }
    }
  }

  async #read(head: Head): Promise<void> {
    const { stream } = this.#replica;
    const parts = await Promise.all(
      head.parts.map(async part => ({
        part,
        rows: await this.#disk.get<SnapshotRow[]>("copies", `${stream}/${part}`),
      })),
    );
    let count = 0;
    this.#replica.snapshotLine({ type: "snapshot", token: head.token, scope: head.scope ?? null });
    for (const { part, rows } of parts) {
      for (const row of rows ?? []) {
        this.#replica.snapshotLine(row);
        this.#where.set(nameOf(row), part);
        count += 1;
      }
    }
    this.#replica.snapshotLine({ type: "end", rows: count });
    this.#token = head.token;
  }
}

/** The record in which a row is kept. */
function partOf(thing: Thing, data: Data): string {
  const project = typeof data.project_id === "string" ? data.project_id : "rest";
  let sum = 0;
  for (let at = 0; at < thing.id.length; at += 1) {
    sum += thing.id.charCodeAt(at);
  }
  return `${project} ${sum % SHARDS}`;
}
