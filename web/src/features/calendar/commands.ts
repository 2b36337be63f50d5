import { Plus } from "lucide-react";
import type { Task } from "../../api/types.ts";
import type { Command } from "../../app/commands.ts";
import { isRtl } from "../../app/i18n.ts";
import { addDays, today } from "../../app/times.ts";
import { mayChange } from "../task/rights.ts";
import type { Handle } from "./days.ts";
import { shift } from "./shift.ts";

interface Cursor {
  cursor(): string;
  go(day: string): void;
  step(by: 1 | -1): void;
  zoom(by: 1 | -1): void;
  /** The task that has the focus. */
  task(): Task | undefined;
  make?(): void;
}

const onTask = () => document.activeElement?.closest("li[data-id]") != null;
const here = () => {
  const { activeElement } = document;
  return (
    activeElement === document.body ||
    activeElement?.id === "main" ||
    activeElement?.closest("[data-board]") != null
  );
};

/** What the keyboard does on a calendar and a timeline. */
export function calendarCommands({ cursor, go, step, zoom, task, make }: Cursor): Command[] {
  const along = (by: number) => (isRtl() ? -by : by);
  const days: [string, () => number][] = [
    ["ArrowRight", () => along(1)],
    ["ArrowLeft", () => along(-1)],
    ["ArrowDown", () => 7],
    ["ArrowUp", () => -7],
  ];
  const change = (id: string, title: Command["title"], modifier: string, handle: Handle): Command[] =>
    days.map(([key, by]) => ({
      id: `${id}.${key}`,
      title,
      group: "selection",
      keys: [`${modifier}+${key}`],
      unlisted: key !== "ArrowRight",
      when: () => {
        const now = onTask() ? task() : undefined;
        return now !== undefined && mayChange(now);
      },
      run: () => {
        const now = task();
        if (now) {
          shift([now], handle, by());
        }
      },
    }));
  return [
    ...days.map(
      ([key, by]): Command => ({
        id: `calendar.${key}`,
        title: "calendar.move_cursor",
        group: "view",
        keys: [key],
        unlisted: true,
        when: here,
        run: () => go(addDays(cursor(), by())),
      }),
    ),
    ...change("calendar.due", "calendar.change_due", "shift", "end"),
    ...change("calendar.both", "calendar.shift_both", "alt", "whole"),
    {
      id: "calendar.today",
      title: "calendar.today",
      group: "view",
      keys: ["."],
      when: here,
      run: () => go(today()),
    },
    {
      id: "calendar.earlier",
      title: "calendar.earlier",
      group: "view",
      keys: ["PageUp"],
      when: here,
      run: () => step(-1),
    },
    {
      id: "calendar.later",
      title: "calendar.later",
      group: "view",
      keys: ["PageDown"],
      when: here,
      run: () => step(1),
    },
    {
      id: "calendar.zoom_in",
      title: "calendar.zoom_in",
      group: "view",
      keys: ["+", "="],
      when: here,
      run: () => zoom(1),
    },
    {
      id: "calendar.zoom_out",
      title: "calendar.zoom_out",
      group: "view",
      keys: ["-"],
      when: here,
      run: () => zoom(-1),
    },
    ...(make
      ? [
          {
            id: "board.new_here",
            title: "calendar.add",
            group: "create",
            keys: ["n"],
            icon: Plus,
            when: here,
            run: make,
          } as const,
        ]
      : []),
  ];
}
