import { CalendarOff } from "lucide-react";
import type { Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import type { BoardState } from "../board/state.ts";
import { Chip } from "./chip.tsx";
import type { useGrab } from "./grab.ts";

interface TrayProps {
  tasks: readonly Task[];
  state: BoardState;
  held: string | undefined;
  grab: ReturnType<typeof useGrab>["grab"] | undefined;
}

const MOST = 200;

/** Open tasks without a date: dragged onto a day they get it. */
export function Tray({ tasks, state, held, grab }: TrayProps) {
  return (
    <section
      aria-label={t("calendar.unscheduled")}
      data-tray=""
      data-region=""
      className="flex w-60 shrink-0 flex-col border-s border-border bg-sunken max-lg:hidden"
    >
      <h2 className="flex h-12 shrink-0 items-center gap-2 px-3 text-sm font-semibold">
        {t("calendar.unscheduled")}
        <span className="figures text-xs font-normal text-fg-subtle">{number(tasks.length)}</span>
      </h2>
      {tasks.length === 0 ? (
        <p className="flex flex-col items-center gap-2 px-4 py-8 text-center text-sm text-fg-muted">
          <CalendarOff size={20} aria-hidden="true" className="text-fg-subtle" />
          {t("calendar.all_scheduled")}
        </p>
      ) : (
        <>
          <p className="px-3 pb-2 text-xs text-fg-muted">{t("calendar.tray_hint")}</p>
          <ul
            aria-label={t("calendar.unscheduled")}
            className="flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-3 pb-3"
          >
            {tasks.slice(0, MOST).map((task, at) => (
              <Chip
                key={task.id}
                id={task.id}
                state={state}
                held={held === task.id}
                stop={at === 0}
                onGrab={grab}
                className="h-7! shrink-0"
              />
            ))}
            {tasks.length > MOST && (
              <li className="text-xs text-fg-muted">
                {t("app.more", { count: number(tasks.length - MOST) })}
              </li>
            )}
          </ul>
        </>
      )}
    </section>
  );
}
