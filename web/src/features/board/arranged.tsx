import { useMemo } from "react";
import type { NewTask, Project, Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { today } from "../../app/times.ts";
import { useLive } from "../../sync/hooks.ts";
import type { Live } from "../../sync/live.ts";
import { assigned, labelOf } from "../list/assign.ts";
import { GroupGlyph, groupName } from "../list/group-name.tsx";
import { endOfWeek, type Group, type Grouping, grouped } from "../list/groups.ts";
import { columnIds, movesTo, slotAmong } from "../task/order.ts";
import { useArranged, useWeekStart } from "../view/arrange.ts";
import { groupingOf } from "../view/grouping.ts";
import { useLook } from "../view/look.ts";
import { NothingFound } from "../view/nothing-found.tsx";
import { sortOf } from "../view/sort.ts";
import { sortName } from "../view/words.ts";
import { Columns } from "./board.tsx";
import type { BoardColumn } from "./column.tsx";
import type { Place } from "./moves.ts";

/** A board that is filtered, sorted, or has other columns than the statuses. */
export default function ArrangedBoard({ project }: { project?: Project | undefined }) {
  const live = useLive();
  const look = useLook();
  const { tasks, all, fault, around, order } = useArranged(project?.id, look);
  const by: Grouping = groupingOf(look.group, around.fields, project ? "status" : "category");
  const weekStart = useWeekStart();
  const groups = useMemo(() => {
    const now = today();
    return grouped(tasks, by, {
      ...around,
      today: now,
      weekEnd: endOfWeek(now, weekStart),
      empty: true,
      order,
    });
  }, [tasks, by, around, weekStart, order]);
  const sorted = sortOf(look.sort)[0];
  const first = around.statuses.find(status => status.category === "todo") ?? around.statuses[0];
  const columns = useMemo(
    () => groups.map(group => columnOf(group, project ? first : undefined)),
    [groups, project, first],
  );
  const places = useMemo(
    () =>
      live
        ? groups.map(group =>
            placeOf(
              live,
              group,
              groups,
              sorted ? t("view.sorted_only", { name: sortName(sorted.by, around) }) : undefined,
            ),
          )
        : [],
    [live, groups, sorted, around],
  );
  if (fault || (tasks.length === 0 && all > 0)) {
    return <NothingFound fault={fault} />;
  }
  return (
    <Columns
      id={`${project?.id ?? "all"} ${by}`}
      columns={columns}
      places={places}
      unordered={by !== "status" || sorted !== undefined}
      canEdit={!project?.archived_at}
    />
  );
}

function columnOf(group: Group, first: Status | undefined): BoardColumn {
  const status = group.status ?? first;
  return {
    id: group.key,
    name: groupName(group),
    glyph: <GroupGlyph group={group} />,
    limit: group.status?.wip_limit,
    ids: group.ids,
    fresh: status && !group.when && !group.category ? { status, more: freshOf(group) } : undefined,
  };
}

/** What a task made in a column has beside its title. */
function freshOf({ priority, person, tag, milestone, cycle, field, option }: Group) {
  return {
    ...(priority && { priority }),
    ...(person && { assignee_ids: [person.user_id] }),
    ...(tag && { tag_ids: [tag.id] }),
    ...(milestone && { milestone_id: milestone.id }),
    ...(cycle && { cycle_id: cycle.id }),
    ...(field &&
      option && { custom_fields: { [field.id]: field.type === "multi_select" ? [option.id] : option.id } }),
  } as Partial<NewTask>;
}

/** How tasks get into a column, before the row that stands there on screen. */
function placeOf(live: Live, group: Group, groups: readonly Group[], ordered: string | undefined): Place {
  const { status, ids } = group;
  return {
    id: group.key,
    name: groupName(group),
    ids: () => ids,
    label: status ? "move" : labelOf(group),
    ...(ordered !== undefined && { ordered }),
    put: (tasks, slot, from) => {
      if (!status) {
        return assigned(
          tasks,
          group,
          groups.find(one => one.key === from),
        );
      }
      const all = columnIds(live.entities, status.project_id, status.id);
      const moved = ordered === undefined ? tasks : tasks.filter(task => task.status_id !== status.id);
      return movesTo(
        live.entities,
        moved,
        status.project_id,
        status,
        slotAmong(all, ids, ordered ? ids.length : slot),
      );
    },
  };
}
