import { ArchiveRestore, Trash2 } from "lucide-react";
import { useState } from "react";
import { useParams } from "wouter";
import type { Project, Task } from "../../api/types.ts";
import { stale } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { api } from "../../app/server.ts";
import { Frame } from "../../app/shell/frame.tsx";
import { ago } from "../../app/times.ts";
import { useLive } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { More } from "../../ui/more.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { mayIn } from "../task/rights.ts";
import { useWorkspace } from "../workspace/queries.ts";

/** What was put away: it can come back, or go for good. */
export function TrashPage() {
  const { ws } = useParams<{ ws: string }>();
  const live = useLive();
  const workspace = useWorkspace(ws);
  const below = workspace && `/workspaces/${workspace.id}`;
  const tasks = usePages<Task>(below && `${below}/tasks?trashed=true&sort=-updated&limit=50`);
  const projects = usePages<Project>(below && `${below}/projects?trashed=true&limit=50`);
  const [asking, setAsking] = useState<Task>();
  const again = () => {
    tasks.reload();
    if (below) {
      stale(`${below}/projects`);
    }
  };
  const bring = (path: string, name: string) =>
    void attempt(() => api.post(`${path}/restore`), t("trash.restored", { name })).then(again);
  const none = tasks.items?.length === 0 && projects.items?.length === 0;
  return (
    <Frame title={t("app.trash")}>
      <div className="mx-auto w-full max-w-180 p-4 md:p-8">
        {!tasks.items && !tasks.error && <Bones />}
        {tasks.error && !tasks.items && <Failed title={t("trash.failed")} onRetry={again} />}
        {none && <Empty icon={<Trash2 size={24} />} title={t("trash.empty")} text={t("trash.empty_text")} />}
        {projects.items && projects.items.length > 0 && (
          <Section title={t("app.projects")}>
            <Rows label={t("app.projects")}>
              {projects.items.map(project => (
                <RowItem key={project.id}>
                  <ProjectIcon project={project} />
                  <bdi className="min-w-0 flex-1 basis-40 truncate">{project.name}</bdi>
                  <Button onClick={() => bring(`/projects/${project.id}`, project.name)}>
                    <ArchiveRestore size={16} />
                    {t("trash.restore")}
                  </Button>
                </RowItem>
              ))}
            </Rows>
            <More of={projects} />
          </Section>
        )}
        {tasks.items && tasks.items.length > 0 && (
          <Section title={t("trash.tasks")}>
            <Rows label={t("trash.tasks")}>
              {tasks.items.map(task => (
                <RowItem key={task.id}>
                  <span className="min-w-0 flex-1 basis-40">
                    <bdi className="block truncate">{task.title}</bdi>
                    <span className="text-sm text-fg-muted">
                      {task.key}
                      {task.deleted_at && ` · ${t("trash.since", { ago: ago(task.deleted_at) })}`}
                    </span>
                  </span>
                  {(!live || mayIn(live, task.project_id)) && (
                    <>
                      <Button onClick={() => bring(`/tasks/${task.id}`, task.key)}>
                        <ArchiveRestore size={16} />
                        {t("trash.restore")}
                      </Button>
                      <IconButton
                        label={t("trash.delete_named", { key: task.key })}
                        onClick={() => setAsking(task)}
                      >
                        <Trash2 size={16} />
                      </IconButton>
                    </>
                  )}
                </RowItem>
              ))}
            </Rows>
            <More of={tasks} />
          </Section>
        )}
      </div>
      {asking && (
        <Confirm
          title={t("trash.delete_named", { key: asking.key })}
          text={t("trash.delete_text")}
          action={t("account.delete_for_good")}
          onClose={() => setAsking(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/tasks/${asking.id}?permanent=true`)).then(again)}
        />
      )}
    </Frame>
  );
}
