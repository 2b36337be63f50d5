import { Ellipsis, Send } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useSearch } from "wouter";
import type { Workspace } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { ago, list, times } from "../../app/times.ts";
import { BackLink } from "../../ui/back.tsx";
import { Badge, Note } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Secret } from "../../ui/secret.tsx";
import { Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { Deliveries } from "./deliveries.tsx";
import { DeliveryDialog } from "./delivery.tsx";
import { WebhookDialog } from "./dialog.tsx";
import { eventsName, healthOf, type WebhookDetail, type WebhookSecret, webhooksPath } from "./model.ts";
import { Rotate } from "./rotate.tsx";

type Open = "edit" | "rotate" | "delete";

/** A webhook: how it does, what signs, and what was sent. */
export function OneWebhook({ workspace, id }: { workspace: Workspace; id: string }) {
  const all = webhooksPath(workspace.id);
  const path = `${all}/${id}`;
  const { data, error, reload } = useAsked<WebhookDetail>(path);
  const [open, setOpen] = useState<Open>();
  const [secret, setSecret] = useState("");
  const delivery = new URLSearchParams(useSearch()).get("delivery");
  const overview = to.settings(workspace.slug, "webhooks");
  const again = () => {
    reload();
    stale(`${all}?`);
    stale(`/webhooks/${id}/deliveries`);
  };
  if (!data) {
    return error ? <Failed title={t("webhooks.failed")} onRetry={reload} /> : <Bones />;
  }
  const on = data.state === "enabled";
  const [tone, health] = healthOf(data, data.health);
  const enable = (enabled: boolean) => void attempt(() => api.patch(path, { enabled })).then(again);
  return (
    <>
      <BackLink href={overview} name={t("webhooks.webhooks")} className="mb-3" />
      <div>
        <Section
          title={t("webhooks.webhook")}
          actions={
            <div className="flex shrink-0 items-center gap-2">
              <Button
                disabled={!on}
                onClick={() =>
                  void attempt(() => api.post(`${path}/ping`), t("webhooks.ping_sent")).then(again)
                }
              >
                <Send size={16} aria-hidden="true" className="rtl:-scale-x-100" />
                {t("webhooks.ping")}
              </Button>
              <MenuButton
                label={t("webhooks.actions")}
                className="grid size-8 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
                placement="bottom-end"
                items={() => [
                  { id: "edit", label: t("webhooks.edit"), onSelect: () => setOpen("edit") },
                  { id: "rotate", label: t("webhooks.rotate"), onSelect: () => setOpen("rotate") },
                  {
                    id: "enable",
                    label: t(on ? "webhooks.pause" : "webhooks.resume"),
                    onSelect: () => enable(!on),
                  },
                  {
                    id: "delete",
                    label: t("app.delete"),
                    danger: true,
                    apart: true,
                    onSelect: () => setOpen("delete"),
                  },
                ]}
              >
                <Ellipsis size={16} aria-hidden="true" />
              </MenuButton>
            </div>
          }
        >
          {!on && (
            <Note tone={data.disabled_reason === "paused" ? "info" : "danger"}>
              {t(`webhooks.off_text.${data.disabled_reason ?? "paused"}`)}
              <Button size="sm" className="ms-auto" onClick={() => enable(true)}>
                {t("webhooks.resume")}
              </Button>
            </Note>
          )}
          {on && data.health.filter_fault && (
            <Note tone="danger">
              {t("webhooks.filter_broken_text", { fault: data.health.filter_fault })}
              <Button size="sm" className="ms-auto" onClick={() => setOpen("edit")}>
                {t("webhooks.edit")}
              </Button>
            </Note>
          )}
          <dl className="divide-y divide-border rounded-3 border border-border bg-surface">
            <Line name={t("webhooks.url")}>
              <span dir="ltr" className="wrap-anywhere">
                {data.url}
              </span>
            </Line>
            {data.description && (
              <Line name={t("task.description")}>
                <bdi>{data.description}</bdi>
              </Line>
            )}
            <Line name={t("webhooks.health")}>
              <Badge tone={tone}>{health}</Badge>
              {on && data.health.failing_since && (
                <span className="ms-2 text-sm text-fg-muted">
                  {t("webhooks.failing_since", { ago: ago(data.health.failing_since) })}
                </span>
              )}
            </Line>
            <Line name={t("webhooks.events")}>
              {data.event_types.length === 0 ? t("webhooks.every") : list(data.event_types.map(eventsName))}
            </Line>
            {data.filter && (
              <Line name={t("webhooks.only_tasks")}>
                <code dir="ltr" className="font-mono text-sm wrap-anywhere">
                  {data.filter}
                </code>
              </Line>
            )}
            <Line name={t("webhooks.signed_with")}>
              <ul className="flex flex-col gap-1">
                {data.secrets.map((one, at) => (
                  <li key={one.id} className="text-sm">
                    {t("webhooks.secret_of", { date: times.date(one.created_at) })}
                    {at > 0 && one.expires_at && (
                      <span className="text-fg-muted">
                        {" "}
                        · {t("webhooks.secret_until", { date: times.full(one.expires_at) })}
                      </span>
                    )}
                  </li>
                ))}
                {data.secrets.length === 0 && <li className="text-danger-fg">{t("webhooks.no_secret")}</li>}
              </ul>
            </Line>
          </dl>
        </Section>
        <Deliveries id={id} />
      </div>
      {delivery && <DeliveryDialog key={delivery} id={delivery} onSent={again} />}
      {open === "edit" && (
        <WebhookDialog
          path={all}
          webhook={data}
          onClose={() => setOpen(undefined)}
          onSaved={() => {
            setOpen(undefined);
            again();
          }}
        />
      )}
      {open === "rotate" && (
        <Rotate
          path={path}
          onClose={() => setOpen(undefined)}
          onRotated={(rotated: WebhookSecret) => {
            setOpen(undefined);
            setSecret(rotated.secret ?? "");
            again();
          }}
        />
      )}
      {secret && (
        <Secret
          title={t("webhooks.rotated")}
          text={t("webhooks.secret_once")}
          secret={secret}
          onClose={() => setSecret("")}
        />
      )}
      {open === "delete" && (
        <Confirm
          title={t("webhooks.ask_delete")}
          text={t("webhooks.delete_text")}
          action={t("app.delete")}
          onClose={() => setOpen(undefined)}
          onConfirm={() =>
            void attempt(() => api.delete(path)).then(done => {
              if (done) {
                stale(`${all}?`);
                go(overview, { replace: true });
              }
            })
          }
        />
      )}
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <dt className="w-36 shrink-0 text-sm text-fg-muted">{name}</dt>
      <dd className="min-w-0 flex-1 basis-48">{children}</dd>
    </div>
  );
}
