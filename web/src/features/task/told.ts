import { hasMessage, t } from "../../app/i18n.ts";
import { list } from "../../app/times.ts";
import { type Changes, MUTE, valueName } from "./said.ts";

/** One thing that happened. */
export interface Entry {
  readonly id: string;
  readonly seq: number;
  readonly actor_id?: string | null;
  readonly at: string;
  readonly type: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly changes: Changes;
  readonly redacted: boolean;
}

/** What somebody did to a task, as it goes on behind their name. */
export function inText(entry: Entry): string {
  if (entry.redacted) {
    return t("detail.redacted");
  }
  const id = `activity.${entry.type}`;
  const fields = Object.entries(entry.changes).filter(([field]) => !MUTE.has(field));
  if (hasMessage(id)) {
    return t(id);
  }
  const said = fields.map(([field, change]) => fieldText(field, change)).filter(Boolean);
  return said.length > 0 ? list(said) : t("activity.other");
}

function fieldText(field: string, { from, to }: Changes[string]): string {
  const id = `activity.field.${field}`;
  if (field === "editors") {
    return t("activity.written_by", { people: list((to as string[]).map(one => valueName(field, one))) });
  }
  if (!hasMessage(id)) {
    return t("activity.other");
  }
  if (Array.isArray(to) || Array.isArray(from)) {
    const before = new Set((from as string[] | null) ?? []);
    const after = new Set((to as string[] | null) ?? []);
    const added = [...after].filter(one => !before.has(one)).map(one => valueName(field, one));
    const removed = [...before].filter(one => !after.has(one)).map(one => valueName(field, one));
    return list([
      ...(added.length > 0 ? [t("activity.added", { what: list(added) })] : []),
      ...(removed.length > 0 ? [t("activity.removed", { what: list(removed) })] : []),
    ]);
  }
  return to === null || to === undefined || to === ""
    ? t("activity.cleared", { field: t(id) })
    : field === "description" || field === "custom_fields"
      ? t("activity.edited", { field: t(id) })
      : t("activity.set", { field: t(id), value: valueName(field, to) });
}
