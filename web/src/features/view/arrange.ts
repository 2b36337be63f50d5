import { useEffect, useMemo, useState } from "react";
import type { Relation, Task } from "../../api/types.ts";
import { workspaceSlug } from "../../app/address.ts";
import { useAll, useIds, useLive } from "../../sync/hooks.ts";
import { check, isOpen, type Test } from "../filter/check.ts";
import { Fault } from "../filter/fault.ts";
import { knownFrom } from "../filter/names.ts";
import { parse } from "../filter/parse.ts";
import { useWorkspace } from "../workspace/queries.ts";
import { type Around, useAround } from "./known.ts";
import type { Look } from "./look.ts";
import { orderOf } from "./sort.ts";

export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The moment, again every minute: what is due then is overdue. */
export function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function useWeekStart(): number {
  return useWorkspace(workspaceSlug())?.week_start ?? 1;
}

interface Compiled {
  readonly test: Test;
  readonly fault: Fault | undefined;
}

const ALL: Compiled = { test: () => true, fault: undefined };

/** A filter as a question to a task, or what is wrong with it. An empty one finds all. */
export function useFilter(text: string, project: string | undefined, around: Around): Compiled {
  const live = useLive();
  const now = useMinute();
  const weekStart = useWeekStart();
  return useMemo(() => {
    if (!live || text.trim() === "") {
      return ALL;
    }
    try {
      const known = knownFrom(live.entities, live.me, { now, zone: ZONE, weekStart }, project);
      return { test: check(parse(text), known), fault: undefined };
    } catch (fault) {
      if (fault instanceof Fault) {
        return { test: () => false, fault };
      }
      throw fault;
    }
    // What has a name may get another one.
  }, [live, text, now, weekStart, project, around]);
}

export interface Arranged {
  readonly tasks: readonly Task[];
  /** How many there are without the filter. */
  readonly all: number;
  readonly fault: Fault | undefined;
  readonly around: Around;
  readonly order: ((one: Task, other: Task) => number) | undefined;
}

/** The tasks of a project, or of all, that a look finds, in its order. */
export function useArranged(project: string | undefined, look: Look): Arranged {
  const everything = useAll<Task>("task");
  const here = useIds("project", project ?? "");
  const live = useLive();
  const relations = useAll<Relation>("relation");
  const around = useAround(project);
  const { test, fault } = useFilter(look.filter, project, around);
  const wantsGone = /\bis\b[\s(]*(not\s+)?(trashed|archived)/i.test(look.filter);
  const order = useMemo(() => orderOf(look.sort, around.fields), [look.sort, around.fields]);
  return useMemo(() => {
    const own =
      project !== undefined && !wantsGone
        ? here.map(id => live?.entities.get("task", id) as unknown as Task).filter(task => task !== undefined)
        : everything.filter(
            task =>
              (project === undefined || task.project_id === project) &&
              (wantsGone || (!task.deleted_at && !task.archived_at)),
          );
    const blocked = /\bblocked\b/i.test(look.filter) ? blockedBy(relations, everything) : NOTHING;
    const found = own.filter(task => test({ task, blocked: blocked.has(task.id) }));
    return {
      tasks: order ? found.sort(order) : found,
      all: own.length,
      fault,
      around,
      order,
    };
    // `everything` is told of each change of a task; the list of ids only of those that come and go.
  }, [live, everything, here, relations, project, wantsGone, look.filter, test, fault, order, around]);
}

const NOTHING: ReadonlySet<string> = new Set();

/** Those that an open task blocks. */
function blockedBy(relations: readonly Relation[], tasks: readonly Task[]): ReadonlySet<string> {
  const open = new Set(tasks.filter(task => isOpen(task) && !task.deleted_at).map(task => task.id));
  return new Set(
    relations.filter(one => one.kind === "blocks" && open.has(one.task_id)).map(one => one.other_id),
  );
}
