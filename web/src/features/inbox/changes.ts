import type { Notification } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";

/** What can be done to notifications, as changes that show at once. Pure. */

function change(
  { id }: Notification,
  to: "read" | "unread" | "archive" | "snooze",
  fields: Partial<Notification>,
  undo?: Change["undo"],
  body?: Change["body"],
): Change {
  return {
    thing: { entity: "notification", id },
    stream: "me",
    kind: "patch",
    fields,
    method: "POST",
    path: `/notifications/${id}/${to}`,
    ...(body && { body }),
    answers: "notification",
    ...(undo && { undo }),
  };
}

/** Reading is no step of undo: it happens by looking. */
export function read(one: Notification, now = new Date().toISOString()): Change {
  return change(one, "read", { read_at: now });
}

/** Back into the inbox, unread, also of what was put away or off. */
export function unread(one: Notification): Change {
  return change(one, "unread", { read_at: null, archived_at: null, snoozed_until: null });
}

/** As it was before it was put away or off. */
function restored(one: Notification, now = Date.now()): Change[] {
  const { read_at, snoozed_until } = one;
  const changes = [unread(one)];
  if (read_at) {
    changes.push(read(one, read_at));
  }
  // What would be back by now is back.
  if (snoozed_until && Date.parse(snoozed_until) > now) {
    changes.push(putOff(one, snoozed_until));
  }
  return changes;
}

export function archive(one: Notification, now = new Date().toISOString()): Change {
  const fields = { archived_at: now, read_at: one.read_at ?? now, snoozed_until: null };
  return change(one, "archive", fields, () => restored(one));
}

export function snooze(one: Notification, until: string): Change {
  return putOff(one, until, () => restored(one));
}

function putOff(one: Notification, until: string, undo?: Change["undo"]): Change {
  return change(one, "snooze", { snoozed_until: until, archived_at: null }, undo, { until });
}

/** Tells no more of a task or project, or tells again. */
export function mute(
  me: string,
  what: "muted_task_ids" | "muted_project_ids",
  id: string,
  muted: boolean,
): Change {
  return {
    thing: { entity: "notification_preferences", id: me },
    stream: "me",
    kind: "patch",
    merge: { [what]: muted ? { add: [id], remove: [] } : { add: [], remove: [id] } },
    method: "PATCH",
    path: "/notifications/preferences",
    undo: () => mute(me, what, id, !muted),
  };
}
