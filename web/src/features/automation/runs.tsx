import { ListChecks } from "lucide-react";
import { Link } from "wouter";
import type { Task } from "../../api/types.ts";
import { to, workspaceSlug } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { ago, list, times } from "../../app/times.ts";
import { useRow } from "../../sync/hooks.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { kindName, type Run, reasonText } from "./model.ts";

const TONES: Record<Run["outcome"], Tone> = {
  done: "success",
  failed: "danger",
  limited: "warning",
  loop: "warning",
  disabled: "danger",
};

/** What the rule did in the last days. */
export function Runs({ id }: { id: string }) {
  const runs = usePages<Run>(`/rules/${id}/runs?limit=25`);
  const { items, error, reload } = runs;
  return (
    <Section
      title={t("automation.runs")}
      text={t("automation.runs_text")}
      actions={<Button onClick={reload}>{t("automation.refresh")}</Button>}
    >
      {!items && !error && <Bones rows={3} />}
      {error && <Failed title={t("automation.runs_failed")} onRetry={reload} />}
      {items?.length === 0 && <Empty icon={<ListChecks size={24} />} title={t("automation.no_runs")} />}
      {items && items.length > 0 && (
        <>
          <Rows label={t("automation.runs")}>
            {items.map(run => (
              <RunRow key={run.id} run={run} />
            ))}
          </Rows>
          {runs.goOn && (
            <Button className="self-center" disabled={runs.busy} onClick={() => void runs.goOn?.()}>
              {t("admin.more")}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function RunRow({ run }: { run: Run }) {
  const task = useRow<Task>("task", run.task_id ?? undefined);
  return (
    <RowItem>
      <Badge tone={TONES[run.outcome]}>{t(`automation.outcome.${run.outcome}`)}</Badge>
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium">
          {task ? (
            <Link
              href={to.task(workspaceSlug(), task.key)}
              className="flex items-baseline gap-1.5 hover:underline"
            >
              <span dir="ltr" className="figures shrink-0 text-sm text-fg-subtle">
                {task.key}
              </span>
              <bdi className="truncate">{task.title}</bdi>
            </Link>
          ) : (
            t("automation.task_gone")
          )}
        </span>
        <span className="block text-sm text-fg-muted">
          {run.reason ? reasonText(run.reason) : list(run.effects.map(effect => kindName(effect.do)))}
        </span>
      </span>
      <time dateTime={run.at} data-tip={times.full(run.at)} className="figures text-xs text-fg-muted">
        {ago(run.at)}
      </time>
    </RowItem>
  );
}
