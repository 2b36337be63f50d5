import { Plus, X } from "lucide-react";
import type { Cycle, Milestone, Project, Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useRows } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { PRIORITIES, priorityName } from "../../ui/glyphs.tsx";
import { fieldName } from "../task/said.ts";
import { type Act, type ActOf, emptyValue, SETTABLE, type Settable, type Values } from "./model.ts";

interface SetFieldsProps {
  act: ActOf<"set">;
  project: Project | undefined;
  onChange(act: Act): void;
}

const asAct = (fields: Values): Act => ({ do: "set", fields: fields as Record<string, never> });

/** Fields and what they are set to. */
export function SetFields({ act, project, onChange }: SetFieldsProps) {
  const rows = Object.entries(act.fields as Values);
  const free = SETTABLE.filter(field => !rows.some(([name]) => name === field));
  const put = (at: number, row: readonly [string, unknown]) =>
    onChange(asAct(Object.fromEntries(rows.map((one, index) => (index === at ? row : one)))));
  return (
    <>
      {rows.map(([field, value], at) => (
        <div key={field} className="grid items-start gap-2 md:grid-cols-[11rem_1fr_auto]">
          <SelectField
            bare
            label={t("automation.field")}
            value={field}
            onChange={event => put(at, [event.target.value, emptyValue(event.target.value as Settable)])}
          >
            {[field, ...free].map(name => (
              <option key={name} value={name}>
                {fieldName(name)}
              </option>
            ))}
          </SelectField>
          <Value field={field} value={value} project={project} onChange={next => put(at, [field, next])} />
          {rows.length > 1 && (
            <IconButton
              label={t("filter.remove", { name: fieldName(field) })}
              onClick={() => onChange(asAct(Object.fromEntries(rows.filter((_, index) => index !== at))))}
            >
              <X size={16} />
            </IconButton>
          )}
        </div>
      ))}
      {free.length > 0 && (
        <Button
          kind="ghost"
          size="sm"
          className="self-start"
          onClick={() => {
            const [field] = free;
            if (field) {
              onChange(asAct({ ...(act.fields as Values), [field]: emptyValue(field) }));
            }
          }}
        >
          <Plus size={14} aria-hidden="true" />
          {t("automation.add_field")}
        </Button>
      )}
    </>
  );
}

interface ValueProps {
  field: string;
  value: unknown;
  project: Project | undefined;
  onChange(value: unknown): void;
}

function Value({ field, value, project, onChange }: ValueProps) {
  const label = fieldName(field);
  const text = value === null || value === undefined ? "" : String(value);
  const pick = (event: { target: { value: string } }) => onChange(event.target.value || null);
  switch (field) {
    case "priority":
      return (
        <SelectField bare label={label} value={text} onChange={pick}>
          {PRIORITIES.map(priority => (
            <option key={priority} value={priority}>
              {priorityName(priority)}
            </option>
          ))}
        </SelectField>
      );
    case "status_id":
      return (
        <SelectField bare label={label} value={text} onChange={pick}>
          {text === "" && <option value="">{t("automation.choose")}</option>}
          <StatusOptions project={project?.id} />
        </SelectField>
      );
    case "milestone_id":
    case "cycle_id":
      return <Plan field={field} value={text} project={project} onChange={onChange} />;
    case "due":
    case "start_on": {
      const date = field === "due" ? ((value as { date?: string } | null)?.date ?? "") : text;
      return (
        <TextField
          bare
          type="date"
          label={label}
          hint={date === "" ? t("automation.cleared") : undefined}
          value={date}
          onChange={event => {
            const day = event.target.value;
            onChange(day === "" ? null : field === "due" ? { date: day } : day);
          }}
        />
      );
    }
    case "estimate":
      return (
        <TextField
          bare
          type="number"
          min={0}
          step="any"
          label={label}
          hint={text === "" ? t("automation.cleared") : undefined}
          value={text}
          onChange={event => onChange(event.target.value === "" ? null : Number(event.target.value))}
        />
      );
    case "description":
      return (
        <TextArea
          bare
          rows={2}
          dir="auto"
          label={label}
          value={text}
          onChange={event => onChange(event.target.value)}
        />
      );
    case "title":
      return (
        <TextField
          bare
          dir="auto"
          maxLength={500}
          label={label}
          value={text}
          onChange={event => onChange(event.target.value)}
        />
      );
    default:
      // What other programs wrote is kept as it is.
      return (
        <code dir="ltr" className="min-w-0 rounded-2 bg-sunken px-2 py-1.5 font-mono text-xs wrap-anywhere">
          {JSON.stringify(value)}
        </code>
      );
  }
}

function Plan({ field, value, project, onChange }: Omit<ValueProps, "value"> & { value: string }) {
  const rows = useAll<Milestone | Cycle>(field === "cycle_id" ? "cycle" : "milestone").filter(
    one => project === undefined || one.project_id === project.id,
  );
  return (
    <SelectField
      bare
      label={fieldName(field)}
      value={value}
      onChange={event => onChange(event.target.value || null)}
    >
      <option value="">{t("said.none")}</option>
      {rows.map(one => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </SelectField>
  );
}

/** The statuses of a project; without one, those of all, by project. */
export function StatusOptions({ project }: { project: string | undefined }) {
  const statuses = useAll<Status>("status");
  const projects = useRows<Project>("projects", "all", "project");
  const of = (id: string) =>
    statuses
      .filter(status => status.project_id === id)
      .sort((one, other) => (one.position < other.position ? -1 : 1))
      .map(status => (
        <option key={status.id} value={status.id}>
          {status.name}
        </option>
      ));
  if (project !== undefined) {
    return <>{of(project)}</>;
  }
  return (
    <>
      {projects
        .filter(one => !one.archived_at && !one.deleted_at)
        .map(one => (
          <optgroup key={one.id} label={one.name}>
            {of(one.id)}
          </optgroup>
        ))}
    </>
  );
}
