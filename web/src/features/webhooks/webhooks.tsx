import { Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { Link, useParams } from "wouter";
import type { Page } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { list } from "../../app/times.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Listed } from "../../ui/listed.tsx";
import { Secret } from "../../ui/secret.tsx";
import { RowItem, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { Switch } from "../../ui/switch.tsx";
import { mayManage, NoRight, type SettingsProps } from "../settings/settings.tsx";
import { WebhookDialog } from "./dialog.tsx";
import { eventsName, healthOf, type Webhook, type WebhookDetail, webhooksPath } from "./model.ts";
import { OneWebhook } from "./one.tsx";

/** Who outside is told what happens. */
export default function Webhooks({ workspace, role }: SettingsProps) {
  const { id } = useParams<{ id?: string }>();
  if (!mayManage(role)) {
    return <NoRight />;
  }
  return id ? <OneWebhook key={id} workspace={workspace} id={id} /> : <All workspace={workspace} />;
}

function All({ workspace }: Pick<SettingsProps, "workspace">) {
  const path = webhooksPath(workspace.id);
  const { data, error, reload } = useAsked<Page<Webhook>>(`${path}?limit=100`);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  return (
    <Section
      title={t("webhooks.webhooks")}
      text={t("webhooks.text")}
      actions={
        <Button kind="primary" onClick={() => setMaking(true)}>
          {t("webhooks.new")}
        </Button>
      }
    >
      <Listed
        label={t("webhooks.webhooks")}
        items={data?.items}
        error={error}
        failed={t("webhooks.failed")}
        onRetry={reload}
        empty={
          <Empty icon={<WebhookIcon size={24} />} title={t("webhooks.none")} text={t("webhooks.none_text")} />
        }
      >
        {webhook => (
          <Row
            key={webhook.id}
            webhook={webhook}
            href={to.settings(workspace.slug, `webhooks/${webhook.id}`)}
            path={path}
            onChange={reload}
          />
        )}
      </Listed>
      {making && (
        <WebhookDialog
          path={path}
          onClose={() => setMaking(false)}
          onSaved={saved => {
            setMaking(false);
            reload();
            if (saved.secret) {
              setMade({ id: saved.id, secret: saved.secret });
            }
          }}
        />
      )}
      {made && (
        <Secret
          title={t("webhooks.made")}
          text={t("webhooks.secret_once")}
          secret={made.secret}
          onClose={() => {
            setMade(undefined);
            go(to.settings(workspace.slug, `webhooks/${made.id}`));
          }}
        />
      )}
    </Section>
  );
}

interface RowProps {
  webhook: Webhook;
  href: string;
  path: string;
  onChange(): void;
}

function Row({ webhook, href, path, onChange }: RowProps) {
  const { data } = useAsked<WebhookDetail>(`${path}/${webhook.id}`);
  const [tone, text] = healthOf(webhook, data?.health);
  const on = webhook.state === "enabled";
  return (
    <RowItem className="flex-nowrap hover:bg-hover">
      <WebhookIcon size={18} aria-hidden="true" className="shrink-0 text-fg-subtle max-md:hidden" />
      <Link href={href} className="min-w-0 flex-1 rounded-1 py-1">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <bdi dir="ltr" className="max-w-full truncate font-medium">
            {webhook.url}
          </bdi>
          <Badge tone={tone}>{text}</Badge>
        </span>
        <span className="block truncate text-sm text-fg-muted">
          {webhook.description && (
            <>
              <bdi>{webhook.description}</bdi> ·{" "}
            </>
          )}
          {webhook.event_types.length === 0 ? t("webhooks.every") : list(webhook.event_types.map(eventsName))}
        </span>
      </Link>
      <Switch
        label={t(on ? "webhooks.turn_off" : "webhooks.turn_on", { url: webhook.url })}
        on={on}
        onChange={enabled =>
          void attempt(() => api.patch(`${path}/${webhook.id}`, { enabled })).then(onChange)
        }
      />
    </RowItem>
  );
}
