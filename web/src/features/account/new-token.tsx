import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";

const DAY_MS = 86_400_000;
const SCOPES = { read: ["read"], write: ["read", "write"], admin: ["read", "write", "admin"] } as const;

export function NewToken({ onMade, onClose }: { onMade(secret: string): void; onClose(): void }) {
  return (
    <Dialog title={t("account.new_token")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("account.make_token")}
          fields={["name", "scopes", "expires_at"]}
          send={async values => {
            const days = Number(values["days"]);
            const made = await api.post<{ secret?: string }>("/auth/tokens", {
              name: values["name"],
              scopes: SCOPES[values["scope"] as keyof typeof SCOPES],
              ...(days > 0 && { expires_at: new Date(Date.now() + days * DAY_MS).toISOString() }),
            });
            onMade(made.secret ?? "");
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                required
                autoFocus
                placeholder={t("account.token_example")}
                error={faultOf(error, "name")}
              />
              <SelectField label={t("account.may")} name="scope" defaultValue="write">
                {(["read", "write", "admin"] as const).map(scope => (
                  <option key={scope} value={scope}>
                    {t(`account.scope.${scope}`)}
                  </option>
                ))}
              </SelectField>
              <SelectField label={t("account.lifetime")} name="days" defaultValue="90">
                {[30, 90, 365].map(days => (
                  <option key={days} value={days}>
                    {t("account.days", { count: days })}
                  </option>
                ))}
                <option value="0">{t("account.never_expires")}</option>
              </SelectField>
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}

/** Shown this once: the server keeps no copy. */
export function Secret({ secret, onClose }: { secret: string; onClose(): void }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <Dialog title={t("account.token_made")} size="md" firm onClose={onClose}>
      <div className="flex flex-col gap-4 p-5">
        <p className="text-fg-muted">{t("account.token_once")}</p>
        <div className="flex items-center gap-2 rounded-2 border border-border-strong bg-sunken p-2">
          <code className="min-w-0 flex-1 select-all break-all font-mono text-sm">{secret}</code>
          <IconButton label={t(copied ? "app.copied" : "app.copy")} onClick={() => void copy()}>
            {copied ? <Check size={16} /> : <Copy size={16} />}
          </IconButton>
        </div>
        <Button kind="primary" className="self-end" onClick={onClose} data-autofocus>
          {t("account.kept_it")}
        </Button>
      </div>
    </Dialog>
  );
}
