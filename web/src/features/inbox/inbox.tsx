import {
  BellOff,
  Check,
  CheckCheck,
  Clock,
  Inbox,
  MailOpen,
  SlidersHorizontal,
  SquareArrowOutUpRight,
} from "lucide-react";
import { Suspense, useCallback, useMemo, useState } from "react";
import { useParams, useSearch } from "wouter";
import type { Member, Notification, NotificationPreferences } from "../../api/types.ts";
import { go, setParams, to } from "../../app/address.ts";
import { Boundary } from "../../app/boundary.tsx";
import { chunk, patientChunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { Frame, HeaderActions } from "../../app/shell/frame.tsx";
import { useAll, useLive, useLoaded, useRow, useStatus } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { Asked } from "../task/asked.tsx";
import { useWorkspace } from "../workspace/queries.ts";
import { useOwnWeekStart } from "../workspace/week.ts";
import { type Actions, taskOf, useInboxActions, wishes } from "./actions.ts";
import { useInboxCommands } from "./commands.ts";
import { type Group, groupsOf, TABS, type Tab } from "./model.ts";
import { GroupRow } from "./row.tsx";

// The list is there before the task beside it.
const Preview = patientChunk(() => import("./preview.tsx"));
const SnoozeMenu = chunk(() => import("./snooze.tsx"));

/** Rows shown at first, and each time more are asked for. */
const SOME = 100;

interface Snoozing {
  readonly group: Group;
  readonly anchor: DOMRect;
  readonly picking: boolean;
}

/** What one was told, by task, with the task beside it. */
export function InboxPage() {
  const { ws } = useParams<{ ws: string }>();
  const workspace = useWorkspace(ws);
  const weekStart = useOwnWeekStart();
  const live = useLive();
  const loaded = useLoaded();
  const { first, state } = useStatus();
  const all = useAll<Notification>("notification");
  const members = useAll<Member>("member");
  const wanted = useRow<NotificationPreferences>("notification_preferences", live?.me);
  const params = new URLSearchParams(useSearch());
  const tab: Tab = TABS.find(one => one === params.get("tab")) ?? "all";
  const [most, setMost] = useState(SOME);
  const [snoozing, setSnoozing] = useState<Snoozing>();
  const groups = useMemo(() => groupsOf(all, tab, workspace?.id), [all, tab, workspace?.id]);
  const chosen = groups.find(group => group.id === params.get("item"));
  const actions = useInboxActions({ groups, chosen, workspace: workspace?.id });
  const askSnooze = useCallback((group: Group) => {
    const row = document.querySelector(`[data-group="${CSS.escape(group.id)}"] > a`);
    if (row) {
      setSnoozing({ group, anchor: row.getBoundingClientRect(), picking: false });
    }
  }, []);
  useInboxCommands(actions, askSnooze);
  const menu = useCallback((group: Group) => itemsOf(group, actions, askSnooze), [actions, askSnooze]);
  // Before the first answer, nothing here does not mean that there is nothing.
  const waiting = !loaded || (all.length === 0 && first && state === "reconnecting");
  const entry = chosen ?? groups[0];

  return (
    <Frame title={t("app.inbox")} still>
      <HeaderActions>
        <Button
          tip={t("inbox.read_all")}
          tipKeys="shift+u"
          disabled={!groups.some(group => group.unread > 0)}
          onClick={actions.readAll}
        >
          <CheckCheck size={16} />
          {t("inbox.read_all")}
        </Button>
        <IconButton label={t("account.notifications")} onClick={() => go(to.account("notifications"))}>
          <SlidersHorizontal size={16} />
        </IconButton>
      </HeaderActions>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col border-border lg:w-96 lg:flex-none lg:border-e">
          <Tabs tab={tab} />
          <div data-inbox="" className="min-h-0 flex-1 overflow-y-auto">
            {waiting ? (
              <Bones rows={8} />
            ) : groups.length === 0 ? (
              <Empty
                icon={<Inbox size={24} />}
                title={t(`inbox.empty.${tab}`)}
                text={t(tab === "snoozed" ? "inbox.empty_text.snoozed" : "inbox.empty_text")}
              />
            ) : (
              <ul aria-label={t(`inbox.tab.${tab}`)} className="list-none">
                {groups.slice(0, most).map(group => (
                  <GroupRow
                    key={group.id}
                    ws={ws}
                    group={group}
                    members={members}
                    chosen={group === chosen}
                    entry={group === entry}
                    muted={wanted?.muted_task_ids?.includes(group.latest.task_id ?? "") === true}
                    onChoose={actions.press}
                    onOpen={actions.open}
                    onDone={actions.done}
                    menu={menu}
                  />
                ))}
              </ul>
            )}
            {groups.length > most && (
              <div className="p-4 text-center">
                <Button onClick={() => setMost(most + SOME)}>{t("inbox.more")}</Button>
              </div>
            )}
          </div>
        </div>
        <Suspense>
          <Preview group={chosen} onStep={actions.step} waiting={waiting} />
        </Suspense>
      </div>
      {snoozing && (
        <Boundary onFail={() => setSnoozing(undefined)}>
          <Suspense>
            <SnoozeMenu
              {...snoozing}
              weekStart={weekStart}
              onPicking={() => setSnoozing({ ...snoozing, picking: true })}
              onSnooze={actions.snooze}
              onClose={() => setSnoozing(undefined)}
            />
          </Suspense>
        </Boundary>
      )}
      <Asked />
    </Frame>
  );
}

function Tabs({ tab }: { tab: Tab }) {
  return (
    <nav
      aria-label={t("inbox.which")}
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-border px-4 py-2"
    >
      {TABS.map(one => (
        <button
          key={one}
          type="button"
          aria-current={one === tab ? "page" : undefined}
          className={cx(
            "h-7 shrink-0 rounded-2 px-2.5 text-sm font-medium touch:h-11",
            one === tab ? "bg-active text-fg" : "text-fg-muted hover:bg-hover hover:text-fg",
          )}
          onClick={() => setParams({ tab: one === "all" ? null : one })}
        >
          {t(`inbox.tab.${one}`)}
        </button>
      ))}
    </nav>
  );
}

function itemsOf(group: Group, actions: Actions, askSnooze: (group: Group) => void): MenuItem[] {
  const task = taskOf(group);
  const isMuted = (list: "muted_task_ids" | "muted_project_ids", id: string) =>
    wishes()?.[list]?.includes(id) === true;
  return [
    {
      id: "read",
      label: t(group.unread > 0 ? "inbox.mark_read" : "inbox.mark_unread"),
      icon: MailOpen,
      keys: "u",
      onSelect: () => actions.toggleRead(group),
    },
    { id: "snooze", label: t("inbox.snooze"), icon: Clock, keys: "h", onSelect: () => askSnooze(group) },
    ...(group.items.some(one => one.snoozed_until)
      ? [{ id: "back", label: t("inbox.bring_back"), icon: Inbox, onSelect: () => actions.back(group) }]
      : []),
    { id: "done", label: t("inbox.done"), icon: Check, keys: "e", onSelect: () => actions.done(group) },
    ...(task
      ? [
          {
            id: "open",
            label: t("inbox.open"),
            icon: SquareArrowOutUpRight,
            keys: "Enter",
            apart: true,
            onSelect: () => actions.open(group),
          },
          {
            id: "mute",
            label: t(isMuted("muted_task_ids", task.id) ? "inbox.unmute" : "inbox.mute"),
            icon: BellOff,
            keys: "shift+m",
            onSelect: () => actions.toggleMute(group),
          },
          {
            id: "mute_project",
            label: t(
              isMuted("muted_project_ids", task.project_id) ? "inbox.unmute_project" : "inbox.mute_project",
            ),
            icon: BellOff,
            onSelect: () => actions.toggleMute(group, "project"),
          },
        ]
      : []),
  ];
}
