import { t } from "../../app/i18n.ts";
import { Audit } from "./audit.tsx";

/** What happened to one's own account. */
export default function AccountAudit() {
  return (
    <Audit
      title={t("audit.log")}
      text={t("audit.log_text")}
      path="/users/me/audit"
      file="security-log"
      account
    />
  );
}
