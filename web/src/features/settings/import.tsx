import { Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import type { Page } from "../../api/types.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { ago } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import type { Report } from "./report.tsx";
import { ReportView } from "./report.tsx";
import { mayManage, NoRight, type SettingsProps } from "./settings.tsx";

interface Run {
  id: string;
  created_at: string;
  report: Report;
}

/** Brings a board from elsewhere: first a look at what would come, then it comes. */
export default function Import({ workspace, role }: SettingsProps) {
  const path = `/workspaces/${workspace.id}/imports`;
  const runs = useAsked<Page<Run>>(`${path}?limit=20`);
  const [file, setFile] = useState<File>();
  const [report, setReport] = useState<Report>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const send = async (chosen: File, preview: boolean) => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await api.post<Report & { report?: Report }>(
        `${path}/trello${preview ? "?preview=true" : ""}`,
        JSON.parse(await chosen.text()),
      );
      setReport(answer.report ?? answer);
      if (!preview) {
        runs.reload();
        stale(`/workspaces/${workspace.id}/projects`);
      }
    } catch (refusal) {
      setError(refusal instanceof SyntaxError ? undefined : refusal);
      setReport(undefined);
    }
    setBusy(false);
  };
  const choose = (chosen: File | undefined) => {
    if (chosen) {
      setFile(chosen);
      void send(chosen, true);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0]);
  };

  if (!mayManage(role)) {
    return <NoRight />;
  }
  return (
    <>
      <Section title={t("settings.import_trello")} text={t("settings.import_text")}>
        <button
          type="button"
          className={cx(
            "flex flex-col items-center gap-2 rounded-3 border border-dashed border-border-strong px-4 py-10 text-fg-muted hover:bg-hover",
            over && "bg-selected",
          )}
          onClick={() => input.current?.click()}
          onDragOver={event => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <Upload size={24} />
          {file ? <bdi className="font-medium text-fg">{file.name}</bdi> : t("settings.choose_file")}
        </button>
        <input
          ref={input}
          type="file"
          accept="application/json,.json"
          className="sr-only"
          tabIndex={-1}
          aria-label={t("settings.choose_file")}
          onChange={event => choose(event.target.files?.[0])}
        />
        {error !== undefined && (
          <p role="alert" className="rounded-2 bg-danger-subtle px-3 py-2 text-sm text-danger-fg">
            {explain(error)}
          </p>
        )}
        {report && <ReportView report={report} />}
        {file && report?.preview && (
          <Button
            kind="primary"
            className="self-start"
            disabled={busy}
            onClick={() => void send(file, false)}
          >
            {t(busy ? "app.loading" : "settings.import_now")}
          </Button>
        )}
      </Section>
      {runs.data && runs.data.items.length > 0 && (
        <Section title={t("settings.past_imports")}>
          <Rows label={t("settings.past_imports")}>
            {runs.data.items.map(run => (
              <RowItem key={run.id}>
                <bdi className="min-w-0 flex-1 truncate font-medium">{run.report.project_name}</bdi>
                <span className="text-sm text-fg-muted">{ago(run.created_at)}</span>
              </RowItem>
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
}
