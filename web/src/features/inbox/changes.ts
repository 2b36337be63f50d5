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

export function archive(one: Notification, now = new Date().toISOString()): Change {
  const fields = { archived_at: now, read_at: one.read_at ?? now, snoozed_until: null };
  return change(one, "archive", fields, () => unread(one));
}

export function snooze(one: Notification, until: string): Change {
  const fields = { snoozed_until: until, archived_at: null };
  return change(one, "snooze", fields, () => unread(one), { until });
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
