import { type RefObject, useEffect, useState } from "react";
import { HEAD, LANE } from "./week.tsx";

/** How many lines of tasks a day has room for. */
export function useLanes(grid: RefObject<HTMLDivElement | null>, shape: string): number {
  const [lanes, setLanes] = useState(3);
  useEffect(() => {
    const element = grid.current;
    if (!element) {
      return;
    }
    const look = () => {
      const row = element.firstElementChild?.getBoundingClientRect().height ?? 0;
      setLanes(Math.max(1, Math.floor((row - HEAD - 2) / LANE)));
    };
    look();
    const size = new ResizeObserver(look);
    size.observe(element);
    return () => size.disconnect();
  }, [grid, shape]);
  return lanes;
}
