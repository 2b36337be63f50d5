import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Status, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useLive } from "../../sync/hooks.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.ts";
import { useBoardCommands } from "./commands.ts";
import { inOrder, type Moving, moveInto, type Place, placesOf } from "./moves.ts";
import { BoardState, type Slot, useBoard } from "./state.ts";
import { useTaskActions } from "./task-actions.ts";
import { withDrag } from "./with-drag.ts";

interface Options {
  /** The statuses whose columns these are, if they are such. */
  readonly own: readonly string[];
  readonly places?: readonly Place[] | undefined;
  readonly unordered?: boolean | undefined;
  /** Columns beside each other, where there are several rows of them. */
  readonly width?: number;
  readonly canEdit: boolean;
}

interface Working {
  readonly state: BoardState;
  readonly root: RefObject<HTMLDivElement | null>;
  actions(task: Task): readonly MenuItem[];
}

/** All that one can do with the cards of a board: drag, keys, menus, selection. */
export function useColumns({ own, places, unordered, width, canEdit }: Options): Working {
  const live = useLive();
  const statuses = useAll<Status>("status");
  const [state] = useState(() => new BoardState());
  const root = useRef<HTMLDivElement>(null);
  const moving = useMemo<Moving | undefined>(() => {
    const mine = own.map(id => statuses.find(one => one.id === id)).filter(one => !!one);
    return (
      live && {
        live,
        state,
        statuses: mine,
        ...(places && { places }),
        ...(unordered && { unordered }),
        ...(width !== undefined && { width }),
      }
    );
  }, [live, state, statuses, own, places, unordered, width]);

  // Where the cards in the hand stood when they were lifted.
  const lifted = useRef(new Map<string, string>());
  const inHand = useBoard(state, board => board.hand?.ids);
  useEffect(() => {
    if (inHand && live) {
      const places = inHand.map(id => [id, live.entities.get("task", id)] as const);
      lifted.current = new Map(places.map(([id, task]) => [id, `${task?.status_id} ${task?.position}`]));
    }
  }, [inHand, live]);
  const drop = useCallback(
    (ids: readonly string[], { column, slot }: Slot, from?: string) => {
      const place = moving && placesOf(moving).find(one => one.id === column);
      if (moving && place) {
        const dropped = inOrder(moving, ids);
        moveInto(moving, dropped, place, slot, from);
        // Somebody else moved one of them while it was in the hand: this drop comes later, and so it counts.
        for (const task of dropped.filter(
          one => lifted.current.get(one.id) !== `${one.status_id} ${one.position}`,
        )) {
          toast({ text: t("board.moved_meanwhile", { key: task.key }), kind: `meanwhile ${task.id}` });
        }
      }
    },
    [moving],
  );
  const drawn = own.length > 0 || (places?.length ?? 0) > 0;
  useEffect(() => {
    const element = root.current;
    return element && canEdit && drawn ? withDrag(drag => drag.watchBoard(element, state, drop)) : undefined;
  }, [state, drop, canEdit, drawn]);

  // What is gone is not selected any more.
  useEffect(
    () => live?.entities.subscribeAll(() => state.keep(id => live.entities.get("task", id) !== undefined)),
    [live, state],
  );

  const actions = useTaskActions(moving);
  useBoardCommands(moving, canEdit);
  return { state, root, actions };
}
