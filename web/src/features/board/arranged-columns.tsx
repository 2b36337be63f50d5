import type { NewTask, Status } from "../../api/types.ts";
import type { Live } from "../../sync/live.ts";
import { assigned, labelOf } from "../list/assign.ts";
import { GroupGlyph, groupName } from "../list/group-name.tsx";
import type { Group } from "../list/groups.ts";
import { columnIds, columnKey, movesTo, slotAmong } from "../task/order.ts";
import type { BoardColumn } from "./column.tsx";
import type { Place } from "./moves.ts";

/** A column of a board that is grouped so. */
export function columnOf(group: Group, first: Status | undefined): BoardColumn {
  const status = group.status ?? first;
  return {
    id: group.key,
    name: groupName(group),
    glyph: <GroupGlyph group={group} />,
    limit: group.status?.wip_limit,
    ids: group.ids,
    ...(group.status && { list: columnKey(group.status.project_id, group.status.id) }),
    fresh: status && !group.when && !group.category ? { status, more: freshOf(group) } : undefined,
  };
}

/** What a task made in a column has beside its title. */
export function freshOf({ priority, person, tag, milestone, cycle, field, option }: Group) {
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
export function placeOf(
  live: Live,
  group: Group,
  groups: readonly Group[],
  ordered: string | undefined,
): Place {
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
