import { t } from "../../app/i18n.ts";
import { Templates } from "../template/templates.tsx";
import type { SettingsProps } from "./settings.tsx";

/** What tasks and projects of this workspace are made of again and again. */
export default function WorkspaceTemplates({ workspace, role }: SettingsProps) {
  return (
    <Templates
      path={`/workspaces/${workspace.id}/templates`}
      projectId={null}
      may={role !== "guest"}
      noRight={t("template.no_right")}
    />
  );
}
