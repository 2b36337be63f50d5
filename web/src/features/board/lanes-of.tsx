import type { ReactNode } from "react";
import type { Status } from "../../api/types.ts";
import type { Live } from "../../sync/live.ts";
import { assigned } from "../list/assign.ts";
import { GroupGlyph, groupName } from "../list/group-name.tsx";
import type { Group } from "../list/groups.ts";
import { columnOf, freshOf, placeOf } from "./arranged-columns.tsx";
import type { BoardColumn } from "./column.tsx";
import type { Place } from "./moves.ts";

/** A row of a board: what its tasks share, and its part of each column. */
export interface Lane {
  readonly key: string;
  readonly name: string;
  readonly glyph: ReactNode;
  readonly count: number;
  readonly cells: readonly BoardColumn[];
}

interface How {
  readonly ordered: string | undefined;
  /** What tasks made in columns of no status get; absent where none can be made. */
  readonly first: Status | undefined;
}

/** The columns of a board divided by lanes. What is dropped gets what the column says, and what the lane says. */
export function lanesOf(
  live: Live,
  columns: readonly Group[],
  rows: readonly Group[],
  { ordered, first }: How,
): { lanes: readonly Lane[]; places: readonly Place[] } {
  const at = new Map<string, { column: Group; row: Group }>();
  const parts = rows.map(row => {
    const mine = new Set(row.ids);
    return {
      row,
      cells: columns.map(column => {
        const cell: Group = {
          ...column,
          key: `${row.key}/${column.key}`,
          ids: column.ids.filter(id => mine.has(id)),
        };
        at.set(cell.key, { column, row });
        return { column, cell };
      }),
    };
  });
  const lanes = parts.map(({ row, cells }) => ({
    key: row.key,
    name: groupName(row),
    glyph: <GroupGlyph group={row} />,
    count: row.ids.length,
    cells: cells.map(({ cell }) => within(columnOf(cell, first), row)),
  }));
  const places = parts.flatMap(({ row, cells }) =>
    cells.map(({ column, cell }): Place => {
      const place = placeOf(live, cell, columns, ordered);
      return {
        ...place,
        lane: row.key,
        name: [place.name, groupName(row)].join(" · "),
        put: (tasks, slot, from) => {
          const before = at.get(from ?? "");
          return [
            ...(before?.column === column && before.row !== row && !column.status
              ? []
              : place.put(tasks, slot, before?.column.key)),
            ...(before?.row === row ? [] : assigned(tasks, row, before?.row)),
          ];
        },
      };
    }),
  );
  return { lanes, places };
}

/** What is made in a lane is of it; of when something is due a day is wanted, which it does not have. */
function within(column: BoardColumn, row: Group): BoardColumn {
  const dated = row.when !== undefined && row.when !== "none";
  return {
    ...column,
    fresh:
      column.fresh && !dated
        ? { ...column.fresh, more: { ...column.fresh.more, ...freshOf(row) } }
        : undefined,
  };
}
