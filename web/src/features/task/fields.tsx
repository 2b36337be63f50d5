import { CalendarDays, CalendarPlus, Gauge, Tag as TagIcon, UserRound } from "lucide-react";
import { type ReactNode, useRef } from "react";
import type { Member, Project, Status, Tag, Task } from "../../api/types.ts";
import { useToday } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { dayName, number } from "../../app/times.ts";
import { useAll, useRow } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { PriorityGlyph, priorityName, StatusGlyph } from "../../ui/glyphs.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { TagChip } from "../../ui/tag.tsx";
import { askField, type Field } from "./ask.ts";
import { MoreFields } from "./more-fields.tsx";
import { Reminders } from "./reminders.tsx";
import { Repeats } from "./repeats.tsx";
import { useMayChange } from "./rights.ts";
import { TrackedTime } from "./tracked-time.tsx";

/** The fields of a task, each a button that shows its value and opens its picker; to whoever may not change it, the value alone. */
export function Fields({ task }: { task: Task }) {
  const status = useRow<Status>("status", task.status_id);
  const members = useAll<Member>("member").filter(member => task.assignee_ids.includes(member.user_id));
  const tags = useAll<Tag>("tag").filter(tag => task.tag_ids.includes(tag.id));
  const project = useRow<Project>("project", task.project_id);
  const now = useToday();
  const late =
    task.due &&
    task.due.date < now &&
    task.status_category !== "done" &&
    task.status_category !== "cancelled";
  return (
    <dl className="flex flex-col gap-0.5">
      <FieldRow task={task} field="status" name={t("task.status")}>
        {status && (
          <span className="inline-flex min-w-0 items-center gap-2">
            <StatusGlyph category={status.category} />
            <bdi className="min-w-0">{status.name}</bdi>
          </span>
        )}
      </FieldRow>
      <FieldRow task={task} field="assignees" name={t("task.assignees")}>
        {members.length === 0 ? (
          <Nothing icon={<UserRound size={16} />} text={t("task.nobody")} />
        ) : (
          members.map(member => (
            <span key={member.user_id} className="inline-flex min-w-0 items-center gap-1.5">
              <Avatar id={member.user_id} name={member.name} size="sm" mute />
              <bdi className="min-w-0">{member.name}</bdi>
            </span>
          ))
        )}
      </FieldRow>
      <FieldRow task={task} field="priority" name={t("task.priority")}>
        <PriorityGlyph priority={task.priority} />
        {priorityName(task.priority)}
      </FieldRow>
      <FieldRow task={task} field="due" name={t("task.due")}>
        {task.due ? (
          <span className={cx("inline-flex items-center gap-2", late && "text-danger-fg")}>
            <CalendarDays size={16} aria-hidden="true" />
            {late ? t("board.overdue", { day: dayName(task.due.date) }) : dayName(task.due.date)}
            {task.due.time && <span dir="ltr">{task.due.time}</span>}
          </span>
        ) : (
          <Nothing icon={<CalendarDays size={16} />} text={t("task.no_date")} />
        )}
      </FieldRow>
      <FieldRow task={task} field="tags" name={t("task.tags")}>
        {tags.length === 0 ? (
          <Nothing icon={<TagIcon size={16} />} text={t("task.no_tags")} />
        ) : (
          tags.map(tag => <TagChip key={tag.id} name={tag.name} colour={tag.colour} />)
        )}
      </FieldRow>
      <FieldRow task={task} field="start" name={t("task.start")}>
        {task.start_on ? (
          dayName(task.start_on)
        ) : (
          <Nothing icon={<CalendarPlus size={16} />} text={t("task.no_date")} />
        )}
      </FieldRow>
      <FieldRow task={task} field="estimate" name={t("task.estimate")}>
        {task.estimate == null ? (
          <Nothing icon={<Gauge size={16} />} text={t("task.no_estimate")} />
        ) : (
          number(task.estimate)
        )}
      </FieldRow>
      <Repeats task={task} />
      <Reminders task={task} />
      <FieldRow task={task} field="project" name={t("task.project")}>
        {project && (
          <span className="inline-flex min-w-0 items-center gap-2">
            <ProjectIcon project={project} />
            <bdi className="truncate">{project.name}</bdi>
          </span>
        )}
      </FieldRow>
      <MoreFields task={task} />
      <TrackedTime task={task} />
    </dl>
  );
}

export function Nothing({ icon, text }: { icon: ReactNode; text: string }) {
  return (
    <span className="inline-flex items-center gap-2 text-fg-subtle">
      {icon}
      {text}
    </span>
  );
}

/** Where a value stands, with a button around it or none. */
export const VALUE =
  "flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 px-2 py-1 text-start wrap-anywhere";

interface FieldRowProps {
  task: Task;
  field: Field;
  name: string;
  children: ReactNode;
  /** What stands beside the button. */
  after?: ReactNode;
  /** It is one's own, whatever one may do with the task. */
  own?: boolean;
}

export function FieldRow({ task, field, name, children, after, own }: FieldRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  const may = useMayChange(task) || own;
  return (
    <div className="flex min-h-8 items-start gap-2 text-sm">
      <dt className="w-24 shrink-0 py-1.5 text-fg-muted wrap-anywhere touch:py-3">
        <bdi>{name}</bdi>
      </dt>
      <dd className="flex min-w-0 flex-1 items-start">
        {may ? (
          <button
            ref={button}
            type="button"
            aria-haspopup="dialog"
            className={cx(VALUE, "rounded-2 hover:bg-hover touch:min-h-11")}
            onClick={() => askField(field, [task.id], button.current)}
          >
            <span className="sr-only">{name}: </span>
            {children}
          </button>
        ) : (
          <span className={VALUE}>{children}</span>
        )}
        {after}
      </dd>
    </div>
  );
}
