import type { UnderWay } from "./fetches.ts";
import type { SnapshotRow, Thing } from "./frames.ts";
import { hangsOn } from "./hanging.ts";
import { nameOf, type Rows } from "./rows.ts";

/** Shows what a request of one's own was answered, before the stream tells it. Answers what is another now. */
export function show(rows: Rows, request: UnderWay, answer: readonly SnapshotRow[], seq: number): Thing[] {
  const changed: Thing[] = [];
  for (const row of answer) {
    const thing = { entity: row.entity, id: row.id };
    const isGone = hangsOn(row.data).some(on => request.removed.has(nameOf(on))) || isStale(request, row);
    if ((rows.has(thing) || !isGone) && rows.show(thing, row.version, row.data, seq)) {
      changed.push(thing);
    }
  }
  return changed;
}

/** A row that went away since it was asked for, or whose kind did. */
export function isStale({ removed, hidden }: UnderWay, row: SnapshotRow): boolean {
  return (removed.get(nameOf(row))?.version ?? -1) >= row.version || hidden.has(row.entity);
}
