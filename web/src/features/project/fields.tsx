import { t } from "../../app/i18n.ts";
import { CustomFields } from "../fields/custom-fields.tsx";
import type { ProjectSettingsProps } from "./settings.tsx";

/** The fields that tasks of this project have, beside those of all projects. */
export default function ProjectFields({ project, role }: ProjectSettingsProps) {
  return (
    <CustomFields
      path={`/projects/${project.id}/custom-fields`}
      projectId={project.id}
      text={t("fields.project_text")}
      may={role === "manager"}
      noRight={t("project.no_right")}
    />
  );
}
