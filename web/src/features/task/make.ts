import type { Status } from "../../api/types.ts";
import { peekTask } from "../../app/address.ts";
import type { Change } from "../../sync/command.ts";
import type { Live } from "../../sync/live.ts";
import { placeBetween } from "../../sync/place.ts";
import { rowTopic } from "../../sync/topics.ts";
import { createTask, type Fresh } from "./changes.ts";
import { columnIds, taskOf } from "./order.ts";

const LONGEST = 500;

/** Whether the server takes no title as long as this; it counts characters, not the halves of them. */
export function isTooLong(title: string): boolean {
  return title.length > LONGEST && [...title].length > LONGEST;
}

/** The titles in a text: one a line, however long. */
export function titlesOf(text: string): string[] {
  return text
    .split("\n")
    .map(line => line.trim())
    .filter(line => line !== "");
}

/** Makes tasks on top of a column, in the order of their titles; answers the id of the first. */
export function makeTasks(
  live: Live,
  titles: readonly string[],
  status: Status,
  more?: Fresh["more"],
): string | undefined {
  const first = taskOf(live.entities, columnIds(live.entities, status.project_id, status.id)[0] ?? "");
  let high = first?.position;
  let before: Change | undefined;
  // The last one first, each on top of the one before it.
  const changes = titles.toReversed().map(title => {
    const position = placeBetween(undefined, high);
    high = position;
    const made = createTask({
      title,
      project: status.project_id,
      workspace: status.workspace_id,
      status,
      creator: live.me,
      position,
      top: true,
      ...(more && { more }),
    });
    before = before ? { ...made, after: [before.thing] } : made;
    return before;
  });
  if (changes.length > 0) {
    live.change(changes, "create");
  }
  return changes.at(-1)?.thing.id;
}

/** Opens a task that was just made beside the page, as soon as the server has given it a key. */
export function peekMade(live: Live, id: string): void {
  const look = () => {
    const task = taskOf(live.entities, id);
    if (task?.key !== "") {
      end();
    }
    if (task?.key) {
      peekTask(task.key);
    }
  };
  const end = live.entities.subscribe(rowTopic("task", id), look);
  look();
}

/** Where a new task goes that names no column: to what is to do, else to what may be. */
export function firstStatus(live: Live, projectId: string, wanted?: string): Status | undefined {
  const statuses = live.entities
    .ids("statuses", projectId)
    .map(id => live.entities.get("status", id) as Status | undefined)
    .filter(status => status !== undefined);
  return (
    statuses.find(status => status.id === wanted) ??
    statuses.find(status => status.category === "todo") ??
    statuses.find(status => status.category === "backlog") ??
    statuses[0]
  );
}
