import type { Favourite, Task, Watcher } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import { getLive } from "../../sync/hooks.ts";
import type { Live } from "../../sync/live.ts";
import { favour } from "../view/changes.ts";
import { watch } from "./hanging-changes.ts";

/** What one marks tasks with for oneself: to be told of them, and to have them at hand. All get the mark; those that all have it lose it. */

export function watching(live: Live, task: Task): Watcher | undefined {
  return live.entities
    .ids("watchers", task.id)
    .map(id => live.entities.get("watcher", id) as Watcher | undefined)
    .find(row => row?.user_id === live.me);
}

export function toggleWatch(tasks: readonly Task[]): void {
  toggle(tasks, "watch", watching, (live, task, row) => watch(task, live.me, row));
}

export function toggleFavourite(tasks: readonly Task[]): void {
  const all = (getLive()?.entities.list("favourite") ?? []) as unknown as readonly Favourite[];
  toggle(
    tasks,
    "favourite",
    (_, task) => all.find(one => one.target_id === task.id),
    (live, { id, workspace_id }, had) => favour({ type: "task", id }, workspace_id, live.me, had?.id),
  );
}

function toggle<Row>(
  tasks: readonly Task[],
  label: string,
  rowOf: (live: Live, task: Task) => Row | undefined,
  turn: (live: Live, task: Task, row: Row | undefined) => Change,
): void {
  const live = getLive();
  if (!live) {
    return;
  }
  const marked = tasks.map(task => ({ task, row: rowOf(live, task) }));
  const without = marked.filter(({ row }) => row === undefined);
  const turned = without.length > 0 ? without : marked;
  if (turned.length > 0) {
    live.change(
      turned.map(({ task, row }) => turn(live, task, row)),
      label,
    );
  }
}
