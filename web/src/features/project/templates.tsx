import { t } from "../../app/i18n.ts";
import { Templates } from "../template/templates.tsx";
import type { ProjectSettingsProps } from "./settings.tsx";

/** What tasks of this project are made of, beside the templates for all projects. */
export default function ProjectTemplates({ project, role }: ProjectSettingsProps) {
  return (
    <Templates
      path={`/projects/${project.id}/templates`}
      projectId={project.id}
      may={role === "manager" || role === "editor"}
      noRight={t("project.no_edit_right")}
    />
  );
}
