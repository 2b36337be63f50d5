import type { Page, Project, ProjectMember, ProjectRole, Role, Team } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { useUser } from "../../app/server.ts";
import { useAll } from "../../sync/hooks.ts";
import { useRole } from "../members/queries.ts";

export const PROJECT_ROLES = [
  "viewer",
  "commenter",
  "editor",
  "manager",
] as const satisfies readonly ProjectRole[];

export function membersPath(project: Project): string {
  return `/projects/${project.id}/members?limit=200`;
}

/** What the workspace's role brings in a project: as the server's table says. */
function inherent(role: Role | undefined, project: Project): ProjectRole | undefined {
  if (role === "owner" || role === "admin") {
    return "manager";
  }
  return role === "member" && project.visibility === "workspace" ? "editor" : undefined;
}

/** One's own role in a project: the best of all that one was given. `undefined` until it is known. */
export function useProjectRole(project: Project | undefined): ProjectRole | undefined {
  const me = useUser()?.id;
  const role = useRole(project?.workspace_id);
  const teams = useAll<Team>("team").filter(team => me !== undefined && team.member_ids.includes(me));
  const { data } = useAsked<Page<ProjectMember>>(project && membersPath(project));
  if (!project || !role || !data) {
    return undefined;
  }
  const granted = data.items
    .filter(one => one.user_id === me || teams.some(team => team.id === one.team_id))
    .map(one => one.role);
  const all = [inherent(role, project) ?? "viewer", ...granted];
  return PROJECT_ROLES.findLast(one => all.includes(one));
}
