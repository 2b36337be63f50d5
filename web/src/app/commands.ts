import type { ComponentType } from "react";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Question } from "../features/task/ask.ts";
import type { MessageId } from "./i18n.ts";
import { pref } from "./prefs.ts";

/** Groups in the order the palette and the help sheet show them. */
export const GROUPS = ["selection", "go", "create", "view", "preferences", "help"] as const;
export type Group = (typeof GROUPS)[number];

/** Something people can do. Menus, palette, shortcuts and the help sheet all read this one list. */
export interface Command {
  /** Such as `task.new`; what a rebinding names. */
  readonly id: string;
  readonly title: MessageId;
  readonly group: Group;
  /** Such as `c`, `g b`, `mod+k`, `shift+e`, `alt+shift+ArrowUp`. */
  readonly keys?: readonly string[];
  readonly icon?: ComponentType<{ size?: number | string }>;
  run(): void;
  /** Whether it can be done now; also whether it is shown. */
  when?(): boolean;
  /** What is to be chosen for it: the palette has a page for that, in place of what `run` opens elsewhere. */
  asks?(): Question;
  /** For the keyboard and the help sheet alone. */
  readonly unlisted?: boolean;
}

const scopes: { readonly commands: readonly Command[] }[] = [];
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

/**
 * Adds commands until the answer is called. What comes later comes first, as it lies nearer to the user. Several places may
 * have one command, each for what is its own: a board and the task beside it. Which is meant is who allows it.
 */
export function register(commands: readonly Command[]): () => void {
  const scope = { commands };
  scopes.unshift(scope);
  rebuild();
  return () => {
    scopes.splice(scopes.indexOf(scope), 1);
    rebuild();
  };
}

function rebuild(): void {
  all = scopes.flatMap(scope => scope.commands);
  for (const listener of listeners) {
    listener();
  }
}

/** Commands that exist while a component is shown. */
export function useCommands(make: () => readonly Command[], deps: readonly unknown[]): void {
  useEffect(() => register(make()), deps);
}

/** Those of all places. */
export function commands(): readonly Command[] {
  return all;
}

/** Each command once: as the place has it where it can be done now. */
export function useAllCommands(): readonly Command[] {
  const everywhere = useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, commands);
  return useMemo(
    () => [...new Set(everywhere.map(one => one.id))].flatMap(id => command(id) ?? []),
    [everywhere],
  );
}

export function command(id: string): Command | undefined {
  const found = all.filter(one => one.id === id);
  return found.find(isAllowed) ?? found[0];
}

/** What keys mean now: what is about the selection or a task comes before what is about the view around it. */
export function commandOf(keys: string): Command | undefined {
  const found = all.filter(one => keysOf(one).includes(keys) && isAllowed(one));
  return found.find(one => one.group === "selection") ?? found[0];
}

export function isAllowed(command: Command): boolean {
  return command.when?.() ?? true;
}

/** Does it if it exists and is allowed. */
export function run(id: string): boolean {
  const found = command(id);
  if (!found || !isAllowed(found)) {
    return false;
  }
  found.run();
  return true;
}

/** The keys of a command: the user's own, else the given ones. */
export function keysOf(command: Command): readonly string[] {
  const own = pref("keys")[command.id];
  return own === undefined ? (command.keys ?? []) : own === "" ? [] : [own];
}
