import { History } from "lucide-react";
import { useEffect } from "react";
import { Link } from "wouter";
import type { Member, Page, Task } from "../../api/types.ts";
import { to, workspaceSlug } from "../../app/address.ts";
import { useAsked } from "../../app/asked.ts";
import { t } from "../../app/i18n.ts";
import { ago, times } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { type Entry, inText } from "./told.ts";

/** All that happened to a task, the newest first. */
export default function Activity({ task }: { task: Task }) {
  const { data, error, reload } = useAsked<Page<Entry>>(`/tasks/${task.id}/activity?limit=100`);
  const members = useAll<Member>("member");

  // The task is another by now: so is its story.
  useEffect(() => {
    if (task.version > 0) {
      reload();
    }
  }, [task.version, task.counts.comments]);

  if (!data) {
    return error ? <Failed title={t("detail.activity_failed")} onRetry={reload} /> : <Bones rows={3} />;
  }
  return (
    <ol className="flex list-none flex-col gap-3">
      {data.items.map(entry => {
        const name = members.find(member => member.user_id === entry.actor_id)?.name;
        return (
          <li key={entry.id} className="flex items-start gap-2 text-sm">
            {entry.actor_id ? (
              <Avatar id={entry.actor_id} name={name ?? "?"} size="sm" mute />
            ) : (
              <span className="size-5" />
            )}
            <p className="min-w-0 flex-1 text-fg-muted wrap-anywhere">
              <bdi className="font-medium text-fg">
                {name ?? t(entry.actor_id ? "task.somebody" : "app.name")}
              </bdi>{" "}
              {inText(entry)} ·{" "}
              <time dateTime={entry.at} data-tip={times.full(entry.at)}>
                {ago(entry.at)}
              </time>
            </p>
          </li>
        );
      })}
      <li>
        <Link
          href={to.taskHistory(workspaceSlug(), task.key)}
          className="inline-flex h-8 items-center gap-1.5 rounded-2 text-sm font-medium text-accent-fg hover:underline touch:h-11"
        >
          <History size={16} aria-hidden="true" />
          {t("task.history")}
        </Link>
      </li>
    </ol>
  );
}
