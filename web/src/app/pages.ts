import { useEffect, useRef, useState } from "react";
import type { Page } from "../api/types.ts";
import { useAsked } from "./asked.ts";
import { attempt } from "./attempt.ts";
import { api } from "./server.ts";

/** A list that goes on as somebody asks for more. */
export function usePages<T>(path: string | undefined) {
  const { data, error, loading, reload } = useAsked<Page<T>>(path);
  const [more, setMore] = useState<readonly Page<T>[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => setMore([]), [data]);
  const last = more.at(-1) ?? data;
  const next = last?.next_cursor;
  const goOn = async () => {
    setBusy(true);
    await attempt(async () => {
      const page = await api.get<Page<T>>(`${path}&cursor=${encodeURIComponent(next ?? "")}`);
      setMore(all => [...all, page]);
    });
    setBusy(false);
  };
  // What was found before stays until there is something else to show.
  const before = useRef<readonly T[]>(undefined);
  const items = data ? [data, ...more].flatMap(page => page.items) : error ? undefined : before.current;
  before.current = items;
  return {
    items,
    total: data?.total,
    error: data ? undefined : error,
    loading,
    reload,
    busy,
    ...(next && { goOn }),
  };
}
