import { Redirect } from "wouter";
import { pref } from "../../app/prefs.ts";
import { Bones } from "../../ui/states.tsx";
import { useWorkspaces } from "./queries.ts";

/** The root: on to the workspace used last, or to making the first one. */
export function Start() {
  const { workspaces, loading } = useWorkspaces();
  if (loading) {
    return <Bones rows={8} />;
  }
  const last = workspaces.find(workspace => workspace.slug === pref("workspace")) ?? workspaces[0];
  return <Redirect to={last ? `/${last.slug}/my` : "/new"} replace />;
}
