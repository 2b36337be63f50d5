import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { t } from "../../app/i18n.ts";
import { today } from "../../app/times.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Choice, Field, INPUT } from "../../ui/field.tsx";
import { MOST_MINUTES, UNITS, type Unit, type When } from "./reminding.ts";

/** An instant, or a while before the due date, that is not among the usual. */
export function OwnTime({ onSet }: { onSet(when: When): void }) {
  const [kind, setKind] = useState<"at" | "before">("at");
  const [day, setDay] = useState(today);
  const [time, setTime] = useState("");
  const [count, setCount] = useState("");
  const [unit, setUnit] = useState<Unit>("hours");
  const [wrong, setWrong] = useState<string>();
  const note = useId();
  const amount = Number(count.replace(",", "."));
  const instant = new Date(`${day}T${time || "09:00"}`);

  const set = (event: FormEvent) => {
    event.preventDefault();
    const minutes = Math.round(amount * UNITS[unit]);
    if (kind === "at" && !(instant.getTime() > Date.now())) {
      setWrong(t("remind.past"));
    } else if (kind === "before" && !(count.trim() !== "" && minutes >= 0 && minutes <= MOST_MINUTES)) {
      setWrong(t("remind.how_long"));
    } else {
      setWrong(undefined);
      onSet(kind === "at" ? { at: instant.toISOString() } : { before_minutes: minutes });
      setCount("");
    }
  };
  const small = cx(INPUT, "h-8 px-2 text-sm touch:h-11");
  return (
    <form noValidate className="flex flex-col gap-2 border-t border-border p-3" onSubmit={set}>
      <Choice
        label={t("remind.kind")}
        value={kind}
        options={[
          { value: "at", label: t("remind.kind.at") },
          { value: "before", label: t("remind.kind.before") },
        ]}
        onChange={next => {
          setKind(next);
          setWrong(undefined);
        }}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-end gap-2">
        {kind === "at" ? (
          <>
            <Field label={t("remind.day")} bare>
              {ids => (
                <input
                  type="date"
                  min={today()}
                  className={small}
                  value={day}
                  {...ids}
                  onChange={event => setDay(event.target.value)}
                />
              )}
            </Field>
            <Field label={t("task.time")} bare>
              {ids => (
                <input
                  type="time"
                  className={cx(small, "min-w-31")}
                  value={time || "09:00"}
                  {...ids}
                  onChange={event => setTime(event.target.value)}
                />
              )}
            </Field>
          </>
        ) : (
          <>
            <Field label={t("remind.count")} bare>
              {ids => (
                <input
                  inputMode="decimal"
                  autoComplete="off"
                  maxLength={6}
                  className={small}
                  value={count}
                  {...ids}
                  aria-describedby={wrong ? note : undefined}
                  onChange={event => setCount(event.target.value)}
                />
              )}
            </Field>
            <Field label={t("remind.unit")} bare>
              {ids => (
                <select
                  className={small}
                  value={unit}
                  {...ids}
                  onChange={event => setUnit(event.target.value as Unit)}
                >
                  {(Object.keys(UNITS) as Unit[]).map(name => (
                    <option key={name} value={name}>
                      {t(`remind.unit.${name}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </>
        )}
        <Button type="submit" kind="primary" className="ms-auto">
          <Plus size={14} aria-hidden="true" />
          {t("time.add")}
        </Button>
      </div>
      {wrong && (
        <p id={note} role="alert" className="text-sm text-danger-fg">
          {wrong}
        </p>
      )}
    </form>
  );
}
