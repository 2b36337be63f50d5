import { type PointerEvent, useCallback, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { daysBetween } from "../../app/times.ts";
import { mayChange } from "../task/rights.ts";
import type { Handle } from "./days.ts";
import { schedule, shift } from "./shift.ts";

export interface Grabbed {
  readonly task: Task;
  readonly handle: Handle;
  /** The day where it was taken, and where it is. From the tray it comes from no day. */
  readonly from: string | undefined;
  readonly over: string | undefined;
}

const SLOP = 4;

/** Dragging on a calendar: tasks to other days, their ends to longer or shorter stretches. Esc lets go without a change. */
export function useGrab(): {
  grabbed: Grabbed | undefined;
  grab(event: PointerEvent, task: Task, handle: Handle): void;
} {
  const [grabbed, setGrabbed] = useState<Grabbed>();
  const now = useRef<Grabbed>(undefined);
  const set = useCallback((next: Grabbed | undefined) => {
    now.current = next;
    setGrabbed(next);
  }, []);
  const grab = useCallback(
    (down: PointerEvent, task: Task, handle: Handle) => {
      // A finger scrolls; dates are set from the task or its menu.
      if (!mayChange(task) || down.button !== 0 || down.pointerType === "touch") {
        return;
      }
      const { clientX, clientY } = down;
      const inTray = (down.target as Element).closest("[data-tray]") !== null;
      const from = inTray ? undefined : dayAt(clientX, clientY);
      const end = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", up);
        window.removeEventListener("keydown", press, true);
        set(undefined);
      };
      const move = (event: globalThis.PointerEvent) => {
        if (!now.current && Math.hypot(event.clientX - clientX, event.clientY - clientY) < SLOP) {
          return;
        }
        set({ task, handle, from, over: dayAt(event.clientX, event.clientY) ?? now.current?.over });
      };
      const up = (event: globalThis.PointerEvent) => {
        const held = now.current;
        const over = dayAt(event.clientX, event.clientY);
        end();
        if (held) {
          // The press that ends a drag is no click.
          window.addEventListener("click", swallow, { capture: true, once: true });
          setTimeout(() => window.removeEventListener("click", swallow, true));
          if (over && from) {
            shift([task], handle, daysBetween(from, over));
          } else if (over) {
            schedule([task], over);
          }
        }
      };
      const press = (event: KeyboardEvent) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          end();
        }
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up);
      window.addEventListener("keydown", press, true);
    },
    [set],
  );
  return { grabbed, grab };
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

/** The day under a point. */
function dayAt(x: number, y: number): string | undefined {
  return document
    .elementsFromPoint(x, y)
    .map(element => (element as HTMLElement).dataset?.["day"])
    .find(day => day !== undefined);
}
