import { useState } from "react";
import type { Page, Status } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { categoryName, StatusGlyph } from "../../ui/glyphs.tsx";
import { DeleteButton, EditButton, MoveButtons } from "../../ui/listed.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { NoRight } from "../settings/settings.tsx";
import type { ProjectSettingsProps } from "./settings.tsx";
import { StatusDialog } from "./status-dialog.tsx";

/** The statuses of a project: its columns. */
export default function Statuses({ project, role }: ProjectSettingsProps) {
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
  const may = role === "manager";
  return (
    <Section
      title={t("settings.statuses")}
      text={t("settings.statuses_text")}
      actions={
        may && (
          <Button kind="primary" onClick={() => setEditing("new")}>
            {t("settings.new_status")}
          </Button>
        )
      }
    >
      {!may && <NoRight text={t("project.no_right")} />}
      <Rows label={t("settings.statuses")}>
        {statuses.map((status, at) => (
          <RowItem key={status.id}>
            <StatusGlyph category={status.category} />
            <span className="min-w-0 flex-1 wrap-anywhere">
              <bdi className="font-medium">{status.name}</bdi>
              <span className="ms-2 text-sm text-fg-muted max-md:ms-0 max-md:block">
                {categoryName(status.category)}
                {status.wip_limit ? ` · ${t("settings.wip", { count: status.wip_limit })}` : ""}
              </span>
            </span>
            {may && (
              <>
                <MoveButtons
                  name={status.name}
                  first={at === 0}
                  last={at === statuses.length - 1}
                  onMove={by => move(at, by)}
                />
                <EditButton name={status.name} onClick={() => setEditing(status)} />
                <DeleteButton
                  name={status.name}
                  onClick={() => void attempt(() => api.delete(`/statuses/${status.id}`)).then(reload)}
                />
              </>
            )}
          </RowItem>
        ))}
      </Rows>
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
    </Section>
  );
}
