import { Plus } from "lucide-react";
import { useMemo } from "react";
import type { Task } from "../../api/types.ts";
import { useToday } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { atNoon, daysBetween, fullDay, number } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import type { BoardState } from "../board/state.ts";
import { Chip } from "./chip.tsx";
import { type Handle, layout, moved, type Span, spanOf } from "./days.ts";
import type { Grabbed } from "./grab.ts";

interface WeekProps {
  days: readonly string[];
  spans: readonly Span[];
  /** How many lines there is room for. */
  lanes: number;
  /** Of this month; other days are quieter. */
  month: string | undefined;
  cursor: string;
  state: BoardState;
  grabbed: Grabbed | undefined;
  canEdit: boolean;
  grab(event: React.PointerEvent, task: Task, handle: Handle): void;
  onDay(day: string, element: Element): void;
  onMore(day: string, ids: readonly string[], element: Element): void;
  onNew(day: string, element: Element): void;
}

export const LANE = 24;
export const HEAD = 27;

/** Seven days, and the tasks that lie on them. */
export function Week(props: WeekProps) {
  const { days, spans, lanes, month, cursor, state, grabbed, canEdit, grab, onDay, onMore, onNew } = props;
  const shown = useMemo(() => {
    const held = grabbed?.from && grabbed.over ? landing(grabbed) : undefined;
    return held ? spans.map(span => (span.id === held.id ? held : span)) : spans;
  }, [spans, grabbed]);
  const { placed, hidden } = useMemo(() => layout(days, shown, lanes), [days, shown, lanes]);
  const now = useToday();
  return (
    <div className="relative min-h-0 flex-1 basis-24">
      <div className="grid h-full grid-cols-7">
        {days.map((day, at) => {
          const count = spans.filter(span => span.from <= day && span.to >= day).length;
          const less = hidden[at] ?? [];
          return (
            <div
              key={day}
              role="group"
              aria-label={`${fullDay(day)}, ${t("table.count", { count })}`}
              aria-current={day === now ? "date" : undefined}
              data-day={day}
              tabIndex={day === cursor ? 0 : -1}
              className={cx(
                "group/day relative flex flex-col border-e border-b border-border outline-offset-[-2px]",
                month !== undefined && day.slice(0, 7) !== month && "bg-sunken",
                grabbed?.over === day && "bg-accent-subtle",
              )}
              onClick={event => {
                // Under a thumb there is no room for titles: the day lists them.
                if (event.target === event.currentTarget && matchMedia("(max-width: 767px)").matches) {
                  onMore(day, idsOn(day, shown), event.currentTarget);
                }
              }}
              onFocus={event => event.target === event.currentTarget && onDay(day, event.currentTarget)}
            >
              <div className="flex h-[27px] items-center justify-between ps-2 pe-1 text-xs">
                <span
                  className={cx(
                    "figures grid h-5 min-w-5 place-items-center rounded-full px-1 whitespace-nowrap",
                    day === now
                      ? "bg-accent font-semibold text-on-accent"
                      : month !== undefined && day.slice(0, 7) !== month
                        ? "text-fg-subtle"
                        : "text-fg-muted",
                  )}
                >
                  {dayLabel(day, at)}
                </span>
                {canEdit && (
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-label={t("calendar.add_on", { day: fullDay(day) })}
                    className="grid size-6 place-items-center rounded-2 text-fg-muted opacity-0 hover:bg-hover hover:text-fg focus-visible:opacity-100 group-hover/day:opacity-100 touch:hidden"
                    onClick={event => onNew(day, event.currentTarget)}
                  >
                    <Plus size={14} aria-hidden="true" />
                  </button>
                )}
              </div>
              {less.length > 0 && (
                <button
                  type="button"
                  tabIndex={-1}
                  aria-haspopup="dialog"
                  aria-label={t("calendar.more_on", { count: less.length, day: fullDay(day) })}
                  style={{ insetBlockStart: HEAD + Math.max(0, lanes - 1) * LANE }}
                  className="figures absolute inset-x-1 h-5.5 rounded-2 px-1.5 text-start text-xs font-medium text-fg-muted hover:bg-hover hover:text-fg"
                  onClick={event => onMore(day, idsOn(day, shown), event.currentTarget)}
                >
                  {t("app.more", { count: number(less.length) })}
                </button>
              )}
            </div>
          );
        })}
      </div>
      <ul
        aria-label={t("calendar.week_of", { day: fullDay(days[0] ?? now) })}
        className="pointer-events-none absolute inset-0"
      >
        {placed.map(({ id, first, last, lane, before, after }) => (
          <Chip
            key={id}
            id={id}
            state={state}
            before={before}
            after={after}
            edges={canEdit}
            brief={first === last}
            held={grabbed?.task.id === id}
            onGrab={grab}
            className="pointer-events-auto absolute"
            style={{
              insetBlockStart: HEAD + lane * LANE,
              insetInlineStart: `calc(${(first / 7) * 100}% + ${before ? 0 : 4}px)`,
              width: `calc(${((last - first + 1) / 7) * 100}% - ${(before ? 0 : 4) + (after ? 1 : 5)}px)`,
            }}
          />
        ))}
      </ul>
    </div>
  );
}

export function idsOn(day: string, spans: readonly Span[]): string[] {
  return spans.filter(span => span.from <= day && span.to >= day).map(span => span.id);
}

/** Where a task that is being dragged would lie. */
function landing({ task, handle, from, over }: Grabbed): Span | undefined {
  const fields = from && over ? moved(task, handle, daysBetween(from, over)) : undefined;
  return spanOf({ ...task, ...fields });
}

function dayLabel(day: string, at: number): string {
  const first = day.endsWith("-01") || at < 0;
  return first
    ? new Intl.DateTimeFormat(document.documentElement.lang, {
        day: "numeric",
        month: "short",
        timeZone: "UTC",
      }).format(atNoon(day))
    : new Intl.NumberFormat(document.documentElement.lang).format(Number(day.slice(8)));
}
