import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearch } from "wouter";
import type { Project, Task } from "../../api/types.ts";
import { openTask, peekTask, setParams } from "../../app/address.ts";
import { useCommands } from "../../app/commands.ts";
import { region, t } from "../../app/i18n.ts";
import { openLayer } from "../../app/layers.ts";
import { atNoon, today, weekdays } from "../../app/times.ts";
import { useLive, useLoaded } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Choice } from "../../ui/field.tsx";
import { Bones } from "../../ui/states.tsx";
import { useContextMenu } from "../board/context-menu.tsx";
import type { Moving } from "../board/moves.ts";
import { BoardState } from "../board/state.ts";
import { useTaskActions } from "../board/task-actions.ts";
import { isDate } from "../filter/calendar.ts";
import { isOpen } from "../filter/check.ts";
import { Asked } from "../task/asked.tsx";
import { firstStatus } from "../task/make.ts";
import { taskOf } from "../task/order.ts";
import { useMay } from "../task/rights.ts";
import { useArranged } from "../view/arrange.ts";
import { useLook } from "../view/look.ts";
import { NothingFound } from "../view/nothing-found.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { calendarCommands } from "./commands.ts";
import { Day } from "./day.tsx";
import { type Mode, type Span, spanOf, step, weeksOf } from "./days.ts";
import { useGrab } from "./grab.ts";
import { Tray } from "./tray.tsx";
import { useLanes } from "./use-lanes.ts";
import { idsOn, Week } from "./week.tsx";

/** The order of tasks on a day: those with a time by it, the rest by what matters. */
const RANK = { urgent: 0, high: 1, medium: 2, low: 3, none: 4 } as const;
const byDay = (one: Task, other: Task) =>
  (one.due?.time ?? "24").localeCompare(other.due?.time ?? "24") ||
  Number(!isOpen(one)) - Number(!isOpen(other)) ||
  RANK[one.priority] - RANK[other.priority] ||
  (one.id < other.id ? -1 : 1);

/** Tasks on the days of a month or a week. */
export function TaskCalendar({ project }: { project: Project | undefined }) {
  const live = useLive();
  const loaded = useLoaded();
  const { tasks, all, fault, around } = useArranged(project?.id, useLook());
  const weekStart = useOwnWeekStart();
  const params = new URLSearchParams(useSearch());
  const wanted = params.get("on") ?? "";
  const cursor = isDate(wanted) ? wanted : today();
  const mode: Mode = params.get("range") === "week" ? "week" : "month";
  const [state] = useState(() => new BoardState());
  const [day, setDay] = useState<{ day: string; anchor: DOMRect }>();
  const canEdit = useMay(project?.id);
  const { grabbed, grab } = useGrab();
  const grid = useRef<HTMLDivElement>(null);
  const ready = loaded && live !== undefined && (tasks.length > 0 || all === 0);
  const lanes = useLanes(grid, `${mode} ${cursor.slice(0, 7)} ${ready}`);

  const spans = useMemo(
    () =>
      [...tasks]
        .sort(byDay)
        .map(spanOf)
        .filter(span => span !== undefined),
    [tasks],
  );
  const unscheduled = useMemo(() => tasks.filter(task => !spanOf(task) && isOpen(task)), [tasks]);
  const weeks = useMemo(() => weeksOf(cursor, mode, weekStart), [cursor, mode, weekStart]);

  const ids = useRef<readonly string[]>([]);
  ids.current = useMemo(() => tasks.map(task => task.id), [tasks]);
  const moving = useMemo<Moving | undefined>(
    () =>
      live && {
        live,
        state,
        statuses: around.statuses,
        order: () => ids.current,
        unordered: true,
        fixedTitles: true,
      },
    [live, state, around.statuses],
  );
  const context = useContextMenu(useTaskActions(moving));

  const focusDay = useRef(false);
  const go = useCallback((to: string, take = true) => {
    focusDay.current = take;
    setParams({ on: to === today() ? null : to });
  }, []);
  useEffect(() => {
    if (focusDay.current) {
      focusDay.current = false;
      grid.current?.querySelector<HTMLElement>(`[data-day="${cursor}"]`)?.focus({ preventScroll: true });
    }
  });
  const setMode = (next: Mode) => setParams({ range: next === "week" ? "week" : null });
  const openDay = (of: string, element: Element, making: boolean) => {
    if (making && !project) {
      openLayer({ name: "quickadd", text: ` ${of}` });
    } else {
      setDay({ day: of, anchor: element.getBoundingClientRect() });
    }
  };

  useCommands(
    () =>
      calendarCommands({
        cursor: () => cursor,
        go,
        step: by => go(step(cursor, mode, by), false),
        zoom: by => setMode(by > 0 ? "week" : "month"),
        task: () => (live && state.focused ? taskOf(live.entities, state.focused) : undefined),
        ...(canEdit && {
          make: () => {
            const element = grid.current?.querySelector(`[data-day="${cursor}"]`);
            if (element) {
              openDay(cursor, element, true);
            }
          },
        }),
      }),
    [cursor, mode, live, state, canEdit, go],
  );

  const keys = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const on = target.dataset["day"];
    const row = target.closest<HTMLElement>("li[data-id]");
    if (event.key === "Enter" && on) {
      const [first] = idsOn(on, spans);
      if (first && grid.current?.querySelector(`[data-id="${CSS.escape(first)}"]`)) {
        state.focus(first);
      } else {
        openDay(on, target, false);
      }
    } else if (
      row &&
      (event.key === "ArrowUp" || event.key === "ArrowDown") &&
      !event.shiftKey &&
      !event.altKey
    ) {
      const inTray = row.closest("[data-tray]") !== null;
      const here = inTray
        ? unscheduled.map(task => task.id)
        : idsOn(spanDay(spans, row.dataset["id"]) ?? cursor, spans).filter(id =>
            grid.current?.querySelector(`[data-id="${CSS.escape(id)}"]`),
          );
      const next = here[here.indexOf(row.dataset["id"] ?? "") + (event.key === "ArrowDown" ? 1 : -1)];
      if (next === undefined) {
        go(spanDay(spans, row.dataset["id"]) ?? cursor);
      } else {
        state.focus(next);
      }
    } else if (row && event.key === "Enter") {
      openTask(row.dataset["task"] ?? "");
    } else if (row && event.key === " ") {
      peekTask(row.dataset["task"] ?? "");
    } else if (row && event.key === "Escape") {
      go(spanDay(spans, row.dataset["id"]) ?? cursor);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  if (!loaded || !live) {
    return <Bones rows={10} />;
  }
  if (fault || (tasks.length === 0 && all > 0)) {
    return <NothingFound fault={fault} />;
  }
  const name = new Intl.DateTimeFormat(region(), { month: "long", year: "numeric", timeZone: "UTC" }).format(
    atNoon(cursor),
  );
  const order = weekdays("short");
  const status = project && firstStatus(live, project.id);
  return (
    <div
      data-board=""
      className="flex min-h-0 flex-1 max-md:flex-col"
      onKeyDown={keys}
      onContextMenu={context.onContextMenu}
    >
      <section aria-label={name} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2 md:px-5">
          <h2 className="figures min-w-44 text-lg font-semibold max-md:flex-1">{name}</h2>
          <div className="flex items-center gap-1">
            <IconButton
              label={t("calendar.earlier")}
              tipKeys="PageUp"
              onClick={() => go(step(cursor, mode, -1), false)}
            >
              <ChevronLeft size={16} className="rtl:rotate-180" />
            </IconButton>
            <Button tipKeys="." tip={t("calendar.today")} onClick={() => go(today(), false)}>
              {t("calendar.today")}
            </Button>
            <IconButton
              label={t("calendar.later")}
              tipKeys="PageDown"
              onClick={() => go(step(cursor, mode, 1), false)}
            >
              <ChevronRight size={16} className="rtl:rotate-180" />
            </IconButton>
          </div>
          <div className="ms-auto">
            <Choice
              label={t("calendar.range")}
              value={mode}
              options={[
                { value: "month", label: t("calendar.month") },
                { value: "week", label: t("calendar.week") },
              ]}
              onChange={setMode}
            />
          </div>
        </div>
        <div aria-hidden="true" className="grid shrink-0 grid-cols-7 border-y border-border bg-sunken">
          {order.map((_, at) => (
            <span
              key={at}
              className="truncate border-e border-border px-2 py-1 text-xs font-medium text-fg-muted"
            >
              {order[(at + weekStart - 1) % 7]?.name}
            </span>
          ))}
        </div>
        <div ref={grid} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
          {weeks.map(days => (
            <Week
              key={days[0]}
              days={days}
              spans={spans}
              lanes={lanes}
              month={mode === "month" ? cursor.slice(0, 7) : undefined}
              cursor={cursor}
              state={state}
              grabbed={grabbed}
              canEdit={canEdit}
              grab={grab}
              onDay={of => of !== cursor && go(of)}
              onMore={(of, _, element) => openDay(of, element, false)}
              onNew={(of, element) => openDay(of, element, true)}
            />
          ))}
        </div>
      </section>
      <Tray tasks={unscheduled} state={state} held={grabbed?.task.id} grab={canEdit ? grab : undefined} />
      {day && (
        <Day
          {...day}
          ids={idsOn(day.day, spans)}
          state={state}
          status={canEdit ? status : undefined}
          onClose={() => setDay(undefined)}
        />
      )}
      {context.menu}
      <Asked />
    </div>
  );
}

function spanDay(spans: readonly Span[], id: string | undefined): string | undefined {
  return spans.find(span => span.id === id)?.to;
}
