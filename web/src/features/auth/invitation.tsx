import { useState } from "react";
import { Link } from "wouter";
import type { Role, Workspace } from "../../api/types.ts";
import { go } from "../../app/address.ts";
import { stale, useAsked } from "../../app/asked.ts";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api, session, signOut, useSessionState, useUser } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Bones } from "../../ui/states.tsx";
import { Form } from "./form.tsx";
import { AuthFrame } from "./frame.tsx";
import { linkToken } from "./next.ts";
import { RegisterForm } from "./register.tsx";

interface Preview {
  email: string;
  expired: boolean;
  inviter_name: string;
  role: Role;
  workspace_name: string;
}

/** Joins a workspace by an invitation: with one click when signed in, else by an account. */
export function InvitationPage() {
  const [token, setToken] = useState(linkToken);
  const state = useSessionState();
  const user = useUser();
  const { data, error, loading } = useAsked<Preview>(
    state === "unknown" || token === "" ? undefined : `/invitations/${encodeURIComponent(token)}`,
  );
  const [registering, setRegistering] = useState(false);

  if (token === "") {
    return <Paste onToken={setToken} />;
  }
  if ((loading || state === "unknown") && !data) {
    return (
      <AuthFrame title={t("auth.invitation")}>
        <Bones rows={3} />
      </AuthFrame>
    );
  }
  if (!data || data.expired) {
    return (
      <AuthFrame
        title={t("auth.invitation_gone")}
        text={
          data
            ? t("auth.invitation_expired", { name: data.inviter_name })
            : error
              ? explain(error)
              : t("auth.link_broken_text")
        }
      >
        <Link className="font-medium text-accent-fg underline" href="/">
          {t("auth.go_on")}
        </Link>
      </AuthFrame>
    );
  }
  const accept = async () => {
    const joined = await api.post<{ workspace: Workspace }>(
      `/invitations/${encodeURIComponent(token)}/accept`,
    );
    stale("/workspaces");
    // The link came to their address by mail.
    if (session.user) {
      session.updated({ ...session.user, email_verified: true });
    }
    go(`/${joined.workspace.slug}/my`, { replace: true });
  };
  const title = t("auth.invited_to", { workspace: data.workspace_name });
  const text = t("auth.invited_by", { name: data.inviter_name, role: t(`app.role.${data.role}`) });
  if (state === "signed_in") {
    const other = user !== undefined && !isMaskOf(data.email, user.email);
    return (
      <AuthFrame title={title} text={text}>
        {other && (
          <p className="mb-4 rounded-2 bg-warning-subtle px-3 py-2 text-sm text-warning-fg">
            {t("auth.other_address", { invited: data.email, mine: user.email })}
          </p>
        )}
        <Form action={t("auth.join")} fields={[]} send={accept}>
          {() => null}
        </Form>
        {other && (
          <Button kind="ghost" className="mt-2 w-full" onClick={() => void signOut()}>
            {t("auth.other_account")}
          </Button>
        )}
      </AuthFrame>
    );
  }
  const here = `/invitations#token=${encodeURIComponent(token)}`;
  if (registering) {
    return (
      <AuthFrame title={t("auth.register")} text={title}>
        <RegisterForm invitation={token} address={data.email} onDone={accept} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={title} text={text}>
      <div className="flex flex-col gap-3">
        <Button kind="primary" size="lg" onClick={() => setRegistering(true)}>
          {t("auth.register")}
        </Button>
        <Button size="lg" onClick={() => go(`/signin?next=${encodeURIComponent(here)}`)}>
          {t("auth.sign_in")}
        </Button>
      </div>
    </AuthFrame>
  );
}

/** Whether `a***@example.org` can be of this address. */
function isMaskOf(mask: string, address: string): boolean {
  const [first = "", domain = ""] = mask.toLowerCase().split("***");
  return address.toLowerCase().startsWith(first) && address.toLowerCase().endsWith(domain);
}

/** Who has the link elsewhere pastes it. */
function Paste({ onToken }: { onToken(token: string): void }) {
  const [wrong, setWrong] = useState(false);
  return (
    <AuthFrame title={t("auth.invitation")} text={t("auth.invitation_paste_text")}>
      <form
        className="flex flex-col gap-4"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          const text = String(new FormData(event.currentTarget).get("link") ?? "").trim();
          const token = /[#?&]token=([\w-]+)/.exec(text)?.[1] ?? /^[\w-]{20,}$/.exec(text)?.[0];
          setWrong(token === undefined);
          if (token !== undefined) {
            onToken(token);
          }
        }}
      >
        <TextField
          label={t("auth.invitation_link")}
          name="link"
          dir="ltr"
          required
          autoFocus
          autoComplete="off"
          error={wrong ? t("auth.invitation_no_link") : undefined}
          onChange={() => setWrong(false)}
        />
        <Button kind="primary" size="lg" type="submit">
          {t("auth.go_on")}
        </Button>
      </form>
    </AuthFrame>
  );
}
