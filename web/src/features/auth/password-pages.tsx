import { useState } from "react";
import { Link } from "wouter";
import { go } from "../../app/address.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { TextField } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "./form.tsx";
import { AuthFrame } from "./frame.tsx";
import { linkToken } from "./next.ts";
import { PasswordField } from "./password.tsx";

export function ForgotPassword() {
  const [sent, setSent] = useState("");
  if (sent) {
    return (
      <AuthFrame title={t("auth.look_at_mail")} text={t("auth.reset_sent", { email: sent })}>
        <BackToSignIn />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("auth.forgot")} text={t("auth.forgot_text")} foot={<BackToSignIn />}>
      <Form
        action={t("auth.send_link")}
        fields={["email"]}
        send={async values => {
          await api.post("/auth/password/forgot", { email: values["email"] }, { anonymous: true });
          setSent(values["email"] ?? "");
        }}
      >
        {error => (
          <TextField
            label={t("auth.email")}
            name="email"
            type="email"
            autoComplete="username"
            autoFocus
            required
            error={faultOf(error, "email")}
          />
        )}
      </Form>
    </AuthFrame>
  );
}

export function ResetPassword() {
  const [token] = useState(linkToken);
  if (token === "") {
    return (
      <AuthFrame title={t("auth.link_broken")} text={t("auth.link_broken_text")}>
        <Link className="font-medium text-accent-fg underline" href="/forgot-password">
          {t("auth.send_link")}
        </Link>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t("auth.new_password")} foot={<BackToSignIn />}>
      <Form
        action={t("auth.save_password")}
        fields={["password"]}
        send={async values => {
          await api.post(
            "/auth/password/reset",
            { token, password: values["password"] },
            { anonymous: true },
          );
          toast({ text: t("auth.password_saved"), tone: "success" });
          go("/signin", { replace: true });
        }}
      >
        {error => (
          <PasswordField
            fresh
            autoFocus
            label={t("auth.new_password")}
            hint={t("auth.password_hint")}
            error={faultOf(error, "password")}
          />
        )}
      </Form>
    </AuthFrame>
  );
}

export function BackToSignIn() {
  return (
    <Link className="font-medium text-accent-fg underline" href="/signin">
      {t("auth.back")}
    </Link>
  );
}
