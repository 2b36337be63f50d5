import { t } from "../../app/i18n.ts";
import type { Change } from "../../sync/command.ts";
import { getLive } from "../../sync/hooks.ts";
import { announce } from "../../ui/announce.ts";
import { toast } from "../../ui/toast.ts";
import { taskOf } from "../task/order.ts";
import { fromClipboard, type Paper, paste, textOf, toClipboard } from "./cells.ts";
import type { Column } from "./columns.ts";
import type { GridState } from "./grid-state.ts";

/** Cells between tables: this one, a spreadsheet, a text. */

export function copyRange(state: GridState, columns: readonly Column[], paper: Paper): string {
  const range = state.range();
  const wanted = columns.filter(column => range.columns.includes(column.name));
  const rows = range.rows.flatMap(id => {
    const task = taskOf(paper.entities, id);
    return task ? [wanted.map(column => textOf(task, column, paper))] : [];
  });
  announce(t("table.copied", { count: rows.length * wanted.length }));
  return toClipboard(rows);
}

/** One text fills all that is marked; several go from the first marked cell on. What does not go is marked with the reason. */
export function pasteInto(
  state: GridState,
  columns: readonly Column[],
  paper: Paper,
  from: string | readonly (readonly string[])[],
): void {
  const texts = typeof from === "string" ? fromClipboard(from) : from;
  const range = state.range();
  const single = texts.length === 1 && texts[0]?.length === 1;
  const top = state.rows.indexOf(range.rows[0] ?? "");
  const first = columns.findIndex(column => column.name === range.columns[0]);
  if (top < 0 || first < 0) {
    return;
  }
  const high = single ? range.rows.length : texts.length;
  const wide = single ? range.columns.length : Math.max(...texts.map(row => row.length));
  const changes: Change[] = [];
  const refused = new Map<string, string>();
  let done = 0;
  for (let down = 0; down < high; down += 1) {
    const task = taskOf(paper.entities, state.rows[top + down] ?? "");
    for (let along = 0; task && along < wide; along += 1) {
      const column = columns[first + along];
      const text = single ? texts[0]?.[0] : texts[down]?.[along];
      if (column && text !== undefined) {
        const put = paste(task, column, text, paper);
        if ("refused" in put) {
          refused.set(`${task.id} ${column.name}`, t(`table.refused.${put.refused}`, { about: put.about }));
        } else {
          changes.push(...put.changes);
          done += put.changes.length > 0 ? 1 : 0;
        }
      }
    }
  }
  if (changes.length > 0) {
    getLive()?.change(changes, "edit");
  }
  state.refuse(refused);
  if (refused.size > 0) {
    toast({ text: t("table.pasted", { count: done, refused: refused.size }), tone: "danger", kind: "paste" });
  } else {
    announce(t("table.pasted_all", { count: done }));
  }
}
