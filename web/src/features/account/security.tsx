import { Laptop, Smartphone } from "lucide-react";
import type { Page } from "../../api/types.ts";
import { browserOf } from "../../app/agents.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { ago, times } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";
import { PasswordField } from "../auth/password.tsx";

interface OwnSession {
  id: string;
  agent: string;
  address: string;
  created_at: string;
  last_used_at?: string | null;
  current: boolean;
}

export default function Security() {
  return (
    <>
      <Section title={t("auth.password")} text={t("account.password_text")}>
        <Form
          action={t("account.change_password")}
          fields={["current_password", "password"]}
          send={async ({ current_password, password }) => {
            await api.post("/auth/password/change", { current_password, password });
            stale("/auth/sessions");
            toast({ text: t("account.password_changed"), tone: "success" });
          }}
        >
          {error => (
            <>
              <PasswordField
                label={t("account.current_password")}
                name="current_password"
                error={faultOf(error, "current_password")}
              />
              <PasswordField
                label={t("auth.new_password")}
                fresh
                hint={t("auth.password_hint")}
                error={faultOf(error, "password")}
              />
            </>
          )}
        </Form>
      </Section>
      <Sessions />
    </>
  );
}

function Sessions() {
  const { data, error, reload } = useAsked<Page<OwnSession>>("/auth/sessions?limit=100");
  const end = (path: string) => attempt(() => api.delete(path), t("account.signed_out_there")).then(reload);
  const sessions = [...(data?.items ?? [])].sort((one, other) => Number(other.current) - Number(one.current));
  return (
    <Section
      title={t("account.sessions")}
      text={t("account.sessions_text")}
      actions={
        sessions.length > 1 && (
          <Button onClick={() => void end("/auth/sessions")}>{t("account.end_others")}</Button>
        )
      }
    >
      {!data && !error && <Bones rows={3} />}
      {error && !data && <Failed title={t("account.sessions_failed")} onRetry={reload} />}
      {data && (
        <Rows label={t("account.sessions")}>
          {sessions.map(session => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => void end(`/auth/sessions/${session.id}`)}
            />
          ))}
        </Rows>
      )}
    </Section>
  );
}

function SessionRow({ session, onEnd }: { session: OwnSession; onEnd(): void }) {
  const { name, phone } = browserOf(session.agent);
  const used = session.last_used_at ?? session.created_at;
  const Device = phone ? Smartphone : Laptop;
  return (
    <RowItem>
      <Device size={20} className="text-fg-muted" />
      <div className="min-w-0 flex-1 basis-40">
        <p className="truncate font-medium">{name || t("account.unknown_browser")}</p>
        <p className="truncate text-sm text-fg-muted" data-tip={times.full(used)}>
          <bdi>{session.address}</bdi> · {session.current ? t("account.now") : ago(used)}
        </p>
      </div>
      {session.current ? (
        <span className="rounded-1 bg-success-subtle px-2 py-0.5 text-xs font-medium text-success-fg">
          {t("account.this_device")}
        </span>
      ) : (
        <Button onClick={onEnd}>{t("app.sign_out")}</Button>
      )}
    </RowItem>
  );
}
