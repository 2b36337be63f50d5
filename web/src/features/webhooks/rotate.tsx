import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import type { WebhookSecret } from "./model.ts";

const HOUR = 3_600;
/** How long both secrets sign; none of it for one that is no secret any more. */
const OVERLAPS = [0, HOUR, 24 * HOUR, 7 * 24 * HOUR] as const;

interface RotateProps {
  path: string;
  onClose(): void;
  onRotated(made: WebhookSecret): void;
}

/** Exchanges the secret; for a while both sign, so that receivers can follow. */
export function Rotate({ path, onClose, onRotated }: RotateProps) {
  return (
    <Dialog title={t("webhooks.rotate")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("webhooks.rotate_now")}
          fields={["overlap_secs"]}
          send={async ({ overlap }) =>
            onRotated(
              await api.post<WebhookSecret>(`${path}/rotate-secret`, { overlap_secs: Number(overlap) }),
            )
          }
        >
          {error => (
            <>
              <p className="text-sm text-fg-muted text-pretty">{t("webhooks.rotate_text")}</p>
              <SelectField
                label={t("webhooks.overlap")}
                name="overlap"
                defaultValue={24 * HOUR}
                error={faultOf(error, "overlap_secs")}
              >
                {OVERLAPS.map(seconds => (
                  <option key={seconds} value={seconds}>
                    {t("webhooks.overlap_hours", { count: seconds / HOUR })}
                  </option>
                ))}
              </SelectField>
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
