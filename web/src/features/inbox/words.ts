import type { Notification } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";

/** What happened, as one sentence. */
export function said({ kind }: Notification, name: string | undefined): string {
  switch (kind) {
    case "due_soon":
    case "overdue":
    case "reminder":
      return t(`inbox.said.${kind}`);
    default:
      return t(`inbox.said.${kind}`, { name: name ?? t("task.somebody") });
  }
}
