import { setupI18n } from "@lingui/core";
import { useSyncExternalStore } from "react";
import type { MessageId } from "../locales/ids.ts";
import { onPrefs, pref } from "./prefs.ts";

export type { MessageId } from "../locales/ids.ts";

type Values = Readonly<Record<string, string | number>>;
type Catalog = { default: Record<string, string> };

/** The languages there are, by their own names. */
export const LANGUAGES = { en: "English", de: "Deutsch", ar: "العربية" } as const;
export type Locale = keyof typeof LANGUAGES;

/** What is said together: on the first pages, at the door, and everywhere else. */
const PARTS = ["first", "door", "rest"] as const;
type Part = (typeof PARTS)[number];

const LOADERS: Record<Locale, Record<Part, () => Promise<Catalog>>> = {
  en: {
    first: () => import("virtual:catalog/en/first"),
    door: () => import("virtual:catalog/en/door"),
    rest: () => import("virtual:catalog/en/rest"),
  },
  de: {
    first: () => import("virtual:catalog/de/first"),
    door: () => import("virtual:catalog/de/door"),
    rest: () => import("virtual:catalog/de/rest"),
  },
  ar: {
    first: () => import("virtual:catalog/ar/first"),
    door: () => import("virtual:catalog/ar/door"),
    rest: () => import("virtual:catalog/ar/rest"),
  },
};

const i18n = setupI18n();
const listeners = new Set<() => void>();

/** The text of a message. */
export function t(id: MessageId, values?: Values): string {
  return i18n._(id, values as Record<string, unknown>);
}

export function hasMessage(id: string): id is MessageId {
  return i18n.messages[id] !== undefined;
}

export function locale(): Locale {
  return (i18n.locale || "en") as Locale;
}

/** The language with its region, for dates and numbers. */
export function region(): string {
  return navigator.languages.find(tag => tag.startsWith(locale())) ?? locale();
}

export function useLocale(): Locale {
  return useSyncExternalStore(listen, locale);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(LANGUAGES, tag);
}

/** What was chosen here, else what the browser prefers of what there is. */
export function wanted(): Locale {
  const tags = [pref("locale"), ...navigator.languages].map(tag => tag.split("-")[0] ?? "");
  return tags.find(isLocale) ?? "en";
}

const here = new Map<Part, Promise<unknown>>();

function load(part: Part): Promise<unknown> {
  const now = locale();
  let loading = here.get(part);
  if (!loading) {
    loading = LOADERS[now][part]().then(({ default: messages }) => i18n.load(now, messages));
    here.set(part, loading);
    // What did not come is asked for again by the next who needs it.
    loading.catch(() => here.delete(part));
  }
  return loading;
}

/** Resolves when what visitors are told is here. */
export function doorMessages(): Promise<unknown> {
  return load("door");
}

/** Resolves when all messages are here; what is no first page waits for them. */
export function allMessages(): Promise<unknown> {
  return Promise.all([load("door"), load("rest")]);
}

export async function speak(next: Locale): Promise<void> {
  const parts: Part[] = ["first", ...[...here.keys()].filter(part => part !== "first")];
  const catalogs = await Promise.all(parts.map(part => LOADERS[next][part]()));
  here.clear();
  for (const part of parts) {
    here.set(part, Promise.resolve());
  }
  i18n.loadAndActivate({
    locale: next,
    messages: Object.assign({}, ...catalogs.map(catalog => catalog.default)),
  });
  document.documentElement.lang = next;
  document.documentElement.dir = isRtl() ? "rtl" : "ltr";
  for (const listener of listeners) {
    listener();
  }
}

export function isRtl(): boolean {
  return locale() === "ar";
}

/** Speaks the wanted language, now and whenever it changes. */
export async function followLanguage(): Promise<void> {
  await speak(wanted());
  onPrefs(() => {
    if (wanted() !== locale()) {
      void speak(wanted());
    }
  });
}
