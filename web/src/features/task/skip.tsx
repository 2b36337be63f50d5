import { SkipForward } from "lucide-react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { Change } from "../../sync/command.ts";
import { getLive } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";
import { setFields } from "./changes.ts";
import { useMayChange } from "./rights.ts";

/** Leaves out the open occurrence: the task goes on to its next date, which the server knows. */
function skipOccurrence(task: Task): Change {
  const { due, start_on, recurrence } = task;
  const before = { due: due ?? null, start_on: start_on ?? null, recurrence: recurrence ?? null };
  return {
    thing: { entity: "task", id: task.id },
    kind: "none",
    method: "POST",
    path: `/tasks/${task.id}/skip-occurrence`,
    answers: "task",
    undo: now => now && setFields(now as unknown as Task, before),
  };
}

export function Skip({ task }: { task: Task }) {
  const may = useMayChange(task);
  const closed = task.status_category === "done" || task.status_category === "cancelled";
  if (!may || !task.recurrence || !task.due || closed) {
    return null;
  }
  return (
    <IconButton
      label={t("detail.skip")}
      onClick={() => {
        getLive()?.change([skipOccurrence(task)], "skip");
        toast({
          text: t("detail.skipped", { key: task.key }),
          kind: "undo",
          action: { label: t("live.undo"), run: () => void getLive()?.undoLast() },
        });
      }}
    >
      <SkipForward size={16} aria-hidden="true" className="rtl:-scale-x-100" />
    </IconButton>
  );
}
