import { Bell, BellOff, CalendarClock, Check, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Reminder } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, times, today } from "../../app/times.ts";
import { getLive, useAll } from "../../sync/hooks.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Popover } from "../../ui/popover.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { OwnTime } from "./own-time.tsx";
import { change, type Props } from "./picking.ts";
import {
  beforeInWords,
  forget,
  hasRung,
  inOrder,
  inWords,
  isSame,
  remind,
  usualBefore,
  type When,
} from "./reminding.ts";
import { SNOOZES, snoozedUntil } from "./soon.ts";

/** When one wants to be reminded of a task. It is nobody else's business, and nobody else sees it. */
export function ReminderPicker({ first: task, anchor, onClose }: Props) {
  const weekStart = useOwnWeekStart();
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
  const soon = SNOOZES.map(name => ({ name, until: snoozedUntil(name, weekStart) }))
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
          event.currentTarget.closest<HTMLElement>("[popover], [role=group]")?.focus();
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
