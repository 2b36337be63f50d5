import { useMemo, useRef } from "react";
import type { NotificationPreferences, Task } from "../../api/types.ts";
import { openTask, setParams } from "../../app/address.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import type { Change } from "../../sync/command.ts";
import { getLive } from "../../sync/hooks.ts";
import { toast } from "../../ui/toast.ts";
import { archive, mute, read, snooze, unread } from "./changes.ts";
import { type Group, isUnread } from "./model.ts";

/** What can be done to the rows of an inbox. */
export interface Actions {
  /** Looks at it; where there is room beside the list, that is reading it. */
  choose(group: Group): void;
  /** A mouse or finger: looks at it, or goes to its task where there is no room for both. */
  press(group: Group): void;
  /** Goes to its task. */
  open(group: Group): void;
  step(by: 1 | -1): void;
  toggleRead(group: Group): void;
  done(group: Group): void;
  snooze(group: Group, until: Date): void;
  back(group: Group): void;
  toggleMute(group: Group, what?: "task" | "project"): void;
  readAll(): void;
  /** The row that keys are about. */
  subject(): Group | undefined;
}

interface Shown {
  readonly groups: readonly Group[];
  readonly chosen: Group | undefined;
  readonly workspace: string | undefined;
}

/** Whether the task has room beside the list. */
export const isWide = () => matchMedia("(min-width: 1100px)").matches;

export const taskOf = (group: Group): Task | undefined =>
  getLive()?.entities.get("task", group.latest.task_id ?? "") as Task | undefined;

export function wishes(): NotificationPreferences | undefined {
  const live = getLive();
  return live?.entities.get("notification_preferences", live.me) as NotificationPreferences | undefined;
}

const LABEL = "inbox";
const change = (changes: readonly Change[]) => changes.length > 0 && getLive()?.change(changes, LABEL);
const markRead = (group: Group) => change(group.items.filter(isUnread).map(one => read(one)));

function told(text: string): void {
  const action = { label: t("live.undo"), run: () => void getLive()?.undoLast() };
  toast({ text, kind: "undo", action });
}

function focusRow(id: string): void {
  const row = document.querySelector<HTMLElement>(`[data-group="${CSS.escape(id)}"] > a`);
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

export function useInboxActions(shown: Shown): Actions {
  const now = useRef(shown);
  now.current = shown;
  return useMemo(() => {
    const choose = (group: Group) => {
      setParams({ item: group.id });
      if (isWide() || !taskOf(group)) {
        markRead(group);
      }
    };
    const open = (group: Group) => {
      const task = taskOf(group);
      markRead(group);
      if (task) {
        openTask(task.key);
      } else {
        setParams({ item: group.id });
      }
    };
    const subject = () => {
      const { groups, chosen } = now.current;
      const id = document.activeElement?.closest<HTMLElement>("[data-group]")?.dataset.group;
      return groups.find(group => group.id === id) ?? chosen;
    };
    /** A row leaves: its neighbour takes its place. */
    const leave = (group: Group) => {
      const { groups, chosen } = now.current;
      const at = groups.findIndex(one => one.id === group.id);
      const next = groups[at + 1] ?? groups[at - 1];
      if (next && chosen?.id === group.id) {
        choose(next);
      } else if (chosen?.id === group.id) {
        setParams({ item: null });
      }
      if (document.activeElement?.closest("[data-inbox]")) {
        if (next) {
          focusRow(next.id);
        } else {
          // The last one: the page has the keyboard, not nobody.
          document.getElementById("main")?.focus({ preventScroll: true });
        }
      }
    };
    return {
      choose,
      subject,
      press: group => (isWide() || !taskOf(group) ? choose : open)(group),
      open,
      step(by) {
        const { groups } = now.current;
        const at = groups.findIndex(one => one.id === subject()?.id);
        const next = groups[at < 0 ? 0 : Math.max(0, Math.min(at + by, groups.length - 1))];
        if (next) {
          choose(next);
          focusRow(next.id);
        }
      },
      toggleRead(group) {
        if (group.unread > 0) {
          markRead(group);
        } else {
          change([unread(group.latest)]);
        }
      },
      done(group) {
        leave(group);
        change(group.items.map(one => archive(one)));
        told(t("inbox.done_told"));
      },
      snooze(group, until) {
        leave(group);
        change(group.items.map(one => snooze(one, until.toISOString())));
        told(t("inbox.snoozed_told"));
      },
      back(group) {
        leave(group);
        change(group.items.map(one => unread(one)));
      },
      toggleMute(group, what = "task") {
        const list = what === "task" ? "muted_task_ids" : "muted_project_ids";
        const id = what === "task" ? group.latest.task_id : taskOf(group)?.project_id;
        const me = getLive()?.me;
        if (id && me) {
          const muted = wishes()?.[list]?.includes(id) === true;
          change([mute(me, list, id, !muted)]);
          told(t(muted ? "inbox.unmuted_told" : `inbox.muted_told.${what}`));
        }
      },
      readAll() {
        const { workspace: workspace_id } = now.current;
        // Invitations are of workspaces that one is not in yet.
        const { groups } = now.current;
        const others = groups.flatMap(({ items }) => items).filter(one => one.workspace_id !== workspace_id);
        change(others.filter(isUnread).map(one => read(one)));
        void attempt(() => api.post("/notifications/read-all", { workspace_id }));
      },
    };
  }, []);
}
