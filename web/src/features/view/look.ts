import { createContext, useContext, useMemo } from "react";
import { useSearch } from "wouter";
import type { View } from "../../api/types.ts";
import { go } from "../../app/address.ts";

/** Which tasks are looked at, in which order and groups. It is in the address. */
export interface Look {
  readonly filter: string;
  readonly sort: string;
  /** Empty: as the layout does by itself. */
  readonly group: string;
  /** What divides a board across its columns; empty: nothing. */
  readonly lane: string;
}

/** The saved view that is open; the address says what is other about it. */
export const Saved = createContext<View | undefined>(undefined);

export const NAMES = ["filter", "sort", "group", "lane"] as const;

export function lookOf(view: View | undefined): Look {
  const own = view?.options as { group?: string; lane?: string } | undefined;
  return {
    filter: view?.filter ?? "",
    sort: view?.sort ?? "",
    group: own?.group ?? view?.group_by ?? "",
    lane: own?.lane ?? view?.lane_by ?? "",
  };
}

export function useLook(): Look {
  const view = useContext(Saved);
  const search = useSearch();
  return useMemo(() => {
    const params = new URLSearchParams(search);
    const base = lookOf(view);
    return {
      filter: params.get("filter") ?? base.filter,
      sort: params.get("sort") ?? base.sort,
      group: params.get("group") ?? base.group,
      lane: params.get("lane") ?? base.lane,
    };
  }, [view, search]);
}

/** Looks otherwise: what is as in the saved view, or as ever, is not in the address. */
export function setLook(changes: Partial<Look>, view: View | undefined): void {
  const url = new URL(location.href);
  const base = lookOf(view);
  for (const name of NAMES) {
    const value = changes[name];
    if (value !== undefined) {
      if (value === base[name]) {
        url.searchParams.delete(name);
      } else {
        url.searchParams.set(name, value);
      }
    }
  }
  go(url.pathname + url.search, { replace: true });
}
