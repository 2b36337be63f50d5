import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { type BoardState, useBoard } from "./state.ts";

/** Where the keyboard's focus goes when tasks go elsewhere: no colleague takes it away from anybody. */

/** It follows a task to where it is drawn next, whoever moved it there. */
export function useFocusFollows(
  ref: RefObject<HTMLElement | null>,
  id: string,
  exists: boolean,
  state: BoardState,
): void {
  useBoard(state, board => board.wants(id));
  useLayoutEffect(() => {
    const late = state.orphan === id && document.activeElement !== document.body;
    if (exists && state.takes(id) && !late) {
      ref.current?.focus({ preventScroll: true });
    }
  });
  useLayoutEffect(() => {
    const element = exists ? ref.current : null;
    return () => {
      if (element?.contains(document.activeElement)) {
        state.uproot(id);
      }
    };
  }, [ref, id, exists, state]);
  // While a dialog had the focus, as when its status was chosen in the palette, it was to come back to a card that is not there any more.
  useLayoutEffect(() => {
    if (state.focused === id && document.activeElement === document.body) {
      ref.current?.focus({ preventScroll: true });
    }
  }, [ref, id, state]);
}

/** Of a task that is gone, as when a colleague deleted it, the neighbour has it. */
export function useHeir(ids: readonly string[], state: BoardState): void {
  const before = useRef(ids);
  useEffect(() => {
    const was = before.current;
    before.current = ids;
    const gone = state.focused ?? "";
    const at = was.indexOf(gone);
    if (
      at >= 0 &&
      document.activeElement === document.body &&
      !document.querySelector(`[data-id="${CSS.escape(gone)}"]`)
    ) {
      const here = new Set(ids);
      state.focus(was.slice(at).find(id => here.has(id)) ?? was.slice(0, at).findLast(id => here.has(id)));
    }
  }, [ids, state]);
}
