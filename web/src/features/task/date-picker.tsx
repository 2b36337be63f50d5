import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { isRtl, region, t } from "../../app/i18n.ts";
import { addDays, atNoon, dayName, fullDay, today, weekdays } from "../../app/times.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Popover } from "../../ui/popover.tsx";

const USUAL = ["today", "tomorrow", "monday", "fortnight"] as const;

interface Props {
  label: string;
  value: string | undefined;
  /** 1 is Monday. */
  weekStart: number;
  anchor: DOMRect;
  time?: string | null | undefined;
  /** Absent: the date has no time. */
  onTime?: (time: string | null) => void;
  onPick(date: string | null): void;
  onClose(): void;
}

/** A month to choose a day from; the usual days are one press away. */
export function DatePicker({ label, value, weekStart, anchor, time, onTime, onPick, onClose }: Props) {
  const now = today();
  const [at, setAt] = useState(value ?? now);
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) {
      grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    }
  }, [at]);

  const month = at.slice(0, 7);
  const name = new Intl.DateTimeFormat(region(), { month: "long", year: "numeric", timeZone: "UTC" }).format(
    atNoon(at),
  );
  const first = `${month}-01`;
  const back = ((atNoon(first).getUTCDay() || 7) - weekStart + 7) % 7;
  const start = addDays(first, -back);
  const days = weekdays("narrow");
  const longDays = weekdays("long");
  const order = days.map((_, index) => (index + weekStart - 1) % 7);

  const step = (by: number) => {
    const next = new Date(`${first}T12:00:00Z`);
    next.setUTCMonth(next.getUTCMonth() + by);
    const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 0)).getUTCDate();
    next.setUTCDate(Math.min(Number(at.slice(8)), last));
    setAt(next.toISOString().slice(0, 10));
  };
  const keys = (event: KeyboardEvent) => {
    const along = isRtl() ? -1 : 1;
    const by = { ArrowLeft: -along, ArrowRight: along, ArrowUp: -7, ArrowDown: 7 }[event.key];
    moved.current = true;
    if (by) {
      setAt(addDays(at, by));
    } else if (event.key === "PageUp" || event.key === "PageDown") {
      step(event.key === "PageUp" ? -1 : 1);
    } else {
      return;
    }
    event.preventDefault();
  };
  const pick = (date: string | null) => {
    onPick(date);
    onClose();
  };
  const monday = addDays(
    now,
    ((8 - (atNoon(now).getUTCDay() || 7)) % 7) + (atNoon(now).getUTCDay() === 1 ? 7 : 0),
  );
  const usual = [now, addDays(now, 1), monday, addDays(now, 14)];

  return (
    <Popover anchor={anchor} onClose={onClose} label={label} className="w-72 p-3">
      <div className="mb-2 grid grid-cols-2 gap-1">
        {usual.map((date, index) => (
          <Button
            key={USUAL[index]}
            kind="ghost"
            size="sm"
            className="justify-between bg-sunken"
            data-autofocus={index === 0 && !value ? true : undefined}
            onClick={() => pick(date)}
          >
            {index === 2 ? t("task.next_week") : index === 3 ? t("task.in_two_weeks") : dayName(date)}
          </Button>
        ))}
      </div>
      <div className="flex items-center justify-between">
        <IconButton size="sm" label={t("task.earlier_month")} onClick={() => step(-1)}>
          <ChevronLeft size={16} className="rtl:rotate-180" />
        </IconButton>
        <span aria-live="polite" className="text-sm font-semibold">
          {name}
        </span>
        <IconButton size="sm" label={t("task.later_month")} onClick={() => step(1)}>
          <ChevronRight size={16} className="rtl:rotate-180" />
        </IconButton>
      </div>
      <table ref={grid} className="figures mt-1 w-full table-fixed text-center text-sm" onKeyDown={keys}>
        <thead>
          <tr>
            {order.map(index => (
              <th
                key={index}
                scope="col"
                abbr={longDays[index]?.name}
                className="h-7 text-xs font-medium text-fg-subtle"
              >
                {days[index]?.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[0, 1, 2, 3, 4, 5].map(week => (
            <tr key={week}>
              {[0, 1, 2, 3, 4, 5, 6].map(day => {
                const date = addDays(start, week * 7 + day);
                return (
                  <td key={date} className="p-0">
                    <button
                      type="button"
                      tabIndex={date === at ? 0 : -1}
                      aria-label={fullDay(date)}
                      aria-pressed={date === value}
                      data-autofocus={date === value || undefined}
                      className={cx(
                        "mx-auto grid size-8 place-items-center rounded-2 hover:bg-hover touch:size-10",
                        date === value
                          ? "bg-accent text-on-accent hover:bg-accent-hover"
                          : date === now
                            ? "font-bold text-accent-fg"
                            : date.slice(0, 7) !== month && "text-fg-subtle",
                      )}
                      onClick={() => pick(date)}
                    >
                      {Number(date.slice(8))}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {value && (
        <div className="mt-2 flex items-center justify-between gap-2 border-t border-border pt-2">
          {onTime && <TimeOfDay value={time?.slice(0, 5) ?? ""} onTime={onTime} onClose={onClose} />}
          <Button kind="ghost" size="sm" className="ms-auto" onClick={() => pick(null)}>
            {t("task.clear")}
          </Button>
        </div>
      )}
    </Popover>
  );
}

interface TimeOfDayProps {
  value: string;
  onTime(time: string | null): void;
  onClose(): void;
}

/** The time, which is one change however many keys it takes: half of it is a time, too. */
function TimeOfDay({ value, onTime, onClose }: TimeOfDayProps) {
  const [text, setText] = useState(value);
  const now = useRef({ wanted: value, set: value });
  const save = useRef(() => {});
  save.current = () => {
    const { wanted, set } = now.current;
    if (wanted !== set) {
      now.current.set = wanted;
      onTime(wanted || null);
    }
  };
  useEffect(() => () => save.current(), []);
  return (
    <label className="flex items-center gap-2 text-sm text-fg-muted">
      {t("task.time")}
      <input
        type="time"
        value={text}
        className="h-8 rounded-2 border border-border-strong bg-surface px-2 text-fg"
        onChange={({ target }) => {
          setText(target.value);
          now.current.wanted = target.validity.badInput ? now.current.set : target.value;
        }}
        onBlur={() => save.current()}
        onKeyDown={event => {
          if (event.key === "Enter") {
            save.current();
            onClose();
          }
        }}
      />
    </label>
  );
}
