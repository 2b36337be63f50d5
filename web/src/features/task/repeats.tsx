import { Repeat } from "lucide-react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll } from "../../sync/hooks.ts";
import { FieldRow, Nothing } from "./fields.tsx";
import { inWords, latestOf } from "./recurrence.ts";
import { SeriesReach } from "./series-reach.tsx";
import { Skip } from "./skip.tsx";

/** How a task repeats. An older occurrence says what the latest has, and it is changed there. */
export function Repeats({ task }: { task: Task }) {
  return task.series_id != null && !task.recurrence ? <Older task={task} /> : <Row task={task} of={task} />;
}

function Older({ task }: { task: Task }) {
  const latest = latestOf(task, useAll<Task>("task"));
  return latest ? <Row task={task} of={latest} /> : <SeriesReach task={task} />;
}

function Row({ task, of }: { task: Task; of: Task }) {
  return (
    <>
      <FieldRow task={of} field="repeat" name={t("detail.repeat")} after={<Skip task={task} />}>
        {of.recurrence ? (
          <span className="inline-flex items-start gap-2">
            <Repeat size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
            {inWords(of.recurrence)}
          </span>
        ) : (
          <Nothing icon={<Repeat size={16} />} text={t("detail.never")} />
        )}
      </FieldRow>
      <SeriesReach task={task} />
    </>
  );
}
