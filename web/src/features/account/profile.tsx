import { useState } from "react";
import type { User } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api, session, useUser } from "../../app/server.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";
import { ZoneField } from "../../ui/zone.tsx";
import { Form } from "../auth/form.tsx";
import { PasswordField } from "../auth/password.tsx";

export default function Profile() {
  const user = useUser();
  const [leaving, setLeaving] = useState(false);
  if (!user) {
    return null;
  }
  return (
    <>
      <Section title={t("account.profile")} text={t("account.profile_text")}>
        <div className="flex items-center gap-4">
          <Avatar id={user.id} name={user.name} size="xl" mute />
          <div className="min-w-0">
            <bdi className="block truncate font-semibold">{user.name}</bdi>
            <bdi className="block truncate text-fg-muted">{user.email}</bdi>
            {!user.email_verified && <Unverified />}
          </div>
        </div>
        <Form
          action={t("app.save")}
          fields={["name", "timezone"]}
          send={async values => {
            session.updated(
              await api.patch<User>("/users/me", { name: values["name"], timezone: values["timezone"] }),
            );
            toast({ text: t("app.saved"), tone: "success" });
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                defaultValue={user.name}
                autoComplete="name"
                required
                error={faultOf(error, "name")}
              />
              <ZoneField
                label={t("account.timezone")}
                name="timezone"
                defaultValue={user.timezone}
                hint={t("account.timezone_hint")}
                error={faultOf(error, "timezone")}
              />
            </>
          )}
        </Form>
      </Section>
      <Section title={t("account.delete")} text={t("account.delete_text")}>
        <Button kind="danger" className="self-start" onClick={() => setLeaving(true)}>
          {t("account.delete")}
        </Button>
      </Section>
      {leaving && <Farewell onClose={() => setLeaving(false)} />}
    </>
  );
}

function Unverified() {
  const again = () => attempt(() => api.post("/auth/verify-email/resend"), t("auth.verification_sent"));
  return (
    <p className="mt-1 text-sm text-warning-fg">
      {t("account.unverified")}{" "}
      <button type="button" className="font-medium underline" onClick={() => void again()}>
        {t("auth.send_again")}
      </button>
    </p>
  );
}

function Farewell({ onClose }: { onClose(): void }) {
  return (
    <Dialog title={t("account.delete")} size="sm" onClose={onClose}>
      <div className="p-5">
        <p className="mb-4 text-fg-muted">{t("account.delete_text")}</p>
        <Form
          action={t("account.delete_for_good")}
          fields={["password"]}
          send={async values => {
            await api.delete("/users/me", { body: { password: values["password"] } });
            session.leave();
          }}
        >
          {error => <PasswordField error={faultOf(error, "password")} />}
        </Form>
      </div>
    </Dialog>
  );
}
