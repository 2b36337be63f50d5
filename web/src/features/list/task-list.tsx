import { ChevronDown, ChevronRight, Plus } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { useLive } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { moves, walking } from "../board/commands.ts";
import { Composer, useComposer } from "../board/composer.tsx";
import { useHeir } from "../board/focus.ts";
import type { Moving } from "../board/moves.ts";
import { SelectionBar } from "../board/selection-bar.tsx";
import { type Slot, useBoard } from "../board/state.ts";
import { useWindow } from "../board/use-window.ts";
import { withDrag } from "../board/with-drag.ts";
import { GroupGlyph, groupName } from "./group-name.tsx";
import type { Group, Line } from "./groups.ts";
import { Row } from "./row.tsx";

interface TaskListProps {
  label: string;
  moving: Moving;
  lines: ReadonlyMap<string, Line>;
  shut: ReadonlySet<string>;
  onShut(key: string): void;
  canEdit: boolean;
  showProject?: boolean;
  /** Whether tasks have an order of their own here, which one may change. */
  ordered: boolean;
  /** Tasks were dropped into a group, before its task `slot`. */
  drop(ids: readonly string[], group: Group, slot: number): void;
  actions(task: Task): readonly MenuItem[];
  empty: ReactNode;
}

const LIST = "list";

/** Tasks in groups, one below the other; only those near what is seen are in the page. */
export function TaskList({
  label,
  moving,
  lines,
  shut,
  onShut,
  canEdit,
  showProject,
  ordered,
  drop,
  actions,
  empty,
}: TaskListProps) {
  const { state } = moving;
  useComposer();
  const live = useLive();
  const root = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const names = useMemo(() => [...lines.keys()], [lines]);
  const tasks = useMemo(() => names.filter(name => !name.startsWith("head ")), [names]);
  const focused = useBoard(state, board => (lines.has(board.focused ?? "") ? board.focused : undefined));
  const held = useBoard(state, board => board.hand?.ids.find(id => lines.has(id)));
  const slot = useBoard(state, board => board.hand?.over?.slot ?? -1);
  const composing = useBoard(state, board => board.composing);
  const pinned = useMemo(() => [focused, held].filter(id => id !== undefined), [focused, held]);
  const { rows, total, heights, measure, reveal } = useWindow(names, {
    scroller,
    estimate: 36,
    gap: 0,
    pinned,
  });

  useEffect(() => {
    state.columns.set(LIST, {
      reveal,
      slotAt: clientY => {
        const element = scroller.current;
        return heights.slot(
          clientY - (element?.getBoundingClientRect().top ?? 0) + (element?.scrollTop ?? 0),
        );
      },
      element: () => scroller.current,
    });
  }, [state, reveal, heights]);

  useHeir(tasks, state);
  useBoard(state, board => board.wanted);
  useLayoutEffect(() => {
    const id = state.reveals(one => lines.has(one));
    if (id !== undefined) {
      reveal(id);
    }
  });

  const landed = useCallback(
    (ids: readonly string[], over: Slot) => {
      const [group, at] = groupAt(names, lines, over.slot);
      if (group) {
        drop(ids, group, at);
      }
    },
    [names, lines, drop],
  );
  useEffect(() => {
    const element = root.current;
    return canEdit && element ? withDrag(drag => drag.watchBoard(element, state, landed)) : undefined;
  }, [canEdit, state, landed]);
  useEffect(() => {
    const element = root.current;
    return canEdit && element
      ? withDrag(drag => drag.makeColumn(element, scroller.current, LIST, state))
      : undefined;
  }, [canEdit, state]);

  useEffect(
    () => live?.entities.subscribeAll(() => state.keep(id => live.entities.get("task", id) !== undefined)),
    [live, state],
  );
  useCommands(
    () => [...walking(moving, { count: 1, ids: () => tasks }), ...(canEdit && ordered ? moves(moving) : [])],
    [moving, tasks, canEdit, ordered],
  );

  const order = useCallback(() => tasks, [tasks]);
  const stop = focused ?? tasks[0];
  const composed =
    composing === undefined ? undefined : moving.statuses.find(status => status.id === composing);
  return (
    <div ref={root} data-board="" className="relative flex min-h-0 flex-1 flex-col">
      {composed && canEdit && (
        <div className="mx-auto w-full max-w-(--tf-reading)">
          <Composer
            status={composed}
            shows={id => lines.has(id)}
            onClose={back => {
              state.compose(undefined);
              if (back) {
                state.focus(state.focused ?? tasks[0]);
              }
            }}
            onMade={id => {
              state.focus(id, false);
              state.reveal(id);
            }}
          />
        </div>
      )}
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        {names.length === 0 ? (
          empty
        ) : (
          <div className="relative">
            <ul aria-label={label} className="relative list-none" style={{ height: total }}>
              {rows.map(({ id: name, top }) => {
                const line = lines.get(name);
                if (!line) {
                  return null;
                }
                return "head" in line ? (
                  <Head
                    key={name}
                    name={name}
                    group={line.head}
                    top={top}
                    shut={shut.has(line.head.key)}
                    onShut={() => onShut(line.head.key)}
                    measure={measure}
                    onAdd={
                      canEdit && line.head.status ? () => state.compose(line.head.status?.id) : undefined
                    }
                  />
                ) : (
                  <Row
                    key={name}
                    id={line.id}
                    index={line.at}
                    count={line.group.ids.length}
                    top={top}
                    state={state}
                    stop={name === stop}
                    showProject={showProject ?? false}
                    measure={measure}
                    order={order}
                    actions={actions}
                  />
                );
              })}
            </ul>
            {slot >= 0 && (
              <div
                aria-hidden="true"
                data-drop-line=""
                className="pointer-events-none absolute inset-x-3 top-0 z-sticky h-0.5 rounded-full bg-accent"
                style={{ transform: `translateY(${Math.max(0, heights.top(slot) - 1)}px)` }}
              />
            )}
          </div>
        )}
      </div>
      <span id="board-selected" className="sr-only">
        {t("board.selected_one")}
      </span>
      <SelectionBar state={state} />
    </div>
  );
}

/** The group into which a line would fall, and before which of its tasks. */
function groupAt(
  names: readonly string[],
  lines: ReadonlyMap<string, Line>,
  slot: number,
): [Group | undefined, number] {
  const previous = lines.get(names[Math.max(0, slot - 1)] ?? "");
  if (!previous) {
    return [undefined, 0];
  }
  return "head" in previous ? [previous.head, 0] : [previous.group, previous.at + 1];
}

interface HeadProps {
  name: string;
  group: Group;
  top: number;
  shut: boolean;
  onShut(): void;
  onAdd: (() => void) | undefined;
  measure(name: string, element: HTMLElement | null): void;
}

function Head({ name, group, top, shut, onShut, onAdd, measure }: HeadProps) {
  const ref = useRef<HTMLLIElement>(null);
  const [element, setElement] = useState<HTMLLIElement | null>(null);
  useLayoutEffect(() => {
    measure(name, element);
    return () => measure(name, null);
  }, [name, measure, element]);
  const title = groupName(group);
  return (
    <li
      ref={node => {
        ref.current = node;
        setElement(node);
      }}
      className="absolute inset-x-0 flex h-10 items-center gap-2 border-b border-border bg-sunken ps-2 pe-3 text-sm touch:h-12"
      style={{ transform: `translateY(${top}px)` }}
    >
      <button
        type="button"
        aria-expanded={!shut}
        className="flex h-8 min-w-0 items-center gap-2 rounded-2 px-1.5 font-semibold hover:bg-hover touch:h-11"
        onClick={onShut}
      >
        {shut ? (
          <ChevronRight size={16} aria-hidden="true" className="rtl:-scale-x-100" />
        ) : (
          <ChevronDown size={16} aria-hidden="true" />
        )}
        <GroupGlyph group={group} />
        <bdi className={cx("truncate", group.when === "overdue" && "text-danger-fg")}>{title}</bdi>
        <span className="figures text-xs font-normal text-fg-subtle">{number(group.ids.length)}</span>
      </button>
      {onAdd && (
        <span className="ms-auto">
          <IconButton label={t("board.add_to", { name: title })} size="sm" onClick={onAdd}>
            <Plus size={16} />
          </IconButton>
        </span>
      )}
    </li>
  );
}
