import { openTask, param, peekTask } from "../../app/address.ts";
import { type Command, useCommands } from "../../app/commands.ts";
import { isRtl } from "../../app/i18n.ts";
import { mayChange } from "../task/rights.ts";
import { type Moving, placesOf, step, subjects, type Way } from "./moves.ts";

/** What the keyboard does on a board. */
export function useBoardCommands(moving: Moving | undefined, canEdit: boolean): void {
  useCommands(() => {
    if (!moving) {
      return [];
    }
    const places = placesOf(moving);
    const columns: Columns = {
      count: places.length,
      width: moving.width,
      ids: column => places[column]?.ids() ?? [],
      ...(canEdit && {
        compose: (column: number) => moving.state.compose(places[Math.max(0, column)]?.id),
      }),
    };
    return [...walking(moving, columns), ...moves(moving)];
  }, [moving, canEdit]);
}

/** Lists side by side, in which the keyboard walks. A list view has one. */
export interface Columns {
  readonly count: number;
  ids(column: number): readonly string[];
  compose?(column: number): void;
  /** How many stand side by side, where there are several rows of them. */
  readonly width?: number | undefined;
}

/** Keys of the board are for the board: not while something else has the focus. */
function here(): boolean {
  const { activeElement } = document;
  return (
    activeElement === document.body ||
    activeElement?.closest("[data-board]") != null ||
    activeElement?.id === "main"
  );
}

export function walking({ state, live }: Moving, { count, ids, compose, width = count }: Columns): Command[] {
  const place = (): [number, number] => {
    for (let column = 0; column < count; column += 1) {
      const row = ids(column).indexOf(state.focused ?? "");
      if (row >= 0) {
        return [column, row];
      }
    }
    return [-1, -1];
  };
  const go = (column: number, row: number): string | undefined => {
    const list = ids(column);
    const id = list[Math.max(0, Math.min(row, list.length - 1))];
    if (id !== undefined) {
      state.focus(id);
      state.reveal(id);
      const shown = live.entities.get("task", id)?.key;
      if (param("peek") !== null && shown) {
        peekTask(String(shown));
      }
    }
    return id;
  };
  /** To the first column, in a direction, that has cards. */
  const across = (by: number) => {
    const [column, row] = place();
    for (let next = column + by; Math.floor(next / width) === Math.floor(column / width); next += by) {
      if (ids(next).length > 0) {
        go(next, row);
        return;
      }
    }
  };
  /** Up or down; past the end of a column to the one below it, where there is such. */
  const along = (rows: number): string | undefined => {
    const [column, row] = place();
    const next = row + rows;
    const step = Math.sign(rows) * width;
    if (next < 0 || next >= ids(column).length) {
      for (let below = column + step; below >= 0 && below < count; below += step) {
        if (ids(below).length > 0) {
          return go(below, rows > 0 ? 0 : Number.MAX_SAFE_INTEGER);
        }
      }
    }
    return go(column, next);
  };
  const first = () => {
    let column = 0;
    while (column < count && ids(column).length === 0) {
      column += 1;
    }
    return column;
  };
  const start = (otherwise: () => void) => () => {
    if (place()[0] < 0) {
      go(first(), 0);
    } else {
      otherwise();
    }
  };
  const by = (rows: number) => start(() => void along(rows));
  const extend = (rows: number) =>
    start(() => {
      const [column, row] = place();
      const from = ids(column)[row];
      const to = go(column, row + rows);
      if (from !== undefined && to !== undefined) {
        state.extend(from, to, ids(column));
      }
    });
  const sideways = (visual: 1 | -1) => start(() => across(isRtl() ? -visual : visual));
  const key = () => live.entities.get("task", state.focused ?? "")?.key;

  const commands: Command[] = [
    {
      id: "board.down",
      title: "board.down",
      group: "view",
      keys: ["ArrowDown", "j"],
      unlisted: true,
      run: by(1),
    },
    { id: "board.up", title: "board.up", group: "view", keys: ["ArrowUp", "k"], unlisted: true, run: by(-1) },
    {
      id: "board.right",
      title: "board.right",
      group: "view",
      keys: ["ArrowRight", "l"],
      unlisted: true,
      run: sideways(1),
    },
    {
      id: "board.left",
      title: "board.left",
      group: "view",
      keys: ["ArrowLeft", "h"],
      unlisted: true,
      run: sideways(-1),
    },
    {
      id: "board.first",
      title: "board.first",
      group: "view",
      keys: ["Home"],
      unlisted: true,
      run: start(() => go(place()[0], 0)),
    },
    {
      id: "board.last",
      title: "board.last",
      group: "view",
      keys: ["End"],
      unlisted: true,
      run: start(() => go(place()[0], Number.MAX_SAFE_INTEGER)),
    },
    {
      id: "board.open",
      title: "board.open",
      group: "selection",
      keys: ["Enter"],
      when: () => here() && Boolean(key()),
      run: () => openTask(String(key())),
    },
    {
      id: "board.peek",
      title: "board.peek",
      group: "selection",
      keys: ["Space"],
      when: () => here() && Boolean(key()),
      run: () => peekTask(String(key())),
    },
    {
      id: "board.select",
      title: "board.select",
      group: "selection",
      keys: ["x"],
      when: () => here() && state.focused !== undefined,
      run: () => state.focused !== undefined && state.toggle(state.focused),
    },
    {
      id: "board.extend_down",
      title: "board.extend_down",
      group: "selection",
      keys: ["shift+ArrowDown"],
      unlisted: true,
      run: extend(1),
    },
    {
      id: "board.extend_up",
      title: "board.extend_up",
      group: "selection",
      keys: ["shift+ArrowUp"],
      unlisted: true,
      run: extend(-1),
    },
    {
      id: "board.select_all",
      title: "board.select_all",
      group: "selection",
      keys: ["mod+a"],
      run: () => state.select(new Set(Array.from({ length: count }, (_, column) => ids(column)).flat())),
    },
    {
      id: "board.clear",
      title: "board.clear",
      group: "selection",
      keys: ["Escape"],
      unlisted: true,
      when: () => here() && state.selected.size > 0 && !state.hand && param("peek") === null,
      run: () => state.clear(),
    },
  ];
  if (compose) {
    commands.push({
      id: "board.new_here",
      title: "board.new_here",
      group: "create",
      keys: ["n"],
      run: () => compose(place()[0]),
    });
  }
  return commands.map(command => ({ when: here, ...command }));
}

export function moves(moving: Moving): Command[] {
  const may = () => {
    const tasks = here() ? subjects(moving) : [];
    return tasks.length > 0 && tasks.every(task => mayChange(task));
  };
  const visual = (way: "before" | "after"): Way => (isRtl() ? (way === "before" ? "after" : "before") : way);
  const ways: [string, string, () => Way][] = [
    ["board.move_up", "ArrowUp", () => "up"],
    ["board.move_down", "ArrowDown", () => "down"],
    ["board.move_left", "ArrowLeft", () => visual("before")],
    ["board.move_right", "ArrowRight", () => visual("after")],
    ["board.move_top", "Home", () => "top"],
    ["board.move_bottom", "End", () => "bottom"],
  ];
  return ways.map(([id, key, way]) => ({
    id,
    title: id as Command["title"],
    group: "selection",
    keys: [`alt+shift+${key}`],
    when: may,
    run: () => step(moving, way()),
  }));
}
