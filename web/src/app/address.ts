import { navigate } from "wouter/use-browser-location";

/** The address is the state: what is open is in it, so back, reload and sharing work. */
export function go(to: string, options?: { replace?: boolean }): void {
  navigate(to, options);
}

/** Sets or clears parts of the query without a new entry in the history unless `push` says so. */
export function setParams(changes: Readonly<Record<string, string | null>>, push = false): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") {
      url.searchParams.delete(name);
    } else {
      url.searchParams.set(name, value);
    }
  }
  const next = url.pathname + url.search + url.hash;
  if (next !== location.pathname + location.search + location.hash) {
    navigate(next, { replace: !push });
  }
}

export function param(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** The slug of the workspace that the address names; empty outside of one. */
export function workspaceSlug(path = location.pathname): string {
  const first = path.split("/")[1] ?? "";
  return OUTSIDE.has(first) ? "" : decoded(first);
}

/** A part of an address; one that is written wrongly names nothing, as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** First parts of addresses that are no workspace. The server reserves these slugs. */
export const OUTSIDE: ReadonlySet<string> = new Set([
  "",
  "account",
  "admin",
  "forgot-password",
  "invitations",
  "new",
  "register",
  "reset-password",
  "signin",
  "verify-email",
]);

/** A project's key, of the address; empty outside of one. */
export function projectKey(path = location.pathname): string {
  const parts = path.split("/");
  return parts[2] === "p" ? decoded(parts[3] ?? "") : "";
}

export const VIEWS = ["board", "list", "table", "calendar", "timeline", "overview"] as const;

export const to = {
  inbox: (ws: string) => `/${ws}/inbox`,
  my: (ws: string) => `/${ws}/my`,
  project: (ws: string, key: string, view: string = "board") => `/${ws}/p/${key}/${view}`,
  task: (ws: string, key: string) => `/${ws}/t/${key}`,
  /** How a task or project was. */
  taskHistory: (ws: string, key: string) => `/${ws}/t/${key}/history`,
  projectHistory: (ws: string, key: string) => `/${ws}/p/${key}/history`,
  view: (ws: string, id: string) => `/${ws}/views/${id}`,
  search: (ws: string, text = "") => `/${ws}/search${text ? `?q=${encodeURIComponent(text)}` : ""}`,
  trash: (ws: string) => `/${ws}/trash`,
  settings: (ws: string, page = "general") => `/${ws}/settings/${page}`,
  projectSettings: (ws: string, key: string, page = "general") => `/${ws}/p/${key}/settings/${page}`,
  admin: (page = "status") => `/admin/${page}`,
  account: (page = "profile") => `/account/${page}`,
};

/** Opens a task as a page. */
export function openTask(key: string): void {
  go(to.task(workspaceSlug(), key));
}

/** Opens a task beside what is shown; on small screens as a page. */
export function peekTask(key: string): void {
  if (matchMedia("(max-width: 767px)").matches) {
    openTask(key);
  } else {
    setParams({ peek: key }, param("peek") === null);
  }
}

export function closePeek(): void {
  setParams({ peek: null });
}
