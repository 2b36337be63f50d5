import { ChevronsLeftRight, ChevronsRightLeft, Plus, TriangleAlert } from "lucide-react";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import type { Status, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { useIds } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import type { MenuItem } from "../../ui/menu.tsx";
import { columnKey } from "../task/order.ts";
import { Card } from "./card.tsx";
import { Composer } from "./composer.tsx";
import { type BoardState, useBoard } from "./state.ts";
import { useWindow } from "./use-window.ts";
import { withDrag } from "./with-drag.ts";

interface ColumnProps {
  status: Status;
  state: BoardState;
  collapsed: boolean;
  onCollapse(): void;
  /** The one column that Tab reaches when none is in use. */
  first: boolean;
  canEdit: boolean;
  actions(task: Task): readonly MenuItem[];
}

const GAP = 8;
const ESTIMATE = 92;
const MARGIN = 4;

/** A status with its tasks. */
export function Column({ status, state, collapsed, onCollapse, first, canEdit, actions }: ColumnProps) {
  const ids = useIds("column", columnKey(status.project_id, status.id));
  const root = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const made = useRef<string>(undefined);
  const taking = useBoard(state, board => board.hand?.over?.column === status.id);
  const composing = useBoard(state, board => board.composing === status.id);
  const over = status.wip_limit != null && ids.length > status.wip_limit;
  const count =
    status.wip_limit == null ? number(ids.length) : `${number(ids.length)}/${number(status.wip_limit)}`;

  useEffect(() => {
    const element = root.current;
    return element
      ? withDrag(drag => drag.makeColumn(element, scroller.current, status.id, state))
      : undefined;
  }, [status.id, state, collapsed]);

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
        {t("board.count", { count: ids.length })}
        {status.wip_limit != null && ` ${t("board.limit", { limit: status.wip_limit })}`}
      </span>
    </span>
  );

  if (collapsed) {
    return (
      <section
        ref={root}
        aria-label={status.name}
        data-column={status.name}
        data-region=""
        className={cx(
          "flex w-11 shrink-0 snap-start flex-col items-center gap-3 rounded-3 bg-sunken py-2",
          taking && "bg-accent-subtle",
        )}
      >
        <IconButton label={t("app.expand_named", { name: status.name })} onClick={onCollapse}>
          <ChevronsLeftRight size={16} />
        </IconButton>
        <StatusGlyph category={status.category} />
        <bdi className="text-sm font-medium [writing-mode:vertical-rl]">{status.name}</bdi>
        {tally}
      </section>
    );
  }
  return (
    <section
      ref={root}
      aria-label={status.name}
      data-column={status.name}
      data-region=""
      className={cx(
        "flex max-h-full w-(--tf-column) shrink-0 snap-start flex-col rounded-3 transition-colors duration-100 max-md:h-full max-md:w-[calc(100vw-2rem)]",
        taking ? "bg-accent-subtle" : "bg-sunken",
      )}
    >
      <header className="flex h-11 shrink-0 items-center gap-2 ps-3 pe-1.5">
        <StatusGlyph category={status.category} />
        <h2 className="min-w-0 truncate text-sm font-semibold">
          <bdi>{status.name}</bdi>
        </h2>
        {tally}
        <span className="ms-auto flex items-center">
          <IconButton
            label={t("app.collapse_named", { name: status.name })}
            size="sm"
            className="max-md:hidden"
            onClick={onCollapse}
          >
            <ChevronsRightLeft size={16} />
          </IconButton>
          {canEdit && (
            <IconButton
              label={t("board.add_to", { name: status.name })}
              tipKeys="n"
              size="sm"
              onClick={() => state.compose(status.id)}
            >
              <Plus size={16} />
            </IconButton>
          )}
        </span>
      </header>
      {composing && canEdit && (
        <Composer
          status={status}
          onClose={back => {
            state.compose(undefined);
            if (back) {
              // To the new card, else to where one came from.
              state.focus(made.current ?? state.focused ?? ids[0]);
            }
            made.current = undefined;
          }}
          onMade={id => {
            made.current = id;
            state.reveal(id);
          }}
        />
      )}
      <Cards {...{ status, state, ids, scroller, first, actions }} />
    </section>
  );
}

interface CardsProps extends Pick<ColumnProps, "status" | "state" | "first" | "actions"> {
  ids: readonly string[];
  scroller: RefObject<HTMLDivElement | null>;
}

/** The cards of a column; only those near what is seen are in the page. */
function Cards({ status, state, ids, scroller, first, actions }: CardsProps) {
  const here = useRef<ReadonlySet<string>>(new Set());
  here.current = useMemo(() => new Set(ids), [ids]);
  const focused = useBoard(state, board =>
    here.current.has(board.focused ?? "") ? board.focused : undefined,
  );
  const held = useBoard(state, board => board.hand?.ids.find(id => here.current.has(id)));
  const slot = useBoard(state, board => (board.hand?.over?.column === status.id ? board.hand.over.slot : -1));
  const pinned = useMemo(() => [focused, held].filter(id => id !== undefined), [focused, held]);
  const { rows, total, heights, measure, reveal } = useWindow(ids, {
    scroller,
    estimate: ESTIMATE,
    gap: GAP,
    pinned,
    margin: MARGIN,
  });

  useEffect(() => {
    state.columns.set(status.id, {
      reveal,
      slotAt: clientY => {
        const element = scroller.current;
        const top = element?.getBoundingClientRect().top ?? 0;
        return ids.length === 0 ? 0 : heights.slot(clientY - top + (element?.scrollTop ?? 0) - MARGIN);
      },
      element: () => scroller.current,
    });
    return () => void state.columns.delete(status.id);
  }, [state, status.id, reveal, scroller, heights, ids]);

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
      <div className="relative pt-1">
        {ids.length === 0 && (
          <p className="px-3 py-6 text-center text-sm text-fg-subtle">{t("board.empty_column")}</p>
        )}
        <ul
          aria-label={t("board.tasks_in", { name: status.name })}
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
