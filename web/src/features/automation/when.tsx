import { useState } from "react";
import { t } from "../../app/i18n.ts";
import { weekdays } from "../../app/times.ts";
import { Chips } from "../../ui/chips.tsx";
import { cx } from "../../ui/cx.ts";
import { Choice, SelectField, TextField } from "../../ui/field.tsx";
import { ZoneField } from "../../ui/zone.tsx";
import { fieldName, typeName } from "../task/said.ts";
import {
  type ChangedField,
  DAYS,
  type EventType,
  FIELDS,
  inUnits,
  MINUTES,
  type Trigger,
  TYPES,
  type Unit,
  type Weekday,
} from "./model.ts";

interface WhenProps {
  trigger: Trigger;
  /** The zone that a time of the day is in at first. */
  zone: string;
  onChange(trigger: Trigger): void;
  fault(field: string): string | undefined;
}

/** What the rule waits for. */
export function When({ trigger, zone, onChange, fault }: WhenProps) {
  return (
    <div className="flex flex-col gap-4">
      <Choice<Trigger["on"]>
        label={t("automation.when")}
        value={trigger.on}
        options={[
          { value: "event", label: t("automation.on.event") },
          { value: "due", label: t("automation.on.due") },
          { value: "schedule", label: t("automation.on.schedule") },
        ]}
        onChange={on => onChange(first(on, zone))}
      />
      {trigger.on === "event" ? (
        <>
          <Chips
            label={t("automation.types")}
            add={t("automation.add_type")}
            options={TYPES.map(type => ({ id: type, label: typeName(type) }))}
            chosen={trigger.types}
            error={fault("trigger/types")}
            onChange={types => onChange({ ...trigger, types: types as EventType[] })}
          />
          {trigger.types.includes("task.updated") && (
            <Chips
              label={t("automation.fields")}
              add={t("automation.add_field")}
              hint={t("automation.fields_hint")}
              options={FIELDS.map(field => ({ id: field, label: fieldName(field) }))}
              chosen={trigger.fields ?? []}
              error={fault("trigger/fields")}
              onChange={fields => onChange({ ...trigger, fields: fields as ChangedField[] })}
            />
          )}
        </>
      ) : trigger.on === "due" ? (
        <Due minutes={trigger.minutes} onChange={minutes => onChange({ on: "due", minutes })} />
      ) : (
        <>
          <div className="grid gap-3 md:grid-cols-[9rem_1fr]">
            <TextField
              label={t("automation.time")}
              type="time"
              required
              value={trigger.time}
              error={fault("trigger/time")}
              onChange={event => onChange({ ...trigger, time: event.target.value })}
            />
            <ZoneField
              label={t("account.timezone")}
              defaultValue={trigger.timezone}
              error={fault("trigger/timezone")}
              onChange={event => onChange({ ...trigger, timezone: event.target.value })}
            />
          </div>
          <Days chosen={trigger.weekdays ?? []} onChange={days => onChange({ ...trigger, weekdays: days })} />
        </>
      )}
    </div>
  );
}

/** What a rule of a kind waits for at first. */
function first(on: Trigger["on"], zone: string): Trigger {
  switch (on) {
    case "event":
      return { on, types: ["task.created"], fields: [] };
    case "due":
      return { on, minutes: -MINUTES.hour };
    case "schedule":
      return { on, time: "09:00", timezone: zone, weekdays: [] };
  }
}

function Due({ minutes, onChange }: { minutes: number; onChange(minutes: number): void }) {
  const [unit, setUnit] = useState<Unit>(() => inUnits(minutes).unit);
  const [side, setSide] = useState<-1 | 1>(minutes > 0 ? 1 : -1);
  const count = Math.abs(minutes) / MINUTES[unit];
  return (
    <>
      <div className="grid grid-cols-[6rem_1fr] gap-3 md:grid-cols-[6rem_10rem_1fr]">
        <TextField
          label={t("automation.how_long")}
          type="number"
          min={0}
          step="any"
          value={count}
          onChange={event => onChange(side * Math.round(Number(event.target.value) * MINUTES[unit]))}
        />
        <SelectField
          label={t("automation.unit")}
          value={unit}
          onChange={event => {
            const next = event.target.value as Unit;
            setUnit(next);
            onChange(side * Math.round(count * MINUTES[next]));
          }}
        >
          {(Object.keys(MINUTES) as Unit[]).map(one => (
            <option key={one} value={one}>
              {t(`automation.unit.${one}`)}
            </option>
          ))}
        </SelectField>
        <div className="max-md:col-span-2">
          <SelectField
            label={t("automation.side")}
            value={String(side)}
            onChange={event => {
              const next = event.target.value === "1" ? 1 : -1;
              setSide(next);
              onChange(next * Math.abs(minutes));
            }}
          >
            <option value="-1">{t("automation.before_due")}</option>
            <option value="1">{t("automation.after_due")}</option>
          </SelectField>
        </div>
      </div>
      <p className="text-sm text-fg-muted text-pretty">{t("automation.due_hint")}</p>
    </>
  );
}

function Days({ chosen, onChange }: { chosen: readonly Weekday[]; onChange(days: Weekday[]): void }) {
  const names = weekdays();
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">{t("automation.days")}</legend>
      <div className="flex flex-wrap gap-1.5">
        {DAYS.map((day, at) => {
          const on = chosen.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={on}
              className={cx(
                "h-8 rounded-2 border px-2.5 text-sm touch:h-11",
                on
                  ? "border-transparent bg-accent font-medium text-on-accent"
                  : "border-border-strong text-fg-muted hover:bg-hover",
              )}
              onClick={() => onChange(DAYS.filter(one => (one === day ? !on : chosen.includes(one))))}
            >
              {names[at]?.name}
            </button>
          );
        })}
      </div>
      <p className="text-sm text-fg-muted">
        {t(chosen.length === 0 ? "automation.every_day" : "automation.these_days")}
      </p>
    </fieldset>
  );
}
