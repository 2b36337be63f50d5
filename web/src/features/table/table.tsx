import {
  type ClipboardEvent,
  type KeyboardEvent,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Priority, Project, Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { Boundary } from "../../app/boundary.tsx";
import { chunk } from "../../app/chunk.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { useLive, useLoaded } from "../../sync/hooks.ts";
import type { Live } from "../../sync/live.ts";
import { Button } from "../../ui/button.tsx";
import { PRIORITIES, priorityName } from "../../ui/glyphs.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { useContextMenu } from "../board/context-menu.tsx";
import type { Moving } from "../board/moves.ts";
import { BoardState } from "../board/state.ts";
import { useTaskActions } from "../board/task-actions.ts";
import { useWindow } from "../board/use-window.ts";
import { askField, type Field } from "../task/ask.ts";
import { Asked } from "../task/asked.tsx";
import { taskOf } from "../task/order.ts";
import { mayChange, useMay } from "../task/rights.ts";
import { type Arranged, useArranged, useWeekStart, ZONE } from "../view/arrange.ts";
import { useLook } from "../view/look.ts";
import { NothingFound } from "../view/nothing-found.tsx";
import { sortOf } from "../view/sort.ts";
import type { Paper } from "./cells.ts";
import { type Choosing, isChosenHere } from "./choosing.ts";
import { copyRange, pasteInto } from "./clipboard.ts";
import type { Column } from "./columns.ts";
import { TableFooter } from "./footer.tsx";
import { GridState, useGrid } from "./grid-state.ts";
import { TableHeader } from "./header.tsx";
import { placeAfter } from "./keys.ts";
import { TableRow } from "./row.tsx";
import { useColumns } from "./use-columns.ts";

const Choose = chunk(() => import("./choose.tsx"));
const HEAD = 36;
/** Without an order of somebody's choice, by key. */
const byKey = (one: Task, other: Task) =>
  one.project_id === other.project_id
    ? (one.number || Number.MAX_SAFE_INTEGER) - (other.number || Number.MAX_SAFE_INTEGER)
    : one.project_id < other.project_id
      ? -1
      : 1;

const ASKED: Partial<Record<string, Field>> = {
  status: "status",
  priority: "priority",
  assignees: "assignees",
  tags: "tags",
  due: "due",
  start: "start",
  estimate: "estimate",
};

interface TableProps {
  project: Project | undefined;
  /** Under what the columns are kept. */
  scope: string;
}

/** Tasks as a spreadsheet: a row each, and a column for each of their fields. */
export function TaskTable({ project, scope }: TableProps) {
  const live = useLive();
  const loaded = useLoaded();
  const arranged = useArranged(project?.id, useLook());
  const canEdit = useMay(project?.id);
  if (!loaded || !live) {
    return <Bones rows={12} />;
  }
  if (arranged.fault || (arranged.tasks.length === 0 && arranged.all > 0)) {
    return <NothingFound fault={arranged.fault} />;
  }
  if (arranged.tasks.length === 0) {
    return (
      <Empty title={t("list.empty")}>
        {canEdit && (
          <Button kind="primary" tipKeys="c" onClick={() => run("task.new")}>
            {t("app.new_task")}
          </Button>
        )}
      </Empty>
    );
  }
  return <Sheet project={project} scope={scope} live={live} arranged={arranged} />;
}

function Sheet({ project, scope, live, arranged }: TableProps & { live: Live; arranged: Arranged }) {
  const look = useLook();
  const { all, around } = arranged;
  const sorting = arranged.order !== undefined;
  const tasks = useMemo(
    () => (sorting ? arranged.tasks : [...arranged.tasks].sort(byKey)),
    [arranged.tasks, sorting],
  );
  const columns = useColumns(around, project === undefined, scope);
  const weekStart = useWeekStart();
  const [state] = useState(() => new GridState());
  const [board] = useState(() => new BoardState());
  const [choosing, setChoosing] = useState<Choosing>();
  const scroller = useRef<HTMLDivElement>(null);
  const canEdit = useMay(project?.id);

  const ids = useMemo(() => tasks.map(task => task.id), [tasks]);
  state.rows = ids;
  state.columns = useMemo(() => columns.shown.map(column => column.name), [columns.shown]);
  const active = useGrid(state, grid => grid.active);
  const pinned = useMemo(() => (active && ids.includes(active.row) ? [active.row] : []), [active, ids]);
  const { rows, total, measure, reveal } = useWindow(ids, {
    scroller,
    estimate: 36,
    gap: 0,
    pinned,
    margin: HEAD,
    cover: HEAD,
  });
  const width = columns.shown.reduce((sum, column) => sum + column.width, 0);

  const paper = useMemo<Paper | undefined>(
    () =>
      live && {
        around,
        entities: live.entities,
        calendar: { now: Date.now(), zone: ZONE, weekStart },
        priorities: Object.fromEntries(PRIORITIES.map(one => [one, priorityName(one)])) as Record<
          Priority,
          string
        >,
      },
    [live, around, weekStart],
  );

  // What can be done with tasks is about the marked rows.
  const order = useRef<readonly string[]>(ids);
  order.current = ids;
  const moving = useMemo<Moving | undefined>(
    () =>
      live && { live, state: board, statuses: around.statuses, order: () => order.current, unordered: true },
    [live, board, around.statuses],
  );
  const context = useContextMenu(useTaskActions(moving));
  useEffect(
    () =>
      board.listen(() => {
        const id = board.renaming;
        if (id !== undefined) {
          board.rename(undefined);
          state.go({ row: id, column: "title" });
          state.edit(true);
        }
      }),
    [state, board],
  );
  useEffect(
    () =>
      state.listen(() => {
        const marked = state.range().rows;
        board.focus(state.active?.row, false);
        board.select(new Set(marked.length > 1 ? marked : []));
      }),
    [state, board],
  );

  const edit = useCallback(
    (task: Task, column: Column, element: Element) => {
      if (!live) {
        return;
      }
      if (!mayChange(task)) {
        // What one may only read is read in full.
        peekTask(task.key);
        return;
      }
      const range = state.range();
      const marked = range.rows.includes(task.id) ? range.rows : [task.id];
      const asked = ASKED[column.name];
      if (column.name === "title") {
        state.edit(true);
      } else if (asked) {
        askField(asked, marked, element);
      } else if (isChosenHere(column)) {
        const about = marked.map(id => taskOf(live.entities, id)).filter(one => one !== undefined);
        setChoosing({ column, tasks: about, anchor: element.getBoundingClientRect() });
      } else if (column.field) {
        state.edit(true);
      } else if (task.key !== "") {
        peekTask(task.key);
      }
    },
    [live, state],
  );

  const keys = (event: KeyboardEvent) => {
    if (state.editing || event.defaultPrevented || !(event.target as Element).matches("[data-cell]")) {
      return;
    }
    const far = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - HEAD) / 36) - 1);
    const next = event.altKey ? undefined : placeAfter(event.key, far, page, state);
    const here = state.active;
    const task = here && live && taskOf(live.entities, here.row);
    const column = columns.shown.find(one => one.name === here?.column);
    if (next) {
      state.go(next, { extend: event.shiftKey });
      reveal(next.row);
      showColumn(scroller.current, columns.shown, next.column);
    } else if ((event.key === "Enter" || event.key === "F2") && task && column) {
      edit(task, column, event.target as Element);
    } else if (event.key === " " && task && task.key !== "") {
      peekTask(task.key);
    } else if (event.key === "Backspace" && canEdit && paper) {
      pasteInto(state, columns.shown, paper, [[""]]);
    } else if (event.key === "Escape" && (state.isRange || state.refusedOf(here?.row ?? ""))) {
      state.refuse(new Map());
      state.go(here);
    } else if (far && event.key === "a") {
      const [first, last] = [ids[0], ids.at(-1)];
      const ends = [columns.shown[0]?.name, columns.shown.at(-1)?.name];
      if (first !== undefined && last !== undefined && ends[0] && ends[1]) {
        state.go({ row: first, column: ends[0] }, { take: false });
        state.go({ row: last, column: ends[1] }, { extend: true, take: false });
      }
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const copy = (event: ClipboardEvent) => {
    if (!state.editing && paper && state.active) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", copyRange(state, columns.shown, paper));
    }
  };
  const paste = (event: ClipboardEvent) => {
    if (!state.editing && canEdit && paper && state.active) {
      event.preventDefault();
      pasteInto(state, columns.shown, paper, event.clipboardData.getData("text/plain"));
    }
  };

  const stop = active && ids.includes(active.row) ? undefined : ids[0];
  return (
    <div data-board="" className="flex min-h-0 flex-1 flex-col" onContextMenu={context.onContextMenu}>
      <div
        ref={scroller}
        role="grid"
        aria-label={project ? t("list.tasks_of", { name: project.name }) : t("list.all")}
        aria-rowcount={ids.length + 1}
        aria-colcount={columns.shown.length}
        aria-multiselectable="true"
        className="min-h-0 flex-1 overflow-auto overscroll-contain [overflow-anchor:none]"
        onKeyDown={keys}
        onCopy={copy}
        onPaste={paste}
      >
        <TableHeader columns={columns} sort={sortOf(look.sort)[0]} />
        <div role="rowgroup" className="relative" style={{ height: total, width }}>
          {rows.map(({ id, index, top }) => (
            <TableRow
              key={id}
              id={id}
              index={index}
              top={top}
              columns={columns.shown}
              around={around}
              state={state}
              stop={id === stop ? "title" : undefined}
              measure={measure}
              edit={edit}
            />
          ))}
        </div>
      </div>
      <TableFooter columns={columns} found={tasks.length} all={all} />
      {choosing && (
        <Boundary onFail={() => setChoosing(undefined)}>
          <Suspense>
            <Choose {...choosing} around={around} onClose={() => setChoosing(undefined)} />
          </Suspense>
        </Boundary>
      )}
      {context.menu}
      <Asked />
    </div>
  );
}

/** Brings a column out from under the title, which stays where it is. */
function showColumn(scroller: HTMLElement | null, columns: readonly Column[], name: Column["name"]): void {
  const at = columns.findIndex(column => column.name === name);
  const column = columns[at];
  if (!scroller || !column || at <= 0) {
    return;
  }
  const frozen = columns[0]?.width ?? 0;
  const start = columns.slice(0, at).reduce((sum, one) => sum + one.width, 0);
  const sign = getComputedStyle(scroller).direction === "rtl" ? -1 : 1;
  const from = scroller.scrollLeft * sign;
  if (start - frozen < from) {
    scroller.scrollLeft = (start - frozen) * sign;
  } else if (start + column.width > from + scroller.clientWidth) {
    scroller.scrollLeft = (start + column.width - scroller.clientWidth) * sign;
  }
}
