import { RotateCw } from "lucide-react";
import { setParams } from "../../app/address.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { number, times } from "../../app/times.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { typeName } from "../task/said.ts";
import { type Attempt, type DeliveryDetail, isOnItsWay } from "./model.ts";
import { useAgain } from "./use-again.ts";

/** One event on its way: each attempt with what was sent and what was answered. */
export function DeliveryDialog({ id, onSent }: { id: string; onSent(): void }) {
  const path = `/deliveries/${id}`;
  const { data, error, reload } = useAsked<DeliveryDetail>(path);
  useAgain(data !== undefined && isOnItsWay(data), reload);
  const close = () => setParams({ delivery: null });
  const resend = () =>
    void attempt(() => api.post(`${path}/redeliver`), t("webhooks.resent")).then(() => {
      stale(path);
      onSent();
    });
  return (
    <Dialog title={data ? typeName(data.event_type) : t("webhooks.delivery")} size="lg" onClose={close}>
      <div className="flex flex-col gap-5 p-5">
        {!data && (error ? <Failed title={t("webhooks.delivery_failed")} onRetry={reload} /> : <Bones />)}
        {data && (
          <>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              <Badge
                tone={data.state === "delivered" ? "success" : data.state === "failed" ? "danger" : "warning"}
              >
                {t(`webhooks.state.${data.state}`)}
              </Badge>
              <code dir="ltr" className="min-w-0 flex-1 select-all truncate font-mono text-xs text-fg-muted">
                {data.id}
              </code>
              <Button kind="primary" disabled={data.state === "waiting"} onClick={resend} data-autofocus>
                <RotateCw size={16} aria-hidden="true" />
                {t("webhooks.resend")}
              </Button>
            </div>
            {data.log.length === 0 && <p className="text-fg-muted">{t("webhooks.no_attempts")}</p>}
            {data.log.map((one, at) => (
              <One key={one.number} attempt={one} open={at === 0} />
            ))}
          </>
        )}
      </div>
    </Dialog>
  );
}

function One({ attempt: one, open }: { attempt: Attempt; open: boolean }) {
  const good = one.status != null && one.status >= 200 && one.status < 300;
  return (
    <details open={open} className="rounded-3 border border-border">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
        <span className="font-medium">{t("webhooks.attempt", { count: one.number })}</span>
        <Badge tone={good ? "success" : "danger"}>
          <span dir="ltr">{one.status ?? t("webhooks.no_answer")}</span>
        </Badge>
        <span className="figures text-fg-muted">{times.full(one.at)}</span>
        <span className="figures ms-auto text-fg-muted">
          {t("webhooks.took", { ms: number(one.duration_ms) })}
        </span>
      </summary>
      <div className="flex flex-col gap-3 border-t border-border p-4">
        {one.error && <p className="text-sm text-danger-fg wrap-anywhere">{one.error}</p>}
        <Text label={t("webhooks.request")} head={one.request_headers} body={one.request_body} />
        {one.status != null && (
          <Text label={t("webhooks.response")} head={one.response_headers} body={one.response_body} />
        )}
      </div>
    </details>
  );
}

/** Headers and body as they went over the wire; JSON is set out to be read. */
function Text({ label, head, body }: { label: string; head: string; body: string }) {
  return (
    <section aria-label={label} className="flex flex-col gap-1.5">
      <h3 className="text-sm font-medium">{label}</h3>
      <pre
        dir="ltr"
        tabIndex={0}
        className="max-h-80 overflow-auto whitespace-pre-wrap rounded-2 bg-sunken p-3 text-start font-mono text-xs wrap-anywhere"
      >
        <span className="text-fg-muted">{head.trim()}</span>
        {body !== "" && `\n\n${readable(body)}`}
      </pre>
    </section>
  );
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Cut off, or no JSON.
    return body;
  }
}
