import { Clock, ListTree, MessageSquare, MoreHorizontal } from "lucide-react";
import { memo, type ReactNode, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Member, Project, Status, Tag, Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useGlow, usePending, useRow } from "../../sync/hooks.ts";
import { Avatars } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { PriorityGlyph, priorityName, StatusGlyph } from "../../ui/glyphs.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { DueMark, MoreFacts } from "../board/card.tsx";
import { type BoardState, useBoard } from "../board/state.ts";
import { withDrag } from "../board/with-drag.ts";
import { askField } from "../task/ask.ts";
import { toggleDone } from "../task/done.ts";
import { Rename } from "../task/rename.tsx";
import { useMayChange } from "../task/rights.ts";
import { TagChip } from "../task/tag-chip.tsx";
import { useMore, useShown } from "../view/shown.ts";

interface RowProps {
  id: string;
  at: number;
  count: number;
  top: number;
  state: BoardState;
  stop: boolean;
  /** The project is named where tasks of several stand together. */
  showProject: boolean;
  measure(id: string, element: HTMLElement | null): void;
  order(): readonly string[];
  actions(task: Task): readonly MenuItem[];
}

/** A task in a list. Its fields are buttons: each opens its picker where it stands. */
export const Row = memo(function Row({
  id,
  at,
  count,
  top,
  state,
  stop,
  showProject,
  measure,
  order,
  actions,
}: RowProps) {
  const ref = useRef<HTMLLIElement>(null);
  const task = useRow<Task>("task", id);
  const pending = usePending("task", id);
  const glow = useGlow("task", id);
  const selected = useBoard(state, board => board.selected.has(id));
  const held = useBoard(state, board => board.hand?.ids.includes(id) ?? false);
  const focused = useBoard(state, board => board.focused === id);
  const renaming = useBoard(state, board => board.renaming === id);
  const [menu, setMenu] = useState<DOMRect>();
  const exists = task !== undefined;
  const on = useShown();

  useLayoutEffect(() => {
    measure(id, ref.current);
    return () => measure(id, null);
  }, [id, measure]);

  useLayoutEffect(() => {
    if (focused && exists && state.takes(id)) {
      ref.current?.focus({ preventScroll: true });
    }
  });

  useEffect(() => {
    const element = ref.current;
    return exists && element ? withDrag(drag => drag.makeDraggable(element, id, state)) : undefined;
  }, [id, exists, state]);

  if (!task) {
    return null;
  }
  const done = task.status_category === "done" || task.status_category === "cancelled";
  const open = (rect: DOMRect) => {
    state.focus(id, false);
    setMenu(rect);
  };
  const ask = (field: Parameters<typeof askField>[0]) => (event: { currentTarget: Element }) => {
    state.focus(id, false);
    askField(field, state.selected.has(id) ? [...state.selected] : [id], event.currentTarget);
  };
  return (
    <li
      ref={ref}
      tabIndex={stop ? 0 : -1}
      aria-label={[task.key, task.title].filter(Boolean).join(" ")}
      aria-posinset={at + 1}
      aria-setsize={count}
      aria-describedby={selected ? "board-selected" : undefined}
      data-task={task.key}
      data-id={id}
      data-pending={pending || undefined}
      data-selected={selected || undefined}
      className={cx(
        "group absolute inset-x-0 flex min-h-(--tf-row) cursor-default items-center gap-2 border-b border-border ps-4 pe-3 text-sm -outline-offset-2 touch:min-h-11",
        selected ? "bg-selected" : "hover:bg-hover",
        held && "opacity-40",
        glow && "glow",
      )}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={event =>
        event.target === event.currentTarget && state.focused !== id && state.focus(id, false)
      }
      onClick={event => {
        if ((event.target as Element).closest("button, a, textarea, input")) {
          return;
        }
        if (event.shiftKey) {
          state.extend(state.focused ?? id, id, order());
        } else if (event.ctrlKey || event.metaKey) {
          state.toggle(id);
        } else {
          state.clear();
          if (task.key !== "") {
            peekTask(task.key);
          }
        }
        state.focus(id);
      }}
      onContextMenu={event => {
        event.preventDefault();
        open(new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
    >
      <input
        type="checkbox"
        aria-label={t("list.select_named", { name: task.key || task.title })}
        checked={selected}
        tabIndex={-1}
        className={cx(
          "size-4 shrink-0 accent-accent focus-visible:opacity-100 group-hover:opacity-100 max-md:hidden",
          selected ? "opacity-100" : "opacity-0",
        )}
        onChange={() => {
          state.toggle(id);
          state.focus(id);
        }}
      />
      {on("priority") && (
        <Cell
          task={task}
          name={priorityName(task.priority)}
          className={task.priority === "none" ? "max-md:hidden" : undefined}
          onClick={ask("priority")}
        >
          <PriorityGlyph priority={task.priority} />
        </Cell>
      )}
      {on("key") && (
        <span className="figures w-16 shrink-0 truncate text-xs text-fg-subtle max-md:hidden" dir="ltr">
          {task.key || t("board.key_pending")}
        </span>
      )}
      <StatusButton task={task} onPick={ask("status")} />
      {renaming ? (
        <div className="min-w-0 flex-1">
          <Rename
            task={task}
            onEnd={() => {
              state.rename(undefined);
              state.focus(id);
            }}
          />
        </div>
      ) : (
        <p
          dir="auto"
          className={cx("min-w-0 flex-1 truncate text-md rtl:text-right", done && "text-fg-subtle")}
        >
          {task.title}
        </p>
      )}
      {pending && (
        <Clock
          size={12}
          aria-hidden="true"
          className="shrink-0 text-fg-subtle"
          data-tip={t("board.unsaved")}
        />
      )}
      <Facts task={task} showProject={showProject} ask={ask} />
      <button
        type="button"
        aria-label={t("board.actions", { key: task.key || task.title })}
        aria-haspopup="menu"
        aria-expanded={menu !== undefined}
        tabIndex={stop ? 0 : -1}
        className="grid size-7 shrink-0 place-items-center rounded-2 text-fg-muted opacity-0 hover:bg-active focus-visible:opacity-100 group-hover:opacity-100 group-focus-within:opacity-100 touch:size-11 touch:opacity-100"
        onClick={event => open(event.currentTarget.getBoundingClientRect())}
      >
        <MoreHorizontal size={16} aria-hidden="true" />
      </button>
      {menu && (
        <Menu
          label={t("board.actions", { key: task.key || task.title })}
          items={actions(task)}
          anchor={menu}
          onClose={() => setMenu(undefined)}
        />
      )}
    </li>
  );
});

interface CellProps {
  task: Task;
  /** What a sign without words is called. */
  name?: string | undefined;
  className?: string | undefined;
  onClick(event: { currentTarget: Element; altKey: boolean }): void;
  children: ReactNode;
}

/** A field of a row: a button, or for whoever may not change the task just its value. */
function Cell({ task, name, className, onClick, children }: CellProps) {
  const box = "inline-flex min-h-7 shrink-0 items-center gap-1 px-1";
  if (!useMayChange(task)) {
    return (
      <span role={name === undefined ? undefined : "img"} aria-label={name} data-tip={name} className={cx(box, className)}>
        {children}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={name}
      data-tip={name}
      className={cx(
        box,
        "rounded-2 hover:bg-active touch:min-h-11 touch:min-w-11 touch:justify-center",
        className,
      )}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

/** The status; with Alt it is completed at once. */
function StatusButton({ task, onPick }: { task: Task; onPick: CellProps["onClick"] }) {
  const status = useRow<Status>("status", task.status_id);
  return (
    <Cell
      task={task}
      name={status?.name}
      onClick={event => (event.altKey ? toggleDone([task]) : onPick(event))}
    >
      <StatusGlyph category={task.status_category} />
    </Cell>
  );
}

interface FactsProps {
  task: Task;
  showProject: boolean;
  ask(field: Parameters<typeof askField>[0]): (event: { currentTarget: Element }) => void;
}

function Facts({ task, showProject, ask }: FactsProps) {
  const on = useShown();
  const more = useMore();
  const tags = useAll<Tag>("tag").filter(tag => on("tags") && task.tag_ids.includes(tag.id));
  const people = useAll<Member>("member")
    .filter(member => on("assignees") && task.assignee_ids.includes(member.user_id))
    .map(member => ({ id: member.user_id, name: member.name }));
  const project = useRow<Project>("project", showProject ? task.project_id : undefined);
  const { subtasks_done } = task.counts;
  const comments = on("comments") ? task.counts.comments : 0;
  const subtasks = on("subtasks") ? task.counts.subtasks : 0;
  return (
    <span className="flex shrink-0 items-center gap-2 text-xs text-fg-muted">
      {project && <bdi className="max-w-32 truncate max-md:hidden">{project.name}</bdi>}
      {tags.length > 0 && (
        <span className="flex gap-1 max-lg:hidden">
          {tags.slice(0, 3).map(tag => (
            <TagChip key={tag.id} tag={tag} />
          ))}
          {tags.length > 3 && t("app.more", { count: tags.length - 3 })}
        </span>
      )}
      {subtasks > 0 && (
        <span
          className="figures inline-flex items-center gap-1 max-md:hidden"
          data-tip={t("board.subtasks", { done: subtasks_done, count: subtasks })}
        >
          <ListTree size={14} aria-hidden="true" />
          {subtasks_done}/{subtasks}
        </span>
      )}
      {comments > 0 && (
        <span
          className="figures inline-flex items-center gap-1 max-md:hidden"
          data-tip={t("board.comments", { count: comments })}
        >
          <MessageSquare size={14} aria-hidden="true" />
          {comments}
        </span>
      )}
      {more && (
        <span className="flex items-center gap-3 max-lg:hidden">
          <Suspense>
            <MoreFacts task={task} shown={more} />
          </Suspense>
        </span>
      )}
      {on("due") && task.due && (
        <Cell task={task} onClick={ask("due")}>
          <DueMark task={task} short />
        </Cell>
      )}
      {people.length > 0 && (
        <Cell task={task} className="max-md:hidden" onClick={ask("assignees")}>
          <Avatars people={people} />
        </Cell>
      )}
    </span>
  );
}
