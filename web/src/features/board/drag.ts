import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { setCustomNativeDragPreview } from "@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { taskOf } from "../task/order.ts";
import { mayChange } from "../task/rights.ts";
import type { BoardState, Slot } from "./state.ts";
import { makeTouchable } from "./touch.ts";

/** Cards under the mouse. Where one would go is in the board's state; the columns draw it. */

const KIND = "task";

/** Lets a card be dragged; with it, whatever else is selected. */
export function makeDraggable(element: HTMLElement, id: string, state: BoardState): () => void {
  const width = () => element.getBoundingClientRect().width;
  return combine(
    makeTouchable(element, id, state, {
      taken: () => inHand(id, state),
      pile: count => pile(element, width(), count),
    }),
    draggable({
      element,
      canDrag: () => inHand(id, state).length > 0,
      getInitialData: () => ({ kind: KIND, id }),
      onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
        const count = inHand(id, state).length;
        const box = element.getBoundingClientRect();
        const { clientX, clientY } = location.initial.input;
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: () => ({ x: clientX - box.left, y: clientY - box.top }),
          render: ({ container }) => {
            container.append(pile(element, box.width, count));
          },
        });
      },
      onDragStart: () => {
        if (!state.selected.has(id)) {
          state.clear();
        }
        state.focus(id, false);
        state.lift(inHand(id, state), columnOf(element));
      },
    }),
  );
}

/** What is taken with a card: all that is selected with it, as far as one may move that. */
function inHand(id: string, state: BoardState): string[] {
  const live = getLive();
  const may = (one: string) => {
    const task = live && taskOf(live.entities, one);
    return task !== undefined && mayChange(task);
  };
  return may(id) ? (state.selected.has(id) ? [...state.selected].filter(may) : [id]) : [];
}

/** The column in which a card stands. */
function columnOf(element: HTMLElement): string | undefined {
  return element.closest<HTMLElement>("[data-column-id]")?.dataset["columnId"];
}

/** What hangs under the mouse: the card, and how many there are. */
function pile(element: HTMLElement, width: number, count: number): HTMLElement {
  const box = document.createElement("div");
  box.className = "relative pe-3 pt-3";
  box.style.width = `${width + 12}px`;
  const card = element.cloneNode(true) as HTMLElement;
  card.removeAttribute("data-task");
  card.removeAttribute("data-id");
  card.style.transform = "none";
  card.style.width = `${width}px`;
  card.className = "relative rounded-3 bg-surface p-(--tf-card-pad) shadow-3 ring-1 ring-border list-none";
  if (count > 1) {
    const under = document.createElement("div");
    under.className = "absolute inset-0 ms-2 mt-5 rounded-3 bg-surface ring-1 ring-border";
    under.style.width = `${width}px`;
    const badge = document.createElement("span");
    badge.className =
      "absolute end-0 top-0 grid h-6 min-w-6 place-items-center rounded-full bg-accent px-2 text-xs font-semibold text-on-accent";
    badge.textContent = t("board.pile", { count });
    box.append(under, card, badge);
  } else {
    box.append(card);
  }
  return box;
}

/** Lets cards be dropped on a column, and scrolls it when they are held near its edges. */
export function makeColumn(
  column: HTMLElement,
  scroller: HTMLElement | null,
  id: string,
  state: BoardState,
): () => void {
  const over = (clientY: number) => {
    state.over({ column: id, slot: slotOf(state, id, clientY) });
  };
  const target = dropTargetForElements({
    element: column,
    canDrop: ({ source }) => source.data.kind === KIND,
    getData: () => ({ column: id }),
    onDragEnter: ({ location }) => over(location.current.input.clientY),
    onDrag: ({ location }) => over(location.current.input.clientY),
    onDragLeave: () => state.over(undefined),
  });
  return scroller ? combine(target, scrolls(scroller)) : target;
}

/** Scrolls near its edges while something is dragged. What does that comes after the first cards. */
function scrolls(element: HTMLElement): () => void {
  // A list scrolls inside of what is watched.
  if (getComputedStyle(element).overflowX === "visible") {
    return () => undefined;
  }
  let end: (() => void) | undefined;
  let gone = false;
  void import("@atlaskit/pragmatic-drag-and-drop-auto-scroll/element").then(({ autoScrollForElements }) => {
    if (!gone) {
      end = autoScrollForElements({ element });
    }
  });
  return () => {
    gone = true;
    end?.();
  };
}

/** Before which row of a column something goes; to the end of one whose rows are not shown. */
function slotOf(state: BoardState, column: string, clientY: number): number {
  return state.columns.get(column)?.slotAt(clientY) ?? Number.MAX_SAFE_INTEGER;
}

/** Follows drags over a whole board; `drop` is called with where they ended. */
export function watchBoard(
  board: HTMLElement,
  state: BoardState,
  drop: (ids: readonly string[], slot: Slot, from?: string) => void,
): () => void {
  state.drop = drop;
  return combine(
    scrolls(board),
    monitorForElements({
      canMonitor: ({ source }) => source.data.kind === KIND,
      onDrop: ({ location }) => {
        const hand = state.hand;
        const { dropTargets, input } = location.current;
        const column = dropTargets[0]?.data.column;
        state.letGo();
        if (hand && typeof column === "string") {
          // Where it is let go counts, not where it was seen last: a quick hand is ahead of the screen.
          drop(hand.ids, { column, slot: slotOf(state, column, input.clientY) }, hand.from);
        }
      },
    }),
  );
}
