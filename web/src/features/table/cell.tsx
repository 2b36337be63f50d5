import type { Member, Task } from "../../api/types.ts";
import { dayName, number } from "../../app/times.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { PriorityGlyph, priorityName, StatusGlyph } from "../../ui/glyphs.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { TagChip } from "../../ui/tag.tsx";
import { DueMark } from "../board/card.tsx";
import type { Around } from "../view/known.ts";
import { customText, valueOfField } from "./cells.ts";
import type { Column } from "./columns.ts";

/** What a cell shows of a task. */
export function CellText({ task, column, around }: { task: Task; column: Column; around: Around }) {
  const { name, field } = column;
  switch (name) {
    case "title":
      return (
        <span dir="auto" className="truncate text-md rtl:text-right">
          {task.title}
        </span>
      );
    case "key":
      return (
        <span dir="ltr" className="figures truncate text-xs text-fg-subtle">
          {task.key}
        </span>
      );
    case "status": {
      const status = around.statuses.find(one => one.id === task.status_id);
      return (
        <>
          <StatusGlyph category={task.status_category} />
          <bdi className="truncate">{status?.name}</bdi>
        </>
      );
    }
    case "priority":
      return (
        <>
          <PriorityGlyph priority={task.priority} />
          <span className={task.priority === "none" ? "truncate text-fg-subtle" : "truncate"}>
            {priorityName(task.priority)}
          </span>
        </>
      );
    case "assignees":
      return <People people={around.members.filter(one => task.assignee_ids.includes(one.user_id))} />;
    case "tags":
      return (
        <span className="fade-end flex min-w-0 flex-1 gap-1.5 overflow-hidden">
          {around.tags
            .filter(tag => task.tag_ids.includes(tag.id))
            .map(tag => (
              <TagChip key={tag.id} name={tag.name} colour={tag.colour} className="shrink-0" />
            ))}
        </span>
      );
    case "due":
      return (
        <>
          <DueMark task={task} short />
          {task.due?.time && (
            <span dir="ltr" className="figures text-xs text-fg-subtle">
              {task.due.time.slice(0, 5)}
            </span>
          )}
        </>
      );
    case "start":
      return task.start_on ? <span className="figures truncate">{dayName(task.start_on)}</span> : null;
    case "estimate":
      return task.estimate == null ? null : <span className="figures">{number(task.estimate)}</span>;
    case "milestone":
      return (
        <bdi className="truncate">{around.milestones.find(one => one.id === task.milestone_id)?.name}</bdi>
      );
    case "cycle":
      return <bdi className="truncate">{around.cycles.find(one => one.id === task.cycle_id)?.name}</bdi>;
    case "project": {
      const project = around.projects.find(one => one.id === task.project_id);
      return (
        project && (
          <>
            <ProjectIcon project={project} />
            <bdi className="truncate">{project.name}</bdi>
          </>
        )
      );
    }
    case "created":
    case "updated":
      return (
        <span className="figures truncate text-fg-muted">{dayName(task[`${name}_at`].slice(0, 10))}</span>
      );
    default: {
      const value = field && valueOfField(task, field);
      if (!field || value == null) {
        return null;
      }
      if (field.type === "person") {
        return <People people={around.members.filter(one => one.user_id === value)} />;
      }
      const options = field.options.filter(option => [value].flat().includes(option.id));
      if (options.length > 0) {
        return options.map(option => (
          <span key={option.id} className="inline-flex min-w-0 shrink-0 items-center gap-1.5">
            <span
              aria-hidden="true"
              className="size-2.5 shrink-0 rounded-full border border-border-strong"
              style={{ backgroundColor: option.colour }}
            />
            <bdi className="truncate">{option.name}</bdi>
          </span>
        ));
      }
      const text = customText(value, field, around);
      return (
        <bdi className={field.type === "number" ? "figures truncate" : "truncate"}>
          {field.type === "number" ? number(Number(value)) : field.type === "date" ? dayName(text) : text}
        </bdi>
      );
    }
  }
}

function People({ people }: { people: readonly Member[] }) {
  const [first] = people;
  if (people.length === 1 && first) {
    return (
      <>
        <Avatar id={first.user_id} name={first.name} size="sm" mute />
        <bdi className="truncate">{first.name}</bdi>
      </>
    );
  }
  return people.map(({ user_id, name }) => <Avatar key={user_id} id={user_id} name={name} size="sm" />);
}
