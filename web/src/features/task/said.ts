import type { CustomField, Due, Member, Project, Status, Task } from "../../api/types.ts";
import { hasMessage, type MessageId, t } from "../../app/i18n.ts";
import { dayName, list, number, times } from "../../app/times.ts";
import { getLive } from "../../sync/hooks.ts";
import { categoryName, priorityName } from "../../ui/glyphs.tsx";
import { inWords, type Recurrence } from "./recurrence.ts";

/** What entries of the log say, in words. */

export type Changes = Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;

/** Changes that say nothing to people. */
export const MUTE: ReadonlySet<string> = new Set([
  "position",
  "status_category",
  "completed_at",
  "due_at",
  "updated_at",
  "number",
  "cycle_since",
]);

/** What happened: `Task created` for `task.created`. What has no words yet is shown as it stands. */
export function typeName(type: string): string {
  const id = `said.type.${type}`;
  return hasMessage(id) ? t(id) : type;
}

export function fieldName(field: string): string {
  const id = `said.field.${field}`;
  return hasMessage(id) ? t(id) : field;
}

export function personName(id: string | null | undefined): string {
  if (!id) {
    return t("said.server");
  }
  return nameIn("member", one => (one as Member).user_id === id) ?? t("task.somebody");
}

/** A value as people call it. */
export function valueName(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) {
    return t("said.none");
  }
  if (Array.isArray(value)) {
    const names = value.map(one => valueName(field, one));
    return names.length > 1 ? list(names.map(isolated)) : (names[0] ?? "");
  }
  if (typeof value === "boolean") {
    return t(value ? "said.yes" : "said.no");
  }
  const text = String(value);
  switch (field) {
    case "status_id":
      return row<Status>("status", text)?.name ?? "…";
    case "tag_ids":
      return row<{ name: string }>("tag", text)?.name ?? "…";
    case "assignee_ids":
    case "editors":
    case "lead_id":
    case "user_id":
    case "user_ids":
      return nameIn("member", one => (one as Member).user_id === value) ?? "…";
    case "team_id":
      return row<{ name: string }>("team", text)?.name ?? "…";
    case "milestone_id":
      return row<{ name: string }>("milestone", text)?.name ?? "…";
    case "cycle_id":
      return row<{ name: string }>("cycle", text)?.name ?? "…";
    case "parent_id":
      return row<Task>("task", text)?.key ?? row<Project>("project", text)?.name ?? "…";
    case "project_id":
      return row<Project>("project", text)?.name ?? "…";
    case "priority":
      return priorityName(value as Task["priority"]);
    case "category":
    case "status_category":
      return categoryName(value as Task["status_category"]);
    case "visibility":
      return t(value === "private" ? "project.private" : "project.for_all");
    case "role":
      return worded(text, `app.role.${text}`, `project.role.${text}`);
    case "state":
      return worded(text, `plan.state.${text}`, `said.state.${text}`);
    case "due": {
      const { date, time } = value as Due;
      return time ? `${dayName(date)} ${time}` : dayName(date);
    }
    case "start_on":
    case "target_on":
      return dayName(text);
    case "recurrence":
      return inWords(value as Recurrence);
    case "custom_fields":
      return list(
        Object.entries(value as object).map(([id, one]) => {
          const custom = row<CustomField>("custom_field", id);
          return t("said.pair", {
            name: isolated(custom?.name ?? "…"),
            value: isolated(customName(custom, one)),
          });
        }),
      );
    default:
      return field.endsWith("_at") && typeof value === "string" ? times.full(value) : bare(value);
  }
}

function bare(value: unknown): string {
  if (Array.isArray(value)) {
    return list(value.map(bare));
  }
  return typeof value === "number"
    ? number(value)
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}

/** What people wrote keeps its own direction, whatever stands around it. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** A value of a custom field: what is chosen, by name. */
function customName(field: CustomField | undefined, value: unknown): string {
  if (Array.isArray(value)) {
    return list(value.map(one => isolated(customName(field, one))));
  }
  if (value === null || value === undefined) {
    return t("said.none");
  }
  return field?.type === "person"
    ? valueName("user_id", value)
    : field?.type === "date"
      ? dayName(String(value))
      : (field?.options?.find(option => option.id === value)?.name ?? bare(value));
}

/** The first message there is, else the text as it stands. */
function worded(text: string, ...ids: string[]): string {
  const id = ids.find(hasMessage);
  return id ? t(id as MessageId) : text;
}

/** `Low → High`, or only what it is now where nothing was before. */
export function became(field: string, from: unknown, to: unknown): string {
  // Of a text the log tells people only how long it was.
  const name = (value: unknown) => {
    const text =
      field === "description" && typeof value === "number"
        ? t("said.characters", { count: value })
        : valueName(field, value);
    return Array.isArray(value) && value.length > 1 ? text : isolated(text);
  };
  return from === null || from === undefined || (Array.isArray(from) && from.length === 0)
    ? name(to)
    : t("said.became", { from: name(from), to: name(to) });
}

function row<T>(entity: string, id: string): T | undefined {
  return getLive()?.entities.get(entity, id) as T | undefined;
}

function nameIn(entity: string, wanted: (row: unknown) => boolean): string | undefined {
  return (getLive()?.entities.list(entity).find(wanted) as { name?: string } | undefined)?.name;
}
