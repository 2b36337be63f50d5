import { FileStack } from "lucide-react";
import { useState } from "react";
import { useSearch } from "wouter";
import type { Page } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { answered, stale, useAsked } from "../../app/asked.ts";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { ago, number } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import { Rows, Section } from "../../ui/section.tsx";
import { NoRight, type SettingsProps } from "../settings/settings.tsx";
import { DropZone } from "./drop-zone.tsx";
import { FORMATS, type FormatId, formatName, howTo } from "./formats.ts";
import { ImportJobView } from "./import-job.tsx";
import type { ImportJob } from "./jobs.ts";

/** Brings work from elsewhere: a file, a look at what would come, then it comes. */
export default function Import({ workspace, role }: SettingsProps) {
  const job = new URLSearchParams(useSearch()).get("job");
  if (role === "guest") {
    return <NoRight text={t("transfer.import_right")} />;
  }
  return job === null ? (
    <NewImport workspace={workspace} role={role} />
  ) : (
    <ImportJobView key={job} id={job} workspace={workspace} />
  );
}

function NewImport({ workspace }: SettingsProps) {
  const list = `/workspaces/${workspace.id}/imports?limit=20`;
  const past = useAsked<Page<ImportJob>>(list);
  const [format, setFormat] = useState<FormatId>("trello");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const send = async (files: readonly File[]) => {
    setBusy(true);
    setError(undefined);
    try {
      const form = new FormData();
      for (const file of files) {
        form.append("file", file, file.name);
      }
      const job = await api.post<ImportJob>(`/workspaces/${workspace.id}/imports/${format}`, form);
      answered(`/imports/${job.id}`, job);
      stale(list);
      setParams({ job: job.id }, true);
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return (
    <>
      <Section title={t("transfer.import")} text={t("transfer.import_text")}>
        <fieldset className="grid grid-cols-2 gap-2 lg:grid-cols-3">
          <legend className="mb-1.5 text-sm font-medium">{t("transfer.from")}</legend>
          {FORMATS.map(({ id }) => (
            <label
              key={id}
              className={cx(
                "relative flex min-h-10 cursor-pointer items-center gap-2 rounded-2 border px-3 py-1.5 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus touch:min-h-11",
                id === format
                  ? "border-accent bg-selected text-accent-fg"
                  : "border-border-strong/60 hover:bg-hover",
              )}
            >
              <input
                type="radio"
                name="format"
                className="absolute inset-0 cursor-pointer opacity-0"
                value={id}
                checked={id === format}
                onChange={() => {
                  setFormat(id);
                  setError(undefined);
                }}
              />
              {formatName(id)}
            </label>
          ))}
        </fieldset>
        <p className="text-sm text-fg-muted text-pretty">
          <bdi>{howTo(format)}</bdi>
        </p>
        <DropZone
          accept={FORMATS.find(one => one.id === format)?.files ?? ""}
          busy={busy}
          onFiles={files => void send(files)}
        />
        {error !== undefined && (
          <p role="alert" className="rounded-2 bg-danger-subtle px-3 py-2 text-sm text-danger-fg">
            {explain(error)}
          </p>
        )}
      </Section>
      {past.data && past.data.items.length > 0 && (
        <Section title={t("transfer.past_imports")}>
          <Rows label={t("transfer.past_imports")}>
            {past.data.items.map(job => (
              <li key={job.id}>
                <button
                  type="button"
                  className="flex min-h-13 w-full items-center gap-3 rounded-3 px-4 py-2 text-start hover:bg-hover"
                  onClick={() => setParams({ job: job.id }, true)}
                >
                  <FileStack size={18} aria-hidden="true" className="shrink-0 text-fg-subtle" />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate font-medium">
                      <bdi>{job.report.project_name || formatName(job.format)}</bdi>
                    </span>
                    <span className="figures block text-sm text-fg-muted">
                      {formatName(job.format)} ·{" "}
                      {t("transfer.task_count", { count: job.total, number: number(job.total) })}
                    </span>
                  </span>
                  <span className="shrink-0 text-end text-sm text-fg-muted">
                    {t(`transfer.state.${job.state}`)}
                    <span className="block text-xs text-fg-subtle">{ago(job.created_at)}</span>
                  </span>
                </button>
              </li>
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
}
