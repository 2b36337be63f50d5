import { t } from "../../app/i18n.ts";
import type { Fault } from "../filter/fault.ts";
import type { Kind } from "../filter/fields.ts";
import { GROUPINGS, type Grouping } from "../list/groups.ts";
import type { Around } from "./known.ts";
import { SORTS, type SortName } from "./sort.ts";

/** What filters, orders and groups are called. */

export function sortName(by: SortName, { fields }: Pick<Around, "fields">): string {
  const known = SORTS.find(one => one === by);
  return known
    ? t(`view.sort.${known}`)
    : (fields.find(field => `field.${field.id}` === by)?.name ?? t("view.gone"));
}

export function groupingName(by: Grouping, { fields }: Pick<Around, "fields">): string {
  const known = GROUPINGS.find(one => one === by);
  return known
    ? t(`view.group.${known}`)
    : (fields.find(field => `field.${field.id}` === by)?.name ?? t("view.gone"));
}

/** What is wrong with a filter, with the column. */
export function faultText(fault: Fault): string {
  const { code, about } = fault;
  const text =
    code === "name" ? t(`filter.fault.name_${about as Kind}`) : t(`filter.fault.${code}`, { about });
  return t("filter.fault_at", { column: fault.column, text });
}
