import { Store } from "../app/store.ts";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "success" | "danger";
  readonly action?: { readonly label: string; run(): void } | undefined;
  /** Another one of the same kind takes its place. */
  readonly kind?: string | undefined;
}

const MOST = 3;
const SHORT_MS = 5_000;
const LONG_MS = 10_000;

export const toasts = new Store<readonly Toast[]>([]);
let last = 0;

/** Shows a short notice; errors stay until they are dismissed. */
export function toast(wanted: Partial<Omit<Toast, "id">> & { text: string }): number {
  last += 1;
  const next: Toast = { tone: "plain", ...wanted, id: last };
  toasts.update(all => [...all.filter(one => !wanted.kind || one.kind !== wanted.kind), next].slice(-MOST));
  return next.id;
}

export function dismiss(id: number): void {
  toasts.update(all => all.filter(one => one.id !== id));
}

/** How long it stays; for ever when it tells of an error. */
export function patience({ tone, action }: Toast): number {
  return tone === "danger" ? Number.POSITIVE_INFINITY : action ? LONG_MS : SHORT_MS;
}
