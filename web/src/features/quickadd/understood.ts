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

const PAUSE_MS = 120;

/** What the server reads in a text. What it cannot be asked about stays text. */
export async function understand(
  workspace: string,
  text: string,
  project: string | undefined,
  plain: readonly Span[],
  signal?: AbortSignal,
): Promise<readonly Line[]> {
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
  return items;
}

interface Read {
  readonly text: string;
  readonly project: string | undefined;
  readonly plain: readonly Span[];
  /** Absent where the server could not be asked. */
  readonly lines?: readonly Line[];
}

/** The same while somebody types. `reading`: what there is now is still to be read. */
export function useUnderstood(
  workspace: string | undefined,
  text: string,
  project: string | undefined,
  plain: readonly Span[],
): { readonly lines: readonly Line[] | undefined; readonly reading: boolean } {
  const wanted = usePref("parse");
  const [read, setRead] = useState<Read>();
  const asks = wanted && workspace !== undefined && text.trim() !== "";
  useEffect(() => {
    if (!asks || workspace === undefined) {
      return;
    }
    const ended = new AbortController();
    const timer = setTimeout(() => {
      const now = { text, project, plain };
      understand(workspace, text, project, plain, ended.signal)
        .then(lines => setRead({ ...now, lines }))
        .catch(() => !ended.signal.aborted && setRead(now));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [asks, workspace, text, project, plain]);
  const known = asks && read?.text === text ? read : undefined;
  return {
    lines: known?.lines,
    reading: asks && !(known && known.project === project && known.plain === plain),
  };
}
