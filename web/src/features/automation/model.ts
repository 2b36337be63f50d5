import type { components } from "../../api/schema";
import { hasMessage, type MessageId, t } from "../../app/i18n.ts";
import { list, weekdays } from "../../app/times.ts";
import { fieldName, typeName } from "../task/said.ts";

type Schemas = components["schemas"];
export type Rule = Schemas["Rule"];
export type NewRule = Schemas["NewRule"];
export type Trigger = Schemas["Trigger"];
export type Act = Schemas["Act"];
export type Run = Schemas["Run"];
export type Rehearsal = Schemas["Rehearsal"];
export type Weekday = Schemas["Weekday"];
export type Kind = Act["do"];
export type ActOf<K extends Kind> = Extract<Act, { do: K }>;
/** What a `set` sets: a merge patch of a task. */
export type Values = Readonly<Record<string, unknown>>;

type Waiting = Extract<Trigger, { on: "event" }>;
export type EventType = Waiting["types"][number];
export type ChangedField = NonNullable<Waiting["fields"]>[number];

/** What a rule can wait for. All that the server knows stands here, or it is no program. */
export const TYPES = Object.keys({
  "task.created": true,
  "task.updated": true,
  "task.moved": true,
  "task.completed": true,
  "task.reopened": true,
  "task.archived": true,
  "task.unarchived": true,
  "task.trashed": true,
  "task.restored": true,
  "comment.created": true,
} satisfies Record<EventType, true>) as EventType[];

/** Of which fields people can let a rule wait for a change. */
export const FIELDS = [
  "status_id",
  "status_category",
  "priority",
  "assignee_ids",
  "tag_ids",
  "due",
  "start_on",
  "title",
  "description",
  "estimate",
  "custom_fields",
  "milestone_id",
  "cycle_id",
  "parent_id",
  "project_id",
  "recurrence",
] as const satisfies readonly ChangedField[];

export const DAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

/** What a rule can do, the usual first. */
export const KINDS: readonly Kind[] = [
  "set",
  "assign",
  "tag",
  "comment",
  "notify",
  "move",
  "complete",
  "create_task",
  "call_webhook",
];
/** Whom a notice can go to without naming anybody. */
export const ROLES = ["assignees", "creator", "watchers"] as const;
export const MOST_ACTIONS = 10;
export const MOST_PER_HOUR = 1_000;

/** Fields that a rule can set. */
export const SETTABLE = [
  "priority",
  "status_id",
  "due",
  "start_on",
  "estimate",
  "milestone_id",
  "cycle_id",
  "title",
  "description",
] as const;
export type Settable = (typeof SETTABLE)[number];

/** An action as it begins. */
export function emptyAct(kind: Kind): Act {
  switch (kind) {
    case "set":
      return { do: "set", fields: { priority: "high" } as unknown as Record<string, never> };
    case "assign":
    case "tag":
      return { do: kind, add: [], remove: [] };
    case "comment":
      return { do: "comment", body: "" };
    case "move":
      return { do: "move", project_id: null, status_id: null };
    case "complete":
      return { do: "complete" };
    case "notify":
      return { do: "notify", user_ids: [], roles: ["assignees"], text: "" };
    case "call_webhook":
      return { do: "call_webhook", webhook_id: "", body: "" };
    case "create_task":
      return { do: "create_task", title: "", assignee_ids: [], subtask: false };
  }
}

/** What a field is set to at first. */
export function emptyValue(field: Settable): unknown {
  return field === "priority" ? "high" : field === "title" || field === "description" ? "" : null;
}

export function kindName(kind: string): string {
  const id = `automation.do.${kind}`;
  return hasMessage(id) ? t(id) : kind;
}

/** What a rule waits for, in words. */
export function triggerText(trigger: Trigger): string {
  if (trigger.on === "schedule") {
    const names = weekdays("short");
    const days = DAYS.filter(day => trigger.weekdays?.includes(day)).map(
      day => names[DAYS.indexOf(day)]?.name ?? day,
    );
    return days.length === 0
      ? t("automation.daily_at", { time: trigger.time })
      : t("automation.days_at", { days: list(days), time: trigger.time });
  }
  if (trigger.on === "due") {
    return dueText(trigger.minutes);
  }
  const what = list(trigger.types.map(typeName));
  const fields = trigger.fields ?? [];
  return fields.length === 0
    ? what
    : t("automation.when_fields", { what, fields: list(fields.map(fieldName)) });
}

/** The largest unit that says it without a rest. */
export function inUnits(minutes: number): { count: number; unit: Unit } {
  const size = Math.abs(minutes);
  const unit = (["day", "hour"] as const).find(one => size > 0 && size % MINUTES[one] === 0) ?? "minute";
  return { count: size / MINUTES[unit], unit };
}

export const MINUTES = { minute: 1, hour: 60, day: 1_440 } as const;
export type Unit = keyof typeof MINUTES;

function dueText(minutes: number): string {
  if (minutes === 0) {
    return t("automation.due_now");
  }
  const { count, unit } = inUnits(minutes);
  return t(minutes < 0 ? `automation.before.${unit}` : `automation.after.${unit}`, { count });
}

/** Why something was not done, or a rule was switched off. */
export function reasonText(code: string): string {
  const id = [`automation.reason.${code}`, `problem.${code}`].find(hasMessage);
  return id ? t(id as MessageId) : code;
}
