import {
  CircleHelp,
  FolderPlus,
  Inbox,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Rows2,
  Rows4,
  Search,
  ServerCog,
  Settings,
  SlidersHorizontal,
  Sun,
  UserRound,
} from "lucide-react";
import { toast } from "../ui/toast.ts";
import { go, param, projectKey, setParams, to, workspaceSlug } from "./address.ts";
import { type Command, useCommands } from "./commands.ts";
import { connection } from "./connection.ts";
import { t } from "./i18n.ts";
import { closeLayer, layer, openLayer } from "./layers.ts";
import { pref, setPref } from "./prefs.ts";
import { session, signOut } from "./server.ts";

const inside = () => workspaceSlug() !== "" && session.state !== "signed_out";
const inProject = () => inside() && projectKey() !== "";
const ws = () => workspaceSlug();
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
    when: inside,
    run: () => setPref("sidebarShut", !pref("sidebarShut")),
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
    id: "prefs.light",
    title: "app.theme_light",
    group: "preferences",
    icon: Sun,
    when: () => pref("theme") !== "light",
    run: () => setPref("theme", "light"),
  },
  {
    id: "prefs.dark",
    title: "app.theme_dark",
    group: "preferences",
    icon: Moon,
    when: () => pref("theme") !== "dark",
    run: () => setPref("theme", "dark"),
  },
  {
    id: "prefs.system",
    title: "app.theme_system",
    group: "preferences",
    icon: Monitor,
    when: () => pref("theme") !== "system",
    run: () => setPref("theme", "system"),
  },
  {
    id: "prefs.comfortable",
    title: "app.density_comfortable",
    group: "preferences",
    icon: Rows2,
    when: () => pref("density") !== "comfortable",
    run: () => setPref("density", "comfortable"),
  },
  {
    id: "prefs.compact",
    title: "app.density_compact",
    group: "preferences",
    icon: Rows4,
    when: () => pref("density") !== "compact",
    run: () => setPref("density", "compact"),
  },
  { id: "prefs.shortcuts", title: "app.toggle_shortcuts", group: "preferences", run: toggleShortcuts },
  {
    id: "app.sign_out",
    title: "app.sign_out",
    group: "preferences",
    icon: LogOut,
    when: () => session.state === "signed_in",
    run: () => void leave(),
  },
];

export function useAppCommands(): void {
  useCommands(() => EVERYWHERE, []);
}

function close(): void {
  if (layer.get()) {
    closeLayer();
  } else {
    setParams({ peek: null });
  }
}

function toggleShortcuts(): void {
  setPref("shortcuts", !pref("shortcuts"));
  toast({ text: t(pref("shortcuts") ? "app.shortcuts_on" : "app.shortcuts_off") });
}

/** Moves the focus to the next landmark, as F6 does in desktop programs. */
function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>("nav, main, aside, [data-region]")].filter(
    region => region.offsetParent !== null,
  );
  const at = regions.findIndex(region => region.contains(document.activeElement));
  const next = regions[(at + 1) % regions.length];
  if (next) {
    next.tabIndex = -1;
    next.focus();
  }
}

/** Signs out; what is not saved yet would be lost, so that is asked first. */
async function leave(): Promise<void> {
  const { pending } = connection.get();
  if (pending === 0 || globalThis.confirm(t("live.unsaved", { count: pending }))) {
    await signOut();
    go("/signin");
  }
}
