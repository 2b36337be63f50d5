import { type MouseEvent, type ReactNode, useState } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { taskOf } from "../task/order.ts";

/** The menu of whichever task is pressed with the other button, or whose menu key is pressed, below an element. */
export function useContextMenu(actions: (task: Task) => readonly MenuItem[]): {
  onContextMenu(event: MouseEvent): void;
  menu: ReactNode;
} {
  const [open, setOpen] = useState<{ task: Task; at: DOMRect }>();
  return {
    onContextMenu: event => {
      const row = (event.target as Element).closest<HTMLElement>("[data-id]");
      const live = getLive();
      const task = row && live ? taskOf(live.entities, row.dataset["id"] ?? "") : undefined;
      if (task && !(event.target as Element).closest("input, textarea")) {
        event.preventDefault();
        const box = (event.target as Element).getBoundingClientRect();
        const keyboard = event.button !== 2;
        setOpen({ task, at: keyboard ? box : new DOMRect(event.clientX, event.clientY, 0, 0) });
      }
    },
    menu: open && (
      <Menu
        label={t("board.actions", { key: open.task.key || open.task.title })}
        items={actions(open.task)}
        anchor={open.at}
        onClose={() => setOpen(undefined)}
      />
    ),
  };
}
