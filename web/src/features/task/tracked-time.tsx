import { Play, Square, Timer } from "lucide-react";
import { Suspense, useState } from "react";
import type { Task } from "../../api/types.ts";
import { Boundary } from "../../app/boundary.tsx";
import { chunk } from "../../app/chunk.ts";
import { t } from "../../app/i18n.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { clock, duration } from "./duration.ts";
import { Nothing, VALUE } from "./fields.tsx";
import { useMayChange } from "./rights.ts";
import { setTimer, useSeconds, useTimer } from "./timer.ts";

const TimeDialog = chunk(() => import("./time-dialog.tsx"));

/** What was tracked on a task, and one's timer. */
export function TrackedTime({ task }: { task: Task }) {
  const may = useMayChange(task, "commenter");
  const timer = useTimer();
  const mine = timer?.task_id === task.id ? timer : undefined;
  const seconds = useSeconds(mine?.started_at);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const toggle = async () => {
    setBusy(true);
    await setTimer(task.id, mine === undefined);
    setBusy(false);
  };
  const value = (
    <>
      {mine && (
        <span className="figures inline-flex items-center gap-2 font-medium text-accent-fg" dir="ltr">
          <Timer size={16} aria-hidden="true" />
          {clock(seconds)}
        </span>
      )}
      {task.tracked_seconds > 0 ? (
        <span className="figures">{duration(task.tracked_seconds)}</span>
      ) : (
        !mine && <Nothing icon={<Timer size={16} />} text={t("time.none")} />
      )}
    </>
  );
  return (
    <div className="flex min-h-8 items-start gap-2 text-sm">
      <dt className="w-24 shrink-0 py-1.5 text-fg-muted touch:py-3">{t("time.time")}</dt>
      <dd className="flex min-w-0 flex-1 items-start">
        {may || task.tracked_seconds > 0 ? (
          <button
            type="button"
            aria-haspopup="dialog"
            className={cx(VALUE, "rounded-2 hover:bg-hover touch:min-h-11")}
            onClick={() => setOpen(true)}
          >
            <span className="sr-only">{t("time.time")}: </span>
            {value}
          </button>
        ) : (
          <span className={VALUE}>{value}</span>
        )}
        {(may || mine) && (
          <IconButton
            label={t(mine ? "time.stop" : "time.start")}
            disabled={busy || task.version === 0}
            className={mine ? "text-danger-fg!" : undefined}
            onClick={() => void toggle()}
          >
            {mine ? (
              <Square size={14} aria-hidden="true" className="fill-current" />
            ) : (
              <Play size={16} aria-hidden="true" />
            )}
          </IconButton>
        )}
        {open && (
          <Boundary onFail={() => setOpen(false)}>
            <Suspense>
              <TimeDialog task={task} onClose={() => setOpen(false)} />
            </Suspense>
          </Boundary>
        )}
      </dd>
    </div>
  );
}
