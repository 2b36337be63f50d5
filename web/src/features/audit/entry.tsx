import { ChevronRight, CircleHelp, Server } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { Project, Task } from "../../api/types.ts";
import { to, workspaceSlug } from "../../app/address.ts";
import { browserOf } from "../../app/agents.ts";
import { t } from "../../app/i18n.ts";
import { ago, number, times } from "../../app/times.ts";
import { getLive } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ChangeRows } from "../task/change-rows.tsx";
import { personName, typeName } from "../task/said.ts";
import type { AuditEntry } from "./asking.ts";

/** One entry: in a line, and opened with all that is known of it. */
export function EntryRow({ entry, account }: { entry: AuditEntry; account: boolean }) {
  const what = thingName(entry);
  // Whoever fails to sign in has not shown who they are.
  const unknown = !entry.actor_id && entry.type === "user.sign_in_refused";
  const name = unknown ? t("audit.unknown") : personName(entry.actor_id);
  return (
    <li data-entry={entry.type}>
      <details className="group">
        <summary className="flex min-h-12 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 outline-offset-[-2px] hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            size={14}
            aria-hidden="true"
            className="shrink-0 text-fg-subtle transition-transform duration-100 group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:-rotate-90"
          />
          {entry.actor_id ? (
            <Avatar id={entry.actor_id} name={name} size="md" mute />
          ) : (
            <span className="grid size-6 shrink-0 place-items-center rounded-full bg-active text-fg-muted">
              {unknown ? (
                <CircleHelp size={14} aria-hidden="true" />
              ) : (
                <Server size={14} aria-hidden="true" />
              )}
            </span>
          )}
          <span className="min-w-0 flex-1 basis-40">
            <span className="flex items-baseline gap-1 text-sm">
              <span className="truncate font-medium">{typeName(entry.type)}</span>
              {what && (
                <span className="flex min-w-16 flex-1 gap-1 text-fg-muted">
                  · <bdi className="truncate">{what}</bdi>
                </span>
              )}
            </span>
            <span className="flex gap-1 text-xs text-fg-muted">
              {!account || unknown ? <bdi className="truncate">{name}</bdi> : null}
              {(!account || unknown) && entry.address ? "·" : null}
              {entry.address && (
                <bdi dir="ltr" className="figures truncate">
                  {entry.address}
                </bdi>
              )}
            </span>
          </span>
          <time
            dateTime={entry.at}
            data-tip={times.full(entry.at)}
            className="figures shrink-0 text-xs text-fg-muted"
          >
            {ago(entry.at)}
          </time>
        </summary>
        <div className="flex flex-col gap-4 border-t border-border bg-sunken px-4 py-4 md:ps-11">
          {entry.redacted ? (
            <p className="text-sm text-fg-muted">{t("said.redacted")}</p>
          ) : (
            <ChangeRows changes={entry.changes} />
          )}
          <Details entry={entry} />
        </div>
      </details>
    </li>
  );
}

function Details({ entry }: { entry: AuditEntry }) {
  const task = row<Task>("task", entry.subject_id ?? entry.entity_id);
  const project = row<Project>("project", entry.project_after ?? entry.project_before ?? "");
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm md:grid-cols-2">
      <Detail name={t("audit.at")}>{times.full(entry.at)}</Detail>
      <Detail name={t("audit.type")}>
        <Code>{entry.type}</Code>
      </Detail>
      {task && (
        <Detail name={t("audit.task")}>
          <Link className="text-accent-fg hover:underline" href={to.task(workspaceSlug(), task.key)}>
            <span dir="ltr">{task.key}</span> <bdi>{task.title}</bdi>
          </Link>
        </Detail>
      )}
      {project && <Detail name={t("task.project")}>{project.name}</Detail>}
      <Detail name={t("audit.thing")}>
        <Code>{`${entry.entity} ${entry.entity_id}`}</Code>
      </Detail>
      <Detail name={t("audit.address")}>
        {entry.address ? <Code>{entry.address}</Code> : t("audit.not_kept")}
      </Detail>
      <Detail name={t("audit.agent")}>
        {entry.user_agent ? (
          <>
            {browserOf(entry.user_agent).name}
            <span dir="ltr" className="block text-start text-xs text-fg-subtle wrap-anywhere">
              {entry.user_agent}
            </span>
          </>
        ) : (
          t("audit.not_kept")
        )}
      </Detail>
      <Detail name={t("app.request_id")}>
        <Code>{entry.request_id}</Code>
      </Detail>
      {entry.session_id && (
        <Detail name={t("audit.session")}>
          <Code>{entry.session_id}</Code>
        </Detail>
      )}
      {entry.token_id && (
        <Detail name={t("audit.token")}>
          <Code>{entry.token_id}</Code>
        </Detail>
      )}
      {entry.cause && (
        <Detail name={t("audit.cause")}>
          <Code>{entry.cause}</Code>
        </Detail>
      )}
      <Detail name={t("audit.place")}>
        <span className="figures">{number(entry.seq)}</span>
      </Detail>
    </dl>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-subtle">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function Code({ children }: { children: string }) {
  return (
    <code dir="ltr" className="select-all font-mono text-xs wrap-anywhere">
      {children}
    </code>
  );
}

/** What it happened to, where its name is known here. */
function thingName({ entity, entity_id, subject_id }: AuditEntry): string | undefined {
  const task = row<Task>("task", entity === "task" ? entity_id : (subject_id ?? ""));
  if (task) {
    return `${task.key} ${task.title}`;
  }
  if (entity === "member") {
    const found = getLive()
      ?.entities.list("member")
      .find(one => (one as { user_id?: string }).user_id === entity_id);
    return (found as { name?: string } | undefined)?.name;
  }
  return row<{ name?: string }>(entity, entity_id)?.name;
}

function row<T>(entity: string, id: string): T | undefined {
  return getLive()?.entities.get(entity, id) as T | undefined;
}
