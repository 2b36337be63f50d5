import { ListFilter } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearch } from "wouter";
import type { Member, Project, Status, Task } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { HeaderActions } from "../../app/shell/frame.tsx";
import { today } from "../../app/times.ts";
import { useAll, useLive, useLoaded, useRows } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { inOrder, type Moving, moveInto } from "../board/moves.ts";
import { PeopleHere } from "../board/people-here.tsx";
import { BoardState } from "../board/state.ts";
import { useTaskActions } from "../board/task-actions.ts";
import { Asked } from "../task/asked.tsx";
import { assign } from "./assign.ts";
import { endOfWeek, GROUPINGS, type Group, type Grouping, grouped, linesOf } from "./groups.ts";
import { TaskList } from "./task-list.tsx";
import { useShutGroups } from "./use-shut.ts";

/** A project's tasks, one below the other. */
export function ProjectList({ project }: { project: Project }) {
  const live = useLive();
  const loaded = useLoaded();
  const statuses = useRows<Status>("statuses", project.id, "status");
  const members = useAll<Member>("member");
  const all = useAll<Task>("task");
  const wanted = new URLSearchParams(useSearch()).get("group");
  const by: Grouping = GROUPINGS.find(one => one === wanted) ?? "status";
  const [state] = useState(() => new BoardState());
  const [shut, toggle] = useShutGroups(`${project.id} ${by}`);
  const canEdit = !project.archived_at;

  useEffect(() => {
    live?.presence.at({ projectId: project.id });
    return () => live?.presence.at({});
  }, [live, project.id]);

  const tasks = useMemo(
    () => all.filter(task => task.project_id === project.id && !task.deleted_at && !task.archived_at),
    [all, project.id],
  );
  const lines = useMemo(() => {
    const now = today();
    return linesOf(grouped(tasks, by, { statuses, members, today: now, weekEnd: endOfWeek(now, 1) }), shut);
  }, [tasks, by, statuses, members, shut]);

  const order = useRef<readonly string[]>([]);
  order.current = useMemo(() => [...lines.keys()].filter(name => !name.startsWith("head ")), [lines]);
  const moving = useMemo<Moving | undefined>(
    () => live && { live, state, statuses, order: () => order.current, unordered: by !== "status" },
    [live, state, statuses, by],
  );
  const actions = useTaskActions(moving, canEdit);
  const drop = useCallback(
    (ids: readonly string[], group: Group, slot: number) => {
      if (!moving) {
        return;
      }
      const dropped = inOrder(moving, ids);
      if (group.status) {
        moveInto(moving, dropped, group.status, slot);
      } else {
        assign(moving.live, dropped, group);
      }
    },
    [moving],
  );

  if (!loaded || !moving) {
    return <Bones rows={10} />;
  }
  return (
    <>
      <HeaderActions>
        <PeopleHere project={project.id} />
        <MenuButton
          label={t("list.display")}
          className="inline-flex h-8 items-center gap-1.5 rounded-2 border border-border-strong/60 px-3 text-sm font-medium hover:bg-hover touch:h-11"
          placement="bottom-end"
          items={() =>
            GROUPINGS.map(one => ({
              id: one,
              label: t(`list.by.${one}`),
              checked: one === by,
              onSelect: () => setParams({ group: one === "status" ? null : one }),
            }))
          }
        >
          <ListFilter size={16} aria-hidden="true" />
          {t("list.display")}
        </MenuButton>
      </HeaderActions>
      <TaskList
        label={t("list.tasks_of", { name: project.name })}
        moving={moving}
        lines={lines}
        shut={shut}
        onShut={toggle}
        canEdit={canEdit}
        ordered={by === "status"}
        drop={drop}
        actions={actions}
        empty={
          <Empty title={t("list.empty")}>
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
