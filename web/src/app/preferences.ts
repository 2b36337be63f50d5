import { Languages, Monitor, Moon, Rows2, Rows4, Sun } from "lucide-react";
import { toast } from "../ui/toast.ts";
import type { Command } from "./commands.ts";
import { t } from "./i18n.ts";
import { openLayer } from "./layers.ts";
import { pref, setPref } from "./prefs.ts";

/** How the app looks and speaks, for the palette and the menu of one's account. */
export const PREFERENCES: readonly Command[] = [
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
  {
    id: "prefs.language",
    title: "app.language",
    group: "preferences",
    icon: Languages,
    run: () => openLayer({ name: "palette", page: "languages" }),
  },
  { id: "prefs.shortcuts", title: "app.toggle_shortcuts", group: "preferences", run: toggleShortcuts },
];

function toggleShortcuts(): void {
  setPref("shortcuts", !pref("shortcuts"));
  toast({ text: t(pref("shortcuts") ? "app.shortcuts_on" : "app.shortcuts_off") });
}
