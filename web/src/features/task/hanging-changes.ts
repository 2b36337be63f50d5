import type { Comment, Relation, Task, Watcher } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Data, Thing } from "../../sync/frames.ts";
import { newId } from "../../sync/ids.ts";
import type { SeenAs } from "./seen.ts";

/** Changes of what hangs on a task. Pure, but for new ids. */

/** Says how two tasks are related, as seen from the first. */
export function relate(
  task: Task,
  other: Task,
  seen: SeenAs,
  id = newId(),
  now = new Date().toISOString(),
): Change {
  const turned = seen === "blocked_by" || seen === "duplicated_by";
  const kind = seen === "blocked_by" ? "blocks" : seen === "duplicated_by" ? "duplicates" : seen;
  const row: Relation = {
    id,
    workspace_id: task.workspace_id,
    task_id: turned ? other.id : task.id,
    other_id: turned ? task.id : other.id,
    kind,
    creator_id: task.creator_id,
    version: 0,
    created_at: now,
    updated_at: now,
  };
  return {
    thing: { entity: "relation", id },
    kind: "create",
    fields: row as unknown as Data,
    method: "POST",
    path: `/tasks/${task.id}/relations`,
    body: { id, kind: seen, task_id: other.id },
    after: endsOf(row),
    undo: () => unrelate(row),
  };
}

export function unrelate(relation: Relation): Change {
  return {
    thing: { entity: "relation", id: relation.id },
    kind: "remove",
    method: "DELETE",
    path: `/relations/${relation.id}`,
    after: endsOf(relation),
  };
}

function endsOf({ task_id, other_id }: Relation): Thing[] {
  return [task_id, other_id].map(id => ({ entity: "task", id }));
}

/** Follows what happens to a task, or stops it. */
export function watch(
  task: Task,
  user: string,
  row: Watcher | undefined,
  now = new Date().toISOString(),
): Change {
  const id = row?.id ?? newId();
  return {
    thing: { entity: "watcher", id },
    kind: row ? "remove" : "create",
    ...(!row && {
      fields: {
        id,
        workspace_id: task.workspace_id,
        task_id: task.id,
        user_id: user,
        version: 0,
        created_at: now,
        updated_at: now,
      },
    }),
    method: row ? "DELETE" : "PUT",
    path: `/tasks/${task.id}/watchers/${user}`,
    // In the order of the keys pressed, though each watcher is another one.
    after: [{ entity: "task", id: task.id }],
  };
}

/** Puts a reaction to a comment, or takes one's own away. */
export function react(comment: Comment, me: string, emoji: string): Change {
  const here = comment.reactions.find(one => one.emoji === emoji);
  const had = here?.user_ids.includes(me) ?? false;
  const people = had ? here?.user_ids.filter(id => id !== me) : [...(here?.user_ids ?? []), me];
  const next = { emoji, user_ids: people ?? [] };
  const all = here ? comment.reactions.map(one => (one === here ? next : one)) : [...comment.reactions, next];
  return {
    thing: { entity: "comment", id: comment.id },
    kind: "patch",
    fields: { reactions: all.filter(one => one.user_ids.length > 0) },
    method: had ? "DELETE" : "PUT",
    path: `/comments/${comment.id}/reactions/${encodeURIComponent(emoji)}`,
  };
}
