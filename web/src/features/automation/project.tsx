import { to } from "../../app/address.ts";
import type { ProjectSettingsProps } from "../project/settings.tsx";
import { Automation } from "./automation.tsx";

/** Rules about the tasks of one project. */
export default function ProjectAutomation({ workspace, project, role }: ProjectSettingsProps) {
  return (
    <Automation
      workspace={workspace}
      project={project}
      base={to.projectSettings(workspace.slug, project.key, "automation")}
      may={role === "manager"}
    />
  );
}
