import { CalendarPlus, CalendarRange, Flag, Gauge, Plus } from "lucide-react";
import type { ReactNode } from "react";
import type { Cycle, Milestone, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, number } from "../../app/times.ts";
import { useRow } from "../../sync/hooks.ts";

/** What is shown of a task only where somebody wants it. */
export default function MoreFacts({ task, shown }: { task: Task; shown: ReadonlySet<string> }) {
  const milestone = useRow<Milestone>("milestone", task.milestone_id ?? undefined);
  const cycle = useRow<Cycle>("cycle", task.cycle_id ?? undefined);
  return (
    <>
      {shown.has("estimate") && task.estimate != null && (
        <Fact name={t("task.estimate")} icon={<Gauge size={14} aria-hidden="true" />}>
          {number(task.estimate)}
        </Fact>
      )}
      {shown.has("start") && task.start_on && (
        <Fact name={t("task.start")} icon={<CalendarPlus size={14} aria-hidden="true" />}>
          {dayName(task.start_on)}
        </Fact>
      )}
      {shown.has("milestone") && milestone && (
        <Fact name={t("view.group.milestone")} icon={<Flag size={14} aria-hidden="true" />}>
          <bdi className="max-w-32 truncate">{milestone.name}</bdi>
        </Fact>
      )}
      {shown.has("cycle") && cycle && (
        <Fact name={t("view.group.cycle")} icon={<CalendarRange size={14} aria-hidden="true" />}>
          <bdi className="max-w-32 truncate">{cycle.name}</bdi>
        </Fact>
      )}
      {shown.has("created") && (
        <Fact name={t("view.sort.created")} icon={<Plus size={14} aria-hidden="true" />}>
          {dayName(task.created_at.slice(0, 10))}
        </Fact>
      )}
    </>
  );
}

function Fact({ name, icon, children }: { name: string; icon: ReactNode; children: ReactNode }) {
  return (
    <span className="figures inline-flex min-w-0 items-center gap-1" data-tip={name}>
      {icon}
      <span className="sr-only">{name}</span>
      {children}
    </span>
  );
}
