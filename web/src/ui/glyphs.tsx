import type { components } from "../api/schema";
import { t } from "../app/i18n.ts";

export type Category = components["schemas"]["StatusCategory"];
export type Priority = components["schemas"]["Priority"];

const STATUS_INK: Record<Category, string> = {
  backlog: "text-status-backlog",
  todo: "text-status-todo",
  in_progress: "text-status-in-progress",
  done: "text-status-done",
  cancelled: "text-status-cancelled",
};

/** Dashed ring, ring, half disc, check disc, cross disc: they differ in shape, not only in colour. */
export function StatusGlyph({ category, size = 16 }: { category: Category; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden="true"
      className={`shrink-0 ${STATUS_INK[category]}`}
    >
      {category === "done" || category === "cancelled" ? (
        <>
          <circle cx="8" cy="8" r="7" fill="currentColor" />
          <path
            d={category === "done" ? "m4.8 8.2 2.2 2.3 4.2-4.6" : "m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2"}
            className="stroke-bg"
            strokeWidth="1.75"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      ) : (
        <>
          <circle
            cx="8"
            cy="8"
            r="6.1"
            stroke="currentColor"
            strokeWidth="1.75"
            {...(category === "backlog" && { strokeDasharray: "2.2 2.6" })}
          />
          {category === "in_progress" && <path d="M8 4.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor" />}
        </>
      )}
    </svg>
  );
}

const PRIORITY_INK: Record<Priority, string> = {
  urgent: "text-priority-urgent",
  high: "text-priority-high",
  medium: "text-priority-medium",
  low: "text-priority-low",
  none: "text-priority-none",
};

/** A filled "!", three, two and one bar, dashes. */
export function PriorityGlyph({ priority, size = 16 }: { priority: Priority; size?: number }) {
  const bars = { urgent: 0, high: 3, medium: 2, low: 1, none: 0 }[priority];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={`shrink-0 ${PRIORITY_INK[priority]}`}
      fill="currentColor"
    >
      {priority === "urgent" && (
        <>
          <rect x="1.5" y="1.5" width="13" height="13" rx="3.5" />
          <path d="M8 4.4v4.2" className="stroke-bg" strokeWidth="2" strokeLinecap="round" />
          <circle cx="8" cy="11.4" r="1.2" className="fill-bg" />
        </>
      )}
      {priority === "none" && (
        <>
          <rect x="1.5" y="7.2" width="3.4" height="1.6" rx="0.8" />
          <rect x="6.3" y="7.2" width="3.4" height="1.6" rx="0.8" />
          <rect x="11.1" y="7.2" width="3.4" height="1.6" rx="0.8" />
        </>
      )}
      {bars > 0 && (
        <>
          <rect x="1.5" y="9" width="3.2" height="5" rx="1" />
          <rect x="6.4" y="5.8" width="3.2" height="8.2" rx="1" opacity={bars > 1 ? 1 : 0.3} />
          <rect x="11.3" y="2" width="3.2" height="12" rx="1" opacity={bars > 2 ? 1 : 0.3} />
        </>
      )}
    </svg>
  );
}

export const PRIORITIES: readonly Priority[] = ["urgent", "high", "medium", "low", "none"];
export const CATEGORIES: readonly Category[] = ["backlog", "todo", "in_progress", "done", "cancelled"];

export function priorityName(priority: Priority): string {
  return t(`app.priority.${priority}`);
}

export function categoryName(category: Category): string {
  return t(`app.category.${category}`);
}
