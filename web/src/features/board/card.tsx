import { CalendarDays, Clock, TriangleAlert } from "lucide-react";
import { memo, Suspense } from "react";
import type { Member, Tag, Task } from "../../api/types.ts";
import { patientChunk } from "../../app/chunk.ts";
import { useToday } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { dayName } from "../../app/times.ts";
import { useAll, usePeopleAt } from "../../sync/hooks.ts";
import { Avatar, Avatars } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { PriorityGlyph, priorityName } from "../../ui/glyphs.tsx";
import type { MenuItem } from "../../ui/menu.tsx";
import { TagChip } from "../../ui/tag.tsx";
import { Rename } from "../task/rename.tsx";
import { useMore, useShown } from "../view/shown.ts";
import { Actions, Counts } from "./card-parts.tsx";
import { type CardLike, useCard } from "./use-card.ts";

export const MoreFacts = patientChunk(() => import("../view/more-facts.tsx"));

interface CardProps extends CardLike {
  actions(task: Task): readonly MenuItem[];
}

/** A task on the board. */
export const Card = memo(function Card({ actions, ...where }: CardProps) {
  const card = useCard(where);
  const { task, selected } = card;
  const on = useShown();
  if (!task) {
    return null;
  }
  return (
    <li
      {...card.item}
      className={cx(
        "group absolute inset-x-2 cursor-default rounded-3 bg-surface p-(--tf-card-pad) shadow-1 outline-offset-0 transition-opacity duration-100",
        selected ? "ring-2 ring-accent" : "ring-1 ring-border",
        card.held && "opacity-40",
        card.glow && "glow",
      )}
    >
      <div className="flex min-h-6 items-center gap-1.5 text-xs text-fg-subtle">
        {on("key") && (
          <span className="figures" dir="ltr">
            {task.key || t("board.key_pending")}
          </span>
        )}
        {card.pending && <Clock size={12} aria-hidden="true" data-tip={t("board.unsaved")} />}
        <Here task={task.id} />
        <Actions
          card={card}
          task={task}
          stop={where.stop}
          className="-me-1 ms-auto size-6 hover:bg-hover touch:-my-2"
          actions={actions}
        />
      </div>
      {card.renaming ? (
        <Rename task={task} onEnd={card.renamed} />
      ) : (
        <p dir="auto" className="line-clamp-4 text-md wrap-anywhere text-pretty rtl:text-right">
          {task.title}
        </p>
      )}
      <Facts task={task} />
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
  const counted =
    (on("comments") && task.counts.comments > 0) || (on("subtasks") && task.counts.subtasks > 0);
  const priority = on("priority") ? task.priority : "none";
  const due = on("due") && task.due;
  const bare = priority === "none" && !due && !more && !counted && people.length === 0 && worn.length === 0;
  if (bare) {
    return null;
  }
  return (
    <>
      {worn.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-1">
          {worn.slice(0, 4).map(tag => (
            <TagChip key={tag.id} name={tag.name} colour={tag.colour} />
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
        <Counts task={task} />
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
  const now = useToday();
  if (!task.due) {
    return null;
  }
  const open = task.status_category !== "done" && task.status_category !== "cancelled";
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
