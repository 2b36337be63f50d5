import { Link, Redirect } from "wouter";
import type { SignedIn } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { faultOf } from "../../app/explain.ts";
import { locale, t } from "../../app/i18n.ts";
import { api, session, useSessionState } from "../../app/server.ts";
import { TextField } from "../../ui/field.tsx";
import { Form } from "./form.tsx";
import { AuthFrame } from "./frame.tsx";
import { goOn, wantedPage } from "./next.ts";
import { PasswordField } from "./password.tsx";
import type { Providers } from "./signin.tsx";

export function Register() {
  const state = useSessionState();
  const providers = useAsked<Providers>("/auth/providers").data;
  if (state === "signed_in") {
    return <Redirect to={wantedPage()} replace />;
  }
  if (providers && providers.registration !== "open") {
    return (
      <AuthFrame title={t("auth.register")} text={t("auth.registration_shut")}>
        <Link className="font-medium text-accent-fg underline" href="/signin">
          {t("auth.sign_in")}
        </Link>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={t("auth.register")}
      foot={
        <>
          {t("auth.have_account")}{" "}
          <Link className="font-medium text-accent-fg underline" href={`/signin${location.search}`}>
            {t("auth.sign_in")}
          </Link>
        </>
      }
    >
      <RegisterForm onDone={goOn} />
    </AuthFrame>
  );
}

/** `invitation` is a token: the account has the address that was invited, of which `address` shows enough. */
export function RegisterForm({
  invitation,
  address,
  onDone,
}: {
  invitation?: string;
  address?: string;
  onDone(): void | Promise<void>;
}) {
  return (
    <Form
      action={t("auth.register")}
      fields={["name", "email", "password"]}
      send={async values => {
        const body = {
          name: values["name"],
          ...(invitation ? { invitation } : { email: values["email"] }),
          password: values["password"],
          locale: locale(),
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        };
        session.accept(await api.post<SignedIn>("/auth/register", body, { anonymous: true }));
        await onDone();
      }}
    >
      {error => (
        <>
          <TextField
            label={t("auth.name")}
            name="name"
            autoComplete="name"
            autoFocus
            required
            error={faultOf(error, "name")}
          />
          <TextField
            label={t("auth.email")}
            name="email"
            type={address ? "text" : "email"}
            autoComplete={address ? "off" : "username"}
            required
            readOnly={address !== undefined}
            className="read-only:border-border read-only:bg-sunken read-only:text-fg-muted"
            defaultValue={address}
            error={faultOf(error, "email")}
          />
          <PasswordField fresh error={faultOf(error, "password")} hint={t("auth.password_hint")} />
        </>
      )}
    </Form>
  );
}
