import { Inbox } from "lucide-react";
import type { Member, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useRow } from "../../sync/hooks.ts";
import { Empty } from "../../ui/states.tsx";
import { TaskBar, TaskDetail } from "../task/detail.tsx";
import type { Group } from "./model.ts";
import { said } from "./words.ts";

interface Props {
  group: Group | undefined;
  waiting: boolean;
  onStep(by: 1 | -1): void;
}

/** What the chosen row is about, where there is room for it. */
export default function Preview({ group, waiting, onStep }: Props) {
  const task = useRow<Task>("task", group?.latest.task_id ?? undefined);
  const members = useAll<Member>("member");
  return (
    <section aria-label={t("inbox.preview")} className="hidden min-w-0 flex-1 flex-col lg:flex">
      {task ? (
        <>
          <TaskBar task={task} peek={false} onStep={onStep} />
          <div className="min-h-0 flex-1 overflow-y-auto">
            <div className="mx-auto max-w-(--tf-reading)">
              <TaskDetail task={task} peek />
            </div>
          </div>
        </>
      ) : group?.latest.task_id ? (
        <Empty title={t("inbox.hidden")} text={t("inbox.hidden_text")} />
      ) : group ? (
        <article className="mx-auto w-full max-w-(--tf-reading) p-8">
          <h2 className="text-lg font-semibold">
            {said(group.latest, members.find(member => member.user_id === group.latest.actor_id)?.name)}
          </h2>
          <p dir="auto" className="mt-3 whitespace-pre-wrap text-pretty wrap-anywhere">
            {group.latest.text || t("inbox.invited_text")}
          </p>
        </article>
      ) : (
        !waiting && <Empty icon={<Inbox size={24} />} title={t("inbox.choose")} />
      )}
    </section>
  );
}
