import type { Status, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { Live } from "../../sync/live.ts";
import { announce } from "../../ui/announce.ts";
import { columnIds, movesTo, taskOf } from "../task/order.ts";
import type { BoardState } from "./state.ts";

/** Moving cards about: by mouse, keyboard and menu alike. */

export interface Moving {
  readonly live: Live;
  readonly state: BoardState;
  /** The columns, as they stand. */
  readonly statuses: readonly Status[];
  /** All tasks as they stand, where that is not by columns. */
  readonly order?: () => readonly string[];
  /** Tasks have no order of their own here: there is no up or down. */
  readonly unordered?: boolean;
}

/** The given tasks in the order in which they stand on the board. */
export function inOrder({ live, statuses, order }: Moving, ids: Iterable<string>): Task[] {
  const wanted = new Set(ids);
  if (order) {
    const standing = [...new Set(order())].filter(id => wanted.has(id));
    return standing.map(id => taskOf(live.entities, id)).filter(task => task !== undefined);
  }
  return statuses.flatMap(status =>
    columnIds(live.entities, status.project_id, status.id)
      .filter(id => wanted.has(id))
      .map(id => taskOf(live.entities, id))
      .filter(task => task !== undefined),
  );
}

/** What an action is about: the selection, else the focused card. */
export function subjects(moving: Moving): Task[] {
  const { selected, focused } = moving.state;
  return inOrder(moving, selected.size > 0 ? selected : focused === undefined ? [] : [focused]);
}

/** Puts tasks before row `slot` of a column, says so, and keeps the focus on the first. */
export function moveInto(moving: Moving, tasks: readonly Task[], status: Status, slot: number): void {
  const { live, state } = moving;
  const [first] = tasks;
  const changes = movesTo(live.entities, tasks, status.project_id, status, slot);
  if (!first || changes.length === 0) {
    return;
  }
  live.change(changes, "move");
  state.focus(
    state.focused !== undefined && tasks.some(task => task.id === state.focused) ? state.focused : first.id,
  );
  state.reveal(state.focused ?? first.id);
  const ids = columnIds(live.entities, status.project_id, status.id);
  announce(
    tasks.length > 1
      ? t("board.moved_many", { count: tasks.length, column: status.name })
      : t("board.moved", {
          key: first.key,
          title: first.title,
          column: status.name,
          position: ids.indexOf(first.id) + 1,
          count: ids.length,
        }),
  );
}

export type Way = "up" | "down" | "before" | "after" | "top" | "bottom";

/** Moves by keyboard: a step in the column or to the next one, to the top or the bottom. */
export function step(moving: Moving, way: Way): void {
  const { live, statuses } = moving;
  const tasks = subjects(moving);
  const lead = tasks.find(task => task.id === moving.state.focused) ?? tasks[0];
  const at = statuses.findIndex(status => status.id === lead?.status_id);
  const status = statuses[at];
  if (!lead || !status) {
    return;
  }
  const ids = columnIds(live.entities, status.project_id, status.id);
  const places = tasks.filter(task => task.status_id === status.id).map(task => ids.indexOf(task.id));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  if (way === "before" || way === "after") {
    const next = statuses[at + (way === "after" ? 1 : -1)];
    if (next) {
      const room = columnIds(live.entities, next.project_id, next.id).length;
      moveInto(moving, tasks, next, Math.min(first, room));
    }
    return;
  }
  const slot = {
    up: Math.max(0, first - 1),
    down: Math.min(ids.length, last + 2),
    top: 0,
    bottom: ids.length,
  }[way];
  moveInto(moving, tasks, status, slot);
}
