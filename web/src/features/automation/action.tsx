import type { Member, Page, Project, Tag } from "../../api/types.ts";
import { useAsked } from "../../app/asked.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useLive, useRows } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Check, SelectField, TextArea, TextField } from "../../ui/field.tsx";
import type { Option } from "../../ui/picker.tsx";
import { Dot } from "../../ui/tag.tsx";
import { type Act, type ActOf, ROLES } from "./model.ts";
import { SetFields, StatusOptions } from "./set-fields.tsx";

interface ActionProps<A extends Act = Act> {
  act: A;
  project: Project | undefined;
  onChange(act: Act): void;
}

/** What an action needs to know. */
export function Action({ act, ...rest }: ActionProps) {
  switch (act.do) {
    case "set":
      return <SetFields act={act} {...rest} />;
    case "assign":
      return <People act={act} {...rest} />;
    case "tag":
      return <Tags act={act} {...rest} />;
    case "comment":
      return <Comment act={act} {...rest} />;
    case "move":
      return <Move act={act} {...rest} />;
    case "complete":
      return <p className="text-sm text-fg-muted">{t("automation.complete_text")}</p>;
    case "notify":
      return <Notify act={act} {...rest} />;
    case "call_webhook":
      return <CallWebhook act={act} {...rest} />;
    case "create_task":
      return <CreateTask act={act} {...rest} />;
  }
}

function usePeople(): Option[] {
  return useAll<Member>("member")
    .filter(member => member.state === "active")
    .map(({ user_id, name, email }) => ({
      id: user_id,
      label: name,
      hint: email,
      glyph: <Avatar id={user_id} name={name} size="sm" mute />,
    }));
}

interface PeopleChipsProps {
  label: string;
  chosen: readonly string[] | undefined;
  onChange(chosen: string[]): void;
}

function PeopleChips({ label, chosen = [], onChange }: PeopleChipsProps) {
  const options = usePeople();
  return <Chips label={label} add={t("project.add_member")} {...{ options, chosen, onChange }} />;
}

function People({ act, onChange }: ActionProps<ActOf<"assign">>) {
  return <AddRemove act={act} options={usePeople()} add={t("project.add_member")} onChange={onChange} />;
}

function Tags({ act, onChange }: ActionProps<ActOf<"tag">>) {
  const options = useAll<Tag>("tag").map(tag => ({
    id: tag.id,
    label: tag.name,
    glyph: <Dot colour={tag.colour} />,
  }));
  return <AddRemove act={act} options={options} add={t("automation.add_tag")} onChange={onChange} />;
}

interface AddRemoveProps {
  act: ActOf<"assign"> | ActOf<"tag">;
  options: readonly Option[];
  add: string;
  onChange(act: Act): void;
}

function AddRemove({ act, options, add, onChange }: AddRemoveProps) {
  return (
    <>
      <Chips
        label={t("automation.put_on")}
        add={add}
        options={options}
        chosen={act.add ?? []}
        onChange={chosen => onChange({ ...act, add: chosen })}
      />
      <Chips
        label={t("automation.take_off")}
        add={add}
        options={options}
        chosen={act.remove ?? []}
        onChange={chosen => onChange({ ...act, remove: chosen })}
      />
    </>
  );
}

function Comment({ act, onChange }: ActionProps<ActOf<"comment">>) {
  return (
    <TextArea
      label={t("automation.body")}
      dir="auto"
      rows={3}
      hint={<Filled />}
      value={act.body}
      onChange={event => onChange({ ...act, body: event.target.value })}
    />
  );
}

/** What is filled in where a text names it. */
function Filled() {
  return (
    <>
      {t("automation.filled_in")}{" "}
      <code dir="ltr" className="font-mono text-xs">
        {"{{task.key}} {{task.title}}"}
      </code>
    </>
  );
}

function Notify({ act, onChange }: ActionProps<ActOf<"notify">>) {
  const roles = act.roles ?? [];
  return (
    <>
      <fieldset className="flex flex-wrap gap-x-5 gap-y-1">
        <legend className="mb-1.5 text-sm font-medium">{t("automation.tell")}</legend>
        {ROLES.map(role => (
          <Check
            key={role}
            label={t(`automation.role.${role}`)}
            checked={roles.includes(role)}
            onChange={() =>
              onChange({
                ...act,
                roles: roles.includes(role) ? roles.filter(one => one !== role) : [...roles, role],
              })
            }
          />
        ))}
      </fieldset>
      <PeopleChips
        label={t("automation.also_tell")}
        chosen={act.user_ids}
        onChange={chosen => onChange({ ...act, user_ids: chosen })}
      />
      <TextArea
        label={t("automation.body")}
        dir="auto"
        rows={2}
        maxLength={2_000}
        hint={<Filled />}
        value={act.text}
        onChange={event => onChange({ ...act, text: event.target.value })}
      />
    </>
  );
}

function CallWebhook({ act, onChange }: ActionProps<ActOf<"call_webhook">>) {
  const workspace = useLive()?.workspace;
  const { data, error } = useAsked<Page<{ id: string; url: string }>>(
    workspace && `/workspaces/${workspace}/webhooks?limit=100`,
  );
  return (
    <>
      <SelectField
        label={t("webhooks.webhook")}
        hint={t(error ? "settings.no_right" : "automation.webhook_hint")}
        value={act.webhook_id}
        onChange={event => onChange({ ...act, webhook_id: event.target.value })}
      >
        <option value="">{t("automation.choose")}</option>
        {data?.items.map(one => (
          <option key={one.id} value={one.id}>
            {one.url}
          </option>
        ))}
      </SelectField>
      <TextArea
        label={t("automation.body")}
        dir="auto"
        rows={2}
        hint={<Filled />}
        value={act.body ?? ""}
        onChange={event => onChange({ ...act, body: event.target.value })}
      />
    </>
  );
}

/** The project where a task goes; with none it stays in its own. */
function ProjectField({ value, onChange }: { value: string; onChange(id: string | null): void }) {
  const projects = useRows<Project>("projects", "all", "project").filter(
    project => !project.archived_at && !project.deleted_at,
  );
  return (
    <SelectField
      label={t("task.project")}
      value={value}
      onChange={event => onChange(event.target.value || null)}
    >
      <option value="">{t("automation.same_project")}</option>
      {projects.map(one => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </SelectField>
  );
}

function Move({ act, project, onChange }: ActionProps<ActOf<"move">>) {
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <ProjectField
        value={act.project_id ?? ""}
        onChange={id => onChange({ ...act, project_id: id, status_id: null })}
      />
      <SelectField
        label={t("task.status")}
        value={act.status_id ?? ""}
        onChange={event => onChange({ ...act, status_id: event.target.value || null })}
      >
        <option value="">{t("automation.any_status")}</option>
        <StatusOptions project={act.project_id ?? project?.id} />
      </SelectField>
    </div>
  );
}

function CreateTask({ act, onChange }: ActionProps<ActOf<"create_task">>) {
  return (
    <>
      <TextField
        label={t("task.title")}
        dir="auto"
        maxLength={500}
        hint={<Filled />}
        value={act.title}
        onChange={event => onChange({ ...act, title: event.target.value })}
      />
      <TextArea
        label={t("task.description")}
        dir="auto"
        rows={2}
        value={act.description ?? ""}
        onChange={event => onChange({ ...act, description: event.target.value || null })}
      />
      <ProjectField value={act.project_id ?? ""} onChange={id => onChange({ ...act, project_id: id })} />
      <PeopleChips
        label={t("task.assignees")}
        chosen={act.assignee_ids}
        onChange={chosen => onChange({ ...act, assignee_ids: chosen })}
      />
      <Check
        label={t("automation.subtask")}
        checked={act.subtask === true}
        onChange={event => onChange({ ...act, subtask: event.target.checked })}
      />
    </>
  );
}
