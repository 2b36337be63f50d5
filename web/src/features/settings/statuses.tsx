import { ArrowDown, ArrowUp, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";
import type { Page, Project, Status } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { categoryName, StatusGlyph } from "../../ui/glyphs.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { useProjects } from "../workspace/queries.ts";
import type { SettingsProps } from "./settings.tsx";
import { StatusDialog } from "./status-dialog.tsx";

/** The statuses of one project: its columns. */
export default function StatusSettings({ workspace }: SettingsProps) {
  const { projects, loading } = useProjects(workspace.slug);
  const alive = projects.filter(project => !project.archived_at);
  const [chosen, setChosen] = useState("");
  const [, navigate] = useLocation();
  const project = alive.find(one => one.id === chosen) ?? alive[0];
  if (!project) {
    return loading ? (
      <Bones />
    ) : (
      <Empty title={t("settings.no_projects")}>
        <Button onClick={() => navigate(`/${workspace.slug}/settings/projects`)}>{t("app.projects")}</Button>
      </Empty>
    );
  }
  return (
    <Section title={t("settings.statuses")} text={t("settings.statuses_text")}>
      <SelectField
        label={t("task.project")}
        className="max-w-72"
        value={project.id}
        onChange={event => setChosen(event.target.value)}
      >
        {alive.map(one => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <StatusList key={project.id} project={project} />
    </Section>
  );
}

function StatusList({ project }: { project: Project }) {
  const { data, error, reload } = useAsked<Page<Status>>(`/projects/${project.id}/statuses?limit=100`);
  const [editing, setEditing] = useState<Status | "new">();
  const statuses = data?.items ?? [];
  const move = (at: number, by: -1 | 1) => {
    const other = statuses[at + by];
    const moved = statuses[at];
    if (other && moved) {
      const place = by < 0 ? { before_id: other.id } : { after_id: other.id };
      void attempt(() => api.patch(`/statuses/${moved.id}`, place)).then(reload);
    }
  };
  if (!data) {
    return error ? <Failed title={t("settings.statuses_failed")} onRetry={reload} /> : <Bones />;
  }
  return (
    <>
      <Rows label={t("settings.statuses")}>
        {statuses.map((status, at) => (
          <RowItem key={status.id}>
            <StatusGlyph category={status.category} />
            <span className="min-w-0 flex-1">
              <bdi className="font-medium">{status.name}</bdi>
              <span className="ms-2 text-sm text-fg-muted">
                {categoryName(status.category)}
                {status.wip_limit ? ` · ${t("settings.wip", { count: status.wip_limit })}` : ""}
              </span>
            </span>
            <IconButton
              size="sm"
              label={t("settings.move_up", { name: status.name })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <ArrowUp size={16} />
            </IconButton>
            <IconButton
              size="sm"
              label={t("settings.move_down", { name: status.name })}
              disabled={at === statuses.length - 1}
              onClick={() => move(at, 1)}
            >
              <ArrowDown size={16} />
            </IconButton>
            <IconButton
              size="sm"
              label={t("settings.edit_named", { name: status.name })}
              onClick={() => setEditing(status)}
            >
              <Pencil size={16} />
            </IconButton>
            <IconButton
              size="sm"
              label={t("settings.delete_named", { name: status.name })}
              onClick={() => void attempt(() => api.delete(`/statuses/${status.id}`)).then(reload)}
            >
              <Trash2 size={16} />
            </IconButton>
          </RowItem>
        ))}
      </Rows>
      <Button className="self-start" onClick={() => setEditing("new")}>
        <Plus size={16} />
        {t("settings.new_status")}
      </Button>
      {editing && (
        <StatusDialog
          project={project.id}
          status={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={() => {
            setEditing(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}
