import { Clock, TriangleAlert } from "lucide-react";
import { memo, type PointerEvent, useRef } from "react";
import type { Task } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import { useToday } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { fullDay } from "../../app/times.ts";
import { useGlow, usePending, useRow } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { useFocusFollows } from "../board/focus.ts";
import { type BoardState, useBoard } from "../board/state.ts";
import { isOpen } from "../filter/check.ts";
import { useMay } from "../task/rights.ts";
import type { Handle } from "./days.ts";

interface ChipProps {
  id: string;
  state: BoardState;
  /** It goes on before, or after, what is seen. */
  before?: boolean;
  after?: boolean;
  /** Whether its ends can be dragged. */
  edges?: boolean;
  held?: boolean;
  /** Of one day: on a small screen there is room for its sign alone. */
  brief?: boolean;
  /** Tab comes to it. */
  stop?: boolean;
  className?: string;
  style?: React.CSSProperties;
  onGrab?: ((event: PointerEvent, task: Task, handle: Handle) => void) | undefined;
}

/** A task on a calendar. */
export const Chip = memo(function Chip(props: ChipProps) {
  const { id, state, before, after, edges, held, brief, stop, className, style, onGrab } = props;
  const ref = useRef<HTMLLIElement>(null);
  const task = useRow<Task>("task", id);
  const pending = usePending("task", id);
  const glow = useGlow("task", id);
  const focused = useBoard(state, board => board.focused === id);
  const movable = useMay(task?.project_id) && edges;
  const exists = task !== undefined;
  const now = useToday();
  useFocusFollows(ref, id, exists, state);
  if (!task) {
    return null;
  }
  const open = isOpen(task);
  const late = open && task.due != null && task.due.date < now;
  const dates = [task.start_on, task.due?.date]
    .filter(date => date != null)
    .map(fullDay)
    .join(" – ");
  const edge = "absolute inset-y-0 w-1.5 cursor-ew-resize rounded-1 hover:bg-accent touch:hidden";
  return (
    <li
      ref={ref}
      tabIndex={focused || stop ? 0 : -1}
      aria-label={[task.key, task.title].filter(Boolean).join(" ")}
      aria-description={[late && t("list.when.overdue"), dates].filter(Boolean).join(", ")}
      data-task={task.key}
      data-id={id}
      data-pending={pending || undefined}
      data-tip={`${task.title}\n${dates}`}
      style={style}
      className={cx(
        "group flex h-5.5 min-w-0 cursor-default touch-pan-y items-center gap-1.5 overflow-hidden border px-1.5 text-xs select-none hover:border-border-strong",
        before ? "rounded-s-none border-s-0" : "rounded-s-2",
        after ? "rounded-e-none border-e-0" : "rounded-e-2",
        late
          ? "border-transparent bg-danger-subtle text-danger-fg"
          : open
            ? "border-border bg-surface"
            : "border-border bg-surface text-fg-subtle",
        brief && "max-md:justify-center",
        held && "opacity-40",
        glow && "glow",
        className,
      )}
      onFocus={event =>
        event.target === event.currentTarget && state.focused !== id && state.focus(id, false)
      }
      onPointerDown={event => {
        const { handle } = (event.target as HTMLElement).dataset;
        onGrab?.(event, task, (handle as Handle | undefined) ?? "whole");
      }}
      onClick={() => {
        state.focus(id);
        if (task.key !== "") {
          peekTask(task.key);
        }
      }}
    >
      {movable && !before && <span aria-hidden="true" data-handle="start" className={cx(edge, "start-0")} />}
      {late ? (
        <TriangleAlert size={14} aria-hidden="true" className="shrink-0" />
      ) : (
        <StatusGlyph category={task.status_category} size={14} />
      )}
      {task.due?.time && (
        <span
          dir="ltr"
          className={cx("figures shrink-0", !late && "text-fg-muted", brief && "max-md:hidden")}
        >
          {task.due.time.slice(0, 5)}
        </span>
      )}
      <bdi
        className={cx(
          "truncate font-medium",
          brief && "max-md:sr-only",
          task.status_category === "cancelled" && "line-through",
        )}
      >
        {task.title}
      </bdi>
      {pending && <Clock size={12} aria-hidden="true" className="shrink-0" />}
      {movable && !after && <span aria-hidden="true" data-handle="end" className={cx(edge, "end-0")} />}
    </li>
  );
});
