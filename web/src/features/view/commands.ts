import { ListFilter, SlidersHorizontal } from "lucide-react";
import type { Command } from "../../app/commands.ts";

/** What the keyboard does with the panels of a view. */
export function viewCommands(open: (panel: "filter" | "display") => void): Command[] {
  return [
    {
      id: "view.filter",
      title: "view.filter",
      group: "view",
      keys: ["f"],
      icon: ListFilter,
      run: () => open("filter"),
    },
    {
      id: "view.display",
      title: "view.display",
      group: "view",
      keys: ["v"],
      icon: SlidersHorizontal,
      run: () => open("display"),
    },
  ];
}
