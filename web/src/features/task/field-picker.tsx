import { useState } from "react";
import type { Member, Priority, Status, Tag, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useStore } from "../../app/store.ts";
import type { Change } from "../../sync/command.ts";
import { getLive, useAll, useRow, useRows } from "../../sync/hooks.ts";
import { newId } from "../../sync/ids.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { PRIORITIES, PriorityGlyph, priorityName, StatusGlyph } from "../../ui/glyphs.tsx";
import { type Option, Picker } from "../../ui/picker.tsx";
import { SaveTaskTemplate } from "../template/save-task.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { asking, type Field } from "./ask.ts";
import { setFields, setList } from "./changes.ts";
import { CustomPicker } from "./custom-picker.tsx";
import { DatePicker } from "./date-picker.tsx";
import { EstimatePicker, ProjectPicker } from "./more-pickers.tsx";
import { OptionDot } from "./option-dot.tsx";
import { columnIds, movesTo } from "./order.ts";
import { change, fresh, type Props, tasksOf } from "./picking.ts";
import { CyclePicker, MilestonePicker } from "./plan-pickers.tsx";
import { RelationPicker } from "./relation-picker.tsx";
import { ReminderPicker } from "./reminder-picker.tsx";
import { RepeatPicker } from "./repeat-picker.tsx";

/** Draws what is asked; it stands once in the page. */
export default function FieldPicker() {
  const now = useStore(asking);
  return now ? <PickerOf {...now} onClose={() => asking.set(undefined)} /> : null;
}

interface OfProps {
  field: Field;
  ids: readonly string[];
  anchor: DOMRect;
  onClose(): void;
}

/** Lets people choose a field of tasks. */
export function PickerOf({ field, ids, anchor, onClose }: OfProps) {
  const tasks = tasksOf(ids);
  const [first] = tasks;
  if (!first) {
    return null;
  }
  const props = { tasks, first, anchor, onClose };
  const key = `${field} ${ids[0]}`;
  switch (field) {
    case "status":
      return <StatusPicker key={key} {...props} />;
    case "assignees":
      return <AssigneePicker key={key} {...props} />;
    case "priority":
      return <PriorityPicker key={key} {...props} />;
    case "tags":
      return <TagPicker key={key} {...props} />;
    case "due":
    case "start":
      return <DayPicker key={key} {...props} field={field} />;
    case "repeat":
      return <RepeatPicker key={key} {...props} />;
    case "remind":
      return <ReminderPicker key={key} {...props} />;
    case "template":
      return <SaveTaskTemplate key={key} {...props} />;
    case "milestone":
      return <MilestonePicker key={key} {...props} />;
    case "cycle":
      return <CyclePicker key={key} {...props} />;
    case "relation":
      return <RelationPicker key={key} {...props} />;
    case "project":
      return <ProjectPicker key={key} {...props} />;
    case "estimate":
      return <EstimatePicker key={key} {...props} />;
    default:
      return <CustomPicker key={key} {...props} id={field.slice("custom:".length)} />;
  }
}

function StatusPicker({ tasks, first, anchor, onClose }: Props) {
  const statuses = useRows<Status>("statuses", first.project_id, "status");
  const options: Option[] = statuses.map((status, at) => ({
    id: status.id,
    label: status.name,
    glyph: <StatusGlyph category={status.category} />,
    checked: tasks.every(task => task.status_id === status.id),
    ...(at < 9 && { keys: String(at + 1) }),
  }));
  const pick = (id: string) => {
    const live = getLive();
    const status = statuses.find(one => one.id === id);
    if (live && status) {
      const moving = fresh(tasks).filter(
        task => task.status_id !== id && task.project_id === status.project_id,
      );
      const end = columnIds(live.entities, status.project_id, id).length;
      change(movesTo(live.entities, moving, status.project_id, status, end), "status");
    }
  };
  return (
    <Picker
      label={t("task.status")}
      placeholder={t("task.set_status")}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}

function PriorityPicker({ tasks, anchor, onClose }: Props) {
  const options: Option[] = PRIORITIES.map((priority, at) => ({
    id: priority,
    label: priorityName(priority),
    glyph: <PriorityGlyph priority={priority} />,
    checked: tasks.every(task => task.priority === priority),
    keys: String(priority === "none" ? 0 : at + 1),
  }));
  const pick = (id: string) => {
    const priority = id as Priority;
    const others = fresh(tasks).filter(task => task.priority !== priority);
    change(
      others.map(task => setFields(task, { priority })),
      "priority",
    );
  };
  return (
    <Picker
      label={t("task.priority")}
      placeholder={t("task.set_priority")}
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}

function AssigneePicker({ tasks, anchor, onClose }: Props) {
  const members = useAll<Member>("member");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        members.map(one => one.user_id).filter(id => tasks.every(task => task.assignee_ids.includes(id))),
      ),
  );
  const options: Option[] = members
    .filter(member => member.state === "active")
    .map(({ user_id, name, email }) => ({
      id: user_id,
      label: name,
      hint: email,
      glyph: <Avatar id={user_id} name={name} size="sm" mute />,
      checked: chosen.has(user_id),
    }));
  const pick = (id: string) => {
    setChosen(toggled(chosen, id));
    change(listChanges(fresh(tasks), "assignee_ids", id, !chosen.has(id)), "assignees");
  };
  return (
    <Picker
      label={t("task.assignees")}
      placeholder={t("task.assign")}
      multi
      {...{ options, anchor, onClose }}
      onPick={pick}
    />
  );
}

function TagPicker({ tasks, first, anchor, onClose }: Props) {
  const tags = useAll<Tag>("tag");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(tags.map(tag => tag.id).filter(id => tasks.every(task => task.tag_ids.includes(id)))),
  );
  const options: Option[] = [...tags]
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(tag => ({
      id: tag.id,
      label: tag.name,
      glyph: <OptionDot colour={tag.colour} />,
      checked: chosen.has(tag.id),
    }));
  const pick = (id: string) => {
    setChosen(toggled(chosen, id));
    change(listChanges(fresh(tasks), "tag_ids", id, !chosen.has(id)), "tags");
  };
  const create = (name: string) => {
    const id = newId();
    const tag = { entity: "tag", id };
    const now = new Date().toISOString();
    const row = {
      id,
      workspace_id: first.workspace_id,
      name,
      colour: "#6B7280",
      version: 0,
      created_at: now,
      updated_at: now,
    };
    const make: Change = {
      thing: tag,
      kind: "create",
      fields: row,
      method: "POST",
      path: `/workspaces/${first.workspace_id}/tags`,
      body: { id, name },
      answers: "tag",
    };
    const wear = listChanges(fresh(tasks), "tag_ids", id, true).map(one => ({ ...one, after: [tag] }));
    setChosen(toggled(chosen, id));
    change([make, ...wear], "tags");
  };
  return (
    <Picker
      label={t("task.tags")}
      placeholder={t("task.set_tags")}
      multi
      {...{ options, anchor, onClose }}
      onPick={pick}
      onCreate={create}
    />
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

function listChanges(
  tasks: readonly Task[],
  field: "assignee_ids" | "tag_ids",
  id: string,
  add: boolean,
): Change[] {
  return tasks
    .filter(task => task[field].includes(id) !== add)
    .map(task => setList(task, field, add ? { add: [id], remove: [] } : { add: [], remove: [id] }));
}

function DayPicker({ tasks, first, anchor, onClose, field }: Props & { field: "due" | "start" }) {
  const weekStart = useOwnWeekStart();
  const shown = useRow<Task>("task", first.id) ?? first;
  const { due } = shown;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  /** Of several tasks each keeps what is not chosen here. */
  const at = (task: Task, date: string, time: string | null | undefined) =>
    time ? { date, time, timezone: task.due?.timezone ?? due?.timezone ?? own } : { date };
  const set = (fields: (task: Task) => Parameters<typeof setFields>[1]) =>
    change(
      fresh(tasks).map(task => setFields(task, fields(task))),
      field,
    );
  return (
    <DatePicker
      label={t(field === "due" ? "task.due" : "task.start")}
      value={(field === "due" ? due?.date : shown.start_on) ?? undefined}
      weekStart={weekStart}
      anchor={anchor}
      onPick={date =>
        set(task =>
          field === "due"
            ? { due: date === null ? null : at(task, date, task.due?.time) }
            : { start_on: date },
        )
      }
      {...(field === "due" && {
        time: due?.time,
        onTime: (time: string | null) =>
          set(task => ({ due: task.due ? at(task, task.due.date, time) : null })),
      })}
      onClose={onClose}
    />
  );
}
