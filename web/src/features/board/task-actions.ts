import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine } from "lucide-react";
import { useCallback, useEffect, useMemo } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { menuItems, type Subject, useTaskCommands } from "../task/commands.ts";
import { taskOf } from "../task/order.ts";
import { followOrder } from "../task/walk.ts";
import { type Moving, placesOf, step, subjects } from "./moves.ts";

/** What can be done with the selection or the focused task, by keyboard and palette; the answer makes a task's menu. */
export function useTaskActions(moving: Moving | undefined): (task: Task) => readonly MenuItem[] {
  const subject = useMemo<Subject | undefined>(() => moving && subjectOf(moving), [moving]);
  useTaskCommands(subject);
  // A task that is opened from here goes on to those beside it.
  useEffect(
    () => moving && followOrder(() => moving.order?.() ?? placesOf(moving).flatMap(place => place.ids())),
    [moving],
  );
  return useCallback((task: Task) => (moving ? cardMenu(moving, task) : []), [moving]);
}

function subjectOf(moving: Moving): Subject {
  return {
    tasks: () => subjects(moving),
    element: () => document.querySelector(`[data-id="${CSS.escape(moving.state.focused ?? "")}"]`),
    here: () => {
      const { activeElement } = document;
      return (
        activeElement === document.body || activeElement?.closest("[data-board], [data-selection]") != null
      );
    },
    ...(!moving.fixedTitles && { rename: (task: Task) => moving.state.rename(task.id) }),
    leaving: tasks => focusNeighbour(moving, tasks),
    moved: first => follow(moving, first),
  };
}

/** Goes to the card beside those that leave. */
function focusNeighbour(moving: Moving, tasks: readonly Task[]): void {
  const { live, state, order } = moving;
  const gone = new Set(tasks.map(task => task.id));
  const task = taskOf(live.entities, state.focused ?? "");
  if (task && gone.has(task.id)) {
    const ids =
      order?.() ??
      placesOf(moving)
        .find(place => place.ids().includes(task.id))
        ?.ids() ??
      [];
    const at = ids.indexOf(task.id);
    const next = ids.slice(at).find(id => !gone.has(id)) ?? ids.slice(0, at).findLast(id => !gone.has(id));
    state.focus(next);
  }
  state.clear();
}

/** Goes along with a card that was moved. */
function follow({ state }: Moving, card: string): void {
  state.focus(card);
  state.reveal(card);
}

/** What can be done with a card by one pointer, without dragging. */
function cardMenu(moving: Moving, task: Task): MenuItem[] {
  const { state, live } = moving;
  const tasks = () => {
    const now = taskOf(live.entities, task.id);
    return state.selected.has(task.id) ? subjects(moving) : now ? [now] : [];
  };
  const go = (way: Parameters<typeof step>[1]) => () => {
    if (!state.selected.has(task.id)) {
      state.clear();
    }
    state.focus(task.id, false);
    step(moving, way);
  };
  const subject: Subject = {
    tasks,
    element: () => document.querySelector(`[data-id="${CSS.escape(task.id)}"]`),
    here: () => true,
    ...(!moving.fixedTitles && { rename: (one: Task) => state.rename(one.id) }),
    leaving: leaving => focusNeighbour(moving, leaving),
    moved: first => follow(moving, first),
  };
  const steps: MenuItem[] = [
    { id: "up", label: t("board.move_up"), icon: ArrowUp, keys: "alt+shift+ArrowUp", onSelect: go("up") },
    {
      id: "down",
      label: t("board.move_down"),
      icon: ArrowDown,
      keys: "alt+shift+ArrowDown",
      onSelect: go("down"),
    },
    {
      id: "top",
      label: t("board.move_top"),
      icon: ArrowUpToLine,
      keys: "alt+shift+Home",
      onSelect: go("top"),
    },
    {
      id: "bottom",
      label: t("board.move_bottom"),
      icon: ArrowDownToLine,
      keys: "alt+shift+End",
      onSelect: go("bottom"),
    },
  ];
  const items = menuItems(subject);
  const move = items.filter(item => item.id === "task.move");
  return [
    ...move,
    ...(moving.unordered || move.length === 0 ? [] : steps),
    ...items
      .filter(item => item.id !== "task.move")
      .map((item, at) => (at === 0 ? { ...item, apart: true } : item)),
  ];
}
