import { Clock } from "lucide-react";
import { memo, type ReactNode, Suspense } from "react";
import type { Member, Project, Status, Tag, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useRow } from "../../sync/hooks.ts";
import { Avatars } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { PriorityGlyph, priorityName, StatusGlyph } from "../../ui/glyphs.tsx";
import type { MenuItem } from "../../ui/menu.tsx";
import { TagChip } from "../../ui/tag.tsx";
import { DueMark, MoreFacts } from "../board/card.tsx";
import { Actions, Counts } from "../board/card-parts.tsx";
import { type CardLike, useCard } from "../board/use-card.ts";
import { askField } from "../task/ask.ts";
import { toggleDone } from "../task/done.ts";
import { Rename } from "../task/rename.tsx";
import { useMayChange } from "../task/rights.ts";
import { useMore, useShown } from "../view/shown.ts";

interface RowProps extends CardLike {
  /** The project is named where tasks of several stand together. */
  showProject: boolean;
  actions(task: Task): readonly MenuItem[];
}

/** A task in a list. Its fields are buttons: each opens its picker where it stands. */
export const Row = memo(function Row({ showProject, actions, ...where }: RowProps) {
  const card = useCard(where);
  const { task, selected } = card;
  const { id, state, stop } = where;
  const on = useShown();
  if (!task) {
    return null;
  }
  const done = task.status_category === "done" || task.status_category === "cancelled";
  const ask = (field: Parameters<typeof askField>[0]) => (event: { currentTarget: Element }) => {
    state.focus(id, false);
    askField(field, state.selected.has(id) ? [...state.selected] : [id], event.currentTarget);
  };
  return (
    <li
      {...card.item}
      className={cx(
        "group absolute inset-x-0 flex min-h-(--tf-row) cursor-default items-center gap-2 border-b border-border ps-4 pe-3 text-sm -outline-offset-2 touch:min-h-11",
        selected ? "bg-selected" : "hover:bg-hover",
        card.held && "opacity-40",
        card.glow && "glow",
      )}
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
        <Cell task={task} name={priorityName(task.priority)} onClick={ask("priority")}>
          <PriorityGlyph priority={task.priority} />
        </Cell>
      )}
      {on("key") && (
        <span
          className="figures min-w-16 shrink-0 text-xs whitespace-nowrap text-fg-subtle max-md:hidden"
          dir="ltr"
        >
          {task.key || t("board.key_pending")}
        </span>
      )}
      <StatusButton task={task} onPick={ask("status")} />
      {card.renaming ? (
        <div className="min-w-0 flex-1">
          <Rename task={task} onEnd={card.renamed} />
        </div>
      ) : (
        <p
          dir="auto"
          className={cx("min-w-0 flex-1 truncate text-md rtl:text-right", done && "text-fg-subtle")}
        >
          {task.title}
        </p>
      )}
      {card.pending && (
        <Clock
          size={12}
          aria-hidden="true"
          className="shrink-0 text-fg-subtle"
          data-tip={t("board.unsaved")}
        />
      )}
      <Facts task={task} showProject={showProject} ask={ask} />
      <Actions
        card={card}
        task={task}
        stop={stop}
        className="size-7 shrink-0 hover:bg-active"
        actions={actions}
      />
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
      <span
        role={name === undefined ? undefined : "img"}
        aria-label={name}
        data-tip={name}
        className={cx(box, className)}
      >
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
  return (
    <span className="flex shrink-0 items-center gap-2 text-xs text-fg-muted">
      {project && <bdi className="max-w-32 truncate max-md:hidden">{project.name}</bdi>}
      {tags.length > 0 && (
        <span className="flex gap-1 max-lg:hidden">
          {tags.slice(0, 3).map(tag => (
            <TagChip key={tag.id} name={tag.name} colour={tag.colour} />
          ))}
          {tags.length > 3 && t("app.more", { count: tags.length - 3 })}
        </span>
      )}
      <Counts task={task} className="max-md:hidden" />
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
