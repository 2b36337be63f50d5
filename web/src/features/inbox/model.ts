import type { Notification, NotificationKind } from "../../api/types.ts";

/** What an inbox shows of one's notifications. Pure. */

export const TABS = ["all", "mentions", "assigned", "snoozed"] as const;
export type Tab = (typeof TABS)[number];

const KINDS: Partial<Record<Tab, NotificationKind>> = { mentions: "mentioned", assigned: "assigned" };

/** All that is told about one task, or one notification that is about none. */
export interface Group {
  readonly id: string;
  /** The newest first, as far as it is in this part of the inbox. */
  readonly items: readonly Notification[];
  /** What the row says: the newest of the kind that the tab is about. */
  readonly latest: Notification;
  readonly unread: number;
}

/** Of this workspace; and invitations to others, which have no inbox yet. */
export function isHere(one: Notification, workspace: string | undefined): boolean {
  return one.workspace_id === workspace || one.kind === "invited";
}

export function isUnread(one: Notification): boolean {
  return !one.read_at && !one.snoozed_until && !one.archived_at;
}

export function unreadIn(all: readonly Notification[], workspace: string | undefined): number {
  return all.filter(one => isUnread(one) && isHere(one, workspace)).length;
}

const newest = (one: Notification, other: Notification) =>
  one.created_at < other.created_at || (one.created_at === other.created_at && one.id < other.id) ? 1 : -1;

/** The rows of a tab: the newest first, what is snoozed by when it comes back. */
export function groupsOf(
  all: readonly Notification[],
  tab: Tab,
  workspace: string | undefined,
): readonly Group[] {
  const groups = new Map<string, Notification[]>();
  for (const one of [...all].sort(newest)) {
    const wanted = (tab === "snoozed") === Boolean(one.snoozed_until);
    if (!one.archived_at && wanted && isHere(one, workspace)) {
      const items = groups.get(one.group_id);
      if (items) {
        items.push(one);
      } else {
        groups.set(one.group_id, [one]);
      }
    }
  }
  const kind = KINDS[tab];
  const rows = [...groups].flatMap(([id, items]): Group[] => {
    const latest = kind ? items.find(one => one.kind === kind) : items[0];
    return latest ? [{ id, items, latest, unread: items.filter(isUnread).length }] : [];
  });
  return tab === "snoozed"
    ? rows.sort((one, other) => (until(one) < until(other) ? -1 : 1))
    : rows.sort((one, other) => newest(one.latest, other.latest));
}

/** When a group comes back. */
export function until(group: Group): string {
  return group.items.map(one => one.snoozed_until ?? "").sort()[0] ?? "";
}

/** Marks of Markdown are not for a line of a list. */
export function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replace(/^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+/gmu, "")
    .replace(/[*_`~]{1,3}(\S[^*_`~]*)[*_`~]{1,3}/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, 200);
}
