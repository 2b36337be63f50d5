import { Store } from "../app/store.ts";
import { announce } from "./announce.ts";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "success" | "danger";
  readonly action?: { readonly label: string; run(): void } | undefined;
  /** Another one of the same kind takes its place. */
  readonly kind?: string | undefined;
  /** It stays until it is dismissed, as errors do. */
  readonly stays?: boolean;
}

const MOST = 3;
const SHORT_MS = 5_000;
const LONG_MS = 10_000;

export const toasts = new Store<readonly Toast[]>([]);
let last = 0;

/** Shows a short notice, and says it; errors stay until they are dismissed, and are alerts, which say themselves. */
export function toast(wanted: Partial<Omit<Toast, "id">> & { text: string }): number {
  if (wanted.tone !== "danger") {
    announce(wanted.text);
  }
  last += 1;
  const next: Toast = { tone: "plain", ...wanted, id: last };
  toasts.update(all => [...all.filter(one => !wanted.kind || one.kind !== wanted.kind), next].slice(-MOST));
  return next.id;
}

export function dismiss(id: number): void {
  toasts.update(all => all.filter(one => one.id !== id));
}

/** How long it stays. */
export function patience({ tone, action, stays }: Toast): number {
  return tone === "danger" || stays ? Number.POSITIVE_INFINITY : action ? LONG_MS : SHORT_MS;
}
