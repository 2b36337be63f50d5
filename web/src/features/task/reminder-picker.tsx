import { Bell, BellOff, CalendarClock, Check, Plus, X } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Reminder, Workspace } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, times, today } from "../../app/times.ts";
import { getLive, useAll } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Choice, Field, INPUT } from "../../ui/field.tsx";
import { Popover } from "../../ui/popover.tsx";
import { change, type Props } from "./picking.ts";
import {
  beforeInWords,
  forget,
  hasRung,
  inOrder,
  inWords,
  isSame,
  MOST_MINUTES,
  remind,
  UNITS,
  type Unit,
  usualBefore,
  type When,
} from "./reminding.ts";
import { SNOOZES, snoozedUntil } from "./soon.ts";

/** When one wants to be reminded of a task. It is nobody else's business, and nobody else sees it. */
export function ReminderPicker({ first: task, anchor, onClose }: Props) {
  const [workspace] = useAll<Workspace>("workspace");
  const mine = inOrder(useAll<Reminder>("reminder").filter(one => one.task_id === task.id));
  const me = getLive()?.me;
  const has = (when: When) => mine.find(one => !hasRung(one) && isSame(one, when));
  const set = (when: When) => {
    if (me !== undefined && !has(when)) {
      change([remind(task, me, when)], "reminder");
    }
  };
  const toggle = (when: When) => {
    const there = has(when);
    if (there) {
      change([forget(there)], "reminder");
    } else {
      set(when);
    }
  };
  const soon = SNOOZES.map(name => ({ name, until: snoozedUntil(name, workspace?.week_start ?? 1) }))
    // Late in the evening there is no later today.
    .filter(({ name, until }) => name !== "later" || today(until) === today())
    // On the eve of a week the next one begins tomorrow.
    .filter(({ until }, at, all) => all.findIndex(one => today(one.until) === today(until)) === at);
  return (
    <Popover anchor={anchor} onClose={onClose} label={t("remind.reminders")} className="md:w-88">
      {mine.length > 0 && (
        <ul aria-label={t("remind.set")} className="max-h-48 overflow-y-auto border-b border-border p-1">
          {mine.map(one => (
            <Row key={one.id} reminder={one} text={inWords(one, task.due)} />
          ))}
        </ul>
      )}
      <div className="p-1">
        {task.due ? (
          usualBefore(task.due).map(minutes => (
            <Usual
              key={minutes}
              icon={<Bell size={16} />}
              chosen={has({ before_minutes: minutes }) !== undefined}
              onChoose={() => toggle({ before_minutes: minutes })}
            >
              {beforeInWords(minutes, task.due)}
            </Usual>
          ))
        ) : (
          <p className="px-2 py-1.5 text-sm text-fg-muted text-pretty">{t("remind.no_due")}</p>
        )}
        <hr className="my-1 border-t border-border" />
        {soon.map(({ name, until }) => (
          <Usual
            key={name}
            icon={<CalendarClock size={16} />}
            chosen={has({ at: until.toISOString() }) !== undefined}
            onChoose={() => toggle({ at: until.toISOString() })}
          >
            {t(`inbox.snooze.${name}`, { day: dayName(today(until)), time: times.clock(until.getTime()) })}
          </Usual>
        ))}
      </div>
      <OwnTime onSet={set} />
    </Popover>
  );
}

function Row({ reminder, text }: { reminder: Reminder; text: string }) {
  const rung = hasRung(reminder);
  return (
    <li
      data-reminder={reminder.id}
      className="flex min-h-8 items-center gap-2 rounded-2 ps-2 text-sm touch:min-h-11"
    >
      {rung ? (
        <BellOff size={16} aria-hidden="true" className="shrink-0 text-fg-subtle" />
      ) : (
        <Bell size={16} aria-hidden="true" className="shrink-0 text-accent-fg" />
      )}
      <span className={cx("min-w-0 flex-1", rung && "text-fg-muted")}>
        {rung ? t("remind.rung", { when: text }) : text}
      </span>
      <IconButton
        size="sm"
        label={t("remind.delete", { when: text })}
        onClick={event => {
          // The focus stays in here, though this button goes.
          event.currentTarget.closest<HTMLElement>("[popover]")?.focus();
          change([forget(reminder)], "reminder");
        }}
      >
        <X size={14} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

interface UsualProps {
  icon: ReactNode;
  /** There is such a reminder: a press takes it away. */
  chosen: boolean;
  children: ReactNode;
  onChoose(): void;
}

function Usual({ icon, chosen, children, onChoose }: UsualProps) {
  return (
    <button
      type="button"
      aria-pressed={chosen}
      className="flex min-h-8 w-full items-center gap-2 rounded-2 px-2 text-start text-sm hover:bg-hover touch:min-h-11"
      onClick={onChoose}
    >
      <span aria-hidden="true" className="shrink-0 text-fg-muted">
        {icon}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
      {chosen && <Check size={16} aria-hidden="true" className="shrink-0 text-accent-fg" />}
    </button>
  );
}

/** An instant, or a while before the due date, that is not among the usual. */
function OwnTime({ onSet }: { onSet(when: When): void }) {
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
      <div className="flex items-end gap-2">
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
                  className={small}
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
