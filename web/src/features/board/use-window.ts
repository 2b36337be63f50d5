import { type RefObject, useCallback, useLayoutEffect, useReducer, useRef, useState } from "react";
import { Heights } from "./rows.ts";

export interface Shown {
  readonly id: string;
  readonly index: number;
  readonly top: number;
}

interface Window {
  readonly rows: readonly Shown[];
  readonly total: number;
  readonly heights: Heights;
  /** Follows the height of a row's element. */
  readonly measure: (id: string, element: HTMLElement | null) => void;
  /** Brings a row into view. */
  readonly reveal: (id: string) => void;
}

interface Options {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly estimate: number;
  readonly gap: number;
  /** Rows that stay in the page wherever it is scrolled: the focused one, those in the hand. */
  readonly pinned: readonly string[];
  /** What stands between the scroller's edge and the rows. */
  readonly margin?: number;
  /** How much of the scroller's start lies under a head that stays. */
  readonly cover?: number;
}

/** Beyond the visible part so much is drawn, in pixels. */
const OVER = 400;

/** The part of a long list that is in the page, and how to move about in it. What comes and goes above the visible part does not move it. */
export function useWindow(
  ids: readonly string[],
  { scroller, estimate, gap, pinned, margin = 0, cover = 0 }: Options,
): Window {
  const [heights] = useState(() => new Heights(estimate, gap));
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [view, setView] = useState({ from: 0, to: 900 });
  const elements = useRef(new Map<Element, string>());
  const observer = useRef<ResizeObserver | null>(null);
  const anchor = useRef<{ id: string; offset: number } | undefined>(undefined);
  const list = useRef(ids);
  list.current = ids;
  heights.set(ids);

  const look = useCallback(() => {
    const element = scroller.current;
    if (element) {
      const from = element.scrollTop - margin;
      const to = from + element.clientHeight;
      const first = heights.between(from, from)[0];
      const id = list.current[first];
      anchor.current = id !== undefined && from > 4 ? { id, offset: from - heights.top(first) } : undefined;
      setView(before => (near(before.from, from) && near(before.to, to) ? before : { from, to }));
    }
  }, [scroller, heights, margin]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) {
      return;
    }
    look();
    element.addEventListener("scroll", look, { passive: true });
    const size = new ResizeObserver(look);
    size.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      size.disconnect();
    };
  }, [scroller, look]);

  // What one looks at stays where it is, whatever changed above it.
  useLayoutEffect(() => {
    const element = scroller.current;
    const held = anchor.current;
    if (!element || !held) {
      return;
    }
    const at = ids.indexOf(held.id);
    const wanted = at < 0 ? undefined : heights.top(at) + held.offset + margin;
    if (wanted !== undefined && Math.abs(wanted - element.scrollTop) > 1) {
      element.scrollTop = wanted;
    }
  });

  const measure = useCallback(
    (id: string, element: HTMLElement | null) => {
      observer.current ??= new ResizeObserver(entries => {
        let news = false;
        for (const { target, borderBoxSize } of entries) {
          const name = elements.current.get(target);
          const height = borderBoxSize[0]?.blockSize ?? 0;
          news = (name !== undefined && target.isConnected && heights.measured(name, height)) || news;
        }
        if (news) {
          redraw();
        }
      });
      if (element) {
        elements.current.set(element, id);
        observer.current.observe(element);
      } else {
        for (const [known, name] of elements.current) {
          if (name === id && !known.isConnected) {
            elements.current.delete(known);
            observer.current.unobserve(known);
          }
        }
      }
    },
    [heights],
  );

  const reveal = useCallback(
    (id: string) => {
      const element = scroller.current;
      const at = ids.indexOf(id);
      if (!element || at < 0) {
        return;
      }
      const top = heights.top(at) + margin;
      const bottom = top + heights.height(id);
      const pad = 8;
      if (top < element.scrollTop + cover + pad) {
        element.scrollTop = Math.max(0, top - cover - pad);
      } else if (bottom > element.scrollTop + element.clientHeight - pad) {
        element.scrollTop = bottom - element.clientHeight + pad;
      }
      look();
    },
    [scroller, heights, ids, margin, cover, look],
  );

  const [first, last] = heights.between(view.from - OVER, view.to + OVER);
  const rows: Shown[] = [];
  for (let index = first; index < last; index += 1) {
    rows.push({ id: ids[index] as string, index, top: heights.top(index) });
  }
  for (const id of pinned) {
    const index = ids.indexOf(id);
    if (index >= 0 && (index < first || index >= last)) {
      rows.push({ id, index, top: heights.top(index) });
    }
  }
  rows.sort((one, other) => one.index - other.index);
  return { rows, total: heights.total, heights, measure, reveal };
}

/** Scrolling by less than this draws nothing new: enough is drawn beyond the visible part. */
function near(one: number, other: number): boolean {
  return Math.abs(one - other) < OVER / 3;
}
