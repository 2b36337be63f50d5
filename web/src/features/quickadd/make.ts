import type { Due, Priority, Project, Status, Task } from "../../api/types.ts";
import type { Change } from "../../sync/command.ts";
import type { Live } from "../../sync/live.ts";
import { placeBetween } from "../../sync/place.ts";
import { createTask } from "../task/changes.ts";
import { columnIds, taskOf } from "../task/order.ts";
import type { Line } from "./understood.ts";

export interface Target {
  readonly project: Project;
  /** A status of that project that was asked for. */
  readonly status?: string | undefined;
  readonly parent?: string | undefined;
}

/** The lines of a text that nobody has read anything in. */
export function plainLines(text: string): Line[] {
  return text
    .split("\n")
    .map(line => line.trim())
    .filter(line => line !== "")
    .map(title => ({ title, project_id: null, chips: [], due: null, recurrence: null }));
}

/** Makes a task of each line: what the chips say is what is saved. Answers the ids. */
export function makeTasks(live: Live, lines: readonly Line[], target: Target): string[] {
  const changes: Change[] = [];
  const lows = new Map<string, string | undefined>();
  for (const line of lines.filter(one => one.title !== "")) {
    const project = line.project_id ?? target.project.id;
    const status = statusOf(live, line, project, target);
    if (!status) {
      continue;
    }
    const ids = columnIds(live.entities, project, status.id);
    const low = lows.get(status.id) ?? taskOf(live.entities, ids.at(-1) ?? "")?.position;
    const position = placeBetween(low, undefined);
    lows.set(status.id, position);
    const before = changes.at(-1);
    const made = createTask({
      title: line.title,
      project,
      workspace: target.project.workspace_id,
      status,
      creator: live.me,
      position,
      more: {
        ...fieldsOf(line),
        ...(target.parent && project === target.project.id && { parent_id: target.parent }),
      },
    });
    // One after the other: the server puts each at the end of its column.
    changes.push(before ? { ...made, after: [...(made.after ?? []), before.thing] } : made);
  }
  live.change(changes, "create");
  return changes.map(change => change.thing.id);
}

function statusOf(live: Live, line: Line, project: string, target: Target): Status | undefined {
  const statuses = live.entities
    .ids("statuses", project)
    .map(id => live.entities.get("status", id) as Status | undefined)
    .filter(status => status !== undefined);
  const named = line.chips.find(chip => chip.type === "status")?.value ?? target.status;
  const by = (category: string) => statuses.find(status => status.category === category);
  return statuses.find(status => status.id === named) ?? by("todo") ?? by("backlog") ?? statuses[0];
}

/** What the chips of a line say. */
export function fieldsOf(line: Line) {
  const values = (type: string) => line.chips.filter(chip => chip.type === type).map(chip => chip.value);
  const last = (type: string) => values(type).at(-1);
  const due = line.due ?? (last("due") as Due | undefined);
  const recurrence = line.recurrence ?? (last("recurrence") as Task["recurrence"] | undefined);
  return {
    ...(values("person").length > 0 && { assignee_ids: values("person") as string[] }),
    ...(values("tag").length > 0 && { tag_ids: values("tag") as string[] }),
    ...(last("priority") !== undefined && { priority: last("priority") as Priority }),
    ...(last("start") !== undefined && { start_on: last("start") as string }),
    ...(last("estimate") !== undefined && { estimate: last("estimate") as number }),
    ...(due && { due }),
    ...(recurrence && { recurrence }),
  };
}
