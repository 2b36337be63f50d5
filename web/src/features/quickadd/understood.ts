import { useEffect, useState } from "react";
import type { Due, Task } from "../../api/types.ts";
import { region } from "../../app/i18n.ts";
import { usePref } from "../../app/prefs.ts";
import { api } from "../../app/server.ts";
import type { Span } from "./spans.ts";

export interface Chip {
  readonly type:
    | "project"
    | "status"
    | "tag"
    | "person"
    | "priority"
    | "due"
    | "start"
    | "recurrence"
    | "estimate"
    | "unknown";
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly value: unknown;
}

export interface Line {
  readonly title: string;
  readonly project_id: string | null;
  readonly chips: readonly Chip[];
  readonly due: Due | null;
  readonly recurrence: Task["recurrence"];
}

export interface Understood {
  readonly text: string;
  readonly lines: readonly Line[];
}

const PAUSE_MS = 120;

/** What the server reads in a text. What it cannot be asked about stays text. */
export async function understand(
  workspace: string,
  text: string,
  project: string | undefined,
  plain: readonly Span[],
  signal?: AbortSignal,
): Promise<Understood> {
  const body = {
    text,
    dry_run: true,
    locale: region(),
    tz: Intl.DateTimeFormat().resolvedOptions().timeZone,
    plain,
    ...(project && { project_id: project }),
  };
  const { items } = await api.post<{ items: Line[] }>(
    `/workspaces/${workspace}/tasks/quick`,
    body,
    signal ? { signal } : {},
  );
  return { text, lines: items };
}

/** The same while somebody types. */
export function useUnderstood(
  workspace: string | undefined,
  text: string,
  project: string | undefined,
  plain: readonly Span[],
): Understood | undefined {
  const wanted = usePref("parse");
  const [now, setNow] = useState<Understood>();
  useEffect(() => {
    if (!wanted || !workspace || text.trim() === "") {
      setNow(undefined);
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      understand(workspace, text, project, plain, ended.signal)
        .then(setNow)
        .catch(() => !ended.signal.aborted && setNow(undefined));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [wanted, workspace, text, project, plain]);
  return now?.text === text ? now : undefined;
}
