import { Plus, X } from "lucide-react";
import { useId } from "react";
import { t } from "../../app/i18n.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { INPUT } from "../../ui/field.tsx";
import type { Around } from "../view/known.ts";
import { compareName, fieldChoices, fieldLabel, opsOf } from "./choices.ts";
import { STATES } from "./fields.ts";
import type { Row, RowCompare, RowSet } from "./rows.ts";
import { ValueEditor } from "./value-editor.tsx";

interface BuilderProps {
  rows: RowSet;
  around: Around;
  /** Tasks of several projects are filtered. */
  wide: boolean;
  onChange(rows: RowSet): void;
}

const SELECT = cx(INPUT, "h-8 px-2 text-sm touch:h-11");

/** Rows of field, operator and value. */
export function Builder({ rows: { join, rows }, around, wide, onChange }: BuilderProps) {
  const change = (at: number, row: Row) =>
    onChange({ join, rows: rows.map((one, index) => (index === at ? row : one)) });
  const add = () => onChange({ join, rows: [...rows, fresh("status")] });
  return (
    <div className="flex flex-col gap-2">
      {rows.length > 0 && (
        <ul aria-label={t("filter.conditions")} className="flex flex-col gap-2">
          {rows.map((row, at) => (
            <li key={at} className="flex flex-wrap items-center gap-1.5">
              <span className="w-14 shrink-0 text-sm text-fg-muted max-md:w-full">
                {at === 0 ? (
                  t("filter.where")
                ) : at === 1 ? (
                  <select
                    aria-label={t("filter.join")}
                    value={join}
                    className={SELECT}
                    onChange={event => onChange({ join: event.target.value as "and" | "or", rows })}
                  >
                    <option value="and">{t("filter.and")}</option>
                    <option value="or">{t("filter.or")}</option>
                  </select>
                ) : (
                  t(`filter.${join}`)
                )}
              </span>
              <Condition row={row} around={around} wide={wide} onChange={next => change(at, next)} />
              <IconButton
                size="sm"
                label={t("filter.remove", { name: fieldLabel(row, around) })}
                onClick={() => onChange({ join, rows: rows.filter((_, index) => index !== at) })}
              >
                <X size={16} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Button
        kind="ghost"
        size="sm"
        className="self-start"
        onClick={add}
        data-autofocus={rows.length === 0 || undefined}
      >
        <Plus size={14} aria-hidden="true" />
        {t("filter.add")}
      </Button>
    </div>
  );
}

interface ConditionProps {
  row: Row;
  around: Around;
  wide: boolean;
  onChange(row: Row): void;
}

function Condition({ row, around, wide, onChange }: ConditionProps) {
  const id = useId();
  if (row.raw !== undefined) {
    return (
      <code dir="ltr" className="min-w-0 flex-1 truncate rounded-2 bg-sunken px-2 py-1.5 font-mono text-xs">
        {row.raw}
      </code>
    );
  }
  const ops = opsOf(row.field, around);
  const pick = (compare: RowCompare) => {
    const bare = compare === "empty" || compare === "filled";
    const one = !["=", "!="].includes(compare);
    onChange({ ...row, compare, values: bare ? [] : one ? row.values.slice(0, 1) : row.values });
  };
  return (
    <>
      <select
        id={`${id}-field`}
        aria-label={t("filter.field")}
        value={row.field}
        className={cx(SELECT, "w-34!")}
        onChange={event => onChange(fresh(event.target.value, opsOf(event.target.value, around)))}
      >
        {fieldChoices(around, wide, row.field).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label={t("filter.operator")}
        value={row.compare}
        className={cx(SELECT, "w-32!")}
        onChange={event => pick(event.target.value as RowCompare)}
      >
        {(ops.includes(row.compare) ? ops : [...ops, row.compare]).map(compare => (
          <option key={compare} value={compare}>
            {compareName(compare, row.field, around)}
          </option>
        ))}
      </select>
      {row.compare !== "empty" && row.compare !== "filled" && (
        <ValueEditor row={row} around={around} onChange={values => onChange({ ...row, values })} />
      )}
    </>
  );
}

/** A row that asks nothing yet, but for states, which always ask for one. */
function fresh(field: string, ops: readonly RowCompare[] = ["="]): Row {
  const values = field === "state" ? [{ text: STATES[0], quoted: false }] : [];
  return { field, compare: ops[0] ?? "=", values };
}
