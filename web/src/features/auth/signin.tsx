import { Link, Redirect } from "wouter";
import type { SignedIn } from "../../api/types.ts";
import { param } from "../../app/address.ts";
import { useAsked } from "../../app/asked.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api, session, useSessionState } from "../../app/server.ts";
import { TextField } from "../../ui/field.tsx";
import { Form } from "./form.tsx";
import { AuthFrame } from "./frame.tsx";
import { goOn, wantedPage } from "./next.ts";
import { PasswordField } from "./password.tsx";

export interface Providers {
  readonly password: boolean;
  readonly registration: string;
}

export async function signIn(values: Record<string, string>): Promise<void> {
  session.accept(
    await api.post<SignedIn>(
      "/auth/login",
      { email: values["email"], password: values["password"] },
      { anonymous: true },
    ),
  );
}

export function SignIn() {
  const state = useSessionState();
  const providers = useAsked<Providers>("/auth/providers").data;
  if (state === "signed_in") {
    return <Redirect to={wantedPage()} replace />;
  }
  const next = param("next");
  return (
    <AuthFrame
      title={t("auth.sign_in")}
      foot={
        providers?.registration === "open" && (
          <>
            {t("auth.no_account")}{" "}
            <Link
              className="font-medium text-accent-fg underline"
              href={`/register${next ? `?next=${encodeURIComponent(next)}` : ""}`}
            >
              {t("auth.register")}
            </Link>
          </>
        )
      }
    >
      <Form
        action={t("auth.sign_in")}
        fields={["email", "password"]}
        send={values => signIn(values).then(goOn)}
      >
        {error => (
          <>
            <TextField
              label={t("auth.email")}
              name="email"
              type="email"
              autoComplete="username"
              autoFocus
              required
              error={faultOf(error, "email")}
            />
            <PasswordField error={faultOf(error, "password")} />
            <Link href="/forgot-password" className="-mt-2 self-start text-sm text-accent-fg hover:underline">
              {t("auth.forgot")}
            </Link>
          </>
        )}
      </Form>
    </AuthFrame>
  );
}
