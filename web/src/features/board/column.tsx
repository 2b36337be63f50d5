import { ChevronsLeftRight, ChevronsRightLeft, Plus, TriangleAlert } from "lucide-react";
import {
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import type { Status, Task } from "../../api/types.ts";
import { patientChunk } from "../../app/chunk.ts";
import { allMessages, t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { useIds } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import type { Fresh } from "../task/changes.ts";
import { Card } from "./card.tsx";
import { ColumnComposer } from "./column-composer.tsx";
import { useHeir } from "./focus.ts";
import { type BoardState, useBoard } from "./state.ts";
import { useWindow } from "./use-window.ts";
import { withDrag } from "./with-drag.ts";

/** What a column is of. */
export interface BoardColumn {
  readonly id: string;
  readonly name: string;
  readonly glyph: ReactNode;
  /** Of a status: how many tasks it should hold at most. */
  readonly limit?: number | null | undefined;
  /** How many tasks it has, while not all of them are here. */
  readonly total?: number | undefined;
  /** Its tasks; of a status without a filter they are those of the live list. */
  readonly ids?: readonly string[];
  /** The key of the live list: of all that is in a status, whatever is shown of it. */
  readonly list?: string;
  /** What a task made here starts with; absent where none can be made. */
  readonly fresh?: { readonly status: Status; readonly more?: Fresh["more"] } | undefined;
}

interface ColumnProps {
  column: BoardColumn;
  state: BoardState;
  collapsed: boolean;
  onCollapse(): void;
  /** The one column that Tab reaches when none is in use. */
  first: boolean;
  canEdit: boolean;
  actions(task: Task): readonly MenuItem[];
}

const Arrivals = patientChunk(() => import("./arrivals.tsx"), allMessages);

const GAP = 8;
const ESTIMATE = 92;
const MARGIN = 4;

/** A status with its tasks. */
export function Column({ column, state, collapsed, onCollapse, first, canEdit, actions }: ColumnProps) {
  const listed = useIds("column", column.list ?? "");
  const ids = column.ids ?? listed;
  const { id, name, limit, fresh } = column;
  const root = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const taking = useBoard(state, board => board.hand?.over?.column === id);
  // A limit is about all that is there, also behind a filter.
  const all = Math.max(ids.length, column.total ?? 0, limit == null ? 0 : listed.length);
  const over = limit != null && all > limit;
  const count = limit == null ? number(all) : `${number(all)}/${number(limit)}`;

  useEffect(() => {
    const element = root.current;
    return element ? withDrag(drag => drag.makeColumn(element, scroller.current, id, state)) : undefined;
  }, [id, state, collapsed]);

  const tally = (
    <span
      className={cx(
        "figures inline-flex items-center gap-1 text-xs",
        over ? "font-semibold text-warning-fg" : "text-fg-subtle",
      )}
      data-tip={over ? t("board.over_limit") : undefined}
    >
      {over && <TriangleAlert size={14} aria-hidden="true" />}
      <span aria-hidden="true" dir="ltr">
        {count}
      </span>
      <span className="sr-only">
        {t("board.count", { count: all })}
        {limit != null && ` ${t("board.limit", { limit })}`}
      </span>
    </span>
  );

  if (collapsed) {
    return (
      <section
        ref={root}
        aria-label={name}
        data-column={name}
        data-column-id={id}
        data-region=""
        className={cx(
          "flex w-11 shrink-0 snap-start flex-col items-center gap-3 rounded-3 bg-sunken py-2",
          taking && "bg-accent-subtle",
        )}
      >
        <IconButton label={t("app.expand_named", { name: name })} onClick={onCollapse}>
          <ChevronsLeftRight size={16} />
        </IconButton>
        {column.glyph}
        <bdi className="text-sm font-medium [writing-mode:vertical-rl]">{name}</bdi>
        {tally}
      </section>
    );
  }
  return (
    <section
      ref={root}
      aria-label={name}
      data-column={name}
      data-column-id={id}
      data-region=""
      className={cx(
        "flex max-h-full w-(--tf-column) shrink-0 snap-start flex-col rounded-3 transition-colors duration-100 max-md:h-full max-md:w-[calc(100vw-2rem)]",
        taking ? "bg-accent-subtle" : "bg-sunken",
      )}
    >
      <header className="flex h-11 shrink-0 items-center gap-2 ps-3 pe-1.5">
        {column.glyph}
        <h2 className="min-w-0 truncate text-sm font-semibold">
          <bdi>{name}</bdi>
        </h2>
        {tally}
        <span className="ms-auto flex items-center">
          <IconButton
            label={t("app.collapse_named", { name: name })}
            size="sm"
            className="max-md:hidden"
            onClick={onCollapse}
          >
            <ChevronsRightLeft size={16} />
          </IconButton>
          {canEdit && fresh && (
            <IconButton
              label={t("board.add_to", { name: name })}
              tipKeys="n"
              size="sm"
              onClick={() => state.compose(id)}
            >
              <Plus size={16} />
            </IconButton>
          )}
        </span>
      </header>
      {canEdit && <ColumnComposer column={column} name={name} state={state} ids={ids} />}
      <Cards {...{ column, state, ids, scroller, first, actions }} />
    </section>
  );
}

interface CardsProps extends Pick<ColumnProps, "column" | "state" | "first" | "actions"> {
  ids: readonly string[];
  /** Nothing is said of there being none. */
  quiet?: boolean;
  scroller: RefObject<HTMLDivElement | null>;
}

/** The cards of a column; only those near what is seen are in the page. */
export function Cards({
  column: { id: columnId, name },
  state,
  ids,
  scroller,
  first,
  actions,
  quiet,
}: CardsProps) {
  const here = useRef<ReadonlySet<string>>(new Set());
  here.current = useMemo(() => new Set(ids), [ids]);
  const focused = useBoard(state, board =>
    here.current.has(board.focused ?? "") ? board.focused : undefined,
  );
  const held = useBoard(state, board => board.hand?.ids.find(id => here.current.has(id)));
  const slot = useBoard(state, board => (board.hand?.over?.column === columnId ? board.hand.over.slot : -1));
  const pinned = useMemo(() => [focused, held].filter(id => id !== undefined), [focused, held]);
  const { rows, total, heights, measure, reveal } = useWindow(ids, {
    scroller,
    estimate: ESTIMATE,
    gap: GAP,
    pinned,
    margin: MARGIN,
  });

  useEffect(() => {
    state.columns.set(columnId, {
      reveal,
      slotAt: clientY => {
        const element = scroller.current;
        const top = element?.getBoundingClientRect().top ?? 0;
        return ids.length === 0 ? 0 : heights.slot(clientY - top + (element?.scrollTop ?? 0) - MARGIN);
      },
      element: () => scroller.current,
    });
    return () => void state.columns.delete(columnId);
  }, [state, columnId, reveal, scroller, heights, ids]);

  useHeir(ids, state);
  useBoard(state, board => board.wanted);
  useLayoutEffect(() => {
    const id = state.reveals(one => here.current.has(one));
    if (id !== undefined) {
      reveal(id);
    }
  });

  const order = useCallback(() => ids, [ids]);
  const stop = focused ?? (first || ids.length > 0 ? ids[0] : undefined);

  return (
    <div
      ref={scroller}
      className="min-h-24 overflow-y-auto overscroll-contain pb-2 [overflow-anchor:none] max-md:flex-1"
    >
      <Suspense>
        <Arrivals ids={ids} heights={heights} scroller={scroller} />
      </Suspense>
      <div className="relative pt-1">
        {ids.length === 0 && !quiet && (
          <p className="px-3 py-6 text-center text-sm text-fg-subtle">{t("board.empty_column")}</p>
        )}
        <ul
          aria-label={t("board.tasks_in", { name: name })}
          className="relative list-none"
          style={{ height: total }}
        >
          {rows.map(({ id, index, top }) => (
            <Card
              key={id}
              id={id}
              index={index}
              count={ids.length}
              top={top}
              state={state}
              stop={id === stop}
              measure={measure}
              order={order}
              actions={actions}
            />
          ))}
        </ul>
        {slot >= 0 && ids.length > 0 && (
          <div
            aria-hidden="true"
            data-drop-line=""
            className="pointer-events-none absolute inset-x-2 top-1 z-sticky h-0.5 rounded-full bg-accent"
            style={{ transform: `translateY(${Math.max(0, heights.top(slot) - GAP / 2 - 1)}px)` }}
          />
        )}
      </div>
    </div>
  );
}
