import { useSyncExternalStore } from "react";

/** What a browser remembers for its user; an account's own settings lie on the server. */
export interface Prefs {
  theme: "light" | "dark" | "system";
  density: "comfortable" | "compact";
  /** Empty: the browser's. */
  locale: string;
  /** Single-character shortcuts. */
  shortcuts: boolean;
  /** Rebound shortcuts, by command. */
  keys: Readonly<Record<string, string>>;
  sidebar: number;
  sidebarShut: boolean;
  peek: number;
  /** Whether quick add reads words as chips. */
  parse: boolean;
  /** Whether others are not to see where one is. */
  hidden: boolean;
  workspace: string;
  /** The day that weeks start with, 1 (Monday) to 7; 0: as the workspace says. */
  weekStart: number;
  /** What of a task's story is shown. */
  story: "all" | "comments" | "activity";
  /** The view used last, by project key. */
  views: Readonly<Record<string, string>>;
}

const START: Prefs = {
  theme: "system",
  density: "comfortable",
  locale: "",
  shortcuts: true,
  keys: {},
  sidebar: 240,
  sidebarShut: false,
  peek: 480,
  parse: true,
  hidden: false,
  workspace: "",
  weekStart: 0,
  story: "all",
  views: {},
};

const NAME = "tf.prefs";
const listeners = new Set<() => void>();
let prefs = read();

function read(): Prefs {
  try {
    return { ...START, ...JSON.parse(localStorage.getItem(NAME) ?? "{}") };
  } catch {
    return START;
  }
}

function tell(): void {
  for (const listener of listeners) {
    listener();
  }
}

export function pref<K extends keyof Prefs>(name: K): Prefs[K] {
  return prefs[name];
}

export function setPref<K extends keyof Prefs>(name: K, value: Prefs[K]): void {
  prefs = { ...prefs, [name]: value };
  try {
    localStorage.setItem(NAME, JSON.stringify(prefs));
  } catch {
    // A browser that keeps nothing forgets it at the end.
  }
  tell();
}

export function onPrefs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePref<K extends keyof Prefs>(name: K): Prefs[K] {
  return useSyncExternalStore(onPrefs, () => prefs[name]);
}

// Another tab of the same browser.
globalThis.addEventListener?.("storage", event => {
  if (event.key === NAME) {
    prefs = read();
    tell();
  }
});
