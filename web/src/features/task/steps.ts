import type { Task } from "../../api/types.ts";
import { go, peekTask, to, workspaceSlug } from "../../app/address.ts";
import { getLive } from "../../sync/hooks.ts";
import { taskOf } from "./order.ts";
import { neighbour, stands } from "./walk.ts";

/** Goes to the task before or after one in the list that it was opened from; absent where there is none. */
export function steps(task: Task, peek: boolean): ((by: 1 | -1) => void) | undefined {
  if (!stands(task.id)) {
    return undefined;
  }
  return by => {
    const live = getLive();
    const id = neighbour(task.id, by);
    const next = live && id !== undefined ? taskOf(live.entities, id) : undefined;
    if (next && next.key !== "") {
      // Back leads to the list, not through all that one passed.
      if (peek) {
        peekTask(next.key);
      } else {
        go(to.task(workspaceSlug(), next.key), { replace: true });
      }
    }
  };
}
