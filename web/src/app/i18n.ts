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

/** Of each language what the first pages say, and the rest. */
const LOADERS: Record<Locale, readonly [() => Promise<Catalog>, () => Promise<Catalog>]> = {
  en: [() => import("virtual:catalog/en/first"), () => import("virtual:catalog/en/rest")],
  de: [() => import("virtual:catalog/de/first"), () => import("virtual:catalog/de/rest")],
  ar: [() => import("virtual:catalog/ar/first"), () => import("virtual:catalog/ar/rest")],
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

let rest: Promise<unknown> | undefined;

/** Resolves when all messages are here; what is no first page waits for them. */
export function allMessages(): Promise<unknown> {
  const now = locale();
  rest ??= LOADERS[now][1]().then(({ default: messages }) => i18n.load(now, messages));
  return rest;
}

export async function speak(next: Locale): Promise<void> {
  const whole = rest !== undefined;
  const { default: messages } = await LOADERS[next][0]();
  rest = undefined;
  if (whole) {
    const more = await LOADERS[next][1]();
    rest = Promise.resolve();
    i18n.load(next, more.default);
  }
  i18n.loadAndActivate({ locale: next, messages });
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
