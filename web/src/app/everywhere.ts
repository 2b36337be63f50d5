import {
  CircleHelp,
  FolderPlus,
  Inbox,
  LogOut,
  Plus,
  Search,
  ServerCog,
  Settings,
  SlidersHorizontal,
  UserRound,
} from "lucide-react";
import { useEffect } from "react";
import { go, param, projectKey, setParams, to, workspaceSlug } from "./address.ts";
import { type Command, register, useCommands } from "./commands.ts";
import { connection } from "./connection.ts";
import { whenIdle } from "./idle.ts";
import { closeLayer, layer, openLayer } from "./layers.ts";
import { pref, setPref } from "./prefs.ts";
import { hasRoom } from "./room.ts";
import { session, signOut } from "./server.ts";

/** The workspace one is in, or on pages of no workspace the one they stand beside. */
const ws = () => workspaceSlug() || (/^\/(account|admin)\b/.test(location.pathname) ? pref("workspace") : "");
const inside = () => ws() !== "" && session.state !== "signed_out";
const inProject = () => inside() && projectKey() !== "";
const view = (name: string) => () => go(to.project(ws(), projectKey(), name));

/** What can be done wherever one is. */
const EVERYWHERE: readonly Command[] = [
  {
    id: "app.palette",
    title: "app.palette",
    group: "help",
    keys: ["mod+k"],
    when: inside,
    unlisted: true,
    run: () => openLayer({ name: "palette" }),
  },
  {
    id: "task.new",
    title: "app.new_task",
    group: "create",
    keys: ["c", "q"],
    icon: Plus,
    when: inside,
    run: () => openLayer({ name: "quickadd" }),
  },
  {
    id: "project.new",
    title: "app.new_project",
    group: "create",
    icon: FolderPlus,
    when: inside,
    run: () => openLayer({ name: "project" }),
  },
  {
    id: "go.search",
    title: "app.search",
    group: "go",
    keys: ["/"],
    icon: Search,
    when: inside,
    run: () => go(to.search(ws())),
  },
  {
    id: "go.inbox",
    title: "app.inbox",
    group: "go",
    keys: ["g i"],
    icon: Inbox,
    when: inside,
    run: () => go(to.inbox(ws())),
  },
  {
    id: "go.my",
    title: "app.my_tasks",
    group: "go",
    keys: ["g m"],
    icon: UserRound,
    when: inside,
    run: () => go(to.my(ws())),
  },
  { id: "go.board", title: "app.go_board", group: "go", keys: ["g b"], when: inProject, run: view("board") },
  { id: "go.list", title: "app.go_list", group: "go", keys: ["g l"], when: inProject, run: view("list") },
  { id: "go.table", title: "app.go_table", group: "go", keys: ["g t"], when: inProject, run: view("table") },
  {
    id: "go.calendar",
    title: "app.go_calendar",
    group: "go",
    keys: ["g c"],
    when: inProject,
    run: view("calendar"),
  },
  {
    id: "go.timeline",
    title: "app.go_timeline",
    group: "go",
    keys: ["g y"],
    when: inProject,
    run: view("timeline"),
  },
  {
    id: "go.overview",
    title: "app.go_overview",
    group: "go",
    keys: ["g o"],
    when: inProject,
    run: view("overview"),
  },
  {
    id: "go.admin",
    title: "app.administration",
    group: "go",
    icon: ServerCog,
    when: () => session.user?.server_admin === true,
    run: () => go(to.admin()),
  },
  {
    id: "go.project_settings",
    title: "app.project_settings",
    group: "go",
    icon: SlidersHorizontal,
    when: inProject,
    run: () => go(to.projectSettings(ws(), projectKey())),
  },
  {
    id: "go.settings",
    title: "app.settings",
    group: "go",
    keys: ["g s"],
    icon: Settings,
    when: inside,
    run: () => go(to.settings(ws())),
  },
  {
    id: "go.account",
    title: "app.account",
    group: "go",
    icon: UserRound,
    when: () => session.state === "signed_in",
    run: () => go(to.account()),
  },
  {
    id: "go.project",
    title: "app.open_project",
    group: "go",
    keys: ["o p"],
    when: inside,
    run: () => openLayer({ name: "palette", start: "#" }),
  },
  {
    id: "go.view",
    title: "app.open_view",
    group: "go",
    keys: ["o v"],
    when: inside,
    run: () => openLayer({ name: "palette", page: "views" }),
  },
  {
    id: "view.new",
    title: "app.new_view",
    group: "create",
    when: inside,
    run: () => openLayer({ name: "view" }),
  },
  {
    id: "go.workspace",
    title: "app.switch_workspace",
    group: "go",
    keys: ["o w"],
    when: inside,
    run: () => openLayer({ name: "palette", page: "workspaces" }),
  },
  {
    id: "app.help",
    title: "app.shortcuts",
    group: "help",
    keys: ["?"],
    icon: CircleHelp,
    run: () => openLayer({ name: "help" }),
  },
  {
    id: "view.sidebar",
    title: "app.toggle_sidebar",
    group: "view",
    keys: ["["],
    when: () => session.state !== "signed_out",
    run: () => (hasRoom() ? setPref("sidebarShut", !pref("sidebarShut")) : openLayer({ name: "menu" })),
  },
  {
    id: "app.close",
    title: "app.close_innermost",
    group: "view",
    keys: ["Escape"],
    unlisted: true,
    when: () => layer.get() !== undefined || param("peek") !== null,
    run: close,
  },
  {
    id: "app.toasts",
    title: "app.to_toasts",
    group: "help",
    keys: ["alt+t"],
    unlisted: true,
    run: () => document.getElementById("toasts")?.focus(),
  },
  {
    id: "app.region",
    title: "app.next_region",
    group: "help",
    keys: ["F6"],
    unlisted: true,
    run: nextRegion,
  },
  {
    id: "app.sign_out",
    title: "app.sign_out",
    group: "preferences",
    icon: LogOut,
    when: () => session.state === "signed_in",
    run: askToLeave,
  },
];

export function useAppCommands(): void {
  useCommands(() => EVERYWHERE, []);
  useEffect(() => {
    let end: (() => void) | undefined;
    let ended = false;
    // Nobody changes how the app looks before it is there.
    whenIdle(
      () =>
        void import("./preferences.ts").then(({ PREFERENCES }) => {
          end = ended ? undefined : register(PREFERENCES);
        }),
    );
    return () => {
      ended = true;
      end?.();
    };
  }, []);
}

function close(): void {
  if (layer.get()) {
    closeLayer();
  } else {
    setParams({ peek: null });
  }
}

/** Moves the focus to the next landmark, as F6 does in desktop programs. */
function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("nav, main, aside, [data-region]")].filter(
    region => region.offsetParent !== null,
  );
  // The innermost: columns stand within the page.
  const at = regions.findLastIndex(region => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  if (next) {
    next.tabIndex = -1;
    next.focus();
  }
}

/** Signs out; what is not saved yet would be lost, so that is asked first. */
export function askToLeave(): void {
  const { pending } = connection.get();
  if (pending === 0) {
    void leave();
  } else {
    openLayer({ name: "leave", count: pending });
  }
}

export async function leave(): Promise<void> {
  await signOut();
  go("/signin");
}
