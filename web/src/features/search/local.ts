import { useMemo } from "react";
import type { Task } from "../../api/types.ts";
import { useAll } from "../../sync/hooks.ts";
import { fold, score } from "../../ui/fuzzy.ts";
import type { Hit } from "./hit.tsx";
import type { Kind } from "./search.tsx";

const MOST = 20;
/** Words that stand in the description alone. */
const BELOW = 10;

/** The tasks of the live copy that match, the best first. */
export function findTasks(tasks: readonly Task[], wanted: string, most = MOST): Task[] {
  const words = fold(wanted);
  return tasks
    .filter(task => !task.deleted_at && task.key !== "")
    .map(task => ({
      task,
      points:
        score(wanted, `${task.key} ${task.title}`) || (fold(task.description).includes(words) ? BELOW : 0),
    }))
    .filter(({ points }) => points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, most)
    .map(({ task }) => task);
}

/** What the live copy has of what is searched for. */
export function useLocalHits(wanted: string, kind: Kind, project?: string): readonly Hit[] {
  const tasks = useAll<Task>("task");
  return useMemo(() => {
    if (wanted === "" || (kind !== "all" && kind !== "task")) {
      return [];
    }
    const here = project === undefined ? tasks : tasks.filter(task => task.project_id === project);
    return findTasks(here, wanted).map(task => ({
      id: task.id,
      type: "task" as const,
      key: task.key,
      title: [{ text: task.title, hit: false }],
      snippet: [],
      project_id: task.project_id,
      status_category: task.status_category,
      archived: Boolean(task.archived_at),
    }));
  }, [wanted, kind, tasks, project]);
}
