import type { Entities } from "./entities.ts";
import type { Thing } from "./frames.ts";
import type { News } from "./news.ts";
import type { Applied } from "./outcome.ts";
import { nameOf } from "./rows.ts";
import { same } from "./same.ts";
import type { Undo } from "./undo.ts";

/** Fields of which the later change simply wins; who is overruled is told. */
const LATER_WINS: ReadonlySet<string> = new Set(["status_id", "priority", "due", "start_on", "estimate"]);
/** Older changes are not one's own any more. */
const RECENT_MS = 10 * 60_000;

interface Mine {
  readonly thing: Thing;
  readonly field: string;
  readonly value: unknown;
}

/** What others changed: one frame may have one's own change and what somebody made of it. */
export function foreignOf({ changed, by }: Applied, own: ReadonlySet<string>): readonly Thing[] {
  return changed.filter(thing => !own.has(by.get(nameOf(thing)) ?? ""));
}

/** What this tab set lately and still stands so, before somebody else's change to the same things is shown. */
export function minesOf(changed: readonly Thing[], undo: Undo, entities: Entities): Mine[] {
  const since = Date.now() - RECENT_MS;
  return changed.flatMap(thing => {
    const row = entities.get(thing.entity, thing.id);
    const fields = new Map<string, unknown>();
    for (const done of row ? undo.since(thing, since) : []) {
      for (const [field, value] of Object.entries(done.after)) {
        if (LATER_WINS.has(field) && !fields.has(field) && same(row?.[field], value)) {
          fields.set(field, value);
        }
      }
    }
    return [...fields].map(([field, value]) => ({ thing, field, value }));
  });
}

/** Which of them do not stand any more. */
export function overruled(mines: readonly Mine[], entities: Entities): News[] {
  return mines.flatMap(({ thing, field, value }) => {
    const now = entities.get(thing.entity, thing.id);
    return now && !same(now[field], value)
      ? [{ kind: "replaced", thing, field, mine: value, theirs: now[field] }]
      : [];
  });
}
