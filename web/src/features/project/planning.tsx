import type { components } from "../../api/schema";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";

type Progress = components["schemas"]["Progress"];

/** How much of a milestone or a cycle is done. What was cancelled is no work any more. */
export function Done({ progress }: { progress: Progress }) {
  const { total, done, cancelled } = progress.tasks;
  const wanted = total - cancelled;
  const share = wanted > 0 ? done / wanted : 0;
  const text =
    wanted === 0
      ? t("plan.no_tasks")
      : t("plan.done_of", { count: wanted, done: number(done), total: number(wanted) });
  return (
    <span className="flex w-40 flex-col gap-1 max-md:w-full">
      <span className="figures text-xs text-fg-muted">{text}</span>
      <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-active">
        <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}

export function unfinished(progress: Progress): number {
  return progress.tasks.total - progress.tasks.done - progress.tasks.cancelled;
}
