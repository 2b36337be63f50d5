import type { View } from "../../api/types.ts";
import { shown, USUAL } from "./shown.ts";

/** What this browser remembers of how things are shown. */

const KEY = "tf.shown";

function kept(): Record<string, string[]> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as Record<string, string[]>;
  } catch {
    return {};
  }
}

/** Shows what was chosen here last, else what the saved view says. */
export function recallShown(scope: string, view: View | undefined): void {
  const names = kept()[scope] ?? (view && view.columns.length > 0 ? view.columns : undefined);
  shown.set(names && new Set(names));
}

export function keepShown(scope: string, names: ReadonlySet<string>): void {
  const usual = names.size === USUAL.length && USUAL.every(name => names.has(name));
  const { [scope]: _, ...others } = kept();
  const next = usual ? others : { ...others, [scope]: [...names] };
  shown.set(usual ? undefined : names);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing forgets it at the end.
  }
}
