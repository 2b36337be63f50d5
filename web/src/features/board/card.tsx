import { CalendarDays, Clock, ListTree, MessageSquare, MoreHorizontal, TriangleAlert } from "lucide-react";
import { lazy, memo, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Member, Tag, Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { dayName, today } from "../../app/times.ts";
import { useAll, useGlow, usePending, usePeopleAt, useRow } from "../../sync/hooks.ts";
import { Avatar, Avatars } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { PriorityGlyph, priorityName } from "../../ui/glyphs.tsx";
import { Menu, type MenuItem } from "../../ui/menu.tsx";
import { Rename } from "../task/rename.tsx";
import { TagChip } from "../task/tag-chip.tsx";
import { useMore, useShown } from "../view/shown.ts";
import { type BoardState, useBoard } from "./state.ts";
import { withDrag } from "./with-drag.ts";

export const MoreFacts = lazy(() => import("../view/more-facts.tsx"));

interface CardProps {
  id: string;
  index: number;
  count: number;
  top: number;
  state: BoardState;
  /** The card of its column that Tab goes to. */
  stop: boolean;
  measure(id: string, element: HTMLElement | null): void;
  order(): readonly string[];
  actions(task: Task): readonly MenuItem[];
}

/** A task on the board. */
export const Card = memo(function Card({
  id,
  index,
  count,
  top,
  state,
  stop,
  measure,
  order,
  actions,
}: CardProps) {
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
    const element = ref.current;
    measure(id, element);
    return () => measure(id, null);
  }, [id, measure]);

  // The focus follows a card that was moved by keyboard as soon as it is drawn at its new place.
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
  const label = [task.key, task.title].filter(Boolean).join(" ");
  const open = (rect: DOMRect) => {
    state.focus(id, false);
    setMenu(rect);
  };
  return (
    <li
      ref={ref}
      tabIndex={stop ? 0 : -1}
      aria-label={label}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-describedby={selected ? "board-selected" : undefined}
      data-task={task.key}
      data-id={id}
      data-pending={pending || undefined}
      data-selected={selected || undefined}
      className={cx(
        "group absolute inset-x-2 cursor-default rounded-3 bg-surface p-(--tf-card-pad) shadow-1 outline-offset-0 transition-opacity duration-100",
        selected ? "ring-2 ring-accent" : "ring-1 ring-border",
        held && "opacity-40",
        glow && "glow",
      )}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={event =>
        event.target === event.currentTarget && state.focused !== id && state.focus(id, false)
      }
      onClick={event => {
        if ((event.target as Element).closest("button, a, textarea")) {
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
      <div className="flex min-h-6 items-center gap-1.5 text-xs text-fg-subtle">
        {on("key") && (
          <span className="figures" dir="ltr">
            {task.key || t("board.key_pending")}
          </span>
        )}
        {pending && <Clock size={12} aria-hidden="true" data-tip={t("board.unsaved")} />}
        <Here task={id} />
        <button
          type="button"
          aria-label={t("board.actions", { key: task.key || task.title })}
          aria-haspopup="menu"
          aria-expanded={menu !== undefined}
          tabIndex={stop ? 0 : -1}
          className="-me-1 ms-auto grid size-6 place-items-center rounded-2 text-fg-muted opacity-0 hover:bg-hover focus-visible:opacity-100 group-hover:opacity-100 group-focus-within:opacity-100 touch:size-11 touch:-my-2 touch:opacity-100"
          onClick={event => open(event.currentTarget.getBoundingClientRect())}
        >
          <MoreHorizontal size={16} aria-hidden="true" />
        </button>
      </div>
      {renaming ? (
        <Rename
          task={task}
          onEnd={() => {
            state.rename(undefined);
            state.focus(id);
          }}
        />
      ) : (
        <p dir="auto" className="line-clamp-4 text-md wrap-anywhere text-pretty rtl:text-right">
          {task.title}
        </p>
      )}
      <Facts task={task} />
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

/** Tags, priority, due date, counts, people. */
function Facts({ task }: { task: Task }) {
  const on = useShown();
  const more = useMore();
  const tags = useAll<Tag>("tag");
  const members = useAll<Member>("member");
  const worn = on("tags") ? tags.filter(tag => task.tag_ids.includes(tag.id)) : [];
  const people = members
    .filter(member => on("assignees") && task.assignee_ids.includes(member.user_id))
    .map(member => ({ id: member.user_id, name: member.name }));
  const { subtasks_done } = task.counts;
  const comments = on("comments") ? task.counts.comments : 0;
  const subtasks = on("subtasks") ? task.counts.subtasks : 0;
  const priority = on("priority") ? task.priority : "none";
  const due = on("due") && task.due;
  const bare =
    priority === "none" &&
    !due &&
    !more &&
    comments === 0 &&
    subtasks === 0 &&
    people.length === 0 &&
    worn.length === 0;
  if (bare) {
    return null;
  }
  return (
    <>
      {worn.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-1">
          {worn.slice(0, 4).map(tag => (
            <TagChip key={tag.id} tag={tag} />
          ))}
          {worn.length > 4 && (
            <span className="text-xs text-fg-muted">{t("app.more", { count: worn.length - 4 })}</span>
          )}
        </div>
      )}
      <div className="mt-2 flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1 text-xs text-fg-muted empty:hidden">
        {priority !== "none" && (
          <span
            role="img"
            aria-label={priorityName(priority)}
            data-tip={priorityName(priority)}
            className="inline-flex"
          >
            <PriorityGlyph priority={priority} />
          </span>
        )}
        {due && <DueMark task={task} />}
        {subtasks > 0 && (
          <span
            className="figures inline-flex items-center gap-1"
            data-tip={t("board.subtasks", { done: subtasks_done, count: subtasks })}
          >
            <ListTree size={14} aria-hidden="true" />
            {subtasks_done}/{subtasks}
          </span>
        )}
        {comments > 0 && (
          <span
            className="figures inline-flex items-center gap-1"
            data-tip={t("board.comments", { count: comments })}
          >
            <MessageSquare size={14} aria-hidden="true" />
            {comments}
          </span>
        )}
        {more && (
          <Suspense>
            <MoreFacts task={task} shown={more} />
          </Suspense>
        )}
        {people.length > 0 && (
          <span className="ms-auto">
            <Avatars people={people} />
          </span>
        )}
      </div>
    </>
  );
}

/** When it is due; late is said in a word, not only in a colour. */
export function DueMark({ task, short }: { task: Task; short?: boolean }) {
  if (!task.due) {
    return null;
  }
  const open = task.status_category !== "done" && task.status_category !== "cancelled";
  const now = today();
  const late = open && task.due.date < now;
  const soon = open && task.due.date === now;
  return (
    <span
      className={cx(
        "figures inline-flex items-center gap-1 whitespace-nowrap",
        late && "text-danger-fg",
        soon && "text-warning-fg",
      )}
    >
      {late ? <TriangleAlert size={14} aria-hidden="true" /> : <CalendarDays size={14} aria-hidden="true" />}
      {late ? (
        <>
          <span className={short ? "max-md:sr-only" : undefined}>
            {t("board.overdue", { day: dayName(task.due.date) })}
          </span>
          {short && (
            <span aria-hidden="true" className="md:hidden">
              {dayName(task.due.date)}
            </span>
          )}
        </>
      ) : (
        dayName(task.due.date)
      )}
    </span>
  );
}

/** Who has it open. */
function Here({ task }: { task: string }) {
  const people = usePeopleAt(task);
  const members = useAll<Member>("member");
  return people.slice(0, 2).map(({ userId }) => {
    const name = members.find(member => member.user_id === userId)?.name;
    return name === undefined ? null : (
      <Avatar key={userId} id={userId} name={t("board.looks", { name })} size="xs" className="fade" />
    );
  });
}
