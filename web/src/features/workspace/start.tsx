import { useEffect } from "react";
import { Redirect, useSearch } from "wouter";
import { openLayer } from "../../app/layers.ts";
import { pref } from "../../app/prefs.ts";
import { Bones } from "../../ui/states.tsx";
import { useWorkspaces } from "./queries.ts";

/** What another app shared with this one, as a line; a shared text often repeats its address. */
export function sharedText(search: string): string {
  const params = new URLSearchParams(search);
  const [title = "", text = "", url = ""] = ["title", "text", "url"].map(name =>
    (params.get(name) ?? "").replace(/\s+/gu, " ").trim(),
  );
  const parts = [title, text === title ? "" : text];
  return [...parts, parts.some(part => part.includes(url)) ? "" : url].filter(part => part !== "").join(" ");
}

/** The root: on to the workspace used last, or to making the first one. What was shared becomes a task there. */
export function Start() {
  const { workspaces, loading } = useWorkspaces();
  const text = sharedText(useSearch());
  const last = workspaces.find(workspace => workspace.slug === pref("workspace")) ?? workspaces[0];
  const shares = text !== "" && last !== undefined;
  useEffect(() => {
    if (shares) {
      openLayer({ name: "quickadd", text });
    }
  }, [shares, text]);
  if (loading) {
    return <Bones rows={8} />;
  }
  return <Redirect to={last ? `/${last.slug}/my` : "/new"} replace />;
}
