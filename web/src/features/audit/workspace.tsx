import { t } from "../../app/i18n.ts";
import { mayManage, NoRight, type SettingsProps } from "../settings/settings.tsx";
import { Audit } from "./audit.tsx";

/** Who did what in the workspace, when and from where. */
export default function WorkspaceAudit({ workspace, role }: SettingsProps) {
  if (!mayManage(role)) {
    return <NoRight text={t("audit.no_right")} />;
  }
  return (
    <Audit
      title={t("audit.audit")}
      text={t("audit.text")}
      path={`/workspaces/${workspace.id}/audit`}
      file={`audit-${workspace.slug}`}
      account={false}
    />
  );
}
