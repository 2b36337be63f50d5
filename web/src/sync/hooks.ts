import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Kept } from "./kept.ts";
import type { Live } from "./live.ts";
import type { Spot } from "./presence.ts";
import { same } from "./same.ts";
import type { StatusNow } from "./status.ts";
import {
  glowTopic,
  KEPT_TOPIC,
  kindTopic,
  LOADED_TOPIC,
  listTopic,
  presenceTopic,
  rowTopic,
  STATUS_TOPIC,
  type Topic,
  taskPresenceTopic,
} from "./topics.ts";

/** React's side of the live layer: components follow single rows and lists, and are drawn anew for those alone. */

let current: Live | undefined;
const listeners = new Set<() => void>();

/** The page's live layer; there is one at a time. */
export function setLive(live: Live | undefined): void {
  current = live;
  for (const listener of [...listeners]) {
    listener();
  }
}

export function getLive(): Live | undefined {
  return current;
}

export function useLive(): Live | undefined {
  return useSyncExternalStore(followLive, getLive);
}

function followLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What `read` says, again whenever one of the topics is told. It must answer the same while nothing changed. */
export function useTopics<T>(topics: readonly Topic[], read: (live: Live) => T, otherwise: T): T {
  const live = useLive();
  const key = topics.join("\n");
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = key.split("\n").map(topic => live?.entities.subscribe(topic, listener));
      return () => {
        for (const end of ends) {
          end?.();
        }
      };
    },
    [live, key],
  );
  return useSyncExternalStore(subscribe, () => (live ? read(live) : otherwise));
}

/** A row as it is shown: confirmed, with one's own changes over it. */
export function useRow<T>(entity: string, id: string | undefined): T | undefined {
  return useTopics(
    [rowTopic(entity, id ?? "")],
    live => live.entities.get(entity, id ?? "") as T | undefined,
    undefined,
  );
}

/** The ids of a list, in order. */
export function useIds(index: string, key: string): readonly string[] {
  return useTopics([listTopic(index, key)], live => live.entities.ids(index, key), NONE);
}

/** All rows of a kind of which there are few. */
export function useAll<T>(entity: string): readonly T[] {
  return useTopics([kindTopic(entity)], live => live.entities.list(entity) as readonly T[], NOTHING);
}

/** Rows of a list, for lists that are short. */
export function useRows<T>(index: string, key: string, entity: string): readonly T[] {
  const ids = useIds(index, key);
  const before = useRef<readonly T[]>(NOTHING);
  return useTopics(
    [listTopic(index, key), ...ids.map(id => rowTopic(entity, id))],
    live => {
      const rows = live.entities
        .ids(index, key)
        .map(id => live.entities.get(entity, id))
        .filter(row => row !== undefined) as T[];
      const kept = before.current;
      if (rows.length !== kept.length || rows.some((row, at) => row !== kept[at])) {
        before.current = rows;
      }
      return before.current;
    },
    NOTHING,
  );
}

export function usePending(entity: string, id: string): boolean {
  return useTopics([rowTopic(entity, id)], live => live.isPending({ entity, id }), false);
}

/** Whether somebody else changed it just now. */
export function useGlow(entity: string, id: string): boolean {
  return useTopics([glowTopic({ entity, id })], live => live.glow.has({ entity, id }), false);
}

export function useStatus(): StatusNow {
  return useTopics([STATUS_TOPIC], live => live.status.now, STARTING);
}

/** Whether there is anything to show of the workspace yet. */
export function useLoaded(): boolean {
  return useTopics([LOADED_TOPIC], live => live.isLoaded, false);
}

/** Whether a workspace is followed of which there is no copy yet. */
export function useCold(): boolean {
  return useTopics([LOADED_TOPIC], live => !live.isLoaded && live.workspace !== undefined, false);
}

export function useKept(): readonly Kept[] {
  return useTopics([KEPT_TOPIC], live => live.kept.items, NOTHING);
}

/** Who is in a project, but for oneself. */
export function usePeopleIn(projectId: string): readonly Spot[] {
  return usePeople(presenceTopic, spot => spot.projectId === projectId);
}

/** Who has a task open, but for oneself. */
export function usePeopleAt(taskId: string): readonly Spot[] {
  return usePeople(taskPresenceTopic(taskId), spot => spot.taskId === taskId);
}

function usePeople(topic: Topic, wanted: (spot: Spot) => boolean): readonly Spot[] {
  const before = useRef<readonly Spot[]>(NOTHING);
  return useTopics(
    [topic],
    live => {
      const people = live.presence.people().filter(spot => spot.userId !== live.me && wanted(spot));
      if (!same(people, before.current)) {
        before.current = people;
      }
      return before.current;
    },
    NOTHING,
  );
}

const NONE: readonly string[] = [];
const NOTHING: readonly never[] = [];
const STARTING: StatusNow = {
  state: "reconnecting",
  pending: 0,
  since: undefined,
  first: true,
  caughtUp: false,
  stopped: false,
};
