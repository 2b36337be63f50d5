import { Link } from "wouter";
import { to, workspaceSlug } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { ago } from "../../app/times.ts";
import { Badge } from "../../ui/badge.tsx";
import { ChangeRows } from "../task/change-rows.tsx";
import { type Changes, typeName } from "../task/said.ts";
import { kindName, type Rehearsal, reasonText } from "./model.ts";

/** What would be made has no value before. */
function changesOf(changes: object): Changes {
  return Object.fromEntries(
    Object.entries(changes as Record<string, unknown>).map(([field, value]) =>
      value !== null && typeof value === "object" && "to" in value
        ? [field, value as Changes[string]]
        : [field, { to: value }],
    ),
  );
}

/** What the rule would have done. Nothing of it was done. */
export function Rehearsed({ rehearsal, scheduled }: { rehearsal: Rehearsal; scheduled: boolean }) {
  const { looked_at, would_run } = rehearsal;
  return (
    <section aria-label={t("automation.rehearsal")} className="flex flex-col gap-3">
      <p role="status" className="text-sm text-fg-muted">
        <span className="block font-medium text-fg">
          {t("automation.would_run", { count: would_run.length })}
        </span>
        {t(scheduled ? "automation.looked_at_tasks" : "automation.looked_at", { count: looked_at })}
      </p>
      {would_run.length > 0 && (
        <ol
          className="flex max-h-120 list-none flex-col divide-y divide-border overflow-auto rounded-3 border border-border bg-surface"
          tabIndex={0}
        >
          {would_run.map(run => (
            <li key={`${run.seq ?? ""} ${run.task_id}`} className="flex flex-col gap-2 px-4 py-3">
              <div className="flex flex-wrap items-baseline gap-x-3">
                <Link
                  href={to.task(workspaceSlug(), run.task_key)}
                  className="flex min-w-0 flex-1 basis-40 items-baseline gap-1.5 font-medium hover:underline"
                >
                  <span dir="ltr" className="figures shrink-0 text-sm text-fg-subtle">
                    {run.task_key}
                  </span>
                  <bdi className="truncate">{run.task_title}</bdi>
                </Link>
                {run.type && run.at && (
                  <span className="text-xs text-fg-muted">
                    {typeName(run.type)} · {ago(run.at)}
                  </span>
                )}
              </div>
              <ul className="flex list-none flex-col gap-1.5">
                {run.effects.map((effect, at) => {
                  const changes = changesOf(effect.changes);
                  return (
                    <li key={at} className="text-sm">
                      <span className="flex flex-wrap items-center gap-2 text-fg-muted">
                        {kindName(effect.do)}
                        {effect.code && <Badge tone="danger">{reasonText(effect.code)}</Badge>}
                        {!effect.code && Object.keys(changes).length === 0 && (
                          <Badge>{t("automation.no_change")}</Badge>
                        )}
                      </span>
                      <ChangeRows changes={changes} className="ms-3" />
                    </li>
                  );
                })}
              </ul>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
