import { type PointerEvent, useCallback, useRef, useState } from "react";
import type { Relation, Task } from "../../api/types.ts";
import { isRtl, t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { toast } from "../../ui/toast.ts";
import type { Handle } from "../calendar/days.ts";
import { shift } from "../calendar/shift.ts";
import { relate } from "../task/hanging-changes.ts";
import { taskOf } from "../task/order.ts";
import { mayChange } from "../task/rights.ts";
import { circle } from "./scale.ts";

export interface Grabbed {
  readonly id: string;
  readonly handle: Handle;
  readonly by: number;
}

/** From a bar to the pointer: what would be blocked is not chosen yet. */
export interface Linking {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Dragging bars, their ends, and arrows from one to another. Esc lets go without a change. */
export function useGrab(day: number) {
  const [grabbed, setGrabbed] = useState<Grabbed>();
  const [linking, setLinking] = useState<Linking>();
  const by = useRef(0);
  const grab = useCallback(
    (down: PointerEvent, task: Task, handle: Handle | "link") => {
      if (!mayChange(task) || down.button !== 0 || down.pointerType === "touch") {
        return;
      }
      const start = down.clientX;
      const sign = isRtl() ? -1 : 1;
      let moved = false;
      by.current = 0;
      const end = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", up);
        window.removeEventListener("keydown", press, true);
        setGrabbed(undefined);
        setLinking(undefined);
      };
      const move = (event: globalThis.PointerEvent) => {
        moved ||= Math.abs(event.clientX - start) > 4;
        if (handle === "link") {
          setLinking({ id: task.id, x: event.clientX, y: event.clientY });
        } else if (moved) {
          by.current = Math.round((sign * (event.clientX - start)) / day);
          setGrabbed({ id: task.id, handle, by: by.current });
        }
      };
      const up = (event: globalThis.PointerEvent) => {
        end();
        if (moved) {
          // The press that ends a drag is no click.
          window.addEventListener("click", swallow, { capture: true, once: true });
          setTimeout(() => window.removeEventListener("click", swallow, true));
        }
        if (handle === "link") {
          const row = document
            .elementFromPoint(event.clientX, event.clientY)
            ?.closest<HTMLElement>("li[data-id]");
          link(task, row?.dataset["id"]);
        } else {
          shift([task], handle, by.current);
        }
      };
      const press = (event: KeyboardEvent) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          by.current = 0;
          end();
        }
      };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up);
      window.addEventListener("keydown", press, true);
    },
    [day],
  );
  return { grabbed, linking, grab };
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

/** Says that a task blocks another one, unless that would close a circle. */
function link(task: Task, id: string | undefined): void {
  const live = getLive();
  const other = live && id !== undefined && id !== task.id ? taskOf(live.entities, id) : undefined;
  if (!live || !other) {
    return;
  }
  const blocks = (live.entities.list("relation") as unknown as readonly Relation[]).filter(
    one => one.kind === "blocks",
  );
  if (blocks.some(one => one.task_id === task.id && one.other_id === other.id)) {
    return;
  }
  const way = circle(blocks, task.id, other.id);
  if (way) {
    const keys = [task.id, ...way].map(one => taskOf(live.entities, one)?.key ?? "");
    toast({ text: t("timeline.circle", { way: keys.join(" → ") }), tone: "danger", kind: "circle" });
    return;
  }
  live.change([relate(task, other, "blocks")], "relation");
}
