import { Square } from "lucide-react";
import type { Task, TimeEntry } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { useRow } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { clock } from "./duration.ts";
import { setTimer, useSeconds } from "./timer.ts";

/** The timer that runs, wherever one is. */
export default function RunningTimer({ entry, narrow }: { entry: TimeEntry; narrow: boolean }) {
  const task = useRow<Task>("task", entry.task_id);
  const seconds = useSeconds(entry.started_at);
  const stop = (
    <IconButton
      label={t("time.stop_on", { key: task?.key ?? "" })}
      className="text-danger-fg!"
      onClick={() => void setTimer(entry.task_id, false)}
    >
      <Square size={12} aria-hidden="true" className="fill-current" />
    </IconButton>
  );
  return (
    <section
      aria-label={t("time.runs")}
      className={`flex items-center border-t border-border px-2 py-1 ${narrow ? "justify-center" : ""}`}
    >
      {!narrow && (
        <button
          type="button"
          className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-2 px-2 text-start text-sm hover:bg-hover touch:h-11"
          onClick={() => task && peekTask(task.key)}
        >
          <span className="figures font-medium text-accent-fg" dir="ltr">
            {clock(seconds)}
          </span>
          <span dir="ltr" className="shrink-0 text-fg-muted">
            {task?.key}
          </span>
          <bdi className="min-w-0 truncate text-fg-muted">{task?.title}</bdi>
        </button>
      )}
      {stop}
    </section>
  );
}
