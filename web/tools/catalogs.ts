import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

const PREFIX = "virtual:catalog/";
const LOCALES = join(import.meta.dirname, "../src/locales");

type Part = "first" | "door" | "rest";

/** What the first pages say, and what visitors are told; the rest comes with what needs it. */
const PARTS: Readonly<Record<string, Part>> = {
  "app.json": "first",
  "board.json": "first",
  "live.json": "first",
  "task.json": "first",
  "auth.json": "door",
};

/** The messages of a language: the files of its folder as one. */
export function readCatalog(locale: string, part?: Part): Record<string, string> {
  const folder = join(LOCALES, locale);
  const wanted = (name: string) => part === undefined || (PARTS[name] ?? "rest") === part;
  const files = readdirSync(folder).filter(name => name.endsWith(".json") && wanted(name));
  return Object.assign({}, ...files.map(name => JSON.parse(readFileSync(join(folder, name), "utf8"))));
}

/** Serves `virtual:catalog/{locale}/{part}`: messages compiled, so that browsers need no parser for them. */
export function catalogs(): Plugin {
  return {
    name: "taskflow-catalogs",
    resolveId: id => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) {
        return null;
      }
      const [locale = "en", part] = id.slice(PREFIX.length + 1).split("/");
      const messages = readCatalog(locale, part as Part);
      for (const name of readdirSync(join(LOCALES, locale))) {
        this.addWatchFile(join(LOCALES, locale, name));
      }
      const compiled = Object.fromEntries(
        Object.entries(messages).map(([key, text]) => [key, compileMessage(text)]),
      );
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))});`;
    },
  };
}
