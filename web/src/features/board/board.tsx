import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, MoveRight } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Member, Project, Status, Task } from "../../api/types.ts";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { HeaderActions } from "../../app/shell/frame.tsx";
import { useAll, useLive, useLoaded, usePeopleIn, useRows } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import type { MenuItem } from "../../ui/menu.tsx";
import { Bone, Later } from "../../ui/states.tsx";
import { menuItems, type Subject, useTaskCommands } from "../task/commands.ts";
import { FieldPicker } from "../task/field-picker.tsx";
import { columnIds, taskOf } from "../task/order.ts";
import { Column } from "./column.tsx";
import { useBoardCommands } from "./commands.ts";
import { watchBoard } from "./drag.ts";
import { MoveDialog, movingTo } from "./move-dialog.tsx";
import { inOrder, type Moving, moveInto, step, subjects } from "./moves.ts";
import { BoardState, type Slot, useBoard } from "./state.ts";

/** A project's tasks in columns, one for each status. */
export function Board({ project }: { project: Project }) {
  const live = useLive();
  const loaded = useLoaded();
  const statuses = useRows<Status>("statuses", project.id, "status");
  const [state] = useState(() => new BoardState());
  const root = useRef<HTMLDivElement>(null);
  const [shut, setShut] = useShut(project.id);
  const canEdit = !project.archived_at;
  const moving = useMemo<Moving | undefined>(
    () => live && { live, state, statuses },
    [live, state, statuses],
  );

  useEffect(() => {
    live?.presence.at({ projectId: project.id });
    return () => live?.presence.at({});
  }, [live, project.id]);

  const drop = useCallback(
    (ids: readonly string[], { column, slot }: Slot) => {
      const status = statuses.find(one => one.id === column);
      if (moving && status) {
        moveInto(moving, inOrder(moving, ids), status, slot);
      }
    },
    [moving, statuses],
  );
  useEffect(
    () => (root.current && canEdit ? watchBoard(root.current, state, drop) : undefined),
    [state, drop, canEdit, statuses.length > 0],
  );

  // What is gone is not selected any more.
  useEffect(
    () => live?.entities.subscribeAll(() => state.keep(id => live.entities.get("task", id) !== undefined)),
    [live, state],
  );

  const subject = useMemo<Subject | undefined>(
    () => (moving && canEdit ? subjectOf(moving) : undefined),
    [moving, canEdit],
  );
  useTaskCommands(subject);
  useBoardCommands(moving, canEdit);
  useCommands(
    () => [
      {
        id: "task.move",
        title: "board.move_to",
        group: "selection",
        keys: ["m"],
        icon: MoveRight,
        when: () => subject?.here() === true && subject.tasks().length > 0,
        run: () => askMove(moving, subject?.tasks() ?? []),
      },
    ],
    [moving, subject],
  );

  const actions = useCallback(
    (task: Task) => (moving && subject ? cardMenu(moving, task) : []),
    [moving, subject],
  );

  if (!loaded || !live) {
    return <Skeleton />;
  }
  return (
    <>
      <HeaderActions>
        <PeopleHere project={project.id} />
      </HeaderActions>
      <ColumnPicker statuses={statuses} root={root} />
      <div
        ref={root}
        data-board=""
        className="flex min-h-0 flex-1 items-start gap-3 overflow-x-auto overflow-y-hidden p-4 max-md:snap-x max-md:snap-mandatory max-md:scroll-px-4"
      >
        {statuses.map((status, at) => (
          <Column
            key={status.id}
            status={status}
            state={state}
            collapsed={shut.has(status.id)}
            onCollapse={() => setShut(status.id)}
            first={at === 0}
            canEdit={canEdit}
            actions={actions}
          />
        ))}
      </div>
      <span id="board-selected" className="sr-only">
        {t("board.selected_one")}
      </span>
      <SelectionBar state={state} />
      <FieldPicker />
      <MoveDialog />
    </>
  );
}

function subjectOf(moving: Moving): Subject {
  return {
    tasks: () => subjects(moving),
    element: () => document.querySelector(`[data-id="${CSS.escape(moving.state.focused ?? "")}"]`),
    here: () => {
      const { activeElement } = document;
      return (
        activeElement === document.body || activeElement?.closest("[data-board], [data-selection]") != null
      );
    },
    rename: task => moving.state.rename(task.id),
    leaving: tasks => focusNeighbour(moving, tasks),
  };
}

/** Goes to the card beside those that leave. */
function focusNeighbour({ live, state, statuses }: Moving, tasks: readonly Task[]): void {
  const gone = new Set(tasks.map(task => task.id));
  const task = taskOf(live.entities, state.focused ?? "");
  const status = statuses.find(one => one.id === task?.status_id);
  if (task && status && gone.has(task.id)) {
    const ids = columnIds(live.entities, status.project_id, status.id);
    const at = ids.indexOf(task.id);
    const next = ids.slice(at).find(id => !gone.has(id)) ?? ids.slice(0, at).findLast(id => !gone.has(id));
    state.focus(next);
  }
  state.clear();
}

function askMove(moving: Moving | undefined, tasks: readonly Task[]): void {
  movingTo.set({
    ids: tasks.map(task => task.id),
    done: first => {
      moving?.state.focus(first);
      moving?.state.reveal(first);
    },
  });
}

/** What can be done with a card by one pointer, without dragging. */
function cardMenu(moving: Moving, task: Task): MenuItem[] {
  const { state } = moving;
  const alone = () => {
    if (!state.selected.has(task.id)) {
      state.clear();
      state.focus(task.id, false);
    }
    return subjects(moving);
  };
  const go = (way: Parameters<typeof step>[1]) => () => {
    alone();
    step(moving, way);
  };
  const subject: Subject = {
    tasks: alone,
    element: () => document.querySelector(`[data-id="${CSS.escape(task.id)}"]`),
    here: () => true,
    rename: one => state.rename(one.id),
    leaving: tasks => focusNeighbour(moving, tasks),
  };
  return [
    {
      id: "move",
      label: t("board.move_to"),
      icon: MoveRight,
      keys: "m",
      onSelect: () => askMove(moving, alone()),
    },
    { id: "up", label: t("board.move_up"), icon: ArrowUp, keys: "alt+shift+ArrowUp", onSelect: go("up") },
    {
      id: "down",
      label: t("board.move_down"),
      icon: ArrowDown,
      keys: "alt+shift+ArrowDown",
      onSelect: go("down"),
    },
    {
      id: "top",
      label: t("board.move_top"),
      icon: ArrowUpToLine,
      keys: "alt+shift+Home",
      onSelect: go("top"),
    },
    {
      id: "bottom",
      label: t("board.move_bottom"),
      icon: ArrowDownToLine,
      keys: "alt+shift+End",
      onSelect: go("bottom"),
    },
    ...menuItems(subject).map((item, at) => (at === 0 ? { ...item, apart: true } : item)),
  ];
}

/** Who looks at this project now. */
function PeopleHere({ project }: { project: string }) {
  const spots = usePeopleIn(project);
  const members = useAll<Member>("member");
  const people = spots.flatMap(({ userId }) => members.filter(member => member.user_id === userId));
  if (people.length === 0) {
    return null;
  }
  return (
    <ul
      aria-label={t("board.people_here")}
      className="flex list-none items-center -space-x-1 rtl:space-x-reverse"
    >
      {people.slice(0, 4).map(({ user_id, name }) => (
        <li key={user_id}>
          <Avatar id={user_id} name={name} className="ring-2 ring-bg" />
        </li>
      ))}
      {people.length > 4 && (
        <li className="figures ps-2 text-xs text-fg-muted">{t("app.more", { count: people.length - 4 })}</li>
      )}
    </ul>
  );
}

/** How many are selected, and a way out. */
function SelectionBar({ state }: { state: BoardState }) {
  const count = useBoard(state, board => board.selected.size);
  if (count === 0) {
    return null;
  }
  return (
    <div
      data-selection=""
      className="rise absolute inset-x-0 bottom-4 z-panel mx-auto flex w-fit items-center gap-3 rounded-3 bg-raised py-2 ps-4 pe-2 text-sm shadow-2"
    >
      <span role="status" className="figures font-medium">
        {t("board.selected", { count })}
      </span>
      <Button onClick={() => state.clear()} tipKeys="Escape">
        {t("board.clear")}
      </Button>
    </div>
  );
}

/** On small screens one column is seen at a time; this goes to any. */
function ColumnPicker({
  statuses,
  root,
}: {
  statuses: readonly Status[];
  root: React.RefObject<HTMLDivElement | null>;
}) {
  return (
    <nav aria-label={t("board.columns")} className="flex shrink-0 gap-1 overflow-x-auto px-4 pt-3 md:hidden">
      {statuses.map(status => (
        <button
          key={status.id}
          type="button"
          className="inline-flex h-11 shrink-0 items-center gap-2 rounded-2 px-3 text-sm font-medium text-fg-muted hover:bg-hover"
          onClick={() =>
            root.current
              ?.querySelector(`[data-column="${CSS.escape(status.name)}"]`)
              ?.scrollIntoView({ inline: "start", block: "nearest" })
          }
        >
          <StatusGlyph category={status.category} />
          <bdi>{status.name}</bdi>
        </button>
      ))}
    </nav>
  );
}

/** Which columns are collapsed, kept in this browser. */
function useShut(project: string): [ReadonlySet<string>, (id: string) => void] {
  const name = `tf.shut.${project}`;
  const [shut, setShut] = useState<ReadonlySet<string>>(
    () => new Set((localStorage.getItem(name) ?? "").split(" ").filter(Boolean)),
  );
  const toggle = (id: string) => {
    const next = new Set(shut);
    if (!next.delete(id)) {
      next.add(id);
    }
    localStorage.setItem(name, [...next].join(" "));
    setShut(next);
  };
  return [shut, toggle];
}

/** The shape of a board that is on its way. */
function Skeleton() {
  return (
    <Later>
      <div role="status" aria-label={t("app.loading")} className="fade flex flex-1 gap-3 overflow-hidden p-4">
        {[4, 3, 5, 2].map(cards => (
          <div
            key={cards}
            className="flex h-fit w-(--tf-column) shrink-0 flex-col gap-2 rounded-3 bg-sunken p-2"
          >
            <Bone className="mb-1 h-6 w-1/2" />
            {Array.from({ length: cards }, (_, at) => (
              <Bone key={at} className="h-20" />
            ))}
          </div>
        ))}
      </div>
    </Later>
  );
}
