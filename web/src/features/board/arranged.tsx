import { useMemo } from "react";
import type { Project } from "../../api/types.ts";
import { useToday } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { useLive } from "../../sync/hooks.ts";
import { endOfWeek, type Grouping, grouped } from "../list/groups.ts";
import { useMay } from "../task/rights.ts";
import { useArranged, useWeekStart } from "../view/arrange.ts";
import { groupingOf, laneChoices } from "../view/grouping.ts";
import { useLook } from "../view/look.ts";
import { NothingFound } from "../view/nothing-found.tsx";
import { sortOf } from "../view/sort.ts";
import { sortName } from "../view/words.ts";
import { columnOf, placeOf } from "./arranged-columns.tsx";
import { Columns } from "./board.tsx";
import { Lanes } from "./lanes.tsx";
import { lanesOf } from "./lanes-of.tsx";

/** A board that is filtered, sorted, or has other columns than the statuses. */
export default function ArrangedBoard({ project }: { project?: Project | undefined }) {
  const live = useLive();
  const look = useLook();
  const canEdit = useMay(project?.id);
  const { tasks, all, fault, around, order } = useArranged(project?.id, look);
  const by: Grouping = groupingOf(look.group, around.fields, project ? "status" : "category");
  const weekStart = useWeekStart();
  const now = useToday();
  const known = useMemo(
    () => ({ ...around, today: now, weekEnd: endOfWeek(now, weekStart), order }),
    [around, weekStart, order, now],
  );
  const groups = useMemo(() => grouped(tasks, by, { ...known, empty: true }), [tasks, by, known]);
  const sorted = sortOf(look.sort)[0];
  const ordered = sorted && t("view.sorted_only", { name: sortName(sorted.by, around) });
  const todo = around.statuses.find(status => status.category === "todo") ?? around.statuses[0];
  const first = project ? todo : undefined;
  const columns = useMemo(() => groups.map(group => columnOf(group, first)), [groups, first]);
  const places = useMemo(
    () => (live ? groups.map(group => placeOf(live, group, groups, ordered)) : []),
    [live, groups, ordered],
  );
  const lane = laneChoices(around.fields, project === undefined).find(one => one === look.lane && one !== by);
  const laid = useMemo(
    () =>
      live && lane !== undefined && tasks.length > 0
        ? lanesOf(live, groups, grouped(tasks, lane, known), { ordered, first })
        : undefined,
    [live, lane, tasks, groups, known, ordered, first],
  );
  if (fault || (tasks.length === 0 && all > 0)) {
    return <NothingFound fault={fault} />;
  }
  const shared = {
    id: `${project?.id ?? "all"} ${by}`,
    columns,
    unordered: by !== "status" || sorted !== undefined,
    canEdit,
  };
  return laid ? <Lanes {...shared} {...laid} lane={lane ?? ""} /> : <Columns {...shared} places={places} />;
}
