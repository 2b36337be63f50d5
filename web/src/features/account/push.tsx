import { BellRing, Laptop, Smartphone } from "lucide-react";
import { useEffect, useState } from "react";
import type { Page } from "../../api/types.ts";
import { browserOf } from "../../app/agents.ts";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { ago } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { type Here, here, turnOff, turnOn } from "./push-here.ts";

interface Device {
  id: string;
  device: string;
  created_at: string;
}

const PATH = "/push/subscriptions";

/** Push: what it is first, then a button; nobody is asked before they press it. */
export function Push() {
  const { data, reload } = useAsked<Page<Device>>(PATH);
  const [state, setState] = useState<Here>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    void here().then(setState);
  }, []);
  const change = async (work: () => Promise<Here>) => {
    setBusy(true);
    try {
      setState(await work());
    } catch {
      toast({ text: t("account.push_failed"), tone: "danger" });
    }
    setBusy(false);
    reload();
  };
  const end = async (id: string) => {
    await attempt(() => api.delete(`${PATH}/${id}`), t("account.push_ended"));
    reload();
  };
  return (
    <Section title={t("account.push")} text={t("account.push_text")}>
      {(state === "unsupported" || state === "denied") && (
        <p className="rounded-3 bg-surface px-4 py-3 text-sm text-fg-muted text-pretty">
          {t(`account.push_${state}`)}
        </p>
      )}
      {state === "off" && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button kind="primary" disabled={busy} onClick={() => void change(turnOn)}>
            <BellRing size={16} aria-hidden="true" />
            {t("account.push_on")}
          </Button>
          <span className="text-sm text-fg-muted">{t("account.push_asks")}</span>
        </div>
      )}
      {state === "on" && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <span role="status" className="font-medium">
            {t("account.push_is_on")}
          </span>
          <Button disabled={busy} onClick={() => void change(() => turnOff().then(() => "off" as const))}>
            {t("account.push_off")}
          </Button>
        </div>
      )}
      {data && data.items.length > 0 && (
        <Rows label={t("account.push_devices")}>
          {data.items.map(({ id, device, created_at }) => {
            const browser = browserOf(device);
            const name = browser.name || t("account.unknown_browser");
            const Icon = browser.phone ? Smartphone : Laptop;
            return (
              <RowItem key={id}>
                <Icon size={20} aria-hidden="true" className="shrink-0 text-fg-muted" />
                <span className="min-w-0 flex-1 basis-40">
                  <span className="block truncate">{name}</span>
                  <span className="block text-sm text-fg-muted">{ago(created_at)}</span>
                </span>
                <Button aria-label={t("account.push_end", { name })} onClick={() => void end(id)}>
                  {t("account.push_off_there")}
                </Button>
              </RowItem>
            );
          })}
        </Rows>
      )}
    </Section>
  );
}
