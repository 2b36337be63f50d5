import type { ReactNode } from "react";
import type { StatusCategory } from "../../api/types.ts";
import { region, t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import { categoryName, StatusGlyph } from "../../ui/glyphs.tsx";
import type { Figures } from "./figures.ts";

export function Part({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-sm font-semibold text-fg-muted">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

export function percent(value: number): string {
  return new Intl.NumberFormat(region(), { style: "percent", maximumFractionDigits: 0 }).format(value);
}

const INKS: Record<StatusCategory, string> = {
  done: "bg-status-done",
  in_progress: "bg-status-in-progress",
  todo: "bg-status-todo",
  backlog: "bg-active",
  cancelled: "bg-active",
};

const ORDER = ["done", "in_progress", "todo", "backlog"] as const;

/** How far it is: a bar of its stages, with figures below that lead to the tasks. */
export function Progress({ figures, onShow }: { figures: Figures; onShow(filter: string): void }) {
  const counted = figures.all - figures.cancelled;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-baseline gap-2">
        <span className="figures text-2xl font-bold">
          {figures.progress === undefined ? "–" : percent(figures.progress)}
        </span>
        <span className="text-sm text-fg-muted">
          {t("overview.done_of", { done: figures.done, count: counted })}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={t("overview.progress")}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round((figures.progress ?? 0) * 100)}
        className="flex h-2 gap-px overflow-hidden rounded-full bg-active"
      >
        {counted > 0 &&
          ORDER.map(category => (
            <span
              key={category}
              className={INKS[category]}
              style={{ width: `${(figures.by[category] / counted) * 100}%` }}
            />
          ))}
      </div>
      <ul className="flex flex-col">
        {(["backlog", "todo", "in_progress", "done", "cancelled"] as const).map(category => (
          <li key={category}>
            <Count
              glyph={<StatusGlyph category={category} />}
              label={categoryName(category)}
              count={figures.by[category]}
              onClick={() => onShow(`status.category = ${category}`)}
            />
          </li>
        ))}
        {figures.overdue > 0 && (
          <li className="mt-1 border-t border-border pt-1">
            <Count
              label={t("list.when.overdue")}
              count={figures.overdue}
              danger
              onClick={() => onShow("is overdue")}
            />
          </li>
        )}
        {figures.unassigned > 0 && (
          <li>
            <Count
              label={t("overview.unassigned")}
              count={figures.unassigned}
              onClick={() => onShow("is open and assignee is null")}
            />
          </li>
        )}
      </ul>
    </div>
  );
}

interface CountProps {
  glyph?: ReactNode;
  label: string;
  count: number;
  danger?: boolean;
  onClick(): void;
}

function Count({ glyph, label, count, danger, onClick }: CountProps) {
  return (
    <button
      type="button"
      className={cx(
        "-mx-2 flex h-8 w-[calc(100%+1rem)] items-center gap-2 rounded-2 px-2 text-start text-sm hover:bg-hover touch:h-11",
        danger && "text-danger-fg",
      )}
      onClick={onClick}
    >
      {glyph}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <span className="figures text-fg-muted">{number(count)}</span>
    </button>
  );
}
