import { to } from "../../app/address.ts";
import { mayManage, NoRight, type SettingsProps } from "../settings/settings.tsx";
import { Automation } from "./automation.tsx";

/** Rules about the tasks of all projects. */
export default function WorkspaceAutomation({ workspace, role }: SettingsProps) {
  if (!mayManage(role)) {
    return <NoRight />;
  }
  return <Automation workspace={workspace} base={to.settings(workspace.slug, "automation")} may />;
}
