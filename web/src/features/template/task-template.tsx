import { type ReactNode, useRef, useState } from "react";
import type { Member, Priority, Status, Tag, TaskPlan, Template } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { INPUT, SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { PRIORITIES, priorityName } from "../../ui/glyphs.tsx";
import { type Option, Picker } from "../../ui/picker.tsx";
import { Dot, TagChip } from "../../ui/tag.tsx";
import { Form } from "../auth/form.tsx";
import { SubtaskLines } from "./lines.tsx";
import { byName, type Line, linesOf, treeOf } from "./plan.ts";

interface Props {
  path: string;
  projectId: string | null;
  template: Template | undefined;
  onClose(): void;
}

const whole = (text: string | undefined): number | undefined =>
  text === undefined || text.trim() === "" ? undefined : Math.round(Number(text));

/** Makes a template of tasks, or changes one. What this does not show of it stays as it is. */
export function TaskTemplateDialog({ path, projectId, template, onClose }: Props) {
  const plan: TaskPlan = template?.task ?? { title: "" };
  const [lines, setLines] = useState<readonly Line[]>(() => linesOf(plan.subtasks));
  const [tags, setTags] = useState<readonly string[]>(plan.tag_ids ?? []);
  const [people, setPeople] = useState<readonly string[]>(plan.assignee_ids ?? []);
  const statuses = useAll<Status>("status").filter(one => projectId === null || one.project_id === projectId);
  const columns = [...new Set([...statuses.map(one => one.name), ...(plan.status ? [plan.status] : [])])];

  const send = async (values: Record<string, string>) => {
    const days = whole(values["due"]);
    const time = values["time"] || null;
    const estimate = values["estimate"]?.trim().replace(",", ".");
    const task: TaskPlan = {
      ...plan,
      title: (values["title"] ?? "").trim(),
      description: values["text"] ?? "",
      status: values["status"] || null,
      priority: values["priority"] as Priority,
      start_in: whole(values["start"]) ?? null,
      due_in: days === undefined ? null : { ...plan.due_in, days, time },
      estimate: estimate ? Number(estimate) : null,
      tag_ids: [...tags],
      assignee_ids: [...people],
      subtasks: treeOf(lines),
    };
    const body = { name: values["name"], description: values["for"] ?? "", task };
    await (template ? api.patch(`/templates/${template.id}`, body) : api.post(path, body));
    onClose();
  };
  return (
    <Dialog title={t(template ? "template.edit" : "template.new")} size="lg" onClose={onClose}>
      <div className="p-5">
        <Form action={t("app.save")} fields={["name", "description"]} send={send}>
          {error => (
            <>
              <div className="grid gap-3 md:grid-cols-2">
                <TextField
                  label={t("template.name")}
                  name="name"
                  required
                  autoFocus
                  dir="auto"
                  maxLength={100}
                  defaultValue={template?.name}
                  error={faultOf(error, "name")}
                />
                <TextField
                  label={t("template.for")}
                  name="for"
                  dir="auto"
                  defaultValue={template?.description}
                  error={faultOf(error, "description")}
                />
              </div>
              <fieldset className="flex flex-col gap-4 border-t border-border pt-4">
                <legend className="sr-only">{t("template.what")}</legend>
                <TextField
                  label={t("task.title")}
                  name="title"
                  required
                  dir="auto"
                  maxLength={500}
                  defaultValue={plan.title}
                  error={faultOf(error, "task/title")}
                />
                <TextArea
                  label={t("task.description")}
                  name="text"
                  rows={3}
                  dir="auto"
                  defaultValue={plan.description}
                  error={faultOf(error, "task/description")}
                />
                <div className="grid grid-cols-2 gap-3 md:grid-cols-3">
                  <SelectField label={t("task.status")} name="status" defaultValue={plan.status ?? ""}>
                    <option value="">{t("template.usual_status")}</option>
                    {columns.map(name => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                  </SelectField>
                  <SelectField
                    label={t("task.priority")}
                    name="priority"
                    defaultValue={plan.priority ?? "none"}
                  >
                    {PRIORITIES.map(one => (
                      <option key={one} value={one}>
                        {priorityName(one)}
                      </option>
                    ))}
                  </SelectField>
                  <TextField
                    label={t("task.estimate")}
                    name="estimate"
                    inputMode="decimal"
                    autoComplete="off"
                    defaultValue={plan.estimate ?? ""}
                    error={faultOf(error, "task/estimate")}
                  />
                  <TextField
                    label={t("template.start_in")}
                    name="start"
                    type="number"
                    min={-3650}
                    max={3650}
                    placeholder={t("template.days")}
                    defaultValue={plan.start_in ?? ""}
                    error={faultOf(error, "task/start_in")}
                  />
                  <TextField
                    label={t("template.due_in")}
                    name="due"
                    type="number"
                    min={-3650}
                    max={3650}
                    placeholder={t("template.days")}
                    defaultValue={plan.due_in?.days ?? ""}
                    error={faultOf(error, "task/due_in")}
                  />
                  <TextField
                    label={t("task.time")}
                    name="time"
                    type="time"
                    defaultValue={plan.due_in?.time ?? ""}
                  />
                </div>
                <div className="grid gap-3 md:grid-cols-2">
                  <TagsChoice value={tags} onChange={setTags} />
                  <PeopleChoice value={people} onChange={setPeople} />
                </div>
                <SubtaskLines lines={lines} onChange={setLines} />
              </fieldset>
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  value: readonly string[];
  onChange(value: readonly string[]): void;
}

function TagsChoice({ value, onChange }: ChoiceProps) {
  const tags = [...useAll<Tag>("tag")].sort(byName);
  return (
    <Several
      label={t("task.tags")}
      none={t("task.no_tags")}
      options={tags.map(tag => ({ id: tag.id, label: tag.name, glyph: <Dot colour={tag.colour} /> }))}
      value={value}
      onChange={onChange}
    >
      {tags.flatMap(tag =>
        value.includes(tag.id) ? [<TagChip key={tag.id} name={tag.name} colour={tag.colour} />] : [],
      )}
    </Several>
  );
}

function PeopleChoice({ value, onChange }: ChoiceProps) {
  const members = useAll<Member>("member").filter(member => member.state === "active");
  return (
    <Several
      label={t("task.assignees")}
      none={t("task.nobody")}
      options={members.map(({ user_id, name, email }) => ({
        id: user_id,
        label: name,
        hint: email,
        glyph: <Avatar id={user_id} name={name} size="sm" mute />,
      }))}
      value={value}
      onChange={onChange}
    >
      {members.flatMap(({ user_id, name }) =>
        value.includes(user_id)
          ? [
              <span key={user_id} className="inline-flex items-center gap-1.5">
                <Avatar id={user_id} name={name} size="sm" mute />
                <bdi>{name}</bdi>
              </span>,
            ]
          : [],
      )}
    </Several>
  );
}

interface SeveralProps extends ChoiceProps {
  label: string;
  none: string;
  options: readonly Option[];
  children: readonly ReactNode[];
}

/** Several of a list, shown in a button that opens it. */
function Several({ label, none, options, value, onChange, children }: SeveralProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const toggle = (id: string) =>
    onChange(value.includes(id) ? value.filter(one => one !== id) : [...value, id]);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span aria-hidden="true" className="text-sm font-medium">
        {label}
      </span>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        className={`${INPUT} flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 py-1 text-start text-sm touch:min-h-11`}
        onClick={() => setOpen(true)}
      >
        <span className="sr-only">{label}: </span>
        {children.length > 0 ? children : <span className="text-fg-subtle">{none}</span>}
      </button>
      {open && (
        <Picker
          label={label}
          placeholder={label}
          multi
          anchor={button}
          options={options.map(option => ({ ...option, checked: value.includes(option.id) }))}
          onPick={toggle}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
