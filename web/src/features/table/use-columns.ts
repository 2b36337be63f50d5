import { useCallback, useContext, useMemo, useState } from "react";
import type { Around } from "../view/known.ts";
import { Saved } from "../view/look.ts";
import { keepShown } from "../view/remember.ts";
import { type Column, type ColumnName, columnsOf, NARROWEST, USUAL_COLUMNS, WIDEST } from "./columns.ts";

interface Kept {
  readonly names?: readonly ColumnName[];
  readonly widths: Readonly<Record<string, number>>;
}

export interface Columns {
  readonly all: ReadonlyMap<ColumnName, Column>;
  readonly shown: readonly Column[];
  resize(name: ColumnName, width: number): void;
  /** Puts a column before another one, or last. */
  move(name: ColumnName, before: ColumnName | undefined): void;
  toggle(name: ColumnName): void;
}

/** Which columns a table shows, in which order and how wide; this browser remembers it. */
export function useColumns(around: Around, wide: boolean, scope: string): Columns {
  const key = `tf.table.${scope}`;
  const view = useContext(Saved);
  const [kept, setKept] = useState<Kept>(() => read(key));
  const own = view && view.columns.length > 0 ? (view.columns as ColumnName[]) : undefined;
  const all = useMemo(() => columnsOf(around, wide, kept.widths), [around, wide, kept.widths]);
  const shown = useMemo(() => {
    const names = kept.names ?? own ?? USUAL_COLUMNS;
    const rest = names.filter(name => name !== "title" && all.has(name));
    return (["title", ...rest] as const).flatMap(name => all.get(name) ?? []);
  }, [all, kept.names, own]);

  const write = useCallback(
    (next: Kept) => {
      setKept(next);
      if (next.names) {
        // A view that is saved keeps what is shown.
        keepShown(scope, new Set(next.names));
      }
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A browser that keeps nothing forgets it at the end.
      }
    },
    [key, scope],
  );
  return useMemo(() => {
    const names = shown.map(column => column.name);
    return {
      all,
      shown,
      resize: (name, width) =>
        write({
          ...kept,
          widths: { ...kept.widths, [name]: Math.round(Math.max(NARROWEST, Math.min(WIDEST, width))) },
        }),
      move: (name, before) => {
        if (name === "title" || name === before) {
          return;
        }
        const others = names.filter(one => one !== name);
        const at = before === undefined || before === "title" ? -1 : others.indexOf(before);
        const place = before === "title" ? 1 : at < 0 ? others.length : at;
        write({ ...kept, names: others.toSpliced(place, 0, name) });
      },
      toggle: name => {
        if (name !== "title") {
          const has = names.includes(name);
          write({ ...kept, names: has ? names.filter(one => one !== name) : [...names, name] });
        }
      },
    };
  }, [all, shown, kept, write]);
}

function read(key: string): Kept {
  try {
    return { widths: {}, ...(JSON.parse(localStorage.getItem(key) ?? "{}") as object) } as Kept;
  } catch {
    return { widths: {} };
  }
}
