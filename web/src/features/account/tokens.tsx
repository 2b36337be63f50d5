import { KeyRound } from "lucide-react";
import { useState } from "react";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { api } from "../../app/server.ts";
import { times } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Listed } from "../../ui/listed.tsx";
import { More } from "../../ui/more.tsx";
import { Secret } from "../../ui/secret.tsx";
import { RowItem, Section } from "../../ui/section.tsx";
import { Empty } from "../../ui/states.tsx";
import { NewToken } from "./new-token.tsx";

interface Token {
  id: string;
  name: string;
  scopes: readonly ("read" | "write" | "admin")[];
  expires_at?: string | null;
  revoked_at?: string | null;
}

export default function Tokens() {
  const tokens = usePages<Token>("/auth/tokens?limit=100");
  const { items, error, reload } = tokens;
  const [making, setMaking] = useState(false);
  const [secret, setSecret] = useState("");
  const [revoking, setRevoking] = useState<Token>();
  const alive = items?.filter(token => !token.revoked_at);
  return (
    <Section
      title={t("account.tokens")}
      text={t("account.tokens_text")}
      actions={
        <Button kind="primary" onClick={() => setMaking(true)}>
          {t("account.new_token")}
        </Button>
      }
    >
      <Listed
        label={t("account.tokens")}
        items={alive}
        error={error}
        failed={t("account.tokens_failed")}
        onRetry={reload}
        empty={<Empty icon={<KeyRound size={24} />} title={t("account.no_tokens")} />}
      >
        {token => (
          <RowItem key={token.id}>
            <div className="min-w-0 flex-1 basis-40">
              <bdi className="block truncate font-medium">{token.name}</bdi>
              <p className="truncate text-sm text-fg-muted">
                {t(`account.scope.${token.scopes.at(-1) ?? "read"}`)} ·{" "}
                {token.expires_at
                  ? t("account.expires", { date: times.date(token.expires_at) })
                  : t("account.never_expires")}
              </p>
            </div>
            <Button onClick={() => setRevoking(token)}>{t("account.revoke")}</Button>
          </RowItem>
        )}
      </Listed>
      <More of={tokens} />
      {making && (
        <NewToken
          onClose={() => setMaking(false)}
          onMade={made => {
            setMaking(false);
            setSecret(made);
            reload();
          }}
        />
      )}
      {secret && (
        <Secret
          title={t("account.token_made")}
          text={t("account.token_once")}
          secret={secret}
          onClose={() => setSecret("")}
        />
      )}
      {revoking && (
        <Confirm
          title={t("account.revoke_named", { name: revoking.name })}
          text={t("account.revoke_text")}
          action={t("account.revoke")}
          onClose={() => setRevoking(undefined)}
          onConfirm={() => void attempt(() => api.delete(`/auth/tokens/${revoking.id}`)).then(reload)}
        />
      )}
    </Section>
  );
}
