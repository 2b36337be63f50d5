import type { BoardState, ColumnHandle } from "./state.ts";

/** Cards under a finger: a long press lifts one, a plain swipe scrolls as ever. */

const LONG_MS = 400;
/** A finger that moves further before that is scrolling. */
const SLOP = 8;
const EDGE = 56;

interface Held {
  /** What is taken with the card; nothing when one may not. */
  taken(): readonly string[];
  /** What hangs under the finger. */
  pile(count: number): HTMLElement;
}

export function makeTouchable(
  element: HTMLElement,
  id: string,
  state: BoardState,
  { taken, pile }: Held,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let at = start;
  let finger: number | undefined;
  let ghost: HTMLElement | undefined;

  const down = (event: PointerEvent) => {
    if (
      event.pointerType === "mouse" ||
      finger !== undefined ||
      (event.target as Element).closest("textarea, input")
    ) {
      return;
    }
    finger = event.pointerId;
    start = { x: event.clientX, y: event.clientY };
    at = start;
    // The browser's own long press would drag or select text.
    element.draggable = false;
    timer = setTimeout(lift, LONG_MS);
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", cancel);
  };

  const lift = () => {
    const ids = taken();
    if (ids.length === 0) {
      return;
    }
    navigator.vibrate?.(10);
    const box = element.getBoundingClientRect();
    ghost = pile(ids.length);
    Object.assign(ghost.style, {
      position: "fixed",
      insetBlockStart: `${box.top - 12}px`,
      left: `${box.left}px`,
      pointerEvents: "none",
      zIndex: "var(--tf-z-overlay)",
    });
    document.body.append(ghost);
    state.focus(id, false);
    state.lift(ids, element.closest<HTMLElement>("[data-column-id]")?.dataset["columnId"]);
    scroll();
  };

  const move = (event: PointerEvent) => {
    if (event.pointerId !== finger) {
      return;
    }
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    if (!ghost) {
      if (Math.hypot(x, y) > SLOP) {
        end(false);
      }
      return;
    }
    at = { x: event.clientX, y: event.clientY };
    ghost.style.transform = `translate(${x}px, ${y}px)`;
    over();
  };

  const over = () => {
    // Of those above each other, the nearest.
    let best: { column: string; handle: ColumnHandle; away: number } | undefined;
    for (const [column, handle] of state.columns) {
      const box = handle.element()?.getBoundingClientRect();
      if (box && box.width > 0 && at.x >= box.left && at.x <= box.right) {
        const away = Math.max(box.top - at.y, at.y - box.bottom, 0);
        best = best && best.away <= away ? best : { column, handle, away };
      }
    }
    if (best) {
      state.over({ column: best.column, slot: best.handle.slotAt(at.y) });
    }
  };

  /** Near an edge the column, or the board, goes on by itself. */
  const scroll = () => {
    if (!ghost) {
      return;
    }
    const column = state.columns.get(state.hand?.over?.column ?? "")?.element();
    const box = column?.getBoundingClientRect();
    if (column && box) {
      column.scrollTop += at.y > box.bottom - EDGE ? 8 : at.y < box.top + EDGE ? -8 : 0;
    }
    const board = element.closest<HTMLElement>("[data-board]");
    if (board) {
      const edges = board.getBoundingClientRect();
      board.scrollLeft += at.x > innerWidth - EDGE ? 10 : at.x < EDGE ? -10 : 0;
      // Only one with lanes goes up and down.
      board.scrollTop += at.y > edges.bottom - EDGE ? 10 : at.y < edges.top + EDGE ? -10 : 0;
    }
    over();
    requestAnimationFrame(scroll);
  };

  const end = (dropped: boolean) => {
    clearTimeout(timer);
    finger = undefined;
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", cancel);
    element.draggable = true;
    if (ghost) {
      ghost.remove();
      ghost = undefined;
      const hand = state.hand;
      state.letGo();
      if (dropped && hand?.over) {
        state.drop?.(hand.ids, hand.over, hand.from);
      }
    }
  };

  const up = (event: PointerEvent) => event.pointerId === finger && end(true);
  const cancel = (event: PointerEvent) => event.pointerId === finger && end(false);
  const still = (event: Event) => {
    if (ghost || (event.type === "contextmenu" && finger !== undefined)) {
      event.preventDefault();
    }
  };

  element.addEventListener("pointerdown", down);
  element.addEventListener("touchmove", still, { passive: false });
  element.addEventListener("contextmenu", still, { capture: true });
  return () => {
    end(false);
    element.removeEventListener("pointerdown", down);
    element.removeEventListener("touchmove", still);
    element.removeEventListener("contextmenu", still, { capture: true });
  };
}
