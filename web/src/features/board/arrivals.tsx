import { ArrowDown, ArrowUp } from "lucide-react";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import type { Heights } from "./rows.ts";

interface ArrivalsProps {
  ids: readonly string[];
  heights: Heights;
  scroller: RefObject<HTMLElement | null>;
}

/** Says how many tasks of others came outside what one sees of a column, and leads to the first of them. */
export default function Arrivals({ ids, heights, scroller }: ArrivalsProps) {
  const known = useRef<ReadonlySet<string>>(new Set(ids));
  const [unseen, setUnseen] = useState<readonly string[]>([]);

  useLayoutEffect(() => {
    const before = known.current;
    known.current = new Set(ids);
    const live = getLive();
    const came = ids.filter(id => !before.has(id) && live?.glow.has({ entity: "task", id }));
    setUnseen(all => {
      const left = [...all.filter(id => known.current.has(id)), ...came].filter(id => isAway(id));
      return left.length === all.length && left.every((id, at) => id === all[at]) ? all : left;
    });

    function isAway(id: string): boolean {
      const element = scroller.current;
      const at = ids.indexOf(id);
      const top = heights.top(at) - (element?.scrollTop ?? 0);
      return at >= 0 && (top + heights.height(id) < 0 || top > (element?.clientHeight ?? 0));
    }
  }, [ids, heights, scroller]);

  const waiting = unseen.length > 0;
  useEffect(() => {
    const element = scroller.current;
    if (!element || !waiting) {
      return;
    }
    const look = () =>
      setUnseen(all => {
        const { scrollTop, clientHeight } = element;
        const left = all.filter(id => {
          const top = heights.top(ids.indexOf(id));
          return top + heights.height(id) < scrollTop || top > scrollTop + clientHeight;
        });
        return left.length === all.length ? all : left;
      });
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [ids, heights, scroller, waiting]);

  const places = unseen.map(id => ids.indexOf(id)).filter(at => at >= 0);
  if (places.length === 0) {
    return null;
  }
  const above = heights.top(Math.min(...places)) < (scroller.current?.scrollTop ?? 0);
  const Arrow = above ? ArrowUp : ArrowDown;
  return (
    <div className="sticky top-2 z-sticky flex h-0 justify-center">
      <button
        type="button"
        className="flex h-6 items-center gap-1 rounded-full bg-accent px-2.5 text-xs font-medium text-on-accent shadow-2 hover:bg-accent-hover touch:h-11"
        onClick={() => {
          const first = above ? Math.min(...places) : (places[0] ?? 0);
          scroller.current?.scrollTo({ top: heights.top(first), behavior: "instant" });
          setUnseen([]);
        }}
      >
        <Arrow size={12} aria-hidden="true" />
        {t("board.arrived", { count: unseen.length })}
      </button>
    </div>
  );
}
