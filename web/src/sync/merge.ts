import { type Doubt, FOR_GOOD, type UnderWay } from "./fetches.ts";
import type { SnapshotRow, Thing } from "./frames.ts";
import { depth, hangsOn } from "./hanging.ts";
import type { Part } from "./part.ts";
import { nameOf, type Rows } from "./rows.ts";
import { isStale } from "./shown.ts";

/** What a fetch came to beside the rows it brought. */
export interface Merged {
  readonly changed: Thing[];
  /** Tasks that were read before they went away and came back: what hangs on them is missing. */
  readonly again: readonly string[];
  /** What may have come wrongly, or not, as it was read. */
  readonly doubts: readonly [Thing, Doubt][];
}

/** Merges what a fetch brought into a copy that knows of the rights `scope`, and awaits these projects. */
export function merge(
  rows: Rows,
  fetch: UnderWay,
  part: Part,
  scope: string | undefined,
  awaited: readonly string[],
): Merged {
  const { seq } = part.read;
  const sameRights = part.read.scope === scope;
  const { removed } = fetch;
  for (const [name, removal] of removed) {
    // Read when that was so already.
    if (removal.seq <= seq) {
      removed.delete(name);
    }
  }
  const brought = new Map<string, Thing>();
  const torn = new Set<string>();
  const changed: Thing[] = [];
  for (const row of inOrder(part.rows)) {
    const thing = { entity: row.entity, id: row.id };
    const [name, hangs] = [nameOf(thing), hangsOn(row.data)];
    brought.set(name, thing);
    // It had gone by a later reading.
    if (!rows.has(thing) && hangs.some(on => rows.isWholeAt(on, seq + 1))) {
      continue;
    }
    // Read before what it hangs on went away, unless that was read after it had come back.
    if (hangs.some(on => removed.has(nameOf(on))) || isStale(fetch, row)) {
      removed.set(name, FOR_GOOD);
      for (const on of hangs) {
        torn.add(nameOf(on));
      }
      continue;
    }
    removed.delete(name);
    if (rows.put(thing, row.version, row.data, seq)) {
      changed.push(thing);
    }
  }
  const names = new Set(brought.keys());
  for (const [name, thing] of brought) {
    if (!removed.has(name)) {
      for (const old of outdated(rows, thing, seq, names)) {
        rows.remove(old, Number.POSITIVE_INFINITY, changed);
      }
      if (!torn.has(name)) {
        rows.setWhole(thing, seq);
      }
    }
  }
  const again = fetch.asked.tasks.filter(id => {
    const task = { entity: "task", id };
    return removed.has(nameOf(task)) && rows.has(task);
  });
  return { changed, again, doubts: doubts(rows, fetch, part, names, sameRights, awaited) };
}

/**
 * What hangs on it and was so at the entry `seq` or before, where it was read without what is none of `brought`: that had
 * gone. A relation may have been out of sight by an end that was not read.
 */
function outdated(rows: Rows, on: Thing, seq: number, brought: ReadonlySet<string>): Thing[] {
  return rows.hangingAsOf(on, seq).filter(thing => {
    const tasks = rows.onWhat(thing).filter(({ entity }) => entity === "task");
    return !brought.has(nameOf(thing)) && tasks.every(task => brought.has(nameOf(task)));
  });
}

function inOrder(rows: readonly SnapshotRow[]): SnapshotRow[] {
  return rows.toSorted((one, other) => depth(one.data) - depth(other.data));
}

function doubts(
  rows: Rows,
  { asked, removed, hidden }: UnderWay,
  { read }: Part,
  names: ReadonlySet<string>,
  sameRights: boolean,
  awaited: readonly string[],
): [Thing, Doubt][] {
  const tasks = asked.tasks.map(id => ({ entity: "task", id }));
  const projects = asked.projects.map(id => ({ entity: "project", id }));
  const kinds = asked.entities.filter(kind => !hidden.has(kind)).map(entity => ({ entity, id: "" }));
  const found: [Thing, Doubt][] = [];
  for (const thing of [...tasks, ...projects, ...kinds].filter(thing => !removed.has(nameOf(thing)))) {
    const brought = names.has(nameOf(thing));
    const isTask = thing.entity === "task";
    if ((!sameRights || (isTask && !brought)) && (!isTask || rows.stays(thing, awaited))) {
      found.push([thing, { ...read, brought }]);
    }
  }
  return found;
}
