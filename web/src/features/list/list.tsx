import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Project } from "../../api/types.ts";
import { useToday } from "../../app/clock.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { useLive, useLoaded } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { inOrder, type Moving, moveInto, statusPlace } from "../board/moves.ts";
import { BoardState } from "../board/state.ts";
import { useTaskActions } from "../board/task-actions.ts";
import { Asked } from "../task/asked.tsx";
import { columnIds, slotAmong } from "../task/order.ts";
import { useMay } from "../task/rights.ts";
import { useArranged, useWeekStart } from "../view/arrange.ts";
import { groupingOf } from "../view/grouping.ts";
import { useLook } from "../view/look.ts";
import { NothingFound } from "../view/nothing-found.tsx";
import { assign } from "./assign.ts";
import { endOfWeek, type Group, grouped, linesOf } from "./groups.ts";
import { TaskList } from "./task-list.tsx";
import { useShutGroups } from "./use-shut.ts";

/** Tasks of a project, or of all, one below the other. */
export function ProjectList({ project }: { project?: Project | undefined }) {
  const live = useLive();
  const loaded = useLoaded();
  const look = useLook();
  const { tasks, all, fault, around, order: wanted } = useArranged(project?.id, look);
  const { statuses } = around;
  const by = groupingOf(look.group, around.fields, project ? "status" : "category");
  const weekStart = useWeekStart();
  const [state] = useState(() => new BoardState());
  const [shut, toggle] = useShutGroups(`${project?.id ?? "all"} ${by}`);
  const canEdit = useMay(project?.id);
  const ordered = by === "status" && wanted === undefined;
  const id = project?.id;

  useEffect(() => {
    if (id !== undefined) {
      live?.presence.at({ projectId: id });
    }
    return () => live?.presence.at({});
  }, [live, id]);

  const now = useToday();
  const lines = useMemo(() => {
    const known = { ...around, today: now, weekEnd: endOfWeek(now, weekStart), order: wanted };
    return linesOf(grouped(tasks, by, known), shut);
  }, [tasks, by, around, wanted, weekStart, shut, now]);

  const order = useRef<readonly string[]>([]);
  order.current = useMemo(() => [...lines.keys()].filter(name => !name.startsWith("head ")), [lines]);
  const moving = useMemo<Moving | undefined>(
    () => live && { live, state, statuses, order: () => order.current, unordered: !ordered },
    [live, state, statuses, ordered],
  );
  const actions = useTaskActions(moving);
  const drop = useCallback(
    (ids: readonly string[], group: Group, slot: number) => {
      if (!moving) {
        return;
      }
      const dropped = inOrder(moving, ids);
      if (group.status) {
        const place = statusPlace(moving.live, group.status);
        const { project_id, id: status } = group.status;
        const standing = columnIds(moving.live.entities, project_id, status);
        moveInto(moving, dropped, place, slotAmong(standing, group.ids, ordered ? slot : group.ids.length));
      } else {
        assign(moving.live, dropped, group);
      }
    },
    [moving, ordered],
  );

  if (!loaded || !moving) {
    return <Bones rows={10} />;
  }
  if (fault || (tasks.length === 0 && all > 0)) {
    return <NothingFound fault={fault} />;
  }
  return (
    <>
      <TaskList
        label={project ? t("list.tasks_of", { name: project.name }) : t("list.all")}
        showProject={!project}
        moving={moving}
        lines={lines}
        shut={shut}
        onShut={toggle}
        canEdit={canEdit}
        ordered={ordered}
        drop={drop}
        actions={actions}
        empty={
          <Empty title={t("list.empty")}>
            {canEdit && (
              <Button kind="primary" tipKeys="c" onClick={() => run("task.new")}>
                {t("app.new_task")}
              </Button>
            )}
          </Empty>
        }
      />
      <Asked />
    </>
  );
}
