import type { RefObject } from "react";
import type { Relation, Task } from "../../api/types.ts";
import { isRtl } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import type { Shown } from "../board/use-window.ts";
import { spanOf } from "../calendar/days.ts";
import { taskOf } from "../task/order.ts";
import type { Grabbed, Linking } from "./grab.ts";
import { arrow, type Scale } from "./scale.ts";

const ROW = 36;

interface ArrowsProps {
  rows: readonly Shown[];
  ids: readonly string[];
  relations: readonly Relation[];
  scale: Scale;
  names: number;
  total: number;
  grabbed: Grabbed | undefined;
  linking: Linking | undefined;
  scroller: RefObject<HTMLElement | null>;
}

/** What blocks what, among the rows near what is seen; red where the order of the dates contradicts it. */
export function Arrows({
  rows,
  ids,
  relations,
  scale,
  names,
  total,
  grabbed,
  linking,
  scroller,
}: ArrowsProps) {
  const live = getLive();
  const near = new Set(rows.map(row => row.id));
  const index = new Map(ids.map((id, at) => [id, at]));
  const task = (id: string): Task | undefined => live && taskOf(live.entities, id);
  const span = (id: string) => {
    const one = task(id);
    const dates = one && spanOf(one);
    const by = grabbed?.id === id ? grabbed : undefined;
    return (
      dates && {
        from: scale.x(dates.from) + (by && by.handle !== "end" ? by.by * scale.day : 0),
        to: scale.x(dates.to) + scale.day + (by && by.handle !== "start" ? by.by * scale.day : 0),
      }
    );
  };
  const middle = (id: string) => (index.get(id) ?? 0) * ROW + ROW / 2;
  const paths = relations
    .filter(
      ({ kind, task_id, other_id }) =>
        kind === "blocks" &&
        index.has(task_id) &&
        index.has(other_id) &&
        (near.has(task_id) || near.has(other_id)),
    )
    .flatMap(({ id, task_id, other_id }) => {
      const [one, other] = [span(task_id), span(other_id)];
      return one && other
        ? {
            id,
            path: arrow({ x: one.to, y: middle(task_id) }, { x: other.from, y: middle(other_id) }),
            late: one.to > other.from,
          }
        : [];
    });
  const from = linking && span(linking.id);
  const box = scroller.current?.getBoundingClientRect();
  const rtl = isRtl();
  const pointer = linking &&
    box && {
      x:
        (rtl ? box.right - linking.x : linking.x - box.left) +
        Math.abs(scroller.current?.scrollLeft ?? 0) -
        names,
      y: linking.y - box.top + (scroller.current?.scrollTop ?? 0) - 56,
    };
  return (
    <svg
      aria-hidden="true"
      width={scale.width}
      height={total}
      className={cx("pointer-events-none absolute top-0", rtl && "-scale-x-100")}
      style={{ insetInlineStart: names }}
      fill="none"
    >
      <defs>
        {(["plain", "late"] as const).map(name => (
          <marker
            key={name}
            id={`tip-${name}`}
            viewBox="0 0 6 6"
            refX="5"
            refY="3"
            markerWidth="6"
            markerHeight="6"
            orient="auto"
          >
            <path
              d="M0 0 6 3 0 6z"
              className={name === "late" ? "fill-danger-solid" : "fill-border-strong"}
            />
          </marker>
        ))}
      </defs>
      {paths.map(({ id, path, late }) => (
        <path
          key={id}
          d={path}
          data-arrow={id}
          className={late ? "stroke-danger-solid" : "stroke-border-strong"}
          strokeWidth="1.5"
          markerEnd={`url(#tip-${late ? "late" : "plain"})`}
        />
      ))}
      {linking && from && pointer && (
        <path
          d={`M${from.to} ${middle(linking.id)} L${pointer.x} ${pointer.y}`}
          className="stroke-accent"
          strokeWidth="2"
          strokeDasharray="4 3"
        />
      )}
    </svg>
  );
}
