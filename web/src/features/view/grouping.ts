import type { CustomField } from "../../api/types.ts";
import { GROUPINGS, type Grouping } from "../list/groups.ts";

/** The grouping that the address names, if there is such a one. */
export function groupingOf(text: string, fields: readonly CustomField[], otherwise: Grouping): Grouping {
  const known = GROUPINGS.find(one => one === text);
  const field = fields.find(one => `field.${one.id}` === text && one.options.length > 0);
  return known ?? (field ? `field.${field.id}` : otherwise);
}
