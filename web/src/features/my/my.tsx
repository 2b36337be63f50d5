import { useCallback, useMemo, useRef, useState } from "react";
import { useSearch } from "wouter";
import type { Member, Status, Task } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { useToday } from "../../app/clock.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useIds, useLive, useLoaded } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Bones, Empty } from "../../ui/states.tsx";
import { inOrder, type Moving } from "../board/moves.ts";
import { BoardState } from "../board/state.ts";
import { useTaskActions } from "../board/task-actions.ts";
import { assign } from "../list/assign.ts";
import { endOfWeek, type Group, grouped, linesOf } from "../list/groups.ts";
import { TaskList } from "../list/task-list.tsx";
import { useShutGroups } from "../list/use-shut.ts";
import { Asked } from "../task/asked.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";

const TABS = ["assigned", "created", "watched"] as const;
type Tab = (typeof TABS)[number];

/** What is mine across projects, by when it is due. */
export function MyTasks() {
  const live = useLive();
  const loaded = useLoaded();
  const me = live?.me ?? "";
  const wanted = new URLSearchParams(useSearch()).get("show");
  const tab: Tab = TABS.find(one => one === wanted) ?? "assigned";
  const weekStart = useOwnWeekStart();
  const statuses = useAll<Status>("status");
  const members = useAll<Member>("member");
  const all = useAll<Task>("task");
  const watched = useIds("watched", me);
  const [state] = useState(() => new BoardState());
  const [shut, toggle] = useShutGroups(`my ${tab}`);

  const tasks = useMemo(() => {
    const watching = new Set(watched.map(id => live?.entities.get("watcher", id)?.task_id));
    const mine = (task: Task) =>
      tab === "assigned"
        ? task.assignee_ids.includes(me)
        : tab === "created"
          ? task.creator_id === me
          : watching.has(task.id);
    const isOpen = ({ status_category }: Task) =>
      status_category !== "done" && status_category !== "cancelled";
    return all.filter(task => isOpen(task) && !task.deleted_at && !task.archived_at && mine(task));
  }, [all, watched, live, tab, me]);
  const now = useToday();
  const lines = useMemo(
    () =>
      linesOf(
        grouped(tasks, "due", { statuses, members, today: now, weekEnd: endOfWeek(now, weekStart) }),
        shut,
      ),
    [tasks, statuses, members, shut, weekStart, now],
  );

  const order = useRef<readonly string[]>([]);
  order.current = useMemo(() => [...lines.keys()].filter(name => !name.startsWith("head ")), [lines]);
  const moving = useMemo<Moving | undefined>(
    () => live && { live, state, statuses, order: () => order.current, unordered: true },
    [live, state, statuses],
  );
  const actions = useTaskActions(moving);
  const drop = useCallback(
    (ids: readonly string[], group: Group) => moving && assign(moving.live, inOrder(moving, ids), group),
    [moving],
  );

  if (!loaded || !moving) {
    return <Bones rows={10} />;
  }
  return (
    <>
      <nav aria-label={t("my.which")} className="flex shrink-0 gap-1 overflow-x-auto px-4 py-2">
        {TABS.map(one => (
          <button
            key={one}
            type="button"
            aria-current={one === tab ? "page" : undefined}
            className={cx(
              "h-7 shrink-0 rounded-2 px-2.5 text-sm font-medium touch:h-11",
              one === tab ? "bg-active text-fg" : "text-fg-muted hover:bg-hover hover:text-fg",
            )}
            onClick={() => setParams({ show: one === "assigned" ? null : one })}
          >
            {t(`my.${one}`)}
          </button>
        ))}
      </nav>
      <TaskList
        label={t("app.my_tasks")}
        moving={moving}
        lines={lines}
        shut={shut}
        onShut={toggle}
        canEdit
        showProject
        ordered={false}
        drop={drop}
        actions={actions}
        empty={
          <Empty title={t(`my.empty.${tab}`)}>
            <Button kind="primary" tipKeys="c" onClick={() => run("task.new")}>
              {t("app.new_task")}
            </Button>
          </Empty>
        }
      />
      <Asked />
    </>
  );
}
