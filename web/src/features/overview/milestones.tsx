import { CalendarDays, Flag, FlagOff, MoreHorizontal, Plus, Trash2 } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { Milestone, Project, Task } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { dayName, today } from "../../app/times.ts";
import { getLive } from "../../sync/hooks.ts";
import { placeBetween } from "../../sync/place.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { INPUT } from "../../ui/field.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { DatePicker } from "../task/date-picker.tsx";
import { useOwnWeekStart } from "../workspace/week.ts";
import { createMilestone, deleteMilestone, setMilestone } from "./changes.ts";
import { figuresOf } from "./figures.ts";
import { Part, percent } from "./parts.tsx";

interface MilestonesProps {
  project: Project;
  milestones: readonly Milestone[];
  tasks: readonly Task[];
  canEdit: boolean;
  onShow(filter: string): void;
}

/** What the tasks of a project are to reach together, and how far each is. */
export function Milestones({ project, milestones, tasks, canEdit, onShow }: MilestonesProps) {
  const [making, setMaking] = useState(false);
  const [name, setName] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // Whoever ended it by a key goes on where they began; who pressed something else is there already.
  const goesBack = useRef(false);
  useLayoutEffect(() => {
    if (making) {
      field.current?.focus();
    } else if (goesBack.current) {
      goesBack.current = false;
      opener.current?.focus();
    }
  }, [making]);
  const make = () => {
    const live = getLive();
    const last = milestones.at(-1)?.position;
    if (live && name.trim() !== "") {
      live.change([createMilestone(project, name.trim(), live.me, placeBetween(last, undefined))], "edit");
    }
    setName("");
    setMaking(false);
  };
  return (
    <Part
      title={t("overview.milestones")}
      actions={
        canEdit && (
          <Button ref={opener} kind="ghost" size="sm" onClick={() => setMaking(true)}>
            <Plus size={14} aria-hidden="true" />
            {t("overview.new_milestone")}
          </Button>
        )
      }
    >
      {milestones.length === 0 && !making && (
        <p className="text-sm text-fg-muted">{t("overview.no_milestones")}</p>
      )}
      {(milestones.length > 0 || making) && (
        <ul className="divide-y divide-border rounded-3 border border-border bg-surface">
          {milestones.map(milestone => (
            <Row
              key={milestone.id}
              milestone={milestone}
              tasks={tasks.filter(task => task.milestone_id === milestone.id)}
              canEdit={canEdit}
              onShow={onShow}
            />
          ))}
          {making && (
            <li className="p-2">
              <input
                aria-label={t("overview.milestone_name")}
                placeholder={t("overview.milestone_name")}
                dir="auto"
                maxLength={100}
                value={name}
                ref={field}
                className={cx(INPUT, "h-8 text-sm touch:h-11")}
                onChange={event => setName(event.target.value)}
                onBlur={make}
                onKeyDown={event => {
                  if (event.nativeEvent.isComposing) {
                    return;
                  }
                  if (event.key === "Enter") {
                    event.preventDefault();
                    goesBack.current = true;
                    make();
                  } else if (event.key === "Escape") {
                    event.stopPropagation();
                    goesBack.current = true;
                    setName("");
                    setMaking(false);
                  }
                }}
              />
            </li>
          )}
        </ul>
      )}
    </Part>
  );
}

interface RowProps extends Pick<MilestonesProps, "tasks" | "canEdit" | "onShow"> {
  milestone: Milestone;
}

function Row({ milestone, tasks, canEdit, onShow }: RowProps) {
  const { name, target_on, state } = milestone;
  const [picking, setPicking] = useState<DOMRect>();
  const row = useRef<HTMLLIElement>(null);
  const weekStart = useOwnWeekStart();
  const { progress, all, done, cancelled } = figuresOf(tasks, today());
  const reached = state === "completed";
  const late = !reached && target_on != null && target_on < today();
  const day = target_on ? dayName(target_on) : t("task.no_date");
  const target = cx(
    "figures flex h-7 w-28 shrink-0 items-center gap-1.5 px-2 text-xs",
    late ? "text-danger-fg" : "text-fg-muted",
  );
  const change = (fields: Parameters<typeof setMilestone>[1]) =>
    getLive()?.change([setMilestone(milestone, fields)], "edit");
  return (
    <li ref={row} className="flex min-h-13 items-center gap-3 px-4 py-2">
      <Flag
        size={16}
        aria-hidden="true"
        className={cx("shrink-0", reached ? "text-status-done" : "text-fg-subtle")}
      />
      <div className="min-w-0 flex-1">
        <button
          type="button"
          className="block max-w-full truncate rounded-1 text-start text-sm font-medium hover:underline"
          onClick={() => onShow(`milestone = "${name.replace(/["\\]/g, found => `\\${found}`)}"`)}
        >
          <bdi>{name}</bdi>
        </button>
        <p className="figures text-xs text-fg-muted">
          {t("overview.done_of", { done, count: all - cancelled })}
          {reached && ` · ${t("overview.reached")}`}
        </p>
      </div>
      <div
        role="progressbar"
        aria-label={name}
        aria-valuenow={Math.round((progress ?? 0) * 100)}
        className="h-1.5 w-24 shrink-0 overflow-hidden rounded-full bg-active max-md:hidden"
      >
        <span className="block h-full bg-status-done" style={{ width: `${(progress ?? 0) * 100}%` }} />
      </div>
      <span className="figures w-10 shrink-0 text-end text-xs text-fg-muted max-md:hidden">
        {progress === undefined ? "–" : percent(progress)}
      </span>
      {canEdit ? (
        <button
          type="button"
          aria-label={t("overview.target_of", { name, day })}
          className={cx(target, "rounded-2 hover:bg-hover touch:h-11")}
          onClick={event => setPicking(event.currentTarget.getBoundingClientRect())}
        >
          <CalendarDays size={14} aria-hidden="true" />
          <span className="truncate">{day}</span>
        </button>
      ) : (
        <span className={target}>
          <CalendarDays size={14} aria-hidden="true" />
          <span className="truncate">{day}</span>
        </span>
      )}
      {canEdit && (
        <MenuButton
          label={t("board.actions", { key: name })}
          placement="bottom-end"
          className="grid size-7 shrink-0 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
          items={() => [
            {
              id: "state",
              label: t(reached ? "overview.reopen" : "overview.reach"),
              icon: reached ? FlagOff : Flag,
              onSelect: () => change({ state: reached ? "open" : "completed" }),
            },
            {
              id: "delete",
              label: t("overview.delete_milestone"),
              icon: Trash2,
              danger: true,
              apart: true,
              onSelect: () => getLive()?.change([deleteMilestone(milestone)], "edit"),
            },
          ]}
        >
          <MoreHorizontal size={16} aria-hidden="true" />
        </MenuButton>
      )}
      {picking && (
        <DatePicker
          label={t("overview.target")}
          value={target_on ?? undefined}
          weekStart={weekStart}
          anchor={picking}
          onPick={date => change({ target_on: date })}
          onClose={() => setPicking(undefined)}
        />
      )}
    </li>
  );
}
