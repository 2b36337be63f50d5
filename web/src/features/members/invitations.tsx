import { Mail } from "lucide-react";
import { useState } from "react";
import type { Role, Workspace } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { times } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextArea } from "../../ui/field.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";
import { readAddresses } from "./addresses.ts";
import { useInvitations } from "./queries.ts";

const ROLES: readonly Role[] = ["member", "admin", "guest"];

/** Invites many at once, and shows who has not answered. */
export function Invitations({ workspace }: { workspace: Workspace }) {
  const { data, reload } = useInvitations(workspace.id);
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>("member");
  const found = readAddresses(text);
  return (
    <Section title={t("members.invite")} text={t("members.invite_text")}>
      <Form
        action={found.length > 0 ? t("members.invite_count", { count: found.length }) : t("members.invite")}
        fields={["emails"]}
        send={async () => {
          if (found.length > 0) {
            await api.post(`/workspaces/${workspace.id}/invitations`, { emails: found, role });
            setText("");
            reload();
            toast({ text: t("members.invited", { count: found.length }), tone: "success" });
          }
        }}
      >
        {error => (
          <div className="grid gap-3 md:grid-cols-[1fr_10rem]">
            <TextArea
              label={t("first.addresses")}
              name="emails"
              rows={2}
              dir="ltr"
              value={text}
              onChange={event => setText(event.target.value)}
              hint={t("first.addresses_hint")}
              error={faultOf(error, "emails")}
            />
            <SelectField
              label={t("members.role")}
              value={role}
              hint={t(`members.role_text.${role}`)}
              onChange={event => setRole(event.target.value as Role)}
            >
              {ROLES.map(one => (
                <option key={one} value={one}>
                  {t(`app.role.${one}`)}
                </option>
              ))}
            </SelectField>
          </div>
        )}
      </Form>
      {data && data.items.length > 0 && (
        <Rows label={t("members.open_invitations")}>
          {data.items.map(invitation => {
            const path = `/workspaces/${workspace.id}/invitations/${invitation.id}`;
            return (
              <RowItem key={invitation.id}>
                <Mail size={18} className="text-fg-subtle" />
                <span className="min-w-0 flex-1 basis-40">
                  <bdi className="block truncate">{invitation.email}</bdi>
                  <span className="text-sm text-fg-muted">
                    {t(`app.role.${invitation.role}`)} ·{" "}
                    {t("account.expires", { date: times.date(invitation.expires_at) })}
                  </span>
                </span>
                <Button
                  onClick={() =>
                    void attempt(() => api.post(`${path}/resend`), t("auth.verification_sent")).then(reload)
                  }
                >
                  {t("members.resend")}
                </Button>
                <Button onClick={() => void attempt(() => api.delete(path)).then(reload)}>
                  {t("members.take_back")}
                </Button>
              </RowItem>
            );
          })}
        </Rows>
      )}
    </Section>
  );
}
