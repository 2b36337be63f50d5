import type { Invitation, Member, Page, Role, Team } from "../../api/types.ts";
import { type Asked, useAsked } from "../../app/asked.ts";
import { useUser } from "../../app/server.ts";

export function useMembers(workspace: string | undefined): Asked<Page<Member>> {
  return useAsked<Page<Member>>(workspace && `/workspaces/${workspace}/members?limit=200`);
}

export function useTeams(workspace: string | undefined): Asked<Page<Team>> {
  return useAsked<Page<Team>>(workspace && `/workspaces/${workspace}/teams?limit=200`);
}

export function useInvitations(workspace: string | undefined): Asked<Page<Invitation>> {
  return useAsked<Page<Invitation>>(workspace && `/workspaces/${workspace}/invitations?limit=200`);
}

/** One's own role. */
export function useRole(workspace: string | undefined): Role | undefined {
  const user = useUser();
  const path = workspace && user && `/workspaces/${workspace}/members/${user.id}`;
  return useAsked<Member>(path).data?.role;
}
