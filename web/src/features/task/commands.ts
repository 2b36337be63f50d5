import {
  Archive,
  Bell,
  CalendarDays,
  CircleDot,
  Eye,
  LayoutTemplate,
  Link2,
  ListTree,
  MoveRight,
  PenLine,
  SignalHigh,
  Star,
  Tag,
  Trash2,
  UserRound,
  Waypoints,
} from "lucide-react";
import type { Task } from "../../api/types.ts";
import { go, to, workspaceSlug } from "../../app/address.ts";
import { type Command, keysOf, useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { openLayer } from "../../app/layers.ts";
import { getLive } from "../../sync/hooks.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.ts";
import { movingTo } from "../board/moving-to.ts";
import { askField, type Field } from "./ask.ts";
import { archive, setList, trash } from "./changes.ts";
import { mayChange } from "./rights.ts";

/** What an action is about, and where on the screen it is. */
export interface Subject {
  /** The selection, else the task that has the focus. */
  tasks(): readonly Task[];
  element?(): Element | null;
  /** Whether keys are meant for it now. */
  here(): boolean;
  /** Edits the title in place; absent where there is none to edit. */
  rename?(task: Task): void;
  /** Called before tasks leave, so that the focus can go to a neighbour. */
  leaving?(tasks: readonly Task[]): void;
  /** Adds a task below one where it stands; elsewhere quick add does. */
  below?(): void;
  /** Called when tasks were moved, with the first of them. */
  moved?(first: string): void;
}

function change(...args: Parameters<NonNullable<ReturnType<typeof getLive>>["change"]>): void {
  getLive()?.change(...args);
}

const FIELDS: readonly (readonly [Field, string, string, Command["icon"] | undefined])[] = [
  ["status", "task.set_status", "s", CircleDot],
  ["assignees", "task.assign", "a", UserRound],
  ["priority", "task.set_priority", "p", SignalHigh],
  ["tags", "task.set_tags", "t", Tag],
  ["due", "task.set_due", "d", CalendarDays],
  ["start", "task.set_start", "shift+d", CalendarDays],
  ["estimate", "task.set_estimate", "e", undefined],
];

/** Actions on tasks, for the keyboard, the palette and menus. Those that one may not do to all of them are not there. */
export function taskCommands(subject: Subject): Command[] {
  const about = () => (subject.here() ? subject.tasks() : []);
  const any = () => about().length > 0;
  const one = () => about().length === 1;
  const may = () => {
    const tasks = about();
    return tasks.length > 0 && tasks.every(task => mayChange(task));
  };
  const mark = (name: "toggleWatch" | "toggleFavourite") => () => {
    const tasks = [...subject.tasks()];
    void import("./marking.ts").then(marking => marking[name](tasks));
  };
  const ids = () => subject.tasks().map(task => task.id);
  const asking = (field: Field): Pick<Command, "asks" | "run"> => ({
    asks: () => ({ field, ids: ids() }),
    run: () => askField(field, ids(), subject.element?.()),
  });
  const moved = (first: string) => subject.moved?.(first);
  const leave = (tasks: readonly Task[], make: (task: Task) => ReturnType<typeof trash>, label: string) => {
    subject.leaving?.(tasks);
    change(tasks.map(make), label);
    toast({
      text: t(label === "trash" ? "task.trashed" : "task.archived", {
        count: tasks.length,
        name: tasks[0]?.key ?? "",
      }),
      kind: "undo",
      action: { label: t("live.undo"), run: () => void getLive()?.undoLast() },
    });
  };
  return [
    ...FIELDS.map(
      ([field, title, key, icon]): Command => ({
        id: `task.${field}`,
        title: title as Command["title"],
        group: "selection",
        keys: [key],
        when: may,
        ...asking(field),
        ...(icon && { icon }),
      }),
    ),
    {
      id: "task.move",
      title: "board.move_to",
      group: "selection",
      keys: ["m"],
      icon: MoveRight,
      when: may,
      asks: () => ({ field: "move", ids: ids(), done: moved }),
      run: () => movingTo.set({ ids: ids(), done: moved }),
    },
    {
      id: "task.remind",
      title: "task.remind",
      group: "selection",
      icon: Bell,
      when: one,
      ...asking("remind"),
    },
    {
      id: "task.assign_me",
      title: "task.assign_me",
      group: "selection",
      keys: ["i"],
      icon: UserRound,
      when: may,
      run: () => {
        const me = getLive()?.me;
        const others = subject.tasks().filter(task => me !== undefined && !task.assignee_ids.includes(me));
        if (me !== undefined && others.length > 0) {
          change(
            others.map(task => setList(task, "assignee_ids", { add: [me], remove: [] })),
            "assignees",
          );
        }
      },
    },
    {
      id: "task.rename",
      title: "task.rename",
      group: "selection",
      keys: ["r"],
      icon: PenLine,
      when: () => may() && subject.rename !== undefined,
      run: () => {
        const [task] = subject.tasks();
        if (task) {
          subject.rename?.(task);
        }
      },
    },
    {
      id: "task.subtask",
      title: "task.add_subtask",
      group: "selection",
      keys: ["shift+c"],
      icon: ListTree,
      when: () => one() && may(),
      run: () => (subject.below ?? (() => openLayer({ name: "quickadd", parent: ids()[0] ?? "" })))(),
    },
    {
      id: "task.relation",
      title: "task.relate",
      group: "selection",
      keys: ["b"],
      icon: Waypoints,
      when: may,
      ...asking("relation"),
    },
    {
      id: "task.watch",
      title: "task.watch",
      group: "selection",
      keys: ["w"],
      icon: Eye,
      when: any,
      run: mark("toggleWatch"),
    },
    {
      id: "task.favourite",
      title: "task.favourite",
      group: "selection",
      keys: ["*"],
      icon: Star,
      when: any,
      run: mark("toggleFavourite"),
    },
    {
      id: "task.copy_link",
      title: "task.copy_link",
      group: "selection",
      keys: ["mod+shift+."],
      icon: Link2,
      when: any,
      run: () => copy(subject.tasks().map(task => location.origin + to.task(workspaceSlug(), task.key))),
    },
    {
      id: "task.copy_key",
      title: "task.copy_key",
      group: "selection",
      keys: ["mod+."],
      when: any,
      run: () => copy(subject.tasks().map(task => task.key)),
    },
    {
      id: "task.save_template",
      title: "task.save_template",
      group: "selection",
      icon: LayoutTemplate,
      when: () => one() && may(),
      ...asking("template"),
    },
    {
      id: "task.history",
      title: "task.history",
      group: "selection",
      when: one,
      run: () => go(to.taskHistory(workspaceSlug(), subject.tasks()[0]?.key ?? "")),
    },
    {
      id: "task.archive",
      title: "task.archive",
      group: "selection",
      keys: ["shift+e"],
      icon: Archive,
      when: may,
      run: () => leave([...subject.tasks()], archive, "archive"),
    },
    {
      id: "task.trash",
      title: "task.trash",
      group: "selection",
      keys: ["Delete"],
      icon: Trash2,
      when: may,
      run: () => leave([...subject.tasks()], task => trash(task.id), "trash"),
    },
  ];
}

export function useTaskCommands(subject: Subject | undefined): void {
  useCommands(() => (subject ? taskCommands(subject) : []), [subject]);
}

/** The same actions as a menu on one task. */
export function menuItems(subject: Subject): MenuItem[] {
  return taskCommands(subject)
    .filter(command => command.when?.() ?? true)
    .map(command => ({
      id: command.id,
      label: t(command.title),
      icon: command.icon,
      keys: keysOf(command)[0],
      danger: command.id === "task.trash",
      apart: command.id === "task.copy_link" || command.id === "task.archive",
      onSelect: command.run,
    }));
}

function copy(lines: readonly string[]): void {
  void navigator.clipboard
    .writeText(lines.join("\n"))
    .then(() => toast({ text: t("task.copied", { count: lines.length }) }));
}
