import { useEffect } from "react";
import { Problem } from "../../api/problems.ts";
import type { Page, Project, Workspace } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { useUser } from "../../app/server.ts";
import { useLive, useLoaded, useRows } from "../../sync/hooks.ts";

/** The workspaces of last time: without a network, addresses still lead somewhere. */
const KEPT = "tf.workspaces";

function kept(): readonly Workspace[] {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]") as Workspace[];
  } catch {
    return [];
  }
}

/** The workspaces that one is a member of, by name. */
export function useWorkspaces(): { workspaces: readonly Workspace[]; loading: boolean; known: boolean } {
  const user = useUser();
  const { data, loading } = useAsked<Page<Workspace>>(user && "/workspaces?limit=200");
  useEffect(() => {
    if (data) {
      localStorage.setItem(KEPT, JSON.stringify(data.items));
    }
  }, [data]);
  const workspaces = data?.items ?? before();
  return {
    workspaces,
    loading: loading && workspaces.length === 0,
    // As the server has just told them.
    known: data !== undefined && !loading,
  };
}

let last: readonly Workspace[] | undefined;

function before(): readonly Workspace[] {
  if (localStorage.getItem(KEPT) === null) {
    return NONE;
  }
  last ??= kept();
  return last;
}

const NONE: readonly Workspace[] = [];

export function useWorkspace(slug: string): Workspace | undefined {
  return useWorkspaces().workspaces.find(workspace => workspace.slug === slug);
}

/** The projects of a workspace that one may see, in their order: of the live copy, and until there is one of the server. */
export function useProjects(slug: string): { projects: readonly Project[]; loading: boolean } {
  const workspace = useWorkspace(slug);
  const live = useLive();
  const here = useLoaded() && live?.workspace === workspace?.id;
  const rows = useRows<Project>("projects", "all", "project");
  const { data, error, loading } = useAsked<Page<Project>>(
    // As the page's own script asks for it (tools/pages.ts).
    workspace && !here ? `/workspaces/${slug}/projects?limit=200` : undefined,
  );
  return here
    ? { projects: rows, loading: false }
    : { projects: data?.items ?? [], loading: !data && (loading || !(error instanceof Problem)) };
}

export function useProject(slug: string, key: string): Project | undefined {
  return useProjects(slug).projects.find(project => project.key === key);
}
