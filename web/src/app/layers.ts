import { Store } from "./store.ts";

/** Dialogs of the app that a command opens; one at a time. */
export type Layer =
  | { readonly name: "palette"; readonly start?: string; readonly page?: string }
  | { readonly name: "quickadd"; readonly text?: string; readonly status?: string; readonly parent?: string }
  | { readonly name: "kept" }
  | { readonly name: "project" }
  | { readonly name: "view" }
  | { readonly name: "help" }
  | { readonly name: "menu" }
  | { readonly name: "leave"; readonly count: number };

export const layer = new Store<Layer | undefined>(undefined);

export function openLayer(next: Layer): void {
  layer.set(next);
}

export function closeLayer(): void {
  layer.set(undefined);
}
