import { t } from "../../app/i18n.ts";
import { CustomFields } from "../fields/custom-fields.tsx";
import { mayManage, type SettingsProps } from "./settings.tsx";

/** The fields that tasks of every project have. */
export default function WorkspaceFields({ workspace, role }: SettingsProps) {
  return (
    <CustomFields
      path={`/workspaces/${workspace.id}/custom-fields`}
      projectId={null}
      text={t("fields.workspace_text")}
      may={mayManage(role)}
      noRight={t("settings.no_right")}
    />
  );
}
