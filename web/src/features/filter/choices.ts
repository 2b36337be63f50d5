import type { CustomField } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { CATEGORIES, categoryName, PRIORITIES, priorityName } from "../../ui/glyphs.tsx";
import type { Around } from "../view/known.ts";
import {
  CUSTOM_SHAPES,
  FIELD_NAMES,
  FIELDS,
  type FieldName,
  type Shape,
  STATES,
  type Value,
} from "./fields.ts";
import { isField, isNull, type Row, type RowCompare, type RowValue } from "./rows.ts";

/** What can be chosen in a row, and what it is called. */

/** Filters are rarely about these; they come last. */
const LAST: readonly FieldName[] = ["number", "key", "parent", "text"];

export function fieldChoices(around: Around, wide: boolean, current: string): [string, string][] {
  const names = FIELD_NAMES.filter(
    name => (wide || name !== "project" || name === current) && !LAST.includes(name),
  );
  const custom = [...new Set(around.fields.map(field => field.name))];
  const choices: [string, string][] = [
    ...names.map((name): [string, string] => [name, t(`filter.field.${name}`)]),
    ["state", t("filter.field.state")],
    ...LAST.map((name): [string, string] => [name, t(`filter.field.${name}`)]),
    ...custom.map((name): [string, string] => [`field.${name}`, name]),
  ];
  const known = choices.some(([name]) => name === current);
  return known ? choices : [...choices, [current, current.replace(/^field\./, "")]];
}

export function fieldLabel({ field, raw }: Row, around: Around): string {
  if (raw !== undefined) {
    return raw;
  }
  return (
    fieldChoices(around, true, field).find(([name]) => name === field)?.[1] ?? field.replace(/^field\./, "")
  );
}

export function customOf(field: string, around: Around): CustomField | undefined {
  const name = field.startsWith("field.") ? field.slice("field.".length).toLowerCase() : undefined;
  return around.fields.find(one => one.name.toLowerCase() === name || one.id === name);
}

function shapeOf(field: string, around: Around): Shape {
  const custom = customOf(field, around);
  return isField(field) ? FIELDS[field].shape : custom ? CUSTOM_SHAPES[custom.type] : "choice";
}

/** What kind of value a row wants; `option` is one of a custom field's. */
export type Wanted = Value | "person" | "option" | "state" | "date";

export function wantedOf(field: string, around: Around): Wanted {
  if (field === "state") {
    return "state";
  }
  if (isField(field)) {
    const { names, value } = FIELDS[field] as { names?: string; value: Value };
    return names === "task" ? "text" : names === "person" ? "person" : value;
  }
  switch (customOf(field, around)?.type) {
    case "number":
      return "number";
    case "date":
      return "date";
    case "person":
      return "person";
    case "select":
    case "multi_select":
      return "option";
    default:
      return "text";
  }
}

export function opsOf(field: string, around: Around): RowCompare[] {
  if (field === "state") {
    return ["=", "!="];
  }
  const always = isField(field) && (FIELDS[field] as { always?: boolean }).always === true;
  const nothing: RowCompare[] = always ? [] : ["empty", "filled"];
  switch (shapeOf(field, around)) {
    case "words":
      return ["~", "!~"];
    case "text":
      return ["~", "!~", "=", "!=", ...nothing];
    case "rank":
      return ["=", "!=", ">=", ">", "<=", "<"];
    case "scale":
      return ["=", "!=", "<", "<=", ">", ">=", ...nothing];
    case "choice":
      return ["=", "!=", ...nothing];
  }
}

const WORDS = {
  "=": "is",
  "!=": "is_not",
  "<": "less",
  "<=": "at_most",
  ">": "more",
  ">=": "at_least",
  "~": "contains",
  "!~": "contains_not",
  empty: "empty",
  filled: "filled",
} as const;

const TIMES = { "<": "before", "<=": "until", ">": "after", ">=": "since" } as const;

export function compareName(compare: RowCompare, field: string, around: Around): string {
  const wanted = wantedOf(field, around);
  const timely = wanted === "day" || wanted === "instant" || wanted === "date";
  const word = timely && compare in TIMES ? TIMES[compare as "<"] : WORDS[compare];
  return t(`filter.op.${word}`);
}

export interface Choice {
  readonly value: RowValue;
  readonly label: string;
  readonly hint?: string;
}

const NONE: RowValue = { text: "null", quoted: false };
const word = (text: string): RowValue => ({ text, quoted: false });
const named = (text: string): RowValue => ({ text, quoted: true });

/** All that a row's value can be, where that is a list. */
export function valueChoices(field: string, around: Around): Choice[] {
  const wanted = wantedOf(field, around);
  const optional = isField(field) ? !(FIELDS[field] as { always?: boolean }).always : true;
  const none: Choice[] = optional ? [{ value: NONE, label: t("filter.none") }] : [];
  const byName = (rows: readonly { readonly name: string }[]): Choice[] =>
    [...new Set(rows.map(row => row.name))].map(name => ({ value: named(name), label: name }));
  switch (wanted) {
    case "state":
      return STATES.map(state => ({ value: word(state), label: t(`filter.state.${state}`) }));
    case "category":
      return CATEGORIES.map(one => ({ value: word(one), label: categoryName(one) }));
    case "priority":
      return PRIORITIES.map(one => ({ value: word(one), label: priorityName(one) }));
    case "person": {
      const people = around.members.map(({ name, email }) => {
        const double = around.members.filter(one => one.name.toLowerCase() === name.toLowerCase()).length > 1;
        return { value: named(double && email ? email : name), label: name, ...(email && { hint: email }) };
      });
      return [{ value: word("me"), label: t("filter.me") }, ...people, ...none];
    }
    case "option":
      return [...byName(customOf(field, around)?.options ?? []), ...none];
    case "name":
      switch (field) {
        case "status":
          return byName(around.statuses);
        case "tag":
          return [...byName(around.tags), ...none];
        case "milestone":
          return [...byName(around.milestones), ...none];
        case "project":
          return around.projects.map(({ key, name }) => ({ value: named(key), label: name, hint: key }));
        default:
          return [
            ...(["current", "next", "previous"] as const).map(turn => ({
              value: word(turn),
              label: t(`filter.cycle.${turn}`),
            })),
            ...byName(around.cycles),
            ...none,
          ];
      }
    default:
      return [];
  }
}

/** The usual days; what is beside them is a date. */
export const DAYS = [
  "today",
  "tomorrow",
  "yesterday",
  "today+7d",
  "today-7d",
  "end_of_week",
  "start_of_week",
  "end_of_month",
  "start_of_month",
] as const;

export function dayLabel(text: string): string | undefined {
  const found = DAYS.find(day => day === text.toLowerCase());
  return found && t(`filter.day.${found}`);
}

/** How a value is told in a row and on a chip. */
export function valueLabel(value: RowValue, field: string, around: Around): string {
  if (isNull(value)) {
    return t("filter.none");
  }
  const found = valueChoices(field, around).find(
    choice => choice.value.text.toLowerCase() === value.text.toLowerCase() && !isNull(choice.value),
  );
  return found?.label ?? (value.quoted ? undefined : dayLabel(value.text)) ?? value.text;
}
