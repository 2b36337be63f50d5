import { LayoutTemplate } from "lucide-react";
import { useState } from "react";
import type { Template } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { useAll } from "../../sync/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { DeleteButton, EditButton } from "../../ui/listed.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { NoRight } from "../settings/settings.tsx";
import { byName, sizesOf, tasksOf } from "./plan.ts";
import { ProjectTemplateDialog } from "./project-template.tsx";
import { TaskTemplateDialog } from "./task-template.tsx";

interface Props {
  /** Where a new one is made. */
  path: string;
  /** `null`: those of all projects. */
  projectId: string | null;
  may: boolean;
  noRight: string;
}

/** The templates of a project, or of all: tasks, and projects, too. */
export function Templates({ path, projectId, may, noRight }: Props) {
  const all = useAll<Template>("template")
    .filter(one => (one.project_id ?? null) === projectId)
    .sort(byName);
  const [editing, setEditing] = useState<Template | "new">();
  const [deleting, setDeleting] = useState<Template>();
  const close = () => setEditing(undefined);
  const rows = (kind: Template["type"], label: string) => {
    const shown = all.filter(one => one.type === kind);
    return (
      shown.length > 0 && (
        <Rows label={label}>
          {shown.map(one => (
            <RowItem key={one.id}>
              <What template={one} />
              {may && (
                <span className="flex max-md:-ms-2">
                  <EditButton name={one.name} onClick={() => setEditing(one)} />
                  <DeleteButton name={one.name} onClick={() => setDeleting(one)} />
                </span>
              )}
            </RowItem>
          ))}
        </Rows>
      )
    );
  };
  const none = (kind: Template["type"]) => all.every(one => one.type !== kind);
  return (
    <>
      <Section
        title={t("template.tasks")}
        text={t(projectId === null ? "template.tasks_text" : "template.project_text")}
        actions={
          may && (
            <Button kind="primary" onClick={() => setEditing("new")}>
              {t("template.new")}
            </Button>
          )
        }
      >
        {!may && <NoRight text={noRight} />}
        {none("task") && (
          <Empty
            icon={<LayoutTemplate size={24} />}
            title={t("template.none")}
            text={t("template.none_text")}
          />
        )}
        {rows("task", t("template.tasks"))}
      </Section>
      {projectId === null && (
        <Section title={t("template.projects")} text={t("template.projects_text")}>
          {none("project") && <p className="text-sm text-fg-muted">{t("template.no_projects")}</p>}
          {rows("project", t("template.projects"))}
        </Section>
      )}
      {editing &&
        (editing !== "new" && editing.type === "project" ? (
          <ProjectTemplateDialog template={editing} onClose={close} />
        ) : (
          <TaskTemplateDialog
            path={path}
            projectId={projectId}
            template={editing === "new" ? undefined : editing}
            onClose={close}
          />
        ))}
      {deleting && (
        <Confirm
          title={t("settings.delete_named", { name: deleting.name })}
          text={t("template.delete_text")}
          action={t("app.delete")}
          onClose={() => setDeleting(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/templates/${deleting.id}`))}
        />
      )}
    </>
  );
}

function What({ template }: { template: Template }) {
  const { project } = template;
  const sizes = project && sizesOf(project);
  const parts = sizes
    ? (["columns", "fields", "milestones", "templates", "tasks"] as const)
        .filter(name => sizes[name] > 0)
        .map(name => t(`template.count.${name}`, { count: sizes[name] }))
    : [t("template.count.tasks", { count: tasksOf(template) })];
  return (
    <span className="flex min-w-0 flex-1 basis-60 flex-col">
      <bdi className="truncate font-medium">{template.name}</bdi>
      <span className="truncate text-sm text-fg-muted">
        {parts.join(" · ")}
        {template.description !== "" && (
          <>
            {" · "}
            <bdi>{template.description}</bdi>
          </>
        )}
      </span>
    </span>
  );
}
