import type { CustomField, Layout } from "../../api/types.ts";
import { GROUPINGS, type Grouping } from "../list/groups.ts";

/** The grouping that the address names, if there is such a one. */
export function groupingOf(text: string, fields: readonly CustomField[], otherwise: Grouping): Grouping {
  const known = GROUPINGS.find(one => one === text);
  const field = fields.find(one => `field.${one.id}` === text && one.options.length > 0);
  return known ?? (field ? `field.${field.id}` : otherwise);
}

/** How a layout groups when nobody says otherwise; `wide`: of several projects. */
export function usualGroup(layout: Layout, wide: boolean): Grouping {
  return layout === "timeline" ? "none" : wide ? "category" : "status";
}

const LANES: readonly Grouping[] = ["assignee", "priority", "due", "milestone", "cycle", "tag", "project"];

/** What can divide a board across its columns. */
export function laneChoices(fields: readonly CustomField[], wide: boolean): Grouping[] {
  return [
    ...LANES.filter(one => wide || one !== "project"),
    ...fields.filter(field => field.options.length > 0).map((field): Grouping => `field.${field.id}`),
  ];
}
