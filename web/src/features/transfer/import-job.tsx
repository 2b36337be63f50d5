import { ArrowLeft, CircleAlert, CircleCheck, CircleSlash } from "lucide-react";
import { useState } from "react";
import type { Workspace } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { answered, stale } from "../../app/asked.ts";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { formatName } from "./formats.ts";
import { ColumnMapping } from "./import-columns.tsx";
import { WhoIsWho } from "./import-people.tsx";
import { type ImportJob, useJob } from "./jobs.ts";
import { Progress } from "./progress.tsx";
import { ReportView, Taken } from "./report.tsx";

/** One import, from the look at its file to its end. */
export function ImportJobView({ id, workspace }: { id: string; workspace: Workspace }) {
  const path = `/imports/${id}`;
  const { data: job, error, reload } = useJob<ImportJob>(path);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();
  const back = () => setParams({ job: null }, true);
  const act = async (what: () => Promise<ImportJob>) => {
    setBusy(true);
    setRefusal(undefined);
    try {
      answered(path, await what());
      stale(`/workspaces/${workspace.id}/imports`);
    } catch (problem) {
      setRefusal(problem);
    }
    setBusy(false);
  };
  if (!job) {
    return error ? <Failed title={t("transfer.import_failed_to_load")} onRetry={reload} /> : <Bones />;
  }
  const empty = job.state === "ready" && Object.values(job.report.counts).every(count => count.found === 0);
  return (
    // The section is the first of its own box, and so has no space above it.
    <div>
      <Button kind="ghost" className="mb-4 -ms-3" onClick={back}>
        <ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
        {t("transfer.all_imports")}
      </Button>
      <div>
        <Section
          title={
            job.format === "csv"
              ? t("transfer.from_table")
              : t("transfer.from_product", { product: formatName(job.format) })
          }
          text={headline(job)}
          actions={
            job.state === "running" && (
              <Button disabled={busy} onClick={() => void act(() => api.post(`${path}/cancel`))}>
                {t("transfer.stop")}
              </Button>
            )
          }
        >
          {job.state === "running" && (
            <Progress label={t("transfer.state.running")} done={job.done} total={job.total} />
          )}
          {job.state !== "running" && job.state !== "ready" && <Outcome job={job} />}
          {job.state === "ready" && job.proposal && (
            <ColumnMapping
              job={job}
              busy={busy}
              onMapping={mapping => void act(() => api.patch(path, { mapping }))}
            />
          )}
          {job.state === "ready" && (
            <WhoIsWho
              job={job}
              busy={busy}
              onPeople={people => void act(() => api.patch(path, { people }))}
            />
          )}
          {job.state !== "running" && <ReportView report={job.report} />}
          {job.state === "done" && <Taken ws={workspace.slug} report={job.report} />}
          {refusal !== undefined && (
            <p role="alert" className="rounded-2 bg-danger-subtle px-3 py-2 text-sm text-danger-fg">
              {explain(refusal)}
            </p>
          )}
          {job.state === "ready" && (
            <div className="flex flex-wrap gap-2">
              <Button
                kind="primary"
                size="lg"
                disabled={busy || empty}
                onClick={() => void act(() => api.post(`${path}/start`))}
              >
                {t("transfer.start")}
              </Button>
              <Button
                size="lg"
                disabled={busy}
                onClick={() => void act(() => api.post<ImportJob>(`${path}/cancel`)).then(back)}
              >
                {t("transfer.discard")}
              </Button>
            </div>
          )}
        </Section>
      </div>
    </div>
  );
}

function headline(job: ImportJob): string {
  const projects = job.report.projects?.map(project => project.name) ?? [];
  const name = projects.length > 1 ? "" : job.report.project_name;
  if (job.state === "ready") {
    return projects.length > 1
      ? t("transfer.would_import_many", { count: projects.length })
      : t("transfer.would_import", { name });
  }
  return projects.length > 1
    ? t("transfer.into_many", { count: projects.length })
    : t("transfer.into", { name });
}

const LOOKS = {
  done: ["bg-success-subtle text-success-fg", CircleCheck],
  failed: ["bg-danger-subtle text-danger-fg", CircleAlert],
  cancelled: ["bg-warning-subtle text-warning-fg", CircleSlash],
} as const;

function Outcome({ job }: { job: ImportJob }) {
  const [look, Icon] = LOOKS[job.state as keyof typeof LOOKS];
  return (
    <p role="status" className={`flex items-start gap-2 rounded-2 px-3 py-2 text-sm ${look}`}>
      <Icon size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <span>
        {t(`transfer.import_${job.state as keyof typeof LOOKS}`)} {job.error && <bdi>{job.error}</bdi>}
      </span>
    </p>
  );
}
