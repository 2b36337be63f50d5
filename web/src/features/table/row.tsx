import { memo, useLayoutEffect, useRef } from "react";
import type { Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { useGlow, usePending, useRow } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { Rename } from "../task/rename.tsx";
import { useMay } from "../task/rights.ts";
import type { Around } from "../view/known.ts";
import { CellText } from "./cell.tsx";
import type { Column, ColumnName } from "./columns.ts";
import { InlineEditor } from "./editor.tsx";
import { type GridState, useGrid } from "./grid-state.ts";

interface RowProps {
  id: string;
  index: number;
  top: number;
  columns: readonly Column[];
  around: Around;
  state: GridState;
  /** The column that Tab goes to in this row, when it is the one. */
  stop: ColumnName | undefined;
  measure(id: string, element: HTMLElement | null): void;
  /** Begins to change a cell. */
  edit(task: Task, column: Column, element: Element): void;
}

/** A task in a table. */
export const TableRow = memo(function TableRow(props: RowProps) {
  const { id, index, top, columns, around, state, stop, measure, edit } = props;
  const ref = useRef<HTMLDivElement>(null);
  const task = useRow<Task>("task", id);
  const pending = usePending("task", id);
  const glow = useGlow("task", id);
  const mark = useGrid(state, grid => grid.markOf(id));
  const refused = useGrid(state, grid => grid.refusedOf(id));
  const may = useMay(task?.project_id);
  const [active, editing, marked] = mark.split("|");
  const inRange = marked ? new Set(marked.split(" ")) : undefined;

  useLayoutEffect(() => {
    measure(id, ref.current);
    return () => measure(id, null);
  }, [id, measure]);

  useLayoutEffect(() => {
    if (active && state.takes()) {
      ref.current
        ?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(active)}"]`)
        ?.focus({ preventScroll: true });
    }
  });

  if (!task) {
    return null;
  }
  const done = task.status_category === "done" || task.status_category === "cancelled";
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={index + 2}
      aria-label={[task.key, task.title].filter(Boolean).join(" ")}
      data-task={task.key}
      data-id={id}
      data-pending={pending || undefined}
      className={cx(
        "group absolute start-0 flex min-h-(--tf-row) touch:min-h-11",
        glow && "glow",
        done && "text-fg-subtle",
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => {
        const { name } = column;
        const here = active === name;
        const wrong = refused?.get(`${id} ${name}`);
        return (
          <div
            key={name}
            role={column.fixed ? "rowheader" : "gridcell"}
            aria-colindex={at + 1}
            aria-selected={here || inRange?.has(name) ? true : undefined}
            aria-readonly={!may || undefined}
            aria-invalid={wrong ? true : undefined}
            aria-description={
              wrong ? t("table.refused_cell", { name: column.label, reason: wrong }) : undefined
            }
            data-cell={name}
            data-tip={wrong}
            tabIndex={here || stop === name ? 0 : -1}
            style={{ width: column.width }}
            className={cx(
              "relative flex shrink-0 cursor-default items-center gap-1.5 overflow-hidden border-e border-b border-border px-3 text-sm outline-none",
              column.fixed ? "sticky start-0 z-sticky" : undefined,
              inRange?.has(name) ? "bg-selected" : "bg-bg group-hover:bg-hover",
              here && "ring-2 ring-focus ring-inset",
              wrong && "ring-2 ring-danger-solid ring-inset",
            )}
            onFocus={event =>
              event.target === event.currentTarget &&
              !here &&
              state.go({ row: id, column: name }, { take: false })
            }
            onPointerDown={event => {
              if (event.shiftKey) {
                event.preventDefault();
                state.go({ row: id, column: name }, { extend: true });
              }
            }}
            onClick={event => {
              if (!event.shiftKey && !(event.target as Element).closest("input, textarea, button")) {
                // A finger opens; with a mouse there is a button for that.
                const opens = name === "key" || (name === "title" && matchMedia("(pointer: coarse)").matches);
                if (opens && task.key !== "") {
                  peekTask(task.key);
                }
                state.go({ row: id, column: name });
              }
            }}
            onDoubleClick={event => edit(task, column, event.currentTarget)}
          >
            {here && editing ? (
              name === "title" ? (
                <div className="min-w-0 flex-1 py-1">
                  <Rename task={task} onEnd={() => state.edit(false)} />
                </div>
              ) : (
                <InlineEditor task={task} column={column} onEnd={() => state.edit(false)} />
              )
            ) : (
              <CellText task={task} column={column} around={around} />
            )}
            {name === "title" && task.key !== "" && !(here && editing) && (
              <button
                type="button"
                tabIndex={-1}
                className="absolute end-2 h-6 rounded-2 border border-border bg-surface px-2 text-xs font-medium text-fg-muted opacity-0 hover:text-fg focus-visible:opacity-100 group-hover:opacity-100 touch:hidden"
                onClick={() => peekTask(task.key)}
              >
                {t("table.open")}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
});
