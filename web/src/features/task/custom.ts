import type { CustomField, Task } from "../../api/types.ts";

/** Custom fields: which a task has, and what is written into them. Pure. */

/** A value: a text, a number, a date, the id of an option or of a person, or the ids of several options. */
export type Value = string | number | readonly string[];

export function customValue(task: Task, field: CustomField): Value | undefined {
  return (task.custom_fields as Readonly<Record<string, Value | undefined>>)[field.id];
}

/** The fields of tasks of a project, those of all projects first; archived ones only where there is a value. */
export function fieldsOf(task: Task, all: readonly CustomField[]): CustomField[] {
  return all
    .filter(field => field.project_id == null || field.project_id === task.project_id)
    .filter(field => !field.archived_at || customValue(task, field) !== undefined)
    .sort(byScope);
}

export function byScope(one: CustomField, other: CustomField): number {
  const scope = Number(one.project_id != null) - Number(other.project_id != null);
  return scope || compare(one.position, other.position) || compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What somebody typed into a field, as it is kept; `null` when it is none. */
export function parsed(kind: CustomField["type"], text: string): string | number | null {
  const plain = text.trim();
  if (kind === "number") {
    const value = Number(plain.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
    return plain !== "" && Number.isFinite(value) ? value : null;
  }
  if (kind === "url") {
    return address(plain);
  }
  return plain === "" ? null : plain;
}

function address(text: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  const url = URL.parse(whole);
  const sound = url && /^https?:$/.test(url.protocol) && url.hostname.includes(".");
  return sound || url?.hostname === "localhost" ? whole : null;
}
