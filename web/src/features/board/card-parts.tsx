import { ListTree, MessageSquare, MoreHorizontal } from "lucide-react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { cx } from "../../ui/cx.ts";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { useShown } from "../view/shown.ts";
import type { useCard } from "./use-card.ts";

/** Parts that cards and rows are made of. */

interface ActionsProps {
  card: ReturnType<typeof useCard>;
  task: Task;
  stop: boolean;
  className: string;
  actions(task: Task): readonly MenuItem[];
}

/** The button of a task's menu, seen when one is near, and the menu itself. */
export function Actions({
  card: { menu, openMenu, closeMenu },
  task,
  stop,
  className,
  actions,
}: ActionsProps) {
  const label = t("board.actions", { key: task.key || task.title });
  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={menu !== undefined}
        tabIndex={stop ? 0 : -1}
        className={cx(
          "grid place-items-center rounded-2 text-fg-muted opacity-0 focus-visible:opacity-100 group-hover:opacity-100 group-focus-within:opacity-100 touch:size-11 touch:opacity-100",
          className,
        )}
        onClick={event => openMenu(event.currentTarget.getBoundingClientRect())}
      >
        <MoreHorizontal size={16} aria-hidden="true" />
      </button>
      {menu && <Menu label={label} items={actions(task)} anchor={menu} onClose={closeMenu} />}
    </>
  );
}

/** How many tasks are below it and how many of those are done, and how much was said. */
export function Counts({ task: { counts }, className }: { task: Task; className?: string }) {
  const on = useShown();
  const box = cx("figures inline-flex items-center gap-1", className);
  return (
    <>
      {on("subtasks") && counts.subtasks > 0 && (
        <span
          className={box}
          data-tip={t("board.subtasks", { done: counts.subtasks_done, count: counts.subtasks })}
        >
          <ListTree size={14} aria-hidden="true" />
          {counts.subtasks_done}/{counts.subtasks}
        </span>
      )}
      {on("comments") && counts.comments > 0 && (
        <span className={box} data-tip={t("board.comments", { count: counts.comments })}>
          <MessageSquare size={14} aria-hidden="true" />
          {counts.comments}
        </span>
      )}
    </>
  );
}
