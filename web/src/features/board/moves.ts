import type { Status, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { Change } from "../../sync/command.ts";
import type { Live } from "../../sync/live.ts";
import { announce } from "../../ui/announce.ts";
import { columnIds, movesTo, taskOf } from "../task/order.ts";
import type { BoardState } from "./state.ts";

/** Moving cards about: by mouse, keyboard and menu alike. */

/** A column as tasks are moved into it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  ids(): readonly string[];
  /** What puts tasks before its row `slot`; nothing when they stand there. `from` is the column they come from. */
  put(tasks: readonly Task[], slot: number, from: string | undefined): readonly Change[];
  /** What the step is called in undo. */
  readonly label: string;
  /** Said when tasks are dropped where they are: they have no order of their own here. */
  readonly ordered?: string;
  /** On a board with lanes: which it is in. */
  readonly lane?: string;
}

export interface Moving {
  readonly live: Live;
  readonly state: BoardState;
  /** The columns, as they stand. */
  readonly statuses: readonly Status[];
  /** All tasks as they stand, where that is not by columns. */
  readonly order?: () => readonly string[];
  /** Columns that are not simply the statuses. */
  readonly places?: readonly Place[];
  /** How many columns a lane has, on a board with lanes. */
  readonly width?: number;
  /** Titles are not edited where they stand. */
  readonly fixedTitles?: boolean;
  /** Tasks have no order of their own here: there is no up or down. */
  readonly unordered?: boolean;
}

/** The columns, from the first to the last. */
export function placesOf({ live, statuses, places }: Moving): readonly Place[] {
  return places ?? statuses.map(status => statusPlace(live, status));
}

export function statusPlace({ entities }: Live, status: Status): Place {
  const { id, name, project_id } = status;
  return {
    id,
    name,
    ids: () => columnIds(entities, project_id, id),
    put: (tasks, slot) => movesTo(entities, tasks, project_id, status, slot),
    label: "move",
  };
}

/** The given tasks in the order in which they stand on the board. */
export function inOrder(moving: Moving, ids: Iterable<string>): Task[] {
  const { live, order } = moving;
  const wanted = new Set(ids);
  if (order) {
    const standing = [...new Set(order())].filter(id => wanted.has(id));
    return standing.map(id => taskOf(live.entities, id)).filter(task => task !== undefined);
  }
  const standing = new Set(placesOf(moving).flatMap(place => place.ids().filter(id => wanted.has(id))));
  return [...standing].map(id => taskOf(live.entities, id)).filter(task => task !== undefined);
}

/** What an action is about: the selection, else the focused card. */
export function subjects(moving: Moving): Task[] {
  const { selected, focused } = moving.state;
  return inOrder(moving, selected.size > 0 ? selected : focused === undefined ? [] : [focused]);
}

/** Puts tasks before row `slot` of a column, says so, and keeps the focus on the first. */
export function moveInto(
  moving: Moving,
  tasks: readonly Task[],
  place: Place,
  slot: number,
  from?: string,
): void {
  const { live, state } = moving;
  const [first] = tasks;
  const changes = place.put(tasks, slot, from);
  if (!first || changes.length === 0) {
    if (first && place.ordered !== undefined) {
      announce(place.ordered);
    }
    return;
  }
  live.change(changes, place.label);
  state.focus(
    state.focused !== undefined && tasks.some(task => task.id === state.focused) ? state.focused : first.id,
  );
  state.reveal(state.focused ?? first.id);
  const ids = place.ids();
  announce(
    // Where it stands is known once it is drawn, unless the column is a live list.
    tasks.length > 1 || !ids.includes(first.id)
      ? t("board.moved_many", { count: tasks.length, column: place.name })
      : t("board.moved", {
          key: first.key,
          title: first.title,
          column: place.name,
          position: ids.indexOf(first.id) + 1,
          count: ids.length,
        }),
  );
}

export type Way = "up" | "down" | "before" | "after" | "top" | "bottom";

/** Moves by keyboard: a step in the column or to the next one, to the top or the bottom. */
export function step(moving: Moving, way: Way): void {
  const columns = placesOf(moving);
  const tasks = subjects(moving);
  const lead = tasks.find(task => task.id === moving.state.focused) ?? tasks[0];
  const at = columns.findIndex(column => lead && column.ids().includes(lead.id));
  const column = columns[at];
  if (!lead || !column) {
    return;
  }
  const ids = column.ids();
  const rows = tasks.map(task => ids.indexOf(task.id)).filter(row => row >= 0);
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  if (way === "before" || way === "after") {
    const next = columns[at + (way === "after" ? 1 : -1)];
    if (next && next.lane === column.lane) {
      moveInto(moving, tasks, next, Math.min(first, next.ids().length), column.id);
    }
    return;
  }
  const slot = {
    up: Math.max(0, first - 1),
    down: Math.min(ids.length, last + 2),
    top: 0,
    bottom: ids.length,
  }[way];
  moveInto(moving, tasks, column, slot, column.id);
}
