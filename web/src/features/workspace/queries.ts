import type { Page, Project, Workspace } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { useUser } from "../../app/server.ts";

/** The workspaces that one is a member of, by name. */
export function useWorkspaces(): { workspaces: readonly Workspace[]; loading: boolean } {
  const user = useUser();
  const { data, loading } = useAsked<Page<Workspace>>(user && "/workspaces?limit=200");
  return { workspaces: data?.items ?? [], loading: loading && !data };
}

export function useWorkspace(slug: string): Workspace | undefined {
  return useWorkspaces().workspaces.find(workspace => workspace.slug === slug);
}

/** The projects of a workspace that one may see, in their order. */
export function useProjects(slug: string): { projects: readonly Project[]; loading: boolean } {
  const workspace = useWorkspace(slug);
  const { data, loading } = useAsked<Page<Project>>(
    workspace && `/workspaces/${workspace.id}/projects?limit=200`,
  );
  return { projects: data?.items ?? [], loading: loading && !data };
}

export function useProject(slug: string, key: string): Project | undefined {
  return useProjects(slug).projects.find(project => project.key === key);
}
