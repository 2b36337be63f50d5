import { Archive, ArchiveRestore, FolderKanban, Settings, Trash2 } from "lucide-react";
import type { Page, Project } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { useProjects } from "../workspace/queries.ts";
import type { SettingsProps } from "./settings.tsx";

export default function ProjectSettings({ workspace, role }: SettingsProps) {
  const { projects, loading } = useProjects(workspace.slug);
  const archived = useAsked<Page<Project>>(`/workspaces/${workspace.id}/projects?archived=true&limit=200`);
  const again = () => {
    stale(`/workspaces/${workspace.id}/projects`);
  };
  const trash = (project: Project) =>
    attempt(async () => {
      await api.delete(`/projects/${project.id}`);
      again();
      toast({
        text: t("project.trashed", { name: project.name }),
        action: {
          label: t("app.undo"),
          run: () => void attempt(() => api.post(`/projects/${project.id}/restore`)).then(again),
        },
      });
    });
  const shown = projects.filter(project => !project.archived_at && !project.deleted_at);
  return (
    <>
      <Section
        title={t("app.projects")}
        actions={
          role !== "guest" && (
            <Button kind="primary" onClick={() => run("project.new")}>
              {t("app.new_project")}
            </Button>
          )
        }
      >
        {loading && <Bones />}
        {!loading && shown.length === 0 && (
          <Empty icon={<FolderKanban size={24} />} title={t("settings.no_projects")} />
        )}
        {shown.length > 0 && (
          <Rows label={t("app.projects")}>
            {shown.map(project => (
              <RowItem key={project.id}>
                <ProjectIcon project={project} />
                <span className="flex min-w-0 flex-1 items-baseline gap-2">
                  <bdi className="truncate font-medium">{project.name}</bdi>
                  <span className="text-sm text-fg-subtle">{project.key}</span>
                </span>
                <IconButton
                  label={t("project.settings_of", { name: project.name })}
                  onClick={() => go(to.projectSettings(workspace.slug, project.key))}
                >
                  <Settings size={16} />
                </IconButton>
                <IconButton
                  label={t("project.archive_named", { name: project.name })}
                  onClick={() => void attempt(() => api.post(`/projects/${project.id}/archive`)).then(again)}
                >
                  <Archive size={16} />
                </IconButton>
                <IconButton
                  label={t("settings.delete_named", { name: project.name })}
                  onClick={() => void trash(project)}
                >
                  <Trash2 size={16} />
                </IconButton>
              </RowItem>
            ))}
          </Rows>
        )}
      </Section>
      {archived.data && archived.data.items.length > 0 && (
        <Section title={t("project.archived")}>
          <Rows label={t("project.archived")}>
            {archived.data.items.map(project => (
              <RowItem key={project.id}>
                <ProjectIcon project={project} />
                <bdi className="min-w-0 flex-1 truncate">{project.name}</bdi>
                <IconButton
                  label={t("project.restore_named", { name: project.name })}
                  onClick={() => void attempt(() => api.post(`/projects/${project.id}/restore`)).then(again)}
                >
                  <ArchiveRestore size={16} />
                </IconButton>
              </RowItem>
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
}
