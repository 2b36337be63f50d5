import type { NotificationPreferences, Project, Task } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import type { Save } from "./notifications.tsx";

interface Props {
  wishes: NotificationPreferences;
  save: Save;
}

/** Tasks and projects of which nothing is told. */
export function Muted({ wishes, save }: Props) {
  const { muted_project_ids: projects = [], muted_task_ids: tasks = [] } = wishes;
  if (projects.length + tasks.length === 0) {
    return null;
  }
  const without = (ids: readonly string[], id: string) => ids.filter(one => one !== id);
  return (
    <Section title={t("account.muted")} text={t("account.muted_text")}>
      <Rows label={t("account.muted")}>
        {projects.map(id => (
          <MutedRow
            key={id}
            path={`/projects/${id}`}
            onUnmute={() => save({ muted_project_ids: without(projects, id) })}
          />
        ))}
        {tasks.map(id => (
          <MutedRow
            key={id}
            path={`/tasks/${id}`}
            onUnmute={() => save({ muted_task_ids: without(tasks, id) })}
          />
        ))}
      </Rows>
    </Section>
  );
}

function MutedRow({ path, onUnmute }: { path: string; onUnmute(): void }) {
  const { data, error } = useAsked<Project | Task>(path);
  const name = data && ("title" in data ? data.title : data.name);
  return (
    <RowItem>
      <bdi className="min-w-0 flex-1 basis-40 truncate">
        {name ?? (error ? t("account.muted_hidden") : "…")}
      </bdi>
      {data && (
        <span className="figures text-sm text-fg-muted" dir="ltr">
          {data.key}
        </span>
      )}
      <Button onClick={onUnmute}>{t("account.unmute")}</Button>
    </RowItem>
  );
}
