import type { NotificationKind, NotificationPatch, NotificationPreferences } from "../../api/types.ts";

/** How somebody wants to be told, as the server reads it. Pure. */

export const KINDS = [
  "assigned",
  "mentioned",
  "commented",
  "status_changed",
  "due_soon",
  "overdue",
  "reminder",
  "invited",
  "notice",
] as const satisfies readonly NotificationKind[];

/** Where people can be told. Push reaches the browsers that asked for it. */
export const CHANNELS = ["in_app", "email", "push"] as const;
export type Channel = (typeof CHANNELS)[number];

/** There are many of these: nobody is mailed about them without having asked for it. */
const QUIET: readonly NotificationKind[] = ["commented", "status_changed"];

/** These are mails already: an invitation's brings its link. */
const MAILED: readonly NotificationKind[] = ["invited"];

type Kinds = NonNullable<NotificationPreferences["kinds"]>;

function kindsOf(wishes: NotificationPreferences, workspace: string | undefined): Kinds {
  const here = workspace === undefined ? wishes.kinds : wishes.workspaces?.[workspace]?.kinds;
  return (here ?? {}) as Kinds;
}

/** Whether a kind goes to a channel: what is said of the workspace, else of all, else what is usual. */
export function wants(
  wishes: NotificationPreferences,
  kind: NotificationKind,
  channel: Channel,
  workspace?: string,
): boolean {
  const said =
    (workspace === undefined ? undefined : kindsOf(wishes, workspace)[kind]?.[channel]) ??
    kindsOf(wishes, undefined)[kind]?.[channel];
  const unasked = QUIET.includes(kind) || (channel === "email" && MAILED.includes(kind));
  return said ?? (channel === "in_app" || !unasked);
}

/** The patch that says otherwise of one kind and channel. */
export function wish(
  wishes: NotificationPreferences,
  kind: NotificationKind,
  channel: Channel,
  wanted: boolean,
  workspace?: string,
): NotificationPatch {
  const before = kindsOf(wishes, workspace);
  const kinds = { ...before, [kind]: { ...before[kind], [channel]: wanted } };
  return workspace === undefined ? { kinds } : { workspaces: withWorkspace(wishes, workspace, { kinds }) };
}

/** The patch that says something of one workspace. */
export function withWorkspace(
  wishes: NotificationPreferences,
  workspace: string,
  change: { kinds?: Kinds; muted?: boolean },
): NonNullable<NotificationPatch["workspaces"]> {
  const before = wishes.workspaces?.[workspace];
  return { ...wishes.workspaces, [workspace]: { muted: false, ...before, ...change } };
}

/** Whether a workspace has kinds of its own. */
export function isOwn(wishes: NotificationPreferences, workspace: string): boolean {
  return Object.keys(kindsOf(wishes, workspace)).length > 0;
}
