import { ChevronDown } from "lucide-react";
import { useRef, useState } from "react";
import { t } from "../../app/i18n.ts";
import { list, today } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import { INPUT } from "../../ui/field.tsx";
import { Picker } from "../../ui/picker.tsx";
import type { Around } from "../view/known.ts";
import { isDate } from "./calendar.ts";
import { DAYS, dayLabel, valueChoices, valueLabel, wantedOf } from "./choices.ts";
import { isField, type Row, type RowValue } from "./rows.ts";

const BOX = cx(INPUT, "h-8 min-w-0 flex-1 basis-36 px-2 text-sm touch:h-11");

interface ValueEditorProps {
  row: Row;
  around: Around;
  onChange(values: readonly RowValue[]): void;
}

/** What a field is compared with, chosen or written as its kind wants. */
export function ValueEditor({ row, around, onChange }: ValueEditorProps) {
  switch (wantedOf(row.field, around)) {
    case "day":
    case "instant":
    case "date":
      return <DayValue row={row} onChange={onChange} />;
    case "number":
      return (
        <input
          aria-label={t("filter.value")}
          type="number"
          step="any"
          value={row.values[0]?.text ?? ""}
          className={cx(BOX, "figures")}
          onChange={event =>
            onChange(event.target.value === "" ? [] : [{ text: event.target.value, quoted: false }])
          }
        />
      );
    case "text":
      return (
        <input
          aria-label={t("filter.value")}
          dir="auto"
          value={row.values[0]?.text ?? ""}
          placeholder={row.field === "key" || row.field === "parent" ? "WEB-12" : undefined}
          className={BOX}
          onChange={event =>
            onChange(
              event.target.value === ""
                ? []
                : [
                    {
                      text: event.target.value,
                      quoted: !isField(row.field) || !["key", "parent"].includes(row.field),
                    },
                  ],
            )
          }
        />
      );
    default:
      return <ListValue row={row} around={around} onChange={onChange} />;
  }
}

const same = (one: RowValue, other: RowValue) =>
  one.text.toLowerCase() === other.text.toLowerCase() &&
  (one.quoted === other.quoted || one.text.toLowerCase() !== "null");

function ListValue({ row, around, onChange }: ValueEditorProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const choices = valueChoices(row.field, around);
  const multi = (row.compare === "=" || row.compare === "!=") && row.field !== "state";
  const text = list(row.values.map(value => valueLabel(value, row.field, around)));
  const pick = (id: string) => {
    const value = choices[Number(id)]?.value;
    if (!value) {
      return;
    }
    const had = row.values.some(one => same(one, value));
    onChange(!multi ? [value] : had ? row.values.filter(one => !same(one, value)) : [...row.values, value]);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={t("filter.value_is", { value: text || t("filter.choose") })}
        className={cx(BOX, "flex items-center gap-1 text-start hover:bg-hover")}
        onClick={() => setOpen(!open)}
      >
        <bdi className={cx("min-w-0 flex-1 truncate", !text && "text-fg-subtle")}>
          {text || t("filter.choose")}
        </bdi>
        <ChevronDown size={14} aria-hidden="true" className="shrink-0 text-fg-subtle" />
      </button>
      {open && (
        <Picker
          label={t("filter.value")}
          placeholder={t("filter.choose")}
          anchor={button}
          multi={multi}
          options={choices.map((choice, at) => ({
            id: String(at),
            label: choice.label,
            hint: choice.hint,
            checked: row.values.some(one => same(one, choice.value)),
          }))}
          onPick={pick}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function DayValue({ row, onChange }: Pick<ValueEditorProps, "row" | "onChange">) {
  const text = row.values[0]?.text ?? "";
  const set = (next: string) => onChange(next === "" ? [] : [{ text: next, quoted: false }]);
  const kind = text === "" ? "" : dayLabel(text) ? text.toLowerCase() : isDate(text) ? "date" : "other";
  return (
    <span className="flex min-w-0 flex-1 basis-36 gap-1.5">
      <select
        aria-label={t("filter.value")}
        value={kind}
        className={cx(INPUT, "h-8 min-w-0 flex-1 px-2 text-sm touch:h-11")}
        onChange={event => set(event.target.value === "date" ? today() : event.target.value)}
      >
        {kind === "" && <option value="">{t("filter.choose")}</option>}
        {DAYS.map(day => (
          <option key={day} value={day}>
            {dayLabel(day)}
          </option>
        ))}
        <option value="date">{t("filter.a_date")}</option>
        {kind === "other" && <option value="other">{text}</option>}
      </select>
      {kind === "date" && (
        <input
          aria-label={t("filter.a_date")}
          type="date"
          value={text}
          className={cx(INPUT, "h-8 w-36! px-2 text-sm touch:h-11")}
          onChange={event => set(event.target.value)}
        />
      )}
    </span>
  );
}
