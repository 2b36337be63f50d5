import { Minus, Plus } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useSearch } from "wouter";
import type { Project, Relation, Task } from "../../api/types.ts";
import { openTask, peekTask, setParams } from "../../app/address.ts";
import { useToday } from "../../app/clock.ts";
import { run, useCommands } from "../../app/commands.ts";
import { isRtl, t } from "../../app/i18n.ts";
import { addDays } from "../../app/times.ts";
import { useAll, useLive, useLoaded } from "../../sync/hooks.ts";
import type { Live } from "../../sync/live.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Bones, Empty } from "../../ui/states.tsx";
import { useContextMenu } from "../board/context-menu.tsx";
import type { Moving } from "../board/moves.ts";
import { BoardState, useBoard } from "../board/state.ts";
import { useTaskActions } from "../board/task-actions.ts";
import { useWindow } from "../board/use-window.ts";
import { calendarCommands } from "../calendar/commands.ts";
import { spanOf } from "../calendar/days.ts";
import { endOfWeek, grouped, linesOf } from "../list/groups.ts";
import { useShutGroups } from "../list/use-shut.ts";
import { Asked } from "../task/asked.tsx";
import { taskOf } from "../task/order.ts";
import { useMay } from "../task/rights.ts";
import { type Arranged, useArranged, useWeekStart } from "../view/arrange.ts";
import { groupingOf } from "../view/grouping.ts";
import { useLook } from "../view/look.ts";
import { NothingFound } from "../view/nothing-found.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { Arrows } from "./arrows.tsx";
import { AXIS, Axis } from "./axis.tsx";
import { TimelineRow } from "./bar.tsx";
import { useGrab } from "./grab.ts";
import { TimelineHead } from "./head.tsx";
import { Lines } from "./lines.tsx";
import { scaleOf, ZOOMS, type Zoom } from "./scale.ts";

const ROW = 36;

/** By when they begin; those without dates come last. */
const byStart = (one: Task, other: Task) => {
  const [a, b] = [spanOf(one), spanOf(other)];
  return !a || !b ? Number(!a) - Number(!b) : a.from.localeCompare(b.from) || a.to.localeCompare(b.to);
};

/** Tasks as bars from start to due, and what waits for what. */
export function TaskTimeline({ project }: { project: Project | undefined }) {
  const live = useLive();
  const loaded = useLoaded();
  const arranged = useArranged(project?.id, useLook());
  const canEdit = useMay(project?.id);
  if (!loaded || !live) {
    return <Bones rows={10} />;
  }
  if (arranged.fault || (arranged.tasks.length === 0 && arranged.all > 0)) {
    return <NothingFound fault={arranged.fault} />;
  }
  if (arranged.tasks.length === 0) {
    return (
      <Empty title={t("list.empty")}>
        {canEdit && (
          <Button kind="primary" tipKeys="c" onClick={() => run("task.new")}>
            {t("app.new_task")}
          </Button>
        )}
      </Empty>
    );
  }
  return <Line project={project} live={live} arranged={arranged} />;
}

interface LineProps {
  project: Project | undefined;
  live: Live;
  arranged: Arranged;
}

function Line({ project, live, arranged }: LineProps) {
  const { tasks, around, order: wanted } = arranged;
  const relations = useAll<Relation>("relation");
  const weekStart = useWeekStart();
  const ownWeek = useOwnWeekStart();
  const given = new URLSearchParams(useSearch()).get("zoom");
  const zoom: Zoom = ZOOMS.find(one => one === given) ?? "week";
  const [state] = useState(() => new BoardState());
  const scroller = useRef<HTMLDivElement>(null);
  const now = useToday();
  const [view, setView] = useState({ from: 0, to: 1_600, wide: 1_000 });
  const names = view.wide < 700 ? 132 : 280;

  const look = useLook();
  const by = groupingOf(look.group, around.fields, "none");
  const [shut, toggle] = useShutGroups(`timeline ${project?.id ?? "all"} ${by}`);
  const lines = useMemo(() => {
    const known = { ...around, today: now, weekEnd: endOfWeek(now, weekStart), order: wanted ?? byStart };
    return linesOf(
      // A status without tasks has nothing to show here.
      grouped(tasks, by, known).filter(group => group.ids.length > 0),
      shut,
    );
  }, [tasks, by, around, now, weekStart, wanted, shut]);
  const all = useMemo(
    () => [...lines].filter(([, line]) => by !== "none" || !("head" in line)).map(([name]) => name),
    [lines, by],
  );
  const ids = useMemo(() => all.filter(name => !name.startsWith("head ")), [all]);
  const milestones = useMemo(() => around.milestones.filter(one => one.target_on), [around.milestones]);
  const scale = useMemo(
    () =>
      scaleOf(
        [
          ...tasks.flatMap(task => {
            const span = spanOf(task);
            return span ? [span.from, span.to] : [];
          }),
          ...milestones.flatMap(one => one.target_on ?? []),
        ],
        now,
        zoom,
      ),
    [tasks, milestones, now, zoom],
  );
  const { grabbed, linking, grab } = useGrab(scale.day);
  const focused = useBoard(state, board => (ids.includes(board.focused ?? "") ? board.focused : undefined));
  const pinned = useMemo(() => [focused, grabbed?.id].filter(id => id !== undefined), [focused, grabbed?.id]);
  const { rows, total, measure, reveal } = useWindow(all, {
    scroller,
    estimate: ROW,
    gap: 0,
    pinned,
    margin: AXIS,
    cover: AXIS,
  });

  const order = useRef<readonly string[]>(ids);
  order.current = ids;
  const moving = useMemo<Moving | undefined>(
    () =>
      live && {
        live,
        state,
        statuses: around.statuses,
        order: () => order.current,
        unordered: true,
        fixedTitles: true,
      },
    [live, state, around.statuses],
  );
  const context = useContextMenu(useTaskActions(moving));

  const middle = useRef(now);
  const follow = useCallback(() => {
    const element = scroller.current;
    if (element) {
      const from = Math.abs(element.scrollLeft);
      const width = element.clientWidth;
      middle.current = scale.at(from + Math.max(0, width - names) / 2);
      setView(before =>
        Math.abs(before.from - from) < 200 && before.wide === width
          ? before
          : { from, to: from + width, wide: width },
      );
    }
  }, [scale, names]);
  const show = useCallback(
    (day: string) => {
      const element = scroller.current;
      if (element) {
        const to = scale.x(day) - Math.max(0, element.clientWidth - names) / 2;
        element.scrollLeft = isRtl() ? -to : to;
      }
    },
    [scale, names],
  );
  // What is in the middle stays there, whatever the zoom; at first that is today.
  useEffect(() => {
    show(middle.current);
    follow();
  }, [scale.day, scale.from]);
  useEffect(() => {
    const element = scroller.current;
    element?.addEventListener("scroll", follow, { passive: true });
    const size = new ResizeObserver(follow);
    if (element) {
      size.observe(element);
    }
    return () => {
      element?.removeEventListener("scroll", follow);
      size.disconnect();
    };
  }, [follow]);

  const setZoom = (by: 1 | -1) => {
    const next = ZOOMS[ZOOMS.indexOf(zoom) - by];
    if (next) {
      setParams({ zoom: next === "week" ? null : next });
    }
  };
  const walk = (by: number) => {
    const at = ids.indexOf(focused ?? "");
    const next = ids[Math.max(0, Math.min(ids.length - 1, at + by))];
    if (next !== undefined) {
      state.focus(next);
      reveal(next);
      const task = taskOf(live.entities, next);
      const span = task && spanOf(task);
      const from = Math.abs(scroller.current?.scrollLeft ?? 0);
      const seen = from + (scroller.current?.clientWidth ?? 0) - names;
      if (span && (scale.x(span.to) < from || scale.x(span.from) > seen)) {
        show(span.from);
      }
    }
  };
  useCommands(
    () =>
      calendarCommands({
        cursor: () => middle.current,
        go: day => {
          show(day);
          follow();
        },
        step: by => show(addDays(middle.current, Math.round((by * (view.wide - names) * 0.8) / scale.day))),
        zoom: setZoom,
        task: () => (live && state.focused ? taskOf(live.entities, state.focused) : undefined),
      }),
    [show, follow, scale, zoom, live, state, view.wide, names],
  );

  const keys = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("li[data-id]");
    const plain = !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -ids.length, End: ids.length };
    const by = steps[event.key];
    if (plain && by !== undefined && row) {
      walk(by);
    } else if (plain && event.key === "Enter" && row) {
      openTask(row.dataset["task"] ?? "");
    } else if (plain && event.key === " " && row) {
      peekTask(row.dataset["task"] ?? "");
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div data-board="" className="flex min-h-0 flex-1 flex-col" onContextMenu={context.onContextMenu}>
      <div className="flex shrink-0 items-center gap-1 px-4 py-2 md:px-5">
        <Button tipKeys="." tip={t("calendar.today")} onClick={() => show(now)}>
          {t("calendar.today")}
        </Button>
        <span className="ms-auto text-sm text-fg-muted">{t(`timeline.zoom.${zoom}`)}</span>
        <IconButton
          label={t("calendar.zoom_out")}
          tipKeys="-"
          disabled={zoom === "quarter"}
          onClick={() => setZoom(-1)}
        >
          <Minus size={16} />
        </IconButton>
        <IconButton
          label={t("calendar.zoom_in")}
          tipKeys="+"
          disabled={zoom === "day"}
          onClick={() => setZoom(1)}
        >
          <Plus size={16} />
        </IconButton>
      </div>
      <div
        ref={scroller}
        className="relative min-h-0 flex-1 overflow-auto overscroll-contain border-t border-border [overflow-anchor:none]"
        onKeyDown={keys}
      >
        <Axis
          scale={scale}
          zoom={zoom}
          from={view.from - 400}
          to={view.to + 400}
          names={names}
          now={now}
          weekStart={ownWeek}
          milestones={milestones}
        />
        <div className="relative" style={{ height: total, width: names + scale.width }}>
          <Lines {...{ scale, names, total, now, milestones, from: view.from - 400, to: view.to + 400 }} />
          <Arrows {...{ rows, ids: all, relations, scale, names, total, grabbed, linking, scroller }} />
          <ul
            aria-label={project ? t("list.tasks_of", { name: project.name }) : t("list.all")}
            className="absolute inset-0 list-none"
          >
            {rows.map(({ id: name, index, top }) => {
              const line = lines.get(name);
              if (!line) {
                return null;
              }
              return "head" in line ? (
                <TimelineHead
                  key={name}
                  name={name}
                  group={line.head}
                  top={top}
                  names={names}
                  shut={shut.has(line.head.key)}
                  onShut={() => toggle(line.head.key)}
                  measure={measure}
                />
              ) : (
                <TimelineRow
                  key={name}
                  id={line.id}
                  name={name}
                  index={by === "none" ? index : line.at}
                  count={line.group.ids.length}
                  top={top}
                  scale={scale}
                  dragged={grabbed?.id === line.id ? grabbed : undefined}
                  state={state}
                  stop={name === (focused ?? ids[0])}
                  names={names}
                  seen={view}
                  onShow={show}
                  measure={measure}
                  grab={grab}
                />
              );
            })}
          </ul>
        </div>
      </div>
      {context.menu}
      <Asked />
    </div>
  );
}
