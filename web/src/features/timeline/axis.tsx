import type { Milestone } from "../../api/types.ts";
import { region, t } from "../../app/i18n.ts";
import { atNoon, fullDay } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import { months, type Scale, ticks, type Zoom } from "./scale.ts";

interface AxisProps {
  scale: Scale;
  zoom: Zoom;
  from: number;
  to: number;
  names: number;
  now: string;
  weekStart: number;
  milestones: readonly Milestone[];
}

export const AXIS = 56;

const named = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(region(), { ...options, timeZone: "UTC" }).format(atNoon(day));

/** The head of a timeline: months or quarters, days or weeks, and what is to be reached when. */
export function Axis({ scale, zoom, from, to, names, now, weekStart, milestones }: AxisProps) {
  const far = zoom === "quarter";
  const small = far ? months(scale, from, to, 1) : ticks(scale, from, to, zoom === "day" ? 1 : 7, weekStart);
  return (
    <div className="sticky top-0 z-panel bg-sunken" style={{ width: names + scale.width, height: AXIS }}>
      <div
        className="sticky start-0 z-sticky flex h-full items-end border-e border-b border-border bg-sunken px-4 pb-2 text-xs font-semibold text-fg-muted"
        style={{ width: names }}
      >
        {t("timeline.tasks")}
      </div>
      <div
        aria-hidden="true"
        className="absolute inset-0 border-b border-border"
        style={{ insetInlineStart: names }}
      >
        {months(scale, from, to, far ? 3 : 1).map(({ day, x, width }) => (
          <span
            key={day}
            style={{ insetInlineStart: x, width }}
            className="absolute top-0 flex h-7 items-center overflow-clip border-e border-border px-2 text-xs font-semibold whitespace-nowrap text-fg-muted"
          >
            {/* Its name stays in sight as long as the month does. */}
            <span className="sticky" style={{ insetInlineStart: names + 8 }}>
              {far
                ? t("timeline.quarter", {
                    number: Math.ceil(Number(day.slice(5, 7)) / 3),
                    year: day.slice(0, 4),
                  })
                : named(day, { month: width > 120 ? "long" : "short", year: "numeric" })}
            </span>
          </span>
        ))}
        {small.map(({ day, x, width }) => (
          <span
            key={day}
            style={{ insetInlineStart: x, width }}
            className={cx(
              "figures absolute bottom-0 flex h-7 items-center overflow-hidden px-1.5 text-xs whitespace-nowrap",
              zoom === "day" ? "justify-center" : "border-s border-border",
              day === now ? "font-semibold text-accent-fg" : "text-fg-subtle",
            )}
          >
            {far
              ? named(day, { month: "short" })
              : zoom === "day"
                ? `${named(day, { weekday: "narrow" })} ${Number(day.slice(8))}`
                : named(day, { day: "numeric", ...(zoom === "week" && { month: "short" }) })}
          </span>
        ))}
        {milestones.map(
          ({ id, name, target_on }) =>
            target_on && (
              <span
                key={id}
                data-tip={`${name}\n${fullDay(target_on)}`}
                style={{ insetInlineStart: scale.x(target_on) + scale.day - 6 }}
                className="absolute bottom-1 z-sticky size-3 rotate-45 border-2 border-bg bg-warning-solid"
              />
            ),
        )}
      </div>
    </div>
  );
}
