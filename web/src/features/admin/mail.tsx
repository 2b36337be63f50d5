import { Send } from "lucide-react";
import { useState } from "react";
import { useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api, useUser } from "../../app/server.ts";
import { ago, number } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { Line, type ServerStatus } from "./status.tsx";
import { Suppressions } from "./suppressions.tsx";

/** Whether mail gets through. */
export default function Mail() {
  const { data, error, reload } = useAsked<ServerStatus>("/admin/server");
  const me = useUser();
  const [busy, setBusy] = useState(false);
  if (!data) {
    return error ? <Failed title={t("admin.status_failed")} onRetry={reload} /> : <Bones />;
  }
  const { mail } = data;
  const test = async () => {
    setBusy(true);
    await attempt(() => api.post("/admin/mail/test"), t("admin.test_sent", { email: me?.email ?? "" }));
    setBusy(false);
    setTimeout(reload, 1_000);
  };
  return (
    <>
      <Section
        title={t("admin.mail")}
        text={t(mail.has_server ? "admin.mail_text" : "admin.mail_folder_text")}
        actions={
          <Button kind="primary" disabled={busy} onClick={() => void test()}>
            <Send size={16} aria-hidden="true" className="rtl:-scale-x-100" />
            {t("admin.test_mail")}
          </Button>
        }
      >
        <dl className="divide-y divide-border rounded-3 border border-border bg-surface">
          <Line name={t("admin.mail_way")}>
            {t(mail.has_server ? "admin.mail_server" : "admin.mail_folder")}
          </Line>
          <Line name={t("admin.mail_from")}>
            <span dir="ltr" className="wrap-anywhere">
              {mail.from}
            </span>
          </Line>
          <Line name={t("admin.mail_waiting")}>
            {number(mail.waiting)}
            {mail.oldest && ` · ${t("admin.mail_oldest", { ago: ago(mail.oldest) })}`}
          </Line>
          <Line name={t("admin.mail_sent")} hint={t("admin.mail_since", { ago: ago(data.started_at) })}>
            {number(mail.sent)}
          </Line>
          <Line name={t("admin.mail_delayed")}>{number(mail.delayed)}</Line>
          <Line name={t("admin.mail_given_up")}>
            <span className={mail.given_up > 0 ? "text-danger-fg" : undefined}>{number(mail.given_up)}</span>
          </Line>
        </dl>
      </Section>
      <Suppressions />
    </>
  );
}
