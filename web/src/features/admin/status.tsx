import { CircleAlert, CircleCheck } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { components } from "../../api/schema";
import { useAsked } from "../../app/asked.ts";
import { hasMessage, region, t } from "../../app/i18n.ts";
import { ago, number, times } from "../../app/times.ts";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { fileSize } from "../transfer/formats.ts";

export type ServerStatus = components["schemas"]["ServerStatus"];

const AGAIN_MS = 10_000;
/** Less than this of a disk is told, and less than these bytes: writes stop when it is full. */
const LITTLE = 0.1;
const LITTLE_BYTES = 5_000_000_000;

/** How the server is, looked at again and again while the page is open. */
export default function Status() {
  const { data, error, reload } = useAsked<ServerStatus>("/admin/server");
  useEffect(() => {
    const timer = setInterval(() => document.hidden || reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [reload]);
  if (!data) {
    return error ? <Failed title={t("admin.status_failed")} onRetry={reload} /> : <Bones />;
  }
  const { database, disk, live, mail } = data;
  const faults = [
    ...(database.writes_accepted ? [] : [t("admin.fault.writes")]),
    ...(disk && disk.free_bytes < Math.min(disk.total_bytes * LITTLE, LITTLE_BYTES)
      ? [t("admin.fault.disk", { free: fileSize(disk.free_bytes, region()) })]
      : []),
    ...(mail.given_up > 0 ? [t("admin.fault.mail", { count: mail.given_up })] : []),
    ...data.chores
      .filter(chore => chore.failures > 0)
      .map(chore => t("admin.fault.chore", { name: choreName(chore.name) })),
  ];
  return (
    <>
      <Section title={t("admin.status")}>
        <div
          role="status"
          className={`flex items-start gap-3 rounded-3 px-4 py-3 ${
            faults.length === 0 ? "bg-success-subtle text-success-fg" : "bg-warning-subtle text-warning-fg"
          }`}
        >
          {faults.length === 0 ? (
            <CircleCheck size={20} aria-hidden="true" className="shrink-0" />
          ) : (
            <CircleAlert size={20} aria-hidden="true" className="shrink-0" />
          )}
          {faults.length === 0 ? (
            <span className="font-medium">{t("admin.all_well")}</span>
          ) : (
            <ul className="flex flex-col gap-1">
              {faults.map(fault => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          )}
        </div>
        <dl className="grid grid-cols-2 gap-3 md:grid-cols-3">
          <Figure name={t("admin.people")} value={number(data.people.total)}>
            {data.people.suspended > 0 && t("admin.suspended_count", { count: data.people.suspended })}
          </Figure>
          <Figure name={t("admin.workspaces")} value={number(data.workspaces)} />
          <Figure name={t("admin.connections")} value={live ? number(live.connections) : "–"}>
            {live ? t("admin.followed", { count: live.workspaces }) : t("admin.elsewhere")}
          </Figure>
        </dl>
      </Section>
      <Section title={t("admin.server")}>
        <dl className="divide-y divide-border rounded-3 border border-border bg-surface">
          <Line name={t("admin.version")}>
            <span dir="ltr">{data.version}</span>
          </Line>
          <Line name={t("admin.since")}>
            <span data-tip={times.full(data.started_at)}>{ago(data.started_at)}</span>
          </Line>
          <Line name={t("admin.address")}>
            <span dir="ltr" className="wrap-anywhere">
              {data.base_url}
            </span>
          </Line>
          <Line name={t("admin.registration")} hint={t("admin.registration_hint")}>
            {t(`admin.registration.${data.registration}`)}
          </Line>
          <Line name={t("admin.database")}>
            {database.engine === "sqlite" ? "SQLite" : "PostgreSQL"}
            {database.write_queue + database.read_queue > 0 &&
              ` · ${t("admin.queue", { count: database.write_queue + database.read_queue })}`}
            {database.reconnects > 0 && ` · ${t("admin.reconnects", { count: database.reconnects })}`}
          </Line>
          {disk && (
            <Line name={t("admin.disk")}>
              {t("admin.free", {
                free: fileSize(disk.free_bytes, region()),
                total: fileSize(disk.total_bytes, region()),
              })}
            </Line>
          )}
        </dl>
      </Section>
      {data.chores.length > 0 && (
        <Section title={t("admin.chores")} text={t("admin.chores_text")}>
          <Rows label={t("admin.chores")}>
            {data.chores.map(chore => (
              <RowItem key={chore.name}>
                <span className="min-w-0 flex-1">{choreName(chore.name)}</span>
                {chore.failures > 0 && (
                  <span className="figures text-sm text-warning-fg">
                    {t("admin.failures", { count: chore.failures })}
                  </span>
                )}
                <span
                  className="text-sm text-fg-muted"
                  data-tip={chore.done_at ? times.full(chore.done_at) : undefined}
                >
                  {chore.done_at ? ago(chore.done_at) : t("admin.not_yet")}
                </span>
              </RowItem>
            ))}
          </Rows>
        </Section>
      )}
    </>
  );
}

function choreName(name: string): string {
  const id = `admin.chore.${name}`;
  return hasMessage(id) ? t(id) : name.replaceAll("_", " ");
}

function Figure({ name, value, children }: { name: string; value: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col rounded-3 border border-border bg-surface px-4 py-3">
      <dt className="text-sm text-fg-muted">{name}</dt>
      <dd>
        <span className="figures text-2xl">{value}</span>
        {children && <span className="block text-xs text-fg-muted">{children}</span>}
      </dd>
    </div>
  );
}

export function Line({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 px-4 py-2.5 md:grid-cols-[10rem_1fr]">
      <dt className="text-sm text-fg-muted">{name}</dt>
      <dd className="figures min-w-0">
        {children}
        {hint && <span className="block text-sm text-fg-subtle">{hint}</span>}
      </dd>
    </div>
  );
}
