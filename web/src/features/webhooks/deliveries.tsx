import { CircleCheck, CircleX, Clock, Inbox } from "lucide-react";
import { useState } from "react";
import { setParams } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { ago, times } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/field.tsx";
import { Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { typeName } from "../task/said.ts";
import { type Delivery, type DeliveryState, isOnItsWay } from "./model.ts";
import { useAgain } from "./use-again.ts";

type Shown = "all" | DeliveryState;

const GLYPHS = { waiting: Clock, delivered: CircleCheck, failed: CircleX } as const;
const INKS = {
  waiting: "text-warning-fg",
  delivered: "text-success-fg",
  failed: "text-danger-fg",
} as const;

/** What was sent in the last days, the newest first. */
export function Deliveries({ id }: { id: string }) {
  const [shown, setShown] = useState<Shown>("all");
  const state = shown === "all" ? "" : `&state=${shown}`;
  const deliveries = usePages<Delivery>(`/webhooks/${id}/deliveries?limit=25${state}`);
  const { items, error, reload } = deliveries;
  useAgain(items?.some(isOnItsWay) === true, reload);
  return (
    <Section title={t("webhooks.deliveries")} text={t("webhooks.deliveries_text")}>
      <Choice<Shown>
        label={t("webhooks.which")}
        value={shown}
        options={(["all", "waiting", "delivered", "failed"] as const).map(value => ({
          value,
          label: t(`webhooks.state.${value}`),
        }))}
        onChange={setShown}
      />
      {!items && !error && <Bones rows={4} />}
      {error && <Failed title={t("webhooks.deliveries_failed")} onRetry={reload} />}
      {items?.length === 0 && (
        <Empty
          icon={<Inbox size={24} />}
          title={t(shown === "all" ? "webhooks.no_deliveries" : "app.nothing_found")}
          {...(shown === "all" && { text: t("webhooks.no_deliveries_text") })}
        />
      )}
      {items && items.length > 0 && (
        <>
          <Rows label={t("webhooks.deliveries")}>
            {items.map(delivery => (
              <li key={delivery.id}>
                <Row delivery={delivery} />
              </li>
            ))}
          </Rows>
          {deliveries.goOn && (
            <Button
              className="self-center"
              disabled={deliveries.busy}
              onClick={() => void deliveries.goOn?.()}
            >
              {t("admin.more")}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function Row({ delivery }: { delivery: Delivery }) {
  const Glyph = GLYPHS[delivery.state];
  return (
    <button
      type="button"
      className="flex min-h-12 w-full flex-wrap items-center gap-x-3 px-4 py-2 text-start outline-offset-[-2px] hover:bg-hover"
      onClick={() => setParams({ delivery: delivery.id }, true)}
    >
      <Glyph size={16} aria-hidden="true" className={`shrink-0 ${INKS[delivery.state]}`} />
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium">{typeName(delivery.event_type)}</span>
        <span className="block text-sm text-fg-muted">
          {t(`webhooks.state.${delivery.state}`)}
          {delivery.attempts > 0 && ` · ${t("webhooks.attempts", { count: delivery.attempts })}`}
          {delivery.state === "waiting" &&
            delivery.next_attempt_at &&
            Date.parse(delivery.next_attempt_at) > Date.now() &&
            ` · ${t("webhooks.next", { time: times.clock(delivery.next_attempt_at) })}`}
        </span>
      </span>
      {delivery.last_status != null && (
        <code dir="ltr" className="figures font-mono text-sm text-fg-muted">
          {delivery.last_status}
        </code>
      )}
      <span
        className="figures w-28 shrink-0 text-end text-xs text-fg-muted"
        data-tip={times.full(delivery.created_at)}
      >
        {ago(delivery.created_at)}
      </span>
    </button>
  );
}
