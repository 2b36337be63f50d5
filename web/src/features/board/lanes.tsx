import { ChevronDown, ChevronRight, Plus, TriangleAlert } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { useShutGroups } from "../list/use-shut.ts";
import { Asked } from "../task/asked.tsx";
import { ColumnPicker } from "./board.tsx";
import { type BoardColumn, Cards } from "./column.tsx";
import { ColumnComposer } from "./column-composer.tsx";
import type { Lane } from "./lanes-of.tsx";
import type { Place } from "./moves.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { type BoardState, useBoard } from "./state.ts";
import { useColumns } from "./use-columns.ts";
import { withDrag } from "./with-drag.ts";

interface LanesProps {
  id: string;
  /** What divides the columns. */
  lane: string;
  /** The whole columns, for what stands above them. */
  columns: readonly BoardColumn[];
  lanes: readonly Lane[];
  places: readonly Place[];
  unordered: boolean;
  canEdit: boolean;
}

const WIDE = "w-(--tf-column) shrink-0 snap-start max-md:w-[calc(100vw-2rem)]";

/** A board whose columns are divided by lanes: it scrolls both ways, the names of both stay in sight. */
export function Lanes({ id, lane, columns, lanes, places, unordered, canEdit }: LanesProps) {
  const own = useMemo(() => columns.map(column => column.id), [columns]);
  const { state, root, actions } = useColumns({ own, places, unordered, width: columns.length, canEdit });
  const [shut, toggle] = useShutGroups(`lanes ${id} ${lane}`);
  return (
    <>
      <ColumnPicker columns={columns} root={root} />
      <div
        ref={root}
        data-board=""
        className="min-h-0 flex-1 overflow-auto overscroll-contain max-md:snap-x max-md:snap-mandatory max-md:scroll-px-4"
      >
        <div className="flex w-max min-w-full flex-col pb-4">
          <div className="sticky top-0 z-sticky flex gap-3 border-b border-border bg-bg px-4 max-md:hidden">
            {columns.map(column => (
              <Head key={column.id} column={column} />
            ))}
          </div>
          {lanes.map((one, at) => (
            <section key={one.key} aria-label={one.name} data-lane={one.name} className="flex flex-col">
              <h2 className="sticky start-0 flex w-fit max-w-[100vw] items-center px-2 pt-3 pb-1.5">
                <button
                  type="button"
                  aria-expanded={!shut.has(one.key)}
                  className="flex h-8 min-w-0 items-center gap-2 rounded-2 px-1.5 text-sm font-semibold hover:bg-hover touch:h-11"
                  onClick={() => toggle(one.key)}
                >
                  {shut.has(one.key) ? (
                    <ChevronRight size={16} aria-hidden="true" className="rtl:-scale-x-100" />
                  ) : (
                    <ChevronDown size={16} aria-hidden="true" />
                  )}
                  {one.glyph}
                  <bdi className="truncate">{one.name}</bdi>
                  <span className="figures text-xs font-normal text-fg-subtle">{number(one.count)}</span>
                </button>
              </h2>
              {!shut.has(one.key) && (
                <div className="flex items-stretch gap-3 px-4">
                  {one.cells.map((cell, index) => (
                    <Cell
                      key={cell.id}
                      cell={cell}
                      lane={one.name}
                      state={state}
                      first={at === 0 && index === 0}
                      canEdit={canEdit}
                      actions={actions}
                    />
                  ))}
                </div>
              )}
            </section>
          ))}
        </div>
      </div>
      <span id="board-selected" className="sr-only">
        {t("board.selected_one")}
      </span>
      <SelectionBar state={state} />
      <Asked />
    </>
  );
}

function Head({ column: { name, glyph, limit, ids = [] } }: { column: BoardColumn }) {
  const over = limit != null && ids.length > limit;
  return (
    <div className={cx(WIDE, "flex h-11 items-center gap-2 px-3")}>
      {glyph}
      <bdi className="min-w-0 truncate text-sm font-semibold">{name}</bdi>
      <span
        dir="ltr"
        className={cx(
          "figures inline-flex items-center gap-1 text-xs",
          over ? "font-semibold text-warning-fg" : "text-fg-subtle",
        )}
        data-tip={over ? t("board.over_limit") : undefined}
      >
        {over && <TriangleAlert size={14} aria-hidden="true" />}
        {limit == null ? number(ids.length) : `${number(ids.length)}/${number(limit)}`}
      </span>
    </div>
  );
}

interface CellProps {
  cell: BoardColumn;
  lane: string;
  state: BoardState;
  first: boolean;
  canEdit: boolean;
  actions(task: Task): readonly MenuItem[];
}

/** What is in one column and one lane. It grows with its cards, up to where it scrolls by itself. */
function Cell({ cell, lane, state, first, canEdit, actions }: CellProps) {
  const { id, name, fresh } = cell;
  const ids = cell.ids ?? NONE;
  const root = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const taking = useBoard(state, board => board.hand?.over?.column === id);
  const composing = useBoard(state, board => board.composing === id);
  const title = [name, lane].join(" · ");
  useEffect(() => {
    const element = root.current;
    return element ? withDrag(drag => drag.makeColumn(element, scroller.current, id, state)) : undefined;
  }, [id, state]);
  return (
    <section
      ref={root}
      aria-label={title}
      data-column={name}
      data-column-id={id}
      data-region=""
      className={cx(
        WIDE,
        "flex max-h-[60dvh] flex-col rounded-3 pt-1 transition-colors duration-100",
        taking ? "bg-accent-subtle" : "bg-sunken",
      )}
    >
      {canEdit && <ColumnComposer column={cell} name={title} state={state} ids={ids} />}
      <Cards column={{ ...cell, name: title }} quiet {...{ state, ids, scroller, first, actions }} />
      {canEdit && fresh && !composing && (
        <Button
          kind="ghost"
          size="sm"
          aria-label={t("board.add_to", { name: title })}
          className="mx-2 mb-2 mt-auto"
          onClick={() => state.compose(id)}
        >
          <Plus size={14} aria-hidden="true" />
        </Button>
      )}
    </section>
  );
}

const NONE: readonly string[] = [];
