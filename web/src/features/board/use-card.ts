import { type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { useGlow, usePending, useRow } from "../../sync/hooks.ts";
import { useFocusFollows } from "./focus.ts";
import { type BoardState, useBoard } from "./state.ts";
import { withDrag } from "./with-drag.ts";

/** What stands for a task on a board or in a list. */
export interface CardLike {
  id: string;
  /** Its place among how many. */
  index: number;
  count: number;
  top: number;
  state: BoardState;
  /** The one that Tab goes to. */
  stop: boolean;
  measure(id: string, element: HTMLElement | null): void;
  order(): readonly string[];
}

/** What cards and rows have in common: how they are named, focused, selected, opened, measured and dragged. */
export function useCard({ id, index, count, top, state, stop, measure, order }: CardLike) {
  const ref = useRef<HTMLLIElement>(null);
  const task = useRow<Task>("task", id);
  const pending = usePending("task", id);
  const glow = useGlow("task", id);
  const selected = useBoard(state, board => board.selected.has(id));
  const held = useBoard(state, board => board.hand?.ids.includes(id) ?? false);
  const renaming = useBoard(state, board => board.renaming === id);
  const [menu, setMenu] = useState<DOMRect>();
  const exists = task !== undefined;

  useLayoutEffect(() => {
    measure(id, ref.current);
    return () => measure(id, null);
  }, [id, measure]);

  useFocusFollows(ref, id, exists, state);

  useEffect(() => {
    const element = ref.current;
    return exists && element ? withDrag(drag => drag.makeDraggable(element, id, state)) : undefined;
  }, [id, exists, state]);

  const openMenu = (rect: DOMRect) => {
    state.focus(id, false);
    setMenu(rect);
  };
  const item = {
    ref,
    tabIndex: stop ? 0 : -1,
    "aria-label": [task?.key, task?.title].filter(Boolean).join(" "),
    "aria-posinset": index + 1,
    "aria-setsize": count,
    "aria-describedby": selected ? "board-selected" : undefined,
    "data-task": task?.key,
    "data-id": id,
    "data-pending": pending || undefined,
    "data-selected": selected || undefined,
    style: { transform: `translateY(${top}px)` },
    onFocus: (event: { target: EventTarget; currentTarget: EventTarget }) => {
      if (event.target === event.currentTarget && state.focused !== id) {
        state.focus(id, false);
      }
    },
    onClick: (event: MouseEvent) => {
      if ((event.target as Element).closest("button, a, textarea, input")) {
        return;
      }
      if (event.shiftKey) {
        state.extend(state.focused ?? id, id, order());
      } else if (event.ctrlKey || event.metaKey) {
        state.toggle(id);
      } else {
        state.clear();
        if (task && task.key !== "") {
          peekTask(task.key);
        }
      }
      state.focus(id);
    },
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      openMenu(new DOMRect(event.clientX, event.clientY, 0, 0));
    },
  };
  return {
    task,
    pending,
    glow,
    selected,
    held,
    item,
    renaming,
    /** Ends renaming; the keyboard is on the card again. */
    renamed: () => {
      state.rename(undefined);
      state.focus(id);
    },
    menu,
    openMenu,
    closeMenu: () => setMenu(undefined),
  };
}
