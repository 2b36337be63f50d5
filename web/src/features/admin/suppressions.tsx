import { MailX } from "lucide-react";
import { useState } from "react";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { api } from "../../app/server.ts";
import { ago } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Find } from "../../ui/find.tsx";
import { More } from "../../ui/more.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Failed } from "../../ui/states.tsx";
import { Form } from "../auth/form.tsx";

interface Suppression {
  id: string;
  email: string;
  reason: "bounce" | "complaint" | "manual";
  note: string;
  created_at: string;
}

const PATH = "/admin/mail/suppressions";

/** Addresses that get no mail: looked at, added to, taken from. */
export function Suppressions() {
  const [text, setText] = useState("");
  const [made, setMade] = useState(0);
  const list = usePages<Suppression>(`${PATH}?${new URLSearchParams({ limit: "50", search: text })}`);
  const lift = ({ id, email }: Suppression) =>
    void attempt(() => api.delete(`${PATH}/${id}`), t("admin.lifted", { email })).then(list.reload);
  return (
    <Section title={t("admin.suppressed")} text={t("admin.suppressed_text")}>
      <Find label={t("admin.find_address")} onSearch={setText} />
      {!list.items && !list.error && <Bones rows={2} />}
      {list.error && <Failed title={t("admin.suppressed_failed")} onRetry={list.reload} />}
      {list.items?.length === 0 && (
        <p className="flex items-center gap-2 text-sm text-fg-muted">
          <MailX size={16} aria-hidden="true" className="shrink-0" />
          {t("admin.suppressed_none")}
        </p>
      )}
      {list.items && list.items.length > 0 && (
        <Rows label={t("admin.suppressed")}>
          {list.items.map(one => (
            <RowItem key={one.id}>
              <span className="min-w-0 flex-1 basis-40">
                <bdi className="block truncate font-medium">{one.email}</bdi>
                <span className="block text-sm text-fg-muted wrap-anywhere">
                  {t(`admin.suppressed.${one.reason}`)}
                  {one.note && ` · ${one.note}`} · {ago(one.created_at)}
                </span>
              </span>
              <Button aria-label={t("admin.lift_named", { email: one.email })} onClick={() => lift(one)}>
                {t("admin.lift")}
              </Button>
            </RowItem>
          ))}
        </Rows>
      )}
      <More of={list} />
      <Form
        key={made}
        action={t("admin.suppress")}
        fields={["email", "note"]}
        send={async ({ email, note }) => {
          await api.post(PATH, { email, note });
          setMade(count => count + 1);
          list.reload();
        }}
      >
        {error => (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              label={t("admin.suppress_email")}
              name="email"
              type="email"
              dir="ltr"
              maxLength={254}
              error={faultOf(error, "email")}
            />
            <TextField
              label={t("admin.suppress_note")}
              name="note"
              maxLength={200}
              error={faultOf(error, "note")}
            />
          </div>
        )}
      </Form>
    </Section>
  );
}
