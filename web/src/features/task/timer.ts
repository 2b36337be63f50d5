import { useEffect, useState } from "react";
import type { Task, TimeEntry } from "../../api/types.ts";
import { attempt } from "../../app/attempt.ts";
import { api } from "../../app/server.ts";
import type { Change } from "../../sync/command.ts";
import type { Data } from "../../sync/frames.ts";
import { useLive, useRows } from "../../sync/hooks.ts";
import { newId } from "../../sync/ids.ts";

/** One's timer in this workspace, if it runs. */
export function useTimer(): TimeEntry | undefined {
  const me = useLive()?.me ?? "";
  return useRows<TimeEntry>("running", me, "time_entry")[0];
}

/**
 * Starts or stops one's timer. The server says when it began, so this is not kept for later: a timer that starts when
 * the network is back would count what was not worked.
 */
export function setTimer(taskId: string, runs: boolean): Promise<boolean> {
  return attempt(() => api.post(`/tasks/${taskId}/timer/${runs ? "start" : "stop"}`));
}

/** The seconds since an instant, counting on. */
export function useSeconds(since: string | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (since === undefined) {
      return;
    }
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [since]);
  return since === undefined ? 0 : Math.max(0, (now - Date.parse(since)) / 1_000);
}

/** Tracks a stretch of time by hand. */
export function track(
  task: Task,
  me: string,
  entry: { startedAt: string; endedAt: string; note: string },
  id = newId(),
  now = new Date().toISOString(),
): Change {
  const { startedAt: started_at, endedAt: ended_at, note } = entry;
  const row = {
    id,
    workspace_id: task.workspace_id,
    task_id: task.id,
    user_id: me,
    started_at,
    ended_at,
    seconds: Math.round((Date.parse(ended_at) - Date.parse(started_at)) / 1_000),
    note,
    version: 0,
    created_at: now,
    updated_at: now,
  } satisfies TimeEntry;
  return {
    thing: { entity: "time_entry", id },
    kind: "create",
    fields: row as unknown as Data,
    method: "POST",
    path: `/tasks/${task.id}/time-entries`,
    body: { id, started_at, ended_at, note },
    after: [{ entity: "task", id: task.id }],
    answers: "time_entry",
    undo: now => now && untrack(now as unknown as TimeEntry),
  };
}

export function untrack(entry: TimeEntry): Change {
  return {
    thing: { entity: "time_entry", id: entry.id },
    kind: "remove",
    method: "DELETE",
    path: `/time-entries/${entry.id}`,
  };
}

export function renote(entry: TimeEntry, note: string): Change {
  return {
    thing: { entity: "time_entry", id: entry.id },
    kind: "patch",
    fields: { note },
    method: "PATCH",
    path: `/time-entries/${entry.id}`,
    body: { note },
    answers: "time_entry",
    undo: now => now && renote(now as unknown as TimeEntry, entry.note),
  };
}
