import { Archive, Download, Sheet, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Page } from "../../api/types.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { explain } from "../../app/explain.ts";
import { region, t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { ago, times } from "../../app/times.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { mayManage, NoRight, type SettingsProps } from "../settings/settings.tsx";
import { download } from "./download.ts";
import { fileSize } from "./formats.ts";
import { type ExportJob, useJob } from "./jobs.ts";
import { Progress } from "./progress.tsx";

const KINDS = [
  ["archive", Archive],
  ["csv", Sheet],
] as const;

/** Takes work out: everything with its history, or the tasks as a table. */
export default function Export({ workspace, role }: SettingsProps) {
  const path = `/workspaces/${workspace.id}/exports`;
  const list = useAsked<Page<ExportJob>>(mayManage(role) ? `${path}?limit=20` : undefined);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!mayManage(role)) {
    return <NoRight text={t("transfer.export_right")} />;
  }
  const begin = async (format: ExportJob["format"]) => {
    setBusy(true);
    setError(undefined);
    try {
      await api.post(path, { format });
    } catch (refusal) {
      setError(refusal);
    }
    stale(path);
    setBusy(false);
  };
  return (
    <>
      <Section title={t("transfer.export")} text={t("transfer.export_text")}>
        <ul className="grid gap-3 md:grid-cols-2">
          {KINDS.map(([format, Icon]) => (
            <li
              key={format}
              className="flex flex-col items-start gap-3 rounded-3 border border-border bg-surface p-4"
            >
              <span className="flex items-center gap-2 font-medium">
                <Icon size={18} aria-hidden="true" className="text-fg-subtle" />
                {t(`transfer.export_${format}`)}
              </span>
              <p className="text-sm text-fg-muted text-pretty">{t(`transfer.export_${format}_text`)}</p>
              <Button
                kind={format === "archive" ? "primary" : "secondary"}
                className="mt-auto"
                disabled={busy}
                onClick={() => void begin(format)}
              >
                {t(`transfer.make_${format}`)}
              </Button>
            </li>
          ))}
        </ul>
        {error !== undefined && (
          <p role="alert" className="rounded-2 bg-danger-subtle px-3 py-2 text-sm text-danger-fg">
            {explain(error)}
          </p>
        )}
      </Section>
      {list.data && list.data.items.length > 0 && (
        <Section title={t("transfer.files")} text={t("transfer.files_text")}>
          <Rows label={t("transfer.files")}>
            {list.data.items.map(job => (
              <ExportRow key={job.id} first={job} onGone={() => stale(path)} />
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
}

function ExportRow({ first, onGone }: { first: ExportJob; onGone(): void }) {
  const asked = useJob<ExportJob>(`/exports/${first.id}`);
  const job = asked.data ?? first;
  const Icon = job.format === "csv" ? Sheet : Archive;
  const remove = () => void attempt(() => api.delete(`/exports/${job.id}`)).then(onGone);
  return (
    <RowItem>
      <Icon size={18} aria-hidden="true" className="shrink-0 text-fg-subtle" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">
          <bdi>{job.file_name}</bdi>
        </span>
        {job.state === "running" ? (
          <Progress label={t("transfer.writing")} done={job.done} />
        ) : (
          <span className="figures block text-sm text-fg-muted">
            {job.state === "done"
              ? t("transfer.file_line", {
                  size: fileSize(job.size ?? 0, region()),
                  ago: ago(job.created_at),
                  date: times.date(job.expires_at),
                })
              : `${t(`transfer.state.${job.state}`)} · ${ago(job.created_at)}`}
            {job.error && <bdi className="block text-danger-fg">{job.error}</bdi>}
          </span>
        )}
      </span>
      {job.state === "done" && (
        <Button onClick={() => void attempt(() => download(`/exports/${job.id}/file`, job.file_name))}>
          <Download size={16} aria-hidden="true" />
          {t("transfer.download")}
        </Button>
      )}
      {job.state === "running" ? (
        <Button onClick={remove}>{t("transfer.stop")}</Button>
      ) : (
        <IconButton label={t("settings.delete_named", { name: job.file_name })} onClick={remove}>
          <Trash2 size={16} />
        </IconButton>
      )}
    </RowItem>
  );
}
