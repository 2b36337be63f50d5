import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
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
