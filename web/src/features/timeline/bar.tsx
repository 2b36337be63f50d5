import { ArrowLeft, ArrowRight } from "lucide-react";
import { memo, type PointerEvent, useLayoutEffect, useRef } from "react";
import type { Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { useToday } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { dayName, fullDay } from "../../app/times.ts";
import { useGlow, useRow } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { useFocusFollows } from "../board/focus.ts";
import type { BoardState } from "../board/state.ts";
import { type Handle, spanOf } from "../calendar/days.ts";
import { isOpen } from "../filter/check.ts";
import { useMay } from "../task/rights.ts";
import type { Scale } from "./scale.ts";

interface BarProps {
  id: string;
  /** The line's own: a task stands once in each of its groups. */
  name: string;
  index: number;
  count: number;
  top: number;
  scale: Scale;
  /** By how many days it is being dragged. */
  dragged: { handle: Handle; by: number } | undefined;
  state: BoardState;
  stop: boolean;
  names: number;
  /** What of the line is seen. */
  seen: { readonly from: number; readonly to: number };
  /** Brings a day into sight. */
  onShow(day: string): void;
  measure(id: string, element: HTMLElement | null): void;
  grab(event: PointerEvent, task: Task, handle: Handle | "link"): void;
}

/** A task of a timeline: its name at the side, its bar on the line. */
export const TimelineRow = memo(function TimelineRow(props: BarProps) {
  const { id, name, index, count, top, scale, dragged, state, stop, names, seen, onShow, measure, grab } =
    props;
  const ref = useRef<HTMLLIElement>(null);
  const task = useRow<Task>("task", id);
  const glow = useGlow("task", id);
  const canEdit = useMay(task?.project_id);
  const exists = task !== undefined;
  const now = useToday();
  useLayoutEffect(() => {
    measure(name, ref.current);
    return () => measure(name, null);
  }, [name, measure]);
  useFocusFollows(ref, id, exists, state);
  const span = task && spanOf(task);
  if (!task) {
    return null;
  }
  const open = isOpen(task);
  const late = open && task.due != null && task.due.date < now;
  const dates = [task.start_on, task.due?.date]
    .filter(date => date != null)
    .map(fullDay)
    .join(" – ");
  const by = dragged?.by ?? 0;
  const start = span ? scale.x(span.from) + (dragged && dragged.handle !== "end" ? by * scale.day : 0) : 0;
  const end = span
    ? scale.x(span.to) + scale.day + (dragged && dragged.handle !== "start" ? by * scale.day : 0)
    : 0;
  const width = Math.max(scale.day, end - start, 8);
  // Years away the line does not go: what is there has its date, and no bar.
  const beyond = span !== undefined && (span.to < scale.from || span.from > scale.to);
  const away =
    !span || dragged ? undefined : end < seen.from ? "before" : start > seen.to - names ? "after" : undefined;
  const edge = "absolute inset-y-0 w-2 cursor-ew-resize rounded-1 hover:bg-fg/20 touch:hidden";
  return (
    <li
      ref={ref}
      tabIndex={stop ? 0 : -1}
      aria-label={[task.key, task.title].filter(Boolean).join(" ")}
      aria-description={[late && t("list.when.overdue"), dates || t("task.no_date")]
        .filter(Boolean)
        .join(", ")}
      aria-posinset={index + 1}
      aria-setsize={count}
      data-task={task.key}
      data-id={id}
      className={cx(
        "group absolute start-0 flex h-9 w-full items-center outline-offset-[-2px]",
        glow && "glow",
      )}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={event =>
        event.target === event.currentTarget && state.focused !== id && state.focus(id, false)
      }
      onClick={event => {
        state.focus(id);
        if (!(event.target as Element).closest("[data-link]") && task.key !== "") {
          peekTask(task.key);
        }
      }}
    >
      <span
        style={{ width: names }}
        className={cx(
          "sticky start-0 z-sticky flex h-full shrink-0 items-center gap-2 border-e border-b border-border bg-bg ps-4 pe-2 text-sm group-hover:bg-hover",
          !open && "text-fg-subtle",
        )}
      >
        <StatusGlyph category={task.status_category} />
        <bdi className="truncate">{task.title}</bdi>
        <span dir="ltr" className="figures ms-auto shrink-0 text-xs text-fg-subtle max-md:hidden">
          {task.key}
        </span>
      </span>
      {span && away && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("timeline.show", { dates: dayName(away === "before" ? span.to : span.from) })}
          data-away={away}
          disabled={beyond}
          style={away === "before" ? { insetInlineStart: names + 8 } : { insetInlineEnd: 8 }}
          className={cx(
            "figures sticky flex h-6 shrink-0 items-center gap-1 rounded-2 px-1.5 text-xs text-fg-subtle enabled:hover:bg-hover enabled:hover:text-fg",
            away === "before" ? "ms-2" : "ms-auto",
          )}
          onClick={event => {
            event.stopPropagation();
            onShow(span.from);
          }}
        >
          {away === "before" && <ArrowLeft size={14} aria-hidden="true" className="rtl:-scale-x-100" />}
          {dayName(away === "before" ? span.to : span.from)}
          {away === "after" && <ArrowRight size={14} aria-hidden="true" className="rtl:-scale-x-100" />}
        </button>
      )}
      {span && !beyond && (
        <span
          data-bar=""
          data-tip={`${task.title}\n${dates}`}
          style={{ insetInlineStart: names + start, width }}
          className={cx(
            "absolute flex h-6 touch-pan-x items-center rounded-2 border text-xs font-medium select-none",
            width > 24 && "px-2",
            !open
              ? "border-border bg-active text-fg-muted"
              : late
                ? "border-danger-solid bg-danger-subtle text-danger-fg"
                : "border-accent bg-accent-subtle text-fg",
            canEdit && "cursor-grab",
            dragged && "shadow-2",
          )}
          onPointerDown={event => {
            const { handle } = (event.target as HTMLElement).dataset;
            grab(event, task, (handle as Handle | "link" | undefined) ?? "whole");
          }}
        >
          {canEdit && <span aria-hidden="true" data-handle="start" className={cx(edge, "start-0")} />}
          <bdi className="pointer-events-none truncate">{width > 60 ? task.title : ""}</bdi>
          {canEdit && <span aria-hidden="true" data-handle="end" className={cx(edge, "end-0")} />}
          {canEdit && (
            <span
              aria-hidden="true"
              data-handle="link"
              data-link=""
              data-tip={t("timeline.link")}
              className="absolute -end-4 top-1 size-4 cursor-crosshair rounded-full border-2 border-border-strong bg-surface opacity-0 group-hover:opacity-100 touch:hidden"
            />
          )}
        </span>
      )}
    </li>
  );
});
