import { Bell } from "lucide-react";
import type { Reminder, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll } from "../../sync/hooks.ts";
import { FieldRow, Nothing } from "./fields.tsx";
import { hasRung, inOrder, inWords } from "./reminding.ts";

/** When one will be reminded of a task: the next reminder, and how many more there are. */
export function Reminders({ task }: { task: Task }) {
  const mine = inOrder(useAll<Reminder>("reminder").filter(one => one.task_id === task.id && !hasRung(one)));
  const [next] = mine;
  return (
    <FieldRow task={task} field="remind" name={t("remind.reminders")} own={!task.deleted_at}>
      {next ? (
        <span className="inline-flex min-w-0 items-start gap-2">
          <Bell size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-fg-muted" />
          <span>{inWords(next, task.due)}</span>
          {mine.length > 1 && (
            <span className="figures text-fg-muted">{t("app.more", { count: mine.length - 1 })}</span>
          )}
        </span>
      ) : (
        <Nothing icon={<Bell size={16} />} text={t("remind.none")} />
      )}
    </FieldRow>
  );
}
