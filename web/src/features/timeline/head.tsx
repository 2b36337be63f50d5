import { ChevronDown, ChevronRight } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { number } from "../../app/times.ts";
import { cx } from "../../ui/cx.ts";
import { GroupGlyph, groupName } from "../list/group-name.tsx";
import type { Group } from "../list/groups.ts";

interface HeadProps {
  name: string;
  group: Group;
  top: number;
  names: number;
  shut: boolean;
  onShut(): void;
  measure(name: string, element: HTMLElement | null): void;
}

/** The name of a group of rows; it stays at the side. */
export function TimelineHead({ name, group, top, names, shut, onShut, measure }: HeadProps) {
  const ref = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    measure(name, ref.current);
    return () => measure(name, null);
  }, [name, measure]);
  return (
    <li
      ref={ref}
      data-group={group.key}
      className="absolute start-0 flex h-9 w-full items-center border-b border-border bg-sunken"
      style={{ transform: `translateY(${top}px)` }}
    >
      <span
        style={{ minWidth: names }}
        className="sticky start-0 z-sticky flex h-full items-center bg-sunken ps-2 pe-3"
      >
        <button
          type="button"
          aria-expanded={!shut}
          className="flex h-8 min-w-0 items-center gap-2 rounded-2 px-1.5 text-sm font-semibold hover:bg-hover"
          onClick={onShut}
        >
          {shut ? (
            <ChevronRight size={16} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />
          ) : (
            <ChevronDown size={16} aria-hidden="true" className="shrink-0" />
          )}
          <GroupGlyph group={group} />
          <bdi className={cx("truncate", group.when === "overdue" && "text-danger-fg")}>
            {groupName(group)}
          </bdi>
          <span className="figures text-xs font-normal text-fg-subtle">{number(group.ids.length)}</span>
        </button>
      </span>
    </li>
  );
}
