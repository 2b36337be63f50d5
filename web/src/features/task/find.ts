import { useEffect, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { api } from "../../app/server.ts";
import { useIds, useLoaded, useRow } from "../../sync/hooks.ts";

interface Found {
  readonly task: Task | undefined;
  readonly missing: boolean;
  /** As it was while it was still to be seen. */
  readonly was: Task | undefined;
}

/** A task by its key: of the live copy; one that is not there, such as one of a former key, is asked for. */
export function useTaskByKey(workspace: string, key: string): Found {
  const [id] = useIds("key", key);
  const loaded = useLoaded();
  const [asked, setAsked] = useState<{ key: string; task: Task | undefined }>();
  const row = useRow<Task>("task", id ?? (asked?.key === key ? asked.task?.id : undefined));
  const look = loaded && id === undefined && key !== "";

  useEffect(() => {
    if (!look) {
      return;
    }
    const ended = new AbortController();
    api
      .get<Task>(`/workspaces/${workspace}/tasks/${encodeURIComponent(key)}`, { signal: ended.signal })
      .then(task => setAsked({ key, task }))
      .catch(() => !ended.signal.aborted && setAsked({ key, task: undefined }));
    return () => ended.abort();
  }, [look, workspace, key]);

  const task = row ?? (asked?.key === key ? asked.task : undefined);
  const last = useRef<Task>(undefined);
  if (task) {
    last.current = task;
  }
  return {
    task,
    missing: look && asked?.key === key && asked.task === undefined,
    was: last.current?.key === key ? last.current : undefined,
  };
}
