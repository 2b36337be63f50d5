import { isRtl } from "../../app/i18n.ts";
import type { ColumnName } from "./columns.ts";
import type { GridState, Spot } from "./grid-state.ts";

/** Where a key leads in a grid; with nothing it leads nowhere. */
export function placeAfter(
  key: string,
  far: boolean,
  page: number,
  { active, rows, columns }: Pick<GridState, "active" | "rows" | "columns">,
): Spot | undefined {
  const row = rows.indexOf(active?.row ?? "");
  const column = columns.indexOf(active?.column ?? ("" as ColumnName));
  if (row < 0 || column < 0) {
    return rows[0] && columns[0] ? { row: rows[0], column: columns[0] } : undefined;
  }
  const along = isRtl() ? -1 : 1;
  const last = { row: rows.length - 1, column: columns.length - 1 };
  const to: Record<string, [number, number]> = {
    ArrowUp: [far ? 0 : row - 1, column],
    ArrowDown: [far ? last.row : row + 1, column],
    ArrowLeft: [row, far ? (along > 0 ? 0 : last.column) : column - along],
    ArrowRight: [row, far ? (along > 0 ? last.column : 0) : column + along],
    Home: [far ? 0 : row, 0],
    End: [far ? last.row : row, last.column],
    PageUp: [row - page, column],
    PageDown: [row + page, column],
  };
  const place = to[key];
  if (!place) {
    return undefined;
  }
  const within = (at: number, most: number) => Math.max(0, Math.min(most, at));
  const nextRow = rows[within(place[0], last.row)];
  const nextColumn = columns[within(place[1], last.column)];
  return nextRow !== undefined && nextColumn !== undefined ? { row: nextRow, column: nextColumn } : undefined;
}
